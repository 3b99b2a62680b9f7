"""Where news can be searched, under which terms, and how long what comes from there is kept."""

from collections.abc import Mapping

from core.news.table import SOURCES
from core.services.collecting import NO_KEYS, SourceInfo
from core.settings import Settings
from core.storage.news.retention import keep_days


def sources(settings: Settings, keys: Mapping[str, str] = NO_KEYS) -> tuple[SourceInfo, ...]:
    """The places to search. keys: given for this session, by the names of the settings."""
    reasons = {name: offer.why_not(settings, keys) for name, offer in SOURCES.items()}
    first = next((name for name, reason in reasons.items() if not reason), "")
    return tuple(
        SourceInfo(name, offer.title, reasons[name], offer.terms, name == first, keep_days(settings, name))
        for name, offer in SOURCES.items()
    )
