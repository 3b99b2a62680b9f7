"""Who sees a project: let in, given another role in it, let out again, by whoever may open it to others."""

import streamlit as st

from core.access.acting import acting
from core.access.actor import LOCAL, ROLES, Role
from core.access.people import told_apart
from core.projects.project import Project
from core.services.people import roles
from core.settings import get_settings
from core.ui.kit import permit
from core.ui.kit.components import errors
from core.ui.kit.markup import escape_markdown
from core.ui.words_ko import sign_in as t


def may_let_in(project: str) -> bool:
    """Is there anybody to let in, and is it for whoever is looking?"""
    return acting() != LOCAL and permit.may("project.share", project=project)


def let_in(project: Project) -> None:
    """The button beside the project's others. Nothing without sign-in."""
    if not may_let_in(project.id):
        return
    box = st.popover(t.LET_IN, icon=":material/group:", key=f"let_in.{project.id}", on_change="rerun")
    if not box.open:
        return
    settings, actor = get_settings(), acting()
    with box, errors():
        inside = roles.members(settings, actor, project.id)
        called = told_apart([one for one, _ in inside])
        for one, role in inside:
            with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                if one.id == actor.id:  # who let herself out could not come back
                    st.markdown(
                        f"**{escape_markdown(t.in_project(called[one.id], role))}** :violet-badge[{t.ONE_SELF}]"
                    )
                    continue
                key = f"let_in.role.{one.id}"
                st.session_state[key] = role  # as it is on file
                st.selectbox(called[one.id], ROLES, format_func=t.ROLE.__getitem__, key=key, width=220,
                             on_change=_let, args=(project.id, one.id, called[one.id], key))  # fmt: skip
                st.button(t.LET_OUT, icon=":material/person_remove:", type="tertiary", key=f"let_in.out.{one.id}",
                          on_click=_let, args=(project.id, one.id, called[one.id], ""))  # fmt: skip
        _more(project.id)
        st.caption(t.LET_IN_AID)


def _more(project: str) -> None:
    others = told_apart(roles.to_let_in(get_settings(), acting(), project))
    if not others:
        st.markdown(t.NO_ONE_TO_LET_IN)
        return
    who = st.selectbox(t.WHOM, list(others), None, format_func=others.__getitem__, key="let_in.who")
    st.selectbox(t.ROLE_IN_PROJECT, ROLES, format_func=t.ROLE.__getitem__, key="let_in.as")
    st.button(t.LET_IN_GO, type="primary", icon=":material/person_add:", key="let_in.go", disabled=who is None,
              on_click=_let, args=(project, who or "", others.get(who or "", ""), "let_in.as"))  # fmt: skip


def _let(project: str, person: str, name: str, chosen: str) -> None:
    """chosen: key of the control with the role, "" for none any more."""
    role: Role | None = st.session_state[chosen] if chosen else None
    with errors():
        roles.let_in(get_settings(), acting(), project, person, role)
        said = t.let_in(name, role) if role else t.let_out(name)
        st.toast(escape_markdown(said), icon=":material/check:")
