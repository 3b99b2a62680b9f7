"""From the visitor's choices to what the pages judge with: the active set, its engine, line-ups."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from core.background import Background, InTurn
from core.charts.style import GroupStyle
from core.faces.engine import Engine
from core.faces.engines import get_engine
from core.services import choices
from core.services.lineup import match
from core.services.reference import sets as reference
from core.services.reference.sets import ActiveSet
from core.settings import get_settings
from core.types import LineupResult, MemberId, PhotoFaces, Upload
from core.ui.compared import choice
from core.ui.kit.cache import reference_thumbnail, set_state, shelf, styles
from core.ui.kit.in_turn import TURNS, in_turn, stop_button, until_over
from core.ui.kit.state import Emptied, Frame, empty_intake, key, session
from core.ui.lineup.state import Analysis, Judged, LineupPage
from core.ui.words_ko import common as t
from core.ui.words_ko import intake as words


def active_key() -> str:
    """What judges this visitor's line-ups now: changes with the set and its photos, with the engine and with the run
    that is in use."""
    settings = get_settings()
    source = choice.source()
    # A run that was chosen and cannot be read has a notice of its own: who chose none must not hear it.
    judge = f"{reference.active_engine(settings)}/{choices.in_force(settings, choices.RUN)}"
    return f"{source.id}/{judge}/{set_state(source.root)}"


def active_set() -> ActiveSet:
    """The set that this visitor compares with, embedded and fitted; shows a counting bar the first time. Raises
    StudioError."""
    return prepare()(in_turn)


def prepare() -> Callable[[InTurn], ActiveSet]:
    """How to get at the set that this visitor compares with now, in any thread. Raises StudioError."""
    settings = get_settings()
    source, sets, entry = choice.source(), shelf("active"), active_key()

    def prepared(in_turn: InTurn) -> ActiveSet:
        ready = sets.peek(entry)
        if isinstance(ready, ActiveSet):
            return ready
        with in_turn(t.PREPARING, lane="reference") as progress:
            return sets.get(entry, lambda: reference.load_active(settings, source, engine(), progress))

    return prepared


def engine() -> Engine:
    """The engine in use. Raises EngineError."""
    return get_engine(reference.active_engine(get_settings()))


def engine_of(active: ActiveSet) -> Engine:
    """The engine that embedded the set. Raises EngineError."""
    return get_engine(active.reference.engine)


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


def begin(analysis: Analysis) -> None:
    """Have what was brought analysed in the background of this visit, from now on without the uploader."""
    own = session(LineupPage)
    by = own.judged.by if own.judged is not None and analysis.owner is not None else None
    now, prepared = ("", lambda _: by) if by is not None else (active_key(), prepare())
    brought = analysis.brought

    def work(in_turn: InTurn) -> Judged:
        active = prepared(in_turn)
        with in_turn(t.READING) as progress:
            result = match.analyse(brought, engine_of(active), active.model, progress)
        brought.clear()  # the raw files are not needed any more, whenever the visitor comes to see the answer
        return Judged(result, active, now)

    analysis.work = Background(work, TURNS)
    own.analysis, own.waiting, own.wants_demo = analysis, None, False
    session(Frame).notice = ""  # of the answer to a question; the next page may be another one
    empty_intake()


def attend() -> None:
    """Draw how this visitor's analysis stands until it is over and in the session; nothing where there is none. Raises
    what ended it; what was brought can then be analysed again."""
    own = session(LineupPage)
    if own.analysis is None or own.analysis.work is None:
        return
    panel = st.empty().container(border=True)
    st.empty()  # in place of what the run before has drawn: the form for the files that are being read now
    with panel:
        bar = st.container(gap="xsmall")
        st.caption(words.GOES_ON)
        with stop_button(key("analysis.stop"), own.stop), bar:
            try:
                until_over(own.analysis.work)
            except Exception:
                own.analysis.work = None
                raise
    take_in()


def take_in() -> bool:
    """Put the answer of an analysis that is over into the session. Is there one? What failed is left to `attend`."""
    own = session(LineupPage)
    done = own.analysis
    if done is None or done.work is None or not done.work.over() or done.work.failed:
        return False
    own.analysis, found = None, done.work.outcome()
    if any(gone.is_one(one.name) for gone in done.gone for one in found.result.trainees):
        session(Emptied).unread = True
        return False
    if done.owner is None:
        own.show(found, done.title, is_demo=done.is_demo)
    else:
        _join(found.result, done.owner)
    return True


def add(uploads: Iterable[Upload], owner: str = "") -> None:
    """More photos for the session's line-up, by their names or all of them for one trainee; `undo` goes back. Returns
    once they are judged; where the page is left meanwhile they are all the same."""
    attend()  # to those before
    if session(LineupPage).judged is not None:
        begin(Analysis(list(uploads), owner=owner))
        attend()


def _join(found: LineupResult, owner: str) -> None:
    own = session(LineupPage)
    if own.judged is None:
        return
    photos = match.photos_by_trainee(own.judged.result)
    for name, more in match.photos_by_trainee(found).items():
        photos.setdefault(owner or name, []).extend(more)
    rejudge(photos, refused=(*own.judged.result.refused, *found.refused))


def rejudge(
    photos: Mapping[str, Sequence[PhotoFaces]],
    *,
    benched: Mapping[str, tuple[PhotoFaces, ...]] | None = None,
    refused: Sequence[PhotoFaces] | None = None,
) -> None:
    """Judge the session's photos again, by what judged them, after a change of names, photos or people; `undo` goes
    back."""
    own = session(LineupPage)
    if own.judged is None:
        return
    bad = own.judged.result.refused if refused is None else refused
    result = match.judge(photos, own.judged.result.engine, own.judged.by.model, bad)
    benched = own.judged.benched if benched is None else benched
    own.change(replace(own.judged, result=result, benched=benched))


def current(judged: Judged) -> Judged:
    """The session's line-up, judged by what is in use now where that is possible and the visitor has not chosen to stay
    with what judged it. Raises StudioError where what is in use cannot judge."""
    own, now = session(LineupPage), active_key()
    if judged.key in (now, own.stays_with) or judged.result.engine != engine().name:
        return judged
    return judge_by_what_is_in_use(judged)


def judge_by_what_is_in_use(judged: Judged) -> Judged:
    """Raises StudioError. The answer before stays beside it for comparison."""
    active, now = active_set(), active_key()
    photos = match.photos_by_trainee(judged.result)
    result = match.judge(photos, judged.result.engine, active.model, judged.result.refused)
    anew = Judged(result, active, now, judged.benched)
    session(LineupPage).judged_anew(anew)
    return anew


def member_picture(active: ActiveSet, member: MemberId) -> bytes | None:
    """A small picture of a member from the reference photos, None if there is none."""
    path = active.photo_of(member)
    return reference_thumbnail(str(path), path.stat().st_mtime) if path and path.is_file() else None
