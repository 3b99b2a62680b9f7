"""What others said is found, answered and settled by keyboard, and a view handed to another browser, on a phone."""

import re
from pathlib import Path
from typing import Any

import pytest

from core.access.actor import LOCAL, Actor
from core.services.projects import plans
from core.services.sharing import comments
from core.settings import Settings
from core.sharing.comment import About
from core.storage.projects import Projects
from core.ui.words_ko import sharing as t
from tests.browser.conftest import look, press_key, settle, shot
from tests.support.versions import version

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MINA = Actor("mina", "이민아", "admin")
PEOPLE = {"가온": (0.2, 0.7, 0.1), "나래": (0.1, 0.8, 0.1), "다솜": (0.6, 0.2, 0.2)}


@pytest.mark.parametrize(
    ("width", "dark"), [pytest.param(1400, False, marks=pytest.mark.whole), (420, True)], ids=["desk", "phone"]
)
def test_a_comment_is_answered_and_a_view_handed_on(
    open_studio: Any, new_studio: str, tmp_path: Path, width: int, dark: bool
) -> None:
    settings, mark = Settings(workspace=tmp_path / "workspace"), f"{width}-{'dark' if dark else 'light'}"
    plan = plans.create(settings, LOCAL, "여름 데뷔")
    for _ in range(2):
        Projects(settings).save_version(plan.id, version(PEOPLE))
    comments.write(settings, MINA, plan.id, About("trainee", 1, "나래"), "**굵게**가 아니라 글자예요\n둘째 줄 <b>")
    comments.write(settings, MINA, plan.id, About("version", 2), "이 구성으로 가요")
    page = open_studio(width, dark, at=new_studio)
    if width < 640:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("button", name=t.new_in("여름 데뷔", 2, 0)).wait_for()
    shot(page, f"sharing-side-{mark}", whole=False)
    press_key(page, "button", t.new_in("여름 데뷔", 2, 0))
    page.get_by_text("이 구성으로 가요").wait_for()
    if width < 640:  # the menu does not stay over what it led to
        page.get_by_test_id("stSidebarCollapseButton").wait_for(state="hidden")
    settle(page)
    look(page, f"sharing-all-{mark}")
    assert not page.get_by_role("button", name=t.new_in("여름 데뷔", 2, 0)).count()
    assert page.get_by_text("**굵게**가 아니라 글자예요").count() and not comments.unread(settings, LOCAL)
    press_key(page, "button", t.SAY)
    page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
    page.keyboard.type("네, 그렇게 해요")
    page.wait_for_timeout(1_500)  # on file while it is typed
    settle(page)
    press_key(page, "button", t.SAY_GO)
    page.get_by_text("네, 그렇게 해요").first.wait_for()
    press_key(page, "button", t.RESOLVE)
    assert {one.text: one.resolved is not None for one in comments.comments(settings, LOCAL, plan.id)} == {
        "**굵게**가 아니라 글자예요\n둘째 줄 <b>": False, "이 구성으로 가요": True, "네, 그렇게 해요": False,
    }  # fmt: skip
    page.goto(f"{new_studio}/projects?project={plan.id}&view=lineup&version=1")
    page.get_by_text(t.COMMENTS_AID).wait_for()
    settle(page)
    press_key(page, "button", re.compile(rf"^{t.talk(1, 0)}"))
    page.get_by_text("둘째 줄 <b>").wait_for()
    look(page, f"sharing-trainee-{mark}")
    page.keyboard.press("Escape")
    press_key(page, "button", t.SHARE)
    press_key(page, "button", t.MAKE)
    address = page.get_by_test_id("stCode").first.inner_text().strip()
    look(page, f"sharing-link-{mark}")
    assert address.startswith(f"{new_studio}/projects?link=")
    other = open_studio(width, dark, at=new_studio)
    other.goto(address)
    other.get_by_text(t.COMMENTS_AID).wait_for()
    settle(other)
    assert "link=" not in other.url and "version=1" in other.url
    press_key(page, "button", t.REVOKE)
    other.goto(address)
    other.get_by_text("이 링크로는 열 수 없습니다").wait_for()
    settle(other)
    look(other, f"sharing-refused-{mark}")
