"""The queue as it runs: state, fold, epoch, loss, time left; stop, go on, remove. It redraws itself."""

from collections.abc import Sequence

import streamlit as st

from core.services.training import queue as train
from core.services.training import runs as run_service
from core.services.training.queue import Training
from core.settings import get_settings
from core.ui.compared import choice
from core.ui.kit import permit
from core.ui.kit.components import confirm, errors, panel, watch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, session, show_next
from core.ui.training.state import RUN, VIEW, TrainingPage, View
from core.ui.words_ko import common
from core.ui.words_ko import training as t

_BUSY = ("waiting", "running")
_MOVING = (*_BUSY, "interrupted")  # what a killed worker left goes on as well, after a pause


def say_begun() -> None:
    """What was put into the queue, once, wherever the visitor has scrolled to."""
    frame = session(Frame)
    if frame.toast:
        st.toast(frame.toast, icon=":material/info:")
        frame.toast = ""


def queue() -> None:
    """Everything unfinished; nothing at all where nothing is."""
    settings = get_settings()
    with errors():
        train.keep_running(settings)  # at once, and to say what prevents it
    now = train.trainings(settings)
    if not now:
        return
    with panel(t.QUEUE_TITLE, t.QUEUE_AID):
        moving = any(training.state in _MOVING for training in now)

        def draw() -> bool:
            current = train.trainings(settings)
            ended = moving and not any(x.state in _MOVING for x in current)
            if ended or {x.id for x in current} != {x.id for x in now}:
                return False
            for training in current:
                _line(training)
            return True

        watch(draw, "1.5s" if moving else None)


def watch_others() -> None:
    """On the views that do not show the queue: a training that ends is offered there as well, without a touch."""
    settings = get_settings()

    def moving() -> set[str]:
        return {training.id for training in train.trainings(settings) if training.state in _MOVING}

    if now := moving():
        watch(lambda: now <= moving(), "3s")


def offer(run_ids: Sequence[str], names: Sequence[str]) -> None:
    """Say which run has just come and offer to open it. The ids are the runs on file, newest first."""
    own = session(TrainingPage)
    before, own.known_runs = own.known_runs, frozenset(run_ids)
    if before is not None:
        came = (run_id for run_id in run_ids if run_id not in before)
        trained = (run_id for run_id in came if not run_service.is_recorded(get_settings(), run_id))
        own.finished_run = next(trained, own.finished_run)  # what is on file for the demo was trained elsewhere
    if own.finished_run not in run_ids:
        own.finished_run = ""
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        name = names[list(run_ids).index(own.finished_run)]
        st.markdown(f":material/check_circle: {escape_markdown(t.done(name, 'finished'))}", width="stretch")
        st.button(
            t.OPEN_RUN, type="primary", icon=":material/monitoring:", key="training.open", on_click=open_run,
            args=(own.finished_run,),
        )  # fmt: skip


def open_run(run_id: str) -> None:
    """Called before the next run of the page: show this run there."""
    session(TrainingPage).finished_run = ""
    show_next(VIEW, View.RUN)
    show_next(RUN, run_id)


def _line(training: Training) -> None:
    words, tone = t.STATES[training.state]
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{escape_markdown(training.title)}**", width="stretch")
            st.badge(t.STOPS if training.cancelling else words, color=tone)
            if training.state in _BUSY:
                _stop(training)
        if training.state == "running":
            st.progress(training.share, text=escape_markdown(_facts(training)))
        elif training.label:
            st.caption(escape_markdown(training.label))
        if training.state not in _BUSY and permit.may("training.change"):
            _go_on(training)


def _facts(training: Training) -> str:
    parts = [training.label or t.PREPARES]
    if training.epoch:
        parts.append(t.epoch(training.epoch, training.epochs))
    if training.loss is not None:
        parts.append(t.loss(training.loss))
    if training.seconds_left is not None and not training.cancelling:
        parts.append(t.left(training.seconds_left))
    return " · ".join(parts)


def _stop(training: Training) -> None:
    if permit.button(
        "training.change", t.STOP, icon=":material/stop:", key=f"train.stop.{training.id}",
        disabled=training.cancelling,
    ):  # fmt: skip
        with errors():
            train.cancel(get_settings(), training.id)
        st.rerun()


def _go_on(training: Training) -> None:
    """In a line of its own: where the button to stop was, a second click would meet the one that deletes."""
    settings = get_settings()
    with st.container(horizontal=True):
        if st.button(t.RESUME, icon=":material/play_arrow:", key=f"train.resume.{training.id}"):
            with errors():
                train.resume(settings, training.id)
                st.rerun()
        if st.button(t.REMOVE, icon=":material/delete:", key=f"train.forget.{training.id}"):
            session(Frame).asked = "training", training.id, training.title
            st.rerun()


def forgetting() -> None:
    """Ask before an unfinished training is removed with all it computed."""

    def sure(_: str, title: str) -> None:
        st.markdown(f"**{escape_markdown(title)}**  \n{t.FORGET_SURE}")

    def forget(training_id: str, title: str) -> str:
        train.forget(get_settings(), training_id)
        return t.done(title, "forgotten")

    confirm("training", t.REMOVE, sure, common.DELETE_YES, forget)


def look() -> run_service.Listing:
    """The runs on file, by their records alone."""
    return run_service.list_all(get_settings(), choice.source())
