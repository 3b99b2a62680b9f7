"""The default family: likeness to members on file, calibrated on members left out. It alone may judge strangers."""

from core.matching.model import ResemblanceModel
from core.matching.resemble import score_groups
from core.training.checkpoint import Monitor
from core.training.examples import Examples
from core.training.family import Family
from core.training.options import Options


def fit(examples: Examples, options: Options, monitor: Monitor) -> ResemblanceModel:
    """inputs: unit embeddings; copies are left alone. Raises ReferenceSetError below two groups. Deterministic."""
    return ResemblanceModel.fit(examples.reference())


FAMILY = Family(
    name="resemblance",
    title="닮음 (멤버 비교 + 보정)",
    summary="멤버 한 명 한 명과 비교하고, 처음 보는 사람에 대한 확신도를 보정합니다. 연습생을 판정하는 모델입니다.",
    fit=fit,
    model=ResemblanceModel,
    defaults={"copies": 0},
    usable_for_trainees=True,
    regroup=score_groups,
)
