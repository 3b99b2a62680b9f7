"""What a person does: open, upload, read the charts, open the concept. In Korean, in a real browser."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from core.ui.words_ko import common as t
from core.ui.words_ko import lineup as lineup_words
from core.ui.words_ko.concept import OTHER_WORD
from tests.browser.conftest import no_sideways_scroll, settle, shot
from tests.support.builders import present

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _upload(page: Any, demo: Path) -> None:
    page.get_by_role("button", name=t.OPEN_OWN).click()
    page.get_by_text(t.FILES_LABEL).first.wait_for()
    settle(page)
    files = [demo / "lineup" / f"trainee_{p}" / f"{n:02d}.jpg" for p in (1, 4) for n in (1, 2, 3)]
    payloads = [
        {"name": f"{f.parent.name}_{f.name}", "mimeType": "image/jpeg", "buffer": f.read_bytes()} for f in files
    ]
    broken = {"name": "깨진 사진_1.jpg", "mimeType": "image/jpeg", "buffer": b"this is text"}
    page.locator("input[type=file]").first.set_input_files([*payloads, broken])
    page.get_by_role("button", name=t.analyse_button(7)).click()
    page.get_by_role("button", name=lineup_words.FICTION_YES).click()
    page.get_by_role("button", name=t.SEE_PHOTOS).nth(2).wait_for()
    settle(page)


def test_upload_charts_concept(open_studio, demo):
    page = open_studio()
    failed = []
    page.on("response", lambda r: failed.append(r.url) if r.status >= 500 else None)
    assert "실존하지 않는 인물" in page.content()
    shot(page, "home-wide")
    _upload(page, demo)
    assert page.get_by_role("heading", level=1).inner_text() == t.lineup_title(t.OWN_LINEUP_TITLE, 3, 7)
    page.locator(".js-plotly-plot").nth(2).wait_for()
    assert page.locator(".js-plotly-plot").count() == 3  # the line-up's bars, the heat map, who looks like whom
    assert page.locator("img[alt*='trainee_']").count() >= 2
    shot(page, "lineup-wide")
    page.get_by_role("button", name=re.compile(t.SEE_CONCEPT)).click()
    page.get_by_role("heading", name=re.compile("의 컨셉")).wait_for()
    page.locator("svg g[data-word]:visible").first.wait_for()
    settle(page)
    words = page.locator("svg g[data-word]:visible").evaluate_all("gs => gs.map(g => g.dataset.word)")
    assert sum(bool(re.fullmatch("[가-힣]+", w)) for w in words) >= 10
    shot(page, "concept-wide")
    assert failed == []


def test_the_font_of_the_package_is_what_the_page_uses(open_studio):
    page = open_studio()
    settle(page)
    loaded = page.evaluate(
        "document.fonts.ready.then(f => [...f].filter(x => x.status == 'loaded').map(x => x.family))"
    )
    assert any("Noto Sans KR" in family or "Studio Sans" in family for family in loaded)


def _headings_step_down_and_pictures_have_words(page: Any) -> None:
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1])")
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))
    assert page.evaluate("[...document.images].filter(e => !e.alt).length") == 0


def test_names_are_corrected_undone_and_forgotten(open_studio, demo):
    page = open_studio()
    _upload(page, demo)
    _headings_step_down_and_pictures_have_words(page)
    page.get_by_role("button", name=t.SEE_PHOTOS).first.click()
    page.get_by_role("button", name=lineup_words.RENAME, exact=True).click()
    page.get_by_label(lineup_words.NEW_NAME).fill("김하늘")
    page.get_by_role("button", name=lineup_words.RENAME_GO).click()
    page.get_by_text("김하늘").first.wait_for()
    settle(page)
    page.get_by_role("heading", name=f"김하늘 · {t.SEE_PHOTOS}").wait_for()  # the dialog's own title
    page.get_by_role("dialog").get_by_role("button", name=t.PUT_AWAY).first.click()
    page.get_by_role("dialog").wait_for(state="detached")
    settle(page)
    page.get_by_role("button", name=t.UNDO).click()
    settle(page)
    page.get_by_text("김하늘").first.wait_for(state="detached")
    page.get_by_role("button", name=t.CLEAR_ALL).click()
    page.get_by_role("button", name=lineup_words.CLEAR_YES).click()
    page.get_by_role("button", name=t.OPEN_DEMO).wait_for()
    page.reload()
    page.get_by_role("button", name=t.OPEN_DEMO).wait_for()
    assert "trainee_" not in page.content(), "nothing of a line-up comes back"


@pytest.mark.parametrize("dark", [pytest.param(False, marks=pytest.mark.whole), True])
def test_a_phone_sees_everything_without_scrolling_sideways(open_studio, dark):
    page = open_studio(420, dark)
    name = "narrow-dark" if dark else "narrow"
    no_sideways_scroll(page)
    shot(page, f"home-{name}")
    page.get_by_role("button", name=t.OPEN_DEMO).click()
    page.get_by_role("button", name=t.SEE_PHOTOS).nth(5).wait_for()
    settle(page)
    no_sideways_scroll(page)
    shot(page, f"lineup-{name}")
    page.get_by_role("button", name=re.compile(t.SEE_CONCEPT)).click()
    page.locator("svg g[data-word]:visible").first.wait_for()
    settle(page)
    no_sideways_scroll(page)
    shot(page, f"concept-{name}")


def test_the_glossary_explains_the_words(open_studio):
    page = open_studio()
    page.get_by_role("button", name=t.GLOSSARY).click()
    page.get_by_role("dialog").get_by_text("재현성", exact=True).first.wait_for()


def test_a_page_opened_by_its_address_has_the_frame(open_studio, studio):
    page = open_studio()
    page.goto(f"{studio}/engines")
    page.get_by_role("heading", name=t.ENGINES, level=1).first.wait_for()
    assert page.get_by_role("link", name=t.LINEUP).count() >= 1


def test_a_tapped_bar_opens_its_word_again_after_another_was_read(open_studio, studio):
    page = open_studio()
    page.goto(f"{studio}/concept")
    page.locator("svg g[data-word]:visible").first.wait_for()
    settle(page)
    bars = page.locator(".js-plotly-plot .barlayer .point path")
    titles = page.get_by_text("나온 문장")

    def opened() -> str:
        settle(page)
        return str(titles.last.inner_text())

    before = opened()
    bars.nth(4).click(force=True)  # plotly listens on a layer above its bars
    tapped = opened()
    assert tapped != before and page.locator("mark").count() > 0
    page.get_by_role("combobox", name=OTHER_WORD).click()
    page.get_by_role("option", name=present(re.search("‘(.+?)’", before))[1], exact=True).click()
    assert opened() == before
    bars.nth(4).click(force=True)
    assert opened() == tapped
