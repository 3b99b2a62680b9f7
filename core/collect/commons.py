"""Photos of Wikimedia Commons with their authors and licences, through the MediaWiki API. No key.

https://www.mediawiki.org/wiki/API:Imageinfo and https://www.mediawiki.org/wiki/API:Etiquette."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from core.errors import CollectError
from core.settings import Settings
from core.text.html import web_link
from core.types import Candidate
from core.web.answers import LIMIT, MAXLAG_S, json_object, mediawiki_lags, number, part, plain, unreachable
from core.web.fetcher import Fetcher, FetchError

# One of the widths that Wikimedia keeps ready (any other is refused), the nearest above the 1,600 px we keep.
WIDTH = 1920
PAGE = 50
_MIMES = frozenset({"image/jpeg", "image/png", "image/webp"})
_CATEGORY = ("category:", "분류:")
_SERVICE = "위키미디어 공용"


class Commons:
    """The default source. A query that begins with "Category:" or "분류:" lists that category, others are searched."""

    name = "commons"

    def __init__(self, settings: Settings, fetcher: Fetcher) -> None:
        self._api, self._fetcher = settings.commons_api, fetcher

    def search(self, query: str) -> Iterator[Candidate]:
        """Best first. Raises CollectError, and Stopped of the fetcher."""
        further: dict[str, str | int] = {}
        while True:
            answer = self._ask({**_query_params(query), **further})
            pages = part(part(answer, "query"), "pages")
            found = [page for page in pages if isinstance(page, dict)] if isinstance(pages, list) else []
            # By page number as they come; `index` is their rank in the search.
            for page in sorted(found, key=lambda page: number(page.get("index"))):
                candidate = _candidate(page)
                if candidate is not None:
                    yield candidate
            following = part(answer, "continue")
            if not isinstance(following, dict):
                return
            again = {key: value for key, value in following.items() if isinstance(value, str | int)}
            if not again or again == further:  # it would go on for ever
                return
            further = again

    def _ask(self, params: Mapping[str, str | int]) -> dict[str, Any]:
        try:
            answer = self._fetcher.get(self._api, LIMIT, params=params, again=mediawiki_lags)
        except FetchError as error:
            raise CollectError(unreachable(_SERVICE, error)) from None
        found = json_object(answer)
        code = str(part(part(found, "error"), "code") or "")
        if code:
            raise CollectError(f"{_SERVICE}이 검색을 거절했습니다({code[:40]}). 멤버의 검색어를 확인해 주세요.")
        if answer.status != 200 or not ("query" in found or "batchcomplete" in found):
            raise CollectError(
                f"{_SERVICE}의 응답을 읽을 수 없습니다(상태 {answer.status}). 잠시 뒤에 이어서 모아 주세요."
            )
        return found


def _query_params(query: str) -> dict[str, str | int]:
    params: dict[str, str | int] = {
        "action": "query",
        "format": "json",
        "formatversion": 2,
        "maxlag": MAXLAG_S,
        "prop": "imageinfo",
        "iiprop": "url|size|mime|extmetadata",
        "iiextmetadatafilter": "LicenseShortName|LicenseUrl|Artist",
        "iiurlwidth": WIDTH,
    }
    folded = query.strip().casefold()
    for prefix in _CATEGORY:
        if folded.startswith(prefix):
            title = query.strip()[len(prefix) :].strip()
            params |= {"gcmtitle": f"Category:{title}", "gcmtype": "file", "gcmlimit": PAGE}
            return {**params, "generator": "categorymembers"}
    return {**params, "generator": "search", "gsrsearch": query, "gsrnamespace": 6, "gsrlimit": PAGE}


def _candidate(page: Mapping[str, Any]) -> Candidate | None:
    """None for what is no photo, or hidden, or whose description comes with a later page."""
    infos = page.get("imageinfo")
    info = infos[0] if isinstance(infos, list) and infos else None
    width, height = number(part(info, "width")), number(part(info, "height"))
    scaled = part(info, "thumburl") if width > WIDTH else None
    url = web_link(scaled or part(info, "url"))
    if not url or part(info, "mime") not in _MIMES:
        return None
    metadata = part(info, "extmetadata")

    def text(key: str) -> str:
        return plain(part(part(metadata, key), "value"))

    link = text("LicenseUrl")
    return Candidate(
        url=url,
        page=web_link(part(info, "descriptionurl")),
        title=_title(page.get("title")),
        author=text("Artist"),
        licence=text("LicenseShortName"),
        licence_url=web_link(f"https:{link}" if link.startswith("//") else link),
        width=width,
        height=height,
    )


def _title(value: object) -> str:
    """ "File:Jisoo at a show.jpg" -> "Jisoo at a show"."""
    text = plain(unquote(str(value or "")))
    name = text.partition(":")[2] or text
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and len(suffix) <= 4 else name
