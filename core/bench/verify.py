"""How well each engine at hand tells whether two photos show one person, with its own cut and with dlib's."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import ReferenceSetError
from core.faces.align import DlibCut
from core.faces.engine import Embedder, embedded
from core.faces.engines import ENGINES, get_engine, weights_present
from core.intake.reference import reference_layout
from core.settings import get_settings
from core.training.metrics import told_apart
from core.types import Photo


def run(photos: Path | None) -> dict[str, dict[str, Any]]:
    """`<engine>_auc`: of all pairs of photos; `<engine>_tar`: share of a person's pairs above the likeness that one in
    a thousand pairs of two people reaches. baseline: the same network on dlib's cut; ratio > 1: its own cut is better.

    photos: `<group>/<member>/<photo>`, the demo's by default. Raises ReferenceSetError where there is one person."""
    folder = photos or get_settings().demo / "reference"
    people, uploads = zip(*reference_layout(folder), strict=True)
    found = [
        (person, photo.photo, photo.face.landmarks)
        for person, photo in zip(people, get_engine("dlib").analyse(uploads), strict=True)
        if photo.photo is not None and photo.face is not None
    ]
    names = np.array([str(person) for person, _, _ in found])
    one, other = np.triu_indices(len(names), 1)
    same = names[one] == names[other]
    if same.all() or not same.any():
        raise ReferenceSetError(f"'{folder}'에 두 사람의 사진이 두 장씩은 있어야 합니다. 다른 폴더를 지정해 주세요.")
    results = {}
    for name in filter(weights_present, ENGINES):
        embedder = get_engine(name).embedder
        ours, baseline = (
            told_apart((vectors @ vectors.T)[one, other], same)
            for vectors in (
                _vectors(embedder, cut, [(photo, points) for _, photo, points in found])
                for cut in (embedder.cut, DlibCut(embedder.size))
            )
        )
        for what, mine, theirs in zip(("auc", "tar"), ours, baseline, strict=True):
            results[f"{name}_{what}"] = {
                "ours": mine, "baseline": theirs, "ratio": mine / max(theirs, 1e-9), "unit": "share", "n": len(same)
            }  # fmt: skip
    return results


def _vectors(embedder: Embedder, cut: Any, faces: list[tuple[Photo, NDArray[np.float32]]]) -> NDArray[np.float32]:
    return embedded(embedder, np.stack([cut(photo.pixels, points) for photo, points in faces]))[0]


def auc(vectors: NDArray[np.float32], names: Sequence[str]) -> float:
    """Of all pairs of rows, which need not be unit: are two of one name closer than two of two?"""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    one, other = np.triu_indices(len(names), 1)
    who = np.array(names)
    return told_apart((unit @ unit.T)[one, other], who[one] == who[other])[0]
