import re
from pathlib import Path

import pytest
import streamlit

from core.ui.words_ko.built_in import PHRASES, PLACES


def said(text: str) -> str:
    """As core/ui/frame/built_in.js does it."""
    found = next((p for p in PHRASES if re.fullmatch(p[0], text)), None)
    return re.sub(f"^(?:{found[0]})$", re.sub(r"\$(\d)", r"\\\1", found[1]), text) if found else text


@pytest.mark.parametrize(("english", "korean"), [
    ("Fullscreen: 연습생 1, 사진 2", "연습생 1, 사진 2 크게 보기"), ("Help for 그룹", "그룹 도움말"),
    ("400MB per file • ZIP", "한 파일에 400 MB까지 · ZIP"), ("Upload directories", "폴더 고르기"),
    ("Remove 여름", "여름 빼기"), ("image/gif files are not allowed.", "올릴 수 없는 종류의 파일입니다."),
    ("Select 12 matches", "맞는 것 12개 고르기"), ("year, 언제부터", "연도, 언제부터"),
    ("Today, 2026년 11월 29일 일요일 selected", "오늘, 2026년 11월 29일 일요일, 고름"),
    ("8 options available.", "고를 것이 8개 있습니다."), ("75th percentile", "아래에서 75 %"),
])  # fmt: skip
def test_streamlits_words_are_said_in_korean(english: str, korean: str) -> None:
    assert said(english) == korean


@pytest.mark.parametrize("text", ["연습생", "Searching", "My Upload", "Open it"])
def test_other_words_stay(text: str) -> None:
    assert said(text) == text


def test_every_phrase_becomes_korean_and_a_pattern_both_languages_read_alike() -> None:
    for pattern, ours in PHRASES:
        assert re.search("[가-힣]", ours) and re.compile(pattern)
        assert {int(n) for n in re.findall(r"\$(\d)", ours)} <= set(range(1, re.compile(pattern).groups + 1))


def test_every_place_is_one_that_streamlit_draws() -> None:
    scripts = (Path(streamlit.__file__).parent / "static/static/js").glob("*.js")
    drawn = b"".join(path.read_bytes() for path in scripts)
    places = re.findall(r'data-testid="(\w+)"', PLACES)
    assert len(places) > 10 and [name for name in places if name.encode() not in drawn] == []
