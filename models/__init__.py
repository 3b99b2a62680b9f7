"""Model families. A new one is one file and one line in FAMILIES."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from core.errors import UnknownNameError
from core.matching.arrays import Array, Floats
from core.matching.judgement import Judged
from core.types import MemberId, ReferenceSet
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


@runtime_checkable
class MemberModel(Protocol):
    """A model that scores members and sums them to groups: other groupings can be tried without fitting again."""

    @property
    def members(self) -> tuple[MemberId, ...]:
        """The order of the evidence's columns."""
        ...

    def evidence(self, embeddings: Floats) -> Array:
        """(n, d) photos -> (n, N), what each member adds to her group."""
        ...

    def regroup(self, sums: Array, sizes: Array) -> Array:
        """(n, G) sums of evidence, (n, G) members summed -> (n, G) group scores; an empty group gets -inf."""
        ...


@dataclass(frozen=True)
class Family:
    """A kind of trainable model. title: Korean. Several fits may run at once in one process."""

    name: str
    title: str
    fit: Callable[[ReferenceSet], FittedModel]


FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        Family("resemblance", "닮음 (멤버 비교 + 보정)", resemblance.fit),
        Family("embedding_head", "임베딩 분류기 (멤버별 LDA)", embedding_head.fit),
    )
}
DEFAULT_FAMILY = "resemblance"


def get_family(name: str) -> Family:
    """Raises UnknownNameError, which lists the families there are."""
    if name not in FAMILIES:
        raise UnknownNameError(f"'{name}'이라는 모델은 없습니다. 사용할 수 있는 모델: {', '.join(FAMILIES)}")
    return FAMILIES[name]
