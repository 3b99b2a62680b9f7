"""Links to what the concept page shows, and what is said about a word of it."""

import streamlit as st

from core.access.acting import acting
from core.services.projects import plans
from core.settings import get_settings
from core.sharing.comment import About
from core.sharing.link import Link, LinkKind, SharedView
from core.ui.concept.data import Groups, ShownConcept, names
from core.ui.concept.evidence import chosen
from core.ui.concept.state import ANALYZER, KINDS, PRESSES, SINCE, UNTIL, ConceptPage
from core.ui.kit.address import code_of
from core.ui.kit.components import errors, show_flash
from core.ui.kit.state import Frame, session
from core.ui.lineup.state import MIX
from core.ui.projects import drafts
from core.ui.projects.pin import pin
from core.ui.projects.state import ProjectsPage, titles
from core.ui.sharing import links
from core.ui.sharing.comments import begin
from core.ui.words_ko import sharing as t


def arrive() -> None:
    """To be called before the page is drawn."""
    links.arrive("concept", _show)


def share(choice: str, shown: ShownConcept, groups: Groups) -> None:
    """Of the group, the view, the filters and the word that are seen; called once they were drawn. choice: the group's
    id; of a line-up's mix there is no link, for its line-up is in this session alone."""
    if choice == MIX:
        return
    called = names(groups)

    def asked() -> tuple[LinkKind, int, SharedView]:
        said = st.session_state.get
        # What others see of themselves may be another group or analyzer.
        codes = {**session(Frame).codes, "group": code_of(choice), "analyzer": st.session_state[ANALYZER]}
        return "concept", 0, SharedView(
            codes, choice, chosen(shown), said(SINCE), said(UNTIL),
            tuple(said(PRESSES) or ()), tuple(said(KINDS) or ()),
        )  # fmt: skip

    def name(link: Link) -> str:
        view = link.view
        what = " · ".join(filter(None, (called.get(view.group, ""), view.word)))
        return t.link_title(link.kind, 0, what)

    links.share("concept", "", asked, name)


def _show(link: Link) -> None:
    own, view = session(ConceptPage), link.view
    own.of, own.word = view.group, view.word
    st.session_state.update(
        {SINCE: view.since, UNTIL: view.until, PRESSES: list(view.presses), KINDS: list(view.kinds)}
    )


def below_word(word: str, shown: ShownConcept) -> None:
    """What can be done with a word: onto a board, and said something about."""
    pin(word, shown)
    _talk(word, shown)


def _talk(word: str, shown: ShownConcept) -> None:
    own = session(ProjectsPage)
    with errors():
        found = titles(plans.plans(get_settings(), acting()))
        if not found:
            return
        about = About("word", what=word, group=shown.concept.group if shown.blend is None else "")
        if own.pins_to in found:
            talk = begin(own.pins_to)
            show_flash()
            drafts.listen()
            talk.beside(about)
            return
        box = st.popover(t.COMMENTS, icon=":material/chat_bubble:", type="tertiary", key="talk.word", on_change="rerun")
        if box.open:
            with box:
                options = list(found)
                project = st.selectbox(t.WORD_PROJECT, options, format_func=found.__getitem__, key="talk.word.which")
                drafts.listen()
                begin(project).thread(about)
