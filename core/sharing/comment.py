"""What somebody says about a version, a trainee of it, a word or something on a board."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

AboutKind = Literal["version", "trainee", "word", "item"]
ABOUT_KINDS: tuple[AboutKind, ...] = get_args(AboutKind)
LONGEST = 4_000  # characters
MOST_MENTIONED = 20


@dataclass(frozen=True, slots=True)
class About:
    """What a comment is about. version: number, of a version or a trainee, else 0. what: the trainee's name as the
    version has it, the word, or the id of what is on the board; "" of a version. group: id, of a word."""

    kind: AboutKind
    version: int = 0
    what: str = ""
    group: str = ""

    @property
    def whole(self) -> bool:
        """Does it say all that its kind needs, and nothing else?"""
        numbered = self.kind in ("version", "trainee")
        return (
            self.kind in ABOUT_KINDS
            and (self.version > 0) == numbered
            and bool(self.what) == (self.kind != "version")
            and (not self.group or self.kind == "word")
        )


@dataclass(frozen=True, slots=True)
class Comment:
    """id: 16 hex digits. by: id of the person, `by_name` as others see them. changed: None while it is as it was first
    written; revision: counts the changes of its text. resolved: None while it is open; resolved_by: a name. mentioned:
    ids of the people who were called."""

    id: str
    project: str
    about: About
    text: str
    by: str
    by_name: str
    at: datetime
    changed: datetime | None = None
    revision: int = 0
    resolved: datetime | None = None
    resolved_by: str = ""
    mentioned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """How a comment read before it was changed. at: since when it read so."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Unread:
    """Of one plan, by id and name: how many comments of others a person has not seen, and how many of these call the
    person."""

    project: str
    name: str
    comments: int
    called: int


def called_in(text: str, people: Mapping[str, str]) -> tuple[str, ...]:
    """Ids of those whom a text calls by "@name". people: id -> name as it is called by; of names that begin alike the
    longest that fits is meant, and namesakes are all."""
    longest = sorted({name for name in people.values() if name}, key=len, reverse=True)
    found: set[str] = set()
    for part in text.split("@")[1:]:
        if name := next((name for name in longest if part.startswith(name)), ""):
            found.add(name)
    return tuple(who for who, name in people.items() if name in found)
