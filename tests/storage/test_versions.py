"""The version of a workspace's tables: old ones are brought up, whole or not at all; newer ones are left alone."""

import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from core.access.actor import LOCAL
from core.errors import StorageError
from core.services.projects import plans
from core.services.reference.sets import active_engine
from core.settings import Settings
from core.storage import database, versions
from core.storage.database import Database
from core.storage.schema import schema
from tests.conftest import ROOT
from tests.support.app import open_page, texts

NEWER = "더 새로운 스튜디오"


@pytest.fixture
def old(settings: Settings) -> Settings:
    """With the database of a workspace that studio 0.4.0 wrote."""
    settings.workspace.mkdir(parents=True)
    with zipfile.ZipFile(ROOT / "tests" / "data" / "workspace-0.4.zip") as archive:
        settings.database.write_bytes(archive.read("workspace/studio.db"))
    return settings


def asked(settings: Settings, query: str) -> list[tuple[str, ...]]:
    with sqlite3.connect(settings.database) as connection:
        return connection.execute(query).fetchall()


def tables(settings: Settings) -> dict[str, str]:
    """Each table as it was made."""
    found = asked(settings, "SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    return {name: " ".join(sql.split()).replace("( ", "(").replace(" )", ")") for name, sql in found}


def version(settings: Settings) -> list[tuple[str, ...]]:
    return asked(settings, "SELECT version_num FROM alembic_version")


def test_the_migrations_end_at_the_tables_of_the_code(settings: Settings) -> None:
    Database(settings)
    with create_engine(f"sqlite:///{settings.database}").connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema) == []
    folder = Path(versions.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_heads() == [versions.HEAD]
    assert version(settings) == [(versions.HEAD,)]


def test_the_first_version_is_what_studio_0_4_wrote(old: Settings, tmp_path: Path) -> None:
    new = Settings(workspace=tmp_path / "new")
    Database(new)
    made = tables(new)
    for later in ("alembic_version", *versions._LATER):
        assert made.pop(later)
    assert tables(old) == made


def test_a_workspace_without_versions_is_stamped_and_keeps_all_it_has(old: Settings) -> None:
    before = {name: asked(old, f"SELECT * FROM {name}") for name in tables(old)}
    assert [stored.name for stored in Database(old).sets()] == ["지난 판의 세트"]
    assert version(old) == [(versions.HEAD,)]
    assert {name: asked(old, f"SELECT * FROM {name}") for name in before} == before


def test_plans_get_their_place_beside_what_0_9_wrote(old: Settings) -> None:
    with create_engine(f"sqlite:///{old.database}").begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(Path(versions.__file__).parent / "migrations"))
        command.upgrade(config, "0002")
    assert version(old) == [("0002",)]
    before = {name: asked(old, f"SELECT * FROM {name}") for name in tables(old) if name != "alembic_version"}
    assert sum(map(len, before.values())) and "project" not in before
    made = plans.create(old, LOCAL, "여름 데뷔")
    assert version(old) == [(versions.HEAD,)]
    assert {name: asked(old, f"SELECT * FROM {name}") for name in before} == before
    assert [line.project for line in plans.plans(old, LOCAL)] == [made]


def test_a_workspace_keeps_its_engine_and_a_new_one_begins_with_sface(old: Settings, tmp_path: Path) -> None:
    assert active_engine(old, read_only=True) == active_engine(old) == "dlib"
    new = Settings(workspace=tmp_path / "new")
    assert active_engine(new, read_only=True) == "SFace"
    Database(new)
    assert active_engine(new) == "SFace"


def test_tables_that_came_later_are_added(old: Settings) -> None:
    made = tables(old)
    asked(old, "DROP TABLE article")
    Database(old)
    assert tables(old).pop("article") == made["article"]


def test_to_look_at_an_old_workspace_changes_nothing(old: Settings) -> None:
    before = old.database.read_bytes()
    assert len(Database(old, read_only=True).sets()) == 1
    assert old.database.read_bytes() == before and [p.name for p in old.workspace.iterdir()] == ["studio.db"]


def test_an_old_workspace_that_cannot_be_read_as_it_is_says_so(old: Settings) -> None:
    asked(old, "DROP TABLE article")
    with pytest.raises(StorageError, match="화면을 한 번 열면"):
        Database(old, read_only=True)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_workspace_is_left_alone(settings: Settings, read_only: bool) -> None:
    from_the_future(settings)
    before = settings.database.read_bytes()
    for _ in range(2):  # not only the first time
        with pytest.raises(StorageError, match=NEWER):
            Database(settings, read_only=read_only)
    assert settings.database.read_bytes() == before


# A new line-up is in memory alone; what it is compared with is read when photos have come. The frame says it above.
@pytest.mark.slow
@pytest.mark.parametrize("page", [None, "lineup_match", "concept", "projects", "reference_data", "training", "engines"])
def test_the_pages_say_that_the_workspace_is_newer(settings: Settings, page: str | None) -> None:
    from_the_future(settings)
    app = open_page(page)
    assert page == "lineup_match" or NEWER in texts(app)


def from_the_future(settings: Settings) -> None:
    Database(settings)
    asked(settings, "UPDATE alembic_version SET version_num = '9999'")
    database._connect.cache_clear()
    database._connect_read_only.cache_clear()


def test_a_migration_that_fails_leaves_the_workspace_as_it_was(old: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before, upgrade = tables(old), versions._upgrade

    def fail(connection: Connection) -> None:
        upgrade(connection)
        connection.exec_driver_sql("ALTER TABLE article ADD COLUMN new VARCHAR")
        connection.exec_driver_sql("SELECT nothing FROM nowhere")

    monkeypatch.setattr(versions, "_upgrade", fail)
    with pytest.raises(StorageError, match="작업 폴더"):
        Database(old)
    assert tables(old) == before
    monkeypatch.undo()
    assert len(Database(old).sets()) == 1


@pytest.mark.slow
def test_several_processes_open_one_workspace_at_once(old: Settings) -> None:
    program = (
        "import sys; from core.settings import get_settings; from core.storage.database import Database;"
        "sys.stdin.readline(); print(len(Database(get_settings()).sets()))"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]  # fmt: skip
    assert [one.communicate("\n", timeout=60) for one in started] == [("1\n", "")] * 4
    assert version(old) == [(versions.HEAD,)]


@pytest.mark.slow
def test_a_workspace_that_is_up_to_date_needs_no_alembic(settings: Settings) -> None:
    Database(settings)
    program = (
        "import sys; from core.settings import get_settings; from core.storage.database import Database;"
        "Database(get_settings()).sets(); Database(get_settings(), read_only=True).sets();"
        "print([name for name in sys.modules if name.split('.')[0] in ('alembic', 'mako')])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
