"""Long work on sets of one's own: begin it, watch it, say how it ended and where to look at what came."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from core import jobs
from core.services.reference import sets as reference
from core.settings import get_settings
from core.ui.kit.cache import JobKind, SetJob, forget_set, set_jobs
from core.ui.kit.components import job_progress, say_interrupted
from core.ui.kit.markup import escape_markdown
from core.ui.kit.naver_keys import source_keys
from core.ui.kit.state import Frame, session, show_next
from core.ui.reference.state import SET, VIEW, EndedJob, ReferencePage, View
from core.ui.reference.switching import ask
from core.ui.words_ko import common
from core.ui.words_ko import reference as t
from core.ui.words_ko.common import PUT_AWAY
from core.ui.words_ko.training import left

_BESIDE = ("collect", "import")  # kinds that are shown beside their button
_PACE_S = 5.0  # of watching, before it is said how long the rest will take


def begin(job_id: str, kind: JobKind, set_id: str, *, new: bool = False) -> None:
    """Remember a job that was just started, and draw the page anew, where it is watched."""
    session(ReferencePage).set_jobs[job_id] = _shared_jobs()[job_id] = SetJob(job_id, kind, set_id, new)
    if kind not in _BESIDE:
        session(Frame).toast = t.BEGAN
    st.rerun()


def busy(set_id: str, *kinds: JobKind) -> bool:
    """Does a job (of one of these kinds) work on the set, whoever started it?"""
    going = (*session(ReferencePage).set_jobs.values(), *_shared_jobs().values())
    return any(job.set_id == set_id and (not kinds or job.kind in kinds) for job in going)


def working(*kinds: JobKind) -> bool:
    """Does a job of one of these kinds go on that this visitor started?"""
    return any(job.mine and job.kind in kinds for job in session(ReferencePage).set_jobs.values())


def beside(view: View, set_id: str) -> Callable[[SetJob], bool]:
    """Whose progress stands beside its button on this view of a set, and not at the top of the page."""
    return lambda job: (
        (view == View.SETS and job.kind == "import" and job.mine)
        or (view == View.COLLECT and job.kind == "collect" and job.set_id == set_id)
    )


def watch(without: Callable[[SetJob], bool] = lambda _: False) -> None:
    """Progress of every job and how it ended. without: those whose progress stands elsewhere on the page."""
    own, frame = session(ReferencePage), session(Frame)
    for job in list(_shared_jobs().values()):
        if job.id not in own.ended_jobs:
            own.set_jobs.setdefault(job.id, replace(job, mine=False))
    settled = [_settle(job) for job in list(own.set_jobs.values())]
    if any(settled):  # what depends on the set is drawn anew
        frame.toast = t.ENDED
        st.rerun()
    if frame.toast:
        st.toast(escape_markdown(frame.toast), icon=":material/info:")
        frame.toast = ""
    say_interrupted("core.services.reference")
    for ended in own.ended_jobs.values():
        _say(ended)
        ask(ended)
    stand(lambda job: not without(job))


def stand(chosen: Callable[[SetJob], bool]) -> None:
    """How far some of the jobs are."""
    for job in session(ReferencePage).set_jobs.values():
        if chosen(job):
            with st.container(border=True):
                job_progress(job.id, lambda _: st.rerun(), partial(_count, job.id))


def _count(job_id: str, done: int, total: int, what: str) -> str:
    """ "우리 세트 · 사진을 읽고 얼굴을 찾는 중 · 120 / 560 · 2분쯤 남음". By the pace that was seen."""
    now, paces = time.monotonic(), session(ReferencePage).paces
    step, begun, before = paces.setdefault(job_id, (what, now, done))
    if step != what or done < before:
        _, begun, before = paces[job_id] = what, now, done
    words = common.progress(done, total, what)
    passed = now - begun
    if passed < _PACE_S or done <= before or done >= total:
        return words
    return f"{words} · {left(passed / (done - before) * (total - done))}"


def _settle(job: SetJob) -> bool:
    """Put a job that has ended among the ended ones."""
    settings, own = get_settings(), session(ReferencePage)
    status = jobs.status(settings, job.id)
    if status is not None and not status.finished:
        return False
    del own.set_jobs[job.id]
    own.paces.pop(job.id, None)
    _shared_jobs().pop(job.id, None)
    forget_set(job.set_id)
    if status is None or status.state not in ("done", "failed", "cancelled"):
        own.ended_jobs[job.id] = EndedJob(job, "failed", common.UNEXPECTED)
        return True
    if status.state == "done" and job.new:
        looked_at = session(Frame).next_values.get(SET) or st.session_state.get(SET, reference.DEMO)
        if job.mine or looked_at == reference.DEMO:  # nobody is taken away from what they look at
            show_next(SET, job.set_id)
    own.ended_jobs[job.id] = EndedJob(job, status.state, status.label)
    return True


def _say(ended: EndedJob) -> None:
    show = {"done": st.success, "failed": st.error, "cancelled": st.info}[ended.state]
    icon = {"done": ":material/check:", "failed": ":material/error:", "cancelled": ":material/info:"}[ended.state]
    with st.container(horizontal=True, vertical_alignment="center"):
        show(escape_markdown(ended.sentence), icon=icon, width="stretch")
        if ended.state == "done":
            st.button(
                t.DONE_REVIEW, type="primary", icon=":material/rule:", key=f"job.review.{ended.job.id}",
                on_click=show_view, args=(View.REVIEW, ended.job.set_id),
            )  # fmt: skip
        st.button(PUT_AWAY, key=f"job.away.{ended.job.id}", on_click=_put_away, args=(ended.job.id,))


def _put_away(job_id: str) -> None:
    session(ReferencePage).ended_jobs.pop(job_id, None)


def dismiss_finished(set_id: str) -> None:
    """Put away how work on this set ended: it was read, or the set is gone."""
    own = session(ReferencePage)
    own.ended_jobs = {job: ended for job, ended in own.ended_jobs.items() if ended.job.set_id != set_id}


def _shared_jobs() -> dict[str, SetJob]:
    return set_jobs(str(get_settings().workspace))


def show_view(view: View, set_id: str = "") -> None:
    """Called before the next run of the page: show this view, of this set."""
    show_next(VIEW, view)
    if set_id:
        show_next(SET, set_id)
        dismiss_finished(set_id)


def go_on(set_id: str, collection_id: str, title: str) -> None:
    """Start a collection that was planned, or go on with one. Raises StudioError."""
    from core.services.reference import collect as service

    settings = get_settings()
    job = jobs.start(settings, title, service.run, settings, collection_id, source_keys(), lane="collecting")
    begin(job, "collect", set_id)
