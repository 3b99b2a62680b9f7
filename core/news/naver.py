"""Answers of Naver's news search, legacy and API HUB alike: the same body, other errors."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from core.errors import NewsError, instead_of
from core.news.days import korean_day, mail_moment
from core.news.reading import Reading, collected, read_bytes
from core.text.html import decode, looks_like_html, web_link
from core.text.markup import plain
from core.types import Article
from core.web.naver_api import error_code

_FIELDS = {"title", "originallink", "link", "description", "pubDate"}


def read(source: bytes | Path, group: str) -> Reading:
    """Articles of one saved answer; only a snippet of each body comes with it.

    Raises NewsError when the answer is an error, no JSON, or not of this shape."""
    data = read_bytes(source)
    if looks_like_html(data):
        raise NewsError("네이버 응답이 JSON이 아니라 웹 페이지(HTML)입니다. 잠시 뒤 다시 받아 주세요.")
    with instead_of((ValueError, RecursionError), NewsError("네이버 응답(JSON)이 깨져 있습니다. 다시 받아 주세요.")):
        answer = json.loads(decode(data))
    return parse(answer, group)


def is_answer(content: Any) -> bool:
    """Is a decoded JSON what the service answers, be it an error?"""
    if not isinstance(content, dict):
        return False
    items = content.get("items")
    if isinstance(items, list):
        # Others, too, call their rows so.
        return all(not isinstance(one, dict) or "originallink" in one or one.keys() <= _FIELDS for one in items[:50])
    return "items" in content or "errorCode" in content or "error" in content


def parse(answer: Any, group: str) -> Reading:
    """Articles of a decoded answer."""
    if code := error_code(answer):
        raise NewsError(f"네이버가 오류({code})를 돌려주었습니다. API 키와 하루 호출 한도를 확인해 주세요.")
    if not isinstance(answer, dict) or not isinstance(answer.get("items"), list):
        raise NewsError("네이버 뉴스 검색의 응답 형식이 아닙니다. 'items'가 있는 JSON인지 확인해 주세요.")
    fictional = answer.get("fictional") is True
    articles: list[Article] = []
    items = [item for item in answer["items"] if isinstance(item, dict)]
    for item in items:
        original, at = web_link(item.get("originallink")), mail_moment(item.get("pubDate"))
        articles.append(
            Article(
                group=group,
                title=_text(item.get("title")),
                body=_text(item.get("description")),
                press=_press(original),
                date=korean_day(at),
                link=original or web_link(item.get("link")),
                source="naver",
                fictional=fictional,
                at=at,
            )
        )
    return collected(articles, skipped=len(answer["items"]) - len(items))


def _text(value: object) -> str:
    return plain(value) if isinstance(value, str) else ""


def _press(link: str) -> str:
    """Naver names no press: the host of the original article stands for it."""
    host = urlsplit(link).hostname or "" if link else ""
    return host.removeprefix("www.")
