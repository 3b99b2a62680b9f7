"""Train the default family on the demo from the page, watch it finish, open it, hand it on, delete it."""

import io
import zipfile
from typing import Any

import pytest

from core.ui.words_ko import common
from core.ui.words_ko import training as t
from core.ui.words_ko.common import CHART_WORDS
from tests.browser.conftest import no_sideways_scroll, settle, shot

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _section(page: Any, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()
    settle(page)


def test_train_open_export_use_delete(open_studio, studio):
    page = open_studio()
    page.goto(f"{studio}/training")
    page.get_by_role("button", name=t.QUICK).click()
    page.get_by_role("button", name=t.OPEN_RUN).wait_for(timeout=180_000)  # nobody touches the page meanwhile
    settle(page)
    page.get_by_role("button", name=t.OPEN_RUN).click()
    page.get_by_text(t.FOUR_BARS).first.wait_for()
    settle(page)
    shot(page, "training-summary-wide")

    with page.expect_download() as picture:
        page.locator(".modebar-btn").first.click()
    assert picture.value.suggested_filename.endswith(".png")
    page.get_by_text(CHART_WORDS["Image download succeeded"]).first.wait_for()  # plotly's own English was met
    assert page.locator(".modebar-btn").first.get_attribute("aria-label") in ("PNG 그림으로 내려받기",)
    with page.expect_download() as packed:
        page.get_by_role("button", name=t.EXPORT).click()
    names = zipfile.ZipFile(io.BytesIO(packed.value.path().read_bytes())).namelist()
    assert "MODEL_CARD.md" in names and "run.json" in names

    _section(page, t.MAP)
    points = page.locator("[data-testid=stVegaLiteChart] path[aria-roledescription=point]")
    points.nth(40).hover(force=True)
    page.locator("#vg-tooltip-element.visible img[src^='data:image/jpeg']").wait_for()
    points.nth(40).click(force=True)
    page.get_by_text(t.opened(1)).first.wait_for()
    settle(page)
    shot(page, "training-map-wide")

    page.get_by_role("button", name=t.USE).click()
    page.get_by_role("button", name=t.STOP_USING).wait_for()
    settle(page)  # the notice of what was done moves the buttons
    page.get_by_role("button", name=t.STOP_USING).click()
    page.get_by_role("button", name=t.USE).wait_for()
    settle(page)
    page.get_by_role("button", name=common.DELETE).click()
    page.get_by_role("button", name=common.DELETE_YES).click()
    page.get_by_text(t.DETAIL_NONE).first.wait_for()


def test_a_phone_sees_the_lab_without_scrolling_sideways(open_studio, studio):
    page = open_studio(420, True)
    page.goto(f"{studio}/training")
    page.get_by_role("button", name=t.START).wait_for()
    settle(page)
    no_sideways_scroll(page)
    shot(page, "training-narrow-dark")
    page.get_by_role("radio", name=t.COMPARE, exact=True).click()
    settle(page)
    no_sideways_scroll(page)
