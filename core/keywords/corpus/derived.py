"""Derived words kept whole, whatever an analyzer makes of them: 존재감, 재해석, 자연스러운 as 자연스러움, 힙한 as 힙함.

An analyzer without such a word in its dictionary gives the noun in it (자연 'nature' out of 자연스러운 'natural'), and
that says something else. So they are read off the text itself."""

import re
from collections.abc import Iterator, Sequence

from core.keywords.analyzers.tokens import Token
from core.keywords.lexicon.lexicon import Lexicon
from core.text.korean import COMMON, endings

# Adjectives that nouns become with a suffix. The ending decides: 바로 is no adjective, 다채로운 is.
_ADJECTIVE = re.compile(
    r"(?<![가-힣])(?:"
    r"([가-힣]{1,5}?)(스(?:러[운움워웠]|럽[게고지다던]|레(?![가-힣]))|(?<![으])로[운움워웠](?!데)|롭[게고지다던])"
    r"|([힙쿨핫])(?:한|함|하게|하고|하며|하면서|하다|했던|했다|해[서도]?)(?![가-힣])"
    r")"
)
_AFTER = rf"(?:{'|'.join(endings(*COMMON, 'only', 'even', 'say', 'stacked', 'plural_case', 'predicate'))})?(?![가-힣])"
# Suffixes that make a noun of a noun. 도 and 로 are left out: they are particles far more often (무대도, 바다로).
_SUFFIX = re.compile(
    rf"(?:[감력형미선]{_AFTER}|성{_AFTER}|화(?:(?:하|한|해|했|된|되|될|됐|돼|시[키켜킨킬])[가-힣]*|{_AFTER}))"
)
_SUFFIXES = frozenset("감력형미선성화")
_PREFIX = "재"  # 재해석, 재구성
_KINDS = frozenset(("noun", "root"))


def with_derived_words(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """The tokens, those that a derived word overlaps replaced by one token of it."""
    found = [*_adjectives(text, lexicon), *_nouns(text, tokens, lexicon)]
    if not found:
        return tokens
    taken = {place for token in found for place in range(token.start, token.end)}
    apart = [token for token in tokens if taken.isdisjoint(range(token.start, token.end))]
    return sorted([*apart, *found], key=lambda token: token.start)


def _adjectives(text: str, lexicon: Lexicon) -> Iterator[Token]:
    for match in _ADJECTIVE.finditer(text):
        stem, suffix, short = match.groups()
        if short:
            yield Token(lexicon.canonical(f"{short}함"), "root", *match.span())
        else:
            spelled = (f"{stem}스럽다", f"{stem}스러움") if suffix[0] == "스" else (f"{stem}롭다", f"{stem}로움")
            if spelled[0] not in lexicon.stop:
                yield Token(lexicon.canonical(spelled[1]), "root", match.start(), match.end())


def _nouns(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Token]:
    """Nouns with a suffix or a prefix of derivation, where the analyzer gave the noun alone."""
    longest: dict[int, int] | None = None
    for token in tokens:
        word, start, end = token.word, token.start, token.end
        if text[end : end + 1] not in _SUFFIXES and text[start - 1 : start] != _PREFIX:
            continue
        if token.kind not in _KINDS or end - start != len(word) or len(word) < 2:
            continue
        again = text[start - 1 : start] == _PREFIX and not _hangul(text, start - 2)
        if not again and _hangul(text, start - 1):
            continue
        if longest is None:
            longest = {one.start: one.end for one in tokens}
        suffix = _SUFFIX.match(text, end)
        if suffix and word not in lexicon.stop and longest.get(end, 0) <= suffix.end():
            yield Token(word + text[end], "noun", start, end + 1)
        elif again and not (longest.get(start - 1, 0) > start):
            yield Token(_PREFIX + word, "noun", start - 1, end)


def _hangul(text: str, index: int) -> bool:
    return index >= 0 and "가" <= text[index : index + 1] <= "힣"
