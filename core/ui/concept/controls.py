"""What the concept page is asked for: group, analyzer, filters and view. Streamlit forgets what a control said when its
page is left: the session's own copy brings it back."""

from dataclasses import replace
from typing import Any

import streamlit as st

from core.keywords.analyzers.table import ANALYZERS, DEFAULT
from core.keywords.analyzers.tokens import KINDS
from core.keywords.corpus.filters import EVERYTHING, Filters
from core.services.concept.exclusions import set_exclusions
from core.settings import get_settings
from core.ui.concept.data import Groups, Shown, choices, filters, resolve
from core.ui.concept.state import View
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import MIX, session
from core.ui.words_ko import concept as t

_GROUP, _ANALYZER, _VIEW = "concept.group", "concept.analyzer", "concept.view"


def ask(groups: Groups) -> tuple[str, str]:
    """Which group, and with which analyzer."""
    own = session()
    offered = choices(groups)
    before = resolve(own.concept_group, groups)
    st.session_state[_GROUP] = before
    st.session_state[_ANALYZER] = own.analyzer or DEFAULT
    st.selectbox(
        t.GROUP, offered, key=_GROUP, width=250, on_change=_heard,
        format_func=lambda g: t.MIX_CHOICE if g == MIX else groups[g].name,
    )  # fmt: skip
    st.segmented_control(
        t.ANALYZER, list(ANALYZERS), key=_ANALYZER, required=True, format_func=lambda name: ANALYZERS[name].title,
        on_change=_heard,
    )  # fmt: skip
    own.concept_group, own.analyzer = before, st.session_state[_ANALYZER]
    return before, own.analyzer


def _heard() -> None:
    own = session()
    if own.concept_group != st.session_state[_GROUP]:  # another group has other papers
        own.concept_filters = replace(own.concept_filters, presses=frozenset())
        own.concept_turn += 1
    own.concept_group, own.analyzer = st.session_state[_GROUP], st.session_state[_ANALYZER]


def view(*, mixed: bool) -> View:
    """Which view is shown: of the line-up's mix only what can be said of several groups at once."""
    own, offered = session(), [View.WORDS, View.FACETS] if mixed else list(View)
    st.session_state[_VIEW] = own.concept_view if own.concept_view in offered else offered[0]
    st.segmented_control(
        t.VIEW, offered, key=_VIEW, required=True, format_func=t.VIEWS.__getitem__, label_visibility="collapsed",
        on_change=_turned,
    )  # fmt: skip
    return View(st.session_state[_VIEW])


def _turned() -> None:
    session().concept_view = st.session_state[_VIEW]


def narrow(shown: Shown) -> None:
    """Everything a visitor may filter by, behind one button that says how much of it is in use."""
    wanted = filters()
    turn = session().concept_turn

    def control(name: str, value: Any) -> str:
        key = f"concept.{name}.{turn}"
        st.session_state.setdefault(key, value)
        return key

    with st.popover(t.filter_label(active(wanted)), icon=":material/tune:", key="concept.filters"):
        days = [day for c in shown.sources if c.whole for day in c.whole]
        days += [day for day in (wanted.since, wanted.until) if day]
        if days:
            left, right = st.columns(2)
            bounds: dict[str, Any] = {"min_value": min(days), "max_value": max(days), "format": "YYYY-MM-DD"}
            with left:
                st.date_input(t.SINCE, key=control("since", wanted.since), on_change=_keep, **bounds)
            with right:
                st.date_input(t.UNTIL, key=control("until", wanted.until), on_change=_keep, **bounds)
        presses = sorted({p.press for c in shown.sources for p in c.presses} | wanted.presses)
        st.multiselect(
            t.PRESSES, presses, key=control("presses", sorted(wanted.presses)), placeholder=t.EVERY_PRESS,
            format_func=lambda press: press or t.NO_PRESS, select_all=False, on_change=_keep,
        )  # fmt: skip
        st.pills(
            t.KINDS, list(KINDS), selection_mode="multi", key=control("kinds", sorted(wanted.kinds)),
            format_func=lambda kind: t.KIND_NAMES[kind], on_change=_keep,
        )  # fmt: skip
        words = list(dict.fromkeys([*sorted(wanted.exclude), *shown.words]))
        st.multiselect(
            t.EXCLUDE, words, key=control("exclude", sorted(wanted.exclude)), placeholder=t.NOTHING_EXCLUDED,
            help=t.EXCLUDE_HELP, select_all=False, on_change=_exclude,
        )  # fmt: skip
        if active(wanted):
            st.button(t.RESET, icon=":material/filter_alt_off:", key="concept.reset", on_click=reset)


def active(wanted: Filters) -> int:
    """How many kinds of filters are in use."""
    return sum(map(bool, (wanted.since or wanted.until, wanted.presses, wanted.kinds, wanted.exclude)))


def say(shown: Shown) -> None:
    """How many articles remain: said always, so that nothing moves when somebody begins to filter."""
    said = [t.remaining(sum(c.articles for c in shown.sources), sum(c.of for c in shown.sources))]
    if left_out := filters().exclude:
        said.append(t.excluded(sorted(left_out)))
    st.caption(escape_markdown(" ".join(said)))


def reset() -> None:
    """Look at everything again."""
    own = session()
    own.concept_filters = EVERYTHING
    own.concept_turn += 1
    set_exclusions(get_settings(), ())


def _value(name: str) -> Any:
    return st.session_state.get(f"concept.{name}.{session().concept_turn}")


def _keep() -> None:
    own = session()
    own.concept_filters = Filters(
        _value("since"), _value("until"), frozenset(_value("presses") or ()), frozenset(_value("kinds") or ())
    )


def _exclude() -> None:
    set_exclusions(get_settings(), _value("exclude"))
