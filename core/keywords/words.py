"""From tokens to the words that are counted: one spelling, compounds joined, names and boilerplate left out."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

from core.keywords.lexicon import Lexicon
from core.keywords.names import NameSpan
from core.keywords.own_words import with_own_words
from core.keywords.tokens import Kind, Token

LONGEST_COMPOUND = 3  # tokens
LeftOut = Literal["name", "stop", "past", "adverb", "short"]  # why a word does not count
_PARTICLES = frozenset("로과와의은는을를도에")
_PAST = re.compile(r"[가-힣][았었였했겠]다?$")


class Mention(NamedTuple):
    """A counted word and where the text has it. kind: of a compound, its last part's."""

    word: str
    start: int
    end: int
    kind: Kind = "noun"


def concept_words(
    text: str, tokens: Sequence[Token], names: Sequence[NameSpan], lexicon: Lexicon, stop: Collection[str] = ()
) -> list[Mention]:
    """The words of a text that may say something about a concept, in order.

    names: spans to leave out. stop: more words to leave out, as shown (the press's own name, a user's exclusions)."""
    return [mention for mention, reason in judged_words(text, tokens, names, lexicon, stop) if not reason]


def judged_words(
    text: str, tokens: Sequence[Token], names: Sequence[NameSpan], lexicon: Lexicon, stop: Collection[str] = ()
) -> Iterator[tuple[Mention, LeftOut | None]]:
    """Every word outside the names, and why it is left out, None for one that counts. The rest as `concept_words`."""
    blocked = {i for span in names for i in range(span.start, span.end)}
    free = [token for token in with_own_words(text, tokens, lexicon) if token.start not in blocked]
    index = 0
    while index < len(free):
        taken = _compound(text, free, index, lexicon)
        if taken > 1:
            part = free[index : index + taken]
            token = Token("".join(t.word for t in part), part[-1].kind, part[0].start, part[-1].end)
        else:
            token = _without_particle(free[index], lexicon)
        word = lexicon.canonical(token.word)
        reason: LeftOut | None = "stop" if word in lexicon.stop or word in stop else None
        if taken == 1 and reason is None:
            reason = _reason(token, word, lexicon)
        yield Mention(word, token.start, token.end, token.kind), reason
        index += taken


def _compound(text: str, tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int:
    """How many tokens from index on are one word of the lexicon, as 걸 + 크러쉬; 1 if none."""
    longest, word, end = 1, tokens[index].word, tokens[index].end
    for size, token in enumerate(tokens[index + 1 : index + LONGEST_COMPOUND], start=2):
        if text[end : token.start] not in {"", " "}:
            break
        word, end = word + token.word, token.end
        if word in lexicon.joined:
            longest = size
    return longest


def _without_particle(token: Token, lexicon: Lexicon) -> Token:
    """바다 for 바다로, where an analyzer left the particle on. 이 and 가 stay: they may belong to it, as in 안무가."""
    word = token.word
    if word[-1] not in _PARTICLES or token.kind != "noun" or token.end - token.start != len(word):
        return token
    left = word not in lexicon.joined and word[:-1] in lexicon.joined
    return token._replace(word=word[:-1], end=token.end - 1) if left else token


def _reason(token: Token, word: str, lexicon: Lexicon) -> LeftOut | None:
    """Adverbs and words of one syllable count only where a facet lists them: most say nothing by themselves."""
    if token.kind == "name" or word in lexicon.own_names:
        return "name"
    if word in lexicon.facet_of or token.word in lexicon.own:
        return None
    if token.kind == "noun" and _PAST.search(word):  # 꼽았다, taken for a noun
        return "past"
    if token.kind == "adverb":
        return "adverb"
    if len(word) < 2:
        return "short"
    return "stop" if token.word in lexicon.stop else None
