"""A damaged database: told as that, set aside, and replaced by a safety copy or an empty one."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from core.errors import DamagedError, StorageError
from core.services.reference import sets as reference
from core.settings import Settings
from core.storage import database, rescue
from core.storage.database import Database, StoredFace, which_file
from core.storage.news.articles import Articles
from core.storage.reference.library import Library
from core.types import MemberId, Photo, Rights
from tests.conftest import ROOT
from tests.support.builders import article

WHO = MemberId("itzy", "예지")


@pytest.fixture
def studio(settings: Settings) -> Settings:
    """With a set, photos, articles, choices and what was computed."""
    library = Library(settings, reference.new_set(settings, "우리 세트"))
    for shade in range(3):
        photo = Photo(f"{shade}.jpg", np.full((8, 8, 3), shade, np.uint8), f"{shade:064d}")
        library.add(WHO, photo, Rights("upload", author="작가"))
    Articles(settings).keep("itzy", [article(f"제목 {n}", "본문 " * 200) for n in range(40)], filed=False)
    own = Database(settings)
    own.choose("engine", "dlib")
    own.keep_faces("e", {str(n): StoredFace("ok", "", np.ones(128, np.float32)) for n in range(200)})
    return settings


def zeros(data: bytes) -> bytes:
    return bytes(len(data))


def nothing(data: bytes) -> bytes:
    return b""


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def noise(data: bytes) -> bytes:
    """Random bytes in every page but the first."""
    chance, changed = random.Random(1), bytearray(data)
    for page in range(4096, len(data), 4096):
        changed[page : page + 64] = chance.randbytes(64)
    return bytes(changed)


def no_columns(data: bytes) -> bytes:
    with sqlite3.connect(":memory:") as other:
        other.execute("CREATE TABLE alembic_version (version_num)")
        other.execute("INSERT INTO alembic_version VALUES ('0001')")
        other.execute("CREATE TABLE reference_set (other)")
    return other.serialize()


DAMAGE: list[Callable[[bytes], bytes]] = [zeros, nothing, half, noise, no_columns]


def damage(settings: Settings, how: Callable[[bytes], bytes]) -> None:
    settings.database.write_bytes(how(settings.database.read_bytes()))
    database._connect.cache_clear()  # as in a process that opens it afterwards


def use(settings: Settings) -> None:
    own = Database(settings)
    own.sets()
    own.faces("e", [str(n) for n in range(200)])
    own.choice("engine")
    Articles(settings).all()
    Library(settings, own.sets()[0].id).photos()


@pytest.mark.parametrize("how", DAMAGE)
def test_damage_is_told_and_the_copy_brings_back_what_people_made(studio: Settings, how: Callable[..., bytes]) -> None:
    assert rescue.keep_copy(studio) and not rescue.keep_copy(studio), "one a day"
    damage(studio, how)
    before = studio.database.read_bytes()
    with pytest.raises(DamagedError, match="안전 사본으로 되돌리거나"):
        use(studio)
    name = rescue.set_aside(studio, which_file(studio.database), rescue.copies(studio)[0])
    assert (studio.workspace / name).read_bytes() == before
    use(studio)
    own = Database(studio)
    (stored,) = own.sets()
    assert (stored.name, own.choice("engine"), len(Articles(studio).all())) == ("우리 세트", "dlib", 40)
    assert {photo.rights.author for photo in Library(studio, stored.id).photos()} == {"작가"}
    assert own.faces("e", ["1"]) == {}, "what is computed is computed again"


@pytest.mark.parametrize("how", [one for one in DAMAGE if one is not nothing])
def test_an_empty_one_takes_in_the_sets_whose_photos_are_there(studio: Settings, how: Callable[..., bytes]) -> None:
    half_made = studio.workspace / "sets" / "abc" / "itzy" / "예지"
    half_made.mkdir(parents=True)
    (studio.workspace / "sets" / ".abc.lock").touch()
    damage(studio, how)
    rescue.set_aside(studio, which_file(studio.database))
    (stored,) = Database(studio).sets()
    assert stored.name == "되찾은 세트 1" and len(Library(studio, stored.id).photos()) == 3
    assert Articles(studio).all() == []


def test_of_two_visitors_who_set_it_aside_the_second_changes_nothing(studio: Settings) -> None:
    which = which_file(studio.database)
    damage(studio, noise)
    assert rescue.set_aside(studio, which)
    Database(studio).choose("engine", "SFace")
    assert rescue.set_aside(studio, which) == "" and Database(studio).choice("engine") == "SFace"


def test_who_has_it_open_goes_on_with_the_new_one(studio: Settings) -> None:
    """A process that was running all the time writes into no file that was set aside."""
    Database(studio).choose("engine", "old")
    aside = studio.workspace / rescue.set_aside(studio, which_file(studio.database))
    Database(studio).choose("engine", "new")
    with sqlite3.connect(aside) as old:
        assert old.execute("SELECT value FROM choice WHERE key = 'engine'").fetchall() == [("old",)]
    assert Database(studio).choice("engine") == "new"


def test_a_damaged_database_spoils_no_copy_and_old_copies_go(studio: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in (1, 2, 3):
        made = studio.workspace / "copies" / f"studio-2026010{day}-000000.db"
        made.parent.mkdir(exist_ok=True)
        made.write_bytes(b"")
    assert rescue.keep_copy(studio)
    kept = [copy.path.name for copy in rescue.copies(studio)]
    assert len(kept) == 2 and kept[1] == "studio-20260103-000000.db"
    monkeypatch.setattr(rescue, "_EVERY", timedelta(0))
    damage(studio, half)
    assert not rescue.keep_copy(studio) and [copy.path.name for copy in rescue.copies(studio)] == kept
    assert rescue.is_damaged(studio)


def test_what_is_deleted_for_good_is_in_no_copy(studio: Settings) -> None:
    assert not rescue.is_damaged(studio)
    rescue.keep_copy(studio)
    Articles(studio).remove("itzy")
    assert rescue.copies(studio) == [] and rescue.keep_copy(studio)
    assert "본문" not in rescue.copies(studio)[0].path.read_bytes().decode("utf-8", "ignore")
    reference.delete(studio, Database(studio).sets()[0].id)
    assert rescue.copies(studio) == []


def test_a_database_that_another_program_holds_is_told_as_locked(
    studio: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PATIENCE_S", 0)
    monkeypatch.setattr(database, "_WRITER_PATIENCE_S", 0)
    with sqlite3.connect(studio.database, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        for act in (lambda: Database(studio).sets(), lambda: Database(studio).choose("engine", "x")):
            with pytest.raises(StorageError, match="잠그고 있습니다") as told:
                act()
            assert not isinstance(told.value, DamagedError)
        assert not rescue.is_damaged(studio)
    assert Database(studio).choice("engine") == "dlib"


def test_a_full_disk_is_told_as_that_and_loses_nothing(studio: Settings) -> None:
    with Database(studio).reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match="디스크가 가득"):
        Articles(studio).keep("itzy", [article(f"새 {n}", "긴 글 " * 5000) for n in range(40)], filed=False)
    assert len(Articles(studio).all()) == 40


READ_ONLY = """
import os, sys
from pathlib import Path
from core.errors import StorageError
from core.settings import Settings
from core.storage.database import Database
if os.getuid() == 0:  # who may do everything
    os.setuid(65534)
own = Database(Settings(workspace=Path(sys.argv[1])))
print(own.choice("engine"))
try:
    own.choose("engine", "x")
except StorageError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_folder_that_may_only_be_read_is_read_and_told_as_that(studio: Settings) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "workspace"
        shutil.copytree(studio.workspace, place)
        for path in (place / "studio.db", place, Path(folder)):
            path.chmod(0o555 if path.is_dir() else 0o444)
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(place)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        for path in (Path(folder), place):
            path.chmod(0o755)
    assert done.returncode == 0, done.stderr
    read, told = done.stdout.splitlines()
    assert read == "dlib" and told.startswith("StorageError 작업 폴더") and "쓰기 권한" in told
