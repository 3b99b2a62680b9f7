"""Review of a user's set: what curation found, and the analyst's decisions, each explained and undoable.

What curation finds is set aside at once, never deleted. A person's decision is never overridden: accepted photos stay
and count as evidence, rejected ones stay out and count as none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Literal

from core.errors import UnknownNameError
from core.intake.naming import natural
from core.services.permitted import permitted
from core.services.reference.examine import library_of
from core.settings import Settings
from core.storage.reference.library import Library, LibraryPhoto, PhotoChange, PhotoDecision
from core.storage.reference.profiles import ProfileStore
from core.types import MemberId, PhotoState, Reason, Rights, Suggestion

FEWEST_PHOTOS = 10

Undo = tuple[PhotoChange, ...]
RightsUndo = Mapping[str, tuple[Rights, Rights]]  # name of a photo -> what was said of it before, and after


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A photo as the review shows it. member: its folders; reason, suggestion, score: as in `Finding`, empty without.

    by: auto, person or "" where nothing was decided."""

    name: str
    file: str
    member: MemberId
    state: PhotoState
    reason: Reason | Literal[""]
    suggestion: Suggestion
    score: float | None
    by: Literal["auto", "person", ""]
    sha256: str


@dataclass(frozen=True, slots=True)
class MemberCount:
    """How a member's photos stand. few: fewer than `FEWEST_PHOTOS` are kept."""

    member: MemberId
    photos: int
    kept: int
    rejected: int
    proposed: int

    @property
    def few(self) -> bool:
        return self.kept < FEWEST_PHOTOS


@permitted("reference.read")
def items(settings: Settings, set_id: str) -> tuple[ReviewItem, ...]:
    """Every photo of a set, by group, member and name. Raises UnknownNameError."""
    return tuple(_item(photo) for photo in _ordered(library_of(settings, set_id).photos()))


def counts(items: Iterable[ReviewItem]) -> tuple[MemberCount, ...]:
    """Per member, in the order in which they come."""
    tally: dict[MemberId, dict[str, int]] = {}
    for item in items:
        tally.setdefault(item.member, {"kept": 0, "rejected": 0, "proposed": 0})[item.state] += 1
    return tuple(MemberCount(member, sum(own.values()), **own) for member, own in tally.items())


@permitted("reference.read")
def thumbnails(settings: Settings, shas: Sequence[str]) -> dict[str, bytes]:
    """Small JPEGs by SHA-256 of the photo; what was not looked at yet has none."""
    return ProfileStore(settings).thumbnails(shas)


@permitted("reference.read")
def picture(settings: Settings, set_id: str, name: str) -> bytes | None:
    """A whole photo, None where the set has none of that name."""
    library = library_of(settings, set_id)
    found = next((photo for photo in library.photos() if photo.name == name), None)
    try:
        return library.path(found).read_bytes() if found else None
    except OSError:  # moved or deleted meanwhile
        return None


@permitted("reference.change", on="set_id")
def accept(settings: Settings, set_id: str, names: Sequence[str]) -> Undo:
    """Keep these photos, whatever was found; the finding stays on record."""
    return _decide(settings, set_id, names, lambda photo: _change(photo, "kept", noted=True))


@permitted("reference.change", on="set_id")
def reject(settings: Settings, set_id: str, names: Sequence[str]) -> Undo:
    """Set these photos aside for good."""
    return _decide(settings, set_id, names, lambda photo: _change(photo, "rejected", noted=True))


@permitted("reference.change", on="set_id")
def move(settings: Settings, set_id: str, names: Sequence[str], member: MemberId) -> Undo:
    """Move photos to a member, and keep them. Raises UnknownNameError for a member without a name."""
    if not (member.group.strip() and member.member.strip()):
        raise UnknownNameError("옮길 그룹과 멤버를 골라 주세요.")
    return _decide(settings, set_id, names, lambda photo: _change(photo, "kept", member))


@permitted("reference.change", on="set_id")
def follow(settings: Settings, set_id: str, names: Sequence[str]) -> Undo:
    """Apply the suggestions: swapped photos go to the other member, proposed ones are kept, others stay set aside."""
    return _decide(settings, set_id, names, _followed)


@permitted("reference.change", on="set_id")
def undo(settings: Settings, set_id: str, undo: Undo) -> Undo:
    """Revert changes. Returns the changes that would make them again."""
    return library_of(settings, set_id).apply(undo)


@permitted("reference.read")
def credits(settings: Settings, set_id: str) -> list[LibraryPhoto]:
    """Every photo of a set with its source and rights, by group, member and name. Raises UnknownNameError."""
    return _ordered(library_of(settings, set_id).photos())


@permitted("reference.change", on="set_id")
def set_rights(settings: Settings, set_id: str, names: Sequence[str], rights: Rights) -> RightsUndo:
    """Fill in title, author, licence and addresses; fields that are empty in `rights`, and the source, stay. Returns
    what undoes it."""
    library = library_of(settings, set_id)
    before = _rights(library, names)
    library.set_rights(names, rights)
    after = _rights(library, list(before))
    return {name: (before[name], own) for name, own in after.items() if own != before[name]}


@permitted("reference.change", on="set_id")
def undo_rights(settings: Settings, set_id: str, undo: RightsUndo) -> int:
    """Take back what `set_rights` filled in, but for photos that somebody has changed since; how many photos."""
    library = library_of(settings, set_id)
    now = _rights(library, list(undo))
    back = {name: before for name, (before, after) in undo.items() if now.get(name) == after}
    library.restore_rights(back)
    return len(back)


def _rights(library: Library, names: Sequence[str]) -> dict[str, Rights]:
    wanted = set(names)
    return {photo.name: photo.rights for photo in library.photos() if photo.name in wanted}


def _decide(
    settings: Settings, set_id: str, names: Sequence[str], decide: Callable[[LibraryPhoto], PhotoChange | None]
) -> Undo:
    library, wanted = library_of(settings, set_id), set(names)
    photos = [photo for photo in library.photos() if photo.name in wanted]
    changes = [change for photo in photos if (change := decide(photo)) is not None]
    return library.apply(changes, seen=photos)


def _change(
    photo: LibraryPhoto, state: PhotoState, member: MemberId | None = None, *, noted: bool = False
) -> PhotoChange:
    """noted: the finding about the photo stays on record."""
    found = (photo.decision if noted else None) or PhotoDecision("person", "", Suggestion(), None, datetime.now(UTC))
    decision = replace(found, by="person", at=datetime.now(UTC))
    return PhotoChange(photo.name, state, member or photo.member, decision)


def _followed(photo: LibraryPhoto) -> PhotoChange | None:
    if photo.state == "proposed":
        return _change(photo, "kept", noted=True)
    if photo.state != "rejected" or photo.decision is None:
        return None
    if photo.decision.reason == "swap":
        members = photo.decision.suggestion.members
        return _change(photo, "kept", members[0]) if members else None
    return _change(photo, "rejected", noted=True)


def _ordered(photos: Iterable[LibraryPhoto]) -> list[LibraryPhoto]:
    key = cache(natural)  # of the few folder names
    return sorted(photos, key=lambda p: (key(p.member.group), key(p.member.member), natural(p.name)))


def _item(photo: LibraryPhoto) -> ReviewItem:
    place = photo.name, photo.file, photo.member, photo.state
    if (found := photo.decision) is None:
        return ReviewItem(*place, "", Suggestion(), None, "", photo.sha256)
    return ReviewItem(*place, found.reason, found.suggestion, found.score, found.by, photo.sha256)
