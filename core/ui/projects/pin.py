"""A word of the concept page onto the board of a project, with its sentences and their days."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from core.access.acting import acting
from core.keywords.corpus.evidence import alike
from core.keywords.lexicon.lexicon import load_lexicon
from core.projects.project import BoardItem, Quotation
from core.services.concept.concept import beyond, sentences
from core.services.projects import plans
from core.settings import get_settings
from core.types import Article
from core.ui.concept.data import ShownConcept
from core.ui.focused import focus_on
from core.ui.kit import permit
from core.ui.kit.components import errors
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session
from core.ui.projects.state import ProjectsPage, View, go_to, titles
from core.ui.words_ko import common
from core.ui.words_ko import projects as t

QUOTED = 3  # sentences of a pinned word


def pin(word: str, shown: ShownConcept) -> None:
    """Below a word's sentences. Which project it goes to is chosen once."""
    own, every = session(ProjectsPage), plans.plans(get_settings(), acting())
    names = titles([one for one in every if permit.may("project.change", project=one.project.id)])
    if not names and not permit.may("project.create"):
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if own.pins_to in names:
            if st.button(escape_markdown(t.pin(word)), icon=":material/push_pin:", type="tertiary", key="concept.pin"):
                with errors():
                    _pin(own.pins_to, word, shown)
            label = names[own.pins_to]
        else:
            label = t.PIN
        of = f"concept.pin.to.{own.typed.get('pin', 0)}"  # a popover of another key is closed
        with st.popover(escape_markdown(label), type="tertiary", icon=":material/folder_special:", key=of):
            if names:
                _choose(names, word, shown)
            else:
                _begin(word, shown)
    focus_on(own.focus, own.focused)


def _choose(names: Mapping[str, str], word: str, shown: ShownConcept) -> None:
    own = session(ProjectsPage)
    options = list(names)
    chosen = st.selectbox(
        t.PINNED_TO, options, options.index(own.pins_to) if own.pins_to in names else 0, format_func=names.__getitem__,
        key="concept.pin.which",
    )  # fmt: skip
    if st.button(t.PIN, key="concept.pin.go"):
        with errors():
            _pin_first(chosen, word, shown)
    if own.pins_to in names and st.button(t.TO_BOARD, icon=":material/dashboard:", key="concept.pin.see"):
        go_to(own.pins_to, View.BOARD)


def _begin(word: str, shown: ShownConcept) -> None:
    """The first project, made where its first word is found."""
    st.markdown(t.PIN_NEEDS)
    name = st.text_input(t.NAME, key="concept.pin.name")
    with errors():
        if st.button(t.CREATE_AND_PIN, type="primary", icon=":material/push_pin:", key="concept.pin.new"):
            _pin_first(plans.create(get_settings(), acting(), name).id, word, shown)


def _pin_first(project: str, word: str, shown: ShownConcept) -> None:
    """The project is that of the next words as well; the popover it was chosen in is closed."""
    own = session(ProjectsPage)
    own.pins_to, own.typed["pin"] = project, own.typed.get("pin", 0) + 1
    own.focus_next("concept.pin")
    _pin(project, word, shown)
    st.rerun()


def _pin(project: str, word: str, shown: ShownConcept) -> None:
    settings = get_settings()
    plan = plans.plan(settings, acting(), project)
    found = [(concept.group, same[0]) for concept in shown.sources for same in alike(sentences(concept, word))]
    holding = [concept.group for concept in shown.sources if beyond(concept, word)]  # of cut bodies: not to be quoted
    group = next(iter([*(group for group, _ in found), *holding]), "")
    if any(item.kind == "word" and item.text == word and item.group == group for item in plan.board.items):
        st.toast(escape_markdown(t.already(word)))
        return
    lexicon = load_lexicon(settings)
    quoted = tuple(
        Quotation(one.sentence, _press(one.article), one.article.date, _link(one.article)) for _, one in found[:QUOTED]
    )
    item = BoardItem(
        secrets.token_hex(4), "word", word, group, lexicon.facet_of.get(word, ""), quotations=quoted, by=acting().name,
        pinned=datetime.now(UTC),
    )  # fmt: skip
    plans.keep_board(settings, acting(), plan, replace(plan.board, items=(*plan.board.items, item)))
    st.toast(escape_markdown(t.pinned(word, plan.name)), icon=":material/push_pin:")


def _press(article: Article) -> str:
    """A sentence that was invented says so wherever the board is shown."""
    return " · ".join(filter(None, (article.press, common.FICTIONAL_ARTICLE if article.fictional else "")))


def _link(article: Article) -> str:
    return article.link if article.link.startswith(("https://", "http://")) and not article.fictional else ""
