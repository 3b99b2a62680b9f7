"""kill -9 at random moments, amid changes of every store and amid imports: nothing that was acknowledged is lost,
no process is left, and the next start tidies everything that was half made. Twenty-one moments, and with `--whole` the
forty of docs/quality.md.

Trainings and collections are killed in tests of their own (tests/services/training/test_killed_training.py,
tests/services/reference/test_collect.py): they go on where they were."""

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from core import jobs
from core.services import upkeep
from core.settings import Settings
from core.storage.database import Database
from core.storage.reference.library import Library
from core.types import JobStatus
from tests.support.builders import present, zipped
from tests.support.forks import alive, forks
from tests.support.planting import few
from tests.support.shared_stores import STORES, Change

# "change <first>" makes changes and acknowledges each, "import" is a studio with an import under way.
PROGRAM = """
import os, random, sys, time
from pathlib import Path

def change(first):
    chance = random.Random(first)
    for number in range(int(first), MOST):
        for name, hand in chance.sample(WHAT, len(WHAT)):
            if number < STORES[name].most:
                try:
                    STORES[name].change(settings, hand, number)
                except StudioError:  # what it builds on was not acknowledged
                    continue
                os.write(acknowledged, f"{name}/{hand}/{number}\\n".encode())

def begin(photos):
    upload = keep_upload(settings, Path(photos).read_bytes(), ".zip")
    jobs.start(settings, "세트", import_reference, settings, "세트", upload, "dlib", True)
    time.sleep(600)

if __name__ == "__main__":
    from core import jobs
    from core.errors import StudioError
    from core.services.reference.importing import import_reference
    from core.settings import get_settings
    from core.storage.reference.incoming import keep_upload
    from tests.support.forks import serve
    from tests.support.shared_stores import HANDS, STORES, _finished

    settings, (file, most, *stores) = get_settings(), sys.argv[1:]
    MOST, WHAT = int(most), [(name, hand) for name in stores for hand in HANDS]
    acknowledged = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    _finished()
    serve(lambda kind, what: {"change": change, "import": begin}[kind](what))
"""
# Whose changes do not build on one another.
STORED = sorted(set(STORES) - {"groups and members", "days to keep", "what judges", "articles"})
MOST = 100  # changes of a store
KILLS, ALL_KILLS = (18, 3), (34, 6)  # amid changes, amid imports


def acks(file: Path) -> dict[str, set[Change]]:
    """By store, the changes that were acknowledged."""
    found: dict[str, set[Change]] = {name: set() for name in STORED}
    for line in file.read_text().splitlines() if file.exists() else []:
        name, hand, number = line.split("/")
        found[name].add((hand, int(number)))
    return found


def count(found: dict[str, set[Change]]) -> int:
    return sum(map(len, found.values()))


def half_made(settings: Settings) -> list[str]:
    marks = (".tmp-*", ".new-*", ".gone-*", "*-journal", "sets/.*.lock", "*.cancel", "incoming/*")
    return [
        path.relative_to(settings.workspace).as_posix() for mark in marks for path in settings.workspace.rglob(mark)
    ]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes as Linux lists them")
def test_no_kill_loses_what_was_acknowledged_or_leaves_anything(demo: Path, tmp_path: Path, whole: bool) -> None:
    changes, imports = ALL_KILLS if whole else KILLS
    photos = few(demo, tmp_path / "우리 세트")
    packed = zipped(*((path.relative_to(photos).as_posix(), path.read_bytes()) for path in photos.rglob("*.jpg")))
    (tmp_path / "photos.zip").write_bytes(packed)
    chance, file, workers = random.Random(11), tmp_path / "acknowledged", set[int]()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as place:
        settings = Settings(workspace=Path(place) / "workspace")
        for name in STORED:
            STORES[name].prepare(settings, MOST)
        with forks(PROGRAM, settings, file, MOST, *STORED) as processes:
            for kind in chance.sample(["change"] * changes + ["import"] * imports, changes + imports):
                done = acks(file)
                if kind == "import":
                    processes.begin(kind, tmp_path / "photos.zip")
                    until(lambda: any(job.state == "running" for job in statuses(settings)))
                    time.sleep(chance.uniform(0, 1))
                else:
                    used = [number for own in done.values() for _, number in own]
                    processes.begin(kind, max(used, default=-1) + 1)
                    enough = count(done) + chance.randint(1, 12)
                    until(lambda enough=enough: count(acks(file)) >= enough)  # type: ignore[misc]
                    time.sleep(chance.uniform(0, 0.02))  # amid the next change
                workers |= set(processes.kill())
        until(lambda: not any(map(alive, workers)))
        assert all(job.finished for job in statuses(settings))
        told = jobs.interrupted(settings, "core.services.reference")
        finished = [job for job in statuses(settings) if job.state == "done"]
        assert len(told) + len(finished) == imports and told
        left = half_made(settings)
        upkeep.tidy(settings)
        assert half_made(settings) == [], left
        done = acks(file)
        lost = {name: sorted(done[name] - STORES[name].found(settings, MOST)) for name in STORED}
        assert not any(lost.values()), lost
        assert all(done.values()) and count(done) > 3 * changes
        stored = Database(settings).sets()
        imported = [one.id for one in stored if one.name == "세트" and one.id not in {o.id for o in stored[-3:]}]
        assert len(imported) == len(finished)
        assert all(len(Library(settings, one).photos()) == 24 for one in imported)
        assert {path.name for path in (settings.workspace / "sets").iterdir()} <= {one.id for one in stored}


def statuses(settings: Settings) -> list[JobStatus]:
    names = [path.stem for path in (settings.workspace / "jobs").glob("*.json")]
    return [present(jobs.status(settings, name)) for name in names]


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)
