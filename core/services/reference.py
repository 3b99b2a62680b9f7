"""Reference sets: the demo and the user's own. Check, embed once, keep, switch the active one and back."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

import numpy as np

from core.catalog import Catalog, Group, load_demo, load_real
from core.errors import ReferenceSetError, UnknownNameError
from core.faces import engines
from core.faces.engine import Engine
from core.faces.engines import get_engine
from core.intake import ReferencePhotos, reference_layout
from core.matching.model import TOO_SMALL, ResemblanceModel
from core.progress import Progress, silent
from core.services.active_run import judge_for
from core.settings import Settings
from core.storage.collections import Collections
from core.storage.database import Database, StoredFace, StoredSet
from core.storage.features import FeatureStore
from core.storage.library import Library
from core.storage.looks import LookStore
from core.storage.reference_photos import new_set_id, set_folder
from core.storage.training_queue import TrainingQueue
from core.training.near_duplicates import near_duplicate_groups
from core.training.run import Run
from core.types import MemberId, PhotoFaces, ReferenceSet, Upload

__all__ = ["new_set_id"]  # for who starts an import and wants to know the set afterwards

DEMO = "demo"
_ACTIVE = "active_reference"
_ENGINE = "engine"
_BATCH = 64  # photos in memory at once
_LONGEST_NAME = 60  # of a set
# For groups that are in no catalogue: hues of even weight, each at least 3:1 against white and dark paper.
_SPARE_COLOURS = ("#7363C9", "#0E8A7D", "#B0822A", "#C2577A", "#9A4FB0", "#5E8F32", "#A45A3C", "#4F7F9F", "#8A8A2E")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a reference set comes from. root holds `<group>/<member>/<photo>`."""

    id: str
    name: str
    root: Path
    fictional: bool


Problems = tuple[tuple[str, str], ...]  # (file, why it has no usable face)


@dataclass(frozen=True, slots=True)
class ActiveSet:
    """The reference set in use, embedded, with the model that judges against it and the names of its groups.

    run: the trained run that the model comes from, None where it was fitted just now. notice: Korean, why the run that
    was put to use does not judge."""

    source: Source
    catalog: Catalog
    reference: ReferenceSet
    model: ResemblanceModel
    problems: Problems
    run: Run | None = None
    notice: str = ""

    def photo_of(self, member: MemberId) -> Path | None:
        """One reference photo of the member, to show beside a trainee."""
        for owner, file in zip(self.reference.members, self.reference.files, strict=True):
            if owner == member:
                return self.source.root / file
        return None


def existing_database(settings: Settings, *, read_only: bool = False) -> Database | None:
    """The workspace's database, None where there is none yet: looking at a studio creates nothing."""
    return Database(settings, read_only=read_only) if settings.database.exists() else None


def list_sources(settings: Settings, *, read_only: bool = False) -> list[Source]:
    """Every reference set that can be made active, the demo first."""
    demo = Source(DEMO, "데모 그룹", settings.demo / "reference", fictional=True)
    database = existing_database(settings, read_only=read_only)
    return [demo, *(_source(settings, stored) for stored in (database.sets() if database else ()))]


def active_source(settings: Settings, *, read_only: bool = False) -> Source:
    """The set in use; the demo until another was chosen, and again when that one was deleted."""
    sources = {source.id: source for source in list_sources(settings, read_only=read_only)}
    database = existing_database(settings, read_only=read_only)
    chosen = database.choice(_ACTIVE) if database else None
    return sources.get(chosen or DEMO, sources[DEMO])


def activate(settings: Settings, source_id: str) -> None:
    """Make a set the one every page judges against. Raises UnknownNameError, and ReferenceSetError where it is too
    small to compare with."""
    known = {source.id: source for source in list_sources(settings)}
    if source_id not in known:
        names = ", ".join(source.name for source in known.values())
        raise UnknownNameError(f"그런 기준 사진 세트는 없습니다. 사용할 수 있는 세트: {names}")
    if reason := why_not(settings, known[source_id]):
        raise ReferenceSetError(reason)
    Database(settings).choose(_ACTIVE, source_id)


def active_engine(settings: Settings, *, read_only: bool = False) -> str:
    """Name of the engine in use."""
    database = existing_database(settings, read_only=read_only)
    return (database.choice(_ENGINE) if database else None) or engines.DEFAULT


def choose_engine(settings: Settings, name: str) -> None:
    """Use another engine from now on. Raises UnknownNameError or EngineError if it cannot run."""
    get_engine(name)
    Database(settings).choose(_ENGINE, name)


