"""Parts that several pages use: head, chips, framed charts, tables, progress, errors."""

import logging
import threading
import time
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal, NoReturn, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import jobs
from core.access.acting import acting
from core.charts.style import MUTED_TEXT
from core.colour import ink, paper
from core.errors import DamagedError, StudioError
from core.services import work as work_service
from core.services.upkeep import DAMAGED, is_damaged
from core.settings import get_settings
from core.types import Progress
from core.ui.chart_picture import Saved, chart_picture
from core.ui.kit import permit
from core.ui.kit.address import write_address
from core.ui.kit.export import to_csv
from core.ui.kit.fonts import FONT_NAME
from core.ui.kit.markup import escape_markdown
from core.ui.kit.rescue import offer
from core.ui.kit.state import Frame, is_dark, session
from core.ui.kit.uploads import only_shown_files
from core.ui.visits.heap import collect_soon
from core.ui.words_ko import common as t

V = TypeVar("V")
WIDTH = 1120  # px: lines longer than this tire the eye
QUIET: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
DRAW_EVERY_S = 0.2  # of a bar: whatever is drawn for one visitor costs the others time


@contextmanager
def page_frame(page: str) -> Iterator[None]:
    """The column every page is written in: centred, never wider than a readable page. page: its address.

    What nobody expected is logged and becomes a Korean sentence: Streamlit's own box would be English."""
    with st.container(horizontal_alignment="center"), st.container(width=WIDTH, gap="medium"):
        try:
            with only_shown_files(), guarded() as sound:
                yield
            if sound:
                write_address(page)
        finally:
            collect_soon()


@contextmanager
def guarded() -> Iterator[list[bool]]:
    """Whatever fails becomes a sentence. What is yielded is empty afterwards where it was not expected."""
    sound = [True]
    try:
        with errors():
            yield sound
    except Exception as error:
        sound.clear()
        _log(error)
        if is_damaged(get_settings()):
            st.error(escape_markdown(DAMAGED), icon=":material/error:")
            offer()
        else:
            st.error(t.UNEXPECTED, icon=":material/error:")


def _log(error: BaseException) -> None:
    """Where a page failed, without what the errors say: that may hold a visitor's names."""
    places = []
    cause: BaseException | None = error
    while cause is not None:
        places += [type(cause).__name__, *traceback.format_tb(cause.__traceback__)]
        cause = cause.__cause__ or cause.__context__
    logging.getLogger(__name__).error("a page failed: %s", "\n".join(places))


def head(title: str, chips: Sequence[tuple[str, t.Tone]] = (), lead: str = "") -> None:
    """Page heading, a line of what to know, and chips."""
    with st.container(gap="small"):
        st.title(escape_markdown(title), anchor=False)
        if lead:
            st.markdown(lead)
        badges(chips)


def badges(chips: Sequence[tuple[str, t.Tone]]) -> None:
    """Short facts in a row that wraps."""
    if chips:
        with st.container(horizontal=True, gap="small"):
            for text, tone in chips:
                st.badge(escape_markdown(text), color=tone)


def picture(jpeg: bytes, *, alt: str, **more: Any) -> None:
    """A picture of a person, inside the page: as a file of its own it would have an address, and browsers keep those.

    more: as for st.image."""
    st.image(f"data:image/jpeg;base64,{b64encode(jpeg).decode()}", alt=alt, **more)


def section(title: str, aid: str = "") -> None:
    """A finding as a heading with its reading aid."""
    with st.container(gap="xxsmall"):
        st.header(escape_markdown(title), anchor=False)  # the level below the title, for those who hear the page
        if aid:
            st.caption(aid)


@contextmanager
def panel(title: str, aid: str = "", **box: Any) -> Iterator[None]:
    """A bordered box about one finding. box: as for st.container."""
    with st.container(border=True, **box):
        section(title, aid)
        yield


