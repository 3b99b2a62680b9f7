"""Two processes that change one workspace at once: whatever each of them was told is done is there afterwards."""

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from core.settings import Settings
from tests.support.shared_stores import HANDS, STORES, every


def act(settings: Settings, store: str, hand: str, n: int) -> None:
    """All changes of one hand; it begins when the other one is there too."""
    place = settings.workspace.parent
    (place / hand).touch()
    until = time.monotonic() + 60
    while not all((place / other).exists() for other in HANDS):
        assert time.monotonic() < until, "the other process never came"
    for i in range(n):
        STORES[store].change(settings, hand, i)


@pytest.fixture(scope="module")
def processes() -> Iterator[list[ProcessPoolExecutor]]:
    with ExitStack() as stack:
        spawned = multiprocessing.get_context("spawn")
        yield [stack.enter_context(ProcessPoolExecutor(1, spawned)) for _ in HANDS]


@pytest.fixture
def in_memory() -> Iterator[Settings]:
    """A workspace that need not wait for the disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        yield Settings(workspace=Path(place) / "workspace")


def lost(settings: Settings, processes: list[ProcessPoolExecutor], store: str, n: int) -> list[tuple[str, int]]:
    STORES[store].prepare(settings, n)
    pairs = zip(processes, HANDS, strict=True)
    for hand in [process.submit(act, settings, store, hand, n) for process, hand in pairs]:
        hand.result(120)
    return sorted(every(n, lambda hand, i: True) - STORES[store].found(settings, n))


@pytest.mark.parametrize("store", [name for name, store in STORES.items() if store.quick])
def test_no_change_is_lost(settings: Settings, processes: list[ProcessPoolExecutor], store: str) -> None:
    assert lost(settings, processes, store, 4) == []


@pytest.mark.slow
@pytest.mark.parametrize("store", STORES)
def test_none_of_120_changes_of_each_is_lost(
    in_memory: Settings, processes: list[ProcessPoolExecutor], store: str
) -> None:
    assert lost(in_memory, processes, store, STORES[store].most) == []
