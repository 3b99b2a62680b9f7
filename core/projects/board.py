"""The concept board: words with their sentences, notes and links, put in an order by hand."""

from collections.abc import Sequence
from dataclasses import replace

from core.projects.project import Board, BoardItem


def pin(board: Board, item: BoardItem) -> Board:
    """At the end. A word that is there already for the same group stays where it is and gets the newer sentences."""
    for at, one in enumerate(board.items):
        if item.kind == "word" and (one.kind, one.text, one.group) == ("word", item.text, item.group):
            newer = replace(one, quotations=item.quotations or one.quotations, facet=item.facet or one.facet)
            return replace(board, items=(*board.items[:at], newer, *board.items[at + 1 :]))
    return replace(board, items=(*board.items, item))


def unpin(board: Board, item_id: str) -> Board:
    """Without it; one that is not there changes nothing."""
    return replace(board, items=tuple(one for one in board.items if one.id != item_id))


def move(board: Board, item_id: str, to: int) -> Board:
    """To a place counted from 0, the nearest there is; the others keep their order."""
    moved = [one for one in board.items if one.id == item_id]
    rest = [one for one in board.items if one.id != item_id]
    place = min(max(to, 0), len(rest))
    return replace(board, items=(*rest[:place], *moved, *rest[place:]))


def arranged(board: Board, order: Sequence[str]) -> Board:
    """In the order of these ids; what another tab has pinned meanwhile comes after them."""
    place = {item_id: at for at, item_id in enumerate(order)}
    return replace(board, items=tuple(sorted(board.items, key=lambda one: place.get(one.id, len(place)))))
