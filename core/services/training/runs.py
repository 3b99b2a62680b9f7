"""The trained runs on file: look at them, rename, export, import and delete them, and choose the one that judges."""

from contextlib import suppress
from dataclasses import dataclass, replace

from core.errors import TrainingError
from core.faces.engines import get_engine
from core.services import active_run as active
from core.services.reference import sets as reference
from core.services.training.model_card import model_card
from core.settings import Settings
from core.storage.database import Database
from core.storage.training import runs as store
from core.storage.training.recorded import is_recorded, list_recorded, read_recorded
from core.storage.training.run_exchange import export_zip
from core.storage.training.run_exchange import import_zip as import_run
from core.storage.training.runs import Broken, Listing, list_runs, rename
from core.training.evaluation import Evaluation
from core.training.options import HEADS
from core.training.run import Run
from models import DEFAULT_FAMILY, FAMILIES

__all__ = ["Broken", "Listing", "import_run", "is_recorded", "list_runs", "rename"]  # all that pages need besides


@dataclass(frozen=True, slots=True)
class InUse:
    """What judges trainees now. run: that was chosen, None where the default model is fitted to the set. measured: the
    run whose figures are those of the model that judges, None where nobody has measured it on these photos."""

    source: reference.ReferenceSource
    engine: str
    run: Run | None
    measured: Run | None


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


def read_evaluation(settings: Settings, run_id: str) -> Evaluation:
    """What was measured, of a run on file or of a recorded one. Raises TrainingError."""
    return read_recorded(settings, run_id) if is_recorded(settings, run_id) else store.read_evaluation(settings, run_id)


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


def delete(settings: Settings, run_id: str) -> None:
    """Remove a run; if it judges, the studio goes back to fitting. Raises TrainingError where there is none."""
    store.delete(settings, run_id)
    deactivate(settings, run_id)


def export(settings: Settings, run_id: str) -> bytes:
    """A ZIP with a model card, to be read by `import_run`. Raises TrainingError where files are damaged."""
    return export_zip(settings, run_id, model_card(store.read(settings, run_id)))


def active_run(settings: Settings) -> Run | None:
    """The run that was put to use, None without one or where it can no longer be read. Reads one file."""
    run_id = _chosen(settings)
    with suppress(TrainingError):
        return store.read(settings, run_id) if run_id else None
    return None


def activate(settings: Settings, run_id: str) -> None:
    """Judge by this run from now on, with its engine and its set, or with the active set where its own is gone.

    Raises TrainingError where it may not judge strangers or does not fit the set, EngineError without weights."""
    run = store.read(settings, run_id)
    _may_judge(run)
    sources = {source.id: source for source in reference.list_sources(settings)}
    source = sources.get(run.data.set_id) or reference.active_source(settings)
    members = set(reference.photos_of(settings, source).members)
    reason = active.unfit(run, members, get_engine(run.engine).version)
    if reason:
        raise TrainingError(f"이 학습 결과는 '{source.name}' 세트에 쓸 수 없습니다. {reason} 다른 결과를 골라 주세요.")
    store.read_model(settings, run_id)  # raises for a damaged model now, not on the line-up's page
    reference.activate(settings, source.id, run)


def deactivate(settings: Settings, run_id: str = "") -> None:
    """Go back to the default model, fitted to the set in use. run_id: only where this run judges."""
    if _chosen(settings):
        Database(settings).change_choice(active.CHOICE, lambda now: "" if run_id in ("", now) else now or "")


def _chosen(settings: Settings) -> str:
    return active.chosen(settings, reference.existing_database(settings))


def _may_judge(run: Run) -> None:
    if run.family not in FAMILIES or not FAMILIES[run.family].usable_for_trainees:
        able = ", ".join(f.title for f in FAMILIES.values() if f.usable_for_trainees)
        raise TrainingError(
            "이 모델은 등록된 멤버만 구별하도록 학습되어, 처음 보는 연습생에게 쓰면 확신만 높고 결과가 되풀이되지 "
            f"않습니다. 연습생 판정에는 다음 모델 가운데 골라 주세요: {able}."
        )
