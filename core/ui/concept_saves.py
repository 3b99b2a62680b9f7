"""What leaves the concept page: the tables behind the charts, and everything in one workbook. Made when asked for."""

import math
from collections.abc import Mapping, Sequence

import streamlit as st

from core.charts.style import GroupStyle
from core.keywords.blend import Blend
from core.keywords.facets import FacetShare
from core.keywords.trend import Trend
from core.keywords.versus import Versus
from core.services.concept import Concept, facet_profiles, sentences, trend
from core.ui import concept_story as story
from core.ui import text_concept_ko as t
from core.ui.components import section
from core.ui.concept_data import Groups, Shown, style
from core.ui.export import Rows, Sheet, to_csv, to_xlsx

SENTENCES = 40  # words whose sentences are saved
TREND = 12  # words whose trend is saved

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def downloads(shown: Shown, groups: Groups) -> None:
    """All of what is filtered now, as tables, pictures and text."""
    from core.ui.concept_words import picture

    with st.container(border=True):
        section(t.SAVE, t.SAVE_AID)
        with st.container(horizontal=True):
            for label, what, ending, mime, make in (
                (t.XLSX, "", "xlsx", _XLSX, lambda: to_xlsx(workbook(shown, groups))),
                (t.CSV_WORDS, t.WORDS, "csv", "text/csv", lambda: to_csv(*words(shown, groups))),
                (t.CSV_SENTENCES, t.SENTENCE, "csv", "text/csv", lambda: to_csv(*sentence_rows(shown))),
                (t.PNG, t.CLOUD, "png", "image/png", lambda: picture(shown, groups).png()),
                (t.SVG, t.CLOUD, "svg", "image/svg+xml", lambda: picture(shown, groups).svg().encode()),
                (t.TEXT, t.TEXT, "txt", "text/plain", lambda: text(shown).encode()),
            ):
                st.download_button(
                    label, make, f"{t.file_name(shown.name, shown.period, what)}.{ending}", mime, on_click="ignore",
                    icon=":material/download:", key=f"concept.save.{label}",
                    disabled=what == t.CLOUD and not shown.words,
                )  # fmt: skip


def text(shown: Shown) -> str:
    """The summary for a planning document."""
    return story.plain(t.title(shown.name), shown.summary, shown.basis)


def workbook(shown: Shown, groups: Groups) -> dict[str, Sheet]:
    """Every table of the page by the name of its sheet."""
    everyone = {style(g, groups).name: shares for g, shares in facet_profiles(shown.concept).items()}
    if shown.blend:
        everyone = {shown.name: shown.blend.profile, **everyone}
    return {
        t.WORDS: words(shown, groups),
        t.SENTENCE: sentence_rows(shown),
        t.FACETS: (t.COLUMNS_FACETS, facet_rows(everyone)),
        t.TREND: _trends(shown, groups),
        t.PRESSES: (
            (t.GROUP, *t.COLUMNS_PRESSES),
            [[style(c.group, groups).name, *row] for c in shown.sources for row in press_rows(c)],
        ),
    }


def words(shown: Shown, groups: Groups) -> Sheet:
    """The words of a group or of a mix."""
    return mix_rows(shown.blend, groups) if shown.blend else word_rows(shown.concept)


def word_rows(concept: Concept) -> Sheet:
    """All distinctive words with their figures."""
    return t.COLUMNS_WORDS, [
        [k.word, k.facet, t.KIND_NAMES[k.kind], *map(_figure, (k.z, k.log_ratio, k.low, k.high)), k.articles, k.count]
        for k in concept.keywords
    ]


def mix_rows(mixed: Blend, groups: Groups) -> Sheet:
    """All words of a mix, and how much of each comes from which group."""
    header = (*t.COLUMNS_MIX, *(f"{style(group, groups).name}(%)" for group in mixed.weights))
    return header, [
        [w.word, w.facet, _figure(w.score), w.articles, *(round(100 * w.parts.get(g, 0.0), 1) for g in mixed.weights)]
        for w in mixed.words
    ]


def sentence_rows(shown: Shown) -> Sheet:
    """The strongest words' sentences."""
    return t.COLUMNS_SENTENCES, [
        [
            word, e.sentence, e.article.press, e.article.date.isoformat() if e.article.date else "", e.article.link,
            len(e.copies),
        ]
        for word in shown.words[:SENTENCES]
        for concept in shown.sources
        for e in sentences(concept, word)
    ]  # fmt: skip


def facet_rows(profiles: Mapping[str, Sequence[FacetShare]]) -> Rows:
    """Name -> its facets, a row each."""
    return [
        [name, s.facet, _figure(s.index, 0), round(s.share * 100, 1), round(s.average * 100, 1), s.articles]
        for name, shares in profiles.items()
        for s in shares
    ]


def trend_rows(found: Trend) -> Sheet:
    """A row a period; of each word the share of that period's articles in percent."""
    header = (*t.COLUMNS_TREND, *(f"{word}(%)" for word in found.shares))
    return header, [
        [period, count, *(None if (v := shares[i]) is None else round(v * 100, 1) for shares in found.shares.values())]
        for i, (period, count) in enumerate(zip(found.periods, found.articles, strict=True))
    ]


def press_rows(concept: Concept) -> Rows:
    """Who wrote how much."""
    return [[p.press or t.NO_PRESS, p.articles, " · ".join(p.words)] for p in concept.presses if p.articles]


def versus_rows(compared: Versus, one: GroupStyle, other: GroupStyle) -> Sheet:
    """Every word with its articles in both groups."""
    header = [*t.COLUMNS_VERSUS]
    header += [f"{group.name} {what}" for group in (one, other) for what in ("기사 수", "비율(%)")]
    return header, [
        [w.word, w.facet, round(w.z, 2), w.one, round(w.share_one * 100, 1), w.other, round(w.share_other * 100, 1)]
        for w in compared.words
    ]


def _trends(shown: Shown, groups: Groups) -> Sheet:
    chosen = shown.words[:TREND]
    tables = [(style(c.group, groups).name, trend_rows(trend(c, chosen))) for c in shown.sources]
    return (t.GROUP, *tables[0][1][0]), [[name, *row] for name, (_, rows) in tables for row in rows]


def _figure(value: float, digits: int = 2) -> float | None:
    return round(value, digits) if math.isfinite(value) else None
