"""What a concept says, in Korean sentences. Pure: concepts in, words out, so that every claim can be tested."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from core.charts.concept_trend import period_name
from core.keywords.corpus.evidence import Evidence
from core.keywords.lexicon.lexicon import OTHER
from core.keywords.views.blend import GROUPS, Blend, BlendWord
from core.keywords.views.facets import FacetShare
from core.keywords.views.network import Network
from core.keywords.views.quotations import Quotation
from core.keywords.views.rising import DAYS as RISING_DAYS
from core.keywords.views.rising import Rising
from core.keywords.views.threshold import CLEAR_Z, beyond_chance, maybe_chance, z_text
from core.keywords.views.trend import Trend
from core.keywords.views.versus import Versus
from core.keywords.views.worn import Worn
from core.services.concept.concept import Concept, ConceptWord, PressCount
from core.text.korean import attach as josa
from core.text.korean import particle
from core.text.near_duplicates import Folded
from core.text.numbers import percent
from core.ui.words_ko import concept as t

_APART = 115  # an index from here on is more than the average, below 2 * 100 - 115 less
_NEARLY = 0.95  # of a line-up is explained, so that what is left needs no warning
Names = Mapping[str, str]  # group id -> name on screen


def chips(concept: Concept) -> list[tuple[str, t.Tone]]:
    """What the page rests on: articles, folded copies, period, what it is compared with."""
    counted = f"기사 {concept.articles}건 · 중복 {concept.duplicates}건 묶음"
    found: list[tuple[str, t.Tone]] = [(f"{counted} · {period(concept)}" if concept.period else counted, "gray")]
    found.append((f"나머지 {len(concept.others)}팀과 비교" if concept.others else "견줄 그룹 없음", "gray"))
    if concept.excluded:
        found.append((f"분석에서 빼라고 표시된 {concept.excluded}건 뺌", "gray"))
    return found


def mix_chips(blend: Blend, names: Names) -> list[tuple[str, t.Tone]]:
    """What a mix rests on: its groups with their weights, and how much of the line-up they stand for."""
    found: list[tuple[str, t.Tone]] = [(" · ".join(mixed_groups(blend, names)), "gray")]
    if blend.missing:
        lacks = blend.covered < _NEARLY
        found.append(
            (f"라인업 닮음의 {percent(blend.covered)}{'만' if lacks else '를'} 설명", "orange" if lacks else "gray")
        )
    return found


def mixed_groups(blend: Blend, names: Names) -> list[str]:
    """The groups that are named, each with its weight, and the rest of them together."""
    weights = list(blend.weights.items())
    said = [f"{names[group]} {percent(weight)}" for group, weight in weights[:GROUPS]]
    if rest := weights[GROUPS:]:
        said.append(f"나머지 {len(rest)}팀 {percent(sum(weight for _, weight in rest))}")
    return said


def mix_lacks(weights: Mapping[str, float], names: Names) -> str:
    """Which groups a line-up's mix would need news of, the heaviest first."""
    ranked = sorted(weights, key=lambda group: -weights[group])[:4]
    named = ", ".join(f"{names.get(group, group)} {percent(weights[group])}" for group in ranked)
    return f"기사가 필요한 그룹: {named}. 위에서 그룹을 골라 기사를 모아 주세요."


def period(concept: Concept) -> str:
    """First and last day of what is looked at, "" where nothing is dated."""
    return "–".join(day.isoformat() for day in concept.period) if concept.period else ""


def cloud_words(firm: Sequence[str], facets: Sequence[str], *, mixed: bool, compared: bool) -> tuple[str, str]:
    """Heading and reading aid of the cloud. firm: the words beyond chance; facets: of each of them that is drawn."""
    if not compared:
        return t.ALONE_CLOUD_TITLE, t.ALONE_CLOUD_AID
    if not firm:
        return t.NO_CLOUD_TITLE, t.NO_CLOUD_AID
    if mixed:
        return t.MIX_CLOUD_TITLE, t.MIX_CLOUD_AID
    counts = Counter(facet for facet in facets if facet != OTHER).most_common(2)
    alone = len(counts) == 1 or (len(counts) == 2 and counts[0][1] > counts[1][1])  # no other has as many
    aid = t.CLOUD_AID.format(t.PLAIN_AID if OTHER in facets else "")
    return t.most_facet(len(facets), *counts[0]) if alone and counts[0][1] > 1 else t.CLOUD_TITLE, aid


