"""A debut plan: what is aimed at, and the board of words, notes and colours collected for it."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

MOST_COLOURS = 6
MOST_WEIGHT = 5
LONGEST_NAME = 80

Kind = Literal["word", "note", "link"]
State = Literal["open", "archived", "deleted"]


@dataclass(frozen=True, slots=True)
class Target:
    """What is planned. size: number of members, 0 where it is open. audience, market: as typed. groups: ids of the
    groups whose concept is looked for; weights: how much of each, 1..MOST_WEIGHT, () where all weigh alike; facets: ids
    of facets of the lexicon."""

    size: int = 0
    audience: str = ""
    market: str = ""
    groups: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    weights: tuple[int, ...] = ()

    def mix(self, compared: Container[str]) -> dict[str, float]:
        """Group -> share of what is looked for, of those among `compared`: sum 1, empty where none of them is."""
        weights = self.weights or (1,) * len(self.groups)
        wanted = {one: weight for one, weight in zip(self.groups, weights, strict=False) if one in compared}
        return {one: weight / sum(wanted.values()) for one, weight in wanted.items()}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence pinned with a word. day: of the article, None where its source names none; link: http(s) or ""."""

    text: str
    press: str
    day: date | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class BoardItem:
    """A pin on the concept board. id: 8 hex digits; text: the word, the note, or what a link is called; group: id of
    the group whose news it is from, "" for one's own; facet: id, "" without one; link: http(s) or "" ; pinned: UTC."""

    id: str
    kind: Kind
    text: str
    group: str = ""
    facet: str = ""
    link: str = ""
    quotations: tuple[Quotation, ...] = ()
    by: str = ""
    pinned: datetime | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """items in the order people gave them; colours: up to six "#rrggbb"."""

    items: tuple[BoardItem, ...] = ()
    colours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """id: 12 hex digits. state: archived ones are out of the way, deleted ones are gone 30 days after `changed`.

    changed_by: who changed it last; revision: counts the changes, so that a lost update is seen."""

    id: str
    name: str
    created: datetime
    changed: datetime
    note: str = ""
    target: Target = Target()
    board: Board = Board()
    state: State = "open"
    changed_by: str = ""
    is_demo: bool = False
    revision: int = 0
