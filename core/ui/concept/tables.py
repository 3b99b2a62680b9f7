"""The tables behind the concept page's charts: rows as they are shown and saved."""

from collections.abc import Mapping, Sequence

from core.charts.style import GroupStyle
from core.keywords.views.blend import Blend
from core.keywords.views.facets import FacetShare
from core.keywords.views.trend import Trend
from core.keywords.views.versus import Versus
from core.services.concept.concept import Concept, sentences
from core.text.numbers import in_percent, rounded
from core.ui.concept.data import Groups, ShownConcept, style
from core.ui.kit.export import Rows, Sheet
from core.ui.words_ko import concept as t

SENTENCES = 40  # words whose sentences are saved


def words(shown: ShownConcept, groups: Groups) -> Sheet:
    """The words of a group or of a mix."""
    return mix_rows(shown.blend, groups) if shown.blend else word_rows(shown.concept)


def word_rows(concept: Concept) -> Sheet:
    """All distinctive words with their figures."""
    return t.COLUMNS_WORDS, [
        [
            k.word, k.facet, t.KIND_NAMES[k.kind], *(rounded(v, 2) for v in (k.z, k.log_ratio, k.low, k.high)),
            k.articles, k.count,
        ]
        for k in concept.keywords
    ]  # fmt: skip


def mix_rows(mixed: Blend, groups: Groups) -> Sheet:
    """All words of a mix, and how much of each comes from which group."""
    header = (*t.COLUMNS_MIX, *(f"{style(group, groups).name}(%)" for group in mixed.weights))
    return header, [
        [w.word, w.facet, rounded(w.score, 2), w.articles, *(in_percent(w.parts.get(g, 0.0)) for g in mixed.weights)]
        for w in mixed.words
    ]


def sentence_rows(shown: ShownConcept) -> Sheet:
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


def press_rows(concept: Concept) -> Rows:
    """Who wrote how much."""
    return [[p.press or t.NO_PRESS, p.articles, " · ".join(p.words)] for p in concept.presses if p.articles]


def versus_rows(compared: Versus, one: GroupStyle, other: GroupStyle) -> Sheet:
    """Every word with its articles in both groups."""
    header = [*t.COLUMNS_VERSUS]
    header += [f"{group.name} {what}" for group in (one, other) for what in ("기사 수", "비율(%)")]
    return header, [
        [w.word, w.facet, round(w.z, 2), w.one, in_percent(w.share_one), w.other, in_percent(w.share_other)]
        for w in compared.words
    ]
