"""Naver image search: the old open API and the API HUB that replaces it (no new keys of the old one since 2026-07-31,
its end on 2027-06-30). Whose the photos are it does not say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.collect.source import Candidate
from core.errors import CollectError
from core.news.reading import web_link
from core.settings import Settings
from core.web.answers import LIMIT, json_object, number, part, plain, unreachable
from core.web.fetcher import Answer, Fetcher, FetchError, busy

PAGE = 100
LAST_START = 1000
_BOLD = re.compile(r"</?b>", re.IGNORECASE)
_QUOTA = frozenset({"012", "400", "410", "420"})  # of the day, the month, the second: none passes while we wait
_BAD_KEY = frozenset({"024", "200", "210"})
_SERVICE = "네이버 이미지 검색"
NO_KEY = (
    "네이버 이미지 검색에 쓸 API 키가 없습니다. 네이버 API HUB에서 받은 키를 입력하거나 "
    "STUDIO_NAVER_HUB_KEY_ID, STUDIO_NAVER_HUB_KEY 환경 변수에 적어 주세요."
)
_BAD = (
    "네이버가 API 키를 받아들이지 않았습니다. 발급받은 ID와 키를 다시 확인하고, 애플리케이션에서 검색 API를 쓰도록 "
    "설정했는지 살펴 주세요."
)


@dataclass(frozen=True, slots=True)
class _Access:
    address: str
    headers: Mapping[str, str]
    params: Mapping[str, str]


class NaverImages:
    """Asks the API HUB where its keys are given, else the old API. keys: go before those of the settings and have
    their names. Raises CollectError where there are neither."""

    name = "naver"

    def __init__(self, settings: Settings, fetcher: Fetcher, keys: Mapping[str, str]) -> None:
        access = _access(settings, keys)
        if access is None:
            raise CollectError(NO_KEY)
        if not all(value.isascii() and value.isprintable() for value in access.headers.values()):
            raise CollectError(_BAD)  # no header could carry it
        self._access, self._fetcher = access, fetcher

    def search(self, query: str) -> Iterator[Candidate]:
        """Best first, at most 1,100. Raises CollectError, and Stopped of the fetcher."""
        start = 1
        while start <= LAST_START:
            answer = self._ask({"query": query, "display": PAGE, "start": start, "sort": "sim", "filter": "large"})
            items = answer.get("items")
            if not isinstance(items, list):
                raise CollectError(f"{_SERVICE}의 응답 형식이 다릅니다. 잠시 뒤에 이어서 모아 주세요.")
            for item in items:
                url = web_link(part(item, "link"))
                if url:
                    title = plain(_BOLD.sub("", str(part(item, "title") or "")))
                    size = number(part(item, "sizewidth")), number(part(item, "sizeheight"))
                    yield Candidate(url, title=title, width=size[0], height=size[1])
            start += len(items)
            if not items or start > number(answer.get("total")):
                return

    def _ask(self, params: Mapping[str, str | int]) -> dict[str, Any]:
        access = self._access
        try:
            answer = self._fetcher.get(
                access.address, LIMIT, params={**access.params, **params}, headers=access.headers, again=_later
            )
        except FetchError as error:
            raise CollectError(unreachable(_SERVICE, error)) from None
        found = json_object(answer)
        code = _code(found)
        if answer.status == 200 and not code:
            return found
        if code in _BAD_KEY or answer.status in (401, 403):
            raise CollectError(_BAD)
        if code in _QUOTA or answer.status == 429:
            raise CollectError(
                "네이버 검색의 호출 한도를 다 썼습니다. 모은 사진은 그대로 있으니 한도가 풀린 뒤(보통 다음 날) "
                "이어서 모아 주세요."
            )
        if answer.status == 400:
            raise CollectError(
                f"네이버가 검색을 거절했습니다({code or 400}). 그룹 목록에서 멤버의 검색어를 확인해 주세요."
            )
        raise CollectError(
            f"{_SERVICE}이 오류({code or answer.status})를 돌려주었습니다. 잠시 뒤에 이어서 모아 주세요."
        )


def usable(settings: Settings, keys: Mapping[str, str]) -> bool:
    """Are there keys of one of the two?"""
    return _access(settings, keys) is not None


def _access(settings: Settings, keys: Mapping[str, str]) -> _Access | None:
    def key(name: str) -> str:
        return (keys.get(name) or getattr(settings, name).get_secret_value()).strip()

    own, secret = key("naver_hub_key_id"), key("naver_hub_key")
    if own and secret:
        headers = {"X-NCP-APIGW-API-KEY-ID": own, "X-NCP-APIGW-API-KEY": secret}
        return _Access(settings.naver_image_hub, headers, {"format": "json"})
    own, secret = key("naver_client_id"), key("naver_client_secret")
    if own and secret:
        headers = {"X-Naver-Client-Id": own, "X-Naver-Client-Secret": secret}
        return _Access(settings.naver_image_legacy, headers, {})
    return None


def _later(answer: Answer) -> bool:
    return busy(answer) and _code(json_object(answer)) not in _QUOTA


def _code(answer: Mapping[str, Any]) -> str:
    """Of an error, in either API's shape; "" where there is none."""
    return str(part(part(answer, "error"), "errorCode") or answer.get("errorCode") or "")[:20]
