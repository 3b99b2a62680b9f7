"""An analysis that goes on while the visitor is elsewhere, and one that did not come to an end."""

import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest
from streamlit.testing.v1 import AppTest

from core.background import Background
from core.errors import StudioError
from core.turns import Turns
from core.types import LineupResult, Upload
from core.ui.lineup.state import Analysis, Judged, LineupPage
from core.ui.words_ko import common as t
from core.ui.words_ko import intake as words
from tests.support.app import ROOT, press, texts

PATIENCE_S = 30
JUDGED = Judged(LineupResult("SFace", (), (), None), cast(Any, None), "")


@pytest.fixture
def goes() -> Iterator[threading.Event]:
    """To be set for the work to come to its end."""
    event = threading.Event()
    yield event
    event.set()


def _analysis(goes: threading.Event, error: Exception | None = None) -> Analysis:
    def work(in_turn: Any) -> Judged:
        with in_turn(t.READING) as progress:
            progress(3, 24, "")
            goes.wait(PATIENCE_S)
            if error is not None:
                raise error
        return JUDGED

    begun = Analysis([Upload("가온/01.jpg", b"raw")], "여름 데뷔조", work=Background(work, Turns(1)))
    while begun.work and begun.work.stage.done != 3:
        assert not begun.work.over(0.01)
    return begun


def _links(app: AppTest) -> list[str]:
    return [str(getattr(link, "label", "")) for link in app.get("page_link")]


def _opened(visitor: LineupPage) -> AppTest:
    """The home page, as it is opened by who has begun an analysis."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=PATIENCE_S)
    app.session_state["studio"] = {LineupPage: visitor}
    app.run()
    assert not app.exception
    return app


def test_other_pages_say_that_it_goes_on_and_when_it_is_done(goes: threading.Event) -> None:
    visitor = LineupPage(analysis=(analysis := _analysis(goes)))
    app = _opened(visitor)
    assert t.progress(3, 24, t.READING) in texts(app) and words.WATCH in _links(app)
    goes.set()
    assert analysis.work is not None and analysis.work.over(PATIENCE_S)
    app = _opened(visitor)
    assert words.SEE_ANSWER in _links(app) and words.DONE in str([one.proto.body for one in app.get("html")])
    assert (visitor.judged, visitor.title, visitor.analysis) == (JUDGED, "여름 데뷔조", None)
    assert t.CONTINUE in [button.label for button in app.button]
    visitor.unseen = False
    assert words.SEE_ANSWER not in _links(_opened(visitor))


def test_what_failed_says_why_and_can_be_begun_again_or_dropped(goes: threading.Event) -> None:
    visitor = LineupPage(analysis=(analysis := _analysis(goes, StudioError("엔진의 가중치가 없습니다."))))
    goes.set()
    assert analysis.work is not None and analysis.work.over(PATIENCE_S)
    app = _opened(visitor)
    assert words.SEE_FAILED in _links(app) and words.WATCH not in _links(app)
    app = app.switch_page("pages/lineup_match.py").run()
    assert "엔진의 가중치가 없습니다." in texts(app) and words.left_over(1) in texts(app)
    assert words.AGAIN in [button.label for button in app.button]
    app = press(app, words.DROP)
    assert visitor.analysis is None and words.left_over(1) not in texts(app)
