"""Turns: who is next, what the line says of itself, and that nobody is left waiting, however others leave it."""

import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from core import turns
from core.turns import FIRST_S, JOBS_NICE, LATER_S, PASSES, PHOTOS_NICE, Line, Place, Standing, Turns, step_back

PATIENCE_S = 30


class Lines(RuleBasedStateMachine):
    """Visitors come, work, let others go first and go, at any moment."""

    places = Bundle("places")

    def __init__(self) -> None:
        super().__init__()
        self.seats, self.now = 2, 0.0
        self.line = Line(self.seats)
        self.present: list[Place] = []  # in the order they came
        self.seen = dict[Place, int]()  # turns of each when last looked at
        self.allowance = dict[Place, int]()  # newcomers who may still go before someone who waits to go on

    @rule(target=places, lane=st.sampled_from(["", "", "", "words", "reference"]))
    def come(self, lane: str) -> Place:
        place = Place(lane)
        self.present.append(place)
        self.line.join(place, self.now)
        return self._looked(place)

    @rule(place=places)
    def go(self, place: Place) -> None:
        if place in self.present:
            self.present.remove(place)
            self.line.leave(place, self.now)
            self._looked(place)

    @rule(seconds=st.sampled_from([0.01, LATER_S, FIRST_S]))
    def work(self, seconds: float) -> None:
        self.now += seconds

    @rule(place=places)
    def report(self, place: Place) -> None:
        if place in self.working and self.line.is_due(place, self.now):
            waits = sum(other.turns > 0 for other in self.waiting)
            self.allowance[place] = PASSES * (waits + 1)
            self.line.pause(place, self.now)
            self._looked(place)

    @property
    def working(self) -> list[Place]:
        return [place for place in self.present if place.called.is_set()]

    @property
    def waiting(self) -> list[Place]:
        return [place for place in self.present if not place.called.is_set()]

    def _looked(self, place: Place) -> Place:
        """Who has begun by the last step: in order, and not before others for ever."""
        begun = [p for p in self.present if p.turns and not self.seen.get(p)]
        for one in begun:
            earlier = self.present[: self.present.index(one)]
            assert not [p for p in earlier if not p.turns and not p.lane], "who came first begins first"
            for other in self.waiting:
                if other.turns:
                    self.allowance[other] -= 1
                    assert self.allowance[other] >= 0, "newcomers went first for ever"
        self.seen = {p: p.turns for p in self.present}
        return place

    @invariant()
    def as_many_work_as_may(self) -> None:
        assert len(self.working) <= self.seats
        begun = {p.lane for p in self.present if p.turns and p.lane}
        able = [p for p in self.waiting if p.turns or p.lane not in begun]
        assert len(self.working) == self.seats or not able, "a seat is free and someone waits"

    @invariant()
    def of_a_lane_one_has_begun(self) -> None:
        begun = [p.lane for p in self.present if p.turns and p.lane]
        assert len(begun) == len(set(begun))

    @invariant()
    def everyone_who_waits_has_a_standing(self) -> None:
        for place in self.waiting:
            standing = self.line.standing(place)
            assert 1 <= standing.ahead < len(self.present)
            assert standing.seconds is None or standing.seconds >= 0

    @precondition(lambda self: self.present)
    @rule()
    def everyone_gets_through(self) -> None:
        """Whoever works goes, until all have been."""
        for _ in range(len(self.present)):
            self.go(self.working[0])
        assert not self.present


TestLines = Lines.TestCase
TestLines.settings = hypothesis(max_examples=60, stateful_step_count=40)


def begin(line: Line, *lanes: str) -> list[Place]:
    places = [Place(lane) for lane in lanes]
    for place in places:
        line.join(place, 0.0)
    return places


def test_newcomers_are_told_how_many_come_first_and_how_long_it_takes() -> None:
    line = Line(2)
    a, b, c, d, e = begin(line, *5 * [""])
    assert [p.called.is_set() for p in (a, b, c)] == [True, True, False]
    assert line.standing(c) == Standing(2, None)
    line.leave(a, 4.0)
    assert line.standing(d) == Standing(2, 4.0) and line.standing(e) == Standing(3, 4.0)
    line.leave(d, 5.0)
    assert line.standing(e).ahead == 2


def test_a_turn_that_nobody_waited_for_says_nothing_of_how_long_turns_take() -> None:
    line = Line(1)
    long = begin(line, "")[0]
    line.leave(long, 60.0)
    assert line.standing(begin(line, "", "")[1]) == Standing(1, FIRST_S)


def test_a_first_turn_is_long_and_the_later_ones_are_short() -> None:
    line = Line(1)
    long, other = begin(line, "", "")
    assert not line.is_due(long, FIRST_S - 0.01) and line.is_due(long, FIRST_S)
    line.pause(long, FIRST_S)
    assert other.called.is_set() and not long.called.is_set()
    line.leave(other, FIRST_S)
    assert long.called.is_set() and not line.is_due(long, 100.0), "there is no one to give the turn to"
    line.join(Place(), 100.0)
    assert line.is_due(long, FIRST_S + LATER_S)


