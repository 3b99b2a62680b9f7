"""The version of the workspace's tables: what a database is at, and how it is brought to what this studio needs.

alembic does the work and is imported only where there is some."""

from pathlib import Path

from sqlalchemy import Connection, Engine

from core.errors import StorageError
from core.files import locked
from core.storage.schema import schema

HEAD = "0007"  # the newest of core/storage/migrations; they are numbered, so that they sort
_READABLE = ""  # the oldest whose tables the queries can read as they are; "": as studio 0.4 and before wrote them
_LATER = {  # since 0003; what writes nothing asks for none of them
    "project", "project_version", "project_draft", "person", "sign_in", "project_member", "own_choice", "audit",
    "shared_change", "link", "comment", "comment_edit", "comment_mention", "comment_seen",
    "trainee", "consent", "kept_photo", "purge", "purged",
    "virtual_sheet", "virtual_candidate", "virtual_star", "virtual_search", "virtual_group", "virtual_picture",
}  # fmt: skip
_MIGRATIONS = Path(__file__).parent / "migrations"
_NEWER = (
    "이 작업 폴더는 더 새로운 스튜디오가 쓴 것이라 여기서는 열 수 없습니다. 스튜디오를 새 버전으로 올린 뒤 다시 열어 "
    "주세요."
)
_BUSY = "다른 창에서 작업 폴더를 새 형식으로 바꾸고 있습니다. 잠시 뒤 다시 시도해 주세요."
_OLDER = "이 작업 폴더는 예전 스튜디오가 쓴 것입니다. 화면을 한 번 열면 새 형식으로 바뀌니, 그 뒤에 다시 시도해 주세요."


def bring_up(engine: Engine, lock: Path) -> None:
    """Make the tables those of this studio, all of it or nothing; one process at a time. New databases get all of them.

    Raises StorageError for one that a newer studio wrote; it is left as it is."""
    with engine.connect() as connection:
        if _checked(connection) == HEAD:
            return
    with locked(lock, _BUSY, patience=60), engine.begin() as connection:
        # Python's driver begins a transaction only before it changes rows, and tables are to be in it, too.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        if _checked(connection) != HEAD:
            _upgrade(connection)


def check_readable(connection: Connection) -> None:
    """Raises StorageError where the queries of this studio would not find what they ask for."""
    if _checked(connection) < _READABLE or schema.tables.keys() - _LATER - _names(connection):
        raise StorageError(_OLDER)


def _checked(connection: Connection) -> str:
    """The revision, "" without versions. Raises StorageError for one that this studio does not know."""
    found = ""
    if "alembic_version" in _names(connection):
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or ""
    if found > HEAD:
        raise StorageError(_NEWER)
    return found


def _names(connection: Connection) -> set[str]:
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
