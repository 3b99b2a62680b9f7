"""Links to views, and what people say in a plan."""

from alembic import op
from sqlalchemy import Column, DateTime, Integer, String

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "link",
        Column("id", String, primary_key=True),
        Column("kind", String, nullable=False),
        Column("project_id", String, nullable=False, index=True),
        Column("version", Integer, nullable=False),
        *(Column(name, String, nullable=False) for name in ("view", "by", "by_name")),
        *(Column(name, DateTime, nullable=False) for name in ("made", "expires")),
        Column("revoked", DateTime),
        Column("uses", Integer, nullable=False),
        Column("last_use", DateTime),
    )
    op.create_table(
        "comment",
        Column("id", String, primary_key=True),
        Column("project_id", String, nullable=False, index=True),
        Column("about_kind", String, nullable=False),
        Column("version", Integer, nullable=False),
        *(Column(name, String, nullable=False) for name in ("about", "group_id", "text", "by", "by_name")),
        Column("at", DateTime, nullable=False),
        Column("changed", DateTime),
        Column("revision", Integer, nullable=False),
        Column("resolved", DateTime),
        Column("resolved_by", String, nullable=False),
    )
    op.create_table(
        "comment_edit",
        Column("comment_id", String, primary_key=True),
        Column("revision", Integer, primary_key=True),
        Column("text", String, nullable=False),
        Column("at", DateTime, nullable=False),
    )
    op.create_table("comment_mention", *(Column(name, String, primary_key=True) for name in ("comment_id", "person")))
    op.create_table("comment_seen", *(Column(name, String, primary_key=True) for name in ("person", "comment_id")))
