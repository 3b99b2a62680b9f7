"""A backup holds what people made, is restored on trial, and gives the workspace back elsewhere."""

import os
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.access.actor import LOCAL, Actor, Role
from core.access.people import Claims, SignInRules
from core.errors import AccessError, ArchiveError, StorageError
from core.services.backup.make import backup, backup_to_download, size_of, waiting
from core.services.backup.restore import restore, undo
from core.services.people import roles
from core.services.people.signed_in import recognise
from core.services.privacy import purging
from core.services.projects import plans
from core.settings import Settings
from core.storage.audit import Audit
from core.storage.backup import place, tables, tree
from core.storage.backup.archive import FileContent, Manifest, Writer, described
from core.storage.database import Database
from core.storage.people import People
from core.storage.privacy.purges import Purges
from core.storage.projects import Projects
from core.storage.reference.library import Library, LibraryPhoto, PhotoChange
from core.storage.rescue import MADE, drop_copies, keep_copy
from core.storage.versions import HEAD
from core.types import MemberId
from tests.conftest import ROOT
from tests.support.trainees import Trainee, plant
from tests.support.workspaces import TRAINEE, WHO, files, fill, put, rows


def quiet(done: int, total: int, what: str) -> None:
    pass


def elsewhere(tmp_path: Path) -> Settings:
    return Settings(workspace=tmp_path / "elsewhere")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def test_everything_that_people_made_comes_back_elsewhere(settings: Settings, out: Path, tmp_path: Path) -> None:
    _, plan = fill(settings)
    before = files(settings.workspace)
    made = backup(settings, LOCAL, out, quiet)
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600 and made.file.parent == out
    assert not made.manifest.left_out and made.size == made.file.stat().st_size
    other = elsewhere(tmp_path)
    found = restore(other, LOCAL, made.file, quiet)
    assert files(other.workspace) == before and found.aside is None and found.done
    assert found.differences.added == len(before) and found.differences.tables is None
    assert tables.contents(other.database).keys() == made.manifest.tables.keys()
    assert Projects(other).version(plan, 1).trainees[0].name == TRAINEE
    for table in ("reference_photo", "reference_set", "project", "project_version", "choice"):
        assert rows(other.database, table) == rows(settings.database, table) != [] or table == "choice"
    assert [(entry.actor, entry.action) for entry in Audit(settings).all()] == [("local", "workspace.backup")]
    assert [entry.action for entry in Audit(other).all()] == ["workspace.restore"], "the backup's own line came later"
    assert not list((settings.workspace / ".backup").glob("*/")) and not list(out.glob(".tmp-*"))


def test_what_can_be_made_again_is_in_it_only_when_asked_for(settings: Settings, out: Path, tmp_path: Path) -> None:
    fill(settings)
    with closing(sqlite3.connect(settings.workspace / "features.db")) as features:
        features.execute("CREATE TABLE feature (key)")
        features.commit()
    keep_copy(settings)
    for path in ("jobs/1.json", "incoming/a.zip", "sets/.tmp-1", "runs/.new-1/run.json", "training/who", "a.lock"):
        put(settings, path)
    small, whole = (
        backup(settings, LOCAL, out / "a.zip", quiet),
        backup(settings, LOCAL, out / "b.zip", quiet, whole=True),
    )
    assert small.manifest.tables["reference_face"].rows == 0 and whole.manifest.tables["reference_face"].rows == 1
    held, more = ({file.path for file in made.manifest.files} for made in (small, whole))
    assert more - held == {"features.db"}
    rest = {path for path in held if not path.startswith(("sets/", "runs/2"))}
    assert rest == {"lexicon.yaml", "catalog/itzy.yaml"}
    other = elsewhere(tmp_path)
    restore(other, LOCAL, whole.file, quiet)
    assert rows(other.database, "reference_face") == rows(settings.database, "reference_face")
    assert rows(other.workspace / "features.db", "feature") == []