def delete(settings: Settings, source_id: str) -> None:
    """Remove a set of one's own: photos, everything computed from them, its entry. Raises UnknownNameError, and
    ReferenceSetError while a training reads it or photos are collected for it: what comes afterwards would stay."""
    own = {source.id: source.name for source in list_sources(settings) if source.id != DEMO}
    if source_id not in own:  # an id becomes a folder that is deleted: never one that is not on file
        raise UnknownNameError(f"지울 수 있는 세트가 아닙니다. 지울 수 있는 세트: {', '.join(own.values()) or '없음'}")
    if any(entry.alive and entry.request.set_id == source_id for entry in TrainingQueue(settings).entries()):
        raise ReferenceSetError("이 세트로 학습하고 있어 지울 수 없습니다. 학습을 취소하거나 끝난 뒤에 지워 주세요.")
    if any(collection.state == "running" for collection in Collections(settings).all(source_id)):
        raise ReferenceSetError("이 세트에 사진을 모으고 있어 지울 수 없습니다. 모으기를 멈춘 뒤에 지워 주세요.")
    discard(settings, source_id)


def discard(settings: Settings, set_id: str) -> None:
    """Remove a set, on file or half-made, with everything computed from its photos. The entry goes last: what could not
    be deleted can be tried again."""
    forget(settings, Library(settings, set_id).remove())
    Collections(settings).forget(set_id)
    Database(settings).remove_set(set_id)


def forget(settings: Settings, hashes: Sequence[str]) -> None:
    """Remove everything computed from photos that were deleted, by SHA-256 of their bytes."""
    Database(settings).forget_faces(hashes)
    LookStore(settings).forget(hashes)
    FeatureStore(settings).forget(hashes)


def new_set(settings: Settings, name: str) -> str:
    """An empty set, to be filled by collecting or by hand. Returns its id. Raises ReferenceSetError without a name."""
    stored = StoredSet(new_set_id(), _set_name(name), datetime.now())
    Database(settings).add_set(stored)
    return stored.id


def rename_set(settings: Settings, source_id: str, name: str) -> None:
    """Raises UnknownNameError for what is no set of one's own, ReferenceSetError without a name."""
    title = _set_name(name)
    if source_id == DEMO or source_id not in {source.id for source in list_sources(settings)}:
        raise UnknownNameError("이름을 바꿀 수 있는 세트가 아닙니다. 목록에서 다시 골라 주세요.")
    Database(settings).rename_set(source_id, title)


def _set_name(name: str) -> str:
    title = " ".join(name.split())[:_LONGEST_NAME]
    if not title:
        raise ReferenceSetError("세트 이름이 비어 있습니다. 이름을 적어 주세요.")
    return title


def photos_of(settings: Settings, source: Source) -> ReferencePhotos:
    """The photos of a set in use: of one's own those that are kept, under the ids of the catalogue, without the groups
    and members that were retired. Raises ReferenceSetError where none is left."""
    if source.fictional:
        return reference_layout(source.root, settings)
    if not any(source.root.glob("[!.]*/*/*")):
        raise ReferenceSetError(f"'{source.name}' 세트에 쓸 수 있는 사진이 없습니다. 사진을 먼저 넣어 주세요.")
    photos = reference_layout(source.root, settings).placed(load_real(settings).place)
    if not len(photos):
        raise ReferenceSetError(
            f"'{source.name}' 세트의 그룹과 멤버를 모두 목록에서 뺐습니다. '그룹 목록'에서 되돌려 주세요."
        )
    return photos


def why_not(settings: Settings, source: Source) -> str:
    """Why a set cannot be compared with, as far as it is known without reading its photos: Korean, "" where it can."""
    if source.fictional:
        return ""
    place, version = load_real(settings).place, get_engine(active_engine(settings)).version
    kept = [photo for photo in Library(settings, source.id).photos() if photo.state == "kept"]
    faces = Database(settings).faces(version, [photo.sha256 for photo in kept])
    groups = {
        owner.group
        for photo in kept
        if (owner := place(photo.member)) is not None
        and (photo.sha256 not in faces or faces[photo.sha256].vector is not None)
    }
    return "" if len(groups) > 1 else TOO_SMALL


def load_active(settings: Settings, source: Source, engine: Engine, progress: Progress = silent) -> ActiveSet:
    """Embed a set (only what is not on file yet), with the active run's model or one fitted to it."""
    photos = photos_of(settings, source)
    database = Database(settings)
    reference, problems = load(photos, engine, database, progress)
    catalog = load_demo(settings) if source.fictional else own_catalog(reference.groups, load_real(settings))
    judge = judge_for(settings, database, reference, engine.version)
    return ActiveSet(source, catalog, reference, judge.model, problems, judge.run, judge.notice)


