"""A fresh answer as a project keeps it: what was said and measured, and nothing it was measured on."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from core.catalog import Catalog
from core.projects.version import (
    JudgedBy,
    JudgedLineup,
    JudgedMember,
    JudgedPhoto,
    JudgedTrainee,
    Version,
)
from core.types import (
    Carrier,
    GroupScores,
    LineupResult,
    MemberId,
    NearestMember,
    PhotoFaces,
    TraineeResult,
)

_EVIDENCE_DIGITS = 16


def version_of(
    result: LineupResult, judged: JudgedBy, catalog: Catalog, *, by: str, at: datetime, parent: int = 0, said: str = "",
    is_demo: bool = False, benched: Sequence[str] = (),
) -> Version:  # fmt: skip
    """The version of an answer, numbered when it is saved. by: name of the person who saves it; at: UTC."""
    lineup = result.lineup
    kept = None
    if lineup is not None:
        kept = JudgedLineup(lineup.scores.values, lineup.confidence, lineup.interval, lineup.nobody, lineup.reason)
    people = tuple(_trainee(one, catalog) for one in result.trainees)
    return Version(0, parent, by, at, judged, people, kept, said, is_demo, tuple(benched))


def answer_of(version: Version) -> LineupResult:
    """A version as the answer that it was, so that it is said and drawn as a fresh one is. Its photos have no picture,
    no face and no scores of their own: those are not on file."""
    people = tuple(
        TraineeResult(
            name=one.name,
            photos=tuple(PhotoFaces(photo.file, photo.status, photo.reason, code=photo.code) for photo in one.photos),
            photo_scores=(None,) * len(one.photos),
            scores=GroupScores(one.scores) if one.scores else None,
            confidence=one.confidence,
            verdict=one.verdict,
            nearest=tuple(NearestMember(m.id, m.similarity) for m in one.nearest if m.similarity is not None),
            reason=one.reason,
            known=one.known.id if one.known else None,
            nobody=one.nobody,
            carriers=tuple(
                Carrier(m.id, m.similarity, m.share)
                for m in one.carriers
                if m.similarity is not None and m.share is not None
            ),
        )
        for one in version.trainees
    )
    by, lineup = version.judged, version.lineup
    return LineupResult(by.engine, tuple(by.groups), people, lineup.named if lineup else None, clear_from=by.clear_from)


def _trainee(one: TraineeResult, catalog: Catalog) -> JudgedTrainee:
    photos = tuple(_photo(*pair) for pair in zip(one.photos, one.photo_scores, strict=True))
    return JudgedTrainee(
        name=one.name,
        photos=photos,
        scores=dict(one.scores.values) if one.scores else None,
        nobody=one.nobody,
        confidence=one.confidence,
        verdict=one.verdict,
        reason=one.reason,
        nearest=tuple(_member(near.member, catalog, near.similarity) for near in one.nearest),
        carriers=tuple(_member(own.member, catalog, own.similarity, own.share) for own in one.carriers),
        known=_member(one.known, catalog) if one.known else None,
        evidence=evidence(one.photos),
    )


def _photo(photo: PhotoFaces, scores: GroupScores | None) -> JudgedPhoto:
    top = scores.top if scores else ""
    return JudgedPhoto(photo.path, photo.status, photo.reason, photo.code, top, scores.values[top] if scores else None)


def _member(
    member: MemberId, catalog: Catalog, similarity: float | None = None, share: float | None = None
) -> JudgedMember:
    return JudgedMember(member, catalog.member_name(member), similarity, share)


def evidence(photos: Sequence[PhotoFaces]) -> str:
    """A digest of the pictures that were counted and of the face that was meant in each, whatever their order. Vectors
    would not do: with other threads their last digits come out otherwise."""
    used = [
        (photo.picture.jpeg if photo.picture else photo.path.encode(), photo.chosen) for photo in photos if photo.usable
    ]
    digests = sorted(hashlib.sha256(data + str(chosen).encode()).hexdigest() for data, chosen in used)
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:_EVIDENCE_DIGITS] if digests else ""
