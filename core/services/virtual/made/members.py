"""The members of a made-up group: chosen from candidates, replaced, tuned. What breaks guard or floor is refused.

A face is judged by its preview first, which takes a moment, and by its full picture once that is drawn."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.access.acting import acting_as
from core.access.actor import STUDIO
from core.errors import VirtualError
from core.services.permitted import permitted
from core.services.virtual.groups import OTHER_GENERATOR, Problem, keep_group
from core.services.virtual.judge import Judge, Look, load_judge
from core.settings import Settings
from core.storage.virtual import StoredPicture, Virtual
from core.text.korean import attach
from core.types import Progress, silent
from core.virtual.distinct import Pair, distinct
from core.virtual.face import Face, Mood, Shot
from core.virtual.group import FEWEST, MOST, Candidate, ContactSheet, Member, VirtualGroup, seed_of, share
from core.virtual.names import face_key

MARGIN = 0.05  # of the floor, by which previews keep it: full pictures of the same faces are a little more alike
PREVIEW = -1  # number of a preview among the pictures of a face
NO_FACE = "{}의 그림에서 얼굴을 찾지 못해 쓸 수 없습니다. 다른 얼굴을 골라 주세요."
TOO_NEAR = (
    "{} 실제 멤버 사진과 너무 닮아 쓸 수 없습니다(유사도 {:.2f}, 기준 {:.2f}). 다른 얼굴을 고르거나 더 다듬어 주세요."
)
TOO_ALIKE = "{} 서로 너무 닮아 한 그룹에 넣을 수 없습니다(거리 {:.2f}, 기준 {:.2f}). 둘 가운데 한 명을 바꿔 주세요."
TOO_FEW = "서로 다른 후보가 모자라 남은 자리를 새로 채울 수 없습니다. 후보를 더 만들거나 멤버를 더 고정해 주세요."
HOW_MANY = "{}명에서 {}명까지 골라 주세요. 지금은 {}명입니다."


@dataclass(frozen=True)
class Standing:
    """How a group stands. looks: of each member, None without a picture; full: was it the full picture?

    problems: what does not hold, [] where all does."""

    looks: tuple[Look | None, ...]
    full: tuple[bool, ...]
    problems: tuple[Problem, ...]

    @property
    def sure(self) -> bool:
        """Were all judged by their full pictures?"""
        return all(self.full)

    def of(self, place: int) -> list[Problem]:
        return [one for one in self.problems if place in one.places]


@permitted("virtual.read")
def team_judge(settings: Settings, progress: Progress = silent) -> Judge:
    """Of the set that everybody compares with: what a group is made with is the same for all who make it."""
    with acting_as(STUDIO):
        return load_judge(settings, progress=progress)


def looked(judge: Judge, pictures: Sequence[bytes]) -> list[Look]:
    """What is seen on marked JPEGs."""
    return judge.look([_pixels(one) for one in pictures])


def standing(judge: Judge, pictures: Sequence[tuple[bytes, bool] | None]) -> Standing:
    """pictures: of each member, and whether it is the full one; None without any."""
    there = [place for place, one in enumerate(pictures) if one is not None]
    found = iter(looked(judge, [one[0] for one in pictures if one is not None]))
    looks = tuple(next(found) if one is not None else None for one in pictures)
    guard = judge.guard
    problems = [
        Problem("guard", (place,), look.close.nearest.similarity, guard.threshold)
        for place in there if (look := looks[place]) is not None and look.close is not None and not look.close.kept
    ]  # fmt: skip
    seen = [place for place in there if (look := looks[place]) is not None and look.embedding is not None]
    problems += [
        Problem("floor", (seen[one], seen[other]), distance, guard.floor)
        for one, other, distance in _too_alike(judge, [looks[place] for place in seen], 0.0)
    ]
    return Standing(looks, tuple(one is not None and one[1] for one in pictures), tuple(problems))


def alike(judge: Judge, candidates: Sequence[Candidate], progress: Progress = silent) -> frozenset[Pair]:
    """Places of each two candidates that are too alike for one group, as their previews show them."""
    seen: list[tuple[int, Look]] = []
    for done, one in enumerate(candidates):
        progress(done, len(candidates), "")
        (look,) = looked(judge, [one.preview])
        if look.embedding is not None:
            seen.append((one.place, look))
    pairs = _too_alike(judge, [look for _, look in seen])
    return frozenset(frozenset((seen[one][0], seen[other][0])) for one, other, _ in pairs)


@permitted("virtual.make")
def new_group(
    settings: Settings, judge: Judge, sheet: ContactSheet, chosen: Sequence[Candidate], names: Sequence[str], name: str,
    *, mood: Mood = "studio", colours: Sequence[str] = (), judged: Mapping[str, str] | None = None,
) -> VirtualGroup:  # fmt: skip
    """On file at once, of candidates of a sheet; its pictures are drawn afterwards. Raises VirtualError, with a
    sentence, for too few or too many, a face too near to somebody on file, and two that are too alike."""
    if not FEWEST <= len(chosen) <= MOST:
        raise VirtualError(HOW_MANY.format(FEWEST, MOST, len(chosen)))
    looks = looked(judge, [one.preview for one in chosen])
    numbers = [f"{one.place + 1}번" for one in chosen]
    _refuse(judge, numbers, looks)
    members = [
        _member(called, one.face, seed_of(sheet.seed, one.place), look, judge, sheet)
        for called, one, look in zip(names, chosen, looks, strict=True)
    ]
    guard = judge.guard
    group = VirtualGroup(
        "", name, sheet.seed, sheet.generator, sheet.version, sheet.target, tuple(members), guard.threshold,
        guard.floor, {"engine": judge.engine.name, **(judged or {})}, tuple(colours), mood,
    )  # fmt: skip
    filed, store = keep_group(settings, group), Virtual(settings)
    for one, candidate in zip(filed.members, chosen, strict=True):
        store.put_picture(filed.id, StoredPicture(face_key(one.face, mood), PREVIEW, Shot(), candidate.preview))
    return filed


@permitted("virtual.make")
def put_face(
    settings: Settings, judge: Judge, group: VirtualGroup, place: int, face: Face, seed: int, preview: bytes,
    name: str = "",
) -> VirtualGroup:  # fmt: skip
    """Another face in a place, or a new member behind the last, judged beside the others. name: of a new one. Raises
    VirtualError where guard or floor would not hold, and for a face of another generator."""
    new = place >= len(group.members)
    called = name if new else group.members[place].name
    if (face.generator, face.version) != (group.generator, group.version):
        raise VirtualError(OTHER_GENERATOR)
    (look,) = looked(judge, [preview])
    now = standing(judge, fronts(settings, group))
    beside = [
        (at, other) for at, other in enumerate(now.looks) if at != place and other and other.embedding is not None
    ]
    _refuse(judge, [called, *(group.members[at].name for at, _ in beside)], [look, *(other for _, other in beside)], 0)
    made = _member(called, face, seed, look, judge, group)
    if new:
        changed = replace(group, members=(*group.members, made))
    else:
        changed = group.replaced(place, replace(made, held=group.members[place].held))
    filed = keep_group(settings, changed)
    Virtual(settings).put_picture(filed.id, StoredPicture(face_key(face, group.mood), PREVIEW, Shot(), preview))
    return filed


@permitted("virtual.read")
def fitting(
    settings: Settings, judge: Judge, group: VirtualGroup, place: int, candidates: Sequence[Candidate]
) -> list[bool]:
    """Which candidates would keep guard and floor in a place."""
    now = standing(judge, fronts(settings, group))
    beside = [
        look for at, look in enumerate(now.looks) if at != place and look is not None and look.embedding is not None
    ]
    fits = []
    for look in looked(judge, [one.preview for one in candidates]):
        kept = look.embedding is not None and look.close is not None and look.close.kept
        fits.append(kept and not any(0 in pair[:2] for pair in _too_alike(judge, [look, *beside])))
    return fits


@permitted("virtual.make")
def drawn_anew(
    settings: Settings, judge: Judge, group: VirtualGroup, candidates: Sequence[Candidate], seed: int
) -> VirtualGroup:
    """Other candidates in all places that are not held, in order, each far enough from those before. Raises
    VirtualError where there are too few."""
    now = standing(judge, fronts(settings, group))
    used = {face_key(member.face) for member in group.members}
    fresh = [one for one in candidates if one.kept and face_key(one.face) not in used]
    looks: list[Look | None] = [*now.looks, *looked(judge, [one.preview for one in fresh])]
    seen = [place for place, look in enumerate(looks) if look is not None and look.embedding is not None]
    pairs = [frozenset((seen[a], seen[b])) for a, b, _ in _too_alike(judge, [looks[place] for place in seen])]
    size = len(group.members)
    held = [place for place, member in enumerate(group.members) if member.held]
    ranked = [place for place in seen if place >= size and (look := looks[place]) and look.close and look.close.kept]
    chosen = distinct(ranked, pairs, size, held)[len(held) :]
    if len(chosen) < size - len(held):
        raise VirtualError(TOO_FEW)
    made, pictures = group, {}
    for place, at in zip([place for place in range(size) if place not in held], chosen, strict=True):
        one, look = fresh[at - size], looks[at]
        assert look is not None
        name, seed_here = group.members[place].name, seed_of(seed, one.place)
        made = made.replaced(place, _member(name, one.face, seed_here, look, judge, group))
        pictures[place] = one.preview
    filed, store = keep_group(settings, made), Virtual(settings)
    for place, preview in pictures.items():
        key = face_key(filed.members[place].face, filed.mood)
        store.put_picture(filed.id, StoredPicture(key, PREVIEW, Shot(), preview))
    return filed


@permitted("virtual.make")
def relit(settings: Settings, group: VirtualGroup, mood: Mood) -> VirtualGroup:
    """In another light; what stood for its members until now does so until that is drawn."""
    before = fronts(settings, group)
    filed, store = keep_group(settings, replace(group, mood=mood)), Virtual(settings)
    for member, front in zip(filed.members, before, strict=True):
        if front is not None:
            store.put_picture(filed.id, StoredPicture(face_key(member.face, mood), PREVIEW, Shot(), front[0]))
    return filed


@permitted("virtual.make")
def without(settings: Settings, group: VirtualGroup, place: int) -> VirtualGroup:
    """One member fewer. Raises VirtualError where two would not be left."""
    return keep_group(settings, replace(group, members=(*group.members[:place], *group.members[place + 1 :])))


@permitted("virtual.read")
def fronts(settings: Settings, group: VirtualGroup) -> list[tuple[bytes, bool] | None]:
    """Of each member the full picture from the front, else the preview; and which it is. None without any."""
    pictures = {(one.face, one.number): one.data for one in Virtual(settings).pictures(group.id, most=0)}
    found: list[tuple[bytes, bool] | None] = []
    for member in group.members:
        key = face_key(member.face, group.mood)
        full, preview = pictures.get((key, 0)), pictures.get((key, PREVIEW))
        found.append((full, True) if full else (preview, False) if preview else None)
    return found


def settled(group: VirtualGroup, now: Standing) -> VirtualGroup:
    """With what the pictures say of each member, for a file that leaves the studio."""
    members = list(group.members)
    for place, look in enumerate(now.looks):
        if look is not None and look.scores is not None and look.close is not None:
            near = look.close.nearest
            scores = dict(zip(members[place].scores, map(float, look.scores), strict=True))
            members[place] = replace(
                members[place], scores=scores, score=share(scores, group.target.mix), near=str(near.member),
                similarity=near.similarity, kept=not now.of(place),
            )  # fmt: skip
    return replace(group, members=tuple(members))


def _member(name: str, face: Face, seed: int, look: Look, judge: Judge, of: ContactSheet | VirtualGroup) -> Member:
    assert look.scores is not None and look.close is not None
    scores = {group: float(value) for group, value in zip(judge.groups, look.scores, strict=True)}
    near = look.close.nearest
    return Member(name, face, seed, share(scores, of.target.mix), near.similarity, str(near.member), True, scores)


def _refuse(judge: Judge, names: Sequence[str], looks: Sequence[Look], about: int | None = None) -> None:
    """Raises VirtualError for what breaks a rule. about: the place that is new, of which alone is spoken."""
    for place, (name, look) in enumerate(zip(names, looks, strict=True)):
        if about is not None and place != about:
            continue
        if look.close is None or look.embedding is None:
            raise VirtualError(NO_FACE.format(name))
        if not look.close.kept:
            said = TOO_NEAR.format(attach(name, "은/는"), look.close.nearest.similarity, judge.guard.threshold)
            raise VirtualError(said)
    for one, other, distance in _too_alike(judge, looks):
        if about is None or about in (one, other):
            both = f"{attach(names[one], '과/와')} {attach(names[other], '은/는')}"
            raise VirtualError(TOO_ALIKE.format(both, distance, judge.guard.floor + MARGIN))


def _too_alike(judge: Judge, looks: Sequence[Look | None], margin: float = MARGIN) -> list[tuple[int, int, float]]:
    rows = [look.embedding for look in looks if look is not None and look.embedding is not None]
    guard = replace(judge.guard, floor=judge.guard.floor + margin)
    return guard.too_alike(np.stack(rows)) if len(rows) > 1 else []


def _pixels(data: bytes) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"), np.uint8)
