"""Sentences about a group's concept, composed from its strongest words, each with the articles it rests on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from zlib import crc32

from core.keywords.lexicon.lexicon import OTHER
from core.keywords.views.threshold import firm
from core.keywords.views.trend import Rise
from core.text.korean import attach
from core.text.numbers import percent
from core.types import Keyword

WORDS_A_SENTENCE = 3
MAX_SENTENCES = 5
FACETS = 4  # sentences about facets at most: one more is for what else there is
FEW_SENTENCES = 3  # with fewer, a note names the small number of words
FEW_ARTICLES = 10
OTHER_Z = 3.0  # of words without a facet: they are so many that some pass the usual line by chance

# {words+이/가} is the list of words with the particle that fits its last one. A form says no more than was counted: the
# words stand in more of this group's articles than of the others'. Which of them a group gets follows from its
# strongest word there: always the same for the same news, and not the same for every group.
FORMS: Mapping[str, tuple[str, ...]] = {
    "분위기": (
        "분위기를 나타내는 말로는 {words+이/가} 두드러집니다.",
        "분위기를 말할 때는 {words+이/가} 다른 팀보다 자주 쓰입니다.",
    ),
    "사운드": (
        "사운드에 관한 말로는 {words+이/가} 두드러집니다.",
        "소리를 말할 때는 {words+이/가} 다른 팀보다 자주 나옵니다.",
    ),
    "비주얼·스타일링": (
        "비주얼과 스타일링에 관한 말로는 {words+이/가} 눈에 띕니다.",
        "보이는 모습으로는 {words+이/가} 다른 팀보다 자주 나옵니다.",
    ),
    "세계관·서사": (
        "세계관과 이야기의 소재로는 {words+이/가} 두드러집니다.",
        "이야기의 소재로는 {words+이/가} 다른 팀보다 자주 나옵니다.",
    ),
    "퍼포먼스": (
        "퍼포먼스에 관한 말로는 {words+이/가} 눈에 띕니다.",
        "무대를 말할 때는 {words+이/가} 다른 팀보다 자주 나옵니다.",
    ),
    "메시지·감정": (
        "메시지와 감정에 관한 말로는 {words+이/가} 두드러집니다.",
        "마음을 말할 때는 {words+이/가} 다른 팀보다 자주 나옵니다.",
    ),
    "타깃·시장": (
        "시장과 팬에 관한 말로는 {words+이/가} 두드러집니다.",
        "팬과 시장을 말할 때는 {words+이/가} 다른 팀보다 자주 나옵니다.",
    ),
    OTHER: ("분류에 없는 말로는 {words+이/가} 다른 팀보다 자주 나옵니다.",),
}
_OF_AN_OWN_FACET = "{facet} 쪽에서는 {words+이/가} 다른 팀보다 자주 나옵니다."  # the lexicon may have facets of its own


@dataclass(frozen=True, slots=True)
class Support:
    """A word of a sentence and the number of articles that hold it, of the group named where several are blended.

    said: the noun that the sentence says for it (당당함), "" where that is the word itself."""

    word: str
    articles: int
    group: str = ""
    said: str = ""

    @property
    def shown(self) -> str:
        """As the sentence has it."""
        return self.said or self.word


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
    """The keywords that a sentence may rest on, in the order given."""
    return [k for k in keywords if firm(k)]


def summarise(
    keywords: Sequence[Keyword],
    facet: Callable[[str], str],
    articles_with: Callable[[Sequence[str]], int],
    noun: Callable[[str], bool],
    total: int,
    rise: Rise | None = None,
    say: Callable[[str], str] = str,
) -> Summary:
    """A summary of ranked keywords.

    facet: word -> its facet. articles_with: words -> number of articles holding any of them. total: articles read.
    noun: is it one? Of the words without a facet only strong nouns say something by themselves. rise: a word that
    rises. say: word -> the noun for it."""
    said = strong(keywords)
    if keywords and all(isnan(k.z) for k in keywords):
        return Summary("다른 팀과 견주지 못했습니다", (), "견줄 다른 팀의 기사가 없어 두드러진 말을 적지 않았습니다.")
    if not said:
        return Summary("다른 팀과 뚜렷이 갈리는 말이 아직 없습니다", (), _nothing(total))
    by_facet: dict[str, list[str]] = {}
    weight: dict[str, float] = {}
    articles = {k.word: k.articles for k in said}
    for keyword in said:
        name = facet(keyword.word)
        words = by_facet.setdefault(name, [])
        telling = name != OTHER or (keyword.z >= OTHER_Z and noun(keyword.word))
        if telling and len(words) < WORDS_A_SENTENCE:
            words.append(keyword.word)
            weight[name] = weight.get(name, 0.0) + keyword.z
    named = sorted((name for name in by_facet if name != OTHER), key=lambda name: (-weight[name], name))[:FACETS]
    if by_facet.get(OTHER):
        named.append(OTHER)
    sentences = []
    for name in named:
        words = by_facet[name]
        forms = FORMS.get(name, (_OF_AN_OWN_FACET,))
        form = forms[crc32(words[0].encode()) % len(forms)]
        support = [Support(word, articles[word], said=say(word)) for word in words]
        sentences.append(compose(form, name, support, articles_with(words)))
    if rise is not None and rise.word in articles:
        sentences = [*sentences[: MAX_SENTENCES - 1], _rising(rise, facet(rise.word), say(rise.word))]
    return Summary(_headline(said, facet, say), tuple(sentences), _little(len(sentences), len(said), total))


def _nothing(total: int) -> str:
    return f"기사 {total}건에서 뚜렷한 말을 찾지 못했습니다. 기사를 더 모으면 달라질 수 있습니다."


def _little(sentences: int, words: int, total: int) -> str:
    if total < FEW_ARTICLES:
        return f"기사가 {total}건뿐이어서 더 말하기는 이릅니다."
    if sentences < FEW_SENTENCES:
        return f"기사 {total}건에서 다른 팀과 뚜렷이 갈리는 말이 {words}개뿐이어서 여기까지만 적습니다."
    return ""


def _headline(said: Sequence[Keyword], facet: Callable[[str], str], say: Callable[[str], str]) -> str:
    """The two strongest words, those of a facet first: they say more about a concept than the rest."""
    words = [k.word for k in said[:10] if facet(k.word) != OTHER] or [k.word for k in said]
    return f"{leading([say(word) for word in words[:2]])} 다른 팀보다 두드러집니다"


def leading(words: Sequence[str]) -> str:
    """The words of a headline with the particle of its subject."""
    return attach("·".join(map(quote, words)), "이/가")


def quote(word: str) -> str:
    """A word as sentences hold it: always in quotes, since no particle could follow one like 푸른."""
    return f"‘{word}’"


def compose(form: str, facet: str, evidence: Sequence[Support], articles: int) -> Sentence:
    """A sentence of a form, with the words of its evidence."""
    before, rest = form.split("{words+", 1)
    pair, after = rest.split("}", 1)
    text, spans = listed(before.replace("{facet}", facet), [e.shown for e in evidence], pair)
    return Sentence(text + after, facet, tuple(evidence), spans, articles)


def listed(text: str, words: Sequence[str], pair: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`text` followed by the words with their particles, and where each of them stands."""
    spans: list[tuple[int, int]] = []
    for index, word in enumerate(words):
        start = len(text) + 1
        spans.append((start, start + len(word)))
        if index == len(words) - 1:
            text += attach(quote(word), pair)
        elif index == len(words) - 2:
            text += attach(quote(word), "과/와") + " "
        else:
            text += quote(word) + ", "
    return text, tuple(spans)


def _rising(rise: Rise, facet: str, said: str) -> Sentence:
    text, spans = listed("", [said], "은/는")
    since = f"{rise.since.year}년 {rise.since.month}월 {rise.since.day}일"
    text += f" {since} 전 기사의 {percent(rise.before, ' ')}에서 그 뒤 기사의 {percent(rise.after, ' ')}로 늘었습니다."
    return Sentence(text, facet, (Support(rise.word, rise.articles, said=said),), spans, rise.articles)
