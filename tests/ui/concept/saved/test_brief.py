import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from core.catalog import Catalog, Group
from core.keywords.analyzers.token_cache import MemoryTokenCache
from core.keywords.corpus import prepare
from core.services.concept.concept import build_concept
from core.ui.concept.data import ShownConcept
from core.ui.concept.saved.brief import LONGEST, NAME, Brief, Quote, brief, sheet
from core.ui.kit.export import safe_cell
from tests.support.news_material import Splitter, numbered

QUOTE = Quote("무드", "<b>차가운</b> 밤 & 새벽", "가람일보 · 2026-03-02 · 기사 2건", 'https://garam.kr/1?a=1&b="2')
BRIEF = Brief(
    "<여섯별>의 컨셉", "밤하늘이 앞에 섭니다", "무드에는 밤하늘이 있습니다.", (QUOTE,), (("밤하늘", "8.1 · 기사 9건"),),
    (("무드", "지수 140 · 기사의 40 %"),), "‘밤하늘’은 3월에 가장 자주 나왔습니다", ("근거: 기사 9건", "빼는 말: 새싹"),
)  # fmt: skip


def test_the_sheet_is_one_file_that_asks_for_nothing_and_runs_nothing() -> None:
    page = BRIEF.html("<svg></svg>")
    assert "default-src 'none'" in page and "size:A4" in page and '<html lang="ko">' in page
    assert not re.search(r"<(?:script|link|img|iframe|b>차)|@import|url\(|\son\w+=", page)
    assert "&lt;여섯별&gt;" in page and "&lt;b&gt;차가운&lt;/b&gt; 밤 &amp; 새벽" in page
    assert page.count("<a ") == 1 and 'href="https://garam.kr/1?a=1&amp;b=&quot;2"' in page
    for said in (BRIEF.headline, BRIEF.said, QUOTE.source, "8.1 · 기사 9건", "지수 140", BRIEF.trend, *BRIEF.rests):
        assert said in page, said


def test_the_text_says_the_same() -> None:
    lines = BRIEF.text().split("\n")
    assert lines[:3] == [BRIEF.title, BRIEF.headline, BRIEF.said]
    assert lines[3] == f"· [무드] “{QUOTE.text}” ({QUOTE.source}) {QUOTE.link}"
    assert lines[4:6] == ["앞에 오는 말: 밤하늘 8.1 · 기사 9건", "분류: 무드 지수 140 · 기사의 40 %"]
    assert lines[-2:] == list(BRIEF.rests)


def test_what_there_is_not_has_no_heading() -> None:
    bare = replace(BRIEF, quotes=(), words=(), facets=(), trend="")
    assert "흐름" not in bare.html("") and "앞에 오는 말" not in bare.html("") and "분류" not in bare.text()


ATTACKS = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "closed": "</li></ul></body><iframe src=https://evil.example></iframe>",
    "markdown": "[여기](javascript:alert(1)) ![그림](https://evil.example/x.png) **굵게** `코드`",
    "formula": "=cmd|'/c calc'!A0",
    "turned": "\u202egnp.exe\u2066 앞뒤\u200f",
    "lines": "한 줄\n\n두 줄\r\n=1+1\t끝",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt;&#x202e;",
    "long": "긴말" * 2_500,
}
LINKS = (
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "https://a.example/\" onclick=\"alert(1)",
    "https://a.example/\u202egnp", "//evil.example", "https://ok.example/?a=1&b='\"<b>",
)  # fmt: skip


class _Page(HTMLParser):
    """The tags of a page, the addresses in it and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.said = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.said += data


def _shown(attack: str, name: str = "여섯별") -> tuple[ShownConcept, dict[str, Group]]:
    """News whose titles, sentences, presses and addresses are all hostile."""
    named = {"g": name, "h": "두물"}
    groups = {id: Group(id, n, named[id], "", "#112233", (), (), (), "") for n, id in enumerate(named)}
    said = [
        replace(
            numbered("g", n, f"{name} 음악은 몽환 신스 사운드 매력 {n * 7919} {attack}. 밤하늘 {n}차 무대"),
            title=f"{attack} {name} {n}", press=f"{attack}일보", link=LINKS[n % len(LINKS)],
        )
        for n in range(12)
    ]  # fmt: skip
    beside = [numbered("h", n, f"두물 골목 비트 가죽 {n * 104729} 공개") for n in range(12)]
    prepare.forget()
    news = {"g": said, "h": beside}
    concept = build_concept("g", news, Splitter(), MemoryTokenCache(), catalog=Catalog(tuple(groups.values())))
    words = tuple(k.word for k in concept.keywords)
    return ShownConcept(name, "#112233", concept.summary, words, words[:3], (concept,), attack), groups


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_news_stays_text_on_one_sheet(attack: str) -> None:
    shown, groups = _shown(ATTACKS[attack])
    made = brief(shown, groups)
    assert made.quotes, "there is something to attack"
    page = _Page(made.html("<svg></svg>"))
    plain = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "b", "ul", "li", "small", "br", "div"}
    assert set(page.tags) <= plain | {"svg", "table", "tr", "td", "a"}
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert {value for name, value in page.attributes if name in ("href", "src")} <= {LINKS[-1]}
    lines, sections = made.text().split("\n"), (made.headline, made.said, made.words, made.facets, made.trend)
    assert len(lines) == 1 + sum(map(bool, sections)) + len(made.quotes) + len(made.rests)
    for text in (page.said, *lines):
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
    assert all(safe_cell(one) == one for one in lines), "nothing that a spreadsheet runs"
    assert max(map(len, (q.text for q in made.quotes))) <= LONGEST and max(len(q.source) for q in made.quotes) <= NAME


@pytest.mark.parametrize("name", ["=1+1", "<b>별</b>", "\u202e별"])
def test_a_group_with_a_hostile_name_has_its_brief(name: str) -> None:
    made = brief(*_shown("소식", name))
    assert _Page(made.html("")).tags.count("b") == _Page(brief(*_shown("소식")).html("")).tags.count("b")
    assert not made.text().startswith("=") and "\u202e" not in made.text() + made.html("")


@pytest.mark.slow
def test_a_hostile_press_has_a_picture_on_its_sheet() -> None:
    page = sheet(*_shown("".join(ATTACKS.values()))).decode()
    assert "<svg" in page and not re.search("<script|<iframe|<image|[\u202a-\u202e\u2066-\u2069]", page)
