"""Line-up matching: photos in; which concept, how sure, who pulls it there, and why."""

import streamlit as st

from core.types import LineupResult
from core.ui.concept.state import GROUP
from core.ui.kit.components import errors, head
from core.ui.kit.sidebar import require_frame
from core.ui.kit.state import Frame, clear_session, key, session, show_next
from core.ui.lineup.intake import demo_offer, intake
from core.ui.lineup.state import LineupPage
from core.ui.words_ko import common as t

require_frame("pages/lineup_match.py")
own = session(LineupPage)


def bring_in() -> None:
    head(t.LINEUP, [(t.IN_MEMORY, "green"), (t.NOT_A_JUDGEMENT, "gray")], t.LINEUP_LEAD)
    own.wants_demo |= demo_offer()
    if own.wants_demo:
        start_demo()
    uploads = intake()
    if uploads:
        from core.ui.lineup.analysis import analyse

        with errors():
            analyse(uploads, t.OWN_LINEUP_TITLE)
            st.rerun()


def start_demo() -> None:
    from core.ui.lineup.analysis import analyse, demo_uploads

    with errors():
        try:
            analyse(demo_uploads(), t.DEMO_LINEUP_TITLE, is_demo=True)
        except Exception:
            own.wants_demo = False
            raise
        st.rerun()


def actions() -> None:
    with st.container(horizontal=True):
        if st.button(t.NEW_LINEUP, icon=":material/add_photo_alternate:", key=key("new")):
            clear_session()
            st.rerun()
        if st.button(t.UNDO, icon=":material/undo:", key=key("undo"), disabled=not own.history):
            own.undo()
            st.rerun()
        if st.button(t.CLEAR_ALL, icon=":material/delete:", help=t.CLEAR_HELP, key=key("clear")):
            clear_session()
            st.rerun()


def show(result: LineupResult) -> None:
    from core.ui.lineup import analysis as loading
    from core.ui.lineup import view as lineup_view
    from core.ui.lineup.trainee_dialog import arrange_table

    photos = sum(len(p.photos) for p in result.trainees)
    chips: list[tuple[str, t.Tone]] = [(t.IN_MEMORY, "green"), (t.NOT_A_JUDGEMENT, "gray")]
    head(
        t.lineup_title(own.title, len(result.trainees), photos),
        [*chips, (t.FICTIONAL_PEOPLE, "violet")] if own.is_demo else chips,
    )
    actions()
    frame = session(Frame)
    if frame.notice:
        st.toast(frame.notice)
        frame.notice = ""
    active = loading.active_set()
    if own.judged_by != loading.active_key():
        if not loading.judge_anew():
            st.warning(t.STALE, icon=":material/info:")
            return
        st.info(t.JUDGED_ANEW, icon=":material/info:")
        result = own.result or result
    groups = loading.group_styles(active)
    asked = lineup_view.answer(result, groups)
    if asked:
        show_next(GROUP, asked)
        st.switch_page("pages/concept.py")
    lineup_view.cards(result, active, groups)
    lineup_view.heat(result, groups)
    lineup_view.refused(result)
    arrange_table(result)
    st.page_link("pages/training.py", label=t.MODEL_NOTE, icon=":material/monitoring:")


if own.result is None:
    bring_in()
else:
    with errors():
        show(own.result)
