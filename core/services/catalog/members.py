"""Adding, renaming, merging and retiring the members of a group. Nothing here touches a photo."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from core.catalog import Catalog, Group, Member, fold_name
from core.errors import CatalogError
from core.services.catalog.change import CatalogEdit, change
from core.services.catalog.names import (
    check_members,
    clean_name,
    clean_names,
    followed,
    free_id,
    member_search,
    newest,
    newest_list,
    other_spellings,
)
from core.services.permitted import permitted
from core.settings import Settings


@permitted("catalog.change", on="group")
def add_members(settings: Settings, group: str, members: Sequence[str]) -> CatalogEdit:
    """More members, as in `add_group`; known ones are passed over. Raises CatalogError where none is new."""
    return change(settings, lambda catalog: [with_members(catalog.get(group), members)], group)


@permitted("catalog.change", on="group")
def edit_member(
    settings: Settings,
    group: str,
    member: str,
    *,
    name: str | None = None,
    latin: str | None = None,
    aliases: Iterable[str] | None = None,
    search: Iterable[str] | None = None,
    seen: Member | None = None,
) -> CatalogEdit:
    """As edit_group. Without search words the member gets the usual ones, so that the collector can search."""

    def edited(team: Group, old: Member) -> Member:
        was = seen or old
        new = replace(
            old,
            name=newest(old.name, was.name, None if name is None else clean_name(name), "이름은"),
            latin=newest(
                old.latin, was.latin, None if latin is None else clean_name(latin, may_be_empty=True), "로마자 이름은"
            ),
            aliases=newest_list(old.aliases, was.aliases, None if aliases is None else clean_names(aliases)),
        )
        new = replace(new, aliases=other_spellings(new, (old.name,)))
        words = newest_list(old.search, was.search, None if search is None else clean_names(search))
        if new.name != old.name:
            words = followed(words, old.name, new.name)
        return replace(new, search=words or member_search(team, new.name))

    return _change_member(settings, group, member, edited)


@permitted("catalog.change", on="group")
def retire_member(settings: Settings, group: str, member: str) -> CatalogEdit:
    """Compare with the member no more. The photos stay where they are."""
    return _change_member(settings, group, member, lambda _, old: replace(old, retired=True))


@permitted("catalog.change", on="group")
def bring_back_member(settings: Settings, group: str, member: str) -> CatalogEdit:
    """Compare with a retired member again, or take a merged one apart again, with its own names."""

    def make(catalog: Catalog) -> list[Group]:
        team = catalog.get(group)
        old = _member(team, member)
        its = {fold_name(name) for name in old.spellings if old.merged_into}
        back = [
            replace(old, retired=False, merged_into="")
            if m.id == old.id
            else replace(m, aliases=tuple(alias for alias in m.aliases if fold_name(alias) not in its))
            for m in team.members
        ]
        team = replace(team, members=tuple(back))
        check_members(team)
        return [team]

    return change(settings, make, touches=group)


@permitted("catalog.change", on="group")
def merge_members(settings: Settings, group: str, member: str, into: str) -> CatalogEdit:
    """Count one member's photos as another's of the group."""

    def edited(team: Group, old: Member) -> Member:
        target = _member(team, into)
        if target.id == old.id:
            raise CatalogError("같은 멤버끼리는 합칠 수 없습니다. 다른 멤버를 골라 주세요.")
        if old.retired or target.retired:
            raise CatalogError("비교에서 뺀 멤버는 합칠 수 없습니다. 먼저 다시 넣어 주세요.")
        return replace(old, retired=True, merged_into=target.id)

    return _change_member(settings, group, member, edited)


def _change_member(
    settings: Settings, group: str, member: str, edited: Callable[[Group, Member], Member]
) -> CatalogEdit:
    def make(catalog: Catalog) -> list[Group]:
        team = catalog.get(group)
        old = _member(team, member)
        new = edited(team, old)
        team = replace(team, members=tuple(new if m.id == old.id else m for m in team.members))
        check_members(team)
        return [team]

    return change(settings, make, touches=group)


def _member(group: Group, member: str) -> Member:
    found = next((m for m in group.members if m.id == member), None)
    if found is None:
        raise CatalogError("그 멤버는 목록에 없습니다. 화면을 새로 고쳐 주세요.")
    return found


def with_members(group: Group, lines: Iterable[str]) -> Group:
    """The group with the people of `lines` who are not in it yet. Raises CatalogError where none is new."""
    people = list(group.members)
    for line in lines:
        name, _, latin = (part.strip() for part in line.partition(","))
        if not name:
            continue
        name = clean_name(name)
        if replace(group, members=tuple(people)).member(name) is not None:
            continue
        search = member_search(group, name)
        people.append(Member(free_id(name, people), name, clean_name(latin, may_be_empty=True), search))
    if len(people) == len(group.members):
        raise CatalogError(
            "새로 넣을 멤버가 없습니다. 목록에 없는 이름을 한 줄에 한 명씩 적어 주세요."
            if people
            else "멤버를 한 명 이상 적어 주세요. 한 줄에 한 명씩 적습니다."
        )
    return replace(group, members=tuple(people))
