"""What a studio does when it starts: what killed processes left goes, what living ones use stays; files are private."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.services import upkeep
from core.services.reference import sets as reference
from core.services.reference.importing import in_the_making
from core.settings import Settings
from core.storage.database import Database
from core.storage.reference.collection_log import Collections, Spool, Spooled
from core.storage.reference.library import Library
from core.storage.training.queue import TrainingQueue
from core.types import Candidate, MemberId, Photo, Rights
from tests.conftest import ROOT

WHO = MemberId("itzy", "예지")


def files(settings: Settings) -> set[str]:
    return {path.relative_to(settings.workspace).as_posix() for path in settings.workspace.rglob("*")}


def put(settings: Settings, *names: str) -> None:
    for name in names:
        path = settings.workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_without_a_workspace_none_is_made(settings: Settings) -> None:
    upkeep.tidy(settings)
    assert not settings.workspace.exists()


def test_what_is_in_use_stays_and_the_rest_of_what_was_half_made_goes(settings: Settings) -> None:
    own = reference.new_set(settings, "세트")
    library = Library(settings, own)
    library.add(WHO, Photo("1.jpg", np.zeros((4, 4, 3), np.uint8), "0" * 64), Rights("upload"))
    candidate = Candidate("https://a/1.jpg", "https://a", "제목")
    Spool(settings, own).put(Spooled("commons", candidate, WHO, b"photo"))
    upkeep.tidy(settings)
    before = files(settings)
    left = (
        ".tmp-1", "catalog/.tmp-2", f"sets/{own}/itzy/예지/.tmp-3", "sets/dead/itzy/예지/1-0123456789.jpg",
        "sets/.dead.lock",
        "runs/.new-1/run.json", "runs/.gone-2/run.json", "training/.new-3/request.json", "training/.gone-4/status.json",
        "training/.20261128-000000-000000.lock", "collecting/0123456789abcdef0123/photo", "collecting/late.stop",
        "collecting/news/late.stop", f"incoming/{'0' * 12}-1.jpg", "incoming/old.zip", "jobs/dead.cancel",
        f"jobs/.process-{'0' * 12}.lock",
    )  # fmt: skip
    put(settings, *left)
    (settings.workspace / "sets" / own / "itzy" / "비었음").mkdir()
    with in_the_making(settings, "alive"), TrainingQueue(settings).working(), Collections(settings).at_work("now"):
        put(settings, "sets/alive/itzy/예지/1-0123456789.jpg", "collecting/now.stop")
        upkeep.tidy(settings)
        there = files(settings)
        assert {"sets/alive/itzy/예지/1-0123456789.jpg", "sets/.alive.lock", "collecting/now.stop"} <= there
        assert not there & set(left)
        assert len(list(Spool(settings, own).waiting())) == 1 and len(library.photos()) == 1
    upkeep.tidy(settings)
    locks = {name for name in files(settings) if name.endswith((".lock", "/who", "/alive"))}
    gone = files(settings) - before - locks - {"runs", "training", "catalog", "incoming", "jobs", "collecting/news"}
    assert gone == {"sets/alive/itzy/예지/1-0123456789.jpg", "sets/alive/itzy/예지", "sets/alive/itzy"}


def test_a_damaged_database_is_left_for_its_page_and_the_rest_is_tidied(settings: Settings) -> None:
    Database(settings)
    put(settings, "studio.db", "runs/.new-1/run.json", "sets/dead/itzy/예지/1.jpg", "sets/.dead.lock")
    upkeep.tidy(settings)
    there = files(settings)
    assert "runs/.new-1" not in there and {"studio.db", "sets/dead/itzy/예지/1.jpg"} <= there


JOURNEY = """
import sys, time
from pathlib import Path

if __name__ == "__main__":
    from core.services import upkeep
    from core.settings import get_settings

    settings = get_settings()
    upkeep.begin(settings)
    from core import jobs
    from core.services.catalog import edit
    from core.services.concept.exclusions import change_exclusions
    from core.services.lexicon import edit as lexicon
    from core.services.reference import sets as reference
    from core.services.reference.importing import import_reference
    from core.services.training import queue as train
    from core.storage.reference.incoming import keep_upload
    from tests.services.training.test_queue import request

    edit.edit_group(settings, "itzy", note="소개")
    change_exclusions(settings, add=["낱말"])
    lexicon.put(settings, "term", "새낱말")
    photos = Path(sys.argv[1])
    keep_upload(settings, b"zip", ".zip")
    job = jobs.start(settings, "세트", import_reference, settings, "세트", photos, "dlib", False)
    while not jobs.status(settings, job).finished:
        time.sleep(0.05)
    assert jobs.status(settings, job).state == "done", jobs.status(settings, job)
    train.plan(settings, [request(photos)])
    train.keep_running(settings)
    while train.trainings(settings):
        time.sleep(0.05)
    upkeep.keep_copy(settings)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_after_a_journey_everything_is_its_users_alone(settings: Settings, demo: Path, tmp_path: Path) -> None:
    from tests.support.planting import few

    photos = few(demo, tmp_path / "우리 세트")
    put(settings, "catalog/old.txt")  # of an older studio, which left it open to everybody
    for path in (settings.workspace, settings.workspace / "catalog", settings.workspace / "catalog" / "old.txt"):
        path.chmod(0o777)
    script = tmp_path / "journey.py"
    script.write_text(JOURNEY)
    done = subprocess.run(
        [sys.executable, str(script), str(photos)], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, preexec_fn=lambda: os.umask(0o022),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found = [settings.workspace, *settings.workspace.rglob("*")]
    kinds = {path.relative_to(settings.workspace).parts[0] for path in found[1:]}
    assert {"studio.db", "sets", "runs", "jobs", "lexicon.yaml", "copies", "catalog", "incoming"} <= kinds
    wide = {str(path): oct(path.stat().st_mode) for path in found if path.stat().st_mode & 0o077}
    assert wide == {}
