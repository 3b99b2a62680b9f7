"""Every page and window, on both papers: axe finds nothing in our own markup, and nothing is said in English.

A visitor walks through them, so that little is loaded twice."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.settings import get_settings
from core.ui.words_ko import common as t
from core.ui.words_ko import concept as concept_t
from core.ui.words_ko import reference as reference_t
from core.ui.words_ko import review as review_t
from core.ui.words_ko import training as training_t
from core.ui.words_ko.built_in import LANGUAGE
from tests.browser.axe import Visit
from tests.browser.conftest import running_studio, settle
from tests.support.big_set import fill
from tests.support.lab import lab_run

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def visit(studio: str, new_page: Callable[..., Any]) -> Visit:
    return Visit(new_page(), studio)


@pytest.fixture
def visit_with_data(tmp_path: Path, new_page: Callable[..., Any]) -> Iterator[Visit]:
    """Of a studio with photos to review and a finished training."""
    fill(get_settings().workspace, 40)
    lab_run("첫 학습", epochs=3)
    with running_studio(tmp_path) as address:
        yield Visit(new_page(), address)


def test_line_up_and_concept_are_korean_and_pass_axe(visit: Visit) -> None:
    page = visit.page
    visit.open("", t.HOME)
    assert page.title() == t.tab_title(t.HOME)
    assert page.evaluate("document.documentElement.lang") == LANGUAGE
    page.get_by_role("button", name=t.GLOSSARY).click()
    page.get_by_role("dialog").wait_for()
    visit.look(t.GLOSSARY)
    visit.open("lineup_match", t.LINEUP)
    assert page.title() == t.tab_title(t.LINEUP)
    visit.choose(t.INTAKE_WAYS["camera"])
    page.get_by_role("button", name=t.OPEN_DEMO).click()
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 9999)")  # where one starts on a phone
    page.get_by_role("button", name=t.SEE_PHOTOS).nth(5).wait_for(timeout=240_000)
    settle(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0, "it is read from its top"
    visit.look("line-up")
    page.get_by_role("button", name=t.SEE_PHOTOS).first.click()
    page.get_by_role("dialog").wait_for()
    visit.look(t.SEE_PHOTOS)
    page.goto(f"{visit.address}/concept")
    page.get_by_text(concept_t.SAVE_AID).first.wait_for(timeout=120_000)
    page.get_by_role("button", name=concept_t.FILTER).click()
    page.get_by_label(concept_t.PRESSES).wait_for()
    visit.look(concept_t.FILTER)
    page.keyboard.press("Escape")
    for title in concept_t.VIEWS.values():
        visit.choose(title)
    assert visit.wrong == [], "\n".join(visit.wrong)


def test_data_and_models_are_korean_and_pass_axe(visit_with_data: Visit) -> None:
    visit, page = visit_with_data, visit_with_data.page
    visit.open("virtual_group", t.VIRTUAL)
    visit.open("engines", t.ENGINES)
    visit.open("reference_data", t.REFERENCE)
    page.get_by_role("button", name=t.DELETE).first.click()
    page.get_by_role("dialog").wait_for()
    visit.look(t.DELETE)
    page.get_by_role("button", name=t.CANCEL).click()
    for title in reference_t.VIEWS.values():
        visit.choose(title)
        if title == reference_t.REVIEW:
            page.locator(".tile").first.dblclick()
            visit.look("large")
            page.keyboard.press("Escape")
            page.get_by_role("button", name=review_t.GRID["keys_button"]).click()
            visit.look("keys")
            page.keyboard.press("Escape")
    visit.open("training", t.TRAINING)
    for title in training_t.VIEWS.values():
        visit.choose(title)
    for title in training_t.SECTIONS.values():
        visit.choose(title)
    assert visit.wrong == [], "\n".join(visit.wrong)
