"""What the concept page is asked for: world, group, view, filters, and the words that the team leaves out."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from core.errors import StudioError
from core.keywords.analyzers.table import ANALYZERS, BEST, DEFAULT
from core.keywords.analyzers.tokens import KINDS as ALL_KINDS
from core.keywords.corpus.filters import Filters
from core.services.concept.exclusions import change_exclusions
from core.settings import get_settings
from core.ui.compared.record import changes_button
from core.ui.concept.data import Groups, ShownConcept, filters, has_news, resolve, with_news, worlds
from core.ui.concept.state import (
    ANALYZER,
    GROUP,
    KINDS,
    PRESSES,
    SINCE,
    UNTIL,
    VIEW,
    WORLD,
    ConceptPage,
    LeftOut,
    View,
    World,
)
from core.ui.kit import permit
from core.ui.kit.address import choose_view, follow
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session, show_next
from core.ui.lineup.state import MIX
from core.ui.news import terms
from core.ui.remembered import remember, remembered
from core.ui.words_ko import concept as t

TERMS = "concept.terms"  # where a change of the words that choose articles is said
_EXCLUDE = "concept.exclude"


def ask(groups: Groups) -> str:
    """Which group, or the line-up's mix. Groups that exist and those of the demo never stand in one list."""
    apart = worlds(groups)
    everything = [choice for ids in apart.values() for choice in ids]
    group = follow("group", GROUP, everything, lambda wanted: resolve(wanted, groups))
    own, world = session(ConceptPage), next(world for world, ids in apart.items() if group in ids)
    if own.of != group:  # another group has other papers and other words
        own.of, own.word, own.lines, st.session_state[PRESSES] = group, "", (), []
    own.seen[world] = group
    if len(apart) > 1:
        st.session_state[WORLD] = world
        st.segmented_control(
            t.WORLD, sorted(apart, key=list(t.WORLDS).index), key=WORLD, required=True, on_change=_other_world,
            args=(apart, groups), format_func=lambda w: t.world(w, sum(id != MIX for id in apart[w])),
        )  # fmt: skip
    st.selectbox(
        t.GROUP, apart[world], key=GROUP, width=250, persist_state="session",
        format_func=lambda g: t.MIX_CHOICE if g == MIX else t.group_choice(groups[g].name, news=has_news(groups[g])),
    )  # fmt: skip
    return group


def _other_world(apart: Mapping[World, Sequence[str]], groups: Groups) -> None:
    wanted: World = st.session_state[WORLD]
    seen = session(ConceptPage).seen.get(wanted)
    show_next(GROUP, seen if seen in apart[wanted] else with_news([i for i in apart[wanted] if i != MIX], groups))


def analyzer() -> str:
    """Which analyzer reads the articles: the address says it, else the person's own setting, drawn at the side."""
    own = session(ConceptPage)
    if ANALYZER not in st.session_state and "analyzer" not in st.query_params:
        show_next(ANALYZER, remembered("analyzer", ANALYZERS) or DEFAULT)
    used = follow("analyzer", ANALYZER, list(ANALYZERS))
    with st.sidebar:
        st.caption(t.analyzed_with(ANALYZERS[used].title))
        if used == DEFAULT:
            st.button(
                t.better(ANALYZERS[BEST].title, ANALYZERS[BEST].measured, ANALYZERS[used].measured),
                icon=":material/bolt:", type="tertiary", key="concept.analyzer.best", on_click=_use_best,
            )  # fmt: skip
        with st.popover(t.MY_SETTINGS, icon=":material/settings:", type="tertiary", key="concept.settings"):
            st.segmented_control(
                t.ANALYZER, list(ANALYZERS), key=ANALYZER, required=True, persist_state="session", on_change=_keep,
                format_func=lambda name: t.analyzer_name(ANALYZERS[name].title, usual=name == DEFAULT),
            )  # fmt: skip
            st.markdown(t.measured({info.title: info.measured for info in ANALYZERS.values()}))
            st.caption(t.ANALYZER_AID)
    if own.analyzer:
        remember("analyzer", own.analyzer)
    return used


def _use_best() -> None:
    show_next(ANALYZER, BEST)
    session(ConceptPage).analyzer = BEST


def _keep() -> None:
    session(ConceptPage).analyzer = st.session_state[ANALYZER]


def view(*, mixed: bool) -> View:
    """Which view is shown: of the line-up's mix only what can be said of several groups at once."""
    offered, key = ([View.WORDS, View.FACETS], "concept.view.mix") if mixed else (list(View), VIEW)
    return choose_view(t.VIEW, offered, t.VIEWS, "view", key)


