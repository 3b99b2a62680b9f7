"""One visitor's review of one set: what the browser was shown, what it asks for, and the steps that can be undone.

Streamlit keeps only the newest of two messages that wait for one run, and a run may be cut short by the next one. The
browser therefore sends every request until it is answered, numbered; each number is worked off once, its answer kept.
"""

import hashlib
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.catalog import UNKNOWN, load_real
from core.errors import StudioError
from core.services.reference import curation
from core.services.reference.curation import ReviewItem, Undo
from core.services.reference.sets import active_engine
from core.settings import Settings
from core.text.numbers import rounded
from core.types import MemberId, PhotoState
from core.ui.kit.state import UndoStack
from core.ui.review_grid.pictures import details, thumbnails
from core.ui.review_grid.who import Who
from core.ui.words_ko import common
from core.ui.words_ko import review as t

_FIRST = 60  # thumbnails that come with the first frame: more than the first screen shows
_SAMPLE = 40  # photos that tell whether the set was examined
_REMEMBERED = 64  # answers, for a browser that asks again
_STATES: tuple[PhotoState, ...] = ("kept", "rejected", "proposed")

Place = tuple[PhotoState, MemberId]


@dataclass(frozen=True, slots=True)
class _Step:
    undo: Undo
    after: Mapping[str, Place]  # how the photos lay then


@dataclass
class _Wanted:
    """What the next frame brings besides the photos."""

    page: str = ""
    have: str = ""
    thumbs: list[str] = field(default_factory=list)
    large: str = ""
    results: list[dict[str, Any]] = field(default_factory=list)


