"""The contact sheet itself: faces, stars, a closer look."""

from collections.abc import Sequence

import streamlit as st

from core.charts.style import GroupStyle
from core.services.virtual import sheets
from core.services.virtual.judge import Judge
from core.services.virtual.sheets import SheetView
from core.settings import get_settings
from core.ui.kit.components import errors, guarded, picture, section, show_more, switch, visible
from core.ui.kit.markup import bars, escape_markdown
from core.ui.kit.permit import may
from core.ui.kit.state import session, show_next
from core.ui.virtual import data
from core.ui.virtual.state import VIEW, Begin, View, VirtualPage
from core.ui.words_ko import virtual as t
from core.virtual.face import Shot
from core.virtual.group import Candidate, share

FACE = 174  # px: five in a row of the page, two on a phone
_FIRST, _LARGE = 30, 420  # faces at once; px


def grid(view: SheetView, judging: Judge, groups: tuple[GroupStyle, ...]) -> None:
    """All faces with their stars; the dialog of the one that the visitor looks at."""
    if not view.candidates:
        return
    styles = {style.id: style for style in groups}
    section(t.CANDIDATES, t.CANDIDATES_AID)
    with st.container(horizontal=True, gap="medium"):
        show = switch(t.SHOW, t.SHOWN, t.SHOWN, "virtual.show", hidden=True)
        order = switch(t.ORDER, t.ORDERS, t.ORDERS, "virtual.order", hidden=True)
    found = _sorted(_shown(view, show), view, order)
    if not found:
        st.markdown(t.NOTHING_STARRED if show == "starred" else t.NONE_MINE)
    more = f"virtual.more.{view.sheet.id}"
    drawn = found[: visible(more, _FIRST)]
    with st.container(horizontal=True, gap="small"):
        for one in drawn:
            _card(one, view, styles)
    show_more(more, len(found) - len(drawn), t.more)
    _dialog(view, judging, groups)


def _shown(view: SheetView, show: str) -> list[Candidate]:
    if show == "starred":
        return [one for one in view.candidates if view.stars.get(one.place)]
    if show == "mine":
        return [one for one in view.candidates if one.place in view.mine]
    return list(view.candidates)


def _sorted(found: Sequence[Candidate], view: SheetView, order: str) -> list[Candidate]:
    mix = view.sheet.target.mix
    if order == "target":
        return sorted(found, key=lambda one: (-share(one.scores, mix), one.place))
    if order == "votes":
        return sorted(found, key=lambda one: (-view.stars.get(one.place, 0), one.place))
    return list(found)


def face_card(one: Candidate, styles: dict[str, GroupStyle], note: str = "", width: int = FACE) -> None:
    """A picture with what it says, in the container that is open. note: in place of the resemblance."""
    near, value = nearest_group(one, styles)
    picture(one.preview, alt=t.alt(t.candidate(one.place), near, value), width=width)
    if not one.scores:
        said = f":orange[{t.NO_FACE}]"
    elif not one.kept:
        said = f":orange[{t.TOO_NEAR}]"
    else:
        said = escape_markdown(note) if note else escape_markdown(t.resembles(near, value or 0.0))
    st.caption(f"**{t.candidate(one.place)}** {said}")


def nearest_group(one: Candidate, styles: dict[str, GroupStyle]) -> tuple[str, float | None]:
    """Name and share of the group that a face resembles most, ("", None) without a face."""
    if not one.scores:
        return "", None
    top = max(one.scores, key=lambda group: one.scores[group])
    return (styles[top].name if top in styles else top), one.scores[top]


def _card(one: Candidate, view: SheetView, styles: dict[str, GroupStyle]) -> None:
    sheet, mine = view.sheet.id, one.place in view.mine
    with st.container(width=FACE, gap="xxsmall", key=f"made-face-{one.place}"):
        face_card(one, styles)
        with st.container(horizontal=True, gap="xxsmall"):
            st.button(
                t.star(one.place, view.stars.get(one.place, 0)), type="primary" if mine else "secondary",
                icon=":material/star:" if mine else ":material/star_border:", key=f"virtual.star.{sheet}.{one.place}",
                on_click=_star, args=(sheet, one.place), kwargs={"given": not mine},
            )  # fmt: skip
            st.button(
                t.LOOK, type="tertiary", help=f"{t.candidate(one.place)} {t.LOOK}",
                key=f"virtual.look.{sheet}.{one.place}", on_click=_look, args=(sheet, one.place),
            )  # fmt: skip


def _star(sheet: str, place: int, *, given: bool) -> None:
    with errors():
        sheets.star(get_settings(), sheet, place, given=given)


def _look(sheet: str, place: int) -> None:
    session(VirtualPage).looks_at = sheet, place


def _dialog(view: SheetView, judging: Judge, groups: tuple[GroupStyle, ...]) -> None:
    own = session(VirtualPage)
    if own.looks_at is None or own.looks_at[0] != view.sheet.id:
        return
    one = next((face for face in view.candidates if face.place == own.looks_at[1]), None)
    if one is None:
        own.looks_at = None
        return

    def close() -> None:
        own.looks_at = None

    @st.dialog(f"{t.LOOK_TITLE} · {t.candidate(one.place)}", width="large", on_dismiss=close)
    def show() -> None:
        with guarded():
            _closely(one, view, judging, groups)

    show()


def _closely(one: Candidate, view: SheetView, judging: Judge, groups: tuple[GroupStyle, ...]) -> None:
    styles = {style.id: style for style in groups}
    near, value = nearest_group(one, styles)
    left, right = st.columns([3, 2], gap="medium")
    works = view.sheet.generator in data.usable()
    with left:
        place = st.empty()
        wants = works and (data.has_picture(one.face, Shot()) or st.button(t.BIG, icon=":material/image:",
                                                                           key=f"virtual.big.{one.place}"))  # fmt: skip
        shown = one.preview
        if wants:
            with errors():
                shown = data.picture_of(one.face, Shot())
        with place:
            picture(shown, alt=t.alt(t.candidate(one.place), near, value), width=_LARGE)
    with right:
        if one.scores:
            ranked = sorted(one.scores.items(), key=lambda pair: -pair[1])
            st.html(
                bars([(styles[group].name, score, styles[group].colour) for group, score in ranked if group in styles])
            )
        if one.near and one.similarity is not None:
            said = t.kept if one.kept else t.broken
            member = data.member_name(judging, one.near)
            st.caption(escape_markdown(said(one.similarity, judging.guard.threshold, member)))
        else:
            st.caption(t.NO_FACE)
        st.caption(t.NOWHERE)
        if works and may("virtual.make") and st.button(t.FROM_HERE, icon=":material/travel_explore:",
                                                   key=f"virtual.from.{one.place}"):  # fmt: skip
            own = session(VirtualPage)
            own.looks_at, own.begin = None, Begin(one.face, f"{view.sheet.name} {t.candidate(one.place)}")
            show_next(VIEW, View.FACE)
            st.rerun()
