"""Work in a thread of its own, in turn: it goes on whoever watches, and ends once nobody is left who could want it."""

import threading
import traceback
import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Generic, Protocol, TypeVar

from core.access.acting import acting, acting_as
from core.access.actor import Actor
from core.turns import Standing, Turns
from core.types import Progress

T = TypeVar("T")


class InTurn(Protocol):
    """How a piece of work takes its turn: what is said meanwhile, and the lane (see `Turns.place`)."""

    def __call__(self, what: str, lane: str = "") -> AbstractContextManager[Progress]: ...


class Stopped(BaseException):
    """Ends work that nobody wants any more; no `except Exception` on its way holds it up."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How far work is. what: it does; standing: the place in line, None while it has its turn; begun: some is done."""

    what: str = ""
    done: int = 0
    total: int = 0
    standing: Standing | None = None
    begun: bool = False


class _Seen(Generic[T]):
    """What the thread and those who watch it share: nothing in it leads back to whoever began the work.

    Plain values: `stopped` is set wherever the last who held the work lets it go, in the midst of a lock perhaps."""

    def __init__(self) -> None:
        self.stage = Stage()
        self.stopped = False
        self.over = threading.Event()
        self.outcome: list[T] = []
        self.error: Exception | None = None

    def stop(self) -> None:
        self.stopped = True
        self.outcome.clear()


class Background(Generic[T]):
    """Work that has begun. It ends at its next report when it is stopped, or when nobody holds this any more: a closed
    tab needs to tell nobody."""

    def __init__(self, work: Callable[[InTurn], T], line: Turns) -> None:
        """work: called in the thread; takes its turns in `line` by what it is called with."""
        self._seen = _Seen[T]()
        self.stop = weakref.finalize(self, self._seen.stop)
        self.stop.atexit = False
        own = (acting(), work, line, self._seen)
        threading.Thread(target=_run, args=own, name="background", daemon=True).start()

    @property
    def stage(self) -> Stage:
        """How far it is."""
        return self._seen.stage

    def over(self, within: float = 0.0) -> bool:
        """Has it ended, by itself or stopped? Waits so many seconds for that."""
        return self._seen.over.wait(within)

    @property
    def failed(self) -> bool:
        """Has something ended it?"""
        return self._seen.error is not None

    def outcome(self) -> T:
        """What came of it, once it is over. Raises what ended it; Stopped where it was stopped."""
        if self._seen.error is not None:
            raise self._seen.error
        if not self._seen.outcome:
            raise Stopped
        return self._seen.outcome[0]


def _run(actor: Actor, work: Callable[[InTurn], T], line: Turns, seen: _Seen[T]) -> None:
    try:
        with acting_as(actor):  # who was there when it began
            seen.outcome.append(work(partial(_in_turn, line, seen)))
    except Stopped:
        pass
    except Exception as error:
        _forget_values(error)
        seen.error = error
    if seen.stopped:
        seen.outcome.clear()
    seen.over.set()


@contextmanager
def _in_turn(line: Turns, seen: _Seen[T], what: str, lane: str = "") -> Iterator[Progress]:
    mine = threading.get_ident()

    def looks() -> None:
        if seen.stopped:
            raise Stopped

    def says(standing: Standing | None, begun: bool) -> None:
        seen.stage = Stage(what, seen.stage.done, seen.stage.total, standing, begun)

    seen.stage = Stage(what)
    with line.told(says, lane, looks) as pause:
        seen.stage = Stage(what, begun=True)

        def report(done: int, total: int, label: str) -> None:
            looks()
            seen.stage = Stage(what, done, total, begun=True)
            if threading.get_ident() == mine:
                pause()

        yield report


def _forget_values(error: BaseException | None) -> None:
    """An error remembers what the functions it came through had in hand: photos. Where it came from stays known."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
