"""What alembic runs for each command: on a connection of `core.storage.versions`, in the transaction begun there."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
