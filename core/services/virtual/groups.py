"""Made-up groups: members far enough from each other and from everybody on file, kept, replaced, tuned, handed on."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from core.access.acting import acting
from core.errors import VirtualError
from core.services.permitted import permitted
from core.services.virtual.judge import Judge, Look, Vector
from core.services.virtual.steering import LOOKED_AT, steer
from core.settings import Settings
from core.storage.virtual import Virtual
from core.types import Progress, silent
from core.virtual.face import Face, Shot
from core.virtual.generator import Generator
from core.virtual.group import Member, VirtualGroup, clean_name, group_from, group_json, seed_of, share
from core.virtual.steer import EVALUATIONS, Target

NO_FACE = "'{}'의 그림에서 얼굴을 찾지 못했습니다. 다른 얼굴로 바꿔 주세요."
OTHER_GENERATOR = "이 그룹은 다른 생성기나 다른 버전으로 만든 것입니다. 같은 생성기로 열어 주세요."


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not hold in a group. kind: guard (too near to somebody on file) or floor (two too alike); places: of
    the members, one or two; value: similarity or distance; limit: of the same."""

    kind: str
    places: tuple[int, ...]
    value: float
    limit: float


def make_group(
    generator: Generator, judge: Judge, target: Target, names: Sequence[str], seed: int, *, name: str = "",
    evaluations: int = EVALUATIONS, seconds: float | None = None, held: Mapping[int, Member] | None = None,
    judged: Mapping[str, str] | None = None, progress: Progress = silent,
) -> VirtualGroup:  # fmt: skip
    """Search member after member, each far enough from those before. held: place -> who stays as she is.

    With evaluations alone the same seed gives the same group. seconds: for each member."""
    held = held or {}
    others = [_vector(judge, generator, member) for member in held.values()]
    members: list[Member] = []
    for place, called in enumerate(names):
        if place in held:
            members.append(replace(held[place], name=called, held=True))
            continue

        def report(done: int, total: int, label: str, place: int = place) -> None:
            progress(place * 100 + round(100 * done / max(total, 1)), 100 * len(names), label)

        found = steer(
            generator, judge, target, seed_of(seed, place), evaluations=evaluations, seconds=seconds, others=others,
            progress=report,
        )  # fmt: skip
        if found.embedding is None or found.similarity is None:
            raise VirtualError(NO_FACE.format(called))
        others.append(found.embedding)
        members.append(
            Member(called, found.face, found.seed, found.score, found.similarity, found.near, found.kept, found.scores)
        )  # fmt: skip
    return _group(generator, judge, target, members, seed, name, judged or {})


def group_of(
    generator: Generator, judge: Judge, target: Target, faces: Sequence[tuple[str, Face]], seed: int, *, name: str = "",
    judged: Mapping[str, str] | None = None,
) -> VirtualGroup:  # fmt: skip
    """Of faces that were chosen, each with its name. Raises VirtualError where one shows no face."""
    members = [_member(judge, generator, target, called, face, seed) for called, face in faces]
    return _group(generator, judge, target, members, seed, name, judged or {})


def problems(generator: Generator, judge: Judge, group: VirtualGroup) -> list[Problem]:
    """What does not hold, as the pictures are now; [] where all does."""
    looks = [_look(judge, generator, member.name, member.face) for member in group.members]
    vectors = [look.embedding for look in looks if look.embedding is not None]
    found = [
        Problem("guard", (place,), look.close.nearest.similarity, judge.guard.threshold)
        for place, look in enumerate(looks) if look.close is not None and not look.close.kept
    ]  # fmt: skip
    close = judge.guard.too_alike(np.stack(vectors)) if len(vectors) > 1 else []
    return found + [Problem("floor", (one, other), distance, judge.guard.floor) for one, other, distance in close]


@permitted("virtual.read")
def groups(settings: Settings) -> Sequence[VirtualGroup]:
    """Changed last, first. Looking creates nothing."""
    return Virtual(settings).groups() if settings.database.exists() else []


@permitted("virtual.read", on="group_id")
def group(settings: Settings, group_id: str) -> VirtualGroup:
    """Raises VirtualError where it is not there."""
    return Virtual(settings).group(group_id)


@permitted("virtual.make")
def keep_group(settings: Settings, made: VirtualGroup) -> VirtualGroup:
    """Put a new one on file, or what is other of one that is there. Raises VirtualError where another changed it."""
    store, now = Virtual(settings), datetime.now(UTC)
    if not made.id:
        new = replace(made, id=secrets.token_hex(6), name=clean_name(made.name))
        store.add_group(new, acting().id, acting().name, now)
        return new
    store.change_group(replace(made, name=clean_name(made.name)), now)
    return replace(made, revision=made.revision + 1)


@permitted("virtual.delete", on="group_id")
def forget_group(settings: Settings, group_id: str) -> None:
    """For good. Raises VirtualError where it is not there."""
    Virtual(settings).remove_group(group_id)


def exported(made: VirtualGroup) -> bytes:
    """JSON that makes it again: `imported`."""
    return json.dumps(group_json(made), ensure_ascii=False, indent=1).encode()


def imported(data: bytes) -> VirtualGroup:
    """A new group of what `exported` gave. Raises VirtualError for anything else."""
    try:
        body = json.loads(data)
    except ValueError:
        body = None
    return replace(group_from(body if isinstance(body, dict) else {}), id="", project="", revision=0)


def _group(
    generator: Generator, judge: Judge, target: Target, members: Sequence[Member], seed: int, name: str,
    judged: Mapping[str, str],
) -> VirtualGroup:  # fmt: skip
    by = {"engine": judge.engine.name, **judged}
    guard = judge.guard
    return VirtualGroup(
        "", name, seed, generator.code, generator.version, target, tuple(members), guard.threshold, guard.floor, by
    )  # fmt: skip


def _member(judge: Judge, generator: Generator, target: Target, name: str, face: Face, seed: int) -> Member:
    look = _look(judge, generator, name, face)
    assert look.scores is not None and look.close is not None
    scores = {group: float(value) for group, value in zip(judge.groups, look.scores, strict=True)}
    near = look.close.nearest
    return Member(
        name, face, seed, share(scores, target.mix), near.similarity, str(near.member), look.close.kept, scores
    )  # fmt: skip


def _look(judge: Judge, generator: Generator, name: str, face: Face) -> Look:
    (look,) = judge.look([generator.picture(face, Shot(), LOOKED_AT)])
    if look.scores is None or look.close is None:
        raise VirtualError(NO_FACE.format(name))
    return look


def _vector(judge: Judge, generator: Generator, member: Member) -> Vector:
    found = _look(judge, generator, member.name, member.face).embedding
    assert found is not None
    return found
