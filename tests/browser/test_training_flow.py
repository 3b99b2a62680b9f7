"""Train the default family on the demo from the page, watch it finish, open it, hand it on, delete it. What it measures
is what stood on the page before."""

import io
import json
import zipfile
from typing import Any

import pytest

from core.settings import get_settings
from core.storage.training.recorded import list_recorded
from core.ui.words_ko import common
from core.ui.words_ko import training as t
from models import FAMILIES
from tests.browser.conftest import no_sideways_scroll, settle, shot

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _section(page: Any, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()
    settle(page)


def test_train_open_export_use_delete(open_studio, studio):
    page = open_studio()
    page.goto(f"{studio}/training")
    page.get_by_text(t.IN_USE_TITLE).first.wait_for()
    settle(page)
    shot(page, "training-first-wide")
    page.get_by_role("checkbox", name=FAMILIES["embedding_head"].title).uncheck(force=True)
    settle(page)
    page.get_by_role("button", name=t.START).click()
    page.get_by_role("button", name=t.OPEN_RUN).wait_for(timeout=180_000)  # nobody touches the page meanwhile
    settle(page)
    page.get_by_role("button", name=t.OPEN_RUN).click()
    page.get_by_text(t.FOUR_BARS).first.wait_for()
    settle(page)
    shot(page, "training-summary-wide")

    with page.expect_download() as picture:
        page.get_by_role("button", name=f"{common.PICTURE_TEXTS['save']} PNG").first.click()
    assert picture.value.suggested_filename.endswith(".png")
    with page.expect_download() as packed:
        page.get_by_role("button", name=t.EXPORT).click()
    archive = zipfile.ZipFile(io.BytesIO(packed.value.path().read_bytes()))
    assert "MODEL_CARD.md" in archive.namelist()
    _as_recorded(json.loads(archive.read("run.json"))["run"])

    _section(page, t.MAP)
    points = page.locator("[data-testid=stVegaLiteChart] .mark-symbol.role-mark path")
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
    page.get_by_text(t.DEMO_FIGURES_AID).first.wait_for()  # what came with the studio stays


def _as_recorded(run: dict[str, Any]) -> None:
    """Everything that was measured just now is what the studio came with."""
    recorded = next(
        one for one in list_recorded(get_settings()).runs if (one.family, one.engine) == (run["family"], run["engine"])
    )
    assert run["engine_version"] == recorded.engine_version and run["data"]["photos"] == recorded.data.photos
    for part, figures in run["metrics"].items():
        if isinstance(figures, dict) and part != "reasons":
            assert figures == pytest.approx(recorded.metrics[part], abs=0.02), (part, "record the demo's runs anew")


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