def chart(
    figure: Any, *, alt: str, key: str, on_select: Callable[[], None] | None = None, saved: Saved | None = None
) -> None:
    """A plotly figure that fits its column and does not react to scrolling thumbs; `on_select` hears taps on bars.

    saved: what the buttons below the figure download; None for no buttons."""
    st.plotly_chart(
        figure, width="stretch", height=int(figure.layout.height), theme="streamlit", config=QUIET, key=key, alt=alt,
        on_select=on_select or "ignore", selection_mode="points",
    )  # fmt: skip
    if saved is not None:
        dark = is_dark()
        tones = {"paper": paper(dark), "ink": ink(dark), "muted": MUTED_TEXT[dark]}
        chart_picture(key, saved, f"app/static/{FONT_NAME}", tones, t.PICTURE_TEXTS)


def grid(columns: Sequence[str], rows: Sequence[Sequence[object]], *, tallest: int = 0, **more: Any) -> Any:
    """Rows to look at. tallest: px, beyond which they scroll; more: as for st.dataframe, whose state is returned."""
    import pandas as pd

    height: int | Literal["auto"] = min(38 + 35 * len(rows), tallest) if tallest else "auto"
    frame = pd.DataFrame(list(rows), columns=list(columns))
    return st.dataframe(frame, hide_index=True, width="stretch", height=height, placeholder="", **more)


def table(
    name: str, header: Sequence[str], rows: Sequence[Sequence[object]], *, key: str, label: str = t.TABLE_BEHIND
) -> None:
    """The numbers behind a chart: folded away, scrolling inside itself, downloadable as safe CSV."""
    with st.expander(label):
        grid(header, rows)
        csv_button(name, header, rows, key=key)


def csv_button(
    name: str, header: Sequence[str], rows: Sequence[Sequence[object]], *, key: str, label: str = t.CSV
) -> None:
    """Download rows as CSV."""
    st.download_button(
        label, to_csv(header, rows), f"{name}.csv", "text/csv", key=key, on_click="ignore", icon=":material/download:"
    )


def switch(
    label: str, offered: Iterable[V], titles: Mapping[Any, str], key: str, *, first: V | None = None,
    hidden: bool = False, **more: Any,
) -> V:  # fmt: skip
    """A choice among few of which one is always made, the first to begin with. titles: what each is called on screen;
    hidden: the label is read aloud only; more: as for st.segmented_control."""
    choices = list(offered)
    chosen: V = st.segmented_control(
        label, choices, default=choices[0] if first is None else first, required=True, format_func=titles.__getitem__,
        label_visibility="collapsed" if hidden else "visible", key=key, **more,
    )  # fmt: skip
    return chosen


def stable_place() -> DeltaGenerator:
    """A place for what comes and goes. Without one the browser would build a form below it anew, and a visitor who
    types there would lose the focus."""
    return st.container()


def flash(sentence: str) -> NoReturn:
    """Draw the page anew and say this there, once."""
    session(Frame).notice = sentence
    st.rerun()


def show_flash() -> None:
    """What the last run wanted said, once."""
    own = session(Frame)
    if own.notice:
        st.success(escape_markdown(own.notice), icon=":material/check:")
        own.notice = ""


def start_button(
    label: str, brought: object, need: str, *, key: str, icon: str | None = None,
    kind: Literal["primary", "secondary"] = "primary", disabled: bool = False, waits: bool = True,
) -> bool:  # fmt: skip
    """A button that starts work on what was brought: true once it was pressed and that is there.

    brought: false while there is nothing. need: what to bring first, said when it is pressed too early. waits: the
    press is remembered until it is there; an upload that is still under way would otherwise swallow it."""
    own = session(Frame)
    if st.button(label, type=kind, disabled=disabled, icon=icon, key=key):
        own.pressed = key
    if own.pressed != key:
        return False
    if not brought:
        st.warning(f"{need} {t.STARTS_BY_ITSELF}" if waits else need, icon=":material/info:")
    if brought or not waits:
        own.pressed = ""
    return bool(brought)


def visible(key: str, first: int, more: int = 0) -> int:
    """How many items of a list to draw: `first`, and with each press of `show_more` so many more (or as many again)."""
    return first + (more or first) * int(st.session_state.get(key, 0))


def show_more(key: str, left: int, label: Callable[[int], str]) -> None:
    """Below a list, while `left` of its items are not drawn: a button that has more of them drawn."""

    def press() -> None:
        st.session_state[key] = int(st.session_state.get(key, 0)) + 1

    if left > 0:
        st.button(label(left), key=f"{key}.go", on_click=press)


