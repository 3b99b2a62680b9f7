"""What a family learns from: photos of members, as the frozen base of that family sees them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.stats.arrays import Array, Bools, Ints
from core.types import MemberId, ReferenceSet


@dataclass(frozen=True, slots=True)
class Examples:
    """inputs: (n, 1 + copies, *shape): each photo itself, then its augmented copies. float32 features of a frozen base,
    or uint8 pixels where the family learns from pixels. A photo and its copies are one row, so no fold parts them.

    members, files: n entries. near_duplicates: (n,) int64; photos that share a value never sit in different folds."""

    inputs: NDArray[Any] = field(repr=False)
    members: tuple[MemberId, ...] = field(repr=False)
    files: tuple[str, ...] = field(repr=False)
    near_duplicates: Ints = field(repr=False)

    def __post_init__(self) -> None:
        if not (len(self.members) == len(self.files) == len(self.near_duplicates) == len(self.inputs)):
            raise ValueError("inputs, members, files and near_duplicates differ in length")

    @classmethod
    def of(cls, reference: ReferenceSet) -> "Examples":
        """The engine's embeddings themselves, without copies."""
        return cls(reference.embeddings[:, None], reference.members, reference.files, reference.near_duplicates)

    @property
    def groups(self) -> tuple[str, ...]:
        """Sorted names of the groups that have a photo."""
        return tuple(sorted({m.group for m in self.members}))

    @property
    def plain(self) -> NDArray[Any]:
        """(n, *shape) the photos without their copies: what is scored."""
        return self.inputs[:, 0]

    def subset(self, keep: Bools) -> "Examples":
        """The photos where keep (n,) is true."""
        rows = np.flatnonzero(keep).tolist()
        return Examples(
            self.inputs[rows],
            tuple(self.members[i] for i in rows),
            tuple(self.files[i] for i in rows),
            self.near_duplicates[rows],
        )

    def reference(self) -> ReferenceSet:
        """As a set of embeddings, for families that compare embeddings. inputs must be (n, 1 + copies, d)."""
        return ReferenceSet("", self.plain, self.members, self.files, self.near_duplicates, len(self.members), 0)


def balancing_weights(members: tuple[MemberId, ...], by_group: bool) -> Array:
    """(n,) weight of each photo, mean 1: every member weighs the same, or, by_group, every group and within it every
    member. Groups are for models whose classes are groups: where members are the classes and summed, members of a small
    group would gain weight, and the group of a left-out member would be found for that alone."""
    photos = Counter(members)
    people = Counter(m.group for m in photos)
    weights = np.array([1.0 / (photos[m] * (people[m.group] if by_group else 1)) for m in members])
    result: Array = weights * (len(members) / weights.sum())
    return result


def counts(members: tuple[MemberId, ...]) -> Mapping[str, Mapping[str, int]]:
    """Photos by group and member."""
    found: dict[str, Counter[str]] = {}
    for m in members:
        found.setdefault(m.group, Counter())[m.member] += 1
    return found
