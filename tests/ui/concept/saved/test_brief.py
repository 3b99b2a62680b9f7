import re
from dataclasses import replace

from core.ui.concept.saved.brief import Brief, Quote

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
    assert lines[3] == f"- [무드] “{QUOTE.text}” ({QUOTE.source}) {QUOTE.link}"
    assert lines[4:6] == ["앞에 오는 말: 밤하늘 8.1 · 기사 9건", "분류: 무드 지수 140 · 기사의 40 %"]
    assert lines[-2:] == list(BRIEF.rests)


def test_what_there_is_not_has_no_heading() -> None:
    bare = replace(BRIEF, quotes=(), words=(), facets=(), trend="")
    assert "흐름" not in bare.html("") and "앞에 오는 말" not in bare.html("") and "분류" not in bare.text()
