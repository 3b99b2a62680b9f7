"""Line-up matching: photos in; which concept, how sure, who pulls it there, and why."""

import streamlit as st

from core.ui.concept.state import GROUP
from core.ui.kit.components import confirm, errors, head
from core.ui.kit.sidebar import require_frame
from core.ui.kit.state import Frame, clear_session, from_the_top, key, session, show_next
from core.ui.lineup.changes import say_change, take_back
from core.ui.lineup.intake import demo_offer, intake, left_over, lineup_name
from core.ui.lineup.state import Analysis, Judged, LineupPage
from core.ui.privacy.keep import in_memory
from core.ui.words_ko import common as t
from core.ui.words_ko import lineup as words

require_frame("pages/lineup_match.py")
own = session(LineupPage)


def bring_in() -> None:
    from core.ui.lineup.analysis import begin, demo_uploads
    from core.ui.lineup.judged_by import ask_worlds, may_compare

    head(t.LINEUP, [(in_memory(), "green"), (t.NOT_A_JUDGEMENT, "gray")], t.LINEUP_LEAD)
    watch()
    own.wants_demo |= demo_offer()
    again, brought, name = left_over(own), intake(), lineup_name()
    own.waiting = again or (Analysis(brought, name or t.OWN_LINEUP_TITLE) if brought else own.waiting)
    with errors():
        if own.wants_demo and may_compare(is_demo=True):
            begin(Analysis(demo_uploads(), t.DEMO_LINEUP_TITLE, is_demo=True))
            st.rerun()
        if own.waiting and (brought or again or own.agreed) and may_compare(is_demo=False):
            begin(own.waiting)
            st.rerun()
        ask_worlds()
    own.wants_demo = False
    if not session(Frame).asked:
        own.waiting = None  # what failed or was not agreed to is not begun again by the next click


def watch() -> None:
    """An analysis that goes on, until it is over."""
    if own.analysis is None or own.analysis.work is None:
        return
    from core.ui.lineup.analysis import attend

    with errors():
        attend()
        from_the_top()
        st.rerun()


def actions(judged: Judged) -> None:
    from core.ui.projects.save import save, say_saved

    with st.container(horizontal=True):
        save(judged)
        if st.button(t.NEW_LINEUP, icon=":material/add_photo_alternate:", key=key("new")):
            session(Frame).asked = ("lineup.new",)
        st.button(t.UNDO, icon=":material/undo:", key=key("undo"), disabled=not own.history, on_click=take_back)
        if st.button(t.CLEAR_ALL, icon=":material/delete:", help=t.CLEAR_HELP, key=key("clear")):
            session(Frame).asked = ("lineup.clear",)
    say_saved(judged)
    confirm("lineup.new", words.ASK_NEW, lambda: says(words.NEW_BODY), words.NEW_YES, forget)
    confirm("lineup.clear", words.ASK_CLEAR, lambda: says(words.CLEAR_BODY), words.CLEAR_YES, forget)


def says(body: str) -> None:
    st.markdown(body)


def forget() -> str:
    clear_session()
    st.rerun()


def show(judged: Judged) -> None:
    from core.ui.lineup import analysis as loading
    from core.ui.lineup import view
    from core.ui.lineup.arrange import add_photos, arrange_table, bench
    from core.ui.lineup.judged_by import banners, named
    from core.ui.projects.balance import likeness

    with errors():  # what is in use now may be unable to judge; the answer before stands all the same
        judged = loading.current(judged)
    result = judged.result
    photos = sum(len(p.photos) for p in result.trainees)
    chips: list[tuple[str, t.Tone]] = [
        (words.judged_by(named(judged), result.engine), "blue"), (in_memory(), "green"), (t.NOT_A_JUDGEMENT, "gray"),
    ]  # fmt: skip
    head(
        t.lineup_title(own.title, len(result.trainees), photos),
        [*chips, (t.FICTIONAL_PEOPLE, "violet")] if own.is_demo else chips,
    )
    frame = session(Frame)
    if frame.arrived:  # no dialog opens by itself
        own.looks_at = None
    actions(judged)
    say_change()
    if frame.notice:
        st.toast(frame.notice)
        frame.notice = ""
    banners(judged)
    under_way = st.container()
    groups = loading.group_styles(judged.by)
    asked = view.answer(result, groups)
    if asked:
        show_next(GROUP, asked)
        st.switch_page("pages/concept.py")
    add_photos()
    if again := left_over(own):
        loading.begin(again)
    bench(judged)
    if result.trainees:
        view.cards(judged, groups)
        view.heat(judged, groups)
        likeness(judged.result, judged.by)
        arrange_table(result)
    view.refused(result)
    st.page_link("pages/training.py", label=t.MODEL_NOTE, icon=":material/monitoring:")
    with under_way:
        watch()


if own.judged is None:
    bring_in()
else:
    with errors():
        show(own.judged)
