"""A made-up group and what leads to it, as frozen values that go to JSON and come back the same.

A contact sheet of candidates, the stars that people give them, the group that is made of the best, and the views of
each member. Names of the people who gave stars stay ids; nobody real is in any of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import numpy as np

from core.errors import VirtualError
from core.virtual.face import Expression, Face, Mood, Shot
from core.virtual.steer import Target

FORM = 1  # of the JSON
FEWEST, MOST = 2, 12  # members
FEWEST_CANDIDATES, MOST_CANDIDATES = 24, 60
LONGEST_NAME = 40
MOST_COLOURS = 6
_SPREAD = 1_000_003  # a prime: seeds of one sheet and of the next do not meet


@dataclass(frozen=True, slots=True)
class Candidate:
    """A face of a contact sheet. scores: group -> resemblance, {} where no face was found on its preview; near,
    similarity: the nearest member on file; kept: does the guard let it pass? preview: JPEG with its mark."""

    place: int
    face: Face
    scores: Mapping[str, float]
    near: str = ""
    similarity: float | None = None
    kept: bool = False
    preview: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """Candidates by chance or steered. count: how many are wanted; there may be fewer while it is made. steps: of the
    search of each candidate, 0 where they are by chance alone."""

    id: str
    name: str
    generator: str
    version: str
    seed: int
    count: int
    target: Target
    by: str
    by_name: str
    at: datetime
    job: str = ""


@dataclass(frozen=True, slots=True)
class Star:
    """A vote. place: of the candidate; person: id."""

    place: int
    person: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a made-up group. seed: of the search that found the face; held: stays when the rest is made anew.

    score: how much of target and resemblance overlap; similarity, near: the nearest member on file; kept: does the
    guard let it pass, and does it keep the floor to the others?"""

    name: str
    face: Face
    seed: int
    score: float
    similarity: float
    near: str
    kept: bool
    scores: Mapping[str, float] = field(default_factory=dict)
    held: bool = False


@dataclass(frozen=True, slots=True)
class VirtualGroup:
    """threshold, floor: of the guard when it was made. judged: engine, set and run that judged, for people. colours:
    its palette, "#rrggbb". project: id of the plan it is made for, "" for none."""

    id: str
    name: str
    seed: int
    generator: str
    version: str
    target: Target
    members: tuple[Member, ...]
    threshold: float
    floor: float
    judged: Mapping[str, str] = field(default_factory=dict)
    colours: tuple[str, ...] = ()
    mood: Mood = "studio"
    project: str = ""
    revision: int = 0

    def __post_init__(self) -> None:
        if not FEWEST <= len(self.members) <= MOST:
            raise VirtualError(f"그룹은 {FEWEST}명에서 {MOST}명까지 만들 수 있습니다. 인원을 바꿔 주세요.")
        names = [member.name for member in self.members]
        if len(set(names)) < len(names) or not all(names):
            raise VirtualError("멤버마다 다른 이름을 적어 주세요.")

    def replaced(self, place: int, member: Member) -> "VirtualGroup":
        """With another member in a place."""
        return replace(self, members=(*self.members[:place], member, *self.members[place + 1 :]))


def seed_of(seed: int, place: int) -> int:
    """The seed of the face in a place of a sheet or group."""
    return (seed * _SPREAD + place) % 2**31


def votes(stars: Iterable[Star]) -> dict[int, int]:
    """Place -> how many people starred it; a person counts once, however often she pressed."""
    counted: dict[int, int] = {}
    for star in set(stars):
        counted[star.place] = counted.get(star.place, 0) + 1
    return counted


def shortlist(candidates: Sequence[Candidate], stars: Iterable[Star], target: Target) -> list[Candidate]:
    """Those that the guard lets pass, most stars first, then by their share of the target."""
    count = votes(stars)
    passing = [one for one in candidates if one.kept]
    return sorted(passing, key=lambda one: (-count.get(one.place, 0), -share(one.scores, target.mix), one.place))


