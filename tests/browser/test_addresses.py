"""Addresses in a real browser: they open a view, follow what is chosen, and Back leads to the one before."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from core.services.reference import sets as reference
from core.settings import Settings
from core.ui.words_ko import common
from core.ui.words_ko import concept as concept_t
from core.ui.words_ko import lineup as lineup_words
from core.ui.words_ko import reference as t
from core.ui.words_ko import training as training_t
from tests.browser.conftest import running_studio, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _codes(page: Any) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def _shown(page: Any, name: str) -> bool:
    """In the end: on a busy machine Back reaches the studio a moment after the page seems to be at rest."""
    from playwright.sync_api import expect

    expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked(timeout=30_000)
    return True


def _go(page: Any, name: str) -> None:
    page.get_by_test_id("stSidebar").get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", level=1).first.wait_for()
    settle(page)


def test_the_first_visitor_of_a_server_opens_a_view_by_its_address(tmp_path, new_page):
    with running_studio(tmp_path) as address:
        sets = Settings(workspace=tmp_path / "workspace")
        for name in ("하나", "둘"):
            reference.new_set(sets, name)
        other = reference.list_sources(sets)[-1]  # the first one is shown of itself
        page = new_page()
        page.goto(f"{address}/reference_data?view=rights&set={other.id}")
        page.get_by_role("heading", name=common.REFERENCE, level=1).first.wait_for()
        settle(page)
        assert _shown(page, t.RIGHTS) and _codes(page) == {"view": "rights", "set": other.id}
        assert page.get_by_label(t.WHICH).input_value() == other.name

        page.get_by_role("radio", name=t.REVIEW, exact=True).click()
        settle(page)
        assert _codes(page) == {"view": "review", "set": other.id}
        page.go_back()
        settle(page)
        assert _shown(page, t.RIGHTS) and _codes(page)["view"] == "rights"
        page.go_forward()
        settle(page)
        assert _shown(page, t.REVIEW) and _codes(page)["view"] == "review"

        _go(page, common.TRAINING)
        assert _codes(page) == {}, "codes of one page mean nothing on another"
        page.get_by_role("radio", name=training_t.COMPARE, exact=True).click()
        settle(page)
        assert _codes(page) == {"view": "compare"}
        _go(page, common.REFERENCE)
        assert _shown(page, t.REVIEW) and page.get_by_label(t.WHICH).input_value() == other.name
        page.wait_for_url("**view=review**")
        assert _codes(page) == {"view": "review", "set": other.id}, "it can be sent as it stands"
        page.go_back()
        settle(page)
        assert _shown(page, training_t.COMPARE) and _codes(page) == {"view": "compare"}
        page.go_forward()
        settle(page)
        assert _shown(page, t.REVIEW) and _codes(page) == {"view": "review", "set": other.id}

        page.get_by_role("radio", name=t.SETS, exact=True).click()
        settle(page)
        page.locator(f"[class*=st-key-set-rename-{other.id}] button").first.click()
        page.locator(f"[class*=st-key-set-name-{other.id}] input").fill("새 이름")
        page.keyboard.press("Tab")
        settle(page)
        page.locator(f"[class*=st-key-set-save-{other.id}] button").click()
        page.get_by_text(common.renamed(other.name, "새 이름")).first.wait_for()
        settle(page)
        assert page.get_by_label(t.WHICH).input_value() == "새 이름", "the box has the new words and the same choice"
        page.get_by_role("radio", name=t.COLLECT, exact=True).click()
        settle(page)
        assert page.get_by_label(t.WHICH).input_value() == "새 이름" and _codes(page)["set"] == other.id


def test_a_wrong_address_shows_the_page_as_it_begins(open_studio, studio):
    page = open_studio()
    page.goto(f"{studio}/training?view=없음&run=../../x&section=%00")
    page.get_by_role("heading", name=common.TRAINING, level=1).first.wait_for()
    settle(page)
    assert _shown(page, training_t.VIEWS["train"]) and _codes(page) == {}
    assert not page.get_by_test_id("stAlertContentError").count()


def test_a_view_of_a_concept_is_sent_and_filters_stay(open_studio, studio):
    page = open_studio()
    page.goto(f"{studio}/concept?group=group_2&analyzer=kiwi&view=trend")
    page.get_by_role("heading", level=1).first.wait_for()
    page.get_by_text(concept_t.SAVE_AID).first.wait_for(timeout=120_000)
    settle(page)
    assert _shown(page, concept_t.TREND)
    assert _codes(page) == {"group": "group_2", "analyzer": "kiwi", "view": "trend"}
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("radio", name=concept_t.VERSUS, exact=True).click()
    settle(page)
    assert _codes(page)["view"] == "versus"
    page.go_back()
    settle(page)
    assert _shown(page, concept_t.TREND) and page.get_by_role("heading", level=1).inner_text() == title


def test_back_from_another_page_leads_to_the_view(open_studio, studio):
    page = open_studio()
    page.goto(f"{studio}/concept?group=group_2&analyzer=kiwi&view=trend")
    page.get_by_text(concept_t.SAVE_AID).first.wait_for(timeout=120_000)
    settle(page)
    title = page.get_by_role("heading", level=1).inner_text()
    _go(page, common.HOME)
    assert _codes(page) == {}
    page.go_back()
    settle(page)
    assert _shown(page, concept_t.TREND) and page.get_by_role("heading", level=1).inner_text() == title


def test_clear_forgets_keys_and_views_and_quick_clicks_end_at_the_last(open_studio, new_studio):
    page = open_studio(at=new_studio)
    page.goto(f"{new_studio}/reference_data?view=collect")
    first = page.get_by_role("button", name=t.FIRST_SET)
    first.click()
    first.wait_for(state="detached")
    settle(page)
    page.get_by_role("radio", name="네이버", exact=False).first.click()
    settle(page)
    page.get_by_label(t.KEY_LABELS["naver_hub_key"], exact=True).fill("key-4417")
    page.keyboard.press("Tab")
    settle(page)
    for name in (t.REVIEW, t.RIGHTS, t.SETS, t.COLLECT):
        page.get_by_role("radio", name=name, exact=True).click()
    settle(page)
    page.wait_for_url("**view=collect")
    assert _shown(page, t.COLLECT)
    page.get_by_role("radio", name="네이버", exact=False).first.click()
    settle(page)
    assert page.get_by_label(t.KEY_LABELS["naver_hub_key"], exact=True).input_value() == "key-4417"
    assert "4417" not in page.url

    _go(page, common.LINEUP)
    page.get_by_role("button", name=common.OPEN_DEMO).click()
    page.get_by_role("button", name=common.CLEAR_ALL).click(timeout=120_000)
    page.get_by_role("button", name=lineup_words.CLEAR_YES).click()
    page.get_by_role("button", name=common.OPEN_DEMO).wait_for()
    settle(page)
    _go(page, common.REFERENCE)
    assert _shown(page, t.SETS) and _codes(page) == {}
    page.get_by_role("radio", name=t.COLLECT, exact=True).click()
    settle(page)
    page.get_by_role("radio", name="네이버", exact=False).first.click()
    settle(page)
    assert page.get_by_label(t.KEY_LABELS["naver_hub_key"], exact=True).input_value() == ""
