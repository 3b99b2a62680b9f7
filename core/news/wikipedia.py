"""Korean Wikipedia as background of a group. Kept apart from news: it describes a group, news report on it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from core.errors import NewsError
from core.settings import Settings
from core.text.html import clean
from core.web.answers import LIMIT, MAXLAG_S, json_object, mediawiki_lags, once_more, part, unreachable
from core.web.fetcher import Fetcher, FetchError

LICENCE = "CC BY-SA 4.0"
MAX_TEXT = 1_500  # characters
_SERVICE = "위키백과"
_SHORT = 600  # characters; a page that only tells names apart is no longer
_HEADING = re.compile(r"^=+.*=+$", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?。](?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Background:
    """The beginning of an article. text: plain, ends with a sentence; licence: asks for `credit` beside the text."""

    title: str
    text: str
    link: str
    licence: str = LICENCE

    @property
    def credit(self) -> str:
        return f"위키백과 '{self.title}' 문서와 그 기여자, {self.licence}"


def background(settings: Settings, fetcher: Fetcher, titles: Sequence[str]) -> Background | None:
    """Of the first title that has an article; None where none has. Raises NewsError, and Stopped of the fetcher."""
    for title in titles:
        page = _page(settings.wikipedia_api, fetcher, title)
        text = _beginning(clean(_HEADING.sub("", str(part(page, "extract") or ""))))
        if text and not _tells_apart(page, text):
            found = clean(part(page, "title")) or title
            return Background(found, text, _link(settings.wikipedia_api, found))
    return None


def _page(api: str, fetcher: Fetcher, title: str) -> Mapping[str, Any]:
    """What the encyclopedia has under a title, redirects followed; without an extract where it has nothing."""
    params: dict[str, str | int] = {
        "action": "query",
        "prop": "extracts|pageprops",
        "ppprop": "disambiguation",
        "explaintext": 1,
        "redirects": 1,
        "format": "json",
        "formatversion": 2,
        "maxlag": MAXLAG_S,
        "titles": title.replace("|", " "),
    }
    try:
        answer = fetcher.get(api, LIMIT, params=params, again=once_more(lambda a: bool(json_object(a)), mediawiki_lags))
    except FetchError as error:
        raise NewsError(unreachable(_SERVICE, error)) from None
    found = json_object(answer)
    if answer.status != 200 or not ("query" in found or "batchcomplete" in found):
        code = str(part(part(found, "error"), "code") or answer.status)[:40]
        raise NewsError(f"{_SERVICE}의 응답을 읽을 수 없습니다({code}). 잠시 뒤에 다시 시도해 주세요.")
    pages = part(part(found, "query"), "pages")
    first = pages[0] if isinstance(pages, list) and pages else {}
    return first if isinstance(first, dict) else {}


def _tells_apart(page: Mapping[str, Any], text: str) -> bool:
    """Is it a list of things of one name?"""
    marked = part(part(page, "pageprops"), "disambiguation") is not None
    return marked or (len(text) < _SHORT and ("동음이의" in text or "다음을 가리" in text))


def _beginning(text: str) -> str:
    """At most MAX_TEXT characters, cut behind a sentence."""
    text = re.sub(r"\n{2,}", "\n", text).strip()
    if len(text) <= MAX_TEXT:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, MAX_TEXT)]
    return text[: ends[-1]].strip() if ends else f"{text[:MAX_TEXT].rstrip()}…"


def _link(api: str, title: str) -> str:
    parts = urlsplit(api)
    return f"{parts.scheme}://{parts.netloc}/wiki/{quote(title.replace(' ', '_'))}"
