"""The engines page's parts: a card an engine, with what it costs and what it allows."""

import streamlit as st

from core import jobs
from core.faces.engines import ENGINES, EngineInfo, download_weights, weights_present
from core.services.reference import sets as reference
from core.settings import get_settings
from core.types import JobStatus
from core.ui.kit.cache import set_summary
from core.ui.kit.components import badges, errors, flash, job_progress, say_interrupted, show_flash
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, session
from core.ui.words_ko import common as t


def watch_download() -> None:
    """Progress of the download this visitor started, and how it ended."""
    own = session(Frame)
    show_flash()
    say_interrupted("core.services.lineup")
    if own.download_job is None:
        return

    def finished(status: JobStatus | None) -> None:
        own.download_job = None
        if status is not None and status.state == "done":
            flash(status.label)
        st.error(escape_markdown(status.label if status else t.UNEXPECTED), icon=":material/error:")

    with st.container(border=True):
        job_progress(own.download_job, finished, t.progress_mb)


def engine_list() -> None:
    """All engines, those that can run at once first."""
    active, source = reference.active_engine(get_settings()), reference.active_source(get_settings())
    summary = set_summary(source.id, str(source.root), source.fictional)
    st.caption(escape_markdown(t.engine_cost(source.name, summary.photos)))
    ready = {name: weights_present(name) for name in ENGINES}
    rows = sorted(ENGINES.values(), key=lambda info: (info.name != active, not ready[info.name]))
    for start in range(0, len(rows), 2):
        for column, info in zip(st.columns(2, gap="medium"), rows[start : start + 2], strict=False):
            with column, st.container(border=True, height="stretch", gap="small"):
                _card(info, ready[info.name], info.name == active)


def _card(info: EngineInfo, ready: bool, active: bool) -> None:
    st.markdown(f"**{escape_markdown(info.title)}**")
    state: tuple[str, t.Tone] = (t.READY, "green") if ready else (t.download_size(info.bytes), "gray")
    allowed: tuple[str, t.Tone] = (t.COMMERCIAL, "blue") if info.commercial else (t.NON_COMMERCIAL, "orange")
    used: list[tuple[str, t.Tone]] = [(t.IN_USE, "primary")] if active else []
    badges([state, allowed, *used])
    st.markdown(f"{t.LICENCE}: [{escape_markdown(info.licence)}]({info.licence_url}) · {info.dim}차원")
    if info.note:
        st.caption(escape_markdown(info.note))
    if active:
        return
    if ready:
        if st.button(t.USE_ENGINE, key=f"engine.use.{info.name}"):
            with errors():
                reference.choose_engine(get_settings(), info.name)
                flash(t.ENGINE_CHANGED)
    elif st.button(
        t.DOWNLOAD, icon=":material/download:", key=f"engine.get.{info.name}",
        disabled=session(Frame).download_job is not None,
    ):  # fmt: skip
        session(Frame).download_job = jobs.start(get_settings(), info.title, download_weights, info.name)
        st.rerun()
