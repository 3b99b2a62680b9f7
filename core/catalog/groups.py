"""Groups and members as values, found by any spelling; the catalogue says whose the photos of a folder are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.errors import DataFileError, UnknownNameError
from core.text.unicode import normal
from core.types import MemberId

UNKNOWN = "모름"  # the member of a group that holds faces not assigned to a person


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a group, fictional or not. id: unique within the group only. search: queries for photos and news.

    aliases: other spellings. retired: no longer compared with. merged_into: of a retired member the id of the one in
    this group that the photos count for; origin: id of the merged group that the member came with."""

    id: str
    name: str
    latin: str = ""
    search: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    retired: bool = False
    merged_into: str = ""
    origin: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.id, self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Group:
    """An existing group, or one of the demo's. label: its place in the order; colour: "#RRGGBB".

    search: queries that find it; aliases: other spellings; note: a concept note of our own wording, Korean.
    words: song, album and fan-club names, which are names and not concept.
    concept_words: planted in the demo's articles, empty for real groups.
    ordinary: the name is a word of everyday language, too, so that only its context tells which is meant.
    retired: no longer compared with. merged_into: of a retired group the id of the one that its photos count for."""

    id: str
    label: int
    name: str
    latin: str
    colour: str
    members: tuple[Member, ...]
    search: tuple[str, ...]
    aliases: tuple[str, ...]
    note: str
    words: tuple[str, ...] = ()
    concept_words: tuple[str, ...] = ()
    fictional: bool = False
    retired: bool = False
    merged_into: str = ""
    ordinary: bool = False

    @property
    def active_members(self) -> tuple[Member, ...]:
        return tuple(m for m in self.members if not m.retired)

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(name for name in (self.id, self.name, self.latin, *self.aliases) if name)

    def member(self, name: str) -> Member | None:
        """The member of that id, name, alias or Latin name, or the one it was merged into; None if there is none."""
        wanted = fold_name(name)
        found = next((m for m in self.members if wanted in map(fold_name, m.spellings)), None)
        if found is None and wanted:
            found = next((m for m in self.members if wanted == fold_name(m.latin)), None)
        return found and self.heir(found)

    def heir(self, member: Member) -> Member:
        """The member that the photos count for: this one, or the one it was merged into."""
        by_id, seen = {m.id: m for m in self.members}, {member.id}
        while (into := by_id.get(member.merged_into)) is not None and into.id not in seen:
            member = into
            seen.add(into.id)
        return member

    def shared_spelling(self) -> str:
        """A spelling that two members have who are not one, "" if there is none."""
        owners: dict[str, Member] = {}
        for member in self.members:
            for spelling in member.spellings:
                if owners.setdefault(fold_name(spelling), self.heir(member)) != self.heir(member):
                    return spelling
        return ""


class Catalog:
    """Groups in the order of their labels, found by id, name or alias.

    Iterating gives the groups that are compared with. `groups` also holds those that were retired or merged: old
    results still name them."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self.groups: tuple[Group, ...] = tuple(sorted(groups, key=lambda g: g.label))
        self._active = tuple(g for g in self.groups if not g.retired)
        self._by_id = {g.id: g for g in self.groups}
        self._by_name: dict[str, Group] = {}
        if len(self._by_id) != len(self.groups) or len({g.label for g in self.groups}) != len(self.groups):
            raise DataFileError("그룹 목록에 id나 순번(label)이 겹칩니다. data/catalog의 파일을 확인해 주세요.")
        for group in sorted(self.groups, key=lambda g: bool(g.merged_into)):
            for name in filter(fold_name, group.spellings):
                other = self._by_name.setdefault(fold_name(name), group)
                # The spellings of a merged group are aliases of the one it went into.
                if other is not group and not group.merged_into:
                    raise DataFileError(
                        f"'{name}' 이름이 {other.name}, {group.name} 두 그룹에 있습니다. 한쪽을 바꿔 주세요."
                    )

    def __iter__(self) -> Iterator[Group]:
        return iter(self._active)

    def __len__(self) -> int:
        return len(self._active)

    def __contains__(self, group_id: object) -> bool:
        return group_id in self._by_id

    def get(self, group_id: str) -> Group:
        """The group with this id. Raises UnknownNameError naming the valid ones."""
        try:
            return self._by_id[group_id]
        except KeyError:
            raise self._unknown(group_id) from None

    def lookup(self, name: str) -> Group | None:
        """The group of this id, name or alias, whatever its case, spaces, marks and Unicode form; None if none.

        Of a merged group the one it went into."""
        group = self._by_name.get(fold_name(name))
        return group and (self.heir(group) or group)

    def find(self, name: str) -> Group:
        """As lookup, but raises UnknownNameError naming the valid ones."""
        group = self.lookup(name)
        if group is None:
            raise self._unknown(name)
        return group

    def heir(self, group: Group) -> Group | None:
        """The group that the photos count for: this one, or the one it was merged into; None if that is not on file."""
        seen: set[str] = set()
        found: Group | None = group
        while found is not None and found.merged_into:
            seen.add(found.id)
            found = None if found.merged_into in seen else self._by_id.get(found.merged_into)
        return found

    def name(self, group_id: str) -> str:
        """What to show for a group. A group of the user's own that is not on file goes by its folder's name."""
        group = self._named(group_id)
        return group.name if group else group_id

    def colour(self, group_id: str) -> str | None:
        """Its colour, None for a group that is not on file."""
        group = self._named(group_id)
        return group.colour if group else None

    def member_name(self, member: MemberId) -> str:
        """What to show for a member; the folder's name when the member is not on file."""
        group = self._named(member.group)
        found = group.member(member.member) if group else None
        return found.name if found else member.member

    def place(self, folder: MemberId) -> MemberId | None:
        """Whose photos lie in `<group>/<member>`: under the ids of the catalogue, so that other spellings and merged
        entries come together; unchanged where the catalogue does not know them; None for retired members and groups,
        and for `UNKNOWN`."""
        if folder.member == UNKNOWN:
            return None
        group = self._named(folder.group)
        if group is None:
            return folder
        into, member = self.heir(group), group.member(folder.member)
        if into is None or into.retired or (member is not None and member.retired):
            return None
        if into is group:
            return MemberId(group.id, member.id if member else folder.member)
        # Two groups may each have a member_1: between groups a person is identified by name, not by id.
        names = (member.name, *member.aliases) if member else (folder.member,)
        found = next((m for name in names if (m := into.member(name)) is not None), None)
        if found is not None and found.retired:
            return None
        return MemberId(into.id, found.id if found else names[0])

    def _named(self, group_id: str) -> Group | None:
        return self._by_id.get(group_id) or self._by_name.get(fold_name(group_id))

    def _unknown(self, name: str) -> UnknownNameError:
        valid = ", ".join(f"{g.name}({g.id})" for g in self)
        return UnknownNameError(f"'{name}' 그룹은 없습니다. 사용할 수 있는 그룹: {valid}")


def fold_name(name: str) -> str:
    """A name without case, spaces and punctuation, composed: 'IZ*ONE', 'iz one' and 'izone' are one."""
    # NFKC also joins decomposed jamo, as macOS writes Hangul file names.
    folded = "".join(c for c in normal(name, "NFKC").casefold() if c.isalnum())
    return folded or name.strip()
