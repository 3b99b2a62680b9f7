"""News services on this machine: Naver (old API and HUB), Google News and Wikipedia in their formats, and everything
that may go wrong with them.

with NewsServer({"있지 ITZY": [article(1)]}) as server:
    server.faults = ["500", "html"]  # each spent on one request, in this order
    settings = server.settings(get_settings())
"""

import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from typing import Any, ClassVar

from core.types import Article
from tests.support.fault_server import HUB_KEY, LEGACY_KEY, Answer, FaultHandler, FaultServer, Query, naver_page

HUB = {"naver_hub_key_id": "me", "naver_hub_key": HUB_KEY}
LEGACY = {"naver_client_id": "me", "naver_client_secret": LEGACY_KEY}
NAVER_OLD, NAVER_HUB, GOOGLE, WIKIPEDIA = "/v1/search/news.json", "/search/v1/news", "/rss/search", "/w/api.php"
# Of Naver, by API: (status, code). The texts are those of the documentation.
NAVER_ERRORS = {
    "key": ((401, "024", "Authentication failed"), (401, "200", "Authentication Failed")),
    "quota": ((429, "012", "Query limit exceeded"), (429, "410", "Quota Exceeded")),
    "query": ((400, "SE01", "Incorrect query request"), (400, "SE01", "Incorrect query request")),
    "naver_500": ((500, "SE99", "System Error"), (500, "SE99", "System Error")),
}
# A retry may better the first; the second came in a whole answer and is odd; the third ends a search at once.
PASSING = ("429", "429_later", "500", "slow", "cut", "cut_chunked", "cut_unsaid", "broken", "html", "empty")
ODD = ("cp949", "future")
ENDING = ("429_long", "to_private", "to_loopback", "to_foreign", "to_file")
LASTING = ("entities", "file_entity", "bytes", "huge", "gone")
TARGETS = {
    "to_private": "http://10.0.0.1/feed",
    "to_loopback": "http://127.0.0.1:9/feed",
    "to_foreign": "http://news.example.com/feed",
    "to_file": "file:///etc/passwd",
}


def article(number: int, day: date = date(2026, 3, 2), **more: Any) -> Article:
    """An article that is like no other."""
    own = {
        "group": "있지",
        "title": f'있지 컴백 {number} & "쇼케이스"',
        "body": f"<틴크러쉬> 무대 {number}",
        "press": f"press{number % 7}.example",
        "date": day,
        "link": f"https://press{number % 7}.example/{number}",
        "source": "naver",
        "at": datetime.combine(day, time(3, 0), UTC),  # noon in Korea
    }
    return Article(**{**own, **more})


class NewsServer(FaultServer):
    """articles: search phrase -> what it finds; pages: title -> extract in Wikipedia, "" for a page without text;
    redirects: title -> title. body: sent instead of every answer."""

    paths: ClassVar = {
        "naver_news_legacy": NAVER_OLD,
        "naver_news_hub": NAVER_HUB,
        "google_news": GOOGLE,
        "wikipedia_api": WIKIPEDIA,
    }

    def __init__(
        self,
        articles: Mapping[str, Sequence[Article]] | None = None,
        pages: Mapping[str, str] | None = None,
        redirects: Mapping[str, str] | None = None,
        slow_s: float = 1.0,
    ) -> None:
        super().__init__(_Handler, slow_s)
        self.articles, self.pages, self.redirects = dict(articles or {}), dict(pages or {}), dict(redirects or {})
        self.body: bytes | None = None

    def found(self, phrases: Sequence[str]) -> list[Article]:
        """Of any of the phrases, each link once, newest first."""
        found = {one.link or one.title: one for phrase in phrases for one in self.articles.get(phrase, ())}
        return sorted(found.values(), key=_moment, reverse=True)


def naver_answer(server: NewsServer, query: Query, late: bool = False) -> str:
    """As both of Naver's APIs answer; late: its clock runs ahead."""

    def marked(text: str) -> str:
        escaped = html.escape(text)
        for word in query["query"].split():
            escaped = escaped.replace(word, f"<b>{word}</b>")
        return escaped

    def item(rank: int, one: Article) -> dict[str, str]:
        return {
            "title": marked(one.title),
            "originallink": one.link,
            "link": f"https://n.news.naver.example/{rank}",
            "description": marked(one.body),
            "pubDate": _pub_date(one, timedelta(hours=9), late),
        }

    return json.dumps(naver_page(server.found([query.get("query", "")]), query, item), ensure_ascii=False)


