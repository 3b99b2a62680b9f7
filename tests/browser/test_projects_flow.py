"""A line-up is kept, varied, compared and handed out, by keyboard alone, on a desk and on a phone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.access.actor import LOCAL
from core.projects.project import Board, BoardItem
from core.services.projects import plans
from core.settings import Settings
from core.storage.projects import Projects
from core.ui.words_ko import common
from core.ui.words_ko import projects as t
from tests.browser.conftest import look, press_key, settle
from tests.support.versions import BY, version

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
    press_key(page, "button", t.SAVE_TO)
    note = page.get_by_label(t.SAVE_NOTE)
    note.focus()
    page.keyboard.type("첫 회의")
    page.keyboard.press("Tab")
    settle(page)
    press_key(page, "button", t.SAVE_GO, last=True)
    press_key(page, "button", t.OPEN_SAVED)
    page.get_by_text(t.NO_PHOTOS).first.wait_for()
    assert page.get_by_text("첫 회의").count()
    look(page, f"project-{mark}")
    press_key(page, "radio", t.VIEWS["what_if"], " ")
    press_key(page, "button", "연습생 6")
    page.get_by_role("button", name=t.SAVE_VARIANT).wait_for()
    look(page, f"project-what-if-{mark}")
    press_key(page, "button", t.SAVE_VARIANT)
    page.get_by_text(t.COMPOSED).first.wait_for()
    press_key(page, "radio", t.VIEWS["compare"], " ")
    page.get_by_text(t.SHIFTS_TITLE).first.wait_for()
    look(page, f"project-compare-{mark}")
    press_key(page, "radio", t.VIEWS["report"], " ")
    press_key(page, "button", t.MAKE_REPORT)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="내려받기").last.focus()
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(" v2.pdf")
    assert waiting.value.path().read_bytes().startswith(b"%PDF")
    look(page, f"project-report-{mark}")
    page.goto(f"{new_studio}/projects")
    page.get_by_role("textbox", name=t.SEARCH).wait_for()
    settle(page)
    look(page, f"projects-{mark}")


def test_board_map_and_drafts_by_keyboard(new_page: Any, new_studio: str, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    settings = Settings(workspace=tmp_path / "workspace")
    plan = plans.create(settings, LOCAL, "여름 데뷔")
    items = tuple(BoardItem(f"{n}" * 8, "note", text) for n, text in enumerate(("가", "나", "다")))
    plan = plans.keep_board(settings, LOCAL, plan, Board(items))
    Projects(settings).save_version(plan.id, version({"하나": (0.7, 0.2, 0.1)}, judged=replace(BY, set_id="gone")))
    page = new_page(420, True)
    focused = "document.activeElement.innerText.split('\\n').pop() || document.activeElement.getAttribute('aria-label')"

    def at(said: str) -> str:
        page.wait_for_function(f"said => ({focused}) === said", arg=said)
        return "".join(item.text for item in plans.plan(settings, LOCAL, plan.id).board.items)

    def until(on_file: Callable[[], bool]) -> None:
        for _ in range(200):
            if on_file():
                return
            page.wait_for_timeout(50)
        pytest.fail("it is not on file")

    def press(said: str) -> None:
        """What has the keyboard."""
        at(said)
        page.keyboard.press("Enter")

    page.goto(f"{new_studio}/projects?project={plan.id}&view=board")
    page.get_by_role("button", name=t.ADD_NOTE).wait_for()
    settle(page)
    page.get_by_role("button", name=t.item(t.DOWN, 1), exact=True).focus()
    press(t.item(t.DOWN, 1))
    press(t.item(t.DOWN, 2))
    assert at(t.item(t.UP, 3)) == "나다가"
    press_key(page, "button", t.item(t.REMOVE, 1))
    assert at(t.UNDO) == "다가"
    press(t.UNDO)
    assert at(t.item(t.REMOVE, 1)) == "나다가"
    press_key(page, "button", t.ADD_COLOUR)
    at(t.ADD_COLOUR)
    press_key(page, "button", f"{t.colour(1)} 색 고르기")
    page.keyboard.press("Control+a")
    page.keyboard.type("112233")
    page.keyboard.press("Escape")
    until(lambda: plans.plan(settings, LOCAL, plan.id).board.colours == ("#112233",))
    settle(page)
    at(f"{t.colour(1)} 색 고르기")
    page.get_by_label(t.LINK, exact=True).focus()
    page.keyboard.type("https://example.com/무대")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    press(t.ADD_LINK)
    page.get_by_role("link", name="https://example.com/무대").wait_for()
    look(page, "project-board-420-dark")
    page.get_by_label(t.OWN_NOTE, exact=True).focus()
    page.keyboard.type("푸른 조명")
    at(t.OWN_NOTE)  # it is still being typed there
    until(lambda: plans.draft(settings, LOCAL, f"{plan.id}/board") == "푸른 조명")
    page.reload()
    page.get_by_text(t.DRAFT_KEPT).wait_for()
    settle(page)  # the box may follow its caption
    expect(page.get_by_label(t.OWN_NOTE, exact=True)).to_have_value("푸른 조명")
    settle(page)
    press_key(page, "radio", t.VIEWS["map"], " ")
    page.get_by_text(t.MAP_TITLE).first.wait_for()
    settle(page)
    table = page.locator("summary").last
    table.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=common.CSV).wait_for()
    look(page, "project-map-420-dark")