def bars(firm: Sequence[str], words: Sequence[str], name: str, *, mixed: bool, compared: bool) -> tuple[str, str]:
    """The finding over the bars, and their reading aid: only words beyond chance are said to be a group's."""
    if not words:
        return t.NO_WORDS, ""
    if not compared:
        return f"{name}의 기사에 많은 말은 {_three(words)}입니다", t.ALONE_WORDS_AID
    if mixed:
        said = f"섞으면 {josa(_three(firm), '이/가')} 앞에 옵니다" if firm else t.NO_MIX_WORDS
        return said, t.MIX_WORDS_AID
    one = f"{josa(name, '을/를')} 가르는 말"
    return f"{one}은 {_three(firm)}입니다" if firm else f"{one}이 아직 없습니다", t.WORDS_AID


def _three(words: Sequence[str]) -> str:
    return " · ".join(words[:3])


def facets_title(profile: Sequence[FacetShare], group: str) -> str:
    """Which facet a group is written about more than the others, and which less, as far as that is beyond chance."""
    known = [share for share in profile if math.isfinite(share.index)]
    if not known:
        return f"{josa(group, '을/를')} 다룬 기사에서 분류된 말을 찾지 못했습니다"
    more = [s for s in known if s.index >= _APART and beyond_chance(s.z, s.articles)]
    less = [s for s in known if s.index <= 200 - _APART and s.z <= -CLEAR_Z]
    most, least = max(more, key=lambda s: s.index, default=None), min(less, key=lambda s: s.index, default=None)
    topic = josa(group, "은/는")
    low = f"{josa(least.facet, '은/는')} {least.index / 100:.1f}배에 그칩니다" if least else ""
    if most:
        times = f"{topic} {josa(most.facet, '이/가')} 평균의 {most.index / 100:.1f}배"
        return f"{times}이고, {low}" if least else f"{times}입니다"
    if least:
        return f"{topic} {josa(least.facet, '이/가')} 평균의 {least.index / 100:.1f}배에 그칩니다"
    if all(200 - _APART < s.index < _APART for s in known):
        return f"{topic} 모든 분류가 평균에 가깝습니다"
    return f"{topic} 평균과 뚜렷이 갈리는 분류가 아직 없습니다"


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


def rising_title(found: Rising) -> str:
    """What clearly rises, since when."""
    firm = [word for word in found.words if word.firm]
    if found.since is None or found.until is None or not firm:
        return f"최근 {RISING_DAYS}일에 뚜렷이 는 말은 없습니다"
    first = firm[0]
    rose = f"{percent(first.before / found.before)}에서 {percent(first.after / found.after)}로"
    more = f", 그런 말이 모두 {len(firm)}개입니다" if len(firm) > 1 else ""
    return f"‘{first.word}’{particle(first.word, '이/가')} 최근 {RISING_DAYS}일에 {rose} 늘었습니다{more}"


def rising_basis(found: Rising) -> str:
    """Days and articles of both sides."""
    if not (found.first and found.since and found.until):
        return ""
    before = f"그 전 {found.first.isoformat()}부터 {found.before}건"
    return f"{found.since.isoformat()}–{found.until.isoformat()} 기사 {found.after}건, {before}"


def worn_title(found: Worn) -> str:
    """The word that most groups use."""
    first = next(iter(found.words), None)
    if first is None or len(first.groups) < 2:
        return "최근 3개월에 두 그룹 이상이 쓴 말은 없습니다"
    counted = f"{len(found.groups)}그룹 중 {len(first.groups)}그룹"
    return f"‘{first.word}’{particle(first.word, '은/는')} 최근 3개월 {counted} 기사에 쓰인 말입니다"


def worn_basis(found: Worn) -> str:
    """Days, groups and articles."""
    if not (found.since and found.until):
        return ""
    return f"{found.since.isoformat()}–{found.until.isoformat()}, {len(found.groups)}그룹의 기사 {found.articles}건"


def press_title(presses: Sequence[PressCount]) -> str:
    """Who wrote most, of those that are known."""
    named = [press for press in presses if press.press]
    if not named:
        return "기사에 언론사가 적혀 있지 않습니다"
    first = named[0]
    if len(presses) == 1:
        return f"모두 {first.press}의 기사입니다"
    if len(named) == 1:
        return f"언론사가 적힌 기사는 {first.press}의 {first.articles}건입니다"
    return f"언론사 {len(named)}곳 가운데 {josa(first.press, '이/가')} {first.articles}건으로 가장 많습니다"


def network_title(network: Network) -> str:
    """The two words of the thickest line."""
    if not network.edges:
        return t.NO_NETWORK
    edge = max(network.edges, key=lambda e: (e.npmi, e.articles))
    pair = f"‘{edge.one}’{particle(edge.one, '과/와')} ‘{edge.other}’{particle(edge.other, '이/가')}"
    return f"{pair} 가장 붙어 다닙니다 (기사 {edge.articles}건)"


