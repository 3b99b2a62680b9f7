"""Adding, renaming, colouring, merging and retiring groups. Nothing here touches a photo.

Shipped files are never changed: a changed group is written to the workspace, and every change can be undone."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from core.catalog import Catalog, Group, Member, fold_name, load_real, load_shipped
from core.catalog.files import COLOUR
from core.colour import proposal
from core.errors import AnalyzerError, CatalogError
from core.keywords.analyzers.kiwi import in_dictionary
from core.keywords.lexicon.lexicon import load_lexicon
from core.services.catalog.change import CatalogEdit, change, edited_ids
from core.services.catalog.members import with_members
from core.services.catalog.names import (
    check_members,
    check_name,
    clean_name,
    clean_names,
    followed,
    free_id,
    group_search,
    newest,
    newest_list,
    other_spellings,
)
from core.services.permitted import permitted
from core.settings import Settings
from core.text.korean import attach as josa

_HANGUL = re.compile("[가-힣]{2,}")
GroupOrigin = Literal["shipped", "changed", "own"]


@permitted("studio.enter")
def kind(settings: Settings, group: Group) -> GroupOrigin:
    """Where a group comes from."""
    shipped = load_shipped(settings)
    if group.id not in shipped:
        return "own"
    return "shipped" if shipped.get(group.id) == group else "changed"


@permitted("studio.enter")
def propose_colour(settings: Settings, group: str = "") -> str:
    """A colour distinct from those of the other groups that are compared with."""
    return proposal(tuple(other.colour for other in load_real(settings) if other.id != group))


@permitted("studio.enter")
def is_ordinary(settings: Settings, name: str) -> bool:
    """Is a group's name also a word, so that an article may not mean the group? False where nothing can tell."""
    lexicon = load_lexicon(settings)
    word = " ".join(name.split())
    if not word:
        return False
    if word in lexicon.homonyms or lexicon.is_word(word):
        return True
    try:
        return _HANGUL.fullmatch(word) is not None and in_dictionary(word)
    except AnalyzerError:
        return False  # the dictionary only adds care


@permitted("catalog.change", on="name")
def add_group(
    settings: Settings,
    name: str,
    members: Sequence[str],
    *,
    latin: str = "",
    colour: str = "",
    aliases: Iterable[str] = (),
) -> CatalogEdit:
    """A new group. members: a name each, or "name, Latin name". All else gets a value that can be changed later."""

    def make(catalog: Catalog) -> list[Group]:
        title, second = clean_name(name), clean_name(latin, may_be_empty=True)
        for spelling in filter(None, (title, second)):
            check_name(catalog, spelling)
        new = Group(
            id=free_id(title, [*catalog.groups, *edited_ids(settings)]),
            label=max((group.label for group in catalog.groups), default=-1) + 1,
            name=title,
            latin=second,
            colour=_colour(colour) if colour else propose_colour(settings),
            members=(),
            search=group_search(title, second),
            aliases=(),
            note="",
            ordinary=is_ordinary(settings, title),
        )
        new = replace(new, aliases=other_spellings(replace(new, aliases=clean_names(aliases)), ()))
        for spelling in new.aliases:
            check_name(catalog, spelling)
        return [with_members(new, members)]

    return change(settings, make)


@permitted("catalog.change", on="group")
def edit_group(
    settings: Settings,
    group: str,
    *,
    name: str | None = None,
    latin: str | None = None,
    colour: str | None = None,
    aliases: Iterable[str] | None = None,
    search: Iterable[str] | None = None,
    note: str | None = None,
    seen: Group | None = None,
) -> CatalogEdit:
    """Change what is given. An old name becomes an alias, and search words that were made of it follow the new one.

    seen: the group as the visitor saw it, if that was a while ago: only what is given otherwise is changed, and of a
    list what was added and taken away."""

    def make(catalog: Catalog) -> list[Group]:
        old = catalog.get(group)
        was = seen or old
        new = replace(
            old,
            name=newest(old.name, was.name, None if name is None else clean_name(name), "이름은"),
            latin=newest(
                old.latin, was.latin, None if latin is None else clean_name(latin, may_be_empty=True), "로마자 이름은"
            ),
            colour=newest(old.colour, was.colour, None if colour is None else _colour(colour), "색은"),
            aliases=newest_list(old.aliases, was.aliases, None if aliases is None else clean_names(aliases)),
            note=newest(old.note, was.note, None if note is None else " ".join(note.split()), "메모는"),
        )
        new = replace(new, aliases=other_spellings(new, (old.name, old.latin)))
        if new.name != old.name:
            new = replace(new, ordinary=is_ordinary(settings, new.name))
        for spelling in new.spellings:
            check_name(catalog, spelling, old)
        words = newest_list(old.search, was.search, None if search is None else clean_names(search))
        for before, after in ((old.name, new.name), (old.latin, new.latin)):
            if before and after and before != after:
                people = (replace(m, search=followed(m.search, before, after)) for m in new.members)
                new = replace(new, members=tuple(people))
                words = followed(words, before, after)
        return [replace(new, search=words or group_search(new.name, new.latin))]

    return change(settings, make, touches=group)


