"""What is wrong in a reference set: one finding a photo at most, the most useful reason first.

Copies first (the one that stays is judged like any photo), then photos without a face to compare, then whose face it
is. Nothing is read or written here: photos come as their looks.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from core.collect.duplicates import Copies, find_copies
from core.collect.identity import Identity, OwnerProbabilities
from core.faces.quality import SHARP_REJECTED, SIZE_REJECTED
from core.intake.naming import natural
from core.photo_profile import PhotoProfile, ProfiledFace
from core.types import Finding, MemberId, Reason, Suggestion

# A photo stays where it is this surely its member's. Setting aside a good photo costs a click, a stranger who stays
# bends what the member looks like.
KEEP = 0.9
_ANOTHER = 0.8  # a second face is surely the member's
_RIVAL = 0.8  # of the meant face's width: it is unclear which one is meant
_SAME_SIZE = 0.8  # of the largest copy: enlarging by up to a quarter shows in no figure, so names decide there
_BLOWN_UP = 1.15  # times as sharp a smaller copy must be for the larger one to have pixels without detail


@dataclass(frozen=True, slots=True)
class Item:
    """A photo of the set. file: how findings name it; the same order of names decides between equal copies."""

    file: str
    member: MemberId
    sha256: str
    profile: PhotoProfile


def curate(items: Sequence[Item]) -> tuple[Finding, ...]:
    """The photos that do not belong in the set as it is, in the order given. Deterministic."""
    items = tuple(items)
    copies = find_copies([i.sha256 for i in items], [i.profile for i in items], [i.member for i in items])
    usable = [i for i, item in enumerate(items) if _vector(item) is not None]
    identity = Identity.fit(
        [items[i].member for i in usable],
        [v for i in usable if (v := _vector(items[i])) is not None],
        [int(copies.near[i]) for i in usable],
    )
    judged: dict[int, OwnerProbabilities | None] = dict(zip(usable, identity.judgements, strict=True))
    single = {i: _single(item, judged.get(i), identity) for i, item in enumerate(items)}
    found = {**{i: f for i, f in single.items() if f is not None}, **_doubled(items, copies, single)}
    return tuple(found[i] for i in sorted(found))


def _vector(item: Item) -> np.ndarray[tuple[int], np.dtype[np.float32]] | None:
    return item.profile.faces[0].embedding if item.profile.faces else None


def _single(item: Item, judged: OwnerProbabilities | None, identity: Identity) -> Finding | None:
    """What is wrong with a photo seen alone, in its member."""
    faces = item.profile.faces
    if not faces:
        return Finding(item.file, "no_face")
    if faces[0].status == "rejected":
        return Finding(item.file, _unusable(faces[0]))
    if judged is not None and judged.own >= KEEP:
        return None
    return _several(item, judged, identity) or (None if judged is None else _foreign(item, judged))


def _foreign(item: Item, judged: OwnerProbabilities) -> Finding | None:
    """The photo of another member, or of a stranger to the set."""
    if judged.stranger == 0 and judged.other <= 0.5:  # too little of the member is known to call a face a stranger's
        return None
    # With what makes `KEEP` the limit: a wrong photo that stays weighs as much as nine good ones set aside.
    wrong, right = KEEP * (1 - judged.own), (1 - KEEP) * judged.own
    sure = _sure(wrong / (wrong + right))
    if judged.other >= judged.stranger:
        return Finding(item.file, "swap", Suggestion((judged.suggestion,)), sure)
    return Finding(item.file, "stranger", score=sure)


def _unusable(face: ProfiledFace) -> Reason:
    """Dark, glaring and turned faces show no features either: a face is there, but none to compare."""
    if face.size < SIZE_REJECTED:
        return "too_small"
    return "blurred" if face.sharpness < SHARP_REJECTED else "no_face"


def _several(item: Item, judged: OwnerProbabilities | None, identity: Identity) -> Finding | None:
    """The member is another face than the meant one, or it is unclear which is meant, or it is a group shot."""
    others = [face for face in item.profile.faces[1:] if face.embedding is not None]
    whose = [identity.whose(face.embedding, [item.member]) for face in others if face.embedding is not None]
    own = max((found[0][1] for found in whose if found), default=0.0)
    if own >= _ANOTHER:
        return Finding(item.file, "several_faces", _people(item, identity), _sure(own))
    rivals = [face for face in others if face.box.width >= _RIVAL * item.profile.faces[0].box.width]
    # Faces of one size, and another than the meant one is a member's: worth cutting apart.
    if rivals and (judged is None or any(_known(face, identity) for face in rivals)):
        return Finding(item.file, "several_faces", _people(item, identity))
    return None


def _known(face: ProfiledFace, identity: Identity) -> bool:
    found = identity.whose(face.embedding) if face.embedding is not None else []
    return bool(found) and found[0][1] >= _ANOTHER


def _people(item: Item, identity: Identity) -> Suggestion:
    """Members that faces of the photo surely belong to."""
    known: dict[MemberId, None] = {}
    for face in item.profile.faces:
        found = identity.whose(face.embedding) if face.embedding is not None else []
        if found and found[0][1] >= 0.5:
            known[found[0][0]] = None
    return Suggestion(tuple(known))


def _doubled(items: Sequence[Item], copies: Copies, single: dict[int, Finding | None]) -> dict[int, Finding]:
    """All copies but the one of each picture that stays."""
    pictures: defaultdict[int, list[int]] = defaultdict(list)
    for i, label in enumerate(copies.near):
        pictures[int(label)].append(i)
    found = {}
    for group in pictures.values():
        stays = _best(items, group, single) if len(group) > 1 else group[0]
        for i in group:
            if i == stays:
                continue
            stayed = Suggestion(file=items[stays].file)
            if copies.exact[i] == copies.exact[stays]:
                found[i] = Finding(items[i].file, "duplicate", stayed)
            else:
                found[i] = Finding(items[i].file, "near_duplicate", stayed, _likeness(copies, i, group))
    return found


def _likeness(copies: Copies, i: int, group: Sequence[int]) -> float:
    same = [copies.likeness[j] for j in group if copies.exact[j] == copies.exact[i]]
    return _sure(float(np.nanmax(same)))


def _best(items: Sequence[Item], group: Sequence[int], single: dict[int, Finding | None]) -> int:
    """The copy that stays: nothing else wrong with it, then the largest face, the largest picture, the first name."""
    right = [i for i in group if single[i] is None] or list(group)
    profiles = {i: items[i].profile for i in right}
    for i in right:  # enlarging adds pixels and no detail: such a copy counts as the one it may be made of
        sharper = [j for j in right if _side(items[j].profile) < _SAME_SIZE * _side(items[i].profile)]
        sharper = [j for j in sharper if _sharpness(items[j].profile) > _BLOWN_UP * _sharpness(items[i].profile)]
        if sharper:
            profiles[i] = items[min(sharper, key=lambda j: _side(items[j].profile))].profile
    for measure in (_face_width, _side):  # the face first: a picture cut to it may hold the larger one
        most = max(measure(profiles[i]) for i in right)
        right = [i for i in right if measure(profiles[i]) >= _SAME_SIZE * most]
    # Without the suffix, so that "a.jpg" comes before "a (1).jpg" and "a-copy.jpg".
    return min(right, key=lambda i: (natural(str(PurePosixPath(items[i].file).with_suffix(""))), items[i].file))


def _face_width(profile: PhotoProfile) -> float:
    return profile.faces[0].box.width if profile.faces else 1.0


def _side(profile: PhotoProfile) -> float:
    return float(np.sqrt(profile.width * profile.height))


def _sharpness(profile: PhotoProfile) -> float:
    return profile.faces[0].sharpness if profile.faces else 0.0


def _sure(probability: float) -> float:
    return float(np.clip(probability, 0.001, 0.999))
