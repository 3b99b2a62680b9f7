"""The concept page's charts with what can be had of them: the picture, and the rows behind it as they are shown and
saved."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from core import __version__
from core.charts.style import GroupStyle
from core.keywords.analyzers.table import ANALYZERS
from core.keywords.corpus.evidence import Evidence
from core.keywords.views.blend import Blend
from core.keywords.views.facets import FacetShare
from core.keywords.views.rising import Rising
from core.keywords.views.threshold import CHANCE, firm, maybe_chance
from core.keywords.views.trend import Trend
from core.keywords.views.versus import Versus
from core.keywords.views.worn import Worn
from core.news.reading import korean_today
from core.services.concept.concept import Concept, beyond, sentences
from core.text.near_duplicates import Folded
from core.text.numbers import in_percent, rounded
from core.types import Keyword
from core.ui.chart_picture import Saved
from core.ui.concept.data import Groups, ShownConcept, names, style
from core.ui.kit.components import chart, table
from core.ui.kit.export import Rows, Sheet
from core.ui.kit.markup import dots
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story

SENTENCES = 40  # words whose sentences are saved


def drawing(
    shown: ShownConcept,
    figure: Any,
    title: str,
    what: str,
    sheet: Sheet,
    *,
    key: str,
    alt: str,
    on_select: Callable[[], None] | None = None,
    legend: Sequence[tuple[str, str]] = (),
    name: str = "",
) -> None:
    """A chart, what saves it as a picture, and the table behind it. title: as it stands above; what: is in the files,
    which are named after the concept unless another name is given; legend: (name, "#rrggbb") of what colours mean."""
    file = t.file_name(name or shown.name, shown.period, what)
    with st.container(gap="small"):
        if legend:
            st.html(dots(legend))
        chart(figure, alt=alt, key=key, on_select=on_select, saved=Saved(file, title, shown.caption, legend))
    table(file, *sheet, key=f"{key}.csv")


def words(shown: ShownConcept, groups: Groups) -> Sheet:
    """The words of a group or of a mix."""
    return mix_rows(shown.blend, groups) if shown.blend else word_rows(shown.concept)


def word_rows(concept: Concept) -> Sheet:
    """All distinctive words with their figures, and whether they are beyond chance."""
    return t.COLUMNS_WORDS, [
        [
            k.word, k.facet, t.KIND_NAMES[k.kind], rounded(k.z, 2), _ground(k),
            *(rounded(v, 2) for v in (k.log_ratio, k.low, k.high)), k.articles, k.count,
        ]
        for k in concept.keywords
    ]  # fmt: skip


def _ground(word: Keyword) -> str:
    return t.SURE if firm(word) else t.CHANCE if maybe_chance(word) else t.NOT_COMPARED


def mix_rows(mixed: Blend, groups: Groups) -> Sheet:
    """All words of a mix, and how much of each comes from which group."""
    header = (*t.COLUMNS_MIX, *(f"{style(group, groups).name}(%)" for group in mixed.weights))
    return header, [
        [
            w.word, w.facet, rounded(w.score, 2), t.SURE if w.firm else t.CHANCE, w.articles,
            *(in_percent(w.parts.get(g, 0.0)) for g in mixed.weights),
        ]
        for w in mixed.words
    ]  # fmt: skip


def sentence_rows(shown: ShownConcept, groups: Groups) -> Sheet:
    """The strongest words' sentences, each with the group whose article it is of; of an article whose body is cut off
    before the word its title, and that it is so."""
    rows = []
    for word in shown.words[:SENTENCES]:
        for concept in shown.sources:
            name = style(concept.group, groups).name
            rows += [[word, name, e.sentence, *_source(e), ""] for e in sentences(concept, word)]
            rows += [[word, name, one.article.title, *_source(one), t.CUT_BODY] for one in beyond(concept, word)]
    return t.COLUMNS_SENTENCES, rows


def _source(one: Evidence | Folded) -> list[str | int]:
    article = one.article
    day = article.date.isoformat() if article.date else ""
    invented = t.FICTIONAL_ARTICLE if article.fictional else ""
    return [article.press, day, "" if invented else article.link, len(one.copies), invented]


def provenance_rows(shown: ShownConcept, groups: Groups, reference: str) -> Sheet:
    """What the workbook rests on, a line each. reference: name of the reference set in use."""
    concept, filters = shown.concept, shown.concept.filters
    day = {bound: day.isoformat() for bound, day in (("부터", filters.since), ("까지", filters.until)) if day}
    lines = {
        t.GROUP: shown.name,
        t.MADE_OF: ", ".join(story.mixed_groups(shown.blend, names(groups))) if shown.blend else "",
        t.WORLD_OF: t.FICTIONAL_NEWS if shown.fictional else t.WORLDS["real"],
        t.REFERENCE_SET: reference,
        t.ARTICLES_USED: sum(c.articles for c in shown.sources),
        t.ARTICLES_ALL: sum(c.of for c in shown.sources),
        t.DUPLICATES: sum(c.duplicates for c in shown.sources),
        t.EXCLUDED_ROWS: sum(c.excluded for c in shown.sources),
        t.AHEAD: sum(c.ahead for c in shown.sources) or "",
        t.PERIOD: shown.period,
        t.COMPARED_WITH: ", ".join(style(group, groups).name for group in concept.others),
        t.ANALYZED_BY: ANALYZERS[concept.analyzer].title if concept.analyzer in ANALYZERS else concept.analyzer,
        t.FILTER_DAYS: " ".join(f"{when}{bound}" for bound, when in day.items()) or t.NO_FILTER,
        t.FILTER_PRESSES: ", ".join(sorted(p or t.NO_PRESS for p in filters.presses)) or t.NO_FILTER,
        t.FILTER_KINDS: ", ".join(t.KIND_NAMES[k] for k in t.KIND_NAMES if k in filters.kinds) or t.NO_FILTER,
        t.TERMS_TITLE: "; ".join(shown.terms(groups)) or t.NO_FILTER,
        t.EXCLUDE: ", ".join(sorted(filters.exclude)) or t.NO_FILTER,
        t.LINE: t.LINE_MEANING,
        t.MADE_ON: korean_today().isoformat(),
        t.MADE_WITH: f"{t.STUDIO} {__version__}",
    }
    return t.COLUMNS_PROVENANCE, [[name, value] for name, value in lines.items() if value != ""]


def facet_rows(profiles: Mapping[str, Sequence[FacetShare]]) -> Rows:
    """Name -> its facets, a row each."""
    return [
        [name, s.facet, rounded(s.index, 0), in_percent(s.share), in_percent(s.average), s.articles]
        for name, shares in profiles.items()
        for s in shares
    ]


def trend_rows(found: Trend) -> Sheet:
    """A row a period; of each word the share of that period's articles in percent."""
    header = (*t.COLUMNS_TREND, *(f"{word}(%)" for word in found.shares))
    return header, [
        [period, count, *(in_percent(shares[i]) for shares in found.shares.values())]
        for i, (period, count) in enumerate(zip(found.periods, found.articles, strict=True))
    ]


