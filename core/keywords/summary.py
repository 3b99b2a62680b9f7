"""Sentences about a group's concept, composed from its strongest words. Nothing is said that no article says."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from core.keywords.lexicon import OTHER
from core.keywords.particles import attach
from core.types import Keyword

MIN_ARTICLES = 3  # FACTS §4: a keyword resting on fewer is thin
MIN_Z = 1.96  # two-sided 5 %
WORDS_A_SENTENCE = 3
MAX_SENTENCES = 4

# {words+이/가} is the list of words with the particle that fits its last one.
TEMPLATES: Mapping[str, str] = {
    "분위기": "분위기를 말할 때 {words+이/가} 다른 팀보다 자주 쓰입니다.",
    "사운드": "사운드에서는 {words+이/가} 중심입니다.",
    "비주얼·스타일링": "비주얼은 {words+으로/로} 소개됩니다.",
    "세계관·서사": "세계관과 이야기는 {words+을/를} 따라갑니다.",
    "퍼포먼스": "퍼포먼스에서는 {words+이/가} 눈에 띕니다.",
    "타깃·시장": "시장과 팬을 다룬 기사에는 {words+이/가} 거듭 나옵니다.",
    OTHER: "그 밖에 {words+이/가} 다른 팀의 기사보다 많이 나옵니다.",
}


@dataclass(frozen=True, slots=True)
class Support:
    """A word of a sentence and the number of articles that hold it."""

    word: str
    articles: int


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
    """A finding for the title and the sentences under it; both empty of claims when the evidence is thin."""

    headline: str
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)


def summarise(
    keywords: Sequence[Keyword],
    facet: Callable[[str], str],
    articles_with: Callable[[Sequence[str]], int],
    adnominal: Collection[str] = (),
) -> Summary:
    """A summary of ranked keywords.

    facet: word -> its facet. articles_with: words -> number of articles holding any of them.
    adnominal: words such as 푸른, which stand in quotes: a particle cannot follow them."""

    def shown(word: str) -> str:
        verbal = word in adnominal or (word.endswith("다") and facet(word) == OTHER)
        return f"‘{word}’" if verbal else word

    strong = [k for k in keywords if k.articles >= MIN_ARTICLES and k.z >= MIN_Z and k.log_ratio > 0]
    if not strong:
        return Summary("다른 팀과 뚜렷이 갈리는 말이 아직 없습니다", ())
    by_facet: dict[str, list[Keyword]] = {}
    for keyword in strong:
        by_facet.setdefault(facet(keyword.word), []).append(keyword)
    named = sorted(
        (name for name in by_facet if name in TEMPLATES and name != OTHER),
        key=lambda name: -sum(k.z for k in by_facet[name][:WORDS_A_SENTENCE]),
    )[:MAX_SENTENCES]
    if len(named) < MAX_SENTENCES - 1 and OTHER in by_facet:
        named.append(OTHER)
    sentences = tuple(_sentence(name, by_facet[name][:WORDS_A_SENTENCE], articles_with, shown) for name in named)
    return Summary(_headline(strong, facet, shown), sentences)


def _headline(strong: Sequence[Keyword], facet: Callable[[str], str], shown: Callable[[str], str]) -> str:
    """The two strongest words, those of a facet first: they say more about a concept than the rest."""
    listed = [k.word for k in strong[:10] if facet(k.word) != OTHER] or [k.word for k in strong]
    return f"{attach('·'.join(map(shown, listed[:2])), '이/가')} 다른 팀보다 두드러집니다"


def _sentence(
    name: str,
    words: Sequence[Keyword],
    articles_with: Callable[[Sequence[str]], int],
    shown: Callable[[str], str],
) -> Sentence:
    before, rest = TEMPLATES[name].split("{words+", 1)
    pair, after = rest.split("}", 1)
    text = before
    spans: list[tuple[int, int]] = []
    for index, keyword in enumerate(words):
        word = shown(keyword.word)
        start = len(text) + word.index(keyword.word)
        spans.append((start, start + len(keyword.word)))
        if index == len(words) - 1:
            text += attach(word, pair)
        elif index == len(words) - 2:
            text += attach(word, "과/와") + " "
        else:
            text += word + ", "
    return Sentence(
        text=text + after,
        facet=name,
        evidence=tuple(Support(k.word, k.articles) for k in words),
        spans=tuple(spans),
        articles=articles_with([k.word for k in words]),
    )
