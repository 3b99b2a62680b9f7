"""Token buckets: as many at once as a bucket holds, then one each so many seconds, whoever else asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ui.visits import limits
from core.ui.visits.limits import Door, Limits


@given(st.integers(1, 9), st.floats(0.5, 60), st.lists(st.floats(0, 20), max_size=40))
def test_never_more_than_the_bucket_and_what_came_in_since(burst: int, every: float, pauses: list[float]) -> None:
    door, now, done = Door(Limits(burst, every), Limits(10**6, 0.001)), 0.0, 0
    for pause in pauses:
        now += pause
        done += door.ask("visit", "address", now) == 0
        assert done <= burst + now / every + 1e-6


def test_who_waits_as_long_as_is_said_may_go_on() -> None:
    door = Door(Limits(2, 10), Limits(100, 1))
    assert [door.ask("a", "x", 0.0) for _ in range(3)] == [0, 0, 10]
    assert door.ask("a", "x", 4.0) == 6 and door.ask("a", "x", 10.0) == 0


def test_many_visits_from_one_address_share_its_bucket_and_a_refusal_takes_nothing() -> None:
    door = Door(Limits(2, 10), Limits(3, 10))
    assert [door.ask(f"visit {n}", "school", 0.0) for n in range(4)] == [0, 0, 0, 10]
    assert door.ask("visit 0", "home", 0.0) == 0, "what the address refused was not taken of the visit"
    assert door.ask("visit 3", "home", 0.0) == 0


def test_only_so_many_keys_are_remembered_those_that_wait_the_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KEYS", 3)
    few = Limits(1, 10)
    for key in "abc":
        few.take(key, 0.0)
    assert few.wait("a", 1.0) == 9
    few.take("d", 2.0)
    assert len(few._buckets) == 3 and few.wait("d", 2.0) == 10
