"""The concept of a mix of groups: each group's distinctive words, weighted by how much of it is in the mix."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import nan

from core.keywords.lexicon.lexicon import OTHER
from core.keywords.views.facets import FacetShare
from core.keywords.views.summary import (
    MAX_SENTENCES,
    WORDS_A_SENTENCE,
    Sentence,
    Summary,
    Support,
    compose,
    listed,
    shown,
    strong,
)
from core.text.korean import attach
from core.text.numbers import percent
from core.types import Keyword

_GROUPS = 3  # that the first sentence names
_FORMS = ("{facet} 쪽에는 {words+이/가} 함께 놓입니다.", "{facet} 쪽에서는 {words+이/가} 앞에 섭니다.")


@dataclass(frozen=True, slots=True)
class BlendWord:
    """score: sum of weight * z over the groups whose word it is (z above 0). parts: group -> its share of the score,
    the largest first, sum 1. articles: of all those groups that hold the word."""

    word: str
    score: float
    facet: str
    parts: Mapping[str, float]
    articles: int


@dataclass(frozen=True, slots=True)
class Blend:
    """weights: group -> weight, the largest first, only groups with news, sum 1. missing: groups with a weight and no
    news, the heaviest first. covered: the weight of the groups with news before that, 0..1.

    words: the highest score first. profile: the groups' facet shares, weighted."""

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
    for group in sorted(weights):  # float sums do not depend on the order of the groups
        for keyword in keywords[group]:
            if keyword.z > 0:
                parts.setdefault(keyword.word, {})[group] = weights[group] * keyword.z
                articles[keyword.word] += keyword.articles
    blended = []
    for word, by_group in parts.items():
        score = sum(by_group.values())
        ranked = sorted(by_group, key=lambda group: (-by_group[group], group))
        shares = {group: by_group[group] / score for group in ranked}
        blended.append(BlendWord(word, score, facet(word), shares, articles[word]))
    return tuple(sorted(blended, key=lambda b: (-b.score, b.word)))


def blend_profile(weights: Mapping[str, float], profiles: Mapping[str, Sequence[FacetShare]]) -> tuple[FacetShare, ...]:
    """The groups' facet shares and averages, weighted; a facet that one of them lacks counts 0 there."""
    found: dict[str, list[tuple[float, FacetShare]]] = {}
    for group in sorted(weights):
        for entry in profiles[group]:
            found.setdefault(entry.facet, []).append((weights[group], entry))
    blended = []
    for facet, entries in found.items():
        share = sum(weight * entry.share for weight, entry in entries)
        average = sum(weight * entry.average for weight, entry in entries)
        index = 100 * share / average if average else nan
        blended.append(FacetShare(facet, share, average, index, sum(entry.articles for _, entry in entries)))
    return tuple(blended)


def summarise_blend(
    weights: Mapping[str, float],
    titles: Mapping[str, str],
    keywords: Mapping[str, Sequence[Keyword]],
    blended: Sequence[tuple[str, str]],
    facet: Callable[[str], str],
    articles_with: Callable[[str, Sequence[str]], int],
    quoted: Callable[[str], bool],
    note: str,
) -> Summary:
    """A summary of a mix. weights: group -> weight, the largest first, sum 1; titles, keywords: of each group.

    blended: (word, group it comes from most), the strongest first. articles_with: group, words -> articles with any."""
    firm = {group: {k.word: k for k in strong(found)} for group, found in keywords.items()}
    named = [group for group in weights if firm[group]][:_GROUPS]
    if not named:
        return Summary("섞은 컨셉에서 뚜렷한 말이 아직 없습니다", (), note)
    clauses, articles = "", 0
    spans: list[tuple[int, int]] = []
    evidence: list[Support] = []
    for index, group in enumerate(named):
        last = index == len(named) - 1
        own = [k for k in firm[group].values() if facet(k.word) != OTHER] or list(firm[group].values())
        words = [k.word for k in own[: WORDS_A_SENTENCE - 1]]
        start = f"{clauses}{titles[group]}({percent(weights[group], ' ')})에서는 "
        clauses, places = listed(start, words, "이/가", quoted)
        clauses += " 옵니다." if last else ", "
        spans += places
        evidence += [Support(word, firm[group][word].articles, group) for word in words]
        articles += articles_with(group, words)
    sentences = [Sentence(clauses, "", tuple(evidence), tuple(spans), articles)]
    by_facet: dict[str, list[Support]] = {}
    for word, group in blended:
        if facet(word) != OTHER and word in firm[group]:
            by_facet.setdefault(facet(word), []).append(Support(word, firm[group][word].articles, group))
    for index, (name, found) in enumerate(list(by_facet.items())[: MAX_SENTENCES - 2]):
        chosen = found[:WORDS_A_SENTENCE]
        of_group = {e.group: [other.word for other in chosen if other.group == e.group] for e in chosen}
        count = sum(articles_with(group, words) for group, words in of_group.items())
        form = _FORMS[index % 2 if len(chosen) > 1 else 1]
        sentences.append(compose(form, name, chosen, count, quoted))
    leading = [next(e.word for e in evidence if e.group == group) for group in named[:2]]
    first = list(dict.fromkeys([*leading, *(e.word for e in evidence)]))[:2]
    return Summary(f"{attach('·'.join(shown(first, quoted)), '이/가')} 앞에 서는 컨셉입니다", tuple(sentences), note)
