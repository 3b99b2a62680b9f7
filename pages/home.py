"""Home: what to do next, the four steps, what is loaded."""

import streamlit as st

from core.ui.compared import choice
from core.ui.kit import permit
from core.ui.kit.components import confirm, errors, head, section
from core.ui.kit.markup import escape_markdown
from core.ui.kit.sidebar import require_frame
from core.ui.kit.state import Frame, clear_session, session
from core.ui.lineup.state import LineupPage
from core.ui.privacy.keep import in_memory
from core.ui.reference import titles as view
from core.ui.words_ko import common as t

PAGES = {
    "lineup": "pages/lineup_match.py",
    "concept": "pages/concept.py",
    "projects": "pages/projects.py",
    "reference": "pages/reference_data.py",
    "virtual": "pages/virtual_group.py",
    "debut": "pages/my_debut.py",
}
require_frame("pages/home.py")


def begin(demo: str) -> str:
    """Another line-up: the demo's, or from one's own photos. demo: "demo" or "". Leaves the page."""
    if session(LineupPage).result is not None:
        clear_session()
    session(LineupPage).wants_demo = bool(demo)
    st.switch_page(PAGES["lineup"])


def ask(demo: str) -> None:
    """At once where nothing is lost by it, else after a question."""
    if session(LineupPage).result is None:
        begin(demo)
    session(Frame).asked = "replace", demo


def sure(_: str) -> None:
    own = session(LineupPage)
    if own.result is not None:
        st.markdown(t.replace_sure(escape_markdown(own.title), len(own.result.trainees)))


def start(is_demo: bool) -> None:
    own = session(LineupPage)
    if not permit.may("lineup.analyse"):
        st.markdown(t.NEXT_READ)
        permit.closed("lineup.analyse")
        return
    if own.result is not None:
        st.markdown(t.next_result(escape_markdown(own.title), len(own.result.trainees)))
    else:
        st.markdown(t.NEXT_DEMO if is_demo else t.NEXT_OWN)
    usual = "go" if own.result is not None else "demo" if is_demo else "own"
    buttons = {
        "go": (t.CONTINUE, ":material/arrow_forward:"),
        "demo": (t.OPEN_DEMO, ":material/play_arrow:"),
        "own": (t.UPLOAD if usual == "own" else t.OPEN_OWN, ":material/add_photo_alternate:"),
    }
    with st.container(horizontal=True):
        for name in sorted(buttons, key=lambda name: name != usual):  # the next step first
            if name == "go" and usual != "go":
                continue
            words, icon = buttons[name]
            if st.button(words, type="primary" if name == usual else "secondary", icon=icon, key=f"home.{name}"):
                if name == "go":
                    st.switch_page(PAGES["lineup"])
                ask("demo" if name == "demo" else "")
    st.caption(t.DEMO_NOTE)


def steps() -> None:
    has_result, analyses = session(LineupPage).result is not None, permit.may("lineup.analyse")
    links = (
        None if has_result else ("lineup", t.STEP_UPLOAD),
        ("lineup", t.STEP_RESULT) if has_result else None,
        ("concept", t.STEP_CONCEPT),
        ("projects", t.STEP_KEEP),
    )
    shown = list(zip(t.STEPS, links, strict=True))[0 if analyses else 2 :]
    for column, ((icon, title, words), link) in zip(st.columns(len(shown), gap="small"), shown, strict=True):
        with column, st.container(border=True, height="stretch", gap="small"):
            st.markdown(f"{icon} **{title if analyses else title.partition('. ')[2]}**  \n{words}")
            if link is not None:
                st.page_link(PAGES[link[0]], label=link[1], icon=":material/arrow_forward:")
            else:
                st.caption(t.STEP_DONE if has_result else t.STEP_RESULT_LATER)


head(t.HOME_TITLE, [(in_memory(), "green"), (t.NOT_A_JUDGEMENT, "gray")], t.HOME_LEAD)
with errors():
    source = choice.source()
    start(source.fictional)
    steps()
    st.page_link(PAGES["virtual"], label=t.TRY_VIRTUAL, icon=":material/auto_awesome:")
    st.page_link(PAGES["debut"], label=t.TRY_MY_DEBUT, icon=":material/face_retouching_natural:")
    section(t.LOADED)
    view.loaded(source)
    if permit.may("reference.change"):
        section(t.OWN_TITLE, t.OWN_LEAD)
        st.page_link(PAGES["reference"], label=t.OWN_ADD, icon=":material/photo_library:")
    confirm("replace", t.REPLACE_TITLE, sure, t.REPLACE_YES, begin)