def confirm(kind: str, title: str, body: Callable[..., bool | None], yes: str, on_yes: Callable[..., str]) -> None:
    """Ask before something is done that cannot be undone: in every run while the frame's `asked` is of this kind, for
    a job that ends or a chart that reports its selection runs the page once more, in which no button is pressed.

    body, on_yes: called with the rest of `asked`. body draws the question and returns False where it cannot be done
    now; on_yes does it and returns the sentence to say."""
    asked, *what = session(Frame).asked or ("",)
    if asked != kind:
        return

    def forget() -> None:
        session(Frame).asked = ()

    @st.dialog(title, on_dismiss=forget)
    def ask() -> None:
        with guarded():
            if body(*what) is False:
                return
            with st.container(horizontal=True):
                if st.button(yes, type="primary", key="confirm.yes"):
                    with errors():
                        said = on_yes(*what)
                        forget()
                        flash(said)
                if st.button(t.CANCEL, key="confirm.no"):
                    forget()
                    st.rerun()

    ask()


@contextmanager
def errors() -> Iterator[None]:
    """An expected failure becomes its own sentence on the page; what stands around it stays."""
    try:
        yield
    except StudioError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
        if isinstance(error, DamagedError):
            offer()


@contextmanager
def progress_bar(what: str, *, labels: bool = False) -> Iterator[Progress]:
    """A bar that counts and goes away when the work is done. labels: also say what is being worked on. Reports from
    other threads are left out: Streamlit draws only from the thread of the page."""
    slot = st.empty()
    slot.progress(0.0, text=what)
    mine, drawn, said = threading.get_ident(), 0.0, ""

    def report(done: int, total: int, label: str) -> None:
        nonlocal drawn, said
        share = min(done / total, 1.0) if total else 0.0
        text = t.progress(done, total, f"{what} · {escape_markdown(label)}" if labels and label else what)
        due = share >= 1 or time.monotonic() - drawn >= DRAW_EVERY_S or (labels and label != said)
        if threading.get_ident() == mine and due:
            drawn, said = time.monotonic(), label
            slot.progress(share, text=text)

    try:
        yield report
    finally:
        slot.empty()


def watch(draw: Callable[[], bool], every: str | None) -> None:
    """Draw how something stands, and again `every` so often ("2s") without the rest of the page. draw: false, with
    nothing drawn, once it is over; then the whole page is drawn, for what stands outside depends on it."""

    @st.fragment(run_every=every)
    def live() -> None:
        going_on = True
        with guarded():
            going_on = draw()
        if not going_on:
            st.rerun()

    live()


def say_interrupted(work: str) -> None:
    """Jobs of a package that a studio that was killed left undone: said until somebody puts it away."""
    for job in jobs.interrupted(get_settings(), work):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(escape_markdown(f"{job.title}: {job.label}"), icon=":material/power_off:", width="stretch")
            if permit.may("job.forget", owner=job.by):
                st.button(t.PUT_AWAY, key=f"job.left.{job.id}", on_click=_put_away, args=(job.id,))


def _put_away(job_id: str) -> None:
    with errors():
        work_service.forget(get_settings(), acting(), job_id)


def job_progress(
    job_id: str, finished: Callable[[Any], None], count: Callable[[int, int, str], str] = t.progress
) -> None:
    """Watch a job in another process; `finished(status)` is called once in a full run of the page when it has ended.

    count: (done, total, what) to words."""

    def draw() -> bool:
        now = jobs.status(get_settings(), job_id)
        if now is None or now.finished:
            return False
        words = f"{now.title} · {now.label}" if now.label else f"{now.title} · {t.JOB_WAITING}"
        st.progress(now.share, text=escape_markdown(count(now.done, now.total, words)))
        if permit.may("job.cancel", owner=now.by) and st.button(t.CANCEL, key=f"cancel.{job_id}"):
            with errors():
                work_service.cancel(get_settings(), acting(), job_id)
        return True

    status = jobs.status(get_settings(), job_id)
    if status is None or status.finished:
        finished(status)
    else:
        watch(draw, "1s")
