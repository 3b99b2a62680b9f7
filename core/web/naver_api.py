"""Naver's search API for images and news alike: the old open API and the API HUB that replaces it (no new keys of the
old one since 2026-07-31, its end on 2027-06-30)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.settings import Settings
from core.text.html import clean
from core.web.answers import LIMIT, json_object, once_more, only_here, unreachable
from core.web.fetcher import Answer, Fetcher, FetchError, busy

PAGE = 100
LAST_START = 1000
_QUOTA = frozenset({"012", "400", "410", "420"})  # of the day, the month, the second: none passes while we wait
_BAD_KEY = frozenset({"024", "200", "210"})
NO_KEY = (
    "네이버 검색에 쓸 API 키가 없습니다. 네이버 API HUB에서 받은 키를 입력하거나 "
    "STUDIO_NAVER_HUB_KEY_ID, STUDIO_NAVER_HUB_KEY 환경 변수에 적어 주세요."
)
_BAD = (
    "네이버가 API 키를 받아들이지 않았습니다. 발급받은 ID와 키를 다시 확인하고, 애플리케이션에서 검색 API를 쓰도록 "
    "설정했는지 살펴 주세요."
)


class NaverError(Exception):
    """Nothing came of a search. str: a Korean sentence or two. page: only this page failed; query: only this query."""

    def __init__(self, sentence: str, *, page: bool = False, query: bool = False) -> None:
        super().__init__(sentence)
        self.page, self.query = page, query


@dataclass(frozen=True, slots=True)
class _Access:
    address: str
    headers: Mapping[str, str]
    params: Mapping[str, str]


class NaverApi:
    """One kind of search: at the API HUB where its keys are given, else at the old API.

    service: its Korean name; legacy, hub: addresses; keys: go before those of the settings and have their names.
    Raises NaverError where there are neither."""

    def __init__(
        self, service: str, legacy: str, hub: str, settings: Settings, fetcher: Fetcher, keys: Mapping[str, str]
    ) -> None:
        access = _access(legacy, hub, settings, keys)
        if access is None:
            raise NaverError(NO_KEY)
        if not all(value.isascii() and value.isprintable() for value in access.headers.values()):
            raise NaverError(_BAD)  # no header could carry it
        self._service, self._access, self._fetcher = service, access, fetcher

    def ask(self, params: Mapping[str, str | int]) -> dict[str, Any]:
        """An answer with a list of `items`. Raises NaverError, and Stopped of the fetcher."""
        access = self._access
        try:
            answer = self._fetcher.get(
                access.address,
                LIMIT,
                params={**access.params, **params},
                headers=access.headers,
                again=once_more(lambda answer: bool(json_object(answer)), _later),
            )
        except FetchError as error:
            raise NaverError(unreachable(self._service, error), page=only_here(error)) from None
        found = json_object(answer)
        code = error_code(found)
        if answer.status == 200 and not code and isinstance(found.get("items"), list):
            return found
        raise self._refused(answer.status, code)

    def _refused(self, status: int, code: str) -> NaverError:
        if code in _BAD_KEY or status in (401, 403):
            return NaverError(_BAD)
        if code in _QUOTA or status == 429:
            return NaverError(
                "네이버 검색의 호출 한도를 다 썼습니다. 모은 것은 그대로 있으니 한도가 풀린 뒤(보통 다음 날) "
                "이어서 모아 주세요."
            )
        if status == 400:
            return NaverError(
                f"네이버가 검색을 거절했습니다({code or 400}). 그룹 목록의 검색어를 확인해 주세요.", query=True
            )
        if status == 200 and not code:
            return NaverError(f"{self._service}의 응답 형식이 다릅니다. 잠시 뒤에 이어서 모아 주세요.", page=True)
        return NaverError(
            f"{self._service}에서 오류({code or status})를 돌려주었습니다. 잠시 뒤에 이어서 모아 주세요.", page=True
        )


def why_not(settings: Settings, keys: Mapping[str, str]) -> str:
    """Why nothing can be asked: Korean, "" where there are keys of one of the two."""
    return NO_KEY if _access("", "", settings, keys) is None else ""


def _access(legacy: str, hub: str, settings: Settings, keys: Mapping[str, str]) -> _Access | None:
    def key(name: str) -> str:
        return (keys.get(name) or getattr(settings, name).get_secret_value()).strip()

    own, secret = key("naver_hub_key_id"), key("naver_hub_key")
    if own and secret:
        headers = {"X-NCP-APIGW-API-KEY-ID": own, "X-NCP-APIGW-API-KEY": secret}
        return _Access(hub, headers, {"format": "json"})
    own, secret = key("naver_client_id"), key("naver_client_secret")
    if own and secret:
        return _Access(legacy, {"X-Naver-Client-Id": own, "X-Naver-Client-Secret": secret}, {})
    return None


def _later(answer: Answer) -> bool:
    return busy(answer) and error_code(json_object(answer)) not in _QUOTA


def error_code(answer: object) -> str:
    """Of an error, in either API's shape; "" where there is none."""
    if not isinstance(answer, dict):
        return ""
    error = answer.get("error")
    code = (error.get("errorCode") if isinstance(error, dict) else "") or answer.get("errorCode")
    return clean(code, 20) or ("알 수 없음" if error or code else "")
