"""The groups and members of the grid: owners of photos, suggested members, and targets of moves."""

from collections.abc import Iterable
from typing import Any

from core.catalog import UNKNOWN, Catalog
from core.intake.naming import natural
from core.services.reference.curation import ReviewItem
from core.services.reference.sets import own_catalog
from core.types import MemberId
from core.ui.kit.markup import colour


class Who:
    """Groups and members in the catalogue's order, numbered for the wire.

    No photo of an unidentified person ("nobody" on the wire) is kept: it would be compared with as a member's. targets:
    by the id that the browser sends, where a moved photo goes; without retired members."""

    def __init__(self, items: Iterable[ReviewItem], catalog: Catalog) -> None:
        folders = dict.fromkeys(item.member for item in items)
        named = dict.fromkeys(member for item in items for member in item.suggestion.members)
        listed = [MemberId(g.id, m.id) for g in catalog for m in g.active_members]
        self._catalog = catalog
        self._numbers: dict[MemberId, int] = {}
        own = {place for folder in folders if (place := catalog.place(folder)) is not None}
        alone = [m for m in dict.fromkeys([*named, *listed]) if m not in folders and catalog.place(m) not in own]
        everyone = sorted(dict.fromkeys([*folders, *alone]), key=self._order)
        groups = list(dict.fromkeys(self._group(member) for member in everyone))
        spare = own_catalog(groups, catalog)
        self.groups: list[dict[str, Any]] = [
            {"name": catalog.name(g), "colour": colour(catalog.colour(g) or spare.colour(g) or "")} for g in groups
        ]
        self.members: list[dict[str, Any]] = []
        self.targets: dict[str, MemberId] = {}
        taken: set[MemberId] = set()
        for number, member in enumerate(everyone):
            place = catalog.place(member)
            unknown, own_id = member.member == UNKNOWN, f"{member.group}/{member.member}"
            target = place is not None and place not in taken and not unknown
            if place is not None and target:
                taken.add(place)
                self.targets[own_id] = member
            name, group = catalog.member_name(member), groups.index(self._group(member))
            self.members.append({"id": own_id, "name": name, "group": group, "target": target, "nobody": unknown})
            self._numbers[member] = number
            if place is not None:
                self._numbers.setdefault(place, number)

    def number(self, member: MemberId) -> int | None:
        """Of a folder, or of the member it belongs to."""
        found = self._numbers.get(member)
        place = self._catalog.place(member) if found is None else None
        return self._numbers.get(place) if place is not None else found

    def _group(self, member: MemberId) -> str:
        known = self._catalog.lookup(member.group)
        return known.id if known else member.group

    def _order(self, member: MemberId) -> tuple[Any, ...]:
        group = self._catalog.lookup(member.group)
        known = group.member(member.member) if group else None
        return (
            group.label if group else float("inf"), natural(self._group(member)),
            group.members.index(known) if group and known else float("inf"), natural(member.member),
        )  # fmt: skip
