"""Where news can be searched, under which terms, and how long what comes from there is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.errors import NewsError
from core.news.table import SOURCES
from core.settings import Settings
from core.storage.news.retention import keep_days

NO_KEYS: Mapping[str, str] = MappingProxyType({})


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
    reasons = {name: offer.why_not(settings, keys) for name, offer in SOURCES.items()}
    first = next((name for name, reason in reasons.items() if not reason), "")
    return tuple(
        NewsSourceInfo(
            name, offer.title, not reasons[name], reasons[name], offer.terms, keep_days(settings, name), name == first
        )
        for name, offer in SOURCES.items()
    )


def check_source(settings: Settings, name: str, keys: Mapping[str, str] = NO_KEYS) -> None:
    """Raises NewsError for a source that is none or cannot be used."""
    known = {source.name: source for source in sources(settings, keys)}
    if name not in known:
        raise NewsError(f"'{name}'이라는 뉴스 출처는 없습니다. 사용할 수 있는 출처: {', '.join(known)}")
    if not known[name].usable:
        raise NewsError(known[name].why_not)
