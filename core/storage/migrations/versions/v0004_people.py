"""People, their sign-ins and choices, who may see which plan, who did what, and what can be taken back."""

from alembic import op
from sqlalchemy import Column, DateTime, Integer, String

revision, down_revision = "0004", "0003"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "person",
        Column("id", String, primary_key=True),
        *(Column(name, String, nullable=False) for name in ("issuer", "subject", "name", "email", "role", "state")),
        Column("role_by", String, nullable=False),
        *(Column(name, DateTime, nullable=False) for name in ("first_seen", "last_seen")),
        Column("not_before", DateTime),
    )
    op.create_index("person_by_subject", "person", ["issuer", "subject"], unique=True)
    op.create_table(
        "sign_in",
        Column("id", String, primary_key=True),
        Column("person", String, nullable=False, index=True),
        *(Column(name, DateTime, nullable=False) for name in ("began", "last_use")),
        Column("device", String, nullable=False),
        Column("ended", DateTime),
    )
    op.create_table(
        "project_member",
        *(Column(name, String, primary_key=True) for name in ("project_id", "person")),
        *(Column(name, String, nullable=False) for name in ("role", "by")),
        Column("at", DateTime, nullable=False),
    )
    op.create_table(
        "own_choice",
        *(Column(name, String, primary_key=True) for name in ("person", "key")),
        Column("value", String, nullable=False),
    )
    op.create_table(
        "audit",
        Column("number", Integer, primary_key=True),
        Column("at", DateTime, nullable=False),
        *(Column(name, String, nullable=False) for name in ("actor", "action", "on", "outcome", "hash")),
    )
    op.create_table(
        "shared_change",
        Column("number", Integer, primary_key=True),
        Column("kind", String, nullable=False),
        Column("on", String, nullable=False, index=True),
        *(Column(name, String, nullable=False) for name in ("what", "before", "after", "by", "by_name")),
        Column("at", DateTime, nullable=False),
        Column("undone_by", String, nullable=False),
        Column("undone", DateTime),
    )
