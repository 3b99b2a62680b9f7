"""Photos beside a version that is being saved: asked for once, kept of those who consented."""

import streamlit as st

from core.access.acting import acting
from core.errors import StudioError
from core.services.privacy import consents, keeping, photos
from core.settings import get_settings
from core.types import LineupResult
from core.ui.kit import permit
from core.ui.kit.components import errors
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import key, session, show_next
from core.ui.privacy.state import PROJECT, VIEW, KeptPictures, View
from core.ui.words_ko import common
from core.ui.words_ko import privacy as t


def said(off: str, on: str) -> str:
    """What is promised about photos: while none may be kept, and where they may."""
    try:
        return on if keeping.is_on(get_settings()) else off
    except StudioError:  # the database is damaged, which is said elsewhere
        return off


def in_memory() -> str:
    """What the heads of pages promise."""
    return said(common.IN_MEMORY, common.IN_MEMORY_UNLESS)


def wanted(name: str) -> bool:
    """A box, where photos may be kept at all. name: part of its key."""
    if not keeping.is_on(get_settings()):
        return False
    return st.checkbox(t.KEEP_TOO, key=key(name), help=t.KEEP_TOO_AID)


def keep(project: str, number: int, result: LineupResult) -> None:
    """Keep the photos of a version that was just saved; `offer` says what came of it."""
    found = photos.keep(get_settings(), acting(), project, number, result)
    session(KeptPictures).said = (project, number), t.kept(found.photos, found.trainees, found.without)


def offer(project: str, number: int, result: LineupResult) -> None:
    """Below a saved answer: what is kept of it, and what may be now, for consent may be written down later."""
    settings, actor = get_settings(), acting()
    if not keeping.is_on(settings) or not permit.may("photos.keep", project=project):
        return
    with errors():
        of, told = session(KeptPictures).said
        if of == (project, number):
            st.caption(escape_markdown(told))
        clock = photos.clock(settings, actor, project, number)
        names = {one.name for one in result.trainees} - set(clock.trainees if clock else ())
        may = {one.name: one.may_keep for one in consents.trainees(settings, actor, project) if one.name in names}
        if any(may.values()) and st.button(
            t.KEEP_REST if clock else t.KEEP_NOW, icon=":material/lock:", type="tertiary", key=key("save.keep")
        ):
            keep(project, number, result)
            st.rerun()
        if not all(may.values()) and st.button(
            t.TO_CONSENT, icon=":material/edit_note:", type="tertiary", key=key("save.consent")
        ):
            show_next(VIEW, View.CONSENT)
            show_next(PROJECT, project)
            st.switch_page("pages/privacy.py")
