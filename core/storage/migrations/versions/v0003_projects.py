"""Debut plans, their judged line-ups, and what was being typed."""

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, Float, Integer, String

revision, down_revision = "0003", "0002"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "project",
        Column("id", String, primary_key=True),
        *(Column(name, String, nullable=False) for name in ("name", "note", "target", "board", "state")),
        Column("is_demo", Boolean, nullable=False),
        *(Column(name, DateTime, nullable=False) for name in ("created", "changed")),
        Column("changed_by", String, nullable=False),
        Column("revision", Integer, nullable=False),
    )
    op.create_table(
        "project_version",
        Column("project_id", String, primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("parent", Integer, nullable=False),
        Column("saved_by", String, nullable=False),
        Column("at", DateTime, nullable=False),
        Column("said", String, nullable=False),
        Column("trainees", Integer, nullable=False),
        Column("near", String, nullable=False),
        Column("share", Float),
        Column("composed", Boolean, nullable=False),
        Column("form", Integer, nullable=False),
        Column("body", String, nullable=False),
    )
    op.create_table(
        "project_draft",
        *(Column(name, String, primary_key=True) for name in ("actor", "key")),
        Column("text", String, nullable=False),
        Column("at", DateTime, nullable=False),
    )
