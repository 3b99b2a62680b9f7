"""Naver image search. Whose the photos are it does not say."""

import re
from collections.abc import Iterator, Mapping

from core.errors import CollectError
from core.settings import Settings
from core.text.html import web_link
from core.types import Candidate
from core.web.answers import number, part, plain
from core.web.fetcher import Fetcher
from core.web.naver_api import LAST_START, PAGE, NaverApi, NaverError

_BOLD = re.compile(r"</?b>", re.IGNORECASE)


class NaverImages:
    """keys: go before those of the settings and have their names. Raises CollectError where there are none."""

    name = "naver"

    def __init__(self, settings: Settings, fetcher: Fetcher, keys: Mapping[str, str]) -> None:
        try:
            self._api = NaverApi(
                "네이버 이미지 검색", settings.naver_image_legacy, settings.naver_image_hub, settings, fetcher, keys
            )
        except NaverError as error:
            raise CollectError(str(error)) from None

    def search(self, query: str) -> Iterator[Candidate]:
        """Best first, at most 1,100. Raises CollectError, and Stopped of the fetcher."""
        start = 1
        while start <= LAST_START:
            try:
                answer = self._api.ask(
                    {"query": query, "display": PAGE, "start": start, "sort": "sim", "filter": "large"}
                )
            except NaverError as error:
                raise CollectError(str(error)) from None
            for item in answer["items"]:
                url = web_link(part(item, "link"))
                if url:
                    title = plain(_BOLD.sub("", str(part(item, "title") or "")))
                    size = number(part(item, "sizewidth")), number(part(item, "sizeheight"))
                    yield Candidate(url, title=title, width=size[0], height=size[1])
            start += len(answer["items"])
            if not answer["items"] or start > number(answer.get("total")):
                return
