"""A face moved toward a target: previews while it is searched for, a whole picture before it is handed over."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.services.virtual.judge import Judge, Look, Vector
from core.types import Progress, silent
from core.virtual.face import Face, Shot
from core.virtual.generator import Generator
from core.virtual.group import face_from, face_json, target_from, target_json
from core.virtual.steer import EVALUATIONS, Found, Search, State, Target, overlap, stepped

ENOUGH = 0.9  # of the target: more of it only brings a face nearer to the people on file
MARGIN = 0.03  # of guard and floor, by which a preview keeps them: the picture differs a little
LOOKED_AT = 384  # px of a picture that is judged: a face fills it, and more pixels tell a recogniser nothing
FINALISTS = 3  # previews whose pictures are made, the best first
_SEARCHING, _CONFIRMING = "목표에 가까운 얼굴을 찾는 중", "큰 그림으로 확인하는 중"


@dataclass(frozen=True, slots=True)
class Steered:
    """A face that was found, and what its full picture says. score: how much of target and resemblance overlap (of one
    group the resemblance); start: the same of the face it began with; kept: do guard and floor let it pass?

    seconds: of all parts of the search; reason: Korean, why no face was found, "" where one was."""

    face: Face
    target: Target
    seed: int
    score: float
    start: float | None
    scores: dict[str, float]
    near: str
    similarity: float | None
    kept: bool
    distance: float | None
    evaluations: int
    seconds: float
    reason: str = ""
    embedding: Vector | None = field(default=None, repr=False)


def steer(
    generator: Generator,
    judge: Judge,
    target: Target,
    seed: int,
    *,
    evaluations: int = EVALUATIONS,
    seconds: float | None = None,
    others: Sequence[Vector] = (),
    begin: Face | None = None,
    state: State | None = None,
    keep: Callable[[State], None] = lambda _: None,
    progress: Progress = silent,
) -> Steered:
    """Search until `evaluations` previews were judged, ENOUGH of the target is reached, or `seconds` are over.

    With evaluations alone the same seed gives the same face. others: embeddings that it keeps the floor to. begin: a
    face to begin with, else the one by chance of the seed. state: to go on from; keep: is handed the state after each
    generation. A target of controls alone is no search. progress may raise, and what was kept goes on another time."""
    since = time.monotonic()
    wanted = target.row(judge.groups)
    first = begin or generator.sample(seed)
    at = stepped(first.latent, target.steps, generator.controls)
    before = state.seconds if state else 0.0

    def face_of(latent: Any) -> Face:
        return Face(latent, first.look, generator.code, generator.version)

    (started,) = judge.look(generator.previews([face_of(at)]), others)
    held = [control for control in generator.controls if control.code in target.steps]
    search = Search(state or State(seed, at), wanted, held)
    best: list[Found] = []
    while target.mix and search.evaluations < evaluations and not search.stuck:
        best = search.finalists(FINALISTS)
        spent = before + time.monotonic() - since
        if (best and best[0].kept and best[0].score >= ENOUGH) or (seconds is not None and spent >= seconds):
            break
        progress(search.evaluations, evaluations, _SEARCHING)
        faces = [face_of(latent) for latent in search.ask()]
        looks = judge.look(generator.previews(faces), others)
        search.tell([judge.seen(look, MARGIN) for look in looks])
        keep(search.state(before + time.monotonic() - since))
    best = search.finalists(FINALISTS) or [Found(at, 0.0, kept=False, at=0)]
    progress(evaluations, evaluations, _CONFIRMING)
    face, look = _confirmed(generator, judge, [face_of(one.latent) for one in best], wanted, others)
    return _steered(
        face, look, judge, target, seed, wanted, started, search.evaluations, before + time.monotonic() - since
    )  # fmt: skip


def _confirmed(
    generator: Generator, judge: Judge, faces: Sequence[Face], wanted: Any, others: Sequence[Vector]
) -> tuple[Face, Look]:
    """The first whose full picture keeps the guard and is as near as a search wants it, else the best of them."""
    found: list[tuple[tuple[bool, float], Face, Look]] = []
    for face in faces:
        (look,) = judge.look([generator.picture(face, Shot(), LOOKED_AT)], others)
        seen = judge.seen(look)
        score = overlap(look.scores, wanted) if look.scores is not None else -1.0
        if seen.kept and score >= ENOUGH - 2 * MARGIN:
            return face, look
        found.append(((seen.kept, score), face, look))
    _, face, look = max(found, key=lambda one: one[0])
    return face, look


def _steered(
    face: Face, look: Look, judge: Judge, target: Target, seed: int, wanted: Any, started: Look, evaluations: int,
    seconds: float,
) -> Steered:  # fmt: skip
    start = None if started.scores is None else overlap(started.scores, wanted)
    if look.scores is None or look.close is None:
        return Steered(face, target, seed, 0.0, start, {}, "", None, False, None, evaluations, seconds, look.reason)
    scores = {group: float(value) for group, value in zip(judge.groups, look.scores, strict=True)}
    near = look.close.nearest
    return Steered(
        face, target, seed, overlap(look.scores, wanted), start, scores, str(near.member), near.similarity,
        judge.seen(look).kept, look.distance, evaluations, seconds, "", look.embedding,
    )  # fmt: skip


def steered_json(found: Steered) -> dict[str, Any]:
    """For the database: all but the embedding, which the picture gives again."""
    return {
        "face": face_json(found.face), "target": target_json(found.target), "seed": found.seed, "score": found.score,
        "start": found.start, "scores": found.scores, "near": found.near, "similarity": found.similarity,
        "kept": found.kept, "distance": found.distance, "evaluations": found.evaluations, "seconds": found.seconds,
        "reason": found.reason,
    }  # fmt: skip


def steered_from(body: dict[str, Any]) -> Steered:
    """The reverse."""
    return Steered(**{**body, "face": face_from(body["face"]), "target": target_from(body["target"])})


def embedding_of(generator: Generator, judge: Judge, face: Face) -> Vector | None:
    """Of its full picture, None where no face is found."""
    return judge.look([generator.picture(face, Shot(), LOOKED_AT)])[0].embedding


def distance_again(one: Vector, other: Vector) -> float:
    """Cosine distance of two pictures' embeddings: near 0 for the same face made again."""
    return float(1 - np.dot(one.astype(np.float64), other.astype(np.float64)))
