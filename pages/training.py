"""The training lab: train the families on one's own photos, compare them honestly, put the better one to work."""

from typing import TYPE_CHECKING

import streamlit as st

from core.ui.kit.components import errors, head, picture_format, show_flash, stable_place
from core.ui.kit.sidebar import require_frame
from core.ui.kit.state import session
from core.ui.training.state import Section, View
from core.ui.words_ko import training as t

if TYPE_CHECKING:
    from core.services.training.runs import Listing
    from core.training.evaluation import Evaluation
    from core.training.run import Run

require_frame("pages/training.py")


def choose_view() -> View:
    own = session()
    # Streamlit forgets what a control said when its page is left: our own copy brings it back.
    st.session_state.setdefault("training.view", own.training_view or View.TRAIN)
    shown = st.segmented_control(
        t.VIEW, list(View), required=True, format_func=t.VIEWS.__getitem__, label_visibility="collapsed",
        key="training.view",
    )  # fmt: skip
    own.training_view = View(shown or View.TRAIN)
    return own.training_view


def train(listing: "Listing") -> None:
    from core.ui.training import queue as training_queue
    from core.ui.training import start as training_start

    with stable_place():
        training_queue.queue()
    with stable_place():
        if not listing.runs and not training_queue.waiting():
            training_start.quick()
    training_start.form()


def compare(listing: "Listing") -> None:
    from core.ui.training import compare as training_compare

    if listing.runs:
        picture_format()
    training_compare.compare(listing.runs)


def detail(listing: "Listing") -> None:
    from core.ui.training import run as training_run

    run = training_run.pick(listing.runs)
    if run is not None:
        training_run.manage(run)
        with errors():
            sections(run, training_run.details(run).evaluation)
    training_run.bring_in()
    training_run.broken(listing.broken)
    training_run.deleting()


def sections(run: "Run", evaluation: "Evaluation") -> None:
    from core.settings import get_settings
    from core.ui.training import photos
    from core.ui.training import sections as parts
    from core.ui.training.people import people

    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        shown = st.segmented_control(
            t.SECTION, list(Section), default=Section.SUMMARY, required=True, format_func=t.SECTIONS.__getitem__,
            label_visibility="collapsed", key="run.section",
        )  # fmt: skip
        if shown != Section.HARD:  # the only section without a figure to save
            picture_format()
    owner = people(get_settings(), run)
    if shown == Section.SUMMARY:
        parts.summary(run, evaluation, owner)
    elif shown == Section.CURVES:
        parts.curves(run, evaluation)
    elif shown == Section.GROUPS:
        parts.groups(run, evaluation, owner)
    elif shown == Section.CONFIDENCE:
        parts.sure(run, evaluation)
    elif shown == Section.HARD:
        photos.hard(run, evaluation, owner)
    else:
        photos.embedding_map(run, evaluation, owner)


head(t.TRAINING, lead=t.LEAD)
with stable_place():
    show_flash()
with errors():
    from core.ui.training import queue as training_queue

    on_file = training_queue.look()
    with stable_place():
        training_queue.offer([run.id for run in on_file.runs], [run.name for run in on_file.runs])
    view = choose_view()
    with stable_place():
        if view != View.TRAIN:
            training_queue.watch_others()
    {View.TRAIN: train, View.COMPARE: compare, View.RUN: detail}[view](on_file)
