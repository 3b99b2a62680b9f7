"""Addresses that open a view, what is kept while other pages are visited, and that clearing forgets it."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.services.catalog import edit
from core.services.reference import sets as reference
from core.services.training.runs import list_runs
from core.settings import get_settings
from core.ui.concept import state as concept_state
from core.ui.kit.state import Frame
from core.ui.reference import state as reference_state
from core.ui.training import state as training_state
from core.ui.words_ko import common
from core.ui.words_ko import concept as concept_t
from core.ui.words_ko import lineup as lineup_words
from core.ui.words_ko import reference as reference_t
from core.ui.words_ko import training as training_t
from tests.support.app import ROOT, by_way_of, labelled, open_page, own, press, texts
from tests.support.lab import lab_run

TrainingView = training_state.View


def _codes(app: AppTest) -> dict[str, str]:
    """What the frame writes into the address: here pages run without it, see tests/ui/kit/test_address.py."""
    return own(app, Frame).codes


def _two_runs() -> list[str]:
    """Ids of the one that is shown of itself, and of the other."""
    lab_run("하나")
    lab_run("둘")
    return [run.id for run in list_runs(get_settings()).runs]


def _control(app: AppTest, label: str) -> Any:
    return labelled(app.segmented_control, label)


@pytest.mark.parametrize("view", reference_state.View)
def test_an_address_opens_a_view_of_a_set(view: reference_state.View) -> None:
    for name in ("하나", "둘"):
        reference.new_set(get_settings(), name)
    other = reference.list_sources(get_settings())[-1].id  # the first one is shown of itself
    app = open_page("reference_data", view=view, set=other)
    assert _control(app, reference_t.VIEW).value == view
    if view != reference_state.View.CATALOG:  # of no set
        assert labelled(app.selectbox, reference_t.WHICH).value == other
        assert _codes(app).get("set") == other
    assert _codes(app).get("view") == (None if view == reference_state.View.SETS else view)


@pytest.mark.slow
def test_an_address_opens_a_section_of_a_run() -> None:
    _, other = _two_runs()
    codes = {"view": "run", "run": other, "section": "curves"}
    app = open_page("training", **codes)
    assert app.selectbox(key=training_state.RUN).value == other
    assert _control(app, training_t.SECTION).value == training_state.Section.CURVES
    assert training_t.RUN_GONE not in texts(app) and _codes(app) == codes


def test_the_newest_run_has_an_address_as_well() -> None:
    run = lab_run("하나")
    app = open_page("training", view="run")
    assert _codes(app) == {"view": "run", "run": run.id}, "one day it is no longer the newest"


@pytest.mark.slow
def test_an_address_opens_a_view_of_a_groups_concept() -> None:
    codes = {"group": "group_2", "analyzer": "kiwi", "view": "versus", "other": "group_3"}
    app = open_page("concept", **codes)
    assert labelled(app.selectbox, concept_t.GROUP).value == "group_2"
    assert _control(app, concept_t.ANALYZER).value == "kiwi"
    assert _control(app, concept_t.VIEW).value == concept_state.View.VERSUS
    assert labelled(app.selectbox, concept_t.OTHER_GROUP).value == "group_3"
    assert _codes(app) == codes


def test_a_group_without_news_has_an_address_too_and_one_with_a_korean_id_a_short_code() -> None:
    edit.add_group(get_settings(), "새별", ["하나"])
    code = sha256("새별".encode()).hexdigest()[:8]
    app = labelled(open_page("concept", group="itzy").selectbox, concept_t.GROUP)
    assert app.value == "itzy"
    app = open_page("concept", group=code)
    assert labelled(app.selectbox, concept_t.GROUP).value == "새별" and _codes(app) == {"group": code}


def test_a_group_that_was_merged_is_found_under_its_old_address() -> None:
    edit.merge_groups(get_settings(), "itzy", "twice")
    assert labelled(open_page("concept", group="itzy").selectbox, concept_t.GROUP).value == "twice"


@pytest.mark.slow
def test_codes_that_nobody_knows_fall_back_without_an_error() -> None:
    reference.new_set(get_settings(), "하나")
    wrong = {"view": "세트", "set": "../../etc", "더": "1"}
    app = open_page("reference_data", **wrong)
    assert not app.error and _control(app, reference_t.VIEW).value == reference_state.View.SETS
    assert _codes(app) == {}
    run = lab_run("하나")
    app = open_page("training", view="run", run="20200101-000000-000000", section="<script>")
    assert not app.error and app.selectbox(key=training_state.RUN).value == run.id
    assert training_t.RUN_GONE in texts(app), "somebody wanted to see a run that is gone"
    assert _codes(app) == {"view": "run", "run": run.id}
    app = open_page("training", view="compare")
    assert not app.error and _control(app, training_t.VIEW).value == TrainingView.COMPARE


@pytest.mark.slow
def test_codes_that_no_concept_knows_fall_back_without_an_error() -> None:
    app = open_page("concept", group="@lineup", analyzer="", view="words\x00", other="nobody")
    assert not app.error and labelled(app.selectbox, concept_t.GROUP).value == "group_1", "there is no line-up"
    assert _codes(app) == {}


def test_a_visitor_who_comes_straight_to_a_page_keeps_its_address() -> None:
    # A server that has drawn nothing yet runs the file below pages/ on its own; the frame is fetched first.
    reference.new_set(get_settings(), "하나")
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.query_params["view"] = "collect"
    app = app.switch_page("pages/reference_data.py").run()
    assert _control(app, reference_t.VIEW).value == reference_state.View.COLLECT
    assert _codes(app) == {"view": "collect"}


@pytest.mark.slow
def test_what_is_chosen_is_the_same_after_another_page_and_stands_in_the_address() -> None:
    newest, other = _two_runs()
    app = open_page("training")
    assert _codes(app) == {}
    app = _control(app, training_t.VIEW).set_value(TrainingView.RUN).run()
    assert app.selectbox(key=training_state.RUN).value == newest
    app = app.selectbox(key=training_state.RUN).set_value(other).run()
    app = _control(app, training_t.SECTION).set_value(training_state.Section.CURVES).run()
    codes = {"view": "run", "run": other, "section": "curves"}
    assert _codes(app) == codes
    app = by_way_of(app, "home", "training")
    assert app.selectbox(key=training_state.RUN).value == other and _codes(app) == codes


@pytest.mark.slow
def test_filters_of_a_concept_are_the_same_after_another_page() -> None:
    app = open_page("concept", analyzer="kiwi")
    papers = labelled(app.multiselect, concept_t.PRESSES)
    app = papers.set_value(papers.options[1:2]).run()
    said = texts(app)
    assert "건 가운데" in said
    app = by_way_of(app, "home", "concept")
    assert labelled(app.multiselect, concept_t.PRESSES).value == papers.options[1:2] and "건 가운데" in texts(app)
    app = labelled(app.selectbox, concept_t.GROUP).set_value("group_2").run()
    assert labelled(app.multiselect, concept_t.PRESSES).value == [], "another group has other papers"


def test_no_address_of_a_page_says_anything_that_was_typed() -> None:
    reference.new_set(get_settings(), "비밀 프로젝트")
    app = open_page("reference_data", view="collect")
    app = app.segmented_control(key="collect.source").set_value("naver").run()
    app = app.text_input(key="naver.naver_hub_key").set_value("열쇠-4417").run()
    for code in _codes(app).values():
        assert code.isascii() and "4417" not in code
    assert set(_codes(app)) <= {"view", "set"}


@pytest.mark.slow
def test_clear_forgets_what_controls_remember(demo: Path) -> None:
    _, other = _two_runs()
    reference.new_set(get_settings(), "하나")
    app = open_page("training", view="run", run=other, section="curves")
    app.query_params.clear()
    app = app.switch_page("pages/reference_data.py").run()
    app = _control(app, reference_t.VIEW).set_value(reference_state.View.COLLECT).run()
    app = app.segmented_control(key="collect.source").set_value("naver").run()
    app = app.text_input(key="naver.naver_hub_key").set_value("열쇠-4417").run()
    app.query_params.clear()
    app = app.switch_page("pages/lineup_match.py").run()
    shots = sorted((demo / "lineup" / "trainee_1").glob("*.jpg"))[:1]
    app = app.file_uploader[0].set_value([(f"윤슬_{p.name}", p.read_bytes(), "image/jpeg") for p in shots]).run()
    app = press(press(app, common.analyse_button(1)), lineup_words.FICTION_YES)
    remembered = ("naver.naver_hub_key", reference_state.VIEW, training_state.VIEW, training_state.RUN)
    assert all(key in app.session_state for key in remembered)
    app = press(press(app, common.CLEAR_ALL), lineup_words.CLEAR_YES)
    assert not any(key in app.session_state for key in remembered)
    everything = str(app.session_state)
    assert not any(words in everything for words in ("4417", other, "윤슬"))
    app = app.switch_page("pages/reference_data.py").run()
    assert _control(app, reference_t.VIEW).value == reference_state.View.SETS
    app = app.switch_page("pages/training.py").run()
    assert _control(app, training_t.VIEW).value == TrainingView.TRAIN
    app = _control(app, training_t.VIEW).set_value(TrainingView.RUN).run()
    assert app.selectbox(key=training_state.RUN).value != other
