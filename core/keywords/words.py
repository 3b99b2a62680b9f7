"""From tokens to the words that are counted: one spelling, compounds joined, names and boilerplate left out."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from core.keywords.lexicon import Lexicon
from core.keywords.names import NameSpan
from core.keywords.tokens import Token

LONGEST_COMPOUND = 3  # tokens
_PARTICLES = frozenset("로과와의은는을를도에")
_PAST = re.compile(r"[가-힣][았었였했겠]다?$")


class Mention(NamedTuple):
    """A counted word and where the text has it."""

    word: str
    start: int
    end: int


def concept_words(
    text: str, tokens: Sequence[Token], names: Sequence[NameSpan], lexicon: Lexicon, stop: Collection[str] = ()
) -> list[Mention]:
    """The words of a text that may say something about a concept, in order.

    names: spans to leave out. stop: more words to leave out, as shown (the press's own name, a user's exclusions)."""
    blocked = {i for span in names for i in range(span.start, span.end)}
    free = [token for token in tokens if token.kind != "name" and token.start not in blocked]
    found: list[Mention] = []
    index = 0
    while index < len(free):
        taken = _compound(text, free, index, lexicon)
        if taken > 1:
            word = "".join(token.word for token in free[index : index + taken])
            mention = Mention(lexicon.canonical(word), free[index].start, free[index + taken - 1].end)
        else:
            token = _without_particle(free[index], lexicon)
            mention = Mention(lexicon.canonical(token.word), token.start, token.end)
            if not _counts(token, mention.word, lexicon):
                index += 1
                continue
        if mention.word not in lexicon.stop and mention.word not in stop:
            found.append(mention)
        index += taken
    return found


def _compound(text: str, tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int:
    """How many tokens from index on are one word of the lexicon, as 걸 + 크러쉬; 1 if none."""
    for size in range(min(LONGEST_COMPOUND, len(tokens) - index), 1, -1):
        part = tokens[index : index + size]
        pairs = pairwise(part)
        if (
            all(text[a.end : b.start] in {"", " "} for a, b in pairs)
            and "".join(t.word for t in part) in lexicon.joined
        ):
            return size
    return 1


def _without_particle(token: Token, lexicon: Lexicon) -> Token:
    """바다 for 바다로, where an analyzer left the particle on. 이 and 가 stay: they may belong to it, as in 안무가."""
    word, stem = token.word, token.word[:-1]
    left = token.kind == "noun" and word[-1] in _PARTICLES and word not in lexicon.joined and stem in lexicon.joined
    whole = token.end - token.start == len(word)
    return token._replace(word=stem, end=token.end - 1) if left and whole else token


def _counts(token: Token, word: str, lexicon: Lexicon) -> bool:
    """Adverbs and words of one syllable count only where a facet lists them: most say nothing by themselves."""
    if word in lexicon.facet_of:
        return True
    if token.kind == "noun" and _PAST.search(word):  # 꼽았다, taken for a noun
        return False
    return token.kind != "adverb" and len(word) >= 2 and token.word not in lexicon.stop