def test_newcomers_and_those_whose_work_has_begun_alternate_and_both_in_their_order() -> None:
    line, now = Line(1), 0.0
    long = dict(zip(begin(line, "", "", ""), "abc", strict=True))
    for place in long:
        line.pause(place, now)  # each has its first turn; then a goes on
    new = begin(line, *10 * [""])
    order = ""
    for _ in range(16):
        place = next(p for p in (*long, *new) if p.called.is_set())
        order += long.get(place, "n")
        if place in new:
            line.leave(place, now)
            new.remove(place)
        else:
            line.pause(place, now)
    assert order == "annnnbnnnncnnabc"


def test_who_shares_a_lane_with_work_that_let_others_go_first_comes_after_it() -> None:
    line = Line(1)
    maker, same, free = begin(line, "words", "words", "")
    line.pause(maker, FIRST_S)
    assert free.called.is_set(), "it shares nothing"
    assert line.standing(same).ahead == 2
    line.leave(free, FIRST_S)
    assert maker.called.is_set()
    line.leave(maker, FIRST_S)
    assert same.called.is_set()


@pytest.fixture
def no_looking_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits is woken, or waits for ever."""
    monkeypatch.setattr(turns, "LOOK_S", 10 * PATIENCE_S)


def ignore(standing: Standing) -> None:
    """The page has nothing to draw."""


def all_of(work: Callable[[int], object], count: int) -> None:
    with ThreadPoolExecutor(count) as pool:
        for one in [pool.submit(work, n) for n in range(count)]:
            one.result(PATIENCE_S)


@pytest.mark.usefixtures("no_looking_up")
def test_threads_have_their_turns_and_are_never_more_than_the_seats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "FIRST_S", 0.0)
    monkeypatch.setattr(turns, "LATER_S", 0.0)
    line, busy, most, done = Turns(2), 0, 0, []
    lock = threading.Lock()

    def work(number: int) -> None:
        nonlocal busy, most
        with line.place(ignore, "shared" if number % 5 == 0 else "") as pause:
            for _ in range(20):
                with lock:
                    busy += 1
                    most = max(most, busy)
                time.sleep(0)
                with lock:
                    busy -= 1
                pause()
            done.append(number)

    all_of(work, 20)
    assert sorted(done) == list(range(20)) and most <= 2


class Left(BaseException):
    """The visitor left the page: as Streamlit says it, at the next word drawn."""


@pytest.mark.usefixtures("no_looking_up")
@pytest.mark.parametrize("seats", [1, 3])
def test_whoever_leaves_gives_the_place_back(seats: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """While waiting, at work, or in between; also by an error."""
    monkeypatch.setattr(turns, "FIRST_S", 0.0)
    line, stayed = Turns(seats), []

    def visit(number: int) -> None:
        leaves, fails = number % 4 == 0, number % 4 == 1

        def waits(standing: Standing) -> None:
            if leaves:
                raise Left

        with suppress(Left, ZeroDivisionError), line.place(waits) as pause:
            for _ in range(5):
                pause()
                assert not fails or 1 / 0
            stayed.append(number)

    all_of(visit, 24)
    assert set(range(2, 24, 4)) | set(range(3, 24, 4)) <= set(stayed)
    told: list[Standing] = []
    with line.place(told.append):
        assert told == [], "the line is empty again"


def test_a_visitor_is_told_at_once_and_again_and_can_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LOOK_S", 0.01)
    line, told, over = Turns(1), [], threading.Event()

    def waits(standing: Standing) -> None:
        told.append(standing.ahead)
        if len(told) == 2:
            raise Left

    with ThreadPoolExecutor(1) as pool, line.place(ignore):

        def wait() -> None:
            with line.place(waits):
                over.set()

        with pytest.raises(Left):
            pool.submit(wait).result(PATIENCE_S)
    assert told == [1, 1] and not over.is_set()


def test_work_within_work_belongs_to_its_turn() -> None:
    line = Turns(1)
    with line.place(ignore) as outer, line.place(ignore) as inner:
        assert inner is outer
    told: list[Standing] = []
    with line.place(told.append):
        assert not told


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no thread has a standing of its own")
def test_who_looks_at_photos_steps_behind_who_draws_pages_and_never_forward_again() -> None:
    def standing() -> int:
        return os.getpriority(os.PRIO_PROCESS, 0)

    before = standing()
    with ThreadPoolExecutor(1, initializer=step_back, initargs=(JOBS_NICE,)) as pool:
        assert pool.submit(standing).result() == JOBS_NICE
        pool.submit(step_back, PHOTOS_NICE).result()
        assert pool.submit(standing).result() == JOBS_NICE
    assert standing() == before < PHOTOS_NICE < JOBS_NICE
