"""What the concept page is asked for: group, analyzer, filters and view."""

from typing import Any

import streamlit as st

from core.keywords.analyzers.table import ANALYZERS
from core.keywords.analyzers.tokens import KINDS as ALL_KINDS
from core.keywords.corpus.filters import Filters
from core.services.concept.exclusions import change_exclusions
from core.settings import get_settings
from core.ui.concept.data import Groups, ShownConcept, choices, filters, resolve
from core.ui.concept.state import ANALYZER, GROUP, KINDS, PRESSES, SINCE, UNTIL, VIEW, ConceptPage, View
from core.ui.kit.address import choose_view, follow
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session
from core.ui.lineup.state import MIX
from core.ui.words_ko import concept as t

_EXCLUDE = "concept.exclude"


def ask(groups: Groups) -> tuple[str, str]:
    """Which group, and with which analyzer."""
    offered = choices(groups)
    group = follow("group", GROUP, offered, lambda wanted: resolve(wanted, groups))
    if session(ConceptPage).papers_of != group:  # another group has other papers
        session(ConceptPage).papers_of, st.session_state[PRESSES] = group, []
    st.selectbox(
        t.GROUP, offered, key=GROUP, width=250, persist_state="session",
        format_func=lambda g: t.MIX_CHOICE if g == MIX else groups[g].name,
    )  # fmt: skip
    analyzer = follow("analyzer", ANALYZER, list(ANALYZERS))
    st.segmented_control(
        t.ANALYZER, list(ANALYZERS), key=ANALYZER, required=True, format_func=lambda name: ANALYZERS[name].title,
        persist_state="session",
    )  # fmt: skip
    return group, analyzer


def view(*, mixed: bool) -> View:
    """Which view is shown: of the line-up's mix only what can be said of several groups at once."""
    offered, key = ([View.WORDS, View.FACETS], "concept.view.mix") if mixed else (list(View), VIEW)
    return choose_view(t.VIEW, offered, t.VIEWS, "view", key)


def narrow(shown: ShownConcept) -> None:
    """Everything a visitor may filter by, behind one button that says how much of it is in use."""
    wanted = filters()
    with st.popover(t.filter_label(active(wanted)), icon=":material/tune:", key="concept.filters"):
        days = [day for c in shown.sources if c.whole for day in c.whole]
        days += [day for day in (wanted.since, wanted.until) if day]
        if days:
            bounds: dict[str, Any] = {"min_value": min(days), "max_value": max(days), "format": "YYYY-MM-DD"}
            for column, label, key in zip(st.columns(2), (t.SINCE, t.UNTIL), (SINCE, UNTIL), strict=True):
                with column:
                    st.date_input(label, None, key=key, persist_state="session", **bounds)
        presses = sorted({p.press for c in shown.sources for p in c.presses} | wanted.presses)
        st.multiselect(
            t.PRESSES, presses, key=PRESSES, placeholder=t.EVERY_PRESS, select_all=False, persist_state="session",
            format_func=lambda press: press or t.NO_PRESS,
        )  # fmt: skip
        st.pills(
            t.KINDS, list(ALL_KINDS), selection_mode="multi", key=KINDS, persist_state="session",
            format_func=lambda kind: t.KIND_NAMES[kind],
        )  # fmt: skip
        st.session_state[_EXCLUDE] = left_out = sorted(wanted.exclude)
        session(ConceptPage).left_out = frozenset(left_out)
        words = list(dict.fromkeys([*left_out, *shown.words]))
        st.multiselect(
            t.EXCLUDE, words, key=_EXCLUDE, placeholder=t.NOTHING_EXCLUDED, help=t.EXCLUDE_HELP, select_all=False,
            on_change=_exclude,
        )  # fmt: skip
        if active(wanted) > bool(left_out):
            st.button(t.RESET, icon=":material/filter_alt_off:", key="concept.reset", help=t.RESET_HELP, on_click=reset)


def active(wanted: Filters) -> int:
    """How many kinds of filters are in use, the team's words left out among them."""
    return sum(map(bool, (wanted.since or wanted.until, wanted.presses, wanted.kinds, wanted.exclude)))


def say(shown: ShownConcept) -> None:
    """How many articles remain: said always, so that nothing moves when somebody begins to filter."""
    said = [t.remaining(sum(c.articles for c in shown.sources), sum(c.of for c in shown.sources))]
    if left_out := filters().exclude:
        said.append(t.excluded(sorted(left_out)))
    st.caption(escape_markdown(" ".join(said)))


def reset() -> None:
    """Look at everything again; the words left out are the team's and stay. Called before the next run of the page."""
    st.session_state.update({SINCE: None, UNTIL: None, PRESSES: [], KINDS: []})


def _exclude() -> None:
    """Make the difference between what the control showed and what it says now; others may have left out more."""
    own, chosen = session(ConceptPage), frozenset(st.session_state[_EXCLUDE])
    change_exclusions(get_settings(), add=chosen - own.left_out, remove=own.left_out - chosen)
    own.left_out = chosen
