"""So many faces of a ranking that no two of them are too alike."""

from collections.abc import Collection, Sequence

Pair = frozenset[int]
_STEPS = 50_000  # of the search, which could be endless among many that are alike


def distinct(ranked: Sequence[int], alike: Collection[Pair], count: int, held: Sequence[int] = ()) -> list[int]:
    """As many as can be had up to `count`, those held among them, the better ranked first: the first such set in the
    order of the ranking. alike: pairs that may not both be in it."""
    foes: dict[int, set[int]] = {one: set() for one in (*ranked, *held)}
    for one, other in map(tuple, alike):
        if one in foes and other in foes:
            foes[one].add(other)
            foes[other].add(one)
    best = list(held)
    left = _STEPS

    def search(chosen: list[int], free: list[int]) -> bool:
        nonlocal best, left
        left -= 1
        if len(chosen) > len(best):
            best = chosen
        if len(best) >= count or left < 0:
            return True
        if len(chosen) + len(free) <= len(best):
            return False
        return any(
            search([*chosen, one], [other for other in free[place + 1 :] if other not in foes[one]])
            for place, one in enumerate(free)
        )

    barred = set(held).union(*(foes[one] for one in held))
    search(list(held), [one for one in ranked if one not in barred])
    return best
