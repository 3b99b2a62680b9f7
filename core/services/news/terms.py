"""Which articles of a group are searched for and read: the team's choice, group by group, until it is taken back."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import Connection

from core.catalog import load_real
from core.errors import NewsError
from core.services.overtaken import overtaken
from core.services.permitted import permitted
from core.settings import Settings
from core.storage.changes import write_down
from core.storage.database import Database
from core.text.korean import attach
from core.text.terms import EVERY_TEXT, Terms

MOST, LONGEST = 10, 40  # words of a kind: each of `some` is a search of its own; letters of a word
_KEY = "news_terms"


@permitted("news.read")
def all_terms(settings: Settings) -> dict[str, Terms]:
    """Group id -> its terms, of the groups that have some. Creates nothing; {} where an entry is unreadable."""
    return _read(Database(settings).choice(_KEY)) if settings.database.exists() else {}


@permitted("news.read")
def terms_of(settings: Settings, group: str) -> Terms:
    """Those of one group, `EVERY_TEXT` where there are none."""
    return all_terms(settings).get(group, EVERY_TEXT)


@permitted("news.change", on="group")
def change_terms(settings: Settings, group: str, terms: Terms, seen: Terms | None = None) -> None:
    """Choose which articles of a group are wanted; of other groups nothing changes. seen: what was chosen when the
    person looked. Raises StorageError, and NewsError, also where somebody chose otherwise since."""
    check_terms(terms)

    def changed(value: str | None) -> str:
        chosen = {**_read(value), group: terms}
        return json.dumps({name: asdict(one) for name, one in sorted(chosen.items()) if one}, ensure_ascii=False)

    def also(connection: Connection, before: Mapping[str, str | None], after: Mapping[str, str]) -> None:
        was = _read(before[_KEY]).get(group, EVERY_TEXT)
        if seen is not None and was not in (seen, terms):
            raise _Otherwise
        title = load_real(settings).name(group)
        write_down(connection, "terms", title, *({group: asdict(one) if one else None} for one in (was, terms)))

    try:
        Database(settings).change_choice(_KEY, changed, also)
    except _Otherwise as error:
        raise overtaken(settings, NewsError, "terms", "기사를 고르는 말은", [group]) from error


class _Otherwise(Exception):
    """Somebody chose otherwise since."""


def check_terms(terms: Terms) -> None:
    """Raises NewsError where there are too many words, or one is too long, or wanted and unwanted at once."""
    kinds = (terms.every, terms.some, terms.without)
    if any(len(words) > MOST for words in kinds) or any(len(word) > LONGEST for words in kinds for word in words):
        raise NewsError(f"말은 칸마다 {MOST}개까지, 한 말은 {LONGEST}자까지 적어 주세요. 말 사이는 쉼표로 나눕니다.")
    wanted, unwanted = (
        {"".join(word.casefold().split()): word for word in words}
        for words in ((*terms.every, *terms.some), terms.without)
    )
    both = [wanted[same] for same in wanted.keys() & unwanted.keys()]
    if both:
        raise NewsError(f"{attach(f'‘{min(both)}’', '은/는')} 넣는 말이면서 빼는 말입니다. 한 칸에만 적어 주세요.")


def _read(value: str | None) -> dict[str, Terms]:
    try:
        found = json.loads(value or "{}")
        return {group: Terms.of(one) for group, one in found.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
