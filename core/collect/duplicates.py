"""Copies of one picture in a set: the same file, or re-encoded, resized, cropped a little, mirrored.

Two steps. Pairs that may be copies come from products of matrices, in blocks: perceptual hashes of the photo and its
mirror image, the aligned faces, and the embeddings, which must be as alike as those of one person. Whether they are
copies is then looked at: one thumbnail is laid over the other as well as an affine map can (enhanced correlation
coefficient: Evangelidis & Psarakis 2008). Two photos of one moment differ by a breath; copies do not.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from core.disjoint_set import DisjointSet
from core.photo_profile import PhotoProfile

# Measured on real and rendered portraits: copies reach .975 and more (99 % of them .984), other photos of one person
# stay under .93, renders of one head under .97.
SAME_PICTURE = 0.975

_HASH = 6  # of 64 bits: copies that were not cropped differ in 2 at most
_CHIP = 0.75  # correlation of aligned faces; 99 % of the copies have .82 and more
_FOREIGN = 0.99  # share of photos of two members that are less alike than copies are
_BLOCK = 1024
_NEARLY = 0.8  # below it the other way round is not tried
_SIDE = 64  # px, of the thumbnails that are laid over each other
_STEPS = 40
_FLAT = 4.0  # standard deviation of luma below which a picture has nothing to compare

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Copies:
    """exact, near: (n,) labels, the index of the first photo of the same file, of the same picture.

    likeness: (n,) how well a photo lies on the one of its pictures that it is most alike to, 0-1; NaN for none."""

    exact: NDArray[np.int64]
    near: NDArray[np.int64]
    likeness: NDArray[np.float64] = field(repr=False)


def find_copies(hashes: Sequence[str], profiles: Sequence[PhotoProfile], owners: Sequence[object]) -> Copies:
    """hashes: SHA-256 of the n files. owners: of each file; only decide which pairs are of two people."""
    n = len(profiles)
    first: dict[str, int] = {}
    exact = np.array([first.setdefault(sha, i) for i, sha in enumerate(hashes)], dtype=np.int64)
    sets, likeness = DisjointSet(exact.tolist()), np.full(n, np.nan)
    seen = [i for i in range(n) if exact[i] == i and profiles[i].thumbnail]
    pairs = [(seen[i], seen[j]) for i, j in _candidates([profiles[i] for i in seen], [owners[i] for i in seen])]
    with ThreadPoolExecutor() as pool:
        wanted = sorted({i for pair in pairs for i in pair})
        small = dict(zip(wanted, pool.map(lambda i: _small(profiles[i].thumbnail), wanted), strict=True))
        found = pool.map(lambda p: _likeness(profiles[p[0]], profiles[p[1]], small[p[0]], small[p[1]]), pairs)
        for (i, j), alike in zip(pairs, found, strict=True):
            if alike >= SAME_PICTURE:
                sets.union(i, j)
                for one in (i, j):
                    likeness[one] = np.fmax(likeness[one], alike)
    return Copies(exact, np.array(sets.labels(), dtype=np.int64), likeness)


def _candidates(profiles: Sequence[PhotoProfile], owners: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Pairs i < j worth laying over each other."""
    if len(profiles) < 2:
        return
    hashes = np.array([[int.from_bytes(h, "big") for h in (a.hash, a.mirrored)] for a in profiles], np.uint64)
    faces = [profile.faces[0] if profile.faces else None for profile in profiles]
    chips = np.stack([_normal(np.zeros((32, 32)) if f is None else f.picture) for f in faces])
    flipped = np.stack([_normal(np.zeros((32, 32)) if f is None else f.picture[:, ::-1]) for f in faces])
    embeddings = [None if f is None else f.embedding for f in faces]
    dim = next((len(e) for e in embeddings if e is not None), 1)
    embedded = np.array([e is not None for e in embeddings])
    vectors = np.stack([np.zeros(dim, np.float32) if e is None else e for e in embeddings])
    least = _as_one_person(vectors[embedded], [o for o, known in zip(owners, embedded, strict=True) if known])
    for start in range(0, len(profiles), _BLOCK):
        part = slice(start, start + _BLOCK)
        alike = np.maximum(chips[part] @ chips.T, chips[part] @ flipped.T) > _CHIP
        # A refused face has no vector: its chip alone must do.
        unknown = ~embedded[part, None] | ~embedded
        alike &= unknown | (vectors[part] @ vectors.T > least)
        for other in (hashes[:, 0], hashes[:, 1]):
            alike |= np.bitwise_count(hashes[part, 0][:, None] ^ other) <= _HASH
        for i, j in zip(*np.nonzero(alike), strict=True):
            if start + i < j:
                yield int(start + i), int(j)


def _as_one_person(vectors: Floats, owners: Sequence[object]) -> float:
    """How alike two members' photos hardly ever are; -1 where there are no two members."""
    some = slice(None, None, len(vectors) // _BLOCK + 1)
    ids = {owner: i for i, owner in enumerate(dict.fromkeys(owners))}
    owner = np.array([ids[o] for o in owners], dtype=np.int64)[some]
    foreign = (vectors[some] @ vectors[some].T)[owner[:, None] != owner]
    return float(np.quantile(foreign, _FOREIGN)) if len(foreign) else -1.0


def _normal(picture: NDArray[np.generic]) -> Floats:
    x = picture.astype(np.float32).ravel()
    x = x - x.mean()
    result: Floats = x / max(float(np.linalg.norm(x)), 1e-6)
    return result


def _small(thumbnail: bytes) -> Floats:
    """(s, s) luma, a little blurred: what encoding changes is finer than what tells two photos apart."""
    grey = cv2.imdecode(np.frombuffer(thumbnail, np.uint8), cv2.IMREAD_GRAYSCALE)
    small = cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), 1.0), np.float32)


def _likeness(a: PhotoProfile, b: PhotoProfile, one: Floats, other: Floats) -> float:
    """The better of laying one over the other and the other over the one, as they are or, if that is likelier, with
    one of them mirrored."""
    if min(float(one.std()), float(other.std())) < _FLAT:
        return float(a.hash == b.hash and np.abs(one - other).max() < _FLAT)
    if a.faces and b.faces:
        chip = _normal(a.faces[0].picture)
        mirror = bool(chip @ _normal(b.faces[0].picture[:, ::-1]) > chip @ _normal(b.faces[0].picture))
    else:
        mirror = _bits(a.hash, b.mirrored) < _bits(a.hash, b.hash)
    other = np.ascontiguousarray(other[:, ::-1]) if mirror else other
    found = _laid_over(one, other)
    return max(found, _laid_over(other, one)) if _NEARLY < found < SAME_PICTURE else found


def _bits(a: bytes, b: bytes) -> int:
    return (int.from_bytes(a, "big") ^ int.from_bytes(b, "big")).bit_count()


def _laid_over(one: Floats, other: Floats) -> float:
    start = np.eye(2, 3, dtype=np.float32)
    stop = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, _STEPS, 1e-4)
    try:
        found, _ = cv2.findTransformECC(one, other, start, cv2.MOTION_AFFINE, stop, None, 3)
    except cv2.error:  # it did not converge: nothing to lay them over each other by
        return 0.0
    return float(np.clip(found, 0.0, 1.0))
