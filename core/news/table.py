"""The places to search for news. A new one is one file beside this one and one row of SOURCES."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from core.news.google_news import GoogleNews
from core.news.naver_search import NaverNews
from core.news.source import NewsSource
from core.settings import Settings
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
# A cautious default, no legal fact: see core/storage/news/retention.
_QUARTER = 90


@dataclass(frozen=True, slots=True)
class NewsOffer:
    """A row of the table. title, terms: Korean; terms: what to know of the rights. addresses: all that may be asked.

    keep_days: how long what comes from there is kept unless another time is chosen, 0 until it is deleted. open: the
    source for these settings and keys, raises NewsError where its keys cannot be used. why_not: Korean, "" where it
    can be used."""

    title: str
    terms: str
    keep_days: int
    addresses: Callable[[Settings], tuple[str, ...]]
    open: Callable[[Settings, Fetcher, Mapping[str, str]], NewsSource]
    why_not: Callable[[Settings, Mapping[str, str]], str] = lambda settings, keys: ""


# By the name that stands in `Article.source`. The first that can be used is offered first.
SOURCES: Mapping[str, NewsOffer] = {
    "naver": NewsOffer(
        "네이버 뉴스", _NAVER, _QUARTER, lambda s: (s.naver_news_legacy, s.naver_news_hub), NaverNews, naver_api.why_not
    ),
    "google_news": NewsOffer(
        "Google 뉴스", _GOOGLE, _QUARTER, lambda s: (s.google_news,), lambda s, fetcher, _: GoogleNews(s, fetcher)
    ),
}


def hosts(settings: Settings) -> frozenset[str]:
    """Names that a Fetcher for news may ask, `Fetcher(hosts=...)`; no redirect leads elsewhere."""
    addresses = [address for offer in SOURCES.values() for address in offer.addresses(settings)]
    return frozenset(host for address in (*addresses, settings.wikipedia_api) if (host := urlsplit(address).hostname))
