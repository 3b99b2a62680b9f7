from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from core.errors import StorageError
from core.settings import Settings
from core.storage.database import Database, StoredFace, StoredSet, drop_journal


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(Settings(workspace=tmp_path / "w"))


def test_a_face_comes_back_as_it_was(database: Database) -> None:
    vector = np.linspace(-1, 1, 128, dtype=np.float32)
    faces = {"a": StoredFace("ok", "", vector), "b": StoredFace("rejected", "얼굴이 없습니다.", None)}
    database.keep_faces("dlib-1", faces)
    found = database.faces("dlib-1", ["a", "b", "c"])
    assert set(found) == {"a", "b"}
    np.testing.assert_array_equal(found["a"].vector, vector)
    assert found["b"] == faces["b"]


def test_faces_belong_to_one_engine_version(database: Database) -> None:
    database.keep_faces("dlib-1", {"a": StoredFace("ok", "", np.ones(2, np.float32))})
    assert database.faces("dlib-2", ["a"]) == {}


def test_more_hashes_than_one_query_takes(database: Database) -> None:
    names = [str(i) for i in range(2500)]
    database.keep_faces("e", {name: StoredFace("ok", "", np.ones(1, np.float32)) for name in names})
    assert len(database.faces("e", names)) == 2500
    database.forget_faces(names[:2000])
    assert len(database.faces("e", names)) == 500


def test_read_only_sees_everything_and_writes_nothing_at_all(tmp_path: Path) -> None:
    settings = Settings(workspace=tmp_path / "a folder? #1")
    Database(settings).keep_faces("e", {"b": StoredFace("weak", "흐립니다.", None)})
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in settings.workspace.iterdir()}
    database = Database(settings, read_only=True)
    database.keep_faces("e", {"a": StoredFace("ok", "", None)})
    database.keep_tokens({"k": b"v"})
    assert set(database.faces("e", ["a", "b"])) == {"b"} and database.tokens(["k"]) == {}
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in settings.workspace.iterdir()} == before
    with pytest.raises(StorageError, match="작업 폴더"):
        database.choose("engine", "dlib")


def test_a_read_only_look_at_nothing_is_one_sentence_and_makes_nothing(tmp_path: Path) -> None:
    database = Database(Settings(workspace=tmp_path / "none"), read_only=True)
    with pytest.raises(StorageError, match="작업 폴더"):
        database.sets()
    assert not (tmp_path / "none").exists()


def test_a_damaged_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "studio.db").write_bytes(b"no database" * 1000)
    with pytest.raises(StorageError, match="작업 폴더"):
        Database(Settings(workspace=tmp_path))


def test_threads_open_and_write_at_once(tmp_path: Path) -> None:
    settings = Settings(workspace=tmp_path)

    def write(i: int) -> int:
        Database(settings).keep_faces("e", {str(i): StoredFace("ok", "", np.ones(4, np.float32))})
        return len(Database(settings, read_only=True).faces("e", [str(i)]))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(write, range(40))) == [1] * 40


@pytest.mark.parametrize("content", [b"", bytes(512)])
def test_the_journal_of_a_process_that_wrote_nothing_goes(tmp_path: Path, content: bytes) -> None:
    settings = Settings(workspace=tmp_path)
    drop_journal(settings)
    assert not settings.database.exists()
    Database(settings).choose("engine", "dlib")
    journal = tmp_path / f"{settings.database.name}-journal"
    journal.write_bytes(content)
    drop_journal(settings)
    assert not journal.exists() and Database(settings).choice("engine") == "dlib"


def test_sets_and_choices(database: Database) -> None:
    older = StoredSet("1", "하나", datetime(2026, 1, 1))
    newer = StoredSet("2", "둘", datetime(2026, 2, 1))
    database.add_set(older)
    database.add_set(newer)
    assert database.sets() == [newer, older]
    database.remove_set("2")
    assert database.sets() == [older]
    assert database.choice("engine") == "SFace" and database.choice("other") is None
    database.choose("engine", "dlib")
    database.choose("engine", "VGG-Face")
    assert database.choice("engine") == "VGG-Face"


def test_tokens(database: Database) -> None:
    database.keep_tokens({"k": b"v"})
    assert database.tokens(["k", "x"]) == {"k": b"v"}


def test_a_workspace_that_cannot_be_made(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(StorageError, match="작업 폴더"):
        Database(Settings(workspace=blocked / "inside"))


def test_corpora_are_kept_and_the_oldest_make_room(database: Database) -> None:
    database.keep_tokens({"k": b"v"})
    for number in range(12):
        database.keep_prepared(str(number), b"%d" % number)
    database.keep_prepared("6", b"anew")
    assert [database.prepared(str(number)) for number in (0, 3, 4, 6, 11)] == [None, None, b"4", b"anew", b"11"]
    assert database.tokens(["k"]) == {"k": b"v"}
