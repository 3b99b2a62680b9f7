"""Faces that exist nowhere: contact sheets, stars, searches and groups."""

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, Float, Integer, LargeBinary, String

revision, down_revision = "0007", "0006"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "virtual_sheet",
        Column("id", String, primary_key=True),
        *(Column(name, String, nullable=False) for name in ("name", "generator", "version")),
        *(Column(name, Integer, nullable=False) for name in ("seed", "count", "evaluations")),
        *(Column(name, String, nullable=False) for name in ("target", "by", "by_name")),
        Column("at", DateTime, nullable=False),
        Column("job", String, nullable=False),
    )
    op.create_table(
        "virtual_candidate",
        Column("sheet", String, primary_key=True),
        Column("place", Integer, primary_key=True),
        *(Column(name, String, nullable=False) for name in ("face", "scores", "near")),
        Column("similarity", Float),
        Column("kept", Boolean, nullable=False),
        Column("preview", LargeBinary, nullable=False),
    )
    op.create_table(
        "virtual_star",
        Column("sheet", String, primary_key=True),
        Column("place", Integer, primary_key=True),
        Column("person", String, primary_key=True),
        Column("at", DateTime, nullable=False),
    )
    op.create_table(
        "virtual_search",
        Column("id", String, primary_key=True),
        *(Column(name, String, nullable=False) for name in ("request", "state", "result", "by")),
        Column("at", DateTime, nullable=False),
        Column("job", String, nullable=False),
    )
    op.create_table(
        "virtual_group",
        Column("id", String, primary_key=True),
        Column("project_id", String, nullable=False, index=True),
        *(Column(name, String, nullable=False) for name in ("body", "by", "by_name")),
        *(Column(name, DateTime, nullable=False) for name in ("at", "changed")),
        Column("revision", Integer, nullable=False),
        Column("job", String, nullable=False),
    )
    op.create_table(
        "virtual_picture",
        Column("group", String, primary_key=True),
        Column("face", String, primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("shot", String, nullable=False),
        Column("data", LargeBinary, nullable=False),
    )
