"""SFace is the engine of a workspace that holds no photos yet; without a choice it is dlib's, as it was before 0.7."""

from alembic import op
from sqlalchemy import text

revision, down_revision = "0002", "0001"

_USED = "SELECT EXISTS (SELECT 1 FROM reference_set) OR EXISTS (SELECT 1 FROM reference_face)"
_CHOSEN = "SELECT EXISTS (SELECT 1 FROM choice WHERE key = 'engine' AND value <> '')"


def upgrade() -> None:
    """Choose where there is nothing that another engine has computed."""
    connection = op.get_bind()
    if not any(connection.execute(text(question)).scalar() for question in (_USED, _CHOSEN)):
        connection.execute(text("INSERT OR REPLACE INTO choice (key, value) VALUES ('engine', 'SFace')"))
