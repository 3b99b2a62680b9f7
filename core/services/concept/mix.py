"""The line-up's concept: the groups it resembles, blended by how much it does. Nothing of a trainee comes in here but
the weights of the groups, and they are not kept."""

from collections import Counter
from collections.abc import Mapping, Sequence

from core.catalog import load_demo, load_real
from core.errors import NewsError
from core.keywords.lexicon.lexicon import OTHER, load_lexicon
from core.keywords.views.blend import Blend, blend_profile, blend_words, summarise_blend
from core.keywords.views.quotations import MOST, MOST_OF_A_FACET, Quotation
from core.services.concept.concept import Concept
from core.services.concept.names import lookup
from core.settings import get_settings
from core.text.korean import attach
from core.text.numbers import percent


def blend(concepts: Mapping[str, Concept], weights: Mapping[str, float]) -> Blend:
    """The blended concept.

    concepts: group id -> its concept, as far as there is news; weights: group id -> resemblance, 0 or more.
    Raises NewsError where no group with a weight has a concept."""
    wanted = sorted((group for group, weight in weights.items() if weight > 0), key=lambda g: (-weights[g], g))
    with_news = [group for group in wanted if group in concepts]
    missing = tuple(group for group in wanted if group not in concepts)
    if not with_news:
        raise NewsError("라인업이 닮은 그룹의 기사가 없어 컨셉을 섞지 못했습니다. 그 그룹의 뉴스를 모아 주세요.")
    total, covered = sum(weights[g] for g in wanted), sum(weights[g] for g in with_news)
    share = {group: weights[group] / covered for group in with_news}
    keywords = {group: concepts[group].keywords for group in with_news}
    facets = {k.word: k.facet for found in keywords.values() for k in found}

    def facet(word: str) -> str:
        return facets.get(word, OTHER)

    words = blend_words(share, keywords, facet)
    summary = summarise_blend(
        weights=share,
        titles={group: concepts[group].title for group in with_news},
        keywords=keywords,
        words=words,
        articles_with=lambda group, chosen: concepts[group].articles_with(chosen),
        note=_left_out(missing, 1 - covered / total),
        say=load_lexicon(get_settings()).noun,
    )
    profile = blend_profile(share, {group: concepts[group].profile for group in with_news})
    return Blend(share, missing, covered / total, words, profile, summary)


def mixed_quotations(
    found: Mapping[str, Sequence[Quotation]], weights: Mapping[str, float]
) -> list[tuple[str, Quotation]]:
    """(group, sentence) of a mix, as many of each group as its weight brings it (D'Hondt's way), each group's in its
    own order; no more of a facet than of one group's. weights: the largest first."""
    left = {group: list(found.get(group, ())) for group in weights}
    taken, of_facet, chosen = Counter[str](), Counter[str](), list[tuple[str, Quotation]]()
    while len(chosen) < MOST and any(left.values()):
        group = max((g for g in weights if left[g]), key=lambda g: weights[g] / (1 + taken[g]))
        one = left[group].pop(0)
        if of_facet[one.facet] < MOST_OF_A_FACET:
            taken[group] += 1
            of_facet[one.facet] += 1
            chosen.append((group, one))
    return chosen


def _left_out(missing: tuple[str, ...], weight: float) -> str:
    if not missing:
        return ""
    catalogs = (load_real(get_settings()), load_demo(get_settings()))
    names = [group.name if (group := lookup(name, catalogs)) else name for name in missing]
    named = f"{', '.join(names)}(비중 {percent(weight, ' ')})"
    return f"{attach(named, '은/는')} 기사가 없어 빼고 나머지로 다시 나누었습니다."
