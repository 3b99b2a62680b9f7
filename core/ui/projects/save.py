"""The line-up's answer into a project: which one, a note, and the way to what was saved."""

from typing import Any

import streamlit as st

from core.access.acting import acting
from core.services.projects import plans, versions
from core.settings import get_settings
from core.ui.kit import permit
from core.ui.kit.components import errors
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import key, session
from core.ui.lineup.state import Judged, LineupPage
from core.ui.privacy import keep
from core.ui.projects import drafts
from core.ui.projects.state import LINEUP_NAME, LINEUP_NOTE, ProjectsPage, go_to, titles
from core.ui.words_ko import projects as t


def save(judged: Judged) -> None:
    """The button beside the line-up's others. judged: as it is shown."""
    own, page = session(LineupPage), session(ProjectsPage)
    count = page.typed.get("save", 0)  # a popover of another key is closed
    with st.popover(t.SAVE_TO, icon=":material/create_new_folder:", key=key(f"save.{count}")), errors():
        every = plans.plans(get_settings(), acting())
        names = titles([one for one in every if permit.may("project.change", project=one.project.id)])
        last = next((one for one in reversed(page.saved) if one in names), "")
        options = ["", *names]
        project = st.selectbox(
            t.SAVE_WHERE, options, index=options.index(last), format_func=lambda one: names.get(one, t.SAVE_NEW),
            key=key(f"save.where.{count}"),
        )  # fmt: skip
        drafts.listen()
        name = "" if project else drafts.kept(st.text_input, t.NAME, LINEUP_NAME, own.title)
        said = drafts.kept(st.text_area, t.SAVE_NOTE, LINEUP_NOTE, "", height=80)
        drafts.say(LINEUP_NAME, LINEUP_NOTE)
        photos_too = keep.wanted(f"save.photos.{count}")
        aid = keep.said(t.SAVE_AID, t.SAVE_AID_KEEPING)
        st.caption(f"{aid} {t.SAVE_DEMO}" if own.is_demo else aid)
        if st.button(t.SAVE_GO, type="primary", icon=":material/save:", key=key(f"save.go.{count}")):
            _keep(judged, project, name, said, photos_too=photos_too)
            st.rerun()


def say_saved(judged: Judged) -> None:
    """Where the answer that is shown is on file, with the way to it."""
    page = session(ProjectsPage)
    if page.last is None or page.of is not judged.result:
        return
    project, name, number = page.last
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/check: {escape_markdown(t.saved(name, number))}", width="content")
        if st.button(t.OPEN_SAVED, icon=":material/folder_open:", type="tertiary", key=key("save.open")):
            go_to(project, version=number)
        keep.offer(project, number, judged.result)


def to_lineup() -> None:
    """Where nothing was saved yet: the way to the line-up, which may have been analysed already."""
    judged = session(LineupPage).result is not None
    st.page_link("pages/lineup_match.py", label=t.TO_SAVE if judged else t.TO_LINEUP, icon=":material/groups:")


def _keep(judged: Judged, project: str, name: str, said: str, *, photos_too: bool) -> None:
    settings, own, page = get_settings(), session(LineupPage), session(ProjectsPage)
    about: dict[str, Any] = {"said": said, "is_demo": own.is_demo, "benched": tuple(judged.benched)}
    if project:
        plan, parent = plans.plan(settings, acting(), project), page.saved.pop(project, 0)
        kept = versions.save(settings, acting(), project, judged.result, judged.by, parent=parent, **about)
    else:
        plan, kept = versions.begin(settings, acting(), name, judged.result, judged.by, **about)
    page.saved[plan.id] = kept.number  # as the last: the popover offers it first
    page.last, page.of = (plan.id, plan.name, kept.number), judged.result
    page.typed["save"] = page.typed.get("save", 0) + 1
    drafts.done(LINEUP_NOTE, LINEUP_NAME)
    if photos_too:
        keep.keep(plan.id, kept.number, judged.result)
    st.toast(escape_markdown(t.saved(plan.name, kept.number)), icon=":material/check:")
