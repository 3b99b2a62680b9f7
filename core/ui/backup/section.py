"""A section that makes a backup and hands it out. A page of admins shows it."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core import jobs
from core.access.acting import acting
from core.services.backup import make
from core.settings import get_settings
from core.ui.kit import permit
from core.ui.kit.components import errors, flash, job_progress, panel
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Part, session
from core.ui.visits.signed_in import later
from core.ui.words_ko import backup as t

LARGEST = 512 * 2**20  # bytes: a download lies in the server's memory


@dataclass
class BackupSection(Part):
    """job: id of the one that makes a backup for this visitor, "" for none."""

    job: str = ""


def section() -> None:
    """Nothing for whoever may make none."""
    if not permit.may("workspace.backup"):
        return
    own, settings = session(BackupSection), get_settings()
    with panel(t.TITLE, t.AID), errors():
        if own.job:
            job_progress(own.job, _ended)
            return
        ready, size = make.waiting(settings), make.size_of(settings)
        with st.container(horizontal=True, gap="small"):
            if ready:
                _download(ready[0].name)
            label = t.MAKE_AGAIN if ready else t.MAKE
            if size <= LARGEST and st.button(label, key="backup.make", icon=":material/archive:"):
                own.job = jobs.start(settings, t.JOB, make.backup_to_download, settings, acting())
                st.rerun()
        if ready:
            st.caption(escape_markdown(t.made(ready[0].name, ready[0].stat().st_size)))
        if size > LARGEST:
            st.markdown(escape_markdown(t.too_large(size, LARGEST)))
        st.caption(t.RESTORE_AID)


def _download(name: str) -> None:
    st.download_button(
        t.DOWNLOAD, later(lambda: make.to_download(get_settings(), acting(), name)), name, "application/zip",
        key="backup.download", type="primary", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _ended(status: Any) -> None:
    session(BackupSection).job = ""
    if status is not None and status.state == "failed":
        flash(status.label)
    elif status is None or status.state != "done":
        flash(t.STOPPED)
    else:
        st.rerun()
