"""What was changed of what all share: who, when, and how it is taken back. A row of `_BACK` a kind."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields

from core.access.actions import allowed
from core.access.actor import Actor
from core.catalog import Group
from core.errors import AccessError, NewsError
from core.keywords.lexicon.file import LexiconEntry
from core.services.catalog import change as catalog
from core.services.concept.exclusions import change_exclusions
from core.services.lexicon import edit as lexicon
from core.services.news import articles as news
from core.services.news.terms import change_terms, terms_of
from core.services.overtaken import overtaken
from core.services.permitted import permitted
from core.services.reference import sets as reference
from core.settings import Settings
from core.storage.changes import KINDS, ChangeKind, Changes, SharedChange
from core.storage.news.articles import from_key
from core.text.terms import Terms

__all__ = ["KINDS", "ChangeKind", "SharedChange", "changed_fields", "changes", "count", "may_take_back", "take_back"]


@permitted("change.read")
def changes(settings: Settings, kinds: Collection[ChangeKind] = KINDS, most: int = 100) -> list[SharedChange]:
    """Newest first. Creates nothing."""
    return Changes(settings).latest(kinds, most)


@permitted("change.read")
def count(settings: Settings, kinds: Collection[ChangeKind] = KINDS) -> int:
    """How many changes are on file."""
    return Changes(settings).count(kinds)


@permitted("change.read")
def changed_fields(settings: Settings, change: SharedChange) -> tuple[str, ...]:
    """Of a change of groups the names of `Group`'s fields that became others; "added" and "gone" for a group that came
    to the list or left it. Nothing for other kinds."""
    found: dict[str, None] = {}
    for group in change.after if change.kind == "catalog" else ():
        before, after = (catalog.as_filed(settings, group, files.get(group)) for files in (change.before, change.after))
        if before is None or after is None:
            found |= {"added" if before is None else "gone": None}
            continue
        found |= {one.name: None for one in fields(Group) if getattr(before, one.name) != getattr(after, one.name)}
    return tuple(found)


def may_take_back(actor: Actor, change: SharedChange) -> bool:
    """Whether it is offered; asked again when it is done."""
    return allowed(actor, "change.undo") and allowed(actor, _TAKES[change.kind])


@permitted("change.undo", on="number")
def take_back(settings: Settings, number: int) -> SharedChange:
    """Make it as it was before a change, which is a change itself; returns the one that was taken back. Raises
    StudioError where the same was changed again since, and names who did; AccessError for one that is gone, that was
    taken back already, or whose kind of change the actor may not make."""
    found = Changes(settings).get(number)
    if found is None:
        raise AccessError("그 기록은 지워졌습니다. 목록을 다시 열어 주세요.")
    if found.undone_by:
        raise AccessError(f"{found.undone_by}님이 이미 되돌렸습니다. 지금 값을 확인해 주세요.")
    _BACK[found.kind](settings, found)
    Changes(settings).mark_undone(number)
    return found


def _lexicon(settings: Settings, change: SharedChange) -> None:
    before, after = (_entries(said) for said in (change.before, change.after))
    words = lexicon.CONTEXT in change.before
    context = (change.before[lexicon.CONTEXT], change.after[lexicon.CONTEXT]) if words else None
    gone, came = set(before) - set(after), set(after) - set(before)
    edit = lexicon.LexiconEdit(
        tuple(one for one in after if one in came), tuple(one for one in before if one in gone), context
    )
    elsewhere = [one for one in lexicon.own_entries(settings) if one.plain not in change.after]
    lexicon.undo(settings, edit, seen=(*elsewhere, *after))


def _entries(said: Mapping[str, list[list[object]] | None]) -> list[LexiconEntry]:
    return [LexiconEntry(*entry) for word, own in said.items() if word != lexicon.CONTEXT for entry in own or ()]  # type: ignore[arg-type]


def _exclusions(settings: Settings, change: SharedChange) -> None:
    add, remove = ([word for word, out in change.before.items() if out == wanted] for wanted in (True, False))
    change_exclusions(settings, add=add, remove=remove, seen=change.after)


def _terms(settings: Settings, change: SharedChange) -> None:
    ((group, before),) = change.before.items()
    was, after = (Terms.of(words or {}) for words in (before, change.after[group]))
    if terms_of(settings, group) not in (was, after):
        raise overtaken(settings, NewsError, "terms", "기사를 고르는 말은", [group])
    change_terms(settings, group, was, seen=after)


def _catalog(settings: Settings, change: SharedChange) -> None:
    before, after = (
        {group: None if text is None else str(text).encode() for group, text in files.items()}
        for files in (change.before, change.after)
    )
    catalog.undo(settings, catalog.CatalogEdit(next(iter(before)), before, after))


def _news(settings: Settings, change: SharedChange) -> None:
    ((key, before),) = change.before.items()
    article = from_key(key)
    if not news.decide(settings, {article: before}, seen={article: change.after[key]}):
        raise overtaken(settings, NewsError, "news", "이 기사는", [key], after=change.number)


def _retention(settings: Settings, change: SharedChange) -> None:
    news.set_keep_days(settings, change.before, seen=change.after)  # what went by it stays gone


def _choice(settings: Settings, change: SharedChange) -> None:
    reference.choose_again(settings, change.before, seen=change.after)


# What it takes to make, and so to take back, a change of a kind: as of the services below.
_TAKES: dict[ChangeKind, str] = {
    "lexicon": "lexicon.change",
    "exclusions": "lexicon.change",
    "terms": "news.change",
    "catalog": "catalog.change",
    "news": "news.change",
    "retention": "news.delete",
    "choice": "choice.studio",
}
_BACK: dict[ChangeKind, Callable[[Settings, SharedChange], None]] = {
    "lexicon": _lexicon,
    "exclusions": _exclusions,
    "terms": _terms,
    "catalog": _catalog,
    "news": _news,
    "retention": _retention,
    "choice": _choice,
}
