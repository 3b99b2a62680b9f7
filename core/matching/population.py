"""Sufficient statistics of a reference set, a member at a time, so that leaving one out is a subtraction.

Everything a model learns about faces comes from here: the member means, and the scatter of each member's photos around
their own mean. Group labels only decide which members are summed at the very end.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from core.stats.arrays import Array, Ints
from core.types import MemberId, ReferenceSet


@dataclass(frozen=True)
class Population:
    """members: N ids, sorted. means: (N, d). counts: (N,) photos. scatter: N (d, d) about each mean.

    photos: N arrays (n_i, d); a member's photos in the order of the reference set."""

    members: tuple[MemberId, ...]
    photos: tuple[Array, ...] = field(repr=False)
    near_duplicates: tuple[Ints, ...] = field(repr=False)
    means: Array = field(repr=False)
    counts: Array = field(repr=False)
    scatter: tuple[Array, ...] = field(repr=False)

    @classmethod
    def of(cls, reference: ReferenceSet, basis: Array | None = None) -> "Population":
        """Group the rows of a reference set by member; basis: (d, r) to describe them on fewer axes."""
        x = np.asarray(reference.embeddings, dtype=np.float64)
        x = x if basis is None else x @ basis
        members = tuple(sorted(set(reference.members)))
        position = {member: i for i, member in enumerate(members)}
        owner = np.array([position[m] for m in reference.members], dtype=np.int64)
        photos = tuple(x[owner == i] for i in range(len(members)))
        near = tuple(np.asarray(reference.near_duplicates)[owner == i] for i in range(len(members)))
        return cls.from_photos(members, photos, near)

    @classmethod
    def from_photos(
        cls, members: tuple[MemberId, ...], photos: tuple[Array, ...], near: tuple[Ints, ...]
    ) -> "Population":
        """photos: one (n_i, d) array a member, n_i >= 1."""
        means = np.stack([p.mean(axis=0) for p in photos])
        centred = [p - m for p, m in zip(photos, means, strict=True)]
        return cls(
            members=members,
            photos=photos,
            near_duplicates=near,
            means=means,
            counts=np.array([len(p) for p in photos], dtype=np.float64),
            scatter=tuple(c.T @ c for c in centred),
        )

    def __len__(self) -> int:
        return len(self.members)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Sorted names of the groups that have a member here."""
        return tuple(sorted({m.group for m in self.members}))

    @cached_property
    def group_of(self) -> Ints:
        """(N,) index into groups."""
        return np.array([self.groups.index(m.group) for m in self.members], dtype=np.int64)

    @cached_property
    def total_scatter(self) -> Array:
        """(d, d), summed once: leaving a member out subtracts its own."""
        total: Array = np.sum(self.scatter, axis=0)
        return total

    def regrouped(self, groups: Sequence[str]) -> "Population":
        """The same people in other groups. groups: (N,) names."""
        members = tuple(MemberId(group, m.member) for group, m in zip(groups, self.members, strict=True))
        return replace(self, members=members)

    def without(self, index: int) -> "Population":
        """The same people less one; nothing of that member remains."""
        keep = [i for i in range(len(self)) if i != index]
        rest = Population(
            members=tuple(self.members[i] for i in keep),
            photos=tuple(self.photos[i] for i in keep),
            near_duplicates=tuple(self.near_duplicates[i] for i in keep),
            means=self.means[keep],
            counts=self.counts[keep],
            scatter=tuple(self.scatter[i] for i in keep),
        )
        # cached_property lives in __dict__, which a frozen dataclass leaves open.
        rest.__dict__["total_scatter"] = self.total_scatter - self.scatter[index]
        return rest
