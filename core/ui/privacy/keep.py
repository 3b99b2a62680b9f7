"""Photos beside a version that is being saved: asked for once, kept of those who consented."""

import streamlit as st

from core.access.acting import acting
from core.access.actions import allowed
from core.errors import StudioError
from core.services.privacy import keeping, photos
from core.services.privacy.photos import clock
from core.settings import get_settings
from core.types import LineupResult
from core.ui.kit.components import errors, flash
from core.ui.kit.state import key
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


def keep(project: str, number: int, result: LineupResult) -> str:
    """Keep the photos of a version that was just saved; what came of it."""
    found = photos.keep(get_settings(), acting(), project, number, result)
    return t.kept(found.photos, found.trainees, found.without)


def offer(project: str, number: int, result: LineupResult) -> None:
    """Below a saved answer whose photos are not kept, for consent may be written down later."""
    settings, actor = get_settings(), acting()
    if not keeping.is_on(settings) or not allowed(actor, "photos.keep", project=project):
        return
    with errors():
        if clock(settings, actor, project, number) is None and st.button(
            t.KEEP_NOW, icon=":material/lock:", type="tertiary", key=key("save.keep")
        ):
            flash(keep(project, number, result))
