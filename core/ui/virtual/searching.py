"""A face searched for toward a target: begun, watched, stopped, gone on with, and put into a group."""

from functools import partial

import streamlit as st

from core.charts.style import GroupStyle
from core.errors import StudioError
from core.services.virtual import groups, searches
from core.services.virtual.judge import Judge
from core.services.virtual.made import drawing, members
from core.services.virtual.searches import SearchView
from core.settings import get_settings
from core.ui.kit.components import confirm, errors, flash, panel, picture, section, switch, watch
from core.ui.kit.markup import bars, escape_markdown
from core.ui.kit.permit import may
from core.ui.kit.state import Frame, session, show_next
from core.ui.virtual import data
from core.ui.virtual.sheets import generator_choice
from core.ui.virtual.state import GROUP, VIEW, View, VirtualPage
from core.ui.virtual.target import choose
from core.ui.words_ko import common
from core.ui.words_ko import virtual as t
from core.virtual.group import MOST, VirtualGroup
from core.virtual.names import member_names

_FACE = 220  # px
_EVERY = "2s"


def form(judging: Judge, styles: tuple[GroupStyle, ...], usable: list[str]) -> None:
    """What is searched for, and from where."""
    own, settings = session(VirtualPage), get_settings()
    with panel(t.FACE_TITLE, t.FACE_AID), errors():
        if own.wanted is not None:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.badge(escape_markdown(own.wanted.said), icon=":material/group:", color="violet")
                st.button(t.FORGET_PLACE, type="tertiary", icon=":material/close:", key="virtual.search.free",
                          on_click=_free)  # fmt: skip
        generator = _generator(usable)
        target = choose(styles, generator, "virtual.search")
        begin = own.begin if own.begin is not None and own.begin.face.generator == generator else None
        number = len(searches.search_views(settings)) + 1
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            long = switch(t.LONG, t.LONGS, t.LONGS, "virtual.search.long", first=300)
            seed = st.number_input(t.SEED, 0, 2**31 - 1, number, help=t.SEED_AID, key=f"virtual.search.seed.{number}",
                                   width=160)  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(escape_markdown(f"{t.START_FROM}: {begin.said if begin else t.BY_CHANCE}"), width="content")
            if begin is not None:
                st.button(t.BY_CHANCE, type="tertiary", icon=":material/close:", key="virtual.search.chance",
                          on_click=_chance)  # fmt: skip
        if st.button(t.SEARCH, type="primary", icon=":material/travel_explore:", key="virtual.search.go",
                     disabled=target is None) and target is not None:  # fmt: skip
            of = {"group": own.wanted.group, "place": own.wanted.place} if own.wanted is not None else {}
            searches.new_search(settings, target, int(seed), generator=generator, evaluations=long,
                                begin=begin.face if begin else None, **of)  # type: ignore[arg-type]  # fmt: skip
            own.begin = own.wanted = None
            st.rerun()


def _generator(usable: list[str]) -> str:
    """A place in a group asks for the group's own generator."""
    own = session(VirtualPage)
    if own.wanted is not None:
        try:
            return groups.group(get_settings(), own.wanted.group).generator
        except StudioError:
            own.wanted = None
    return generator_choice(usable, "virtual.search.generator")


def _free() -> None:
    session(VirtualPage).wanted = None


def _chance() -> None:
    session(VirtualPage).begin = None


def found(judging: Judge, styles: tuple[GroupStyle, ...]) -> None:
    """All searches, the newest first."""
    views = searches.search_views(get_settings())
    section(t.SEARCHES)
    if not views:
        st.markdown(t.NO_SEARCHES)
        return
    for view in views:
        with st.container(border=True, key=f"made-search-{view.id}"):
            _one(view, judging, styles)
    confirm("virtual.search", t.DELETE_SEARCH, data.asks(t.DELETE_SEARCH_SURE),
            common.DELETE_YES, _delete)  # fmt: skip


