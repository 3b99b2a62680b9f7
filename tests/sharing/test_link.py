"""What a link may hold, and when it opens."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sharing.link import Link, SharedView, is_id, is_sound

NOW = datetime(2026, 11, 29, tzinfo=UTC)
LINK = Link("a" * 22, "project", "p", 0, SharedView(), "me", "나", NOW, NOW + timedelta(days=30))


@given(st.integers(-10, 400), st.integers(1, 365))
def test_it_opens_from_when_it_was_made_until_it_ends(passed: int, days: int) -> None:
    link = replace(LINK, expires=NOW + timedelta(days=days))
    now = NOW + timedelta(days=passed)
    assert link.opens(now) == (0 <= passed < days)
    assert not replace(link, revoked=NOW).opens(now)


def test_a_clock_that_is_a_little_behind_does_no_harm() -> None:
    assert LINK.opens(NOW - timedelta(minutes=4)) and not LINK.opens(NOW - timedelta(minutes=6))


@pytest.mark.parametrize(
    "text", ["", "a" * 21, "a" * 23, "a" * 21 + "/", "a" * 21 + "가", "a" * 22 + "\n", "' OR 1=1 --aaaaaaaaaaa"]
)
def test_what_is_no_id(text: str) -> None:
    assert is_id("Az09_-Az09_-Az09_-Az09") and not is_id(text)


@pytest.mark.parametrize(
    "view",
    [
        SharedView({"view": "가온"}),
        SharedView({"View": "x"}),
        SharedView({"view": ""}),
        SharedView({"view": "a b"}),
        SharedView({f"c{'x' * n}": "1" for n in range(11)}),
        SharedView(word="가" * 201),
        SharedView(presses=("한겨레",) * 201),
        SharedView(before=-1),
    ],
)
def test_a_view_holds_codes_and_choices_and_no_more(view: SharedView) -> None:
    assert not is_sound(view)
    assert is_sound(SharedView({"view": "map", "project": "0123"}, "twice", "청량", presses=("한겨레",), before=2))
