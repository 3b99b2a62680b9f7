"""Two people with a company's accounts, in two browsers: one lets the other in, and out again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.access.actor import LOCAL
from core.services.people import roles
from core.settings import Settings
from core.storage.people import People
from core.ui.words_ko import common, concept
from core.ui.words_ko import sign_in as t
from tests.browser.axe import Visit
from tests.browser.conftest import no_sideways_scroll, press_key, running_studio, settle, shot
from tests.support.provider import BOSS, MAIL, MINA, provider, write_secrets

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def company(tmp_path: Path) -> Iterator[tuple[str, str, Settings]]:
    with provider() as issuer:
        write_secrets(tmp_path / "secrets.toml", issuer)
        with running_studio(tmp_path, environment={"STUDIO_FIRST_ADMIN": MAIL}) as address:
            yield address, issuer, Settings(workspace=tmp_path / "workspace")


def sign_in(page: Any, sub: str) -> None:
    """From the studio's door to what is behind it."""
    page.get_by_role("button", name=t.SIGN_IN).click()
    page.locator("input[name=sub]").fill(sub)
    page.get_by_role("button", name="Authorize").click()


def test_one_lets_the_other_in_and_out_again(company: tuple[str, str, Settings], new_page: Callable[..., Any]) -> None:
    address, issuer, settings = company
    mina, boss = new_page(), new_page()
    wanted = "/concept?group=group_2&view=trend"  # asked for before this server has ever drawn a navigation
    for page, where in ((mina, wanted), (boss, "")):
        page.goto(f"{address}{where}")
        page.get_by_role("button", name=t.SIGN_IN).wait_for()
        assert page.get_by_test_id("stSidebarNav").count() == 0
    shot(mina, "sign-in")
    door, desk = Visit(mina, address), Visit(boss, address)
    door.look("door")
    sign_in(mina, MINA)
    mina.get_by_text(t.WAITING_TITLE).wait_for()
    shot(mina, "sign-in-waiting")

    sign_in(boss, BOSS)
    boss.get_by_role("button", name=t.who_waits(1)).click()  # at the side of the first page
    boss.get_by_text("이민아").wait_for()
    boss.get_by_role("combobox", name=t.ROLE_LABEL).click()
    boss.get_by_role("option", name=t.ROLE["viewer"]).click()
    boss.get_by_text(t.role_given("이민아", "viewer")).wait_for()
    settle(boss)
    no_sideways_scroll(boss)
    shot(boss, "people")
    press_key(boss, "radio", f"{t.SHELF['active']} 2", "Space")  # without a mouse, as the way back
    boss.get_by_text("이민아").first.wait_for()
    desk.look("people")
    press_key(boss, "button", t.REMOVE)
    boss.get_by_role("dialog").wait_for()
    press_key(boss, "button", common.CANCEL)
    boss.get_by_role("radio", name=t.SECTION["record"], exact=True).click()
    with boss.expect_download() as download:  # made when it is asked for, in a thread of Streamlit's
        boss.get_by_role("button", name=t.EXPORT).click()
    assert "people.change" in Path(download.value.path()).read_text("utf-8")

    mina.get_by_role("button", name=t.WAITING_AGAIN).click()  # the next click
    mina.get_by_text(concept.SAVE).wait_for()  # the page that was asked for
    settle(mina)
    assert mina.url == f"{address}{wanted}"
    assert mina.get_by_role("link", name=common.PEOPLE, exact=True).count() == 0
    assert mina.get_by_role("link", name=common.LINEUP, exact=True).count() == 0
    person = People(settings).find(issuer, MINA)
    assert person is not None
    title = mina.get_by_role("heading", level=1).first.inner_text()
    roles.remove(settings, LOCAL, person.id)
    mina.get_by_role("button", name=common.GLOSSARY).click()
    mina.get_by_text(t.WHY["ended"]).wait_for()
    assert mina.get_by_text(common.GLOSSARY_ITEMS[0][1]).count() == 0 and mina.get_by_text(title).count() == 0
    settle(mina)
    shot(mina, "sign-in-ended")

    boss.get_by_role("link", name=common.ACCOUNT, exact=True).click()
    boss.get_by_text(t.THIS_ONE).wait_for()
    settle(boss)
    shot(boss, "account")
    desk.look("account")
    assert [*door.wrong, *desk.wrong] == []
    boss.get_by_role("button", name=t.SIGN_OUT).click()
    boss.get_by_role("button", name="End session").click()  # at the provider, who sends her home
    boss.get_by_role("button", name=t.SIGN_IN).wait_for()
    assert all(one.ended for one in People(settings).sign_ins(_id(settings, issuer)))


def _id(settings: Settings, issuer: str) -> str:
    found = People(settings).find(issuer, BOSS)
    assert found is not None
    return found.id
