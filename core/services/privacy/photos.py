"""Photos beside a version: kept of those who consented, seen again, gone when their time is over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.access.actor import Actor
from core.errors import PrivacyError
from core.privacy.consent import State, day_of, keep_until, state_of
from core.privacy.sealed import packed, unpacked
from core.privacy.stripped import stripped
from core.services.permitted import check
from core.services.privacy.keeping import OFF, days, is_on
from core.services.privacy.noted import noted
from core.settings import Settings
from core.storage import clock as clocks
from core.storage.privacy.kept import Kept, KeptPhoto, NewPhoto
from core.storage.privacy.outside import read
from core.storage.projects import Projects
from core.types import LineupResult, PhotoFaces

CLOCK = (
    "서버의 시계가 갑자기 앞으로 가서 확인하는 동안에는 사진을 보관하지 않습니다. 한 시간쯤 뒤에 다시 시도해 주시고, "
    "계속되면 관리자에게 시계를 확인해 달라고 해 주세요."
)
ALREADY = "이 버전의 사진은 이미 보관하고 있습니다. 그대로 두셔도 됩니다."


@dataclass(frozen=True, slots=True)
class Outcome:
    """photos: that were kept; without: name of each of whom none may be kept, to why her consent does not count."""

    photos: int
    trainees: int
    without: Mapping[str, State] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """A kept photo. file: as it was called; left_out, spot: what the visitor had decided: not to count it, or which
    face is meant (its middle, px of the photo)."""

    trainee: str
    file: str
    until: datetime
    jpeg: bytes = field(repr=False)
    left_out: bool = False
    spot: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """Kept photos of a version: how many, whose, and when the first of them goes."""

    photos: int
    trainees: tuple[str, ...]
    until: datetime


def keep(settings: Settings, actor: Actor, project: str, number: int, result: LineupResult) -> Outcome:
    """Keep the photos of a saved version whose answer this is, of those whose consent counts today and of whom none are
    kept yet: consent comes one by one. Raises PrivacyError where keeping is off, the key is lost, or all are kept."""
    check(settings, actor, "photos.keep", f"project/{project}/{number}", project=project)
    if not is_on(settings):
        raise PrivacyError(OFF)
    outside, kept, times = read(settings), Kept(settings), clocks.times(settings)
    saved = {one.name for one in Projects(settings).version(project, number).trainees}
    known, today = {one.name: one for one in kept.trainees(project)}, day_of(times.now)
    there = {one.name for one in kept.photos(project, number)}
    people = [one for one in result.trainees if one.name in saved - there]
    if there and not people:
        raise PrivacyError(ALREADY)
    stands = {one.name: state_of(own.consent if (own := known.get(one.name)) else None, today) for one in people}
    may = {name: known[name] for name, state in stands.items() if state == "valid"}
    photos = [
        NewPhoto(may[one.name].id, place, packed(_note(photo), stripped(photo.picture.jpeg)))
        for one in people
        if one.name in may
        for place, photo in enumerate(one.photos)
        if photo.picture is not None
    ]
    # By a clock that is doubted they might be kept too long.
    until = {one.id: keep_until(one.consent, times.sure, days(settings)) for one in may.values() if one.consent}
    if any(until[photo.trainee] <= times.now for photo in photos):
        raise PrivacyError(CLOCK)
    if photos:
        kept.add(project, number, photos, until, times.sure, outside)
        noted(settings, actor, "photos.keep", f"project/{project}/{number}/photos/{len(photos)}")
    without = {name: state for name, state in stands.items() if state != "valid"}
    return Outcome(len(photos), len({photo.trainee for photo in photos}), without)


def clock(settings: Settings, actor: Actor, project: str, number: int) -> Clock | None:
    """What is kept of a version, without opening it; None for nothing."""
    check(settings, actor, "photos.read", f"project/{project}/{number}", project=project)
    found = _photos(settings, project, number)
    if not found:
        return None
    return Clock(len(found), tuple(dict.fromkeys(one.name for one in found)), min(one.until for one in found))


def open_photos(settings: Settings, actor: Actor, project: str, number: int) -> list[Opened]:
    """The photos themselves. Each time is on the access record. Raises PrivacyError where they cannot be opened."""
    check(settings, actor, "photos.read", f"project/{project}/{number}", project=project)
    found = _photos(settings, project, number)
    if not found:
        return []
    outside = read(settings)
    noted(settings, actor, "photos.read", f"project/{project}/{number}/photos/{len(found)}")
    data = Kept(settings).opened(found, outside)
    return [_opened(one, *unpacked(each)) for one, each in zip(found, data, strict=True)]


def tidy(settings: Settings) -> None:
    """Photos whose time is over go; so do files that a killed process left."""
    if settings.database.exists():
        Kept(settings).expire(clocks.times(settings).sure, sweep=True)


def _photos(settings: Settings, project: str, number: int) -> Sequence[KeptPhoto]:
    """Nothing is seen of those whose time is over, though they may be deleted only after a second look at a clock that
    has jumped ahead."""
    kept, times = Kept(settings), clocks.times(settings)
    kept.expire(times.sure)
    return [one for one in kept.photos(project, number) if one.until > times.now]


def _note(photo: PhotoFaces) -> dict[str, Any]:
    """What is kept beside a photo: how it was called, and what the visitor decided about it."""
    face = photo.face
    spot = list(face.box.center) if face is not None and photo.picked == "hand" else None
    return {"file": photo.path, "left_out": photo.code == "left_out", "spot": spot}


def _opened(row: KeptPhoto, note: dict[str, Any], jpeg: bytes) -> Opened:
    spot = note.get("spot")
    return Opened(
        row.name, str(note.get("file", "")), row.until, jpeg, bool(note.get("left_out")),
        (float(spot[0]), float(spot[1])) if spot else None,
    )  # fmt: skip