class ReviewSession:
    """Call `load` when the page is drawn, `handle_requests` with the browser's message, then `frame` for the answer."""

    def __init__(self, settings: Settings, set_id: str) -> None:
        self.settings, self.set_id = settings, set_id
        self.items: tuple[ReviewItem, ...] = ()
        self.by_name: dict[str, ReviewItem] = {}
        self.steps: UndoStack[_Step] = UndoStack()
        self._answers: OrderedDict[tuple[str, int], dict[str, Any]] = OrderedDict()
        self._wanted: _Wanted | None = None
        self._rows: list[list[Any]] = []
        self._rev = ""

    def load(self) -> None:
        """Read how the set stands now. Raises StudioError."""
        self.items = curation.items(self.settings, self.set_id)
        self.by_name = {item.name: item for item in self.items}
        self.who = Who(self.items, load_real(self.settings))
        self._rows = [self._row(item) for item in self.items]
        said = _json([self._rows, self.who.members, self.who.groups])
        self._rev = hashlib.sha256(said).hexdigest()[:16]

    def waiting(self) -> list[ReviewItem]:
        """What a person should look at, in the order of the grid: set aside automatically, or proposed."""
        found = [i for i in self.items if i.state == "proposed" or (i.state == "rejected" and i.by == "auto")]
        rank = list(t.REASONS)
        return sorted(found, key=lambda i: (rank.index(i.reason or "proposed"), -2 if i.score is None else -i.score))

    def examined(self) -> bool:
        """Was the set examined? Judged by a sample of the photos in which nothing was found."""
        plain = [item.sha256 for item in self.items if not item.by and item.state == "kept"]
        sample = plain[:: max(1, len(plain) // _SAMPLE)]
        return len(curation.thumbnails(self.settings, sample)) * 2 >= len(sample)

    def handle_requests(self, message: object) -> bool:
        """Work off what the browser asks for. Returns whether photos were changed."""
        if not isinstance(message, Mapping) or not isinstance(message.get("requests"), Sequence):
            return False
        page = str(message.get("page", ""))
        wanted = self._wanted = _Wanted(page=page, have=str(message.get("have", "")))
        before = self._rev
        for request in message["requests"]:
            if not isinstance(request, Mapping) or not isinstance(request.get("seq"), int):
                continue
            kind, names = str(request.get("kind", "")), [str(name) for name in request.get("names") or ()]
            answer: dict[str, Any] = {"seq": request["seq"], "message": "", "error": False}
            if kind == "thumbs":
                wanted.thumbs += names
            elif kind == "look":
                wanted.large = names[0] if names else ""
            else:
                number = page, request["seq"]
                if number not in self._answers:
                    self._answers[number] = answer | self._act(kind, names, request)
                answer = self._answers[number]
            wanted.results.append(answer)
        while len(self._answers) > _REMEMBERED:
            self._answers.popitem(last=False)
        return self._rev != before

    def frame(self, *, locked: bool = False) -> bytes:
        """The message to the browser: 4 bytes length of the header (big endian), the header as JSON, the pictures.
        locked: the visitor may look and change nothing.

        The photos are left out where the browser has them already."""
        wanted, self._wanted = self._wanted, None
        header: dict[str, Any] = {"set": self.set_id, "rev": self._rev, "steps": len(self.steps), "page": ""}
        header |= {"results": [], "detail": None, "locked": locked}
        if wanted is None or wanted.have != self._rev:
            header |= {"groups": self.who.groups, "members": self.who.members, "reasons": t.REASON_IDS, "words": t.GRID}
            header["items"] = self._rows
        names = [item.name for item in self.waiting()[:_FIRST]] if wanted is None else wanted.thumbs
        shown = [self.by_name[name] for name in names if name in self.by_name]
        blobs, missing = thumbnails(self.settings, self.set_id, shown)
        header["missing"] = missing + [name for name in names if name not in self.by_name]
        if wanted is not None:
            header |= {"page": wanted.page, "results": wanted.results}
            if wanted.large in self.by_name:
                header["detail"], large = details(self.settings, self.set_id, self.by_name[wanted.large], self.by_name)
                blobs |= large
        header["blobs"] = [(name, len(data)) for name, data in blobs.items()]
        head = _json(header)
        return len(head).to_bytes(4, "big") + head + b"".join(blobs.values())

    def _row(self, item: ReviewItem) -> list[Any]:
        members = [n for m in item.suggestion.members if (n := self.who.number(m)) is not None]
        suggestion: Any = members or item.suggestion.name
        score = rounded(item.score)
        reason = t.REASON_IDS.index(item.reason) if item.reason in t.REASON_IDS else 0
        state, number = _STATES.index(item.state), self.who.number(item.member)
        return [item.name, number, state, reason, suggestion, score, item.by]

    def _act(self, kind: str, names: list[str], request: Mapping[str, Any]) -> dict[str, Any]:
        try:
            if kind == "undo":
                return self._undo()
            return self._change(self._verb(kind, request), names, keeps=kind in ("accept", "follow"))
        except StudioError as error:
            return {"message": str(error), "error": True}
        except Exception:
            logging.getLogger(__name__).exception("an action of the review failed")
            return {"message": common.UNEXPECTED, "error": True}

    def _verb(self, kind: str, request: Mapping[str, Any]) -> Callable[[list[str]], Undo]:
        settings, set_id = self.settings, self.set_id
        verbs = {"accept": curation.accept, "reject": curation.reject, "follow": curation.follow, "split": _split}
        if kind in verbs:
            return lambda names: verbs[kind](settings, set_id, names)
        target = self.who.targets.get(str(request.get("member")))
        if kind != "move" or target is None:
            raise StudioError(t.NO_TARGET)
        return lambda names: curation.move(settings, set_id, names, target)

    def _change(self, verb: Callable[[list[str]], Undo], names: list[str], *, keeps: bool) -> dict[str, Any]:
        shown = self.by_name
        self.load()  # another user may work on the set, and no decision is overwritten unseen
        as_shown = [n for n in names if n in shown and n in self.by_name and _alike(shown[n], self.by_name[n])]
        if keeps and any(self.by_name[name].member.member == UNKNOWN for name in as_shown):
            raise StudioError(t.NOBODY)
        undo = verb(as_shown) if as_shown else ()
        if undo:
            self.load()
            after = {c.name: _place(self.by_name[c.name]) for c in undo if c.name in self.by_name}
            self.steps.append(_Step(undo, after))
        touched = {change.name for change in undo} & set(as_shown)
        elsewhere, unchanged = len(names) - len(as_shown), len(as_shown) - len(touched)
        sentences = (t.faces_found(len(undo) - len(touched)), t.left_alone(elsewhere, unchanged))
        return {"message": " ".join(filter(None, sentences)), "error": elsewhere > 0}

    def _undo(self) -> dict[str, Any]:
        if not self.steps:
            return {"message": t.NOTHING_TO_UNDO, "error": False}
        self.load()
        step = self.steps[-1]
        back = tuple(c for c in step.undo if self._as_left(c.name, step.after))
        done = curation.undo(self.settings, self.set_id, back) if back else ()
        self.steps.pop()
        self.load()
        elsewhere = len(step.undo) - len(done)
        return {"message": t.left_alone(elsewhere, 0) or t.undone(len(done)), "error": elsewhere > 0}

    def _as_left(self, name: str, after: Mapping[str, Place]) -> bool:
        item = self.by_name.get(name)
        return item is not None and after.get(name) == _place(item)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _place(item: ReviewItem) -> Place:
    return item.state, item.member


def _alike(one: ReviewItem, other: ReviewItem) -> bool:
    return (_place(one), one.by, one.sha256) == (_place(other), other.by, other.sha256)


def _split(settings: Settings, set_id: str, names: Sequence[str]) -> Undo:
    from core.services.reference import proposals

    return proposals.split(settings, set_id, names, active_engine(settings))
