"""kill -9 at the steps of a purge, each statement, commit and deleted file being one: before anything is gone nothing
is, afterwards it goes on by itself to the end. Ten steps, and with `--whole` all."""

import shutil
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
def act(name, last):
    known = purging.inventory(get_settings(), LOCAL, name)
    texts = [one.ref for one in known.texts]
    steps = itertools.count(1)

    def step(*_):
        if next(steps) == int(last):
            os.kill(os.getpid(), 9)

    def unlink(path, missing_ok=False, unlink=Path.unlink):
        step()
        unlink(path, missing_ok=missing_ok)

    for moment in ("before_cursor_execute", "commit"):
        event.listen(Engine, moment, step)
    Path.unlink = unlink
    purging.purge(get_settings(), LOCAL, known.asked("name", list(known.names), texts))
    get_settings().workspace.with_name("steps").write_text(str(next(steps) - 1))

if __name__ == "__main__":
    import itertools, os
    from pathlib import Path
    from sqlalchemy import Engine, event
    from core.access.actor import LOCAL
    from core.services.privacy import purging
    from core.settings import get_settings
    from tests.support.forks import serve

    get_settings(), purging.stamp(get_settings())
    serve(act)
"""
KILLS = 10


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes as Linux lists them")
def test_a_killed_purge_goes_on_at_the_next_start(settings: Settings, tmp_path: Path, whole: bool) -> None:
    her, seen = Trainee(), set[str]()
    plan = plant(settings, her)
    shutil.copytree(settings.workspace, tmp_path / "before")
    known = purging.inventory(settings, LOCAL, her.name)
    counts = known.goes(everything(known))
    with forks(PROGRAM, settings) as processes:
        processes.begin(her.name, 0)
        assert processes.ended() == 0
        steps = int((tmp_path / "steps").read_text())
        for step in range(1, steps + 1, 1 if whole else max(1, steps // KILLS)):
            shutil.rmtree(settings.workspace)
            shutil.copytree(tmp_path / "before", settings.workspace)
            processes.begin(her.name, step)
            assert processes.ended() == -9
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
    assert {"asked", "going"} <= seen, "some were cut off amid it"
