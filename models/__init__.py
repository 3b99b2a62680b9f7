"""Model families. A new one is one file and one line in FAMILIES."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.errors import UnknownNameError
from core.matching.arrays import Array, Floats
from core.matching.judgement import Judged
from core.types import ReferenceSet
from models import embedding_head, resemblance


class FittedModel(Protocol):
    """What every family's `fit` returns. groups: sorted; the order of all scores."""

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of the reference set."""
        ...

    def score_photos(self, embeddings: Floats) -> Array:
        """(n, d) unit embeddings -> (n, G) probabilities, each photo alone."""
        ...

    def judge_sets(self, sets: Sequence[Floats]) -> Judged:
        """Sets of equally many photos, each of one person -> a judgement a set."""
        ...


@dataclass(frozen=True)
class Family:
    """A kind of trainable model. title: Korean. judges_strangers: whether its answer about a trainee means anything."""

    name: str
    title: str
    judges_strangers: bool
    fit: Callable[[ReferenceSet], FittedModel]


FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        Family("resemblance", "닮음 (멤버 비교 + 보정)", True, resemblance.fit),
        Family("embedding_head", "임베딩 분류기 (멤버별 LDA)", False, embedding_head.fit),
    )
}
DEFAULT_FAMILY = "resemblance"


def get_family(name: str) -> Family:
    """Raises UnknownNameError, which lists the families there are."""
    if name not in FAMILIES:
        raise UnknownNameError(f"'{name}'이라는 모델은 없습니다. 사용할 수 있는 모델: {', '.join(FAMILIES)}")
    return FAMILIES[name]
