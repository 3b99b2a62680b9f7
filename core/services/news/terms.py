"""Which articles of a group are searched for and read: the team's choice, group by group, until it is taken back."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import Connection

from core.catalog import load_real
from core.errors import NewsError
from core.services.permitted import permitted
from core.settings import Settings
from core.storage.changes import write_down
from core.storage.database import Database
from core.text.korean import attach
from core.text.terms import EVERY_TEXT, Terms, folded, signs

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
def change_terms(settings: Settings, group: str, terms: Terms, seen: Terms | None = None) -> Terms:
    """Choose which articles of a group are wanted; of other groups nothing changes. seen: the terms from which these
    were made, those on file if not given; what others have put in or taken away since stays so. Returns what holds now.

    Raises NewsError, StorageError."""
    check_terms(terms)

    def changed(value: str | None) -> str:
        kept = _read(value)
        now = kept.get(group, EVERY_TEXT)
        kept[group] = now.changed(now if seen is None else seen, terms)
        check_terms(kept[group])
        return json.dumps({name: asdict(one) for name, one in sorted(kept.items()) if one}, ensure_ascii=False)

    def also(connection: Connection, before: Mapping[str, str | None], after: Mapping[str, str]) -> None:
        was, now = (_read(value[_KEY]).get(group, EVERY_TEXT) for value in (before, after))
        title = load_real(settings).name(group)
        write_down(connection, "terms", title, *({group: asdict(one) if one else None} for one in (was, now)))

    return _read(Database(settings).change_choice(_KEY, changed, also)).get(group, EVERY_TEXT)


def read_terms(every: str = "", some: str = "", without: str = "") -> Terms:
    """As people type them: commas or new lines between words. Raises NewsError for what no text could hold as a word,
    and as `check_terms`."""
    for word in signs("\n".join([every, some, without])):
        said = attach(f"‘{word[:LONGEST]}’", "은/는")
        raise NewsError(f"{said} 글자가 없어 찾을 수 없습니다. 한글, 영문, 숫자로 적거나 지워 주세요.")
    terms = Terms.read(every, some, without)
    check_terms(terms)
    return terms


def check_terms(terms: Terms) -> None:
    """Raises NewsError where there are too many words, or one is too long, or wanted and unwanted at once."""
    kinds = (terms.every, terms.some, terms.without)
    if any(len(words) > MOST for words in kinds) or any(len(word) > LONGEST for words in kinds for word in words):
        raise NewsError(f"말은 칸마다 {MOST}개까지, 한 말은 {LONGEST}자까지 적어 주세요. 말 사이는 쉼표로 나눕니다.")
    wanted, unwanted = (
        {"".join(folded(word).split()): word for word in words}
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
