"""Well-known names of each kind, from the lexicon, and the patterns that names of that kind have."""

import re
from collections.abc import Iterator, Set
from typing import cast

from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.spans import PARTICLES, NameKind, NameSpan, places

_PARTICLE = rf"(?=(?:{'|'.join(PARTICLES)})?(?![가-힣]))"
_WORD = r"(?:[A-Za-z0-9&]+|[가-힣]{2,8})"
_COUNTED_BY = (
    *("빌보드", "오리콘", "아이튠즈", "써클", "가온", "한터", "멜론"),
    *("지니", "벅스", "스포티파이", "애플뮤직", "라인뮤직", "QQ뮤직"),
)
_COUNTED = (
    "월드와이드|글로벌|주간|월간|일간|데일리|위클리|실시간|메인|앨범|싱글|송|아티스트|소셜|디지털|종합|급상승|인기|K팝|월드|국내|해외|"
    r"톱\s?\d+|핫\s?\d+|차트|랭킹|[12]00"
)
# kind, what a text must hold, the name
_FORMS: tuple[tuple[NameKind, str, str], ...] = (
    ("agency", "엔터", rf"{_WORD}\s?엔터테인먼트|[A-Z]+\s?엔터|[가-힣]{{2,6}}엔터"),
    ("agency", "레이블", r"[A-Z]+\s?레이블|[가-힣]{2,6}레이블"),
    ("venue", "아레나", rf"{_WORD}\s?아레나"),
    ("venue", "돔", r"(?:[A-Z]+|[가-힣]{2,8}) ?돔"),
    ("venue", "체육관", r"[가-힣]{2,8}체육관"),
    ("venue", "경기장", r"[가-힣]{2,8}\s?경기장"),
    ("venue", "스타디움", rf"{_WORD}\s?스타디움"),
    ("venue", "홀", r"[가-힣A-Za-z0-9]{2,10}홀"),
    ("venue", "센터", r"[가-힣A-Za-z0-9]{3,10}센터"),
    ("award", "어워", rf"(?:{_WORD}\s?){{1,2}}어워[즈드]"),
    ("award", "대상", r"[가-힣]{2,6}(?:가요|연예|연기|음악|방송)대상"),
    ("award", "시상식", r"[가-힣A-Za-z]{2,8}시상식"),
    ("chart", "차트", r"[가-힣A-Za-z]{2,6}차트"),
    *(("chart", by, rf"{by}(?:\s?(?:{_COUNTED}))+") for by in _COUNTED_BY),
    ("venue", "킨텍스", r"[가-힣]{2}\s?킨텍스"),
    ("event", "페스티벌", r"[가-힣A-Za-z]{2,10}페스티벌"),
    ("event", "패션위크", r"[가-힣]{2,6}\s?패션위크"),
    ("broadcaster", "FM", r"(?:[A-Z]{2,5}\s?)?[가-힣]{2,4}\s?FM"),
    ("press", "일보", r"[가-힣]{2,4}일보"),
    ("press", "신문", r"[가-힣]{2,4}신문"),
)
_PATTERNS = [(kind, key, re.compile(rf"(?<![A-Za-z0-9가-힣])(?:{form}){_PARTICLE}")) for kind, key, form in _FORMS]


class KnownNames:
    """The lexicon's lists of names. `find` is pure."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._listed: dict[str, list[tuple[str, str, NameKind]]] = {}  # by their first two letters
        for kind, names in lexicon.known.items():
            for name in names:
                self._listed.setdefault(name[:2].lower(), []).append((name.lower(), name, cast(NameKind, kind)))

    def find(self, text: str, low: str, pairs: Set[str]) -> Iterator[NameSpan]:
        """Names in a text; low: the text in lower case; pairs: of its letters."""
        for pair in pairs & self._listed.keys():
            for lower, name, kind in self._listed[pair]:
                for start, end in places(lower, text, low):
                    yield NameSpan(start, end, name, "", kind)
        for kind, key, pattern in _PATTERNS:
            if key in text:
                for match in pattern.finditer(text):
                    name = match.group()
                    first, _, rest = name.partition(" ")  # 국내 엔터테인먼트 is no house, 음원 차트 none of the charts
                    if name.replace(" ", "") not in self._lexicon.joined and not (
                        rest and self._lexicon.is_word(first)
                    ):
                        yield NameSpan(*match.span(), name, "", kind)
