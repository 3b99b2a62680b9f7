"""Words of the news that the studio leaves out of every concept, until that is undone."""

import json
from collections.abc import Iterable

from core.settings import Settings
from core.storage.database import Database

_KEY = "concept.exclude"


def exclusions(settings: Settings) -> frozenset[str]:
    """The words left out. Creates nothing; empty where there is no database, or an unreadable entry."""
    if not settings.database.exists():
        return frozenset()
    try:
        words = json.loads(Database(settings).choice(_KEY) or "[]")
    except ValueError:
        return frozenset()
    return frozenset(map(str, words)) if isinstance(words, list) else frozenset()


def set_exclusions(settings: Settings, words: Iterable[str]) -> frozenset[str]:
    """Leave out these words from now on, no others. Returns the stored words. Raises StorageError."""
    stripped_words = frozenset(stripped for word in words if (stripped := word.strip()))
    Database(settings).choose(_KEY, json.dumps(sorted(stripped_words), ensure_ascii=False))
    return stripped_words
