"""The training lab: train the families on one's own photos, compare them honestly, put the better one to work."""

import streamlit as st

from core.ui.kit.components import errors, head, picture_format, show_flash, stable_place
from core.ui.kit.sidebar import require_frame
from core.ui.kit.state import session
from core.ui.words_ko import training as t

require_frame("pages/training.py")
VIEWS = [t.TRAIN, t.COMPARE, t.DETAIL]


def choose_view() -> str:
    own = session()
    # Streamlit forgets what a control said when its page is left: our own copy brings it back.
    st.session_state.setdefault("training.view", own.training_view or t.TRAIN)
    own.training_view = st.segmented_control(
        t.VIEW, VIEWS, required=True, label_visibility="collapsed", key="training.view"
    )
    return own.training_view


def train(listing) -> None:
    from core.ui.training import queue as training_queue
    from core.ui.training import start as training_start

    with stable_place():
        training_queue.queue()
    with stable_place():
        if not listing.runs and not training_queue.waiting():
            training_start.quick()
    training_start.form()


def compare(listing) -> None:
    from core.ui.training import compare as training_compare

    if listing.runs:
        picture_format()
    training_compare.compare(listing.runs)


def detail(listing) -> None:
    from core.ui.training import run as training_run

    run = training_run.pick(listing.runs)
    if run is not None:
        training_run.manage(run)
        with errors():
            sections(run, training_run.details(run).evaluation)
    training_run.bring_in()
    training_run.broken(listing.broken)
    training_run.deleting()


def sections(run, evaluation) -> None:
    from core.settings import get_settings
    from core.ui.training import photos
    from core.ui.training import sections as parts
    from core.ui.training.people import people

    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        names = [t.SUMMARY, t.CURVES, t.GROUPS, t.SURE, t.HARD, t.MAP]
        shown = st.segmented_control(
            t.SECTION, names, default=t.SUMMARY, required=True, label_visibility="collapsed", key="run.section"
        )
        if shown != t.HARD:  # the only section without a figure to save
            picture_format()
    owner = people(get_settings(), run)
    if shown == t.SUMMARY:
        parts.summary(run, evaluation, owner)
    elif shown == t.CURVES:
        parts.curves(run, evaluation)
    elif shown == t.GROUPS:
        parts.groups(run, evaluation, owner)
    elif shown == t.SURE:
        parts.sure(run, evaluation)
    elif shown == t.HARD:
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
        if view != t.TRAIN:
            training_queue.watch_others()
    {t.TRAIN: train, t.COMPARE: compare, t.DETAIL: detail}[view](on_file)
