import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest

from core.background import Background
from core.turns import Turns
from core.types import LineupResult, Upload
from core.ui.kit.state import clear_session, session, unsaved
from core.ui.lineup.state import Analysis, Judged, LineupPage

PATIENCE_S = 30
JUDGED = Judged(LineupResult("", (), (), None, ()), cast(Any, None), "")
PHOTO = Upload("가온/01.jpg", b"raw")


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch) -> LineupPage:
    monkeypatch.setattr("streamlit.session_state", {})
    return session(LineupPage)


@pytest.fixture
def endless() -> Iterator[Background[Judged]]:
    def work(in_turn: Any) -> Judged:
        with in_turn("사진을 봅니다") as progress:
            while not over.wait(0.01):
                progress(0, 1, "")
        return JUDGED

    over = threading.Event()
    yield Background(work, Turns(1))
    over.set()


def test_a_clear_ends_what_goes_on(visitor: LineupPage, endless: Background[Judged]) -> None:
    visitor.analysis = Analysis([PHOTO], work=endless)
    clear_session()
    assert endless.over(PATIENCE_S) and session(LineupPage).analysis is None and not unsaved()


def test_what_was_brought_is_left_when_its_analysis_is_stopped(
    visitor: LineupPage, endless: Background[Judged]
) -> None:
    visitor.analysis = Analysis([PHOTO], work=endless)
    visitor.stop()
    assert endless.over(PATIENCE_S) and visitor.analysis.brought == [PHOTO] and visitor.analysis.work is None


def test_of_the_demo_nothing_is_left_and_nothing_is_missed(visitor: LineupPage, endless: Background[Judged]) -> None:
    visitor.analysis = Analysis([PHOTO], is_demo=True, work=endless)
    assert not unsaved()
    visitor.stop()
    assert endless.over(PATIENCE_S) and visitor.analysis is None
    visitor.show(JUDGED, "데모 라인업", is_demo=True)
    assert not unsaved()


def test_what_is_nowhere_else_is_missed(visitor: LineupPage) -> None:
    assert not unsaved()
    visitor.analysis = Analysis([PHOTO])
    assert unsaved()
    visitor.analysis, visitor.waiting = None, Analysis([PHOTO])
    assert unsaved()
    visitor.waiting, visitor.camera = None, [PHOTO]
    assert unsaved()
    visitor.show(JUDGED, "내 라인업")
    assert unsaved() and not visitor.camera
