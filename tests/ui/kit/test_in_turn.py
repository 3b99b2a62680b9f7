"""What a visitor is told while others work, and what is left of it."""

import threading

import pytest
from streamlit.testing.v1 import AppTest

from core.turns import Standing, Turns
from core.ui.kit import in_turn
from core.ui.words_ko import common as t
from tests.support.app import texts

PATIENCE_S = 30


def _page() -> None:
    import streamlit as st

    from core.ui.kit.in_turn import in_turn, stop_button

    with stop_button("stop"), in_turn("사진을 봅니다") as progress:
        progress(1, 2, "")
    st.caption("다 보았습니다")


def _nothing(standing: Standing) -> None:
    """There is no page to draw on."""


class Others:
    """Visitors who work until the one looked at was told of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.said: list[str] = []
        self._line, self._heard = Turns(1), threading.Event()
        monkeypatch.setattr(in_turn, "TURNS", self._line)
        words = t.in_line

        def keep(ahead: int, seconds: float | None, *, begun: bool) -> str:
            self.said.append(words(ahead, seconds, begun=begun))
            self._heard.set()
            return self.said[-1]

        monkeypatch.setattr(t, "in_line", keep)

    def work(self) -> None:
        there = threading.Event()

        def hold() -> None:
            with self._line.place(_nothing):
                there.set()
                assert self._heard.wait(PATIENCE_S)

        threading.Thread(target=hold, daemon=True).start()
        assert there.wait(PATIENCE_S)


def _looked_through(app: AppTest) -> bool:
    return not app.exception and texts(app) == "다 보았습니다" and not app.button and not app.get("html")


def test_a_visitor_whose_turn_it_is_hears_of_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    others = Others(monkeypatch)
    assert _looked_through(AppTest.from_function(_page).run())
    assert others.said == []


def test_a_visitor_who_has_to_wait_hears_the_place_until_the_turn_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    others = Others(monkeypatch)
    others.work()
    assert _looked_through(AppTest.from_function(_page).run(timeout=PATIENCE_S))
    assert others.said == ["앞에 1명이 있습니다. 곧 시작합니다."]


def test_work_that_fails_gives_the_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    others = Others(monkeypatch)
    with pytest.raises(ZeroDivisionError), in_turn.in_turn("사진을 봅니다"):
        _ = 1 / 0
    others.work()
    assert _looked_through(AppTest.from_function(_page).run(timeout=PATIENCE_S))
    assert len(others.said) == 1


def test_the_place_is_said_in_words_that_fit_the_time() -> None:
    assert t.in_line(3, 8.4, begun=False) == "앞에 3명이 있습니다. 약 8초 뒤에 시작합니다."
    assert t.in_line(2, 0.3, begun=True) == "앞에 2명이 있습니다. 곧 이어서 합니다."
    assert t.in_line(1, None, begun=False) == "앞에 1명이 있습니다. 곧 시작합니다."
    assert t.in_line(9, 200.0, begun=False) == "앞에 9명이 있습니다. 약 3분 뒤에 시작합니다."