def _one(view: SearchView, judging: Judge, styles: tuple[GroupStyle, ...]) -> None:
    settings, names = get_settings(), {style.id: style.name for style in styles}
    group, place = _place_of(view)
    st.markdown(f"**{escape_markdown(t.search_title(t.target(view.target, names), place))}**")
    if view.found is not None:
        _result(view, judging, styles, group)
    elif view.status is not None and not view.status.finished:

        def draw() -> bool:
            now = searches.search_view(settings, view.id)
            if now.found is not None or now.status is None or now.status.finished:
                return False
            said = t.search_progress(now.evaluations, now.asked, now.best) if now.evaluations else t.BEFORE_FIRST
            st.progress(min(now.evaluations / max(now.asked, 1), 1.0), text=said)
            return True

        watch(draw, _EVERY)
        if may("virtual.make"):
            st.button(t.STOP, icon=":material/stop:", key=f"virtual.search.stop.{view.id}",
                      on_click=partial(searches.stop_search, settings, view.id))  # fmt: skip
    else:
        failed = view.status is not None and view.status.state == "failed"
        said = view.status.label if failed and view.status is not None else t.STOPPED
        if view.evaluations:
            said = f"{said} {t.search_progress(view.evaluations, view.asked, view.best)}"
        st.caption(escape_markdown(said))
        if may("virtual.make") and view.generator in data.usable():
            st.button(t.GO_ON_SEARCH, icon=":material/play_arrow:", key=f"virtual.search.goon.{view.id}",
                      on_click=_go_on, args=(view.id,))  # fmt: skip
    if may("virtual.delete"):
        st.button(t.DELETE_SEARCH, icon=":material/delete:", type="tertiary", key=f"virtual.search.delete.{view.id}",
                  on_click=_ask, args=(view.id,))  # fmt: skip


def _result(view: SearchView, judging: Judge, styles: tuple[GroupStyle, ...], group: VirtualGroup | None) -> None:
    made = view.found
    if made is None:
        return
    colours = {style.id: style for style in styles}
    with st.container(horizontal=True, gap="medium"):
        if view.preview:
            with st.container(width=_FACE):
                picture(view.preview, alt=t.alt("", "", made.score), width=_FACE)
        with st.container(width=420, gap="xsmall"):
            if made.reason:
                st.warning(escape_markdown(made.reason), icon=":material/info:")
            st.markdown(escape_markdown(t.search_found(made.score, made.start, made.seconds)))
            ranked = sorted(made.scores.items(), key=lambda pair: -pair[1])[:4]
            st.html(bars([(colours[g].name, score, colours[g].colour) for g, score in ranked if g in colours]))
            if made.near and made.similarity is not None:
                said = t.kept if made.similarity <= judging.guard.threshold else t.broken
                member = data.member_name(judging, made.near)
                st.caption(escape_markdown(said(made.similarity, judging.guard.threshold, member)))
            if (
                group is not None
                and may("virtual.make")
                and st.button(
                    t.PUT_IN, type="primary", icon=":material/group_add:", key=f"virtual.search.put.{view.id}"
                )
            ):
                _put(view, judging, group)


def _place_of(view: SearchView) -> tuple[VirtualGroup | None, str]:
    if not view.group:
        return None, ""
    try:
        group = groups.group(get_settings(), view.group)
    except StudioError:  # it was deleted meanwhile
        return None, ""
    member = group.members[view.place].name if view.place < len(group.members) else ""
    return (group if member or len(group.members) < MOST else None), t.for_place(group.name, member)


def _put(view: SearchView, judging: Judge, group: VirtualGroup) -> None:
    made = view.found
    if made is None:
        return
    with errors():
        taken = data.taken_names(judging) | {one.name for one in group.members}
        name = member_names(made.seed, 1, taken)[0]
        filed = members.put_face(get_settings(), judging, group, view.place, made.face, made.seed, view.preview, name)
        session(VirtualPage).steps(group.id).append(group)
        show_next(VIEW, View.GROUPS)
        show_next(GROUP, group.id)
        draw_again(filed)
        flash(t.REPLACED if view.place < len(group.members) else t.ADDED)


def draw_again(group: VirtualGroup) -> None:
    """Have its pictures drawn, where nothing else is."""
    try:
        if group.generator in data.usable():
            drawing.start(get_settings(), group.id)
    except StudioError:  # other work goes on: the page of the group offers it
        return


def _go_on(search_id: str) -> None:
    with errors():
        searches.go_on(get_settings(), search_id)


def _ask(search_id: str) -> None:
    session(Frame).asked = ("virtual.search", search_id)


def _delete(search_id: str) -> str:
    searches.forget_search(get_settings(), search_id)
    return t.SEARCH_GONE
