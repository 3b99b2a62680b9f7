"""From the visitor's choices to what the pages judge with: the active set, its engine, line-ups."""

from collections.abc import Iterable

from core.charts.style import GroupStyle
from core.faces.engine import Engine
from core.faces.engines import get_engine
from core.services.lineup import match
from core.services.reference import sets as reference
from core.services.reference.sets import ActiveSet
from core.services.training import runs
from core.settings import get_settings
from core.types import MemberId, PhotoFaces, Upload
from core.ui.kit.cache import reference_thumbnail, set_state, shelf, styles
from core.ui.kit.in_turn import in_turn, stop_button
from core.ui.kit.state import empty_intake, from_the_top, key, session
from core.ui.lineup.state import LineupPage
from core.ui.words_ko import common as t


def active_key() -> str:
    """What judges now: changes with the set and its photos, with the engine and with the run that is in use."""
    settings = get_settings()
    source, run = reference.active_source(settings), runs.active_run(settings)
    judge = f"{reference.active_engine(settings)}/{run.id if run else ''}"
    return f"{source.id}/{judge}/{set_state(source.root)}"


def active_set() -> ActiveSet:
    """The reference set in use, embedded and fitted; shows a counting bar the first time. Raises StudioError."""
    settings = get_settings()
    source = reference.active_source(settings)
    sets, entry = shelf("active"), active_key()
    ready = sets.peek(entry)
    if isinstance(ready, ActiveSet):
        return ready
    with in_turn(t.PREPARING, lane="reference") as progress:
        return sets.get(entry, lambda: reference.load_active(settings, source, engine(), progress))


def engine() -> Engine:
    """The engine in use. Raises EngineError."""
    return get_engine(reference.active_engine(get_settings()))


def group_styles(active: ActiveSet) -> tuple[GroupStyle, ...]:
    """The groups of the set in the catalogue's order."""
    return styles(active.catalog, active.model.groups)


def demo_uploads() -> list[Upload]:
    """The demo line-up's photos, its folders named as on screen."""
    root = get_settings().demo / "lineup"
    return [
        Upload(f"{t.DEMO_TRAINEE} {path.parent.name.rpartition('_')[2]}/{path.name}", path.read_bytes())
        for path in sorted(root.glob("*/*"))
        if path.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp")
    ]


def analyse(uploads: Iterable[Upload], title: str, *, is_demo: bool = False) -> None:
    """Analyse a line-up with a bar that counts photos, and put it into this visitor's session."""
    with stop_button(key("analysis.stop"), session(LineupPage).stop):
        active, own_engine = active_set(), engine()
        with in_turn(t.READING) as progress:
            empty_intake()  # nothing is in the way any more: from here on only `uploads` holds the raw files
            result = match.analyse(uploads, own_engine, active.model, progress)
    session(LineupPage).show(result, title, active_key(), is_demo=is_demo)
    from_the_top()


def rejudge(photos: dict[str, list[PhotoFaces]]) -> None:
    """Judge the session's photos again after a rename, a move or another face; `undo` goes back."""
    own = session(LineupPage)
    if own.result is not None:
        own.change(match.judge(photos, own.result.engine, active_set().model, own.result.refused))


def judge_anew() -> bool:
    """Judge the session's line-up by what is active now; False where another engine made its embeddings."""
    own = session(LineupPage)
    if own.result is None or own.result.engine != engine().name:
        return False
    photos = match.photos_by_trainee(own.result)
    own.result = match.judge(photos, own.result.engine, active_set().model, own.result.refused)
    own.judged_by = active_key()
    own.history.clear()  # a step back would lead to an answer of the model before
    return True


def member_picture(active: ActiveSet, member: MemberId) -> bytes | None:
    """A small picture of a member from the reference photos, None if there is none."""
    path = active.photo_of(member)
    return reference_thumbnail(str(path), path.stat().st_mtime) if path and path.is_file() else None
