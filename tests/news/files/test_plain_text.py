"""Articles as text files, in the ways people save them."""

from datetime import date
from pathlib import Path

import pytest

from core.errors import NewsError
from core.news.files.plain_text import read
from core.news.load import load_bytes, load_file

TEXT = """있지, 새 앨범으로 돌아온다
언론사: 가람일보
날짜 : 2026. 3. 2.
링크: https://a.example/1
그룹: 있지

당당한 퍼포먼스를 예고했다.
장소: 서울
---
제목만 있는 기사
  ------
블랙핑크 월드 투어
본문이 곧바로 온다.
날짜: 2026-03-03
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_several_articles_of_one_file(encoding: str, line_end: str) -> None:
    first, second, third = read(TEXT.replace("\n", line_end).encode(encoding), "블랙핑크")
    assert (first.title, first.press, first.date) == ("있지, 새 앨범으로 돌아온다", "가람일보", date(2026, 3, 2))
    assert (first.group, first.link, first.source) == ("있지", "https://a.example/1", "file")
    assert first.body == "당당한 퍼포먼스를 예고했다.\n장소: 서울"
    assert (second.title, second.body, second.group) == ("제목만 있는 기사", "", "블랙핑크")
    assert (third.body, third.date) == ("본문이 곧바로 온다.\n날짜: 2026-03-03", None), (
        "labels stand below the title only"
    )


def test_a_text_without_a_title_keeps_every_word() -> None:
    text = "있지가 새 앨범으로 돌아온다. " * 30
    (article,) = read(text.encode(), "있지")
    assert article.body == text.strip() and article.title.startswith("있지가 새") and len(article.title) <= 61


def test_a_dash_in_a_line_separates_nothing() -> None:
    (article,) = read("제목 --- 부제\n본문 --- 계속\n-- 둘\n".encode())
    assert article.title == "제목 --- 부제" and article.body == "본문 --- 계속\n-- 둘"


def test_the_suffix_finds_the_reader_on_disk_and_in_memory(tmp_path: Path) -> None:
    (tmp_path / "기사.TXT").write_text(TEXT, encoding="utf-8")
    assert list(load_file(tmp_path / "기사.TXT", "g")) == list(load_bytes("기사.TXT", TEXT.encode(), "g"))
    with pytest.raises(NewsError, match=r"기사\.hwp.*\.txt"):
        load_bytes("기사.hwp", b"x")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"<!doctype html><html>", "HTML"), (b" \n", "비어"), (b"\x00\x01\x02\x03" * 40, "텍스트 파일이 아닙니다")],
)
def test_faults_of_a_text_are_one_korean_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(NewsError, match=sentence):
        read(data)
