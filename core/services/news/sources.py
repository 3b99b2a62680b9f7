"""Where news can be searched, under which terms, and how long what comes from there is kept."""

from collections.abc import Mapping

from core.news.google_news import GoogleNews
from core.news.naver_search import NaverNews
from core.news.source import NewsSource
from core.services.collecting import NO_KEYS, SourceInfo
from core.settings import Settings
from core.storage.news.retention import keep_days
from core.web import naver_api
from core.web.fetcher import Fetcher

_NAVER = (
    "네이버 검색 API는 제목과 요약, 원문 주소를 줍니다. 기사의 저작권은 언론사에 있고, 결과를 보관하고 쓰는 범위는 "
    "API 이용 약관을 따릅니다. 검색어마다 최신 1,000건쯤까지 봅니다."
)
_GOOGLE = (
    "Google 뉴스의 RSS는 공식 문서가 없고 읽기용으로 공개된 주소입니다. 예고 없이 바뀌거나 막힐 수 있고, 제목과 "
    "언론사만 줍니다. 기사의 저작권은 언론사에 있습니다. 업무에 계속 쓰려면 담당 부서의 확인을 받아 주세요."
)


def sources(settings: Settings, keys: Mapping[str, str] = NO_KEYS) -> tuple[SourceInfo, ...]:
    """The places to search. keys: given for this session, by the names of the settings."""
    why_not = "" if naver_api.usable(settings, keys) else naver_api.NO_KEY
    google_days = keep_days(settings, "google_news")
    return (
        SourceInfo("naver", "네이버 뉴스", why_not, _NAVER, not why_not, keep_days(settings, "naver")),
        SourceInfo("google_news", "Google 뉴스", "", _GOOGLE, bool(why_not), google_days),
    )


def open_source(settings: Settings, name: str, fetcher: Fetcher, keys: Mapping[str, str]) -> NewsSource:
    """The source itself. Raises NewsError where its keys cannot be used."""
    return NaverNews(settings, fetcher, keys) if name == "naver" else GoogleNews(settings, fetcher)
