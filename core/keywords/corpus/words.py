"""From tokens to the words that are counted: one spelling, compounds joined, names and boilerplate left out."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

from core.keywords.analyzers.tokens import Token, WordKind
from core.keywords.corpus.derived import with_derived_words
from core.keywords.corpus.listed_words import with_listed_words
from core.keywords.corpus.own_words import with_own_words
from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.spans import NameSpan
from core.text.korean import endings

LONGEST_COMPOUND = 3  # tokens
NotCounted = Literal["name", "stop", "past", "adverb", "short"]  # why a word does not count
_PARTICLES = endings("topic", "object", "oblique", "place", syllables=1)
_LONG_PARTICLES = frozenset(endings("limit", "even", "place", syllables=2))
_DETERMINERS = "한늦초새첫맨신총대"  # 한여름, 첫사랑: the word after them is a word
_PAST, _PAST_ENDS = re.compile(r"[가-힣][았었였했겠]다?$"), frozenset("았었였했겠다")


class Mention(NamedTuple):
    """A counted word and where the text has it. kind: of a compound, its last part's."""

    word: str
    start: int
    end: int
    kind: WordKind = "noun"


def concept_words(
    text: str, tokens: Sequence[Token], names: Sequence[NameSpan], lexicon: Lexicon, stop: Collection[str] = ()
) -> list[Mention]:
    """The words of a text that may say something about a concept, in order.

    names: spans to leave out. stop: more words to leave out, as shown (the press's own name, a user's exclusions)."""
    return [mention for mention, reason in judged_words(text, tokens, names, lexicon, stop) if not reason]


def judged_words(
    text: str, tokens: Sequence[Token], names: Sequence[NameSpan], lexicon: Lexicon, stop: Collection[str] = ()
) -> Iterator[tuple[Mention, NotCounted | None]]:
    """Every word outside the names, and why it is left out, None for one that counts. The rest as `concept_words`."""
    blocked = {i for span in names for i in range(span.start, span.end)}
    whole = with_derived_words(text, with_listed_words(text, tokens, lexicon), lexicon)
    whole = with_own_words(text, whole, lexicon)
    free = [token for token in whole if token.start not in blocked]
    spelling, never = lexicon.synonyms, lexicon.stop  # looked at for every word: the time is in the look-ups
    index, count, before = 0, len(free), -1
    while index < count:
        token = free[index]
        near = index + 1 < count and free[index + 1].start <= token.end + 1  # for most a particle is between
        taken = _compound(text, free, index, lexicon) if near else 1
        if taken > 1:
            part = free[index : index + taken]
            token = Token("".join(t.word for t in part), part[-1].kind, part[0].start, part[-1].end)
        elif token.kind == "noun":
            token = _without_particle(token, lexicon)
        shown, kind, start, end = token
        word = spelling.get(shown, shown)
        reason: NotCounted | None = "stop" if word in never or word in stop else None
        if taken == 1 and reason is None:
            reason = _reason(text, token, word, lexicon, before != start and start - 1 not in blocked)
        yield Mention(word, start, end, kind), reason
        index += taken
        before = free[index - 1].end


def _compound(text: str, tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int:
    """How many tokens from index on are one word of the lexicon, as 걸 + 크러쉬; 1 if none."""
    longest, last = 1, tokens[index]
    word = last.word
    for size, token in enumerate(tokens[index + 1 : index + LONGEST_COMPOUND], start=2):
        gap = text[last.end : token.start]
        # Two syllables apart are two words: 월드 인 어 데이 holds no 인어.
        if gap not in {"", " "} or (gap and max(last.end - last.start, token.end - token.start) == 1):
            break
        word, last = word + token.word, token
        if word in lexicon.joined:
            longest = size
    return longest


def _without_particle(token: Token, lexicon: Lexicon) -> Token:
    """바다 for 바다로, of a noun with its particle left on. 이 and 가 stay: they may belong to it, as in 안무가."""
    word = token.word
    if word in lexicon.joined or token.end - token.start != len(word):
        return token
    if word[-1] in _PARTICLES:
        return token._replace(word=word[:-1], end=token.end - 1) if word[:-1] in lexicon.joined else token
    if word[-2:] in _LONG_PARTICLES and "가" <= word[-3:-2] <= "힣":
        stem = word[:-2]
        if len(stem) > 1 or stem in lexicon.facet_of:
            return token._replace(word=stem, end=token.start + len(stem))
    return token


def _reason(text: str, token: Token, word: str, lexicon: Lexicon, apart: bool) -> NotCounted | None:
    """Adverbs and words of one syllable count only where a facet lists them: most say nothing by themselves.

    Inside another word a syllable or an adjective is a piece that an analyzer cut off: 핑크빛, 개인별, 소셜. So is a
    word whose beginning is no word (제 and 조사 of 제조사). apart: does no other token end where this one begins?"""
    if token.kind == "name" or word in lexicon.own_names:
        return "name"
    listed = word in lexicon.facet_of or token.word in lexicon.own
    if "가" <= text[token.start - 1 : token.start] <= "힣":  # inside another word
        before = text[max(0, token.start - 2) : token.start]
        lone = not "가" <= before[0] <= "힣" and before[-1] not in _DETERMINERS  # 이 of 이질감
        if (
            len(token.word) == 1
            or token.kind == "adjective"
            or (token.kind == "latin" and not listed)
            or (apart and (lone or not listed))
        ):
            return "short"
    if listed:
        return None
    if token.kind == "noun" and word[-1] in _PAST_ENDS and _PAST.search(word):  # 꼽았다, taken for a noun
        return "past"
    if token.kind == "adverb":
        return "adverb"
    return "short" if len(word) < 2 else "stop" if token.word in lexicon.stop else None
