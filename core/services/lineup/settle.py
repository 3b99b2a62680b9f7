"""Which photos of a trainee count, and which face of each: one person, every picture once.

What the visitor has decided stands; the rest follows from the other photos, so it is decided anew whenever one comes,
goes or is given another face."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np
from PIL import Image

from core.collect.duplicates import find_copies
from core.collect.profiles import profile
from core.faces import align
from core.faces.engine import CHIP, Vector
from core.faces.quality import with_weight
from core.matching.model import ResemblanceModel
from core.matching.one_person import shared_face
from core.photo_profile import PhotoProfile
from core.stats.arrays import Ints
from core.types import FaceCode, Photo, PhotoFaces, Picture

SEVERAL_PEOPLE = "사진마다 다른 사람 같습니다. 이 연습생의 사진만 남기거나, 사진에서 맞는 얼굴을 골라 주세요."
_REASONS: dict[FaceCode, str] = {
    "other_person": "이 연습생의 다른 사진들과 다른 사람 같아 세지 않았습니다. 같은 사람이면 다시 넣어 주세요.",
    "copy": "이 연습생의 다른 사진과 같은 사진이라 한 번만 셉니다.",
    "left_out": "빼 둔 사진입니다.",
}
ASIDE = frozenset(_REASONS)  # of photos that do not count, though their faces are good enough
_MAYBE_A_COPY = 0.75  # cosine below which no two encodings of one picture lie, mirrored ones included


def choose(photo: PhotoFaces, index: int, *, by_hand: bool = True) -> PhotoFaces:
    """The same photo of a line-up with that face of it meant, and counting again if it was set aside. Raises IndexError
    if there is no such face."""
    if not 0 <= index < len(photo.faces):
        raise IndexError(f"face {index} of {len(photo.faces)}")
    vectors = _vectors(photo)
    own, embedding = photo.faces[index].quality, vectors.pop(index, None)
    chosen = replace(
        photo, chosen=index, status=own.status, reason=own.reason, code=own.code, embedding=embedding, others=vectors,
        picked="hand" if by_hand else "shared",
    )  # fmt: skip
    return with_weight(chosen, index, chosen.weight)


def leave_out(photo: PhotoFaces) -> PhotoFaces:
    """The same photo, not counted until `choose` brings it back."""
    return _aside(photo, "left_out")


def settled(photos: Sequence[PhotoFaces], model: ResemblanceModel) -> tuple[list[PhotoFaces], bool]:
    """The photos of one trainee with what follows from each other, and whether they show different people, so that it
    cannot be said whom."""
    found = [_as_it_came(photo) for photo in photos]
    found, differ = _of_one_person(found, model)
    return _each_picture_once(found), differ


def _of_one_person(photos: list[PhotoFaces], model: ResemblanceModel) -> tuple[list[PhotoFaces], bool]:
    faces = [
        (row, index, vector)
        for row, photo in enumerate(photos)
        if photo.code != "left_out"
        for index, vector in _vectors(photo).items()
        if photo.picked != "hand" or index == photo.chosen
    ]
    seen = {row for row, *_ in faces}
    if len(seen) < 2:
        return photos, False
    same = model.one_person(np.stack([vector for *_, vector in faces]))
    meant = np.array([index == photos[row].chosen for row, index, _ in faces])
    own = shared_face(same, np.array([row for row, *_ in faces], dtype=np.int64), meant)
    doubtful = [row for row in seen if row not in own and photos[row].picked != "hand"]
    if doubtful and 2 * len(own) <= len(seen):
        return photos, True
    return [_with_face(photo, faces[own[row]][1] if row in own else None) for row, photo in enumerate(photos)], False


def _with_face(photo: PhotoFaces, shared: int | None) -> PhotoFaces:
    """shared: index of the face that the other photos show, None where they show none of them."""
    if photo.picked == "hand" or photo.code == "left_out":
        return photo
    if shared is not None:
        return choose(photo, shared, by_hand=False) if len(photo.faces) > 1 else photo
    return _aside(photo, "other_person") if photo.usable else photo


def _each_picture_once(photos: list[PhotoFaces]) -> list[PhotoFaces]:
    counted = [row for row, photo in enumerate(photos) if photo.usable and photo.picture is not None]
    vectors = np.array([photos[row].embedding for row in counted])
    alike = vectors @ vectors.T > _MAYBE_A_COPY if counted else np.empty((0, 0), dtype=np.bool_)
    near = [row for position, row in enumerate(counted) if alike[position].sum() > 1]
    if len(near) < 2:
        return photos
    label = _labels([photos[row] for row in near])
    result = list(photos)
    for one in np.unique(label).tolist():
        copies = [near[i] for i in np.flatnonzero(label == one)]
        kept = max(copies, key=lambda row: (photos[row].picked == "hand", photos[row].weight))
        for row in copies:
            if row != kept:
                result[row] = _aside(photos[row], "copy")
    return result


# What was found when these pictures were compared last, by the first of them; gone with it. A change of one trainee
# would otherwise compare the pictures of all.
_compared: WeakKeyDictionary[Picture, tuple[list[tuple[int, int | None]], Ints]] = WeakKeyDictionary()


def _labels(photos: Sequence[PhotoFaces]) -> Ints:
    """(n,) index of the first photo of the same picture. Photos with a picture and a face."""
    pictures = [photo.picture for photo in photos if photo.picture]
    these = [(hash(picture), photo.chosen) for picture, photo in zip(pictures, photos, strict=True)]
    known = _compared.get(pictures[0])
    if known is None or known[0] != these:
        hashes = [hashlib.sha256(picture.jpeg).hexdigest() for picture in pictures]
        known = these, find_copies(hashes, [_profile(photo) for photo in photos], [""] * len(photos)).near
        _compared[pictures[0]] = known
    return known[1]


def _profile(photo: PhotoFaces) -> PhotoProfile:
    """As curation makes it, of what is kept of the photo."""
    assert photo.picture is not None and photo.face is not None
    with Image.open(io.BytesIO(photo.picture.jpeg)) as picture:
        pixels = np.asarray(picture.convert("RGB"))
    face = replace(photo.face, chip=align.chip(pixels, photo.face.landmarks, CHIP))
    seen = replace(photo, photo=Photo(photo.path, pixels, ""), faces=(face,), chosen=0)
    found, _ = profile(seen)
    return replace(found, faces=(replace(found.faces[0], embedding=photo.embedding),))


def _as_it_came(photo: PhotoFaces) -> PhotoFaces:
    """Before anything followed from other photos."""
    if photo.picked == "shared":
        return replace(choose(photo, 0), picked="")
    if photo.code in ("other_person", "copy") and photo.chosen is not None:
        return replace(choose(photo, photo.chosen), picked=photo.picked)
    return photo


def _aside(photo: PhotoFaces, code: FaceCode) -> PhotoFaces:
    return replace(photo, status="rejected", code=code, reason=_REASONS[code])


def _vectors(photo: PhotoFaces) -> dict[int, Vector]:
    """Of every face that has one, by index."""
    own = {} if photo.chosen is None or photo.embedding is None else {photo.chosen: photo.embedding}
    return {**photo.others, **own}
