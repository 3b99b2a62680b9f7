"""One's own photos to an answer: which group, how surely, who is nearest, where it comes from. In memory only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from core.errors import ImageError
from core.faces.engine import Engine
from core.images import look
from core.services.lineup import match
from core.services.lineup.settle import settled
from core.services.lineup.why import Why, to_compare, why
from core.services.my_debut.opening import on_the_studios_account
from core.services.permitted import permitted
from core.services.reference.sets import ActiveSet
from core.settings import Settings
from core.types import LineupResult, MemberId, PhotoFaces, Progress, TraineeResult, Upload, Verdict, silent

MOST_PHOTOS = 5  # of one person
NEAREST = 3  # members
CLOSE = 0.1  # of the shares of the first and the second group: less is said to be a close race
# What would make the answer surer, the most useful first.
Advice = Literal["one_photo", "different_people", "covered", "disagreeing", "close", "another", "weak"]
STEPS = ("judge", "why")  # what `find` reports that it works on


@dataclass(frozen=True, slots=True)
class Near:
    """A member who is near. photo: the one of theirs that is nearest, None where its file is gone."""

    member: MemberId
    similarity: float
    photo: Path | None


@dataclass(frozen=True, slots=True)
class Answer:
    """shares: (group, probability), the likeliest first. nobody: probability of being close to none of them.

    advice: codes of what would help, none of a clear answer. why: where the likeness to the first group over the second
    comes from, None where the map does not repeat or the answer is nobody."""

    trainee: TraineeResult = field(repr=False)
    shares: tuple[tuple[str, float], ...]
    nobody: float
    verdict: Verdict
    advice: tuple[Advice, ...]
    near: tuple[Near, ...]
    why: Why | None = field(repr=False)

    @property
    def top(self) -> str:
        """The likeliest group."""
        return self.shares[0][0]

    @property
    def photos(self) -> tuple[PhotoFaces, ...]:
        return self.trainee.photos


def look_at(upload: Upload, engine: Engine) -> PhotoFaces:
    """A photo with its faces, the likeliest subject chosen. Raises EngineError."""
    (found,) = match.look_at({"": [upload]}, engine)[""]
    return found


def refusal(upload: Upload) -> str:
    """Why a file that was refused is no photo to work with: code of `ImageError`."""
    try:
        look(upload)
    except ImageError as error:
        return error.code
    return "broken"


def to_choose_from(photo: PhotoFaces) -> tuple[int, ...]:
    """The faces of a photo that may be meant, where there is more than one that can be used."""
    able = tuple(i for i, face in enumerate(photo.faces) if face.quality.status != "rejected")
    return able if len(able) > 1 else ()


@permitted("debut.enter")
def find(
    settings: Settings, photos: Sequence[PhotoFaces], active: ActiveSet, engine: Engine, progress: Progress = silent
) -> Answer | None:
    """The answer to one person's photos; None where no photo of them can be used. progress: names a step of STEPS.

    About 160 faces are embedded for the map. Raises AccessError."""
    with on_the_studios_account(settings):
        progress(0, len(STEPS), STEPS[0])
        (trainee,) = match.judge({"": photos}, engine.name, active.model).trainees
        if trainee.scores is None or trainee.verdict is None:
            return None
        progress(1, len(STEPS), STEPS[1])
        compared = to_compare(trainee)
        seen = trainee.photos[compared[1]] if compared else None
        _, differ = settled(photos, active.model)
        found = None
        if seen is not None and trainee.verdict != "nobody" and len(active.model.groups) > 1:
            found = why(trainee, seen, engine, active.model)
        progress(2, len(STEPS), STEPS[1])
    return Answer(
        trainee,
        tuple(trainee.scores.ranked()),
        trainee.nobody or 0.0,
        trainee.verdict,
        _advice(trainee, differ=differ),
        _near(trainee, seen, active),
        found if found is not None and found.map.repeats else None,
    )


def _near(trainee: TraineeResult, seen: PhotoFaces | None, active: ActiveSet) -> tuple[Near, ...]:
    def photo(member: MemberId) -> Path | None:
        if seen is None or seen.embedding is None:
            return None
        return active.most_alike(member, seen.embedding)

    return tuple(Near(one.member, one.similarity, photo(one.member)) for one in trainee.nearest[:NEAREST])


def _advice(trainee: TraineeResult, *, differ: bool) -> tuple[Advice, ...]:
    if trainee.verdict == "clear" or trainee.scores is None:
        return ()
    usable = [photo for photo in trainee.photos if photo.usable]
    aside = any(photo.code == "other_person" for photo in trainee.photos)
    alike, counted = trainee.agreement
    (_, first), (_, second) = [*trainee.scores.ranked(), ("", 0.0)][:2]
    asked: dict[Advice, bool] = {
        "different_people": differ or aside,
        "one_photo": len(usable) == 1,
        "covered": any(photo.code == "covered" for photo in usable),
        "disagreeing": counted > 1 and 2 * alike <= counted,
        "weak": any(photo.status == "weak" and photo.code != "covered" for photo in usable),
        "close": trainee.verdict == "unclear" and first - second < CLOSE,
        "another": len(usable) > 1 and trainee.verdict == "unclear",
    }
    return tuple(code for code, holds in asked.items() if holds)


@permitted("debut.enter")
def together(settings: Settings, people: Mapping[str, Sequence[PhotoFaces]], active: ActiveSet) -> LineupResult:
    """Several people as one line-up, by name. Raises AccessError."""
    with on_the_studios_account(settings):
        return match.judge(people, active.reference.engine, active.model)
