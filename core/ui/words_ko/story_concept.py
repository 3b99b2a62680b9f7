"""What a concept says, in Korean sentences. Pure: concepts in, words out, so that every claim can be tested."""

import math
from collections.abc import Mapping, Sequence

from core.charts.concept_trend import period_name
from core.keywords.corpus.evidence import Evidence
from core.keywords.views.blend import Blend
from core.keywords.views.facets import FacetShare
from core.keywords.views.network import Network
from core.keywords.views.summary import Summary
from core.keywords.views.trend import Trend
from core.keywords.views.versus import Versus
from core.services.concept.concept import Concept, ConceptWord, PressCount
from core.text.korean import attach as josa
from core.text.korean import particle
from core.text.numbers import percent
from core.ui.words_ko import concept as t

_CLEAR_Z = 1.96  # two-sided 5 %
_APART = 115  # an index from here on is more than the average, below 2 * 100 - 115 less
Names = Mapping[str, str]  # group id -> name on screen


def chips(concept: Concept) -> list[tuple[str, t.Tone]]:
    """What the page rests on: articles, folded copies, period, what it is compared with."""
    found: list[tuple[str, t.Tone]] = [(t.FICTIONAL_NEWS, "violet")] if concept.fictional else []
    counted = f"기사 {concept.articles}건 · 중복 {concept.duplicates}건 묶음"
    found.append((f"{counted} · {period(concept)}" if concept.period else counted, "gray"))
    found.append((f"나머지 {len(concept.others)}팀과 비교" if concept.others else "견줄 그룹 없음", "gray"))
    if concept.excluded:
        found.append((f"분석 제외 표시 {concept.excluded}건 뺌", "gray"))
    return found


def mix_chips(blend: Blend, names: Names, fictional: bool = False) -> list[tuple[str, t.Tone]]:
    """What a mix rests on: its groups with their weights, and how much of the line-up they stand for."""
    mixed = " · ".join(f"{names[group]} {percent(weight)}" for group, weight in list(blend.weights.items())[:4])
    found: list[tuple[str, t.Tone]] = [(t.FICTIONAL_NEWS, "violet")] if fictional else []
    found.append((mixed, "gray"))
    if blend.missing:
        found.append((f"라인업 닮음의 {percent(blend.covered)}만 설명", "orange"))
    return found


def mix_lacks(weights: Mapping[str, float], names: Names) -> str:
    """Which groups a line-up's mix would need news of, the heaviest first."""
    ranked = sorted(weights, key=lambda group: -weights[group])[:4]
    named = ", ".join(f"{names.get(group, group)} {percent(weights[group])}" for group in ranked)
    return f"기사가 필요한 그룹: {named}. 위에서 그룹을 골라 기사를 모아 주세요."


def period(concept: Concept) -> str:
    """First and last day of what is looked at, "" where nothing is dated."""
    return "–".join(day.isoformat() for day in concept.period) if concept.period else ""


def words_title(words: Sequence[str], group: str) -> str:
    """The finding over the bars."""
    if not words:
        return t.NO_WORDS
    return f"{josa(group, '을/를')} 가르는 말은 {' · '.join(words[:3])}입니다"


def mix_title(words: Sequence[str]) -> str:
    """The finding over the bars of a mix."""
    return f"섞으면 {josa(' · '.join(words[:3]), '이/가')} 앞에 옵니다" if words else t.NO_WORDS


def facets_title(profile: Sequence[FacetShare], group: str) -> str:
    """Which facet a group is written about more than the others, and which less."""
    known = [share for share in profile if math.isfinite(share.index)]
    if not known:
        return f"{josa(group, '을/를')} 다룬 기사에서 분류된 말을 찾지 못했습니다"
    most, least = max(known, key=lambda s: s.index), min(known, key=lambda s: s.index)
    if most.index < _APART:
        return f"{josa(group, '은/는')} 모든 분류가 평균에 가깝습니다"
    times = f"{josa(group, '은/는')} {josa(most.facet, '이/가')} 평균의 {most.index / 100:.1f}배"
    if least.index > 200 - _APART:
        return f"{times}입니다"
    return f"{times}이고, {josa(least.facet, '은/는')} {least.index / 100:.1f}배에 그칩니다"


