"""Reference photos: sets, collecting, review, credits, and the groups themselves."""

import streamlit as st

from core.ui.kit.components import errors, head, show_flash, stable_place
from core.ui.kit.sidebar import require_frame
from core.ui.kit.state import session
from core.ui.words_ko import reference as t

require_frame("pages/reference_data.py")
VIEWS = [t.SETS, t.COLLECT, t.REVIEW, t.RIGHTS, t.CATALOG]


def choose_view() -> str:
    own = session()
    # Streamlit forgets what a control said when its page is left: our own copy brings it back.
    own.reference_view = st.segmented_control(
        t.VIEW, VIEWS, default=own.reference_view or t.SETS, required=True, label_visibility="collapsed",
        key=f"reference.view.{own.reference_turn}",
    )  # fmt: skip
    return own.reference_view


def sets(source) -> None:
    from core.ui.reference import intake as reference_intake
    from core.ui.reference import sets as reference_sets

    with stable_place():
        reference_sets.cards(source)
    if not source.fictional:
        with stable_place(), errors():
            reference_sets.members(source)
    reference_intake.form(source)


def collect(source) -> None:
    from core.ui.reference import collect as reference_collect

    reference_collect.collect(source)


def review(source) -> None:
    from core.ui.reference.review import review

    review(source.id)


def rights(source) -> None:
    from core.ui.reference import rights as reference_rights

    reference_rights.rights(source)


def show(view: str, source) -> None:
    if view == t.CATALOG:
        from core.ui.catalog.editor import catalog_editor

        catalog_editor()
    elif view == t.SETS:
        sets(source)
    elif source.fictional:
        from core.ui.reference.intake import first_set

        first_set()
    else:
        {t.COLLECT: collect, t.REVIEW: review, t.RIGHTS: rights}[view](source)


head(t.REFERENCE, lead=t.LEAD)
with stable_place():
    show_flash()
with errors():
    from core.ui.reference import jobs as reference_jobs
    from core.ui.reference.sets import choose

    jobs, which = stable_place(), stable_place()
    view = choose_view()
    chosen = None
    if view != t.CATALOG:
        with which:
            chosen = choose()
    with jobs:
        reference_jobs.watch(without=("collect", chosen.id) if chosen and view == t.COLLECT else None)
    show(view, chosen)
