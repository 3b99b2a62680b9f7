"""How many days what came from a source may be kept. They count from when it first came; 0: until it is deleted."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from core.errors import NewsError
from core.news.table import SOURCES
from core.settings import Settings
from core.storage import clock
from core.storage.changes import write_down
from core.storage.database import Database

LONGEST = 3650  # days
# Cautious defaults, not legal facts. The terms of search services allow showing results, say little of archives and
# differ by contract: a quarter is enough for one round of planning, and the user may choose otherwise. Uploaded files
# are kept. Wikipedia's licence sets no limit; after a year its text is out of date.
_OTHERS = {"wikipedia": 365}
_KEY = "news_keep."


def keep_days(settings: Settings, source: str) -> int:
    """The days chosen for a source, else its default. Creates nothing."""
    return _days(source, Database(settings).choice(_KEY + source) if settings.database.exists() else None)


def _days(source: str, chosen: str | None) -> int:
    if chosen is not None:
        return int(chosen)
    return SOURCES[source].keep_days if source in SOURCES else _OTHERS.get(source, 0)


def choose_keep_days(settings: Settings, days: Mapping[str, int], seen: Mapping[str, int] | None = None) -> list[str]:
    """Of some sources; those of the others stay. seen: the days by source, as of `keep_days`, that they are changed
    from; where others are on file by now nothing is changed. Returns the sources of which that is so. Raises NewsError
    for a number out of range."""
    if not all(0 <= number <= LONGEST for number in days.values()):
        raise NewsError(f"보관 기간은 0일에서 {LONGEST:,}일 사이로 적어 주세요. 0이면 지울 때까지 보관합니다.")
    clash: list[str] = []

    def also(connection: Connection, before: Mapping[str, str | None], _: Mapping[str, str]) -> None:
        was = {source: _days(source, before[_KEY + source]) for source in days}
        clash.extend(source for source in days if seen is not None and seen.get(source, was[source]) != was[source])
        if clash:
            raise _Otherwise
        write_down(connection, "retention", "", was, days)

    with suppress(_Otherwise):
        Database(settings).choose_all({_KEY + source: str(number) for source, number in days.items()}, also)
    return clash


class _Otherwise(Exception):
    """Somebody chose other days since."""


def kept_since(settings: Settings, source: str, days: int | None = None) -> datetime:
    """What came from a source before this moment (UTC) may not be kept any longer. A midnight, so that an answer holds
    for a day; a clock that has jumped ahead deletes none before a second look. days: instead of those on file."""
    days = keep_days(settings, source) if days is None else days
    if not days:
        return datetime.min.replace(tzinfo=UTC)
    return clock.times(settings).sure.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days)
