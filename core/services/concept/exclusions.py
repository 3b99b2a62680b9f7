"""Words of the news that the whole team leaves out of every concept, until somebody takes them back."""

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from core.errors import LexiconError
from core.services.overtaken import overtaken
from core.services.permitted import permitted
from core.settings import Settings
from core.storage.changes import write_down
from core.storage.database import Database
from core.text.korean import attach

_KEY = "concept.exclude"


@permitted("concept.read")
def exclusions(settings: Settings) -> frozenset[str]:
    """The words left out. Creates nothing; empty where there is no database, or an unreadable entry."""
    return _words(Database(settings).choice(_KEY)) if settings.database.exists() else frozenset()


@permitted("lexicon.change")
def change_exclusions(
    settings: Settings,
    *,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
    seen: Mapping[str, bool] | None = None,
) -> frozenset[str]:
    """Leave out more words and take others back; what others left out meanwhile stays. seen: word -> whether it was
    left out when the person looked. Returns the words left out now. Raises StorageError, and LexiconError where one is
    no longer as it was seen."""
    added = {stripped for word in add if (stripped := word.strip())}
    gone = frozenset(remove)
    otherwise: list[str] = []

    def changed(value: str | None) -> str:
        before = _words(value)
        otherwise.extend(word for word, out in (seen or {}).items() if (word in before) != out)
        return json.dumps(sorted(before if otherwise else (before | added) - gone), ensure_ascii=False)

    def also(connection: Connection, before: Mapping[str, str | None], after: Mapping[str, str]) -> None:
        old, new = _words(before[_KEY]), _words(after[_KEY])
        states = ({word: word in words for word in sorted(old ^ new)} for words in (old, new))
        write_down(connection, "exclusions", min(old ^ new, default=""), *states)

    words = _words(Database(settings).change_choice(_KEY, changed, also))
    if otherwise:
        raise overtaken(settings, LexiconError, "exclusions", attach(f"‘{otherwise[0]}’", "은/는"), otherwise)
    return words


def _words(value: str | None) -> frozenset[str]:
    try:
        words = json.loads(value or "[]")
    except ValueError:
        return frozenset()
    return frozenset(map(str, words)) if isinstance(words, list) else frozenset()
