"""The concept of a mix of groups: each group's distinctive words, weighted by how much of it is in the mix."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, nan, sqrt

from core.keywords.lexicon.lexicon import OTHER
from core.keywords.views.facets import FacetShare
from core.keywords.views.summary import (
    MAX_SENTENCES,
    WORDS_A_SENTENCE,
    Sentence,
    Summary,
    Support,
    compose,
    leading,
    listed,
    strong,
)
from core.keywords.views.threshold import firm
from core.text.numbers import percent
from core.types import Keyword

GROUPS = 3  # of a mix that are named, the heaviest first: in its sentences and wherever else it is spoken of
_FORMS = ("{facet} 쪽에는 {words+이/가} 함께 놓입니다.", "{facet} 쪽에서는 {words+이/가} 앞에 섭니다.")


@dataclass(frozen=True, slots=True)
class BlendWord:
    """score: sum of weight * z over the groups whose word it is (z above 0). parts: group -> its share of the score,
    the largest first, sum 1. articles: of all those groups that hold the word. firm: is it set apart beyond chance in
    one of them at least?"""

    word: str
    score: float
    facet: str
    parts: Mapping[str, float]
    articles: int
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Blend:
    """weights: group -> weight, the largest first, only groups with news, sum 1. missing: groups with a weight and no
    news, the heaviest first. covered: the weight of the groups with news before that, 0..1.

    words: those that are firm before the rest, the highest score first. profile: the groups' facet shares, weighted."""

    weights: Mapping[str, float]
    missing: tuple[str, ...]
    covered: float
    words: tuple[BlendWord, ...]
    profile: tuple[FacetShare, ...]
    summary: Summary


def blend_words(
    weights: Mapping[str, float], keywords: Mapping[str, Sequence[Keyword]], facet: Callable[[str], str]
) -> tuple[BlendWord, ...]:
    """The words of the mix. weights: group -> weight above 0; keywords: of each of these groups."""
    parts: dict[str, dict[str, float]] = {}
    articles: Counter[str] = Counter()
    sure: set[str] = set()
    for group in sorted(weights):  # float sums do not depend on the order of the groups
        for keyword in keywords[group]:
            if keyword.z > 0:
                parts.setdefault(keyword.word, {})[group] = weights[group] * keyword.z
                articles[keyword.word] += keyword.articles
                if firm(keyword):
                    sure.add(keyword.word)
    blended = []
    for word, by_group in parts.items():
        score = sum(by_group.values())
        ranked = sorted(by_group, key=lambda group: (-by_group[group], group))
        shares = {group: by_group[group] / score for group in ranked}
        blended.append(BlendWord(word, score, facet(word), shares, articles[word], word in sure))
    return tuple(sorted(blended, key=lambda b: (not b.firm, -b.score, b.word)))


def blend_profile(weights: Mapping[str, float], profiles: Mapping[str, Sequence[FacetShare]]) -> tuple[FacetShare, ...]:
    """The groups' facet shares and averages, weighted; a facet that one of them lacks counts 0 there.

    z: the groups' together (Stouffer's method, weighted), of those where it could be computed."""
    found: dict[str, list[tuple[float, FacetShare]]] = {}
    for group in sorted(weights):
        for entry in profiles[group]:
            found.setdefault(entry.facet, []).append((weights[group], entry))
    blended = []
    for facet, entries in found.items():
        share = sum(weight * entry.share for weight, entry in entries)
        average = sum(weight * entry.average for weight, entry in entries)
        index = 100 * share / average if average else nan
        sure = [(weight, entry.z) for weight, entry in entries if isfinite(entry.z)]
        z = sum(w * z for w, z in sure) / sqrt(sum(w * w for w, _ in sure)) if sure else nan
        blended.append(FacetShare(facet, share, average, index, sum(entry.articles for _, entry in entries), z))
    return tuple(blended)


def summarise_blend(
    weights: Mapping[str, float],
    titles: Mapping[str, str],
    keywords: Mapping[str, Sequence[Keyword]],
    words: Sequence[BlendWord],
    articles_with: Callable[[str, Sequence[str]], int],
    note: str,
    say: Callable[[str], str] = str,
) -> Summary:
    """A summary of a mix. weights: group -> weight, the largest first, sum 1; titles, keywords: of each group.

    words: of the mix, in its order, which every sentence keeps. articles_with: group, words -> articles with any.
    say: word -> the noun for it."""
    said = {group: {k.word: k.articles for k in strong(found)} for group, found in keywords.items()}
    # A word is said of the group that brings most of it, where it is firm there; else of the heaviest one where it is.
    owners = {word.word: next(group for group in word.parts if word.word in said[group]) for word in words if word.firm}
    facets = {word.word: word.facet for word in words}
    if not owners:
        return Summary("섞은 컨셉에서 뚜렷한 말이 아직 없습니다", (), note)
    by_group = {group: [w for w in facets if w in said[group]] for group in weights if said[group]}
    sentences = [_of_groups(list(by_group)[:GROUPS], weights, titles, by_group, facets, said, articles_with, say)]
    by_facet: dict[str, list[Support]] = {}
    for word, group in owners.items():
        if facets[word] != OTHER:
            by_facet.setdefault(facets[word], []).append(Support(word, said[group][word], group, say(word)))
    for index, (name, found) in enumerate(list(by_facet.items())[: MAX_SENTENCES - 2]):
        chosen = found[:WORDS_A_SENTENCE]
        of_group = {e.group: [other.word for other in chosen if other.group == e.group] for e in chosen}
        count = sum(articles_with(group, own) for group, own in of_group.items())
        form = _FORMS[index % 2 if len(chosen) > 1 else 1]
        sentences.append(compose(form, name, chosen, count))
    return Summary(f"{leading([say(word) for word in list(owners)[:2]])} 앞에 서는 컨셉입니다", tuple(sentences), note)


def _of_groups(
    named: Sequence[str],
    weights: Mapping[str, float],
    titles: Mapping[str, str],
    by_group: Mapping[str, Sequence[str]],
    facets: Mapping[str, str],
    said: Mapping[str, Mapping[str, int]],
    articles_with: Callable[[str, Sequence[str]], int],
    say: Callable[[str], str],
) -> Sentence:
    """What comes from which group."""
    text, articles = "", 0
    spans: list[tuple[int, int]] = []
    evidence: list[Support] = []
    for group in named:
        own = [word for word in by_group[group] if facets[word] != OTHER] or list(by_group[group])
        words = own[: WORDS_A_SENTENCE - 1]
        start = f"{text}{titles[group]}({percent(weights[group], ' ')})에서는 "
        text, places = listed(start, [say(word) for word in words], "이/가")
        text += ", " if group != named[-1] else " 옵니다."
        spans += places
        evidence += [Support(word, said[group][word], group, say(word)) for word in words]
        articles += articles_with(group, words)
    return Sentence(text, "", tuple(evidence), tuple(spans), articles)