@dataclass(frozen=True, slots=True)
class Row:
    """A photo that was read: whose it is, its file and the SHA-256 of its bytes, and what the engine made of it."""

    member: MemberId
    path: str
    sha256: str
    face: StoredFace


def load(
    photos: ReferencePhotos, engine: Engine, database: Database | None = None, progress: Progress = silent
) -> tuple[ReferenceSet, Problems]:
    """Photos to an embedded reference set, and why the other photos are not in it.

    With a database nothing is embedded twice, without one nothing is written."""
    rows = read_rows(photos, engine, database, progress)
    return reference_of(rows, photos, engine)


def read_rows(
    photos: ReferencePhotos, engine: Engine, database: Database | None = None, progress: Progress = silent
) -> list[Row]:
    """Every photo embedded, as `load`; a photo that lies under two members is of no use to either."""
    rows: list[Row] = []
    for batch in _batches(photos, _BATCH):
        faces = _faces([upload for _, upload in batch], engine, database)
        rows.extend(
            Row(member, upload.path, sha, face) for (member, upload), (sha, face) in zip(batch, faces, strict=True)
        )
        progress(len(rows), len(photos), batch[-1][0].member)
    owners: dict[str, set[MemberId]] = {}
    for row in rows:
        owners.setdefault(row.sha256, set()).add(row.member)
    return [_disputed(row, owners[row.sha256]) if len(owners[row.sha256]) > 1 else row for row in rows]


def reference_of(rows: Sequence[Row], photos: ReferencePhotos, engine: Engine) -> tuple[ReferenceSet, Problems]:
    """Rows to a reference set. Raises ReferenceSetError where no photo has a usable face."""
    usable = [row for row in rows if row.face.vector is not None]
    if not usable:
        raise ReferenceSetError("얼굴을 찾은 사진이 없습니다. 얼굴이 또렷한 사진을 넣어 주세요.")
    embeddings = np.stack([row.face.vector for row in usable if row.face.vector is not None])
    reference = ReferenceSet(
        engine=engine.name,
        embeddings=embeddings,
        members=tuple(row.member for row in usable),
        files=tuple(row.path for row in usable),
        near_duplicates=near_duplicate_groups(embeddings),
        photos=len(rows) + len(photos.refused),
        missed=len(rows) - len(usable) + len(photos.refused),
    )
    problems = [(row.path, row.face.reason) for row in rows if row.face.vector is None]
    problems += [(photo.path, photo.reason) for photo in photos.refused]
    return reference, tuple(problems)


def _disputed(row: Row, owners: set[MemberId]) -> Row:
    names = ", ".join(f"'{m.group}/{m.member}'" for m in sorted(owners))
    reason = f"같은 사진이 {names}에 함께 있어 뺐습니다. 맞는 멤버에만 남겨 주세요."
    return replace(row, face=StoredFace("rejected", reason, None))


def own_catalog(groups: Iterable[str], real: Catalog) -> Catalog:
    """Names and colours for a set of one's own: what the catalogue knows, and a spare colour for what it does not."""
    ids = list(groups)
    known = [real.get(name) for name in ids if name in real]
    unknown = [name for name in ids if name not in real]
    first = max((group.label for group in known), default=-1) + 1
    return Catalog([*known, *(_unlisted(name, first + i, i) for i, name in enumerate(unknown))])


def _unlisted(name: str, label: int, index: int) -> Group:
    colour = _SPARE_COLOURS[index % len(_SPARE_COLOURS)]
    return Group(name, label, name, "", colour, members=(), search=(name,), aliases=(), note="")


def _source(settings: Settings, stored: StoredSet) -> Source:
    return Source(stored.id, stored.name, set_folder(settings, stored.id), fictional=False)


def _batches(photos: ReferencePhotos, size: int) -> Iterator[list[tuple[MemberId, Upload]]]:
    rest = iter(photos)
    while batch := list(islice(rest, size)):
        yield batch


def _faces(uploads: list[Upload], engine: Engine, database: Database | None) -> list[tuple[str, StoredFace]]:
    hashes = [hashlib.sha256(upload.data).hexdigest() for upload in uploads]
    on_file = database.faces(engine.version, hashes) if database else {}
    missing = {sha: upload for sha, upload in zip(hashes, uploads, strict=True) if sha not in on_file}
    if missing:
        found = engine.analyse(list(missing.values()), keep_pixels=False)
        new = {sha: stored_face(photo) for sha, photo in zip(missing, found, strict=True)}
        if database:
            database.keep_faces(engine.version, new)
        on_file |= new
    return [(sha, on_file[sha]) for sha in hashes]


def stored_face(photo: PhotoFaces) -> StoredFace:
    """What is kept of a photo that an engine has analysed."""
    return StoredFace(photo.status, photo.reason, photo.embedding if photo.usable else None)