def share(scores: Mapping[str, float], mix: Mapping[str, float]) -> float:
    """How much of a target and of a resemblance overlap, 0..1."""
    return sum(min(scores.get(group, 0.0), wanted) for group, wanted in mix.items())


def views(expressions: Sequence[Expression], angles: Sequence[float], mood: Mood = "studio") -> list[Shot]:
    """A sheet of one member: each expression seen from the front, and the first from each angle."""
    front = [Shot(expression, mood=mood) for expression in expressions]
    return front + [Shot(expressions[0], yaw=angle, mood=mood) for angle in angles if angle]


def face_json(face: Face) -> dict[str, Any]:
    """The numbers to the last bit: a float32 has one shortest decimal."""
    return {"latent": [float(str(x)) for x in face.latent], "look": dict(face.look), "generator": face.generator,
            "version": face.version}  # fmt: skip


def face_from(body: Mapping[str, Any]) -> Face:
    """The reverse of `face_json`."""
    return Face(np.array(body["latent"], np.float32), body["look"], str(body["generator"]), str(body["version"]))


def target_json(target: Target) -> dict[str, Any]:
    """For the database and for files."""
    return {"mix": dict(target.mix), "steps": dict(target.steps), "kind": target.kind, "name": target.name}


def target_from(body: Mapping[str, Any]) -> Target:
    """The reverse of `target_json`."""
    mix = {str(group): float(part) for group, part in body["mix"].items()}
    steps = {str(code): float(step) for code, step in body["steps"].items()}
    return Target(mix, steps, str(body["kind"]), str(body["name"]))


def group_json(group: VirtualGroup) -> dict[str, Any]:
    """All that makes it again: the seed, the generator with its version, each face's numbers."""
    return {
        "form": FORM, "id": group.id, "name": group.name, "seed": group.seed, "generator": group.generator,
        "version": group.version, "target": target_json(group.target), "threshold": group.threshold,
        "floor": group.floor, "judged": dict(group.judged), "colours": list(group.colours), "mood": group.mood,
        "project": group.project,
        "members": [
            {"name": one.name, "face": face_json(one.face), "seed": one.seed, "score": one.score,
             "similarity": one.similarity, "near": one.near, "kept": one.kept, "scores": dict(one.scores),
             "held": one.held}
            for one in group.members
        ],
    }  # fmt: skip


def group_from(body: Mapping[str, Any], revision: int = 0) -> VirtualGroup:
    """Raises VirtualError for what this studio did not write, or a newer one did."""
    try:
        if int(body["form"]) > FORM:
            raise VirtualError("이 그룹은 더 새로운 스튜디오가 저장한 것입니다. 스튜디오를 새 버전으로 올려 주세요.")
        members = tuple(
            Member(
                str(one["name"]), face_from(one["face"]), int(one["seed"]), float(one["score"]),
                float(one["similarity"]), str(one["near"]), bool(one["kept"]),
                {str(group): float(part) for group, part in one["scores"].items()}, bool(one["held"]),
            )
            for one in body["members"]
        )  # fmt: skip
        judged = {str(key): str(value) for key, value in body["judged"].items()}
        return VirtualGroup(
            str(body["id"]), str(body["name"]), int(body["seed"]), str(body["generator"]), str(body["version"]),
            target_from(body["target"]), members, float(body["threshold"]), float(body["floor"]), judged,
            tuple(map(str, body["colours"])), body["mood"], str(body["project"]), revision,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise VirtualError("가상 그룹 파일을 읽을 수 없습니다. 스튜디오에서 내보낸 JSON 파일을 골라 주세요.") from error


def clean_name(text: str) -> str:
    """One line. Raises VirtualError where nothing is left, or more than fits."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME:
        raise VirtualError(f"이름은 1자에서 {LONGEST_NAME}자 사이로 적어 주세요.")
    return name
