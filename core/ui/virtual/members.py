"""The members of a made-up group: a card each, what can be done to her, all her views."""

from dataclasses import replace

import streamlit as st

from core.charts.style import GroupStyle
from core.services.virtual.groups import keep_group
from core.services.virtual.judge import Judge
from core.services.virtual.made import members
from core.services.virtual.made.drawing import Drawn
from core.services.virtual.made.members import Standing
from core.settings import get_settings
from core.ui.kit.components import errors, flash, picture, section
from core.ui.kit.markup import bars, escape_markdown
from core.ui.kit.permit import may
from core.ui.kit.state import session, show_next
from core.ui.virtual import data
from core.ui.virtual.choosing import candidates_left
from core.ui.virtual.searching import draw_again
from core.ui.virtual.state import VIEW, View, VirtualPage, Wanted
from core.ui.words_ko import made_faces as faces
from core.ui.words_ko import virtual as t
from core.virtual.group import FEWEST, MOST, VirtualGroup

_CARD, _VIEW = 222, 96  # px: four and nine in a row
_TOP = 3  # groups on a card


def cards(
    group: VirtualGroup, judging: Judge, now: Standing, fronts: list[bytes], styles: tuple[GroupStyle, ...]
) -> None:
    """A card a member, and what is done to several."""
    section(t.MEMBERS, t.MEMBERS_AID)
    with st.container(horizontal=True, gap="small"):
        for place in range(len(group.members)):
            _card(group, place, judging, now, fronts[place], styles)
    if not may("virtual.make"):
        return
    with st.container(horizontal=True, gap="small"):
        held = sum(member.held for member in group.members)
        if st.button(t.REFILL, icon=":material/casino:", help=t.REFILL_AID, key="virtual.refill",
                     disabled=held == len(group.members)):  # fmt: skip
            _refill(group, judging)
        st.button(t.ADD_MEMBER, icon=":material/person_add:", key="virtual.add", disabled=len(group.members) >= MOST,
                  on_click=_search, args=(group, len(group.members)))  # fmt: skip


def _card(
    group: VirtualGroup, place: int, judging: Judge, now: Standing, front: bytes, styles: tuple[GroupStyle, ...]
) -> None:
    member, look, colours = group.members[place], now.looks[place], {style.id: style for style in styles}
    scores = dict(member.scores)
    near, similarity = member.near, member.similarity
    if look is not None and look.scores is not None and look.close is not None:
        scores = dict(zip(judging.groups, map(float, look.scores), strict=True))
        near, similarity = str(look.close.nearest.member), look.close.nearest.similarity
    ranked = [(colours[g].name, score, colours[g].colour)
              for g, score in sorted(scores.items(), key=lambda pair: -pair[1]) if g in colours]  # fmt: skip
    with st.container(border=True, width=_CARD, gap="small", key=f"made-member-{place}"):
        if front:
            first = ranked[0] if ranked else ("", None, "")
            picture(front, alt=t.alt(member.name, first[0], first[1]), width="stretch")
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
            st.markdown(f"**{escape_markdown(member.name)}**", width="content")
            if may("virtual.make"):
                held = st.toggle(t.HOLD, member.held, key=f"virtual.hold.{group.id}.{place}.{group.revision}")
                if held != member.held:
                    _hold(group, place, held=held)
        st.html(bars(ranked[:_TOP]))
        broken = any(one.kind == "guard" for one in now.of(place))
        said = t.broken if broken else t.kept
        text = escape_markdown(said(similarity, judging.guard.threshold, data.member_name(judging, near)))
        st.caption(f":orange[{text}]" if broken else text)
        for one in now.of(place):
            if one.kind == "floor":
                other = next(at for at in one.places if at != place)
                st.badge(escape_markdown(t.alike(group.members[other].name)), color="orange")
        if may("virtual.make"):
            _acts(group, place)


def _acts(group: VirtualGroup, place: int) -> None:
    works = group.generator in data.usable()
    name = group.members[place].name
    with st.container(horizontal=True, gap="xsmall"):
        st.button(t.REPLACE, icon=":material/swap_horiz:", key=f"virtual.replace.{place}", help=t.replace_title(name),
                  on_click=_edit, args=("replace", group.id, place))  # fmt: skip
        if works:
            st.button(t.TUNE, icon=":material/tune:", key=f"virtual.tune.{place}", help=t.tune_title(name),
                      on_click=_edit, args=("tune", group.id, place))  # fmt: skip
            st.button(t.SEARCH_HERE, type="tertiary", key=f"virtual.find.{place}",
                      on_click=_search, args=(group, place))  # fmt: skip
        if len(group.members) > FEWEST:
            st.button(t.REMOVE, type="tertiary", key=f"virtual.remove.{place}",
                      on_click=_remove, args=(group, place))  # fmt: skip


def _edit(what: str, group_id: str, place: int) -> None:
    session(VirtualPage).edits = what, group_id, place


def _search(group: VirtualGroup, place: int) -> None:
    member = group.members[place].name if place < len(group.members) else ""
    session(VirtualPage).wanted = Wanted(group.id, place, t.for_place(group.name, member))
    show_next(VIEW, View.FACE)


def _hold(group: VirtualGroup, place: int, *, held: bool) -> None:
    with errors():
        keep_group(get_settings(), group.replaced(place, replace(group.members[place], held=held)))
        st.rerun()


def _remove(group: VirtualGroup, place: int) -> None:
    with errors():
        members.without(get_settings(), group, place)
        session(VirtualPage).steps(group.id).append(group)


def _refill(group: VirtualGroup, judging: Judge) -> None:
    with errors():
        left = [row for row in candidates_left(judging) if row[2].face.generator == group.generator]
        made = members.drawn_anew(get_settings(), judging, group, [one for _, _, one in left], group.seed)
        session(VirtualPage).steps(group.id).append(group)
        draw_again(made)
        flash(t.REFILLED)


def all_views(group: VirtualGroup, drawn: Drawn) -> None:
    """Every member in her expressions and angles."""
    if not any(len(row) > 1 for row in drawn.views):
        return
    section(t.VIEWS_TITLE, t.VIEWS_AID)
    for member, row in zip(group.members, drawn.views, strict=True):
        if not row:
            continue
        st.markdown(f"**{escape_markdown(member.name)}**")
        with st.container(horizontal=True, gap="xsmall"):
            for one in row:
                said = faces.shot(one.shot.expression, one.shot.yaw)
                with st.container(width=_VIEW, gap=None):
                    picture(one.data, alt=t.alt(f"{member.name} {said}", "", None), width=_VIEW)
                    st.caption(said)
