"""Bringing photos into a set of one's own: a ZIP, photos, a folder, a folder of this computer for who sits at it, or
nothing yet."""

from pathlib import Path
from typing import Any

import streamlit as st

from core import jobs
from core.services.reference import sets as reference
from core.services.reference.sets import ReferenceSource
from core.settings import get_settings
from core.storage.reference.incoming import keep_upload, keep_uploads
from core.storage.reference.names import new_set_id
from core.ui.kit import permit
from core.ui.kit.components import errors, flash, panel, stable_place, start_button, switch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import empty_intake, key, show_next
from core.ui.kit.uploads import uploader
from core.ui.reference.jobs import begin, beside, show_view, stand, working
from core.ui.reference.state import SET, Bring, View
from core.ui.visits.visitor import sits_here
from core.ui.words_ko import reference as t

_NEED = {
    Bring.ZIP: t.NEED_ZIP, Bring.FOLDER: t.NEED_FILES, Bring.FILES: t.NEED_FILES, Bring.SERVER: t.NEED_FOLDER,
}  # fmt: skip


def form(chosen: ReferenceSource) -> None:
    """Where to, from where, and one button; the work itself is a job."""
    with panel(t.ADD_TITLE, t.ADD_AID):
        with st.expander(t.RULES_TITLE, icon=":material/folder_open:"):
            st.markdown(t.ADD_RULES)
        ways = [way for way in Bring if way != Bring.SERVER or sits_here()]
        way = switch(t.HOW, ways, t.BRING, key("own.way"))
        new, name = _where(chosen, way)
        brought = _brought(way)
        if way == Bring.NOTHING:
            if st.button(t.MAKE_SET, type="primary", icon=":material/add:", key=key("own.make")):
                make_empty(name)
        elif start_button(
            t.LOAD_SET, brought, _NEED[way], key=key(f"own.go.{way}"), icon=":material/add:",
            disabled=working("import"), waits=way != Bring.SERVER,
        ):  # fmt: skip
            with errors():
                _start("" if new else chosen.id, name, way, brought)
    with stable_place():
        stand(beside(View.SETS, chosen.id))


def make_empty(name: str) -> None:
    """A set without photos, which is then looked at."""
    if not name.strip():
        st.warning(t.NEED_NAME, icon=":material/info:")
        return
    with errors():
        set_id = reference.new_set(get_settings(), name.strip())
        empty_intake()
        show_next(SET, set_id)
        flash(t.made(name.strip()))


def first_set() -> None:
    """For who has no set yet, on the views that need one."""
    with panel(t.DEMO_TITLE, t.DEMO_HOW):
        if not permit.may("reference.change"):  # the page says who may
            return
        name = st.text_input(t.SET_NAME, value=t.FIRST_NAME, max_chars=60, key=key("first.name"))
        with st.container(horizontal=True):
            if st.button(t.FIRST_SET, type="primary", icon=":material/create_new_folder:", key=key("first.go")):
                make_empty(name)
            st.button(t.ADD_TITLE, icon=":material/add:", key="first.add", on_click=show_view, args=(View.SETS,))


def _where(chosen: ReferenceSource, way: Bring) -> tuple[bool, str]:
    """(into a new set, its name)."""
    new = True
    if not chosen.fictional and way != Bring.NOTHING:
        places = {False: escape_markdown(t.add_to(chosen.name)), True: t.NEW_SET}
        new = switch(t.WHERE, places, places, key(f"own.where.{chosen.id}"))
    if not new:
        return False, chosen.name
    return True, st.text_input(t.SET_NAME, placeholder=t.SET_NAME_HINT, max_chars=60, key=key("own.name"))


def _brought(way: Bring) -> Any:
    """The upload, uploads or path; something empty where nothing was chosen."""
    if way == Bring.ZIP:
        return uploader(t.ZIP_LABEL, "own.zip", type="zip")
    if way == Bring.FILES:
        return uploader(t.FILES_LABEL, "own.files", accept_multiple_files=True)  # the content decides, not the ending
    if way == Bring.FOLDER:
        return uploader(t.UPLOADED_FOLDER_LABEL, "own.directory", accept_multiple_files="directory")
    if way == Bring.SERVER:
        return st.text_input(t.FOLDER_LABEL, placeholder=t.FOLDER_HINT, key=key("own.folder")).strip()
    return None


def _start(set_id: str, name: str, way: Bring, brought: Any) -> None:
    from core.services.reference.importing import import_reference

    settings = get_settings()
    if way == Bring.SERVER:
        path, called = Path(brought).expanduser(), Path(brought).name
    elif way == Bring.ZIP:
        path, called = keep_upload(settings, brought.getbuffer(), ".zip"), Path(brought.name).stem
    else:
        path = keep_uploads(settings, ((file.name, file.getbuffer()) for file in brought))
        called = brought[0].name.partition("/")[0] if "/" in brought[0].name else t.FIRST_NAME
    title = name.strip() or called
    target = set_id or new_set_id()
    what = settings, title, path, reference.active_engine(settings), way != Bring.SERVER, target
    job = jobs.start(settings, title, import_reference, *what)
    if way != Bring.SERVER:  # a path that was wrong stays to be mended
        empty_intake()
    begin(job, "import", target, new=not set_id)
