"""Where news can be searched, under which terms, and how long what comes from there is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.errors import NewsError
from core.news.google_news import GoogleNews
from core.news.naver_search import NaverNews
from core.news.source import NewsSource
from core.settings import Settings
from core.storage.news.retention import keep_days
from core.web import naver_api
from core.web.fetcher import Fetcher

NO_KEYS: Mapping[str, str] = MappingProxyType({})
_NAVER = (
    "네이버 검색 API는 제목과 요약, 원문 주소를 줍니다. 기사의 저작권은 언론사에 있고, 결과를 보관하고 쓰는 범위는 "
    "API 이용 약관을 따릅니다. 검색어마다 최신 1,000건쯤까지 봅니다."
)
_GOOGLE = (
    "Google 뉴스의 RSS는 공식 문서가 없고 읽기용으로 공개된 주소입니다. 예고 없이 바뀌거나 막힐 수 있고, 제목과 "
    "언론사만 줍니다. 기사의 저작권은 언론사에 있습니다. 업무에 계속 쓰려면 담당 부서의 확인을 받아 주세요."
)


@dataclass(frozen=True, slots=True)
class NewsSourceInfo:
    """A place to search. why_not: Korean, "" where it can be used; terms: what to know of the rights.

    keep_days: how long what comes from there is kept, 0 until it is deleted. default: what to offer first."""

    name: str
    title: str
    usable: bool
    why_not: str
    terms: str
    keep_days: int
    default: bool


def sources(settings: Settings, keys: Mapping[str, str] = NO_KEYS) -> tuple[NewsSourceInfo, ...]:
    """The places to search. keys: given for this session, by the names of the settings."""
    naver = naver_api.usable(settings, keys)
    why_not = "" if naver else naver_api.NO_KEY
    return (
        NewsSourceInfo("naver", "네이버 뉴스", naver, why_not, _NAVER, keep_days(settings, "naver"), naver),
        NewsSourceInfo("google_news", "Google 뉴스", True, "", _GOOGLE, keep_days(settings, "google_news"), not naver),
    )


def check_source(settings: Settings, name: str, keys: Mapping[str, str] = NO_KEYS) -> None:
    """Raises NewsError for a source that is none or cannot be used."""
    known = {source.name: source for source in sources(settings, keys)}
    if name not in known:
        raise NewsError(f"'{name}'이라는 뉴스 출처는 없습니다. 사용할 수 있는 출처: {', '.join(known)}")
    if not known[name].usable:
        raise NewsError(known[name].why_not)


def open_source(settings: Settings, name: str, fetcher: Fetcher, keys: Mapping[str, str]) -> NewsSource:
    """The source itself. Raises NewsError where its keys cannot be used."""
    return NaverNews(settings, fetcher, keys) if name == "naver" else GoogleNews(settings, fetcher)
