"""Reference sets on the home page: what is in use, what is stored, bringing one's own."""

from pathlib import Path

import streamlit as st

from core import jobs
from core.services import reference
from core.services.reference import Source
from core.settings import get_settings
from core.storage import reference_photos
from core.ui import text_ko as t
from core.ui.cache import set_summary, shelf
from core.ui.components import errors, job_progress, say_notice
from core.ui.markup import dots, escape_markdown
from core.ui.state import key, session


def loaded(source: Source) -> None:
    """The set in use: name, size, groups with their colours."""
    summary = set_summary(source.id, str(source.root), source.fictional)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{escape_markdown(source.name)}**")
            st.badge(t.IN_USE, color="primary")
            if source.fictional:
                st.badge(t.FICTIONAL_PEOPLE, color="violet")
        sizes = (
            (t.GROUP, len(summary.groups), "팀"),
            (t.MEMBER, summary.members, "명"),
            (t.REFERENCE_PHOTO, summary.photos, "장"),
        )
        with st.container(horizontal=True, gap="large"):
            for name, count, unit in sizes:
                st.metric(name, f"{count:,}{unit}", width="content")
        st.html(dots([(g.name, g.colour) for g in summary.groups]))


def watch_import() -> None:
    """Progress of the import that this visitor started, and how it ended."""
    own = session()
    say_notice()
    if own.import_job is None:
        return

    def finished(status: jobs.JobStatus | None) -> None:
        own.import_job = None
        if status is None or status.state == "cancelled":
            st.info(escape_markdown(status.label) if status else t.UNEXPECTED)
        elif status.state == "failed":
            st.error(escape_markdown(status.label), icon=":material/error:")
        else:
            own.notice = status.label
            reference.activate(get_settings(), own.import_set)
            own.lineup = None
            st.rerun()

    with st.container(border=True):
        job_progress(own.import_job, finished)


def stored_sets(active: Source) -> None:
    """Every set, to switch with a click or to delete."""
    sources = reference.list_sources(get_settings())
    if len(sources) < 2:
        return
    st.markdown(f"**{t.SETS_TITLE}**")
    for source in sources:
        summary = set_summary(source.id, str(source.root), source.fictional)
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container(gap="xxsmall", width="stretch"):
                st.markdown(f"**{escape_markdown(source.name)}**")
                size = t.set_size(len(summary.groups), summary.members)
                st.caption(f"{size} · {t.PHOTO} {summary.photos:,}장")
            if source.id == active.id:
                st.badge(t.IN_USE, color="primary")
            elif st.button(t.USE_THIS, key=f"use.{source.id}"):
                reference.activate(get_settings(), source.id)
                st.rerun()
            if not source.fictional and st.button(t.DELETE, icon=":material/delete:", key=f"delete.{source.id}"):
                _confirm_delete(source)


@st.dialog(t.DELETE)
def _confirm_delete(source: Source) -> None:
    st.markdown(f"**{escape_markdown(source.name)}**  \n{t.DELETE_SURE}")
    with st.container(horizontal=True):
        if st.button(t.DELETE_YES, type="primary", key="delete.yes"):
            with errors():
                reference.delete(get_settings(), source.id)
                for kind in ("active", "faces"):
                    shelf(kind).drop(lambda entry: str(entry).startswith(source.id))
                set_summary.clear()
                st.rerun()
        if st.button(t.CANCEL, key="delete.no"):
            st.rerun()


def import_form() -> None:
    """A ZIP, or a folder on the server; checked, kept and embedded by a job."""
    with st.expander(t.OWN_ADD, icon=":material/create_new_folder:"):
        st.markdown(t.OWN_RULES)
        way = st.segmented_control(
            t.OWN_TITLE, [t.FROM_ZIP, t.FROM_FOLDER], default=t.FROM_ZIP, required=True, label_visibility="collapsed",
            key=key("own.way"),
        )  # fmt: skip
        name = st.text_input(t.SET_NAME, placeholder=t.SET_NAME_HINT, max_chars=60, key=key("own.name"))
        packed = folder = None
        if way == t.FROM_ZIP:
            packed = st.file_uploader(t.ZIP_LABEL, type="zip", key=key("own.zip"))
        else:
            folder = st.text_input(t.FOLDER_LABEL, placeholder=t.FOLDER_HINT, key=key("own.folder"))
        busy = session().import_job is not None
        if not st.button(t.LOAD_SET, type="primary", disabled=busy, key=key("own.go")):
            return
        if packed is None and not (folder or "").strip():
            st.warning(t.NEED_ZIP if way == t.FROM_ZIP else t.NEED_FOLDER, icon=":material/info:")
            return
        with errors():
            settings = get_settings()
            path = (
                reference_photos.keep_incoming(settings, packed.getvalue())
                if packed is not None
                else Path((folder or "").strip()).expanduser()
            )
            title = name.strip() or (Path(packed.name).stem if packed is not None else path.name)
            session().import_set = reference_photos.new_set_id()
            session().import_job = jobs.start(
                settings, title, reference.import_reference, settings, title, path,
                reference.active_engine(settings), packed is not None, session().import_set,
            )  # fmt: skip
            session().intake += 1  # the uploaded bytes leave the memory
            st.rerun()
