"""No face that is made comes closer to a real person than different people are to each other.

Measured as a line-up shows it (`ResemblanceModel`: the cosine of what sets each face apart from the average face,
between a picture and a member's photos; 0 is as alike as any two people). Each reference photo, of a real person, has a
nearest other member. `ALIKE` of these photos come no nearer than the threshold, so a face below it is no more like
anybody on file than people are like each other; and the model must not take it for a member on file (verification).

The people of a group must differ, too: the floor is the distance (one less the same cosine, of two pictures) that
`DISTINCT` of the pairs of photos of two different people keep.

In-sample: the axes were learned from these people, which pulls them apart a little, so both limits err on the strict
side."""

from dataclasses import dataclass, field

import numpy as np

from core.matching.model import KNOWN, ResemblanceModel
from core.stats.arrays import Array, Floats, unit
from core.types import NearestMember, ReferenceSet

ALIKE = 0.95  # of the reference photos, which are nearer to the nearest other member than 1 - ALIKE of them
DISTINCT = 0.95  # of the pairs of photos of two people
_MOST_PHOTOS = 4000  # pairs grow with the square; more would change no quantile


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close a picture is to people on file. nearest: of them; over: similarity beyond the threshold, 0 or less
    where it is kept; known: probability that it is a member on file; kept: does it pass?"""

    nearest: NearestMember
    over: float
    known: float
    kept: bool


@dataclass(frozen=True)
class Guard:
    """threshold: similarity that no picture may pass; floor: distance that two members of a group must keep."""

    model: ResemblanceModel = field(repr=False)
    threshold: float
    floor: float

    @classmethod
    def fit(cls, model: ResemblanceModel, reference: ReferenceSet) -> "Guard":
        """model: fitted to the reference, which has at least two members."""
        rows = np.linspace(0, len(reference.members) - 1, min(len(reference.members), _MOST_PHOTOS)).astype(int)
        faces = apart(model, reference.embeddings[rows])
        owner = np.array([model.members.index(reference.members[row]) for row in rows])
        others = _similarities(model, reference.embeddings[rows])
        others[np.arange(len(rows)), owner] = -1.0
        pairs = np.triu_indices(len(rows), 1)
        foreign = faces[pairs][owner[pairs[0]] != owner[pairs[1]]]
        return cls(
            model, float(np.quantile(others.max(axis=1), ALIKE)), float(np.quantile(foreign, 1 - DISTINCT))
        )  # fmt: skip

    def looked_at(self, embeddings: Floats) -> list[Closeness]:
        """(n, d) unit embeddings of pictures, each alone."""
        alike = _similarities(self.model, embeddings)
        z = _placed(self.model, embeddings)
        known = self.model.calibration.on_file(self.model.verifier.ratios(z, 1).max(axis=1))
        found = []
        for row, (column, chance) in enumerate(zip(alike.argmax(axis=1).tolist(), known.tolist(), strict=True)):
            similarity = float(np.clip(alike[row, column], -1, 1))
            over = similarity - self.threshold
            near = NearestMember(self.model.members[column], similarity)
            found.append(Closeness(near, over, chance, kept=over <= 0 and chance <= KNOWN))
        return found

    def too_alike(self, embeddings: Floats) -> list[tuple[int, int, float]]:
        """(n, d) of a group -> pairs of rows that do not keep the floor, with their distance, the closest first."""
        distances = apart(self.model, embeddings)
        rows, columns = np.triu_indices(len(distances), 1)
        close = [
            (int(one), int(other), float(distances[one, other]))
            for one, other in zip(rows, columns, strict=True) if distances[one, other] < self.floor
        ]  # fmt: skip
        return sorted(close, key=lambda pair: pair[2])


def apart(model: ResemblanceModel, embeddings: Floats) -> Array:
    """(n, d) unit embeddings -> (n, n) distances, 0..2: one less the cosine of what sets each face apart."""
    rows = unit(_placed(model, embeddings) * np.sqrt(model.resemblance.space.reliability(1.0)))
    result: Array = np.clip(1 - rows @ rows.T, 0, 2)
    return result


def _placed(model: ResemblanceModel, embeddings: Floats) -> Array:
    rows = np.asarray(embeddings, np.float64)
    return model.resemblance.space.project(rows if model.basis is None else rows @ model.basis)


def _similarities(model: ResemblanceModel, embeddings: Floats) -> Array:
    return model.resemblance.cosines(_placed(model, embeddings), 1)