@permitted("catalog.change", on="group")
def retire_group(settings: Settings, group: str) -> CatalogEdit:
    """Compare with it no more. Its photos stay where they are."""
    return change(settings, lambda catalog: [replace(catalog.get(group), retired=True)], group)


@permitted("catalog.change", on="group")
def bring_back_group(settings: Settings, group: str) -> CatalogEdit:
    """Compare with a retired group again, or take a merged one apart again: the members that came with it leave."""

    def make(catalog: Catalog) -> list[Group]:
        old = catalog.get(group)
        back = replace(old, retired=False, merged_into="")
        its, changed = {fold_name(name) for name in back.spellings}, [back]
        while old.merged_into in catalog and old.merged_into not in [g.id for g in changed]:
            old = catalog.get(old.merged_into)
            aliases = tuple(alias for alias in old.aliases if fold_name(alias) not in its)
            changed.append(replace(old, aliases=aliases, members=_without(old, group)))
        return changed

    return change(settings, make, touches=group)


@permitted("catalog.change", on="group")
def merge_groups(settings: Settings, group: str, into: str) -> CatalogEdit:
    """Count one group's photos as another's. Members of one name become one person, the others join it."""

    def make(catalog: Catalog) -> list[Group]:
        gone, target = catalog.get(group), catalog.get(into)
        if gone.id == target.id:
            raise CatalogError("같은 그룹끼리는 합칠 수 없습니다. 다른 그룹을 골라 주세요.")
        if gone.retired or target.retired:
            raise CatalogError("비교에서 뺀 그룹은 합칠 수 없습니다. 먼저 다시 넣어 주세요.")
        known = {fold_name(name) for name in target.spellings}
        aliases = [name for name in gone.spellings if fold_name(name) not in known]
        people = list(target.members)
        for member in gone.active_members:
            same = next((m for name in (member.name, *member.aliases) if (m := target.member(name))), None)
            if same is None:
                people.append(replace(member, id=free_id(member.name, people), origin=gone.id))
            elif same.retired:  # compared with in one of the two groups is enough
                people[people.index(same)] = replace(same, retired=False)
        target = replace(target, aliases=(*target.aliases, *aliases), members=tuple(people))
        check_members(target)
        return [target, replace(gone, retired=True, merged_into=into)]

    return change(settings, make, touches=group)


@permitted("catalog.change", on="group")
def reset_group(settings: Settings, group: str) -> CatalogEdit:
    """A shipped group as it came; one of the user's own leaves the list. Photos stay where they are."""

    def make(catalog: Catalog) -> list[Group]:
        merged = [other.name for other in catalog.groups if other.merged_into == group]
        if catalog.get(group).merged_into or merged:
            raise CatalogError("합친 그룹은 처음으로 되돌릴 수 없습니다. 먼저 다시 나눠 주세요.")
        shipped = load_shipped(settings)
        return [shipped.get(group)] if group in shipped else []

    return change(settings, make, touches=group)


def _without(group: Group, origin: str) -> tuple[Member, ...]:
    """The members but for those that came with another group, unless a member who stays was merged into them."""
    stay = {m.id for m in group.members if m.origin != origin}
    while more := {m.merged_into for m in group.members if m.merged_into and m.id in stay} - stay:
        stay |= more
    return tuple(m for m in group.members if m.id in stay)


def _colour(value: str) -> str:
    if not COLOUR.fullmatch(value):
        named = josa(f"'{value}'", "은/는")
        raise CatalogError(f"{named} 색이 아닙니다. '#0072B2'처럼 적어 주세요.")
    return value.upper()
