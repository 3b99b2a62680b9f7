"""The life of work that nobody has to watch: what ends it, and what is left of it then."""

import gc
import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from core.access.acting import acting, who_acts
from core.access.actor import LOCAL, STRANGER, Actor
from core.background import Background, InTurn, Stopped
from core.errors import StudioError
from core.turns import Turns

PATIENCE_S = 30


class Photos(list[bytes]):
    """Can be referred to weakly."""


class Endless:
    """Work on photos that goes on until it is stopped."""

    def __init__(self) -> None:
        self.reported = threading.Event()
        self.photos = Photos([b"raw"])

    def begin(self, line: Turns | None = None) -> tuple[Background[Any], "weakref.ref[Photos]"]:
        photos, reported = self.photos, self.reported
        del self.photos

        def work(in_turn: InTurn) -> None:
            with in_turn("사진을 봅니다") as progress:
                while True:
                    progress(1, len(photos) + 1, "")
                    reported.set()

        return Background(work, line or Turns(1)), weakref.ref(photos)


def _gone(photos: "weakref.ref[Photos]", line: Turns) -> bool:
    """Is nothing left, and may others have their turn?"""
    for thread in threading.enumerate():
        if thread.name == "background":
            thread.join(PATIENCE_S)
    with line.place(lambda _: pytest.fail("the turn was not given back")):
        return photos() is None


def test_it_ends_by_itself_and_says_how_far_it_was() -> None:
    def work(in_turn: InTurn) -> str:
        with in_turn("사진을 봅니다") as progress:
            progress(2, 3, "")
        return "답"

    begun = Background(work, Turns(1))
    assert begun.over(PATIENCE_S) and begun.outcome() == "답" and not begun.failed
    assert (begun.stage.what, begun.stage.done, begun.stage.total) == ("사진을 봅니다", 2, 3)


def test_it_acts_for_who_began_it() -> None:
    def find() -> Actor:
        return mina if threading.current_thread() is here else STRANGER

    here, mina = threading.current_thread(), Actor("1", "민아", "analyst")
    who_acts(find)
    try:
        begun = Background(lambda _: acting(), Turns(1))
        assert begun.over(PATIENCE_S) and begun.outcome() == mina
    finally:
        who_acts(lambda: LOCAL)


@pytest.mark.parametrize("waits", [False, True])
def test_whoever_stops_it_ends_it_in_the_line_and_at_work_and_nothing_is_left(waits: bool) -> None:
    endless, line = Endless(), Turns(1)
    if waits:
        with line.place(lambda _: None):
            begun, photos = endless.begin(line)
            while begun.stage.standing is None:
                assert not begun.over(0.01)
            assert begun.stage.standing.ahead == 1 and not begun.stage.begun
            begun.stop()
            assert begun.over(PATIENCE_S)
    else:
        begun, photos = endless.begin(line)
        assert endless.reported.wait(PATIENCE_S)
        begun.stop()
    assert begun.over(PATIENCE_S) and _gone(photos, line)
    with pytest.raises(Stopped):
        begun.outcome()


def test_it_ends_with_the_last_who_could_want_it() -> None:
    endless, line = Endless(), Turns(1)
    tab: dict[str, Any] = {}
    tab["work"], photos = endless.begin(line)
    tab["itself"] = tab  # visits are full of circles
    assert endless.reported.wait(PATIENCE_S) and photos() is not None
    del tab
    gc.collect()
    assert _gone(photos, line)


@pytest.mark.parametrize("error", [StudioError("엔진이 없습니다."), ZeroDivisionError()])
def test_what_fails_is_told_and_keeps_no_photos(error: Exception) -> None:
    def fails(photos: Photos) -> Callable[[InTurn], None]:
        def work(in_turn: InTurn) -> None:
            with in_turn("사진을 봅니다"):
                own = Photos(photos)
                seen.append(weakref.ref(own))
                raise error

        return work

    seen: list[weakref.ref[Photos]] = []
    line = Turns(1)
    begun = Background(fails(Photos([b"raw"])), line)
    assert begun.over(PATIENCE_S) and begun.failed
    with pytest.raises(type(error)) as raised:
        begun.outcome()
    assert raised.value is error and any(entry.name == "work" for entry in raised.traceback), "where it failed is known"
    assert _gone(seen[0], line)
