"""Contact sheets: which one is shown, how one is begun, how far it is."""

from datetime import UTC
from functools import partial

import streamlit as st

from core.charts.style import GroupStyle
from core.services.virtual import sheets
from core.services.virtual.sheets import SheetView
from core.settings import get_settings
from core.ui.kit.address import follow
from core.ui.kit.components import confirm, errors, flash, panel, switch, watch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.permit import may
from core.ui.kit.state import Frame, session, show_next, when
from core.ui.virtual import data
from core.ui.virtual.state import SHEET
from core.ui.virtual.target import choose
from core.ui.words_ko import common
from core.ui.words_ko import virtual as t
from core.virtual.group import FEWEST_CANDIDATES, MOST_CANDIDATES, ContactSheet

_STEERED = 60  # evaluations a candidate: enough to lean to the target, few enough for a whole sheet
_EVERY = "2s"


def begin(groups: tuple[GroupStyle, ...], usable: list[str], *, first: bool) -> None:
    """The form of a new sheet; open where there is none yet."""
    if first:
        with panel(t.FIRST_SHEET, t.FIRST_SHEET_AID):
            _form(groups, usable)
        return
    with st.expander(t.NEW_SHEET, icon=":material/add:"):
        _form(groups, usable)


def generator_choice(usable: list[str], key: str) -> str:
    """The generator, asked for only where there are several."""
    if len(usable) < 2:
        return usable[0]
    return str(
        st.selectbox(t.GENERATOR, usable, format_func=lambda one: t.GENERATORS.get(one, one), key=key, width=320)
    )


def _form(groups: tuple[GroupStyle, ...], usable: list[str]) -> None:
    settings = get_settings()
    with errors():
        number = len(sheets.sheets(settings)) + 1
        generator = generator_choice(usable, "virtual.new.generator")
        target = choose(groups, generator, "virtual.new")
        left, right = st.columns(2, gap="medium")
        with left:
            count = st.slider(t.COUNT, FEWEST_CANDIDATES, MOST_CANDIDATES, FEWEST_CANDIDATES, key="virtual.new.count")
        with right:
            how = switch(t.HOW, t.HOWS, t.HOWS, "virtual.new.how", help=t.HOW_AID)
        with st.container(horizontal=True, gap="medium"):
            name = st.text_input(t.SHEET_NAME, t.sheet_name(number), max_chars=40, key=f"virtual.new.name.{number}",
                                 width=320)  # fmt: skip
            seed = st.number_input(t.SEED, 0, 2**31 - 1, number, help=t.SEED_AID, key=f"virtual.new.seed.{number}",
                                   width=160)  # fmt: skip
        if st.button(t.MAKE, type="primary", icon=":material/auto_awesome:", key="virtual.new.go",
                     disabled=target is None) and target is not None:  # fmt: skip
            steps = _STEERED if how == "steered" and target.mix else 0
            made = sheets.new_sheet(settings, name, target, int(seed), count, generator, steps)
            show_next(SHEET, made.id)
            flash(t.made_sheet(made.name))


def choose_sheet(found: list[ContactSheet]) -> str:
    """The sheet that the visitor or the address asks for, else the newest. Its id."""
    names = {sheet.id: sheet.name for sheet in found}
    chosen = follow("sheet", SHEET, list(names))
    if len(names) > 1:
        st.selectbox(t.SHEET, list(names), format_func=_unlike(names).__getitem__, key=SHEET, persist_state="session",
                     width=360)  # fmt: skip
    return chosen


def _unlike(names: dict[str, str]) -> dict[str, str]:
    """Namesakes are told apart: the browser answers with what was read."""
    every = list(names.values())
    return {one: f"{name} · {one[:4]}" if every.count(name) > 1 else name for one, name in names.items()}


def heading(view: SheetView, names: dict[str, str]) -> None:
    """What a sheet is, what can be done to it, and how far it is."""
    sheet = view.sheet
    with st.container(gap="xxsmall"):
        st.header(escape_markdown(sheet.name), anchor=False)
        said = f"{t.target(sheet.target, names)} · {t.target_from(sheet.target)}"
        st.markdown(escape_markdown(said))
        at = when(sheet.at if sheet.at.tzinfo else sheet.at.replace(tzinfo=UTC))
        facts = t.sheet_facts(len(view.candidates), sheet.count, sheet.by_name, at)
        st.caption(escape_markdown(f"{facts} · {t.again(sheet.seed, sheet.generator, sheet.version)}"))
    _progress(view)
    if may("virtual.delete"):
        st.button(t.DELETE_SHEET, icon=":material/delete:", type="tertiary", key=f"virtual.sheet.delete.{sheet.id}",
                  on_click=_ask, args=(sheet.id,))  # fmt: skip
    confirm("virtual.sheet", t.DELETE_SHEET, data.asks(t.DELETE_SHEET_SURE), common.DELETE_YES,
            _delete)  # fmt: skip


def _progress(view: SheetView) -> None:
    sheet, status = view.sheet, view.status
    if status is not None and not status.finished:
        seen = len(view.candidates)

        def draw() -> bool:
            now = sheets.sheet_view(get_settings(), sheet.id)
            if now.status is None or now.status.finished or len(now.candidates) != seen:
                return False
            share = len(now.candidates) / max(now.sheet.count, 1)
            st.progress(min(share, 1.0), text=t.sheet_progress(len(now.candidates), now.sheet.count))
            return True

        with st.container(border=True):
            watch(draw, _EVERY)
            if may("virtual.make"):
                st.button(t.STOP, icon=":material/stop:", key=f"virtual.stop.{sheet.id}",
                          on_click=partial(sheets.stop, get_settings(), sheet.id))  # fmt: skip
        return
    if not view.missing:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        failed = status is not None and status.state == "failed"
        said = status.label if failed and status is not None else t.STOPPED
        st.markdown(f":material/{'error' if failed else 'pause'}: {escape_markdown(said)}", width="stretch")
        if may("virtual.make") and sheet.generator in data.usable():
            st.button(t.GO_ON, icon=":material/play_arrow:", type="primary", key=f"virtual.goon.{sheet.id}",
                      on_click=_go_on, args=(sheet.id,))  # fmt: skip


def _go_on(sheet_id: str) -> None:
    with errors():
        sheets.go_on(get_settings(), sheet_id)


def _ask(sheet_id: str) -> None:
    session(Frame).asked = ("virtual.sheet", sheet_id)


def _delete(sheet_id: str) -> str:
    sheets.forget_sheet(get_settings(), sheet_id)
    return t.SHEET_GONE
