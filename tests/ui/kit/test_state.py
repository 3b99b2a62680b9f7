from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import streamlit as st

from core.catalog import load_shipped
from core.settings import Settings
from core.ui.catalog.state import CatalogPage
from core.ui.concept.state import ConceptPage, LexiconPage
from core.ui.kit.cache import SetJob
from core.ui.kit.state import Frame, Part, clear_session, from_the_top, session, when
from core.ui.lineup.state import LineupPage
from core.ui.news.state import NewsDesk
from core.ui.reference.state import EndedJob, ReferencePage
from core.ui.training.state import TrainingPage

JOB = SetJob("a1", "import", "set")


def test_a_part_is_made_once_and_is_the_visitors_own(monkeypatch):
    state: dict[str, object] = {}
    monkeypatch.setattr("streamlit.session_state", state)
    session(LineupPage).title = "비밀"
    assert session(LineupPage).title == "비밀" and session(ConceptPage) == ConceptPage()
    assert list(state) == ["studio"], "one door"


def test_clear_keeps_nothing_of_the_visitor_and_goes_on_watching_what_runs(monkeypatch):
    state: dict[str, object] = {"naver.naver_hub_key": "열쇠", "training.view": "run"}
    monkeypatch.setattr("streamlit.session_state", state)
    parts: list[Part] = [
        Frame(framed=True, intake=3, codes={"r": "비밀"}, next_values={"x": "비밀"}, download_job="d1", notice="비밀"),
        LineupPage(title="비밀", is_demo=True, wants_demo=True), ConceptPage("비밀", "비밀", ("비밀",)),
        LexiconPage(), CatalogPage("비밀", replace(load_shipped(Settings()).groups[0], note="비밀")),
        TrainingPage(frozenset({"비밀"}), "비밀"),
        ReferencePage({"a1": JOB}, {"a1": EndedJob(JOB, "done", "끝났습니다.")}),
        NewsDesk("n1", "비밀", tidied=date(2026, 1, 1)),
    ]  # fmt: skip
    state["studio"] = {type(part): part for part in parts}
    clear_session()
    assert list(state) == ["studio"] and "비밀" not in str(state) and "열쇠" not in str(state)
    assert session(Frame) == Frame(framed=True, cleared=1, intake=4, download_job="d1") and session(
        NewsDesk
    ) == NewsDesk("n1")
    assert session(ReferencePage).set_jobs == {"a1": JOB}, "an import goes on and its end is told, whatever is opened"
    assert session(ReferencePage).ended_jobs


def test_answers_go_on_being_counted_after_a_clear(monkeypatch):
    monkeypatch.setattr("streamlit.session_state", {})
    from_the_top()
    clear_session()
    from_the_top()
    assert session(Frame).answers == 2, "the browser goes up for a number it has not met"


@pytest.mark.parametrize(("zone", "shown"), [
    ("Asia/Seoul", "2026-11-28 14:29"), ("America/New_York", "2026-11-28 00:29"), ("UTC", "2026-11-28 05:29"),
])  # fmt: skip
def test_a_moment_is_shown_on_the_visitors_clock(monkeypatch, zone, shown):
    monkeypatch.setattr(st, "context", SimpleNamespace(timezone=zone))
    assert when(datetime(2026, 11, 28, 5, 29, tzinfo=UTC)) == shown


@pytest.mark.parametrize("zone", [None, "", "Mars/Olympus", "../etc/passwd"])
def test_without_a_zone_that_is_known_the_studios_clock_counts(monkeypatch, zone):
    monkeypatch.setattr(st, "context", SimpleNamespace(timezone=zone))
    moment = datetime(2026, 11, 28, 5, 29, tzinfo=UTC)
    assert when(moment) == f"{moment.astimezone():%Y-%m-%d %H:%M}" == when(moment.astimezone().replace(tzinfo=None))
