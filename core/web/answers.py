"""What a search service answered: JSON of the shape we know, or a sentence."""

import json
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Any

from core.errors import NewsError
from core.text.html import clean, decode
from core.web.fetcher import Answer, FetchError, busy

# Manners of the MediaWiki API, https://www.mediawiki.org/wiki/API:Etiquette.
MAXLAG_S = 5  # do not ask while their database copies lag more than this
_LATER = ("maxlag", "ratelimited", "readonly")
LIMIT = 8 * 2**20  # bytes of one page of results; 50 of Commons with all their texts are about 200 kB
_LONGEST = 300  # characters of a title or an author
_MARKUP = 8_000  # characters of markup: the parser takes the square of the time for tags that never end
_SPACES = re.compile(r"\s+")


def json_object(answer: Answer) -> dict[str, Any]:
    """The decoded body, {} where it is no JSON object. Korean servers may send CP949 whatever they declare."""
    try:
        found = json.loads(decode(answer.body))
    except (NewsError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def part(value: object, key: str) -> Any:
    """value[key] where value is a mapping that has it, else None: nothing about an answer is certain."""
    return value.get(key) if isinstance(value, Mapping) else None


def number(value: object) -> int:
    """A size in px, as a number or as text; 0 where it is neither."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def once_more(readable: Callable[[Answer], bool], later: Callable[[Answer], bool] = busy) -> Callable[[Answer], bool]:
    """For `Fetcher.get(again=...)` of one request: what is better asked later, and once an answer that should be good
    and cannot be read: a gateway's page, or one that broke off."""
    spare = [True]

    def again(answer: Answer) -> bool:
        return later(answer) or (answer.status == 200 and not readable(answer) and bool(spare) and spare.pop())

    return again


def mediawiki_lags(answer: Answer) -> bool:
    """The MediaWiki API says lag and rate limits as errors in an answer with status 200."""
    return busy(answer) or part(part(json_object(answer), "error"), "code") in _LATER


def only_here(error: FetchError) -> bool:
    """Has this one answer failed, so that another request may go well?"""
    return error.outcome not in ("busy", "forbidden", "offline")


def unreachable(service: str, error: FetchError) -> str:
    """Why a search gave up, as a sentence."""
    if error.outcome == "busy":
        return f"{service}에서 요청을 줄여 달라고 합니다. 몇 분 뒤에 이어서 모아 주세요."
    if error.outcome == "forbidden":
        return f"{service}의 주소가 허용되지 않은 곳으로 이어져 연결하지 않았습니다. 설정의 주소를 확인해 주세요."
    if error.outcome in ("offline", "slow", "cut"):
        return f"{service}에 연결하지 못했습니다. 인터넷 연결을 확인하고 이어서 모아 주세요."
    return f"{service}에 문제가 있어 검색하지 못했습니다. 잠시 뒤에 이어서 모아 주세요."


def plain(markup: object) -> str:
    """The text of a piece of HTML on one line; markup that is broken or hostile is only text too."""
    reader = _Text()
    reader.feed(str(markup or "")[:_MARKUP])
    reader.close()
    return _SPACES.sub(" ", clean("".join(reader.parts))).strip()[:_LONGEST]


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("script", "style"):
            self._hidden += 1
        elif tag in ("br", "p", "div", "li", "td", "tr"):
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
