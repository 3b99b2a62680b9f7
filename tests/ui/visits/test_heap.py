"""What only cycles hold is collected for all visitors together, soon after the last run."""

import gc
import threading
import weakref

import pytest
from streamlit import config

from core.ui.visits import heap
from tests.support.app import open_page

PATIENCE_S = 30


class Photo:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.mark.slow
def test_a_run_of_a_page_has_the_garbage_collected_once_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    done = threading.Event()

    def collect() -> int:
        collected.append(real())
        done.set()
        return collected[-1]

    assert heap._due.acquire(timeout=PATIENCE_S), "a collection that a test before asked for"
    heap._due.release()
    real = gc.collect
    monkeypatch.setattr(heap, "EVERY_S", 0.5)
    monkeypatch.setattr(gc, "collect", collect)
    photo = Photo()
    left = weakref.ref(photo)
    del photo
    open_page()
    assert done.wait(PATIENCE_S) and left() is None
    done.clear()
    before = len(collected)
    for _ in range(5):
        heap.collect_soon()
    assert done.wait(PATIENCE_S) and len(collected) == before + 1


def test_streamlit_does_not_collect_after_every_run() -> None:
    assert config.get_option("runner.postScriptGC") is False
