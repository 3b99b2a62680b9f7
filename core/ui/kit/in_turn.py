"""Heavy work of visitors in turn: all of it goes through one line, and the page says how many are ahead."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from core.turns import Standing, Turns
from core.types import Progress
from core.ui.kit.components import progress_bar
from core.ui.kit.markup import live
from core.ui.words_ko import common as t

# Two at least: while one's page is being drawn or an analyzer starts, another's photos are looked at.
SEATS = max(2, (os.cpu_count() or 1) // 2)
TURNS = Turns(SEATS)


@contextmanager
def in_turn(what: str, lane: str = "") -> Iterator[Progress]:
    """Work within the block in turn, with a bar that counts; before it the place in line, for those who hear the page
    too. A report lets others go first where that is fair; it ends the work where the page was left.

    what: sentence above the bar; lane: see `Turns.place`."""
    place, mine = st.empty(), threading.get_ident()
    begun = said = looked = False

    def waits(standing: Standing) -> None:
        nonlocal said, looked
        if looked or not begun:  # short waits between two turns are not worth a word
            place.html(live(t.in_line(standing.ahead, standing.seconds, begun=begun)))
            said = True
        looked = True

    def goes_on() -> None:
        nonlocal said, looked
        if said:
            place.empty()
        said = looked = False

    with TURNS.place(waits, lane) as pause:
        begun = True
        goes_on()
        with progress_bar(what) as progress:

            def report(done: int, total: int, label: str) -> None:
                progress(done, total, label)
                if threading.get_ident() == mine:
                    pause()
                    goes_on()

            yield report


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
