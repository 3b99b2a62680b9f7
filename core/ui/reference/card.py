"""The card beside every page: which set this visitor compares with, whose choice that is, and how to have another."""

import streamlit as st

from core.errors import StudioError
from core.services.choices import has_own
from core.services.reference import sets as reference
from core.services.reference.sets import ReferenceSource
from core.settings import get_settings
from core.ui.compared.choice import OwnSet, choose, follow_team, source, team
from core.ui.kit.cache import set_summary
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session
from core.ui.reference.titles import titles
from core.ui.words_ko import common as t

_OTHERS = "set.own"


def card() -> None:
    """The whole card. What the visitor cannot compare with is said where it is judged."""
    try:
        shown, usual = source(), team()
        summary = set_summary(shown.id, str(shown.root), shown.fictional)
        sources = reference.list_sources(get_settings())
    except StudioError as error:
        st.error(escape_markdown(str(error)))
        return
    own, called = session(OwnSet), titles(sources)
    with st.container(border=True, gap="xxsmall"):
        st.caption(t.OWN_SET if own.id else t.ACTIVE_SET)
        st.markdown(f"**{escape_markdown(called.get(shown.id, shown.name))}**")
        st.caption(t.set_size(len(summary.groups), summary.members))
        if shown.fictional:
            st.caption(t.FICTIONAL_PEOPLE)
        if own.id:
            st.caption(escape_markdown(t.ALSO_TEAMS if usual.id == own.id else t.teams_set(usual.name)))
            st.button(
                t.LIKE_TEAM, icon=":material/group:", type="tertiary", key="set.team", on_click=_back, args=(usual,)
            )
        elif own.gone is not None:
            st.caption(f":orange[:material/info:] {escape_markdown(t.own_set_gone(own.gone))}")
            st.button(t.PUT_AWAY, icon=":material/check:", type="tertiary", key="set.gone", on_click=follow_team)
        others = [one.id for one in sources if one.id != shown.id]
        if others:
            st.menu_button(
                t.ONLY_ME, others, format_func=lambda one: escape_markdown(called[one]), icon=":material/person:",
                type="tertiary", help=t.USE_ALONE_AID if has_own() else t.ONLY_ME_AID, key=_OTHERS, on_click=_choose,
            )  # fmt: skip


def _choose() -> None:
    try:
        chosen = choose(st.session_state[_OTHERS])
    except StudioError as error:  # too small, or deleted meanwhile
        st.toast(escape_markdown(str(error)), icon=":material/error:")
        return
    alone = bool(session(OwnSet).id)
    said = t.only_me(chosen.name) if alone else t.like_team(chosen.name)
    st.toast(escape_markdown(said), icon=":material/person:" if alone else ":material/group:")


def _back(usual: ReferenceSource) -> None:
    follow_team()
    st.toast(escape_markdown(t.like_team(usual.name)), icon=":material/group:")
