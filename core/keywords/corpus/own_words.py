"""Words that a studio adds to its lexicon, found in the text itself.

They never enter an analyzer's dictionary: it holds for the whole process, and a change voids all stored tokens."""

import re
from collections.abc import Sequence
from functools import lru_cache

from core.keywords.analyzers.tokens import Token
from core.keywords.lexicon.file import plain
from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.spans import whole_words


def with_own_words(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """The tokens, those that an own word overlaps replaced by one token of it.

    A word counts where it stands by itself: no Hangul before it, at most a particle after it. Where an analyzer knows a
    longer word there (작곡가, not 작곡 and 가), it is right."""
    if not lexicon.own:
        return tokens
    pattern, written = _search(lexicon.own)
    longer = {token.start: token.end for token in tokens}
    found = [
        Token(lexicon.canonical(written[plain(match.group()).lower()]), "noun", *match.span())
        for match in pattern.finditer(text)
        if longer.get(match.start(), 0) <= match.end()
    ]
    if not found:
        return tokens
    taken = {place for token in found for place in range(token.start, token.end)}
    apart = [token for token in tokens if taken.isdisjoint(range(token.start, token.end))]
    return sorted([*apart, *found], key=lambda token: token.start)


@lru_cache(maxsize=8)
def _search(words: frozenset[str]) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all the words; and lower case without spaces -> the word without spaces."""
    return whole_words(words), {plain(word).lower(): plain(word) for word in sorted(words)}
