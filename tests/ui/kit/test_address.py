from enum import StrEnum, auto
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.ui.kit import address
from core.ui.kit.state import Frame


class View(StrEnum):
    ONE = auto()
    TWO = auto()


def _page() -> None:
    import streamlit as st

    from core.ui.kit.address import choose_view, follow, write_address
    from core.ui.kit.state import Frame, session, show_next
    from tests.ui.kit.test_address import View

    session(Frame).codes.clear()
    view = choose_view("view", list(View), {"one": "하나", "two": "둘"}, "view", "view")
    st.write(f"shown {view.value}")
    if view == View.TWO:
        names = ["a", "가"]
        group = follow("group", "group", names, pinned=True)
        st.selectbox("group", names, key="group", persist_state="session")
        st.write(f"group {group}")
    if st.button("show two of 가"):
        show_next("view", View.TWO)
        show_next("group", "가")
        st.rerun()
    if st.button("short"):
        st.rerun()
    write_address("page")


def _open(**codes: str) -> AppTest:
    app = AppTest.from_function(_page)
    app.query_params.update(codes)
    return _run(app)


def _run(app: Any) -> AppTest:
    page: AppTest = app.run()
    assert not page.exception, page.exception
    return page


def _said(app: AppTest) -> list[str]:
    return [element.value for element in app.markdown]


def test_the_address_says_what_is_chosen_and_nothing_of_itself_unless_it_is_pinned():
    app = _open()
    assert _said(app) == ["shown one"] and app.query_params == {}
    app = _run(app.segmented_control[0].set_value(View.TWO))
    assert _said(app) == ["shown two", "group a"] and app.query_params == {"view": "two", "group": "a"}
    app = _run(app.segmented_control[0].set_value(View.ONE))
    assert app.query_params == {}, "what is not drawn stands in no address"


def test_an_address_opens_and_what_nobody_offers_is_taken_out_of_it():
    code = address.code_of("가")
    assert code.isascii() and _said(_open(view="two", group=code)) == ["shown two", "group 가"]
    app = _open(view="하나", group="b", other="1")
    assert _said(app) == ["shown one"] and app.query_params == {}


def test_what_was_chosen_wins_over_an_address_that_is_older():
    app = _open(view="two")
    app = _run(app.segmented_control[0].set_value(View.ONE))
    app.query_params["view"] = "two"  # as a browser says it that has not heard of the new one yet
    assert _said(_run(app)) == ["shown one"]


def test_on_the_way_to_another_page_the_browser_itself_adds_the_codes_once_it_is_there():
    app = _run(_open().segmented_control[0].set_value(View.TWO))
    app.query_params.clear()  # as a link leaves it
    app.session_state["studio"][Frame].page = "the page before"
    assert _said(_run(app)) == ["shown two", "group a"] and app.query_params == {}
    assert _run(app).query_params == {"view": "two", "group": "a"}


def test_back_leads_to_what_the_address_said_before(monkeypatch: pytest.MonkeyPatch) -> None:
    app = _run(_open().segmented_control[0].set_value(View.TWO))
    monkeypatch.setattr(address, "get_script_run_ctx", lambda: type("", (), {"is_history_navigation": True}))
    app.query_params.clear()
    assert _said(_run(app)) == ["shown one"]
    app.query_params["view"] = "two"
    assert _said(_run(app)) == ["shown two", "group a"]


def test_a_page_chooses_for_the_visitor_though_the_control_is_drawn_or_is_not_yet():
    app = _run(_open().button[0].click())
    assert _said(app) == ["shown two", "group 가"]
    assert app.segmented_control[0].value == View.TWO and app.selectbox[0].value == "가"
    app = _run(app.button[1].click())
    assert _said(app) == ["shown two", "group 가"], "also when the next run is cut short"
