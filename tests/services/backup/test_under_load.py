"""A backup is made while others write, and gives all of it back elsewhere; a kill leaves no half of anything."""

import random
import time
from pathlib import Path

import pytest

from core.access.actor import LOCAL
from core.errors import ArchiveError, StudioError
from core.services.backup.make import backup
from core.services.backup.restore import restore
from core.settings import Settings
from core.storage.backup import place, tables
from core.storage.backup.archive import opened
from tests.support.forks import forks
from tests.support.workspaces import files, fill, rows

# "work <set> <plan>": versions and photos change until it is killed; "backup" and "restore" do that once.
PROGRAM = """
import sys, time
from pathlib import Path

def quiet(*_):
    pass

def work(own, plan):
    library, projects, number = Library(settings, own), Projects(settings), 0
    while True:
        number += 1
        projects.save_version(plan, version({f"연습생{number}": (0.7, 0.2, 0.1)}))
        photos = sorted(library.photos(), key=lambda one: one.name)
        some = photos[number % 3 :: 3]
        where = [MemberId("itzy", "예지"), MemberId("aespa", "카리나"), MemberId("twice", "나연")][number % 3]
        library.apply([PhotoChange(one.name, "kept", where, None) for one in some])
        library.add(MemberId("itzy", "류진"), photo(1000 + number), Rights("upload"))
        Path(marks, "round").write_text(str(number))

if __name__ == "__main__":
    from core.access.actor import LOCAL
    from core.services.backup.make import backup
    from core.services.backup.restore import restore
    from core.settings import get_settings
    from core.storage.projects import Projects
    from core.storage.reference.library import Library, PhotoChange
    from core.types import MemberId, Rights
    from tests.support.forks import serve
    from tests.support.versions import version
    from tests.support.workspaces import photo

    settings, marks = get_settings(), sys.argv[1]
    kinds = {
        "work": work,
        "backup": lambda out: (backup(settings, LOCAL, Path(out), quiet), time.sleep(60)),
        "restore": lambda file: (restore(settings, LOCAL, Path(file), quiet), time.sleep(60)),
    }
    serve(lambda kind, *more: kinds[kind](*more))
"""


def quiet(done: int, total: int, what: str) -> None:
    pass


def until(true: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.slow
def test_a_backup_under_load_is_whole_elsewhere(settings: Settings, tmp_path: Path) -> None:
    own, plan = fill(settings, 60)
    kept, rounds = files(settings.workspace), tmp_path / "round"
    with forks(PROGRAM, settings, tmp_path) as others:
        others.begin("work", own, plan)
        until(lambda: rounds.exists() and int(rounds.read_text() or 0) > 2)
        made = backup(settings, LOCAL, tmp_path / "under-load.zip", quiet)
        then = int(rounds.read_text() or 0)
        until(lambda: int(rounds.read_text() or 0) > then)  # it was never held up for good
        others.kill()
    other = Settings(workspace=tmp_path / "elsewhere")
    with opened(made.file) as archive:
        (tmp_path / "unpacked").mkdir()
        archive.unpack(tmp_path / "unpacked", quiet)
    assert tables.contents(tmp_path / "unpacked" / "studio.db") == made.manifest.tables, "row counts and hashes"
    restore(other, LOCAL, made.file, quiet)
    after = files(other.workspace)
    assert after == {file.path: file.sha256 for file in made.manifest.files}
    # rows and files are of one moment: each photo lies in one place, and is what its row says
    photos = {Path(path).name: sha for path, sha in after.items() if path.startswith(f"sets/{own}/")}
    assert len(photos) == len([path for path in after if path.startswith(f"sets/{own}/")]) > 60
    known = {str(row[1]): row[2] for row in rows(other.database, "reference_photo") if row[0] == own}
    assert photos == known
    versions = sorted(int(str(row[1])) for row in rows(other.database, "project_version"))
    assert versions == list(range(1, len(versions) + 1)) and len(versions) > 3
    before = {Path(path).name for path in kept if path.startswith("sets/")}
    assert before <= photos.keys(), "none was lost on its way"
    same = {path: sha for path, sha in kept.items() if not path.startswith("sets/")}
    assert same.items() <= after.items()


@pytest.mark.slow
def test_a_kill_leaves_no_half_of_anything(settings: Settings, tmp_path: Path, whole: bool) -> None:
    fill(settings, 40)
    (tmp_path / "out").mkdir()
    began = time.monotonic()
    good = backup(settings, LOCAL, tmp_path / "good.zip", quiet)
    long = time.monotonic() - began
    then = files(settings.workspace)
    (settings.workspace / "lexicon.yaml").write_text("terms: [other]")
    now, chance = files(settings.workspace), random.Random(5)
    with forks(PROGRAM, settings, tmp_path) as others:
        for number in range(20 if whole else 6):
            others.begin("backup", tmp_path / "out" / f"{number}.zip")
            time.sleep(chance.uniform(0, 1.2 * long))
            others.kill()
        for path in (tmp_path / "out").glob("*.zip"):
            with opened(path) as archive:
                folder = tmp_path / path.stem
                folder.mkdir()
                archive.unpack(folder, quiet)
        backup(settings, LOCAL, tmp_path / "out" / "last.zip", quiet)
        assert not list((tmp_path / "out").glob(".tmp-*")), "the next one tidies"
        for _ in range(20 if whole else 6):
            others.begin("restore", good.file)
            time.sleep(chance.uniform(0, 1.2 * long))
            others.kill()
            with place.restoring(settings.workspace):  # as the next start does
                pass
            assert files(settings.workspace) in (then, now)
        assert not list((settings.workspace / ".backup").glob("*/"))


def test_a_half_archive_is_never_taken_for_one(settings: Settings, tmp_path: Path) -> None:
    fill(settings, 2)
    made = backup(settings, LOCAL, tmp_path / "good.zip", quiet)
    (tmp_path / "half.zip").write_bytes(made.file.read_bytes()[: made.size // 2])
    with pytest.raises(ArchiveError):
        restore(settings, LOCAL, tmp_path / "half.zip", quiet)
    assert issubclass(ArchiveError, StudioError)
