"""The promise of the first page, on the wire: no process of the studio, and no page in the browser, asks any other host
for anything, in all that a demo can show."""

import re
from pathlib import Path
from typing import Any

import pytest

from core.keywords.analyzers.table import ANALYZERS
from core.ui.words_ko import common as t
from core.ui.words_ko import reference, training
from core.ui.words_ko.concept import MY_SETTINGS
from models import FAMILIES
from tests.browser.conftest import running_studio, settle
from tests.browser.test_reference_flow import zip_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_demo_from_the_first_page_to_a_trained_model(open_studio, recorder, demo, tmp_path):
    with running_studio(tmp_path, before=recorder.prefix, environment=recorder.environment) as address:
        _journey(open_studio(at=address), demo)
    assert recorder.hosts() == set()
    assert not [kept for kept in recorder.kept() if "Microsoft" in kept]


def _journey(page: Any, demo: Path) -> None:
    page.get_by_role("button", name=t.OPEN_DEMO).click()
    page.get_by_role("button", name=t.SEE_PHOTOS).nth(5).wait_for()
    settle(page)
    page.get_by_role("button", name=re.compile(t.SEE_CONCEPT)).click()
    for analyzer in ANALYZERS.values():
        page.locator("svg g[data-word]:visible").first.wait_for()
        choice = page.get_by_role("radio", name=analyzer.title)
        if not choice.is_visible():
            page.get_by_role("button", name=MY_SETTINGS).click()
            settle(page)
        choice.click()
        settle(page)
    page.keyboard.press("Escape")  # the settings lie over the list of pages
    settle(page)
    page.get_by_role("link", name=t.ENGINES, exact=True).click()
    page.get_by_role("heading", name=t.ENGINES, level=1).first.wait_for()
    settle(page)
    page.get_by_role("link", name=t.REFERENCE, exact=True).click()
    page.get_by_role("heading", name=t.REFERENCE, level=1).first.wait_for()
    settle(page)
    page.locator("input[type=file]").first.set_input_files([zip_of(demo)])
    settle(page)
    page.get_by_role("button", name=reference.LOAD_SET).click()
    page.get_by_role("button", name=reference.DONE_REVIEW).first.wait_for(timeout=120_000)
    page.get_by_role("radio", name=reference.COLLECT, exact=True).click()
    page.get_by_role("button", name=reference.START_COLLECT).wait_for()
    page.get_by_role("link", name=t.TRAINING, exact=True).click()
    page.get_by_role("checkbox", name=FAMILIES["embedding_head"].title).uncheck(force=True)
    settle(page)
    page.get_by_role("button", name=training.START).click()
    page.get_by_role("button", name=training.OPEN_RUN).click(timeout=180_000)
    page.get_by_text(training.FOUR_BARS).first.wait_for()
    settle(page)
    page.get_by_role("radio", name=training.MAP, exact=True).click()
    page.locator("[data-testid=stVegaLiteChart] .mark-symbol.role-mark path").nth(40).wait_for()
    settle(page)