def rising_rows(found: Rising) -> Sheet:
    """A row a word, with the articles of both sides; or why there is none."""
    return t.COLUMNS_RISING, _why(found.reason, t.COLUMNS_RISING) or [
        [
            w.word, w.after, in_percent(w.after / found.after), w.before, in_percent(w.before / found.before),
            rounded(w.p, 4), t.RISES if w.firm else CHANCE,
        ]
        for w in found.words
    ]  # fmt: skip


def worn_rows(found: Worn, named: Mapping[str, str]) -> Sheet:
    """A row a word, with the groups that use it; or why there is none. named: id -> name."""
    return t.COLUMNS_WORN, _why(found.reason, t.COLUMNS_WORN) or [
        [
            w.word, len(w.groups), len(found.groups), w.articles, in_percent(w.share),
            ", ".join(named.get(group, group) for group in w.groups),
        ]
        for w in found.words
    ]  # fmt: skip


def _why(reason: str, columns: Sequence[str]) -> Rows:
    return [[reason, *[""] * (len(columns) - 1)]] if reason else []


def press_rows(concept: Concept) -> Rows:
    """Who wrote how much."""
    return [[p.press or t.NO_PRESS, p.articles, " · ".join(p.words)] for p in concept.presses if p.articles]


def versus_rows(compared: Versus, one: GroupStyle, other: GroupStyle) -> Sheet:
    """Every word with its articles in both groups."""
    sides = {1: one.name, -1: other.name, 0: t.BOTH}
    header = [*t.COLUMNS_VERSUS]
    header += [f"{group.name} {what}" for group in (one, other) for what in ("기사 수", "비율(%)")]
    return header, [
        [
            w.word,
            w.facet,
            round(w.z, 2),
            sides[w.side],
            w.one,
            in_percent(w.share_one),
            w.other,
            in_percent(w.share_other),
        ]
        for w in compared.words
    ]
