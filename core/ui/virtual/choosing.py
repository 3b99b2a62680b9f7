"""From candidates to members: those that are apart from each other, a name for each, a group."""

import streamlit as st

from core.charts.style import GroupStyle
from core.services.virtual import sheets as service
from core.services.virtual.judge import Judge
from core.services.virtual.made import drawing, members
from core.services.virtual.sheets import SheetView
from core.settings import get_settings
from core.ui.kit.cache import shelf
from core.ui.kit.components import errors, flash, section
from core.ui.kit.in_turn import in_turn
from core.ui.kit.markup import escape_markdown
from core.ui.kit.permit import may
from core.ui.kit.state import session, show_next
from core.ui.virtual import data
from core.ui.virtual.contact import FACE, face_card
from core.ui.virtual.palette import proposed
from core.ui.virtual.state import GROUP, VIEW, View, VirtualPage
from core.ui.words_ko import virtual as t
from core.virtual.distinct import Pair, distinct
from core.virtual.group import FEWEST, MOST, Candidate
from core.virtual.names import group_name, member_names

_USUAL = 5


def members_of(view: SheetView, judging: Judge, groups: tuple[GroupStyle, ...]) -> None:
    """The shortlist: stars first; without any the nearest to the target."""
    if not view.best or not may("virtual.make") or view.missing == view.sheet.count:
        return
    section(t.CHOOSE, t.CHOOSE_AID)
    own, sheet = session(VirtualPage), view.sheet.id
    pairs = _alike(view, judging)
    by_place = {one.place: one for one in view.best}
    chosen = [place for place in own.chosen.get(sheet, []) if place in by_place]
    own.chosen[sheet] = chosen
    few = False
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        size = st.number_input(t.SIZE, FEWEST, MOST, min(_USUAL, max(FEWEST, len(by_place))), key="virtual.size",
                               width=120)  # fmt: skip
        if st.button(t.PROPOSE, icon=":material/auto_awesome:", help=t.PROPOSE_AID, key="virtual.propose"):
            own.chosen[sheet] = chosen = distinct([one.place for one in view.best], pairs, int(size))
            few = len(chosen) < size
        st.button(t.CLEAR, icon=":material/close:", type="tertiary", key="virtual.clear", disabled=not chosen,
                  on_click=_clear, args=(sheet,))  # fmt: skip
    if few:
        st.info(t.found_distinct(len(chosen), int(size)), icon=":material/info:")
    starred = [one for one in view.best if view.stars.get(one.place)]
    listed = [by_place[place] for place in chosen]
    listed += [one for one in starred if one.place not in chosen]
    if not listed:
        st.caption(t.CHOOSE_FIRST)
    styles = {style.id: style for style in groups}
    with st.container(horizontal=True, gap="small"):
        for one in listed:
            _pick(one, view, chosen, pairs, styles)
    _make(view, judging, groups, [by_place[place] for place in chosen])


def _alike(view: SheetView, judging: Judge) -> frozenset[Pair]:
    key = (view.sheet.id, tuple(one.place for one in view.best), id(judging))
    found = shelf("made_alike").peek(key)
    if isinstance(found, frozenset):
        return found
    with in_turn(t.COMPARING) as progress:
        return shelf("made_alike").get(key, lambda: members.alike(judging, view.best, progress))


def _pick(
    one: Candidate, view: SheetView, chosen: list[int], pairs: frozenset[Pair], styles: dict[str, GroupStyle]
) -> None:
    mine = one.place in chosen
    foes = [place for place in chosen if frozenset((place, one.place)) in pairs]
    with st.container(width=FACE, gap="xxsmall", key=f"made-pick-{one.place}"):
        face_card(one, styles, t.clash(foes) if foes else "")
        st.button(
            t.pick(one.place, chosen=mine), icon=":material/check:" if mine else ":material/add:",
            type="primary" if mine else "secondary", key=f"virtual.pick.{view.sheet.id}.{one.place}",
            disabled=bool(foes) and not mine, on_click=_turn, args=(view.sheet.id, one.place),
        )  # fmt: skip


def _turn(sheet: str, place: int) -> None:
    chosen = session(VirtualPage).chosen.setdefault(sheet, [])
    if place in chosen:
        chosen.remove(place)
    else:
        chosen.append(place)


def _clear(sheet: str) -> None:
    session(VirtualPage).chosen[sheet] = []


def _make(view: SheetView, judging: Judge, groups: tuple[GroupStyle, ...], chosen: list[Candidate]) -> None:
    settings, sheet = get_settings(), view.sheet
    taken = data.taken_names(judging)
    with st.container(border=True), errors():
        st.markdown(f"**{t.chosen(len(chosen))}**")
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            name = st.text_input(t.GROUP_NAME, group_name(sheet.seed, taken), max_chars=40,
                                 key=f"virtual.group.name.{sheet.id}", width=320)  # fmt: skip
            go = st.button(t.MAKE_GROUP, type="primary", icon=":material/group_add:", key="virtual.group.make",
                           disabled=not FEWEST <= len(chosen) <= MOST)  # fmt: skip
        if not FEWEST <= len(chosen) <= MOST:
            st.caption(t.NEED_MEMBERS)
        if go:
            names = member_names(sheet.seed, len(chosen), taken)
            colours = proposed(sheet.target, groups)
            made = members.new_group(settings, judging, sheet, chosen, names, name, colours=colours,
                                     judged=data.judged_by())  # fmt: skip
            session(VirtualPage).chosen[sheet.id] = []
            show_next(VIEW, View.GROUPS)
            show_next(GROUP, made.id)
            if sheet.generator in data.usable():
                with errors():
                    drawing.start(settings, made.id)
            flash(t.made_group(escape_markdown(made.name), len(chosen)))


def candidates_left(judging: Judge) -> list[tuple[str, int, Candidate]]:
    """All that the guard lets pass, of all sheets, those with stars first: sheet, its seed, candidate."""
    found = []
    for sheet in service.sheets(get_settings()):
        view = service.sheet_view(get_settings(), sheet.id)
        found += [(sheet, view.stars.get(one.place, 0), rank, one) for rank, one in enumerate(view.best)]
    found.sort(key=lambda row: (-row[1], row[2]))
    return [(sheet.id, sheet.seed, one) for sheet, _, _, one in found]
