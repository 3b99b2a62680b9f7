"""The default family: likeness to members on file, calibrated on members left out. It alone may judge strangers."""

from collections.abc import Mapping, Sequence

from core.matching.model import ResemblanceModel, told_apart
from core.matching.resemble import score_groups
from core.stats.arrays import Array
from core.training.checkpoint import Monitor
from core.training.examples import Examples
from core.training.family import Family, Inputs
from core.training.options import Options
from core.types import MemberId


def fit(examples: Examples, options: Options, monitor: Monitor) -> ResemblanceModel:
    """inputs: unit embeddings; copies are left alone. Raises ReferenceSetError below two groups. Deterministic."""
    return ResemblanceModel.fit(examples.reference())


def fit_partitions(examples: Examples, partitions: Sequence[Mapping[MemberId, str]]) -> list[ResemblanceModel]:
    """A model for each way to put the same people into groups; a member's group may be empty without others."""
    return ResemblanceModel.fit_partitions(examples.reference(), partitions)


def compare(examples: Examples, one: Inputs, other: Inputs) -> Array:
    """(s, k, d), (t, k, d) photos of people who are in none of the examples -> (s, t) log-likelihood ratios."""
    return told_apart(examples.reference(), one, other)


FAMILY = Family(
    name="resemblance",
    title="닮음 (멤버 비교 + 보정)",
    summary="멤버 한 명 한 명과 비교하고, 처음 보는 사람에 대한 확신도를 보정합니다. 연습생을 판정하는 모델입니다.",
    fit=fit,
    model=ResemblanceModel,
    defaults={"copies": 0},
    usable_for_trainees=True,
    regroup=score_groups,
    fit_partitions=fit_partitions,
    compare=compare,
)
