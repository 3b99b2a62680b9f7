"""A link is followed once, and stands also where the tab's earlier visit is taken up again after it."""

import pytest
from streamlit.testing.v1 import AppTest

from core.access.actor import LOCAL
from core.services.sharing import links
from core.settings import Settings
from core.sharing.link import SharedView
from core.ui.sharing.links import PAGES, address

pytestmark = pytest.mark.slow


def _page() -> None:
    import streamlit as st

    from core.ui.kit.state import Frame, resume, session
    from core.ui.sharing.links import arrive

    if st.session_state.pop("taken up", False):
        resume({"studio": {Frame: Frame(at="pages/projects.py")}})
    session(Frame).arrived = st.session_state.pop("arrived", False)
    arrive("concept", lambda link: st.session_state.setdefault("shown", []).append(link.view.word))


def _opened(link: str) -> AppTest:
    app = AppTest.from_function(_page)
    app.query_params["link"] = link
    return app.run()


def test_it_is_shown_once_and_again_to_the_visit_that_is_taken_up(settings: Settings) -> None:
    made = links.make(settings, LOCAL, "concept", SharedView({"view": "trend"}, word="바다"))
    app = _opened(made.id)
    assert app.session_state["shown"] == ["바다"] and app.query_params == {"view": "trend"}
    app.query_params["link"] = made.id  # the browser has not heard of the new address yet
    assert app.run().session_state["shown"] == ["바다"]
    app.session_state["taken up"] = True
    assert app.run().session_state["shown"] == ["바다"] * 2
    assert app.run().session_state["shown"] == ["바다"] * 2
    assert links.of_concepts(settings, LOCAL)[0].uses == 1 and not app.error


def test_why_it_does_not_open_is_said_until_another_page_is_opened(settings: Settings) -> None:
    app = _opened("x" * 22)
    app.query_params.clear()
    for again in (False, True, False):
        app.session_state["taken up"] = again
        assert links.NO_LINK in app.run().error[0].value.replace("\\", "")
    app.session_state["arrived"] = True
    assert not app.run().error


def test_its_address_names_the_page_and_the_link_alone(settings: Settings) -> None:
    made = links.make(settings, LOCAL, "concept", SharedView(word="바다"))
    assert address(made) == f"/{PAGES['concept']}?link={made.id}"