def narrow(shown: ShownConcept, groups: Groups) -> None:
    """Everything that decides what is looked at, behind one button that says how much of it is in use: what a visitor
    filters by alone, and apart from it what holds for the whole team."""
    wanted = filters()
    with st.popover(t.filter_label(active(wanted)), icon=":material/tune:", key="concept.filters"):
        with st.container(border=True, gap="small"):
            st.markdown(f"**{t.FOR_ME}**")
            _for_me(shown, wanted)
            if active(wanted):
                st.button(t.RESET, icon=":material/filter_alt_off:", key="concept.reset", on_click=reset)
        with st.container(border=True, gap="small"):
            st.markdown(f":material/group: **{t.FOR_TEAM}**")
            st.session_state[_EXCLUDE] = left_out = sorted(wanted.exclude)
            session(ConceptPage).left_out = frozenset(left_out)
            words = list(dict.fromkeys([*left_out, *shown.words]))
            st.multiselect(
                t.EXCLUDE,
                words,
                key=_EXCLUDE,
                placeholder=t.NOTHING_EXCLUDED,
                select_all=False,
                on_change=_exclude,
                disabled=not permit.may("lexicon.change"),
            )
            permit.closed("lexicon.change")
            st.caption(t.EXCLUDE_AID)
            if shown.blend is None:
                st.markdown(f"**{t.TERMS_TITLE}**")
                terms.fields(groups[shown.concept.group], TERMS)


def _for_me(shown: ShownConcept, wanted: Filters) -> None:
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
    with st.expander(t.HOW_COUNTED, expanded=bool(wanted.kinds)):
        st.pills(
            t.KINDS, list(ALL_KINDS), selection_mode="multi", key=KINDS, persist_state="session",
            format_func=lambda kind: t.KIND_NAMES[kind],
        )  # fmt: skip


def active(wanted: Filters) -> int:
    """How many kinds of filters the visitor uses."""
    return sum(map(bool, (wanted.since or wanted.until, wanted.presses, wanted.kinds)))


def say(shown: ShownConcept, groups: Groups) -> None:
    """How many articles remain: said always, so that nothing moves when somebody begins to filter."""
    left, whole = (sum(numbers) for numbers in zip(*((c.articles, c.of) for c in shown.sources), strict=True))
    said = [t.remaining(left, whole, len(shown.sources), shown.terms(groups))]
    if ahead := sum(c.ahead for c in shown.sources):
        said.append(t.dated_ahead(ahead))
    if left_out := filters().exclude:
        said.append(t.excluded(sorted(left_out)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(escape_markdown(" ".join(said)), width="content")
        if left_out or shown.terms(groups):
            changes_button("exclusions", "terms")


def reset() -> None:
    """Look at everything again; the words left out are the team's and stay. Called before the next run of the page."""
    st.session_state.update({SINCE: None, UNTIL: None, PRESSES: [], KINDS: []})


def leave_out(add: Collection[str], remove: Collection[str], place: Literal["filters", "panel"]) -> None:
    """Change the words that the team leaves out, and have it said, with a way back, at the control it was made with.
    Called before the next run of the page, too: a failure is said over it."""
    own = session(ConceptPage)
    if not _made(add, remove):
        return
    own.change, own.told = LeftOut(frozenset(add), frozenset(remove), place), False


def last_change(place: Literal["filters", "panel"]) -> None:
    """What the last change of the team's words did, and for whom; it can be undone until another is made."""
    own = session(ConceptPage)
    change = own.change
    if change is None or change.place != place:
        return
    said = t.left_out(sorted(change.added), sorted(change.removed))
    if not own.told:  # whoever pressed far below does not see a line above
        st.toast(escape_markdown(said), icon=":material/group:")
        own.told = True
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.info(escape_markdown(said), icon=":material/group:", width="stretch")
        st.button(t.UNDO, icon=":material/undo:", key=f"concept.left_out.undo.{place}", on_click=_undo)
        st.button(t.PUT_AWAY, key=f"concept.left_out.close.{place}", type="tertiary", on_click=_put_away)


def _undo() -> None:
    own = session(ConceptPage)
    if own.change and _made(own.change.removed, own.change.added):
        if own.change.place == "panel":
            own.word = next(iter(own.change.added), "")  # that was being read
        own.change = None


def _made(add: Collection[str], remove: Collection[str]) -> bool:
    try:
        change_exclusions(get_settings(), add=add, remove=remove)
    except StudioError as error:
        st.toast(escape_markdown(str(error)), icon=":material/error:")
        return False
    return True


def _put_away() -> None:
    session(ConceptPage).change = None


def _exclude() -> None:
    """Make the difference between what the control showed and what it says now; others may have left out more."""
    own, chosen = session(ConceptPage), frozenset(st.session_state[_EXCLUDE])
    leave_out(chosen - own.left_out, own.left_out - chosen, "filters")
    own.left_out = chosen
