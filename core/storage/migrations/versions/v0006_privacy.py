"""Trainees whose photos may be kept, their consent, the kept photos, purges and who was purged."""

from alembic import op
from sqlalchemy import Boolean, Column, Date, DateTime, Integer, LargeBinary, String

revision, down_revision = "0006", "0005"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "trainee",
        Column("id", String, primary_key=True),
        *(Column(name, String, nullable=False) for name in ("project_id", "name")),
        Column("wrapped", LargeBinary),
        Column("wrapped_by", String, nullable=False),
    )
    op.create_index("trainee_by_name", "trainee", ["project_id", "name"], unique=True)
    op.create_table(
        "consent",
        Column("trainee", String, primary_key=True),
        *(Column(name, String, nullable=False) for name in ("basis", "purpose")),
        *(Column(name, Date, nullable=False) for name in ("given", "expires")),
        Column("minor", Boolean, nullable=False),
        *(Column(name, String, nullable=False) for name in ("guardian", "by", "by_name")),
        Column("at", DateTime, nullable=False),
        Column("withdrawn", DateTime),
        Column("revision", Integer, nullable=False),
    )
    op.create_table(
        "kept_photo",
        Column("id", String, primary_key=True),
        Column("trainee", String, nullable=False, index=True),
        Column("project_id", String, nullable=False),
        *(Column(name, Integer, nullable=False) for name in ("number", "place")),
        *(Column(name, String, nullable=False) for name in ("file", "sha256")),
        *(Column(name, DateTime, nullable=False) for name in ("kept", "until")),
    )
    op.create_table(
        "purge",
        Column("id", String, primary_key=True),
        Column("state", String, nullable=False),
        Column("at", DateTime, nullable=False),
        *(Column(name, String, nullable=False) for name in ("by", "body")),
        Column("ended", DateTime),
    )
    op.create_table(
        "purged",
        Column("mark", String, primary_key=True),
        *(Column(name, String, nullable=False) for name in ("key", "project_id")),
        Column("size", Integer, nullable=False),
        *(Column(name, String, nullable=False) for name in ("mode", "label")),
        Column("at", DateTime, nullable=False),
        Column("purge", String, nullable=False),
    )
