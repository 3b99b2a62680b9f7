"""The names that the columns of news files go by: one table for every reader and format."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import isnan
from typing import Any

from core.text.html import characters
from core.text.korean import attach
from core.text.unicode import normal

# Our field -> its names, the surest first: of several columns of one field the first that is filled counts, and these
# are in the order of the table before they are in that of the file. Compared as `key` has them.
_NAMES = {
    "group": "group 그룹 그룹명 groupname 걸그룹 팀 팀명 team 가수 아티스트 artist 아이돌 idol",
    "title": (
        "title 제목 기사제목 뉴스제목 newstitle articletitle headline 헤드라인 타이틀 기사타이틀 기사명 뉴스명 subject"
    ),
    "body": (
        "body 본문 기사본문 본문내용 뉴스본문 articlebody 기사내용 내용 contentencoded content contents "
        "fulltext 전문 기사전문 뉴스내용 newscontent articlecontent articletext bodytext maintext text "
        "텍스트 description summary 요약 기사요약 본문요약 내용요약 요약문 contentsnippet snippet abstract "
        "excerpt lead 리드 발췌"
    ),
    "press": (
        "press 언론사 언론사명 매체 매체명 신문사 신문사명 방송사 매체사 media publisher outlet newspaper "
        "provider publication sourcename pressname medianame publishername 언론매체 언론사이름 제공처 "
        "제공사 출처 source"
    ),
    "date": (
        "date 일자 날짜 기사일자 기사날짜 보도일자 보도일 보도날짜 발행일 발행일자 발행날짜 게재일 "
        "게재일자 작성일 작성일자 등록일 등록일자 입력일 입력일자 뉴스일자 발행일시 게시일시 작성일시 "
        "등록일시 입력일시 보도일시 일시 발행시간 게시일 작성시간 등록시간 입력시간 기사입력 기사입력일 "
        "pubdate published publishedat publisheddate publishdate publicationdate datepublished dcdate "
        "datetime created createdat createddate regdate postdate newsdate articledate publishtime "
        "publishedtime updated timestamp time 기사등록일 기사작성일 기사발행일 보도시간 송고시간 송고일시 "
        "등록날짜 작성날짜 시간"
    ),
    "link": (
        "originallink 원문링크 원문주소 원문url link url 링크 주소 기사링크 기사주소 기사url articleurl "
        "newsurl weburl originalurl permalink 원본링크 원본주소 원본url 뉴스링크 링크주소 articlelink "
        "newslink href naverlink 네이버링크"
    ),
    "people": "인물 인물명 people persons",
    "organisations": "기관 기관명 organisations organizations",
    "places": "위치 위치명 places locations",
    "keywords": "키워드 keywords keyword tags 태그",
    "id": "뉴스식별자",
    "excluded": "분석제외여부 분석제외",
    "fictional": "fictional",
}
# What nobody misses: known, and of no use here.
_IGNORED = (
    "id no 번호 순번 연번 index level0 기고자 기자 기자명 author authors 작성자 byline 특성추출 분류 "
    "category 카테고리 섹션 section 언어 language 검색어 query urltoimage image imageurl thumbnail 이미지 "
    "조회수 댓글수 guid"
)
_PASSED_OVER = frozenset(_IGNORED.split())
_PASSED_PREFIXES = ("통합분류", "사건사고분류", "unnamed")
_PLACES = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names.split())}
_TOLD = ("body", "press", "date", "link")  # fields whose absence is said, with the columns that might have been them
_KOREAN = {"body": "본문", "press": "언론사", "date": "날짜", "link": "링크"}
_MAX_NAMED = 8
_LONGEST_NAME = 20  # characters, of a header in the midst of rows
# What programs write into a cell for nothing.
_EMPTY = "- nan none null (null) nil nat <na> n/a na undefined #n/a #value! #ref! #name? #null! #num! #div/0!"
_NOTHING = frozenset(_EMPTY.split())

Row = Mapping[str, Any]


class Columns:
    """Which field each cell of a row belongs to, by the header of its column."""

    def __init__(self, header: Sequence[object]) -> None:
        self.header = tuple(header)
        found: dict[str, list[tuple[int, int]]] = {}
        for index, name in enumerate(header):
            if (known := place(name)) is not None:
                found.setdefault(known[0], []).append((known[1], index))
        self._cells = {field: [index for _, index in sorted(places)] for field, places in found.items()}

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(self._cells)

    def row(self, cells: Sequence[object]) -> dict[str, Any]:
        """Field -> value, of several columns the first that is filled."""
        return {
            field: next((cells[index] for index in places if index < len(cells) and filled(cells[index])), None)
            for field, places in self._cells.items()
        }

    def again(self, cells: Sequence[object]) -> "Columns | None":
        """Another header, where this row is one: a file may be several put one behind the other."""
        at = self._cells["title"][0]
        cell = cells[at] if at < len(cells) else None
        # A name of any field, for the order may be another; most titles are longer than any name.
        if not isinstance(cell, str) or len(cell) > _LONGEST_NAME or place(cell) is None:
            return None
        other = Columns(cells)
        return other if "title" in other.fields and len(other.fields) >= min(2, len(self.fields)) else None


def best_header(rows: Iterable[Sequence[object]]) -> tuple[int, Columns] | None:
    """The row that names most fields, a title among them, and which it is; None where none names a title."""
    named = [(at, Columns(row)) for at, row in enumerate(rows)]
    named = [(at, columns) for at, columns in named if "title" in columns.fields]
    return max(named, key=lambda one: len(one[1].fields), default=None)


def by_name(row: Mapping[str, object]) -> dict[str, Any]:
    """The fields of a row that names its cells itself, as `Columns.row`."""
    found: dict[str, tuple[int, object]] = {}
    for name, value in row.items():
        known = place(name)
        if known is not None and filled(value) and (known[0] not in found or known[1] < found[known[0]][0]):
            found[known[0]] = known[1], value
    return {field: value for field, (_, value) in found.items()}


@lru_cache(maxsize=4096)
def _place(key: str) -> tuple[str, int] | None:
    return _PLACES.get(key)


def place(header: object) -> tuple[str, int] | None:
    """The field that a header names and the rank of that name, None where it names none.

    Spaces, marks, case and Unicode form do not matter: "기사 제목", "기사_제목", "제목(title)", "제목.1"."""
    text = normal(characters(header)[:200], "NFKC")
    bare, _, inside = text.partition("(")
    numbered = re.sub(r"[._ ]\d+$", "", text.strip())  # as pandas tells two columns of one name apart
    return next((known for name in (text, numbered, bare, inside) if (known := _place(key(name)))), None)


def key(header: str) -> str:
    """Letters and digits alone, in lower case."""
    return "".join(c for c in unicodedata.normalize("NFKC", header).casefold() if c.isalnum())


def filled(value: object) -> bool:
    """Does a cell hold something? "nan", "None" or "#N/A" is nothing."""
    if isinstance(value, float):
        return not isnan(value)
    if isinstance(value, str):
        bare = value.strip()
        return bool(bare) and bare.lower() not in _NOTHING
    return value is not None


def source_of(header: Iterable[object]) -> str:
    """Whose export has these columns, as in `Article.source`: "bigkinds", "naver", "file" for anybody's."""
    names = {key(characters(name)[:200]) for name in header}
    if names & {"뉴스식별자", "분석제외여부"}:
        return "bigkinds"
    return "naver" if names >= {"originallink", "pubdate"} else "file"


