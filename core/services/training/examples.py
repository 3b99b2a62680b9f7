"""From photos on file to what a family learns from: the frozen base runs once for each photo and augmented copy."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.batches import batched
from core.errors import EngineError
from core.faces import align
from core.faces.engine import Engine
from core.intake import ReferencePhotos
from core.services.reference.faces import read_rows, reference_of
from core.storage.database import Database
from core.storage.training.features import FeatureStore
from core.training import augment
from core.training.examples import Examples
from core.training.family import Family
from core.training.options import Options
from core.types import PhotoFaces, Progress, ReferenceSet, Upload, silent
from models.bases import Base, get_base

_NAMED = 5  # folders in a sentence
_BATCH = 32  # photos whose features are computed at once
_CHANGED = "학습하는 동안 사진이 바뀌거나 지워졌습니다. 사진을 확인하고 다시 시작해 주세요."


@dataclass(frozen=True, slots=True)
class Gathered:
    """A set ready to be learned from. reference: the engine's embeddings; examples: what the family sees. absent:
    Korean, which groups and members have a folder but no usable photo, "" if none. fingerprint: as in `DataSummary`.
    base_version: of the frozen base, "" without one."""

    reference: ReferenceSet
    examples: Examples = field(repr=False)
    unusable_members_message: str
    fingerprint: str
    base_version: str = ""


def gather(
    photos: ReferencePhotos,
    family: Family,
    options: Options,
    engine: Engine,
    database: Database | None = None,
    store: FeatureStore | None = None,
    progress: Progress = silent,
    computing: Progress | None = None,
) -> Gathered:
    """Read, embed and, for a family on a base, run the base. With a database and a store nothing is computed twice,
    without them nothing is written. progress counts photos, then photos and copies that the base has seen, unless
    `computing` is to be given those. Raises ReferenceSetError, EngineError where weights are missing."""
    base = get_base(family.base, options) if family.base else None  # fails for missing weights before photos are read
    rows = read_rows(photos, engine, database, progress)
    reference, _ = reference_of(rows, photos, engine)
    missing = unusable_members_message(photos, reference)
    if base is None:
        return Gathered(reference, Examples.of(reference), missing, reference.fingerprint)
    usable = {row.path: row.sha256 for row in rows if row.face.vector is not None}
    inputs = _features(photos, usable, base, options, engine, store, computing or progress)
    examples = Examples(inputs, reference.members, reference.files, reference.near_duplicates)
    return Gathered(reference, examples, missing, reference.fingerprint, base.version)


def unusable_members_message(photos: ReferencePhotos, reference: ReferenceSet) -> str:
    """Which groups and members have a folder but no usable photo: Korean, "" if none."""
    faceless = sorted({*photos.members} - {*reference.members})
    sentences = []
    if photos.empty:
        sentences.append(f"사진이 없는 폴더는 뺐습니다: {_some(photos.empty)}.")
    if faceless:
        names = [f"{m.group}/{m.member}" for m in faceless]
        sentences.append(f"쓸 수 있는 사진이 한 장도 없어 뺀 멤버가 있습니다: {_some(names)}.")
    return " ".join(sentences)


def _some(names: Sequence[str]) -> str:
    more = f" 등 {len(names)}개" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _features(
    photos: ReferencePhotos,
    usable: dict[str, str],
    base: Base,
    options: Options,
    engine: Engine,
    store: FeatureStore | None,
    progress: Progress,
) -> NDArray[Any]:
    variants = augment.variants(options)
    rows = list(usable.values())
    inputs = np.empty((len(rows), len(variants), *base.shape), base.dtype)
    filled = np.zeros((len(rows), len(variants)), dtype=np.bool_)
    on_file = store.get(base.version, [(sha, v) for sha in rows for v in variants]) if store is not None else {}
    for i, sha in enumerate(rows):
        for k, variant in enumerate(variants):
            if (vector := on_file.get((sha, variant))) is not None:
                inputs[i, k], filled[i, k] = vector.reshape(base.shape), True
    del on_file  # as large as the inputs
    place = {path: i for i, path in enumerate(usable)}
    todo = {path for path, i in place.items() if not filled[i].all()}
    for batch in batched((upload for _, upload in photos if upload.path in todo), _BATCH):
        shas = [usable[upload.path] for upload in batch]
        if shas != [hashlib.sha256(upload.data).hexdigest() for upload in batch]:
            raise EngineError(_CHANGED)  # what would be kept under the old photo's name is another face
        chips = _chips(batch, base.size, engine)
        faces = np.concatenate([chips[:, None], augment.copies(chips, shas, options)], axis=1)
        found = base.features(faces.reshape(-1, *chips.shape[1:])).reshape(len(batch), len(variants), *base.shape)
        for upload, own in zip(batch, found, strict=True):
            inputs[place[upload.path]] = own
            filled[place[upload.path]] = True
        if store is not None:
            computed = {(sha, v): own[k] for sha, own in zip(shas, found, strict=True) for k, v in enumerate(variants)}
            store.put(base.version, computed)
        progress(int(filled.sum()), filled.size, "특징 계산")
    if not filled.all():
        raise EngineError(_CHANGED)
    return inputs


def _chips(uploads: list[Upload], size: int, engine: Engine) -> NDArray[np.uint8]:
    def chip(found: PhotoFaces) -> tuple[NDArray[np.uint8] | None, tuple[int, ...]]:
        """While its pixels are at hand: of all photos together they would be gigabytes."""
        if found.photo is None or found.face is None:
            return None, ()
        return align.chip(found.photo.pixels, found.face.landmarks, size), ()

    chips = [photo.note for photo in engine.survey(uploads, chip)]
    if any(own is None for own in chips):
        raise EngineError(_CHANGED)
    return np.stack([own for own in chips if own is not None])
