"""Names that stand side by side."""

from collections.abc import Iterable


def numbered(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """(id, name) in order -> id to a name that no other has: of those with one name all but the first are numbered."""
    found: dict[str, str] = {}
    for key, name in named:
        free, number = name, 1
        while free in found.values():
            number += 1
            free = f"{name} ({number})"
        found[key] = free
    return found
