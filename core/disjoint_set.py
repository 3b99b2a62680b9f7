"""Union-find over indices. The smallest index represents a set."""

from collections.abc import Sequence


class DisjointSet:
    """first: of each index one that it shares a set with already, itself or a smaller one."""

    def __init__(self, first: Sequence[int]) -> None:
        self._parent = [int(i) for i in first]

    def find(self, i: int) -> int:
        """The smallest index of the set that `i` is in."""
        parent = self._parent
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def union(self, i: int, j: int) -> None:
        """Merge the sets of two indices."""
        a, b = self.find(i), self.find(j)
        self._parent[max(a, b)] = min(a, b)

    def labels(self) -> list[int]:
        """`find` of each index."""
        return [self.find(i) for i in range(len(self._parent))]
