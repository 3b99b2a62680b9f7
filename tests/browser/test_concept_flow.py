"""The concept page by mouse, keyboard and thumb: every word leads to its sentences, and what is seen can be saved."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from core.ui.words_ko import common as text_ko
from core.ui.words_ko import concept as t
from tests.browser.conftest import settle, shot
from tests.support.builders import present

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def concept(open_studio, studio):
    def open_concept(width: int = 1400, dark: bool = False) -> Any:
        page = open_studio(width, dark)
        page.goto(f"{studio}/concept?analyzer=kiwi")  # starts faster than the Java machine
        page.locator("svg g[data-word]:visible").first.wait_for()
        settle(page)
        return page

    return open_concept


def _read(page: Any) -> str:
    """The word whose sentences are shown, once whatever was clicked has been answered."""
    page.wait_for_timeout(500)  # the click is on its way
    settle(page)
    return present(re.search("‘(.+?)’", page.locator(".st-key-concept-panel h2").inner_text()))[1]


def _words(page: Any) -> Any:
    return page.locator("svg g[data-word]:visible")


def _view(page: Any, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()
    settle(page)


def _saved(page: Any, label: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label).click()
    assert "한빛결 2026-" in waiting.value.suggested_filename
    saved: Path = waiting.value.path()
    return saved.read_bytes()


def test_a_word_is_opened_by_mouse_by_keyboard_and_from_the_summary(concept):
    page = concept()
    mouse = _words(page).nth(3).get_attribute("data-word")
    _words(page).nth(3).scroll_into_view_if_needed()
    where = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    _words(page).nth(3).locator("rect").click()
    assert _read(page) == mouse
    assert page.locator(".st-key-concept-panel mark").first.inner_text()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == where  # nobody is moved
    _words(page).nth(3).focus()
    page.keyboard.press("ArrowRight")
    keyed = page.evaluate(
        "[...document.querySelectorAll('*')].map(e => e.shadowRoot?.activeElement).find(Boolean).dataset.word"
    )
    assert keyed == _words(page).nth(4).get_attribute("data-word") != mouse
    page.keyboard.press("Enter")
    assert _read(page) == keyed
    assert _words(page).nth(4).get_attribute("aria-pressed") == "true"
    assert "두드러짐" in _words(page).nth(4).get_attribute("aria-label")
    said = page.locator("button.word").last
    said.click()
    assert _read(page) == said.get_attribute("data-word")


def test_the_cloud_is_one_stop_for_the_tab_key_and_lies_within_its_frame(concept):
    page = concept()
    assert page.locator(".wide svg").is_visible(), "at 1400 px the cloud of a wide screen"
    words, kinds = (page.locator(f".wide {part}").count() for part in ("g[data-word]", ".legend button"))
    for number in range(kinds):
        page.locator(".wide .legend button").nth(number).click()
        assert 0 < page.locator(".wide g.away").count() < words, "each kind of the legend has words here"
    assert page.locator("svg g[data-word][tabindex='0']:visible").count() == 1
    outside = page.locator(".wide svg").evaluate(
        "s => { const f = s.getBoundingClientRect(); return [...s.querySelectorAll('text')].filter(t => {"
        " const b = t.getBBox(), m = t.getScreenCTM(), x = b.x * m.a + m.e; return x < f.left - 2 ||"
        " x + b.width * m.a > f.right + 2; }).length }"
    )
    assert outside == 0


def test_the_chosen_word_stays_through_the_views_and_every_chart_answers_a_tap(concept):
    page = concept()
    _words(page).nth(2).locator("rect").click()
    word = _read(page)
    for name in (t.FACETS, t.TREND, t.NETWORK, t.VERSUS):
        _view(page, name)
        assert _read(page) == word, name
    opened = set()
    for name, mark in (
        (t.NETWORK, ".scatterlayer .point"),
        (t.VERSUS, ".scatterlayer .point"),
        (t.WORDS, ".barlayer .point path"),
    ):
        _view(page, name)
        page.locator(mark).last.click(force=True)  # plotly listens on a layer above its marks
        opened.add(_read(page))
    _view(page, t.TREND)
    assert "%" in page.locator(".js-plotly-plot").first.inner_text()
    assert word not in opened and len(opened) >= 2


def test_filters_change_the_counts_and_are_taken_back(concept):
    page = concept()

    def counted() -> int:
        page.wait_for_timeout(500)
        settle(page)
        return int(
            present(re.search(r"기사 (\d+)건 · 중복", page.locator("main, [data-testid=stMain]").first.inner_text()))[1]
        )

    before = counted()
    page.get_by_role("button", name=t.FILTER).click()
    page.get_by_label(t.PRESSES).click()
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")  # an open list hides the rest of the page from assistive technology
    assert 0 < counted() < before
    assert page.get_by_text(f"기사 {before}건 가운데").count() == 1
    assert page.get_by_role("button", name=t.filter_label(1)).count() == 1
    if not page.get_by_role("button", name=t.RESET).is_visible():
        page.get_by_role("button", name=t.FILTER).click()
    page.get_by_role("button", name=t.RESET).click()
    page.get_by_text(t.remaining(before, before)).first.wait_for()
    assert counted() == before


def test_what_is_seen_is_saved_as_csv_workbook_and_pictures(concept):
    page = concept()
    rows = list(csv.reader(io.StringIO(_saved(page, t.CSV_WORDS).decode("utf-8-sig"))))
    assert rows[0] == list(t.COLUMNS_WORDS) and len(rows) > 20
    book = load_workbook(io.BytesIO(_saved(page, t.XLSX)), read_only=True)
    assert book.sheetnames == [t.WORDS, t.SENTENCE, t.FACETS, t.TREND, t.RISING, t.WORN, t.PRESSES, t.PROVENANCE]
    assert next(book[t.WORDS].iter_rows(min_row=2, max_row=2, values_only=True))[0] == rows[1][0]
    assert rows[1][0] in str(next(book[t.SENTENCE].iter_rows(min_row=2, max_row=2, values_only=True))[2])
    assert _saved(page, t.PNG).startswith(b"\x89PNG")
    assert rows[1][0].encode() in _saved(page, t.SVG)
    chart = _saved(page, f"{text_ko.PICTURE_TEXTS['save']} SVG").decode()
    assert rows[1][0] in chart and t.FICTIONAL_NEWS in chart and "한빛결을 가르는 말" in chart
    assert _saved(page, f"{text_ko.PICTURE_TEXTS['save']} PNG").startswith(b"\x89PNG")
    assert "기사 " in _saved(page, t.TEXT).decode()
    assert "<h1>" in _saved(page, t.SHEET).decode()


@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_reads_every_view_without_scrolling_sideways(concept, dark):
    page = concept(420, dark)
    assert page.locator(".narrow svg").is_visible() and not page.locator(".wide svg").is_visible()
    for name in (t.WORDS, t.FACETS, t.TREND, t.NETWORK, t.VERSUS, t.ARTICLES, t.LEXICON):
        _view(page, name)
        wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= seen, name
        shot(page, f"concept-{name.replace(' ', '-')}-narrow{'-dark' if dark else ''}")
    _view(page, t.WORDS)
    _words(page).nth(1).locator("rect").click()
    word = _read(page)
    jump = page.locator("a.jump")
    assert jump.is_visible() and word in jump.inner_text()
    jump.click()
    page.wait_for_timeout(600)
    assert 0 <= page.locator(".st-key-concept-panel h2").bounding_box()["y"] < 500


def test_the_line_up_leads_to_its_own_mix(open_studio):
    page = open_studio()
    page.get_by_role("button", name=text_ko.OPEN_DEMO).click()
    page.get_by_role("button", name=text_ko.SEE_MIX).click()
    page.get_by_role("heading", name=t.MIX_TITLE).first.wait_for()
    _words(page).first.wait_for(timeout=120_000)
    settle(page)
    assert page.get_by_role("radio", name=t.TREND).count() == 0  # a mix has words and facets
    _words(page).nth(1).locator("rect").click()
    assert _read(page) == _words(page).nth(1).get_attribute("data-word")
    assert page.locator(".st-key-concept-panel strong").count() > 0  # whose sentence it is
    _view(page, t.FACETS)
    assert t.MIX_NAME in page.locator(".js-plotly-plot").first.inner_text()
    shot(page, "concept-mix-facets")
