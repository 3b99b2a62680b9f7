"""Photos of a reference set to embeddings, each computed once, and why a photo has none."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.batches import batched
from core.errors import ReferenceSetError
from core.faces.engine import Engine
from core.intake import ReferencePhotos
from core.storage.database import Database, StoredFace
from core.training.near_duplicates import near_duplicate_groups
from core.types import MemberId, PhotoFaces, Progress, ReferenceSet, Upload, silent

_BATCH = 64  # photos in memory at once

Problems = tuple[tuple[str, str], ...]  # (file, why it has no usable face)


@dataclass(frozen=True, slots=True)
class Row:
    """A photo that was read: its member, its file, the SHA-256 of its bytes, and the face the engine found."""

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
    for batch in batched(photos, _BATCH):
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
        near_duplicates=near_duplicate_groups(embeddings, engine.embedder.same_picture),
        photos=len(rows) + len(photos.refused),
        missed=len(rows) - len(usable) + len(photos.refused),
        fingerprint=fingerprint(rows),
    )
    problems = [(row.path, row.face.reason) for row in rows if row.face.vector is None]
    problems += [(photo.path, photo.reason) for photo in photos.refused]
    return reference, tuple(problems)


def fingerprint(rows: Sequence[Row]) -> str:
    """SHA-256 over whose photos these are, in an order that does not depend on file names."""
    lines = sorted(f"{row.member.group}\t{row.member.member}\t{row.sha256}" for row in rows)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def _disputed(row: Row, owners: set[MemberId]) -> Row:
    names = ", ".join(f"'{m.group}/{m.member}'" for m in sorted(owners))
    reason = f"같은 사진이 {names}에 함께 있어 뺐습니다. 맞는 멤버에만 남겨 주세요."
    return replace(row, face=StoredFace("rejected", reason, None))


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
    """The stored form of an analysed photo."""
    return StoredFace(photo.status, photo.reason, photo.embedding if photo.usable else None)
