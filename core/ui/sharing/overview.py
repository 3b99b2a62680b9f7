"""All that is said in a plan, place by place, with the way to each."""

import streamlit as st

from core.projects.project import Project
from core.sharing.comment import About, Comment
from core.ui.concept.data import all_groups, names
from core.ui.concept.state import GROUP, ConceptPage
from core.ui.kit.components import section, show_more, switch, visible
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session, show_next
from core.ui.projects.state import View, open_next
from core.ui.sharing.comments import Talk, key_of
from core.ui.words_ko import sharing as t

FIRST = 10  # places at once


def everything(project: Project, talk: Talk) -> None:
    """The place with the newest comment first."""
    if not talk.every:
        section(t.NONE_AT_ALL, t.NONE_AT_ALL_HOW)
        return
    which = switch(t.WHICH, list(t.WHICH_OF), t.WHICH_OF, "talk.which", hidden=True)
    last: dict[About, Comment] = {}
    for one in talk.every:
        if which == "every" or one.resolved is None:
            last[one.about] = one
    if not last:
        st.markdown(t.ALL_RESOLVED)
        return
    places = sorted(last, key=lambda about: (last[about].at, last[about].id), reverse=True)
    drawn = places[: visible("talk.more", FIRST)]
    talk.see(drawn)
    groups = names(all_groups()) if any(about.group for about in drawn) else {}
    items = {item.id: item.text for item in project.board.items}
    for about in drawn:
        name = groups.get(about.group, about.group) if about.kind == "word" else items.get(about.what, "")
        with st.container(border=True, gap="small"):
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.markdown(f"**{escape_markdown(t.place(about, name))}**", width="content")
                if about.kind != "item" or about.what in items:
                    _way(project.id, about)
            talk.thread(about, folded=True)
    show_more("talk.more", len(places) - len(drawn), t.more_places)


def _way(project: str, about: About) -> None:
    key = f"talk.go.{key_of(project, about)}"
    if about.kind != "word":
        view = View.BOARD if about.kind == "item" else View.LINEUP
        st.button(
            t.GO_THERE, icon=":material/arrow_forward:", type="tertiary", key=key, on_click=open_next,
            args=(project, view, about.version or None),
        )  # fmt: skip
    elif st.button(t.GO_THERE, icon=":material/arrow_forward:", type="tertiary", key=key):
        if about.group:
            show_next(GROUP, about.group)
            session(ConceptPage).of = about.group
        session(ConceptPage).word = about.what
        st.switch_page("pages/concept.py")