def about_columns(header: Iterable[object], fields: Iterable[str]) -> str:
    """Korean: which of what articles have the columns do not give, and which columns may have been it; "" if nothing
    is to be said."""
    missing = [field for field in _TOLD if field not in set(fields)]
    strange = unknown(header)
    if not missing or not (strange or "body" in missing):
        return ""
    only = " 제목만 읽었습니다." if "body" in missing else ""
    if not strange:
        return f"본문 열이 없습니다.{only}"
    which = attach(", ".join(_KOREAN[field] for field in missing), "으로/로")
    return f"{which} 알아볼 열이 없습니다.{only} 알아보지 못한 열: {_listed(strange)}."


def without_title(header: Iterable[object]) -> str:
    """Korean: that no column is the title, and which there are."""
    names = [name for name in _names(header) if name]
    seen = f" 파일에 있는 열: {_listed(names)}." if names else ""
    return f"제목(title) 열을 찾지 못했습니다.{seen} 제목 열의 이름을 '제목'이나 'title'로 적어 주세요."


def unknown(header: Iterable[object]) -> list[str]:
    """The headers that nobody understands, as they are written."""
    return [
        name
        for name in dict.fromkeys(_names(header))
        if (bare := key(name.partition("(")[0]))
        and bare not in _PASSED_OVER
        and not bare.startswith(_PASSED_PREFIXES)
        and place(name) is None
    ]


def _names(header: Iterable[object]) -> list[str]:
    return [" ".join(normal(characters(name)[:200]).split())[:30] for name in header]


def _listed(names: Sequence[str]) -> str:
    more = f" 외 {len(names) - _MAX_NAMED}개" if len(names) > _MAX_NAMED else ""
    return ", ".join(names[:_MAX_NAMED]) + more
