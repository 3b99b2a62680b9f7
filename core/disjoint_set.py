"""Things that belong together through pairs (union by the smaller index). The first thing of a chain names it."""

from collections.abc import Sequence


class Chains:
    """first: of each thing the index of one that it belongs with already, itself or an earlier one."""

    def __init__(self, first: Sequence[int]) -> None:
        self._parent = [int(i) for i in first]

    def of(self, i: int) -> int:
        """The first thing of the chain that thing `i` is in."""
        parent = self._parent
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Say that two things belong together."""
        a, b = self.of(i), self.of(j)
        self._parent[max(a, b)] = min(a, b)

    def labels(self) -> list[int]:
        """Of each thing the first of its chain."""
        return [self.of(i) for i in range(len(self._parent))]
