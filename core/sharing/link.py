"""A link to something of the studio: it names a view and opens nothing by itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, get_args

LinkKind = Literal["project", "version", "concept", "report"]
KINDS: tuple[LinkKind, ...] = get_args(LinkKind)
USUAL_DAYS, MOST_DAYS = 30, 365
MOST_OWN, MOST_OF_A_PROJECT = 200, 500  # that open: of a person, and to a plan
_AHEAD = timedelta(minutes=5)  # a link of a clock that is further ahead was not made yet
_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_NAME, _CODE = re.compile(r"[a-z_]{1,20}"), re.compile(r"[\x21-\x7e]{1,80}")
_MOST_CODES, _MOST_CHOSEN, _LONGEST = 10, 200, 200


@dataclass(frozen=True, slots=True)
class SharedView:
    """What a page showed. codes: of its address, by name; never of a trainee. Of the concept page too: group: its id;
    word: whose sentences are read; since, until, presses, kinds: what is filtered by. Of a report: parts, form: what
    goes into it and as what; before: number of the version that it is compared with, 0 for none."""

    codes: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    word: str = ""
    since: date | None = None
    until: date | None = None
    presses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    form: str = ""
    before: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """id: 22 letters, digits, "-" and "_". project: id, "" for a concept; version: number, 0 where it is about none.
    by: id of the person who made it, `by_name` as others see them. revoked: None while it is not. uses: how often it
    was opened, last_use: when, None for never."""

    id: str
    kind: LinkKind
    project: str
    version: int
    view: SharedView
    by: str
    by_name: str
    made: datetime
    expires: datetime
    revoked: datetime | None = None
    uses: int = 0
    last_use: datetime | None = None

    def opens(self, now: datetime) -> bool:
        """Whoever may see what it names is led there."""
        return self.revoked is None and self.made - _AHEAD <= now < self.expires


def is_id(text: str) -> bool:
    """Could this be the id of a link?"""
    return bool(_ID.fullmatch(text))


def is_sound(view: SharedView) -> bool:
    """Does it hold no more than a page's choices?"""
    codes = all(_NAME.fullmatch(name) and _CODE.fullmatch(value) for name, value in view.codes.items())
    chosen = (*view.presses, *view.kinds, *view.parts)
    short = all(len(text) <= _LONGEST for text in (view.group, view.word, view.form, *chosen))
    return codes and short and len(view.codes) <= _MOST_CODES and len(chosen) <= _MOST_CHOSEN and view.before >= 0
