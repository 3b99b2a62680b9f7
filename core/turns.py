"""Turns at heavy work: few visitors at once, the others in a line in which everyone knows how many are ahead.

A first turn is long enough for a usual line-up, so that most visitors have one turn only, in the order they came.
Whoever needs longer goes on in short turns, one after the other, and lets newcomers go first, though not for ever.
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

FIRST_S, LATER_S = 2.0, 0.25  # how long a turn lasts while others wait, to the end of the piece of work under way
PASSES = 4  # newcomers who may go before someone whose work has begun
LOOK_S = 0.5  # a visitor who waits looks up so often: to see the place, and whether the page was left
# How far back photos and jobs stand behind what draws pages, 0..19: a tenth and a thirtieth of its processor time.
PHOTOS_NICE, JOBS_NICE = 10, 15
# A thread that computes keeps Python so long from one that draws, which asks for it anew after each of a page's
# hundreds of messages. At Python's own 5 ms pages take twice as long while photos are looked at, and photos half more.
HANDS_OVER_S = 0.001
_RECENT = 0.2  # weight of the last turn in how long turns take


@dataclass(frozen=True, slots=True)
class Standing:
    """Where someone in the line stands. ahead: who works or waits before; seconds: until the turn, None if unknown."""

    ahead: int
    seconds: float | None


@dataclass(eq=False, slots=True)
class Place:
    """Someone's place from coming to leaving. lane: of all places of a lane one at a time has work under way, in a turn
    or between two; "" for work that shares nothing. turns: had so far, the one under way included."""

    lane: str = ""
    turns: int = 0
    since: float = 0.0
    called: threading.Event = field(default_factory=threading.Event)


class Line:
    """Who is next. Knows no threads: to be called by one at a time, with the time (s) where it matters."""

    def __init__(self, seats: int) -> None:
        self._seats = seats
        self._working: list[Place] = []
        self._new: list[Place] = []
        self._again: list[Place] = []
        self._lanes: dict[str, Place] = {}
        self._passed = 0
        self._turn_s: float | None = None

    def join(self, place: Place, now: float) -> None:
        """A newcomer. `place.called` is set when the turn begins, here or in a later call."""
        self._new.append(place)
        self._call(now)

    def is_due(self, place: Place, now: float) -> bool:
        """Has this turn lasted long enough, and is there someone to give it to?"""
        lasted = now - place.since >= (FIRST_S if place.turns == 1 else LATER_S)
        return lasted and any(self._may(other) for other in (*self._new, *self._again))

    def pause(self, place: Place, now: float) -> None:
        """The turn ends and the work does not: back into the line."""
        self._end_turn(place, now)
        place.called.clear()
        self._again.append(place)
        self._call(now)

    def leave(self, place: Place, now: float) -> None:
        """Gone, from wherever in the line, or from work."""
        if place in self._working:
            self._end_turn(place, now)
        for waiting in (self._new, self._again):
            if place in waiting:
                waiting.remove(place)
        if self._lanes.get(place.lane) is place:
            del self._lanes[place.lane]
        self._call(now)

    def standing(self, place: Place) -> Standing:
        """Of someone who waits. Newcomers who may yet go before someone whose work has begun are not foreseen."""
        if place in self._new:
            waiting = self._new.index(place)
            waiting += self._lanes.get(place.lane, place) in self._again
        else:
            waiting = len(self._new) + self._again.index(place)
        turns = -(-(waiting + 1) // self._seats)
        return Standing(len(self._working) + waiting, None if self._turn_s is None else turns * self._turn_s)

    def _may(self, place: Place) -> bool:
        return self._lanes.get(place.lane, place) is place

    def _next(self) -> Place | None:
        new = next(filter(self._may, self._new), None)
        again = self._again[0] if self._again else None
        if new is not None and (again is None or self._passed < PASSES):
            self._passed += again is not None
            self._new.remove(new)
            return new
        if again is not None:
            self._passed = 0
            self._again.remove(again)
        return again

    def _call(self, now: float) -> None:
        while len(self._working) < self._seats and (place := self._next()) is not None:
            self._working.append(place)
            if place.lane:
                self._lanes[place.lane] = place
            place.turns += 1
            place.since = now
            place.called.set()

    def _end_turn(self, place: Place, now: float) -> None:
        self._working.remove(place)
        took, before = now - place.since, self._turn_s
        if not self._new and not self._again:  # with someone to give it to it would have ended by then
            took = min(took, FIRST_S)
        self._turn_s = took if before is None else before + _RECENT * (took - before)


class Turns:
    """A line of threads."""

    def __init__(self, seats: int) -> None:
        self._line = Line(seats)
        self._lock = threading.Lock()  # held for a look at the line, never while someone works or draws
        self._mine = threading.local()

    @contextmanager
    def place(self, waits: Callable[[Standing], None], lane: str = "") -> Iterator[Callable[[], None]]:
        """Work within the block in turn; gives a function to be called between two pieces of the work, which lets
        others go first where that is fair. The place is given back however the block ends.

        waits: called at once and then every LOOK_S while the turn has not come; what it raises ends the waiting.
        lane: the same for work that may wait for a lock which other such work holds while it lets others go first.
        Work within work of the same thread belongs to its turn."""
        if getattr(self._mine, "pause", None) is not None:
            yield self._mine.pause
            return
        own = Place(lane)

        def pause() -> None:
            with self._lock:
                now = time.monotonic()
                if not self._line.is_due(own, now):
                    return
                self._line.pause(own, now)
            self._wait(own, waits)

        try:
            with self._lock:
                self._line.join(own, time.monotonic())
            self._wait(own, waits)
            self._mine.pause = pause
            yield pause
        finally:
            self._mine.pause = None
            with self._lock:
                self._line.leave(own, time.monotonic())

    @contextmanager
    def told(
        self, says: Callable[[Standing | None, bool], None], lane: str = "", looks: Callable[[], None] = lambda: None
    ) -> Iterator[Callable[[], None]]:
        """The same for whom it is said to: `says` is called with where one stands and whether some of the work is done,
        as long as that is worth a word, and with None once the work goes on. Short waits between two turns are not.

        looks: called whenever one who waits looks up; what it raises ends the waiting."""
        begun = said = looked = False

        def waits(standing: Standing) -> None:
            nonlocal said, looked
            looks()
            if looked or not begun:
                says(standing, begun)
                said = True
            looked = True

        def goes_on() -> None:
            nonlocal said, looked
            if said:
                says(None, begun)
            said = looked = False

        with self.place(waits, lane) as pause:
            begun = True
            goes_on()

            def pause_and_say() -> None:
                pause()
                goes_on()

            yield pause_and_say

    def _wait(self, own: Place, waits: Callable[[Standing], None]) -> None:
        while not own.called.is_set():
            with self._lock:
                standing = None if own.called.is_set() else self._line.standing(own)
            if standing is not None:
                waits(standing)
                own.called.wait(LOOK_S)


def hand_over_often() -> None:
    """Have threads of this process that compute let those that draw go on after HANDS_OVER_S."""
    sys.setswitchinterval(HANDS_OVER_S)


def step_back(nice: int) -> None:
    """Have this thread, and those it starts, go after others where processors are too few. On Linux: elsewhere no
    thread has a standing of its own."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, 0, max(nice, os.getpriority(os.PRIO_PROCESS, 0)))
