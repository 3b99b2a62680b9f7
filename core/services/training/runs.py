"""The trained runs on file: look at them, rename, export, import and delete them, and choose the one that judges."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from core.access.actor import STUDIO, Actor
from core.errors import TrainingError
from core.faces.engines import get_engine
from core.services import active_run as active
from core.services import choices
from core.services.permitted import permitted
from core.services.reference import sets as reference
from core.services.training.model_card import model_card
from core.settings import Settings
from core.storage.training import runs as store
from core.storage.training.recorded import is_recorded, list_recorded, read_recorded
from core.storage.training.run_exchange import export_zip, import_zip
from core.storage.training.runs import Broken, Listing
from core.training.evaluation import Evaluation
from core.training.options import HEADS
from core.training.run import Run
from models import DEFAULT_FAMILY, FAMILIES

__all__ = ["Broken", "Listing", "is_recorded"]  # all that pages need besides


@dataclass(frozen=True, slots=True)
class InUse:
    """What judges trainees now. run: that was chosen, None where the default model is fitted to the set. measured: the
    run whose figures are those of the model that judges, None where nobody has measured it on these photos."""

    source: reference.ReferenceSource
    engine: str
    run: Run | None
    measured: Run | None


@permitted("training.read")
def list_runs(settings: Settings) -> Listing:
    """The runs on file, newest first; folders that cannot be read apart."""
    return store.list_runs(settings)


@permitted("training.change", on="run_id")
def rename(settings: Settings, run_id: str, name: str) -> Run:
    """Give a run another name. Raises TrainingError."""
    return store.rename(settings, run_id, name)


@permitted("training.change")
def import_run(settings: Settings, data: bytes) -> Run:
    """Put a ZIP of `export` on file. Raises TrainingError, and then nothing was written."""
    return import_zip(settings, data)


@permitted("training.read")
def list_all(settings: Settings, source: reference.ReferenceSource | None = None) -> Listing:
    """What pages show: the runs on file, newest first, and while the demo is compared with what was recorded on it,
    which no other world sees. source: the set that is compared with, else everybody's."""
    found = list_runs(settings)
    if not (source or reference.active_source(settings)).fictional:
        return found
    engine, order = reference.active_engine(settings), list(reversed(FAMILIES))

    def place(run: Run) -> tuple[bool, int, int]:
        """As the model in use stands to them: its engine's first, by family and head."""
        return run.engine != engine, order.index(run.family), list(HEADS).index(run.options.head)

    recorded = [run for run in list_recorded(settings).runs if run.family in FAMILIES]
    return replace(found, runs=(*found.runs, *sorted(recorded, key=place)))


@permitted("training.read")
def read_evaluation(settings: Settings, run_id: str) -> Evaluation:
    """What was measured, of a run on file or of a recorded one. Raises TrainingError."""
    return read_recorded(settings, run_id) if is_recorded(settings, run_id) else store.read_evaluation(settings, run_id)


@permitted("training.read")
def in_use(settings: Settings, source: reference.ReferenceSource | None = None) -> InUse:
    """The model that judges against a set, else everybody's, and its figures where they are on file. Raises
    ReferenceSetError."""
    source, engine = source or reference.active_source(settings), reference.active_engine(settings)
    photos = reference.photos_of(settings, source)
    number, members = len(photos) + len(photos.refused), set(photos.members)
    version = get_engine(engine).version
    chosen = active_run(settings)
    judges = chosen is not None and not active.unfit(chosen, members, version)

    def fitted(run: Run) -> bool:
        """Was it measured on what the model is fitted to? The options of its family change no fit."""
        same = (run.data.set_id, run.data.photos, run.family) == (source.id, number, DEFAULT_FAMILY)
        return same and run.options.strangers and run.engine == engine and not active.unfit(run, members, version)

    usual = next((run for run in list_all(settings, source).runs if fitted(run)), None)
    return InUse(source, engine, chosen if judges else None, chosen if judges else usual)


@permitted("training.delete", on="run_id")
def delete(settings: Settings, run_id: str) -> None:
    """Remove a run; if it judges, the studio goes back to fitting. Raises TrainingError where there is none."""
    store.delete(settings, run_id)
    deactivate(settings, run_id)


@permitted("training.read")
def export(settings: Settings, run_id: str) -> bytes:
    """A ZIP with a model card, to be read by `import_run`. Raises TrainingError where files are damaged."""
    return export_zip(settings, run_id, model_card(store.read(settings, run_id)))


@permitted("training.read")
def active_run(settings: Settings, actor: Actor | None = None) -> Run | None:
    """The run that was put to use by a person, else by the studio; None without one or where it can no longer be read.
    Reads one file. actor: who acts just now without; STUDIO for everybody's."""
    run_id = choices.in_force(settings, choices.RUN, actor)
    with suppress(TrainingError):
        return store.read(settings, run_id) if run_id else None
    return None


@permitted("choice.studio", on="run_id")
def activate(settings: Settings, run_id: str, seen: Mapping[str, str] | None = None) -> None:
    """Judge by this run from now on, with its engine and its set, or with the active set where its own is gone. seen:
    as for `core.services.reference.sets.activate`.

    Raises TrainingError where it may not judge strangers or does not fit the set, EngineError without weights."""
    run, source = _fitting(settings, run_id, STUDIO)
    reference.activate(settings, source.id, run, seen)


@permitted("choice.own", on="run_id")
def judge_alone(settings: Settings, run_id: str) -> None:
    """As `activate`, for who acts just now alone."""
    run, source = _fitting(settings, run_id, None)
    reference.choose_alone(settings, source.id, run)


def _fitting(settings: Settings, run_id: str, actor: Actor | None) -> tuple[Run, reference.ReferenceSource]:
    """A run that can judge, and the set that it judges against."""
    run = store.read(settings, run_id)
    _may_judge(run)
    sources = {source.id: source for source in reference.list_sources(settings)}
    source = sources.get(run.data.set_id) or reference.active_source(settings, actor)
    members = set(reference.photos_of(settings, source).members)
    reason = active.unfit(run, members, get_engine(run.engine).version)
    if reason:
        raise TrainingError(f"이 학습 결과는 '{source.name}' 세트에 쓸 수 없습니다. {reason} 다른 결과를 골라 주세요.")
    store.read_model(settings, run_id)  # raises for a damaged model now, not on the line-up's page
    return run, source


@permitted("choice.studio", on="run_id")
def deactivate(settings: Settings, run_id: str = "", seen: Mapping[str, str] | None = None) -> None:
    """Go back to the default model, fitted to the set in use. run_id: only where this run judges. seen: as for
    `activate`."""
    now = choices.studios(settings, choices.RUN)
    if now and run_id in ("", now):
        choices.choose_for_all(settings, {choices.RUN: ""}, FAMILIES[DEFAULT_FAMILY].title, seen or {choices.RUN: now})


def _may_judge(run: Run) -> None:
    if run.family not in FAMILIES or not FAMILIES[run.family].usable_for_trainees:
        able = ", ".join(f.title for f in FAMILIES.values() if f.usable_for_trainees)
        raise TrainingError(
            "이 모델은 등록된 멤버만 구별하도록 학습되어, 처음 보는 연습생에게 쓰면 확신만 높고 결과가 되풀이되지 "
            f"않습니다. 연습생 판정에는 다음 모델 가운데 골라 주세요: {able}."
        )
