from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from core import jobs
from core.types import JobStatus
from core.ui.frame import work
from core.ui.words_ko import common as t

IMPORT = JobStatus("a1", "우리 세트", "running", 40, 100, "사진을 읽는 중")


def _page() -> None:
    import streamlit as st

    from core.ui.frame.work import work_elsewhere

    work_elsewhere(st.session_state["page"])


@pytest.fixture
def going(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What goes on, which a test may end."""
    now = SimpleNamespace(jobs=[(IMPORT, "core.services.reference.importing"), (IMPORT, "elsewhere")], ended="done")
    monkeypatch.setattr(jobs, "going_on", lambda _: now.jobs)
    monkeypatch.setattr(jobs, "status", lambda *_: JobStatus("a1", "우리 세트", now.ended))
    return now


def _open(page: str) -> AppTest:
    app = AppTest.from_function(_page, default_timeout=60)
    app.session_state["page"] = page
    return app.run()


def test_work_is_shown_beside_other_pages_with_the_way_there(going, monkeypatch):
    drawn: list[tuple[str, str]] = []
    monkeypatch.setattr(work, "_link", lambda words, page, _: drawn.append((page, words)))
    assert not _open("reference_data").caption and not drawn, "it shows its own work itself"
    app = _open("home")
    far = [c.value.replace("\\", "") for c in app.caption]
    assert far == [t.WORK_ELSEWHERE, t.work_under_way(IMPORT)] and "사진을 읽는 중 · 40" in far[1]
    assert drawn.pop() == ("reference_data", "우리 세트") and not drawn
    going.jobs = []
    for state, well in (("done", True), ("failed", False)):
        going.ended = state
        app.run()
        assert drawn.pop()[1] == t.work_ended("우리 세트", well=well), "until it was looked at"
    app.session_state["page"] = "reference_data"
    app.run()
    app.session_state["page"] = "home"
    assert not app.run().caption and not drawn
