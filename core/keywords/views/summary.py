"""Sentences about a group's concept, composed from its strongest words, each with the articles it rests on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from zlib import crc32

from core.keywords.lexicon.lexicon import OTHER
from core.keywords.views.trend import Rise
from core.text.korean import attach
from core.text.numbers import percent
from core.types import Keyword

MIN_ARTICLES = 3  # FACTS §4: a keyword resting on fewer is thin
MIN_Z = 1.96  # two-sided 5 %
WORDS_A_SENTENCE = 3
MAX_SENTENCES = 5
FACETS = 4  # sentences about facets at most: one more is for what else there is
FEW_SENTENCES = 3  # with fewer, a note names the small number of words
FEW_ARTICLES = 10

# {words+이/가} is the list of words with the particle that fits its last one. Which form a group gets follows from its
# strongest word there: always the same for the same news, and not the same for every group.
FORMS: Mapping[str, tuple[str, ...]] = {
    "분위기": (
        "분위기를 말할 때 {words+이/가} 다른 팀보다 자주 쓰입니다.",
        "기사가 전하는 분위기는 {words+이/가} 이끕니다.",
        "{words+이/가} 이 팀의 분위기로 거듭 꼽힙니다.",
    ),
    "사운드": (
        "사운드에서는 {words+이/가} 중심입니다.",
        "소리를 다룬 대목에는 {words+이/가} 자주 나옵니다.",
        "사운드는 {words+으로/로} 설명되는 일이 많습니다.",
    ),
    "비주얼·스타일링": (
        "비주얼은 {words+으로/로} 소개됩니다.",
        "보이는 모습에서는 {words+이/가} 눈에 띕니다.",
        "스타일링을 말하는 기사는 {words+을/를} 앞세웁니다.",
    ),
    "세계관·서사": (
        "세계관과 이야기는 {words+을/를} 따라갑니다.",
        "이야기의 소재로는 {words+이/가} 두드러집니다.",
        "{words+은/는} 이 팀의 이야기를 말할 때 되풀이되는 말입니다.",
    ),
    "퍼포먼스": (
        "퍼포먼스에서는 {words+이/가} 눈에 띕니다.",
        "무대를 다룬 기사는 {words+을/를} 자주 짚습니다.",
        "무대 위의 특징으로는 {words+이/가} 꼽힙니다.",
    ),
    "타깃·시장": (
        "시장과 팬을 다룬 기사에는 {words+이/가} 거듭 나옵니다.",
        "팬과 시장 쪽에서는 {words+이/가} 다른 팀보다 많이 언급됩니다.",
    ),
    OTHER: (
        "그 밖에 {words+이/가} 다른 팀의 기사보다 많이 나옵니다.",
        "다른 팀의 기사에는 드문 {words+이/가} 여기에는 자주 나옵니다.",
    ),
}
_OF_AN_OWN_FACET = "{facet} 쪽에서는 {words+이/가} 다른 팀보다 자주 나옵니다."  # the lexicon may have facets of its own


@dataclass(frozen=True, slots=True)
class Support:
    """A word of a sentence and the number of articles that hold it, of the group named where several are blended."""

    word: str
    articles: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the summary. spans: (start, end) of each evidence word in `text`, in the same order.

    articles: articles that hold at least one of the words."""

    text: str
    facet: str
    evidence: tuple[Support, ...]
    spans: tuple[tuple[int, int], ...]
    articles: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A finding for the title and the sentences under it, each with its evidence.

    note: a sentence that says why there is no more to say, or what was left out; empty where nothing needs adding."""

    headline: str
    sentences: tuple[Sentence, ...]
    note: str = ""

    @property
    def text(self) -> str:
        """To be pasted elsewhere: every sentence with the number of articles it rests on."""
        claims = [f"{s.text.removesuffix('.')}(기사 {s.articles}건)." for s in self.sentences]
        return " ".join([*claims, self.note] if self.note else claims)


def strong(keywords: Sequence[Keyword]) -> list[Keyword]:
    """The keywords that a sentence may rest on: enough articles, and set apart beyond chance."""
    return [k for k in keywords if k.articles >= MIN_ARTICLES and k.z >= MIN_Z and k.log_ratio > 0]


def summarise(
    keywords: Sequence[Keyword],
    facet: Callable[[str], str],
    articles_with: Callable[[Sequence[str]], int],
    quoted: Callable[[str], bool],
    total: int,
    rise: Rise | None = None,
) -> Summary:
    """A summary of ranked keywords.

    facet: word -> its facet. articles_with: words -> number of articles holding any of them. total: articles read.
    quoted: does a word stand in quotes, because no particle can follow it, as 푸른? rise: a word on the rise."""
    firm = strong(keywords)
    if keywords and all(isnan(k.z) for k in keywords):
        return Summary("다른 팀과 견주지 못했습니다", (), "견줄 다른 팀의 기사가 없어 두드러진 말을 적지 않았습니다.")
    if not firm:
        return Summary("다른 팀과 뚜렷이 갈리는 말이 아직 없습니다", (), _nothing(total))
    by_facet: dict[str, list[str]] = {}
    weight: dict[str, float] = {}
    articles = {k.word: k.articles for k in firm}
    for keyword in firm:
        words = by_facet.setdefault(facet(keyword.word), [])
        if len(words) < WORDS_A_SENTENCE:
            words.append(keyword.word)
            weight[facet(keyword.word)] = weight.get(facet(keyword.word), 0.0) + keyword.z
    named = sorted((name for name in by_facet if name != OTHER), key=lambda name: (-weight[name], name))[:FACETS]
    if OTHER in by_facet:
        named.append(OTHER)
    sentences = []
    for name in named:
        words = by_facet[name]
        forms = FORMS.get(name, (_OF_AN_OWN_FACET,))
        form = forms[crc32(words[0].encode()) % len(forms)]
        support = [Support(word, articles[word]) for word in words]
        sentences.append(compose(form, name, support, articles_with(words), quoted))
    if rise is not None and rise.word in articles:
        sentences = [*sentences[: MAX_SENTENCES - 1], _rising(rise, facet(rise.word), quoted)]
    return Summary(_headline(firm, facet, quoted), tuple(sentences), _little(len(sentences), len(firm), total))


def _nothing(total: int) -> str:
    return f"기사 {total}건에서 뚜렷한 말을 찾지 못했습니다. 기사를 더 모으면 달라질 수 있습니다."


def _little(sentences: int, words: int, total: int) -> str:
    if total < FEW_ARTICLES:
        return f"기사가 {total}건뿐이어서 더 말하기는 이릅니다."
    if sentences < FEW_SENTENCES:
        return f"기사 {total}건에서 다른 팀과 뚜렷이 갈리는 말이 {words}개뿐이어서 여기까지만 적습니다."
    return ""


def _headline(firm: Sequence[Keyword], facet: Callable[[str], str], quoted: Callable[[str], bool]) -> str:
    """The two strongest words, those of a facet first: they say more about a concept than the rest."""
    listed = [k.word for k in firm[:10] if facet(k.word) != OTHER] or [k.word for k in firm]
    return f"{attach('·'.join(shown(listed[:2], quoted)), '이/가')} 다른 팀보다 두드러집니다"


def shown(words: Sequence[str], quoted: Callable[[str], bool]) -> list[str]:
    """All words of a list in quotes where one has to be."""
    return [f"‘{word}’" for word in words] if any(map(quoted, words)) else list(words)


def compose(
    form: str, facet: str, evidence: Sequence[Support], articles: int, quoted: Callable[[str], bool]
) -> Sentence:
    """A sentence of a form, with the words of its evidence."""
    before, rest = form.split("{words+", 1)
    pair, after = rest.split("}", 1)
    text, spans = listed(before.replace("{facet}", facet), [e.word for e in evidence], pair, quoted)
    return Sentence(text + after, facet, tuple(evidence), spans, articles)


def listed(
    text: str, words: Sequence[str], pair: str, quoted: Callable[[str], bool]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`text` followed by the words with their particles, and where each of them stands."""
    spans: list[tuple[int, int]] = []
    for index, (word, written) in enumerate(zip(words, shown(words, quoted), strict=True)):
        start = len(text) + written.index(word)
        spans.append((start, start + len(word)))
        if index == len(words) - 1:
            text += attach(written, pair)
        elif index == len(words) - 2:
            text += attach(written, "과/와") + " "
        else:
            text += written + ", "
    return text, tuple(spans)


def _rising(rise: Rise, facet: str, quoted: Callable[[str], bool]) -> Sentence:
    text, spans = listed("", [rise.word], "은/는", quoted)
    since = f"{rise.since.year}년 {rise.since.month}월 {rise.since.day}일"
    text += f" {since} 전 기사의 {percent(rise.before, ' ')}에서 그 뒤 기사의 {percent(rise.after, ' ')}로 늘었습니다."
    return Sentence(text, facet, (Support(rise.word, rise.articles),), spans, rise.articles)
