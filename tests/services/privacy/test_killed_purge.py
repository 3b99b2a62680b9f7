"""kill -9 at random moments of a purge: before anything is gone nothing is, afterwards it goes on by itself to the end.
Eight moments, and with `--whole` forty."""

import random
import shutil
import time
from pathlib import Path

import pytest

from core.access.actor import LOCAL
from core.services import upkeep
from core.services.privacy import purging
from core.services.projects import versions
from core.settings import Settings
from core.storage.database import Database
from core.storage.privacy.purges import Purges
from tests.services.privacy.test_purging import everything, named
from tests.support.forks import forks
from tests.support.trainees import Trainee, plant

PROGRAM = """
def act(name):
    known = purging.inventory(get_settings(), LOCAL, name)
    texts = [one.ref for one in known.texts]
    purging.purge(get_settings(), LOCAL, known.asked("name", list(known.names), texts))

if __name__ == "__main__":
    from core.access.actor import LOCAL
    from core.services.privacy import purging
    from core.settings import get_settings
    from tests.support.forks import serve

    get_settings(), purging.stamp(get_settings())
    serve(act)
"""
KILLS, ALL_KILLS = 8, 40


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes as Linux lists them")
def test_a_killed_purge_goes_on_at_the_next_start(settings: Settings, tmp_path: Path, whole: bool) -> None:
    her, chance, seen = Trainee(), random.Random(11), set[str]()
    plan = plant(settings, her)
    shutil.copytree(settings.workspace, tmp_path / "before")
    known = purging.inventory(settings, LOCAL, her.name)
    counts = known.goes(everything(known))
    with forks(PROGRAM, settings) as processes:
        for _ in range(ALL_KILLS if whole else KILLS):
            shutil.rmtree(settings.workspace)
            shutil.copytree(tmp_path / "before", settings.workspace)
            processes.begin(her.name)
            journal = settings.database.with_name(f"{settings.database.name}-journal")
            end = time.monotonic() + 5
            while not journal.exists() and time.monotonic() < end:  # it has begun to write
                time.sleep(0.0005)
            time.sleep(chance.uniform(0, 0.06))
            processes.kill()
            Database(settings).sets()  # what was half written is rolled back
            left = [state for _, state in Purges(settings).unfinished()]
            seen.update(left or (["done"] if purging.receipts(settings, LOCAL) else ["nothing"]))
            upkeep.tidy(settings)
            assert purging.unfinished(settings, LOCAL) == 0
            found = purging.receipts(settings, LOCAL)
            if not found:
                assert versions.version(settings, LOCAL, plan, 1).trainees[0].name == her.name
                continue
            assert [one.counts for one in found] == [counts] and found[0].ended is not None
            assert named(settings.workspace, her.name) == [] and not list((settings.workspace / "kept").iterdir())
    assert seen & {"asked", "going"}, "some were cut off amid it"
