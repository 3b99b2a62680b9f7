"""A clock that is set back makes nothing younger; one that jumps ahead is looked at twice."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import Settings
from core.storage import clock
from core.storage.clock import JUMP, SECOND_LOOK, Seen
from core.storage.database import Database
from tests.support.clocks import forgotten, later, set_clock

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)


@given(st.lists(st.integers(-500_000, 500_000), max_size=12))
def test_what_was_seen_never_gets_younger_and_grows_by_what_was_looked_at_twice(minutes: list[int]) -> None:
    seen, looked = Seen(NOW), [NOW]
    for each in minutes:
        moment = NOW + timedelta(minutes=each)
        after = seen.look(moment)
        assert after.latest >= seen.latest and after.latest in (seen.latest, moment)
        if after.latest - seen.latest > JUMP:
            assert any(moment - one >= SECOND_LOOK for one in looked if one > seen.latest + JUMP)
        assert (after.ahead is None) == (moment <= seen.latest + JUMP or after.latest == moment)
        seen = after
        looked.append(moment)


@pytest.mark.parametrize("jump", [HOUR, DAY, YEAR])
def test_a_jump_ahead_is_believed_after_an_hour_and_forgotten_when_it_was_wrong(jump: timedelta) -> None:
    doubted = Seen(NOW).look(NOW + jump)
    assert doubted == Seen(NOW, NOW + jump) and doubted.look(NOW + jump + HOUR / 2) == doubted
    assert doubted.look(NOW + jump + HOUR) == Seen(NOW + jump + HOUR)
    assert doubted.look(NOW + timedelta(minutes=3)) == Seen(NOW + timedelta(minutes=3)), "the clock was put right"
    assert doubted.look(NOW + jump + YEAR).ahead == NOW + jump + YEAR, "another jump takes another hour"


@pytest.mark.parametrize("back", [HOUR, DAY, YEAR])
def test_time_goes_on_from_what_was_seen_when_the_clock_is_set_back(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, back: timedelta
) -> None:
    Database(settings)
    before = clock.look(settings)
    assert (before.now, before.sure, before.behind) == (before.clock, before.clock, timedelta(0))
    set_clock(monkeypatch, seconds=-back.total_seconds())
    for _ in range(2):  # and in a process that begins later
        found = clock.times(settings)
        assert found.now == found.sure >= before.now and not found.doubted
        assert abs(found.behind - back) < HOUR / 2
        forgotten(settings)


def test_what_was_seen_is_kept_and_commands_and_looks_write_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clock.times(settings) and clock.look(settings) and not settings.database.exists()
    Database(settings)
    clock.times(settings)
    assert Database(settings).choice("clock") is None
    later(monkeypatch, settings, 40)
    forgotten(settings)
    set_clock(monkeypatch)
    found = clock.times(settings)
    assert found.behind > 39 * DAY
    found = clock.trust(settings)
    assert found.behind == timedelta(0) and not found.doubted
    assert clock.look(settings).behind == timedelta(0), "also in a process that had seen it"


def test_a_process_hears_that_the_clock_is_right(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    Database(settings)
    later(monkeypatch, settings, 365)
    seen = clock._memory[settings.workspace]
    set_clock(monkeypatch)
    clock.trust(settings)  # as another process does
    clock._memory[settings.workspace] = seen
    assert clock.times(settings).behind > 300 * DAY
    clock._memory[settings.workspace].read_s -= clock._READ_S + 1
    assert clock.times(settings).behind == timedelta(0)


@pytest.mark.parametrize(
    "said", ["none of ours", "{}", '{"latest": "9999-12-31T23:59:59Z"}', '{"latest": "2026-11-29"}']
)
def test_what_is_no_time_does_not_close_the_studio(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    Database(settings).choose("clock", said)
    monkeypatch.setattr(clock, "_clock", lambda: NOW)
    assert clock.look(settings).now == NOW
    monkeypatch.setattr(clock, "_clock", lambda: datetime.max.replace(tzinfo=UTC))
    assert clock.look(settings).doubted
    assert clock.trust(settings).now.year == 8999
    monkeypatch.setattr(clock, "_clock", lambda: NOW)
    assert clock.trust(settings).now - NOW < timedelta(minutes=1)
