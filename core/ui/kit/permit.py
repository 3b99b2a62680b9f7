"""What the visitor may do: asked in one place by whatever draws a control, so that none is offered that would be
refused. Whatever is pressed is asked for again by its service."""

from typing import Any

import streamlit as st

from core.access.acting import acting
from core.access.actions import ACTIONS, allowed
from core.access.actor import ROLES, reaches
from core.ui.words_ko import sign_in as t


def may(action: str, *, project: str = "", owner: str = "") -> bool:
    """Is it for whoever is looking? As of `core.access.actions.allowed`."""
    return allowed(acting(), action, project=project, owner=owner)


def why_not(action: str, *, project: str = "") -> str:
    """Which roles it takes, in a line."""
    rule = ACTIONS[action]
    least = rule.project if project and rule.project else rule.studio
    roles = [role for role in ROLES if reaches(role, least)]
    return t.for_roles(rule.what, roles, in_project=bool(project and rule.project))


def closed(action: str, *, project: str = "") -> bool:
    """Says in place of what only others may do who may; false where the visitor may, and then nothing is drawn."""
    if may(action, project=project):
        return False
    st.caption(f":material/lock: {why_not(action, project=project)}")
    return True


def button(action: str, label: str, *, project: str = "", **more: Any) -> bool:
    """As st.button. Not to be pressed by whom it is not for: its help says why."""
    if may(action, project=project):
        return st.button(label, **more)
    st.button(label, **more | {"disabled": True, "help": why_not(action, project=project)})
    return False