def test_a_photo_that_moves_while_files_are_read_is_in_it_once(
    settings: Settings, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, _ = fill(settings)
    library, read = Library(settings, own), tree.read
    moved: list[LibraryPhoto] = []

    def moving(path: Path, scratch: Path) -> tuple[str, bytes | Path]:
        if not moved and path.suffix == ".jpg":  # every other one goes where the walk has been already
            going = [one for one in library.photos() if one.member == WHO][::2]
            moved.extend(going)
            library.apply([PhotoChange(one.name, "kept", MemberId("aespa", "카리나"), None) for one in going])
        return read(path, scratch)

    monkeypatch.setattr(tree, "read", moving)
    made = backup(settings, LOCAL, out, quiet)
    photos = {file.path: file.sha256 for file in made.manifest.files if file.path.startswith("sets/")}
    assert photos == {path: sha for path, sha in files(settings.workspace).items() if path.startswith("sets/")}
    assert len(photos) == 6 and len([path for path in photos if "카리나" in path]) == 3 == len(moved)


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, whole = tmp_path / "a", Path.read_bytes
    path.write_bytes(b"old")
    states = iter([b"newer", None, None])

    def read(own: Path) -> bytes:
        data = whole(own)
        if (state := next(states)) is not None:
            own.write_bytes(state)
        return data

    monkeypatch.setattr(Path, "read_bytes", read)
    assert tree.read(path, tmp_path)[1] == b"newer"
    monkeypatch.setattr(tree, "_IN_MEMORY", 2)
    digest, copy = tree.read(path, tmp_path)
    assert isinstance(copy, Path) and digest == tree.sha256_of(path)


def test_what_is_no_file_is_named_and_left_out(settings: Settings, out: Path) -> None:
    fill(settings)
    (settings.workspace / "sets" / "link.jpg").symlink_to("/etc/hostname")
    (settings.workspace / "runs" / "folder").symlink_to("/etc")
    os.mkfifo(settings.workspace / "runs" / "pipe")
    (settings.workspace / "sets" / os.fsdecode(b"\xff.jpg")).write_bytes(b"x")
    made = backup(settings, LOCAL, out, quiet)
    assert set(made.manifest.left_out) == {"sets/link.jpg", "runs/folder", "runs/pipe", "sets/?.jpg"}


def test_only_admins(settings: Settings, out: Path) -> None:
    fill(settings)
    made = backup(settings, Actor("a", "가", "admin"), out, quiet)
    others: tuple[Role | None, ...] = (None, "viewer", "analyst")
    for role in others:
        who = Actor("v", "나", role)
        for work in (
            lambda who=who: backup(settings, who, out / "no.zip", quiet),
            lambda who=who: restore(settings, who, made.file, quiet),
            lambda who=who: undo(settings, who),
        ):
            with pytest.raises(AccessError, match="권한이 없습니다"):
                work()
    assert not (out / "no.zip").exists()
    noted = [(entry.action, entry.outcome) for entry in Audit(settings).all()]
    assert noted.count(("workspace.backup", "refused")) == 3 and noted.count(("workspace.restore", "refused")) == 6


def test_where_it_may_not_go(settings: Settings, out: Path) -> None:
    with pytest.raises(StorageError, match="백업할 작업 폴더가 없습니다"):
        backup(settings, LOCAL, out, quiet)
    fill(settings)
    with pytest.raises(StorageError, match="작업 폴더 밖에"):
        backup(settings, LOCAL, settings.workspace / "runs", quiet)
    (out / "there.zip").write_bytes(b"mine")
    with pytest.raises(StorageError, match="이미 있습니다"):
        backup(settings, LOCAL, out / "there.zip", quiet)
    assert (out / "there.zip").read_bytes() == b"mine"


def test_a_backup_that_does_not_give_back_what_was_read_is_none(
    settings: Settings, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(settings)
    put_in = Writer.add
    monkeypatch.setattr(Writer, "add", lambda self, digest, data: put_in(self, digest, b"other"))
    with pytest.raises(StorageError, match="되돌려 보니"):
        backup(settings, LOCAL, out, quiet)
    assert list(out.iterdir()) == [] and not list((settings.workspace / ".backup").glob("*/"))


@pytest.mark.slow
def test_a_locked_database_and_another_backup_are_said(
    settings: Settings, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(settings)
    with closing(sqlite3.connect(settings.database)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError, match="데이터베이스를 잠그고"):
            tables.copy_database(settings.database, out / "copy.db", patience=0.1)
    with place.making(settings.workspace), pytest.raises(StorageError, match="다른 백업"):
        backup(settings, LOCAL, out, quiet)
    with place.restoring(settings.workspace), pytest.raises(StorageError, match="다른 백업"):
        backup(settings, LOCAL, out, quiet)


def test_a_restore_says_what_differs_keeps_what_was_there_and_can_be_undone(settings: Settings, out: Path) -> None:
    own, _ = fill(settings)
    made = backup(settings, LOCAL, out, quiet)
    then = files(settings.workspace)
    put(settings, "lexicon.yaml", b"terms: []")
    put(settings, "runs/20261129-000000/run.json")
    (settings.workspace / "catalog" / "itzy.yaml").unlink()
    Database(settings).rename_set(own, "다른 이름")
    now = files(settings.workspace)
    dry = restore(settings, LOCAL, made.file, quiet, dry_run=True).differences
    assert (dry.added, dry.changed, dry.removed) == (1, 1, 1)
    assert dry.tables is not None and {"reference_set", "audit"} == dry.tables.keys()
    assert (dry.tables["audit"].here, dry.tables["audit"].there) == (1, 0)
    assert files(settings.workspace) == now, "a dry run writes nothing"
    found = restore(settings, LOCAL, made.file, quiet)
    assert files(settings.workspace) == then and Database(settings).sets()[0].name == "세트"
    assert found.aside is not None and files(found.aside) == now
    undo(settings, LOCAL)
    assert files(settings.workspace) == now and Database(settings).sets()[0].name == "다른 이름"
    undo(settings, LOCAL)
    assert files(settings.workspace) == then, "and an undo can be undone"
    drop_copies(settings)
    with pytest.raises(StorageError, match="남아 있지 않습니다"):
        undo(settings, LOCAL)


@pytest.mark.slow
def test_whoever_was_purged_stays_away(settings: Settings, out: Path, tmp_path: Path) -> None:
    her = Trainee()
    plant(settings, her)
    old = backup(settings, LOCAL, out / "old.zip", quiet)
    assert [file for file in old.manifest.files if file.path.startswith("kept/")], "her sealed photos are in it"
    known = purging.inventory(settings, LOCAL, her.name)
    purging.purge(settings, LOCAL, known.asked("row", list(known.names), [one.ref for one in known.texts]))
    new = backup(settings, LOCAL, out / "new.zip", quiet)
    for other, more in (
        (settings, {}), (Settings(workspace=tmp_path / "1"), {"purges": new.file}),
        (Settings(workspace=tmp_path / "2"), {"purges": settings.workspace}),
    ):  # fmt: skip
        assert restore(other, LOCAL, old.file, quiet, **more).purges == len(purging.stones(settings))  # type: ignore[arg-type]
        assert not purging.inventory(other, LOCAL, her.name).names
        assert not any(files(other.workspace / "kept")) and her.name.encode() not in other.database.read_bytes()
    alone = Settings(workspace=tmp_path / "3")  # nothing there says so
    assert restore(alone, LOCAL, old.file, quiet).purges == 0 and purging.inventory(alone, LOCAL, her.name).names
    with pytest.raises(ArchiveError, match="목록을 읽을 수 없습니다"):
        restore(alone, LOCAL, old.file, quiet, purges=tmp_path / "none")


@pytest.mark.slow
def test_rights_that_were_taken_away_do_not_come_back(settings: Settings, out: Path) -> None:
    now = datetime.now(UTC)
    claims = [Claims("https://id.example", str(n), now, f"{n}", f"{n}@example.com", verified=True) for n in range(3)]
    rules = SignInRules(first_admin="0@example.com")
    boss, one, two = (recognise(settings, each, rules, now=now) for each in claims)
    plan = plans.create(settings, boss, "여름")
    for each in (one, two):
        roles.give_role(settings, boss, each.id, "analyst")
        roles.let_in(settings, boss, plan.id, each.id, "analyst")
    made = backup(settings, boss, out, quiet)
    roles.remove(settings, boss, two.id)
    roles.give_role(settings, boss, one.id, "viewer")
    roles.let_in(settings, boss, plan.id, one.id, None)
    restore(settings, boss, made.file, quiet)
    people = {person.id: (person.role, person.state) for person in People(settings).all()}
    assert people[one.id] == ("viewer", "active") and people[two.id][1] == "removed" and people[boss.id][0] == "admin"
    assert {person for _, person, *_ in rows(settings.database, "project_member")} == {boss.id, two.id}
    assert all(row[-1] is not None for row in rows(settings.database, "sign_in")), "everybody signs in anew"
    assert recognise(settings, claims[0], rules, now=now).role is None
    roles.remove(settings, boss, one.id)
    undo(settings, boss)
    people = {person.id: (person.role, person.state) for person in People(settings).all()}
    assert people[one.id][1] == people[two.id][1] == "removed", "nor with what was there before"
    assert all(row[-1] is not None for row in rows(settings.database, "sign_in"))


def test_a_purge_that_was_killed_is_done_by_a_restore(settings: Settings, out: Path) -> None:
    fill(settings)
    made = backup(settings, LOCAL, out, quiet)
    found = purging.inventory(settings, LOCAL, TRAINEE)
    asked = found.asked("name", found.names, ())
    done = purging.purge(settings, LOCAL, found.asked("name", (), ()))
    Purges(settings).begin("killed", asked, "local", datetime.now(UTC))
    restored = restore(settings, LOCAL, made.file, quiet)
    assert not purging.inventory(settings, LOCAL, TRAINEE).names and not purging.unfinished(settings, LOCAL)
    assert [one.id for one in purging.receipts(settings, LOCAL)] == ["killed", done.id], "receipts outlive it, too"
    assert restored.aside and TRAINEE.encode() not in (restored.aside / "studio.db").read_bytes()


def test_a_damaged_database_there_does_not_stand_in_the_way(settings: Settings, out: Path) -> None:
    fill(settings)
    made = backup(settings, LOCAL, out, quiet)
    settings.database.write_bytes(b"damaged" * 4096)
    found = restore(settings, LOCAL, made.file, quiet)
    assert found.purges is None and found.differences.tables is None and len(Database(settings).sets()) == 1
    undo(settings, LOCAL)
    assert settings.database.read_bytes().startswith(b"damaged")


@pytest.mark.slow
def test_while_a_studio_uses_it_nothing_is_restored(settings: Settings, out: Path) -> None:
    fill(settings)
    made = backup(settings, LOCAL, out, quiet)
    program = f"""
from pathlib import Path
from core.storage.backup.place import enter
enter(Path({str(settings.workspace)!r}))
print("in", flush=True)
input()
"""
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as studio:
        assert studio.stdout and studio.stdin
        studio.stdout.readline()
        with pytest.raises(StorageError, match="스튜디오를 끄고"):
            restore(settings, LOCAL, made.file, quiet)
        assert not restore(settings, LOCAL, made.file, quiet, dry_run=True).done
        studio.stdin.write(b"\n")
        studio.stdin.close()
    assert restore(settings, LOCAL, made.file, quiet).done
    with place.restoring(settings.workspace), pytest.raises(StorageError, match="백업을 되돌리고"):
        place.enter(settings.workspace)


def test_the_page_s_backup_waits_for_its_download_and_is_in_no_other(settings: Settings, out: Path) -> None:
    fill(settings)
    name = backup_to_download(quiet, settings, LOCAL)
    (file,) = waiting(settings)
    assert file.name == name and file.parent == settings.workspace / MADE and size_of(settings) > 1000
    assert not [
        one.path for one in backup(settings, LOCAL, out, quiet).manifest.files if one.path.startswith(".backup")
    ]
    backup_to_download(quiet, settings, LOCAL)
    assert len(waiting(settings)) == 1
    os.utime(waiting(settings)[0], (0, 0))
    place.tidy(settings.workspace, datetime.now(UTC))
    assert waiting(settings) == []


@pytest.mark.slow
def test_the_archive_of_an_older_studio_is_brought_up(out: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(ROOT / "tests" / "data" / "workspace-0.4.zip") as archive:
        archive.extractall(tmp_path / "old")
    database = next((tmp_path / "old").rglob("studio.db"))
    tables.drop_computed(database)
    raw, older = rows(database, "reference_set"), out / "older.zip"
    with older.open("wb") as file:  # as that studio's own backup would be, had it had any
        held = FileContent("studio.db", tree.sha256_of(database), database.stat().st_size)
        there = tables.contents(database)
        made = Manifest(1, "", datetime.now(UTC), "0.4.0", tables.revision(database), False, held, there, ())
        Writer(file).close(described(made), database)
    other = elsewhere(tmp_path)
    found = restore(other, LOCAL, older, quiet)
    assert rows(other.database, "reference_set") == raw and tables.revision(other.database) == HEAD
    assert found.manifest.schema < HEAD
