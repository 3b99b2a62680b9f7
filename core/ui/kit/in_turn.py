"""Heavy work of visitors in turn: all of it goes through one line, and the page says how many are ahead."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.background import Background, Stage
from core.turns import LOOK_S, Standing, Turns
from core.types import Progress
from core.ui.kit.components import DRAW_EVERY_S, progress_bar
from core.ui.kit.markup import live
from core.ui.words_ko import common as t

# Two at least: while one's page is being drawn or an analyzer starts, another's photos are looked at.
SEATS = max(2, (os.cpu_count() or 1) // 2)
TURNS = Turns(SEATS)
T = TypeVar("T")


@contextmanager
def in_turn(what: str, lane: str = "", in_line: Callable[..., str] | None = None) -> Iterator[Progress]:
    """Work within the block in turn, with a bar that counts; before it the place in line, for those who hear the page
    too. A report lets others go first where that is fair; it ends the work where the page was left.

    what: sentence above the bar; lane: see `Turns.place`; in_line: how the place in line is said, in Korean without."""
    place, mine = st.empty(), threading.get_ident()
    with TURNS.told(partial(_say, place, in_line=in_line), lane) as pause, progress_bar(what) as progress:

        def report(done: int, total: int, label: str) -> None:
            progress(done, total, label)
            if threading.get_ident() == mine:
                pause()

        yield report


def until_over(work: Background[T]) -> T:
    """The same bar and words for work in the background, until it is over; it goes on where the page is left. Returns
    what came of it, raises what ended it."""
    place, slot = st.empty(), st.empty()
    drawn, at = None, 0.0
    while not work.over(DRAW_EVERY_S):
        stage, now = work.stage, time.monotonic()
        if stage == drawn and now - at < LOOK_S:  # a page that is left is noticed by drawing
            continue
        _say(place, stage.standing, stage.begun)
        if stage.begun:
            slot.progress(share(stage), text=words(stage))
        drawn, at = stage, now
    place.empty()
    slot.empty()
    return work.outcome()


def share(stage: Stage) -> float:
    """How much is done, 0 to 1."""
    return min(stage.done / stage.total, 1.0) if stage.total else 0.0


def words(stage: Stage) -> str:
    """ "사진을 분석하고 있습니다 · 3 / 24"."""
    return t.progress(stage.done, stage.total, stage.what)


def _say(
    place: DeltaGenerator, standing: Standing | None, begun: bool, in_line: Callable[..., str] | None = None
) -> None:
    if standing is None:
        place.empty()
    else:
        place.html(live((in_line or t.in_line)(standing.ahead, standing.seconds, begun=begun)))


@contextmanager
def stop_button(key: str, stopped: Callable[[], None] | None = None) -> Iterator[None]:
    """A button that stops the work in the block: pressing it runs the page anew, which ends this run at its next
    word. stopped: called before that new run."""
    slot = st.empty()
    slot.button(t.STOP, icon=":material/stop_circle:", key=key, on_click=stopped)
    try:
        yield
    finally:
        slot.empty()