def versus_title(compared: Versus, names: Names) -> str:
    """What sets each of the two apart."""
    own = [w.word for w in compared.words if w.side > 0][:2]
    others = [w.word for w in compared.words if w.side < 0][:2]
    one, other = names[compared.one], names[compared.other]
    if own and others:
        theirs = f"{josa(other, '은/는')} {josa('·'.join(others), '이/가')}"
        return f"{josa(one, '은/는')} {'·'.join(own)}, {theirs} 두드러집니다"
    if own or others:
        which, words = (one, own) if own else (other, others)
        return f"{which} 쪽에서 두드러지는 말은 {'·'.join(words)}입니다"
    return f"{josa(one, '과/와')} {josa(other, '은/는')} 뚜렷이 갈리는 말이 아직 없습니다"


def sentences_title(word: str) -> str:
    """Over the list of sentences."""
    return f"‘{word}’{particle(word, '이/가')} 나온 문장"


def sentences_count(count: int, keyword: ConceptWord | None) -> str:
    """How much the word rests on."""
    strength = f" · 두드러짐 {z_text(keyword.z)}" if keyword and math.isfinite(keyword.z) else ""
    caution = f" · {t.CHANCE}" if keyword and maybe_chance(keyword) else ""
    said = f"기사 {count}건에서 하나씩, 새 기사부터" if count else "보여 드릴 문장이 없습니다"
    return f"{said}{strength}{caution}"


def counts_of_two(counts: Mapping[str, int]) -> str:
    """The same of groups that are held against each other. counts: name -> articles."""
    return ", ".join(f"{name} {count}건" for name, count in counts.items()) + "에서 하나씩, 새 기사부터"


def of_group(name: str, count: int) -> str:
    """Over a group's own sentences."""
    return f"{name} · 기사 {count}건" if count else f"{name} · 이 말이 나온 기사가 없습니다"


def copies(one: Evidence | Folded) -> str:
    """How many near-copies an article stands for, and who carried them."""
    presses = [press for press in dict.fromkeys(copy.press for copy in one.copies) if press]
    named = f" ({', '.join(presses[:3])}{' …' if len(presses) > 3 else ''})" if presses else ""
    return f"비슷한 기사 {len(one.copies) + 1}건 묶음{named}"


def alone(others: Sequence[str]) -> str:
    """What helps where only one group has news."""
    named = ", ".join(others[:6]) + (" …" if len(others) > 6 else "")
    return f"두드러짐은 다른 그룹과 견주어야 나옵니다. 지금은 기사 수로 줄 세웠습니다. 기사가 필요한 그룹: {named}"


def source(one: Quotation, whose: str = "") -> str:
    """Where a quotation is from, and how many articles have it. whose: of a mix, the group that it describes."""
    article = one.source.article
    told = [whose, article.press or t.NO_PRESS, article.date.isoformat() if article.date else ""]
    return " · ".join([*filter(None, told), *([f"기사 {one.articles}건"] if one.articles > 1 else [])])


def brief_word(word: ConceptWord, *, compared: bool) -> str:
    """The figure of a word on the one-page brief."""
    strength = f"두드러짐 {z_text(word.z)} · " if compared and math.isfinite(word.z) else ""
    return f"{strength}기사 {word.articles}건" + (f" · {t.CHANCE}" if compared and maybe_chance(word) else "")


def brief_mixed(word: BlendWord) -> str:
    """The same of a word of a mix."""
    return f"섞인 점수 {word.score:.1f} · 기사 {word.articles}건" + ("" if word.firm else f" · {t.CHANCE}")


def basis(concept: Concept) -> str:
    """The line under what leaves the studio."""
    compared = f"{len(concept.others)}팀과 비교" if concept.others else ""
    parts = filter(None, (f"기사 {concept.articles}건", period(concept), compared))
    return f"근거: {', '.join(parts)}"


def mix_basis(blend: Blend, names: Names) -> str:
    """The same of a mix."""
    return f"섞은 그룹: {', '.join(mixed_groups(blend, names))}. 라인업 닮음의 {percent(blend.covered)}를 설명합니다."


def picture_lines(name: str, basis: str, today: date, *, fictional: bool) -> tuple[str, ...]:
    """What stands under a picture that leaves the studio. basis: as above."""
    made = f"{name} · {today.isoformat()}에 만듦 · {t.STUDIO}"
    return (basis, f"{made} · {t.FICTIONAL_NEWS}" if fictional else made)


def source_line(one: Evidence | Folded) -> list[str]:
    """Press and day of a sentence or an article."""
    article = one.article
    return [article.press or t.NO_PRESS, article.date.isoformat() if article.date else t.NO_DATE]
