"""Faces out of films and group shots, proposed to members: they wait for a confirmation.

`core.collect.identity` identifies them by the set's kept photos. A face that it cannot identify waits under the member
`UNKNOWN` of the group, to be moved by hand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.batches import batched
from core.catalog import UNKNOWN, load_real
from core.collect.cutout import cut_out
from core.collect.video import faces_of
from core.errors import CollectError, StudioError
from core.faces.engine import Engine
from core.faces.engines import get_engine
from core.intake import files
from core.services.permitted import permitted
from core.services.reference import sets as reference
from core.services.reference.examine import library_of, profile_files
from core.services.reference.known_faces import Owner, different_people, known_faces, placed
from core.settings import Settings
from core.storage.reference.library import Library, LibraryPhoto, PhotoChange, PhotoDecision, file_name
from core.types import MemberId, Photo, PhotoFaces, Progress, Rights, Suggestion, Upload, silent

_BATCH = 8  # group shots in memory at once


@dataclass(frozen=True, slots=True)
class _Proposal:
    photo: Photo
    rights: Rights
    owner: Owner


@permitted("reference.change", on="set_id")
def propose_from_video(
    progress: Progress,
    settings: Settings,
    set_id: str,
    path: Path,
    member: MemberId | None,
    engine: str,
    temporary: bool,
    title: str = "",
) -> str:
    """The best photos of each person in a film, as proposals; a job for `core.jobs`. Returns a Korean sentence.

    member: the one to whom the person seen longest is proposed; others go to the member they resemble. temporary: path
    is an upload that is deleted afterwards. title: of the film, "" for its file name. Raises CollectError for a film
    that cannot be used or shows no face, UnknownNameError, EngineError."""
    try:
        library, own = library_of(settings, set_id), get_engine(engine)
        known = known_faces(settings, library, own, progress)
        others, foreign = different_people(settings, known, own, progress)
        name = title or path.name
        people = faces_of(path, own, others, progress, settings, title=name, foreign=foreign)
        if not any(person.photos for person in people):
            raise CollectError(
                "동영상에서 또렷한 정면 얼굴을 찾지 못했습니다. 얼굴이 크고 밝게 나온 동영상을 올려 주세요."
            )
        rights = Rights("video", title=name, fetched=datetime.now(UTC))
        owners = known.in_film(people, placed(settings, member) if member else None)
        pairs = zip(people, owners, strict=True)
        proposals = [_Proposal(photo, rights, owner) for person, owner in pairs for photo in person.photos]
        added = _add(settings, library_of(settings, set_id), own, proposals, progress)
    finally:
        if temporary:
            path.unlink(missing_ok=True)
    return f"동영상에서 {len(people)}명을 찾았습니다. {_summary(added)}"


@permitted("reference.change", on="set_id")
def propose_from_group_photos(
    progress: Progress,
    settings: Settings,
    set_id: str,
    group: str,
    paths: Sequence[Path],
    engine: str,
    temporary: bool,
    titles: Sequence[str] = (),
) -> str:
    """Every face of group shots cut out and proposed to a member of the group; a job for `core.jobs`.

    temporary, titles: as for a film, one title a path. Returns a Korean sentence. Raises CollectError where no photo
    shows a face that can be used, UnknownNameError, EngineError."""
    names = titles or [path.name for path in paths]
    try:
        library, own = library_of(settings, set_id), get_engine(engine)
        known = known_faces(settings, library, own, progress)
        found = load_real(settings).lookup(group)
        place = found.id if found else group
        proposals: list[_Proposal] = []
        refused: list[tuple[str, str]] = []
        uploads = (_read(path, name, settings) for path, name in zip(paths, names, strict=True))
        for done, shot in enumerate(_shots(uploads, own), 1):
            progress(done, len(paths), shot.name)
            if not shot.cuts:
                refused.append((shot.name, shot.reason))
            rights = Rights("upload", title=shot.name, fetched=datetime.now(UTC))
            owners = known.in_photo(shot.vectors, place)
            proposals += [_Proposal(cut, rights, owner) for cut, owner in zip(shot.cuts, owners, strict=True)]
        if not proposals:
            name, reason = refused[0] if refused else ("", "")
            raise CollectError(f"얼굴을 찾은 사진이 없습니다. {name}: {reason}" if name else "사진을 골라 주세요.")
        added = _add(settings, library_of(settings, set_id), own, proposals, progress)
    finally:
        if temporary:
            for path in paths:
                path.unlink(missing_ok=True)
    left_out = f" 얼굴을 찾지 못한 사진은 {len(refused)}장입니다." if refused else ""
    return f"단체 사진 {len(paths) - len(refused)}장에서 얼굴을 찾았습니다. {_summary(added)}{left_out}"


@permitted("reference.change", on="set_id")
def split(settings: Settings, set_id: str, names: Sequence[str], engine: str) -> tuple[PhotoChange, ...]:
    """Cut photos of the set that show several people into faces, propose each to a member of the photo's group, and set
    the photos aside. Each face gets the rights of its photo.

    Returns the changes that undo it: the photos come back as they were, and the proposals are set aside, to be proposed
    again if the photos are split once more. A photo with fewer than two usable faces stays as it is. Raises
    CollectError where that is all of them."""
    library, own = library_of(settings, set_id), get_engine(engine)
    wanted = {photo.name: photo for photo in library.photos() if photo.name in set(names)}
    known = known_faces(settings, library, own, without=wanted)
    changes: list[PhotoChange] = []
    proposals: list[_Proposal] = []
    uploads = (_read(library.path(photo), name, settings) for name, photo in wanted.items())
    for shot in _shots(uploads, own):
        if len(shot.cuts) < 2:
            continue
        photo = wanted[shot.name]
        owners = known.in_photo(shot.vectors, placed(settings, photo.member).group)
        proposals += [_Proposal(cut, photo.rights, owner) for cut, owner in zip(shot.cuts, owners, strict=True)]
        people = Suggestion(tuple(owner for owner, score in owners if score is not None))
        decision = PhotoDecision("person", "several_faces", people, None, datetime.now(UTC))
        changes.append(PhotoChange(photo.name, "rejected", photo.member, decision))
    if not changes:
        raise CollectError("얼굴이 둘 이상 또렷하게 나온 사진이 없어 나누지 못했습니다. 단체 사진을 골라 주세요.")
    added = _add(settings, library, own, proposals, silent)
    # Faces that were refused, or whose split was undone, are proposed again.
    offered = {file_name(proposal.owner[0], proposal.photo): proposal.owner for proposal in proposals}
    changes += [
        PhotoChange(photo.name, "proposed", photo.member, _suggestion(offered[photo.name]))
        for photo in library.photos()
        if photo.name in offered and photo.state == "rejected"
    ]
    refusal = PhotoDecision("person", "", Suggestion(), None, datetime.now(UTC))
    return library.apply(changes) + tuple(PhotoChange(p.name, "rejected", p.member, refusal) for p in added)


@dataclass(frozen=True, slots=True)
class _Shot:
    """A photo of several people. cuts, vectors: one a face that can be used; reason: Korean, why there is none."""

    name: str
    cuts: tuple[Photo, ...]
    vectors: tuple[NDArray[np.float32], ...]
    reason: str


def _shots(uploads: Iterable[Upload], engine: Engine) -> Iterator[_Shot]:
    for batch in batched(uploads, _BATCH):
        for upload, noted in zip(batch, engine.survey(batch, _cuts), strict=True):
            usable = sorted(noted.others)
            cuts, vectors = tuple(noted.note[i] for i in usable), tuple(noted.others[i] for i in usable)
            yield _Shot(upload.path, cuts, vectors, noted.faces.reason)


def _cuts(found: PhotoFaces) -> tuple[list[Photo], Sequence[int]]:
    """Every face of a photo cut out, and that all of them need a vector."""
    if found.photo is None:
        return [], ()
    boxes, stem = [face.box for face in found.faces], Path(found.path).stem
    cuts = [cut_out(found.photo, box, boxes[:i] + boxes[i + 1 :], f"{stem}-{i + 1}.jpg") for i, box in enumerate(boxes)]
    return cuts, range(len(cuts))


def _read(path: Path, name: str, settings: Settings) -> Upload:
    """What cannot be read says so, to be refused like any other file."""
    try:
        return Upload(name, files.read(path, settings))
    except StudioError as error:
        return Upload(name, b"", str(error))


def _add(
    settings: Settings, library: Library, engine: Engine, proposals: Sequence[_Proposal], progress: Progress
) -> list[LibraryPhoto]:
    """Put proposals into the set, with their thumbnails. Returns the new ones: what the set holds already stays as it
    was decided. A job that is cancelled leaves nothing behind."""
    before = {photo.name for photo in library.photos()}
    added: dict[str, LibraryPhoto] = {}
    try:
        for done, proposal in enumerate(proposals, 1):
            member, _ = proposal.owner
            photo = library.add(member, proposal.photo, proposal.rights, "proposed", _suggestion(proposal.owner))
            if photo.name not in before:
                added[photo.name] = photo
            progress(done, len(proposals), f"넣는 중: {member.member}")
        profile_files(library, list(added.values()), engine, settings, progress)
    except BaseException:
        reference.forget(settings, library.remove(list(added)))
        raise
    return list(added.values())


def _suggestion(owner: Owner) -> PhotoDecision:
    member, score = owner
    suggested = () if member.member == UNKNOWN else (member,)
    return PhotoDecision("auto", "", Suggestion(suggested), score, datetime.now(UTC))


def _summary(added: Sequence[LibraryPhoto]) -> str:
    if not added:
        return "모두 전에 제안한 사진이라 더한 것이 없습니다."
    unknown = sum(photo.member.member == UNKNOWN for photo in added)
    text = f"사진 {len(added)}장이 '검토'에서 확인을 기다립니다."
    return f"{text} 누구인지 알 수 없는 {unknown}장은 '{UNKNOWN}'에 두었습니다." if unknown else text
