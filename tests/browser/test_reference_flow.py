"""Bring photos in from the page, see them checked, look at every section of it; on a phone too."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.ui.words_ko import common
from core.ui.words_ko import common as text_ko
from core.ui.words_ko import reference as t
from tests.browser.conftest import no_sideways_scroll, settle, shot

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _open(open_studio: Callable[..., Any], *look: Any, **at: str) -> Any:
    page = open_studio(*look, **at)
    page.get_by_role("link", name=text_ko.OWN_ADD).click()
    page.get_by_role("heading", name=common.REFERENCE, level=1).first.wait_for()
    settle(page)
    return page


def _view(page: Any, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()
    settle(page)


def zip_of(demo: Path) -> dict[str, object]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for group in ("group_1", "group_2"):
            for file in sorted((demo / "reference" / group).rglob("*.jpg")):
                archive.write(file, f"우리/{file.relative_to(demo / 'reference')}")
    return {"name": "우리 사진.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}


def test_a_zip_becomes_the_set_in_use_once_that_was_said_and_leads_to_its_review_and_credits(
    open_studio, new_studio, demo
):
    page = _open(open_studio, at=new_studio)
    page.get_by_text(t.DEMO_AID).first.wait_for()
    shot(page, "reference-first-wide")
    page.locator("input[type=file]").first.set_input_files([zip_of(demo)])
    page.get_by_label(t.SET_NAME).fill("우리 사진")
    page.get_by_role("button", name=t.LOAD_SET).click()
    page.get_by_role("button", name=t.DONE_REVIEW).first.wait_for(timeout=120_000)  # nobody touches the page meanwhile
    settle(page)
    assert page.get_by_test_id("stSidebar").get_by_text("우리 사진").count() == 0, "nothing switches by itself"
    shot(page, "reference-question-wide")
    page.get_by_role("button", name=t.USE_IMPORTED).click()
    page.get_by_test_id("stSidebar").get_by_text("우리 사진").wait_for()
    shot(page, "reference-sets-wide")
    page.get_by_role("button", name=t.DONE_REVIEW).first.click()
    settle(page)
    assert page.get_by_role("radio", name=t.REVIEW, exact=True).is_checked()
    _view(page, t.RIGHTS)
    page.get_by_role("heading", name=t.credits_title(64, 64)).wait_for()
    page.get_by_label(t.LICENCE, exact=True).fill("회사 소유")
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("button", name=t.fill_button(64)).click()
    page.get_by_role("heading", name=t.credits_title(64, 0)).wait_for()
    settle(page)
    shot(page, "reference-rights-wide")
    _view(page, t.COLLECT)
    page.get_by_role("button", name=t.START_COLLECT).wait_for()
    shot(page, "reference-collect-wide")
    _view(page, t.SETS)
    page.get_by_role("button", name=common.DELETE).first.click()
    page.get_by_role("button", name=common.DELETE_YES).click()
    page.get_by_text(t.deleted("우리 사진")).first.wait_for()


def test_a_path_that_was_wrong_stays_to_be_mended(open_studio):
    page = _open(open_studio)
    page.get_by_role("radio", name=t.FROM_FOLDER, exact=True).click()
    page.get_by_label(t.FOLDER_LABEL).fill("/없는/폴더")
    page.get_by_role("button", name=t.LOAD_SET).click()
    page.get_by_text("/없는/폴더").first.wait_for()
    page.get_by_role("button", name=text_ko.PUT_AWAY).first.wait_for()  # a toast may have one too
    settle(page)
    assert page.get_by_label(t.FOLDER_LABEL).input_value() == "/없는/폴더"
    page.get_by_label(t.FOLDER_LABEL).fill("/다른/폴더")


@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_sees_every_section_without_scrolling_sideways(open_studio, new_studio, dark):
    page = _open(open_studio, 420, dark, at=new_studio)
    for number, view in enumerate((t.SETS, t.COLLECT, t.REVIEW, t.RIGHTS, t.CATALOG)):
        _view(page, view)
        if number == 1:  # only the demo yet
            no_sideways_scroll(page)
            first = page.get_by_role("button", name=t.FIRST_SET)
            first.click()
            first.wait_for(state="detached")
            settle(page)
        no_sideways_scroll(page)
        shot(page, f"reference-{number}-narrow{'-dark' if dark else ''}")
