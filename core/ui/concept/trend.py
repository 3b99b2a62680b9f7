"""The third view: when the words were written, how many articles there were, and who wrote them."""

import streamlit as st

from core.charts.concept_trend import press_bars, trend_lines
from core.services.concept.concept import trend
from core.ui.concept.data import ShownConcept
from core.ui.concept.evidence import choose, chosen, tapped
from core.ui.concept.state import ConceptPage
from core.ui.concept.tables import drawing, press_rows, trend_rows
from core.ui.concept.words import word_kind
from core.ui.kit.components import panel, section, switch
from core.ui.kit.markup import colour
from core.ui.kit.state import is_dark, session
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story

MOST, FIRST = 6, 4  # lines at most, and to begin with
PRESSES = 10
_LINES, _CHART, _STEP = "concept.lines", "concept.trend", "concept.step"


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
        st.pills(t.LINES, offered, selection_mode="multi", key=_LINES, on_change=_changed, args=(words,))
        switch(t.STEP, t.STEPS, t.STEPS, _STEP, first="month")
        if not found.periods:
            return
        known = {k.word: k for k in concept.keywords}
        tones = {word: word_kind(known.get(word), dark=is_dark())[1] for word in words}
        figure = trend_lines(found, tones, colour(shown.colour), dark=is_dark())
        sheet = trend_rows(found)
        drawing(shown, figure, title, t.TREND, sheet, key=_CHART, alt=title, on_select=lambda: tapped(_CHART))


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
