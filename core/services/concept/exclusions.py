"""Words of the news that the whole team leaves out of every concept, until somebody takes them back."""

import json
from collections.abc import Iterable

from core.settings import Settings
from core.storage.database import Database

_KEY = "concept.exclude"


def exclusions(settings: Settings) -> frozenset[str]:
    """The words left out. Creates nothing; empty where there is no database, or an unreadable entry."""
    return _words(Database(settings).choice(_KEY)) if settings.database.exists() else frozenset()


def change_exclusions(settings: Settings, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> frozenset[str]:
    """Leave out more words and take others back; what others left out meanwhile stays. Returns the words left out
    now. Raises StorageError."""
    added = {stripped for word in add if (stripped := word.strip())}
    gone = frozenset(remove)

    def changed(value: str | None) -> str:
        return json.dumps(sorted((_words(value) | added) - gone), ensure_ascii=False)

    return _words(Database(settings).change_choice(_KEY, changed))


def _words(value: str | None) -> frozenset[str]:
    try:
        words = json.loads(value or "[]")
    except ValueError:
        return frozenset()
    return frozenset(map(str, words)) if isinstance(words, list) else frozenset()
