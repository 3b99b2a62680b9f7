"""Which trained run judges; where it no longer can, the default model is fitted and a notice says so."""

from dataclasses import dataclass

from core.errors import StudioError
from core.matching.model import ResemblanceModel
from core.services.choices import RUN, in_force
from core.services.permitted import permitted
from core.settings import Settings
from core.storage.training import runs
from core.training.run import Run
from core.types import MemberId, ReferenceSet

_INSTEAD = "지금 세트의 기준 사진에 새로 맞춘 모델로 판정합니다."


@dataclass(frozen=True, slots=True)
class ActiveModel:
    """The model that judges. run: the one it comes from, None where it was fitted just now. notice: Korean, why a run
    that was chosen is not used, else empty."""

    model: ResemblanceModel
    run: Run | None = None
    notice: str = ""


@permitted("training.read")
def judge_for(
    settings: Settings, reference: ReferenceSet, engine_version: str, *, read_only: bool = False
) -> ActiveModel:
    """The active run's model where it fits this set and engine, else one fitted to the set.

    Raises ReferenceSetError below two groups."""
    run_id = in_force(settings, RUN, read_only=read_only)
    if not run_id:
        return ActiveModel(ResemblanceModel.fit(reference))
    try:
        run = runs.read(settings, run_id)
        model = runs.read_model(settings, run_id)
    except StudioError as error:
        return ActiveModel(ResemblanceModel.fit(reference), notice=f"{error} {_INSTEAD}")
    reason = unfit(run, set(reference.members), engine_version)
    if reason or not isinstance(model, ResemblanceModel):
        notice = f"'{run.name}' 학습 결과를 쓰지 않습니다. {reason} {_INSTEAD}"
        return ActiveModel(ResemblanceModel.fit(reference), notice=notice)
    return ActiveModel(model, run)


def unfit(run: Run, members: set[MemberId], engine_version: str) -> str:
    """Why a run cannot judge with this engine against these members, Korean; empty where it can."""
    if run.engine_version != engine_version:
        return "지금 엔진과 다른 엔진(또는 다른 버전)으로 학습했기 때문입니다."
    trained = {MemberId(group, member) for group, own in run.data.counts.items() for member in own}
    missing = sorted(str(member) for member in trained - members)
    if missing:
        more = f" 등 {len(missing)}명" if len(missing) > 3 else ""
        return f"학습한 멤버가 지금 세트에 없기 때문입니다({', '.join(missing[:3])}{more})."
    return ""