def trend_title(trend: Trend, word: str) -> str:
    """When a word was written most. A period with few articles proves nothing and is passed over."""
    enough = max(trend.articles, default=0) / 4
    shares = enumerate(trend.shares.get(word, ()))
    best = [(share, -index) for index, share in shares if share and trend.articles[index] >= enough]
    if not best:
        return f"‘{word}’{particle(word, '이/가')} 나온 기간이 없습니다"
    share, index = max(best)
    when = period_name(trend.periods[-index])
    return f"‘{word}’{particle(word, '은/는')} {when}에 가장 자주 나왔습니다 ({percent(share)})"


def press_title(presses: Sequence[PressCount]) -> str:
    """Who wrote most."""
    first = presses[0]
    name = first.press or t.NO_PRESS
    if len(presses) == 1:
        return f"모두 {name}의 기사입니다"
    return f"언론사 {len(presses)}곳 가운데 {josa(name, '이/가')} {first.articles}건으로 가장 많습니다"


def network_title(network: Network) -> str:
    """The two words that meet most, and not by chance."""
    if not network.edges:
        return t.NO_NETWORK
    edge = max(network.edges, key=lambda e: e.npmi * e.articles)
    pair = f"‘{edge.one}’{particle(edge.one, '과/와')} ‘{edge.other}’{particle(edge.other, '이/가')}"
    return f"{pair} 가장 붙어 다닙니다 (기사 {edge.articles}건)"


def versus_title(compared: Versus, names: Names) -> str:
    """What sets each of the two apart."""
    own = [w.word for w in compared.words if w.z >= _CLEAR_Z][:2]
    others = [w.word for w in compared.words if w.z <= -_CLEAR_Z][:2]
    one, other = names[compared.one], names[compared.other]
    if own and others:
        theirs = f"{josa(other, '은/는')} {josa('·'.join(others), '이/가')}"
        return f"{josa(one, '은/는')} {'·'.join(own)}, {theirs} 두드러집니다"
    if own or others:
        which, words = (one, own) if own else (other, others)
        return f"{which}만의 말은 {'·'.join(words)}입니다"
    return f"{josa(one, '과/와')} {josa(other, '은/는')} 뚜렷이 갈리는 말이 없습니다"


def sentences_title(word: str) -> str:
    """Over the list of sentences."""
    return f"‘{word}’{particle(word, '이/가')} 나온 문장"


def sentences_count(count: int, keyword: ConceptWord | None) -> str:
    """How much the word rests on."""
    strength = f" · 두드러짐 {keyword.z:.1f}" if keyword and math.isfinite(keyword.z) else ""
    caution = " · 3건 미만이라 우연일 수 있습니다" if keyword and keyword.thin else ""
    return f"기사 {count}건에서 하나씩, 새 기사부터{strength}{caution}"


def copies(one: Evidence) -> str:
    """How many near-copies an article stands for, and who carried them."""
    presses = [press for press in dict.fromkeys(copy.press for copy in one.copies) if press]
    named = f" ({', '.join(presses[:3])}{' …' if len(presses) > 3 else ''})" if presses else ""
    return f"비슷한 기사 {len(one.copies) + 1}건 묶음{named}"


def alone(others: Sequence[str]) -> str:
    """What helps where only one group has news."""
    named = ", ".join(others[:6]) + (" …" if len(others) > 6 else "")
    return f"두드러짐은 다른 그룹과 견주어야 나옵니다. 지금은 기사 수로 줄 세웠습니다. 기사가 필요한 그룹: {named}"


def plain(heading: str, summary: Summary, basis: str) -> str:
    """A summary as text for a planning document, each sentence with its evidence."""
    return "\n".join([heading, summary.headline, summary.text, basis])


def basis(concept: Concept) -> str:
    """The line under a text that leaves the studio."""
    compared = f"{len(concept.others)}팀과 비교" if concept.others else ""
    parts = filter(None, (f"기사 {concept.articles}건", period(concept), compared))
    return f"근거: {', '.join(parts)}" + (" (가상의 그룹과 기사)" if concept.fictional else "")


def mix_basis(blend: Blend, names: Names) -> str:
    """The same of a mix."""
    mixed = ", ".join(f"{names[group]} {percent(weight)}" for group, weight in blend.weights.items())
    return f"섞은 그룹: {mixed}. 라인업 닮음의 {percent(blend.covered)}를 설명합니다."


def source_line(one: Evidence) -> list[str]:
    """Press and day of a sentence."""
    article = one.article
    return [article.press or t.NO_PRESS, article.date.isoformat() if article.date else t.NO_DATE]
