"""Profile the photos of a set, find faults and set those photos aside: the last step of importing and collecting, and
a job of its own."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from core.catalog import load_real
from core.collect.profiles import profile_photos
from core.errors import UnknownNameError
from core.faces.engine import Engine
from core.faces.engines import get_engine
from core.services.permitted import permitted
from core.services.reference.faces import stored_face
from core.services.reference.sets import discard
from core.settings import Settings
from core.storage.database import Database
from core.storage.reference.library import Library, LibraryPhoto, PhotoChange, PhotoDecision
from core.storage.reference.profiles import ProfileStore
from core.types import Finding, Progress, Upload, silent

_BATCH = 64  # photos in memory at once
# The steps of the work, as its progress calls them.
LOOKING, COMPARING = "사진을 읽고 얼굴을 찾는 중", "중복과 다른 사람을 찾는 중"


@dataclass(frozen=True, slots=True)
class Settled:
    """The outcome of curation. kept: photos in use now; new, freed: those that it has set aside or put back."""

    kept: int
    new: int
    freed: int


@permitted("reference.read")
def library_of(settings: Settings, set_id: str) -> Library:
    """The photos of a set that is on file. Raises UnknownNameError."""
    known = Database(settings).sets() if settings.database.exists() else []
    if set_id not in {stored.id for stored in known}:
        raise UnknownNameError("그런 기준 사진 세트는 없습니다. 목록에서 다시 골라 주세요.")
    return Library(settings, set_id)


@permitted("reference.change", on="set_id")
def examine(progress: Progress, settings: Settings, set_id: str, engine: str) -> str:
    """Profile the new photos, then curate; a job for `core.jobs`. Returns a Korean sentence.

    Examining an unchanged set again changes nothing. Raises UnknownNameError, EngineError, StorageError."""
    library, own = library_of(settings, set_id), get_engine(engine)
    photos = profile_files(library, library.photos(), own, settings, progress)
    progress(len(photos), len(photos), COMPARING)
    done = settle(settings, library, own.version)
    if not any(stored.id == set_id for stored in Database(settings).sets()):
        discard(settings, set_id)  # profiles of photos that were deleted meanwhile
        raise UnknownNameError("살펴보는 동안 세트가 지워졌습니다. 다른 세트를 골라 주세요.")
    sentence = f"사진 {len(photos):,}장을 살펴보았습니다. 남긴 사진은 {done.kept:,}장입니다."
    if done.new:
        sentence += f" {done.new:,}장을 새로 빼 두었으니 '검토'에서 확인해 주세요."
    if done.freed:
        sentence += f" 빼 두었던 {done.freed:,}장은 다시 넣었습니다."
    return sentence


@permitted("reference.read")
def profile_files(
    library: Library, photos: Sequence[LibraryPhoto], engine: Engine, settings: Settings, progress: Progress = silent
) -> list[LibraryPhoto]:
    """Put the profile and the face of every photo on file. Returns the photos as they are on file now: one that was
    changed by hand has another SHA-256. progress counts the new ones."""
    on_file = ProfileStore(settings).known(engine.version, [photo.sha256 for photo in photos])
    todo = [photo for photo in photos if photo.sha256 not in on_file]
    now = {photo.name: photo for photo in photos}
    done = 0
    for batch in _batches(library, todo):
        looked = {photo.sha256: upload for photo, upload in batch}
        keep_profiles(settings, engine, looked, onward(progress, done, len(todo), LOOKING))
        done += len(batch)
        changed = {photo.name: photo for photo, _ in batch if photo.sha256 != now[photo.name].sha256}
        if changed:  # only their hash is written: a decision about them may have been made since
            library.changed_by_hand({name: photo.sha256 for name, photo in changed.items()})
        now |= changed
    return list(now.values())


@permitted("reference.change")
def keep_profiles(
    settings: Settings, engine: Engine, uploads: Mapping[str, Upload], progress: Progress = silent
) -> None:
    """Profile photos, by SHA-256 of their bytes, and store profiles and faces. progress counts them."""
    seen = dict(zip(uploads, profile_photos(engine, list(uploads.values()), progress), strict=True))
    Database(settings).keep_faces(engine.version, {sha: stored_face(photo) for sha, (photo, _) in seen.items()})
    ProfileStore(settings).keep(engine.version, {sha: own for sha, (_, own) in seen.items()})


@permitted("reference.change")
def settle(settings: Settings, library: Library, version: str) -> Settled:
    """Curate the photos profiled by this engine version, and move them accordingly, without confirmation: everything
    can be undone, and no decision by a person is changed, nor one that is made meanwhile."""
    from core.collect.curate import Item, curate

    photos = library.photos()
    profiles = ProfileStore(settings).get(version, [photo.sha256 for photo in photos])
    place = load_real(settings).place
    # The order must not depend on the folder a photo lies in: the last bit of a score does depend on the order.
    judged = sorted((photo for photo in _judged(photos) if photo.sha256 in profiles), key=lambda photo: photo.file)
    items = [Item(p.file, place(p.member) or p.member, p.sha256, profiles[p.sha256]) for p in judged]
    found = {finding.file: finding for finding in curate(items)}
    changes = {p.name: change for p in judged if (change := _change(p, found.get(p.file))) is not None}
    done = {change.name for change in library.apply(list(changes.values()), seen=judged)}
    after = [(p, changes[p.name].state if p.name in done else p.state) for p in photos]
    return Settled(
        kept=sum(state == "kept" for _, state in after),
        new=sum(state == "rejected" and p.state == "kept" for p, state in after),
        freed=sum(state == "kept" and p.state == "rejected" for p, state in after),
    )


def _judged(photos: Sequence[LibraryPhoto]) -> list[LibraryPhoto]:
    """What is in use or was set aside automatically, without copies of a photo that a person rejected: with that photo
    gone, they would come back by themselves."""
    rejected = [p for p in photos if p.state == "rejected"]
    # Without a decision: the process died between moving the photo and writing that down.
    by_curation = {p.name for p in rejected if p.decision is None or p.decision.by == "auto"}
    by_person = {p.name for p in rejected} - by_curation
    copies = {p.name for p in rejected if p.decision and p.decision.suggestion.name in by_person}
    return [p for p in photos if p.state == "kept" or p.name in by_curation - copies]


def _change(photo: LibraryPhoto, finding: Finding | None) -> PhotoChange | None:
    """The change that a finding, or none, asks for; None where the photo already lies right."""
    old = photo.decision
    if old is not None and old.by == "person":
        return None
    if finding is None:
        return PhotoChange(photo.name, "kept", photo.member, None) if photo.state == "rejected" else None
    decision = PhotoDecision("auto", finding.reason, finding.suggestion, finding.score, datetime.now(UTC))
    if photo.state == "rejected" and old is not None and replace(old, at=decision.at) == decision:
        return None
    return PhotoChange(photo.name, "rejected", photo.member, decision)


def _batches(library: Library, photos: Sequence[LibraryPhoto]) -> Iterator[list[tuple[LibraryPhoto, Upload]]]:
    """Photos with their bytes, and the SHA-256 of those; what is gone meanwhile is left out."""
    batch: list[tuple[LibraryPhoto, Upload]] = []
    for photo in photos:
        try:
            data = library.path(photo).read_bytes()
        except OSError:
            continue
        batch.append((replace(photo, sha256=hashlib.sha256(data).hexdigest()), Upload(photo.file, data)))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def onward(progress: Progress, before: int, total: int, step: str) -> Progress:
    """Of one batch among several. step: what is done, Korean; names of files would flicker by."""
    return lambda done, _, __: progress(before + done, total, step)