def google_answer(server: NewsServer, query: Query, late: bool = False) -> str:
    """As the RSS of Google News: at most 100 items, a list of links for a description, the press behind the title."""
    asked = query["q"]
    days = {name: re.search(rf"\b{name}:(\S+)", asked) for name in ("after", "before", "when")}
    phrases = re.sub(r"\b(after|before|when):\S+", "", asked)
    found = server.found([phrase.strip("() ") for phrase in phrases.split(" OR ")])
    if after := days["after"]:
        found = [one for one in found if one.date and one.date >= date.fromisoformat(after[1])]
    if before := days["before"]:
        found = [one for one in found if one.date and one.date < date.fromisoformat(before[1])]
    items = []
    for one in found[:100]:
        link = f"https://news.google.example/rss/articles/{hashlib.sha1(one.link.encode()).hexdigest()}?oc=5"
        title, press = html.escape(one.title), html.escape(one.press)
        description = html.escape(f'<a href="{link}" target="_blank">{title}</a>&nbsp;<font>{press}</font>')
        items.append(
            f'<item><title>{title} - {press}</title><link>{link}</link><guid isPermaLink="false">{link[-12:]}</guid>'
            f"<pubDate>{_pub_date(one, timedelta(0), late)}</pubDate><description>{description}</description>"
            f'<source url="https://{press}">{press}</source></item>'
        )
    head = f"<generator>NFE/5.0</generator><title>{html.escape(asked)} - Google 뉴스</title><language>ko</language>"
    xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><rss version="2.0"><channel>'
    return f"{xml}{head}{''.join(items)}</channel></rss>"


def wikipedia_answer(server: NewsServer, query: Query, late: bool = False) -> str:
    """As action=query&prop=extracts&formatversion=2."""
    asked = query["titles"]
    title = server.redirects.get(asked, asked)
    page: dict[str, Any] = {"ns": 0, "title": title}
    if title in server.pages:
        page |= {"pageid": 7, "extract": server.pages[title]}
    else:
        page["missing"] = True
    moved = {"redirects": [{"from": asked, "to": title}]} if title != asked else {}
    return json.dumps({"batchcomplete": True, "query": {**moved, "pages": [page]}}, ensure_ascii=False)


_ANSWERS = {NAVER_OLD: naver_answer, NAVER_HUB: naver_answer, GOOGLE: google_answer, WIKIPEDIA: wikipedia_answer}


def _moment(one: Article) -> datetime:
    return one.at or datetime.combine(one.date or date(2026, 1, 1), time(3, 0), UTC)


def _pub_date(one: Article, zone: timedelta, late: bool) -> str:
    moment = _moment(one).replace(year=2099) if late else _moment(one)
    offset = f"{'+' if zone else ''}{zone.seconds // 3600:02d}00"
    text = format_datetime((moment + zone).replace(tzinfo=None))  # "... -0000"
    return text.replace("-0000", offset if zone else "GMT")


class _Handler(FaultHandler):
    service: NewsServer

    def reply(self, path: str, query: Query) -> None:
        fault = self.service.note(path, query)
        if path not in _ANSWERS:
            return self.send(404, b"")
        if path in (NAVER_OLD, NAVER_HUB) and (refused := self._naver_error(path == NAVER_HUB, fault)):
            return self.send(*refused)
        text = _ANSWERS[path](self.service, query, fault == "future")
        kind = "application/xml" if path == GOOGLE else "application/json"
        return self._fail(fault, text, {"Content-Type": f"{kind}; charset=utf-8"})

    def _naver_error(self, hub: bool, fault: str) -> tuple[int, bytes] | None:
        """The error of a wrong key or of a fault that is Naver's own, in the shape of the API that was asked."""
        fault = fault if self.has_naver_key(hub) else "key"
        if fault not in NAVER_ERRORS:
            return None
        status, code, message = NAVER_ERRORS[fault][hub]
        error = {"errorCode": code, "message": message, "details": message}
        return status, json.dumps({"error": error} if hub else {"errorMessage": message, "errorCode": code}).encode()

    def _fail(self, fault: str, text: str, headers: dict[str, str]) -> None:
        data = text.encode()
        page = b"<!DOCTYPE html><html><body>Service Unavailable</body></html>"
        bomb = b'<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'
        leak = bomb.replace(b'"lol"', b'SYSTEM "file:///etc/passwd"')
        whole: dict[str, Answer] = {
            "429": (429, b"", {}),
            "429_later": (429, b"", {"Retry-After": "2"}),
            "429_long": (429, b"", {"Retry-After": "86400"}),
            "500": (500, page, {"Content-Type": "text/html"}),
            "gone": (404, page, {"Content-Type": "text/html"}),
            "html": (200, page, {"Content-Type": "text/html"}),
            "empty": (200, b"", headers),
            "broken": (200, data[: len(data) // 2] + b'<"' + data[len(data) // 2 + 9 : -9], headers),
            "cut_unsaid": (200, data[: len(data) // 2], headers),
            "cp949": (200, text.encode("cp949", "xmlcharrefreplace"), headers),
            "entities": (200, bomb, headers),
            "file_entity": (200, leak, headers),
            "bytes": (200, bytes(range(256)) * 9, headers),
        }
        if self.service.body is not None:
            self.send(200, self.service.body, headers)
        elif fault in whole:
            self.send(*whole[fault])
        elif fault in TARGETS:
            self.send(302, b"", {"Location": TARGETS[fault]})
        elif fault in ("slow", "cut", "cut_chunked", "huge"):
            self.send_cut(fault, data, headers, len(data) // 2)
        else:
            assert fault in ("", "future"), f"nobody knows the fault {fault}"
            self.send(200, data, headers)
