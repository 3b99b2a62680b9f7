"""A line-up is kept, varied, compared and handed out, by keyboard alone, on a desk and on a phone."""

from typing import Any

import pytest

from core.ui.words_ko import common
from core.ui.words_ko import projects as t
from tests.browser.conftest import no_sideways_scroll, settle, shot

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _press(page: Any, role: str, name: str, key: str = "Enter", *, last: bool = False) -> None:
    """As somebody without a mouse does."""
    found = page.get_by_role(role, name=name, exact=True)
    one = found.last if last else found.first
    one.wait_for()
    one.focus()
    page.keyboard.press(key)
    page.wait_for_timeout(300)  # the key is on its way
    settle(page)


def _look(page: Any, name: str) -> None:
    no_sideways_scroll(page)
    shot(page, name)


@pytest.mark.parametrize(
    ("width", "dark"), [pytest.param(1400, False, marks=pytest.mark.whole), (420, True)], ids=["desk", "phone"]
)
def test_a_line_up_is_kept_varied_compared_and_handed_out(
    open_studio: Any, new_studio: str, width: int, dark: bool
) -> None:
    page, mark = open_studio(width, dark, at=new_studio), f"{width}-{'dark' if dark else 'light'}"
    page.goto(f"{new_studio}/lineup_match")
    page.get_by_role("button", name=common.OPEN_DEMO).first.wait_for()
    page.get_by_role("button", name=common.OPEN_DEMO).first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=t.SAVE_TO).first.wait_for()
    settle(page)
    _press(page, "button", t.SAVE_TO)
    note = page.get_by_label(t.SAVE_NOTE)
    note.focus()
    page.keyboard.type("첫 회의")
    page.keyboard.press("Tab")
    settle(page)
    _press(page, "button", t.SAVE_GO, last=True)
    _press(page, "button", t.OPEN_SAVED)
    page.get_by_text(t.NO_PHOTOS).first.wait_for()
    assert page.get_by_text("첫 회의").count()
    _look(page, f"project-{mark}")
    _press(page, "radio", t.VIEWS["what_if"], " ")
    _press(page, "button", "연습생 6")
    page.get_by_role("button", name=t.SAVE_VARIANT).wait_for()
    _look(page, f"project-what-if-{mark}")
    _press(page, "button", t.SAVE_VARIANT)
    page.get_by_text(t.COMPOSED).first.wait_for()
    _press(page, "radio", t.VIEWS["compare"], " ")
    page.get_by_text(t.SHIFTS_TITLE).first.wait_for()
    _look(page, f"project-compare-{mark}")
    _press(page, "radio", t.VIEWS["report"], " ")
    _press(page, "button", t.MAKE_REPORT)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="내려받기").last.focus()
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(" v2.pdf")
    assert waiting.value.path().read_bytes().startswith(b"%PDF")
    _look(page, f"project-report-{mark}")
    page.goto(f"{new_studio}/projects")
    page.get_by_role("textbox", name=t.SEARCH).wait_for()
    settle(page)
    _look(page, f"projects-{mark}")
