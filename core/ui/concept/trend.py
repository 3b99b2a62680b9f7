"""The third view: when the words were written and which of them rise or are worn, how many articles there were, and who
wrote them."""

import streamlit as st

from core.charts.concept_colours import chance_colour, facet_colour
from core.charts.concept_rising import ROWS, rising_bars, worn_bars
from core.charts.concept_trend import press_bars, trend_lines
from core.keywords.views.threshold import CHANCE
from core.services.concept.concept import rising, trend, worn
from core.ui.concept.data import Groups, ShownConcept, names
from core.ui.concept.evidence import choose, chosen, tapped
from core.ui.concept.state import ConceptPage
from core.ui.concept.tables import drawing, press_rows, rising_rows, trend_rows, worn_rows
from core.ui.concept.words import in_order, word_kind
from core.ui.kit.components import panel, section, switch
from core.ui.kit.markup import colour, escape_markdown
from core.ui.kit.state import is_dark, session
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story

MOST, FIRST = 6, 4  # lines at most, and to begin with
PRESSES = 10
_LINES, _CHART, _STEP = "concept.lines", "concept.trend", "concept.step"
_RISING, _WORN = "concept.rising", "concept.worn"


def lines(shown: ShownConcept) -> None:
    """One line a picked word, the articles of each period beneath."""
    concept = shown.concept
    with st.container(border=True, gap="small"):
        words = picked(shown)
        found = trend(concept, words, st.session_state.get(_STEP, "month"))
        title = story.trend_title(found, chosen(shown)) if found.periods else t.NO_DATES
        section(title, t.TREND_AID)
        st.session_state[_LINES] = words
        offered = list(dict.fromkeys([*words, *shown.words[:24]]))
        st.pills(
            t.LINES, offered, selection_mode="multi", format_func=escape_markdown, key=_LINES, on_change=_changed,
            args=(words,),
        )  # fmt: skip
        switch(t.STEP, t.STEPS, t.STEPS, _STEP, first="month")
        if not found.periods:
            return
        known = {k.word: k for k in concept.keywords}
        tones = {word: word_kind(known.get(word), dark=is_dark())[1] for word in words}
        figure = trend_lines(found, tones, colour(shown.colour), dark=is_dark())
        sheet = trend_rows(found)
        drawing(shown, figure, title, t.TREND, sheet, key=_CHART, alt=title, on_select=lambda: tapped(_CHART))


def rises(shown: ShownConcept) -> None:
    """Which words the last month holds more than the time before it."""
    found = rising(shown.concept)
    if not found.words:
        with panel(t.RISING_TITLE if found.reason else story.rising_title(found), found.reason):
            st.caption(story.rising_basis(found))
        return
    title = story.rising_title(found)
    with panel(title, t.RISING_AID):
        st.caption(story.rising_basis(found))
        known = {k.word: k for k in shown.concept.keywords}
        kinds = {w.word: word_kind(known[w.word], dark=is_dark()) for w in found.words}
        kinds |= {w.word: (CHANCE, chance_colour(is_dark())) for w in found.words if not w.firm}
        drawn = [w.word for w in found.words[:ROWS]]
        figure = rising_bars(found, {word: tone for word, (_, tone) in kinds.items()}, dark=is_dark())
        alt = ", ".join(f"{w.word} {w.before}/{found.before} → {w.after}/{found.after}" for w in found.words[:ROWS])
        drawing(
            shown, figure, title, t.RISING, rising_rows(found), key=_RISING, alt=alt,
            on_select=lambda: tapped(_RISING), legend=in_order([kinds[word] for word in drawn]),
        )  # fmt: skip


def wears(shown: ShownConcept, groups: Groups) -> None:
    """Which of its words other groups use as well."""
    found = worn(shown.concept)
    if not found.words:
        with panel(t.WORN_TITLE, found.reason or t.NO_WORDS):
            st.caption(story.worn_basis(found))
        return
    title = story.worn_title(found)
    with panel(title, t.WORN_AID):
        st.caption(story.worn_basis(found))
        known = {k.word: k for k in shown.concept.keywords}
        kinds = {w.word: (known[w.word].facet, facet_colour(known[w.word].facet, dark=is_dark())) for w in found.words}
        drawn = [w.word for w in found.words[:ROWS]]
        figure = worn_bars(found, {word: tone for word, (_, tone) in kinds.items()}, dark=is_dark())
        alt = ", ".join(f"{w.word} {len(w.groups)}/{len(found.groups)}" for w in found.words[:ROWS])
        sheet = worn_rows(found, names(groups))
        drawing(
            shown, figure, title, t.WORN, sheet, key=_WORN, alt=alt, on_select=lambda: tapped(_WORN),
            legend=in_order([kinds[word] for word in drawn]),
        )  # fmt: skip


def presses(shown: ShownConcept) -> None:
    """Who wrote how much, and with which words."""
    counted = sorted((p for p in shown.concept.presses if p.articles), key=lambda p: not p.press)
    if not counted:
        return
    title = story.press_title(counted)
    with panel(title, t.PRESS_AID):
        bars = [(p.press or t.NO_PRESS, p.articles, p.words) for p in counted[:PRESSES]]
        alt = ", ".join(f"{press} {count}건" for press, count, _ in bars)
        figure = press_bars(bars, colour(shown.colour), dark=is_dark())
        sheet = (t.COLUMNS_PRESSES, press_rows(shown.concept))
        drawing(shown, figure, title, t.PRESSES, sheet, key="concept.presses", alt=alt)


def picked(shown: ShownConcept) -> list[str]:
    """The words whose trend is drawn: those picked before, or the strongest ones, and the one that is read."""
    before = [word for word in session(ConceptPage).lines if shown.holds(word)]
    before = before or list((shown.firm or shown.words)[:FIRST])
    word = chosen(shown)
    return before[:MOST] if word in before[:MOST] or not word else [*before[: MOST - 1], word]


def _changed(before: list[str]) -> None:
    now = list(st.session_state[_LINES])
    added = [word for word in now if word not in before]
    own = session(ConceptPage)
    if added:
        choose(added[0])
    elif own.word not in now:  # it was taken away
        choose(next(iter(now), ""))
    own.lines = tuple(now)
