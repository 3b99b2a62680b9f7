"""A word as a sentence of our own can say it: 당당함 for 당당, 차가움 for 차가운, 주체성 for 주체.

Only what is certain: a form that the lexicon lists, or one that the dictionary form of an adjective leaves no choice
about. Everything else stays as it is, in quotes."""

from collections.abc import Collection, Iterator, Mapping

_N, _L, _LM, _M, _P, _S, _H = 4, 8, 10, 16, 17, 19, 27  # ㄴ ㄹ ㄻ ㅁ ㅂ ㅅ ㅎ as last consonants


def nouns(spelling: Mapping[str, str], listed: Collection[str]) -> Mapping[str, str]:
    """Word -> its noun, of those that have one. spelling: variant -> the word shown; listed: words of facets."""
    found: dict[str, str] = {}
    for variant, word in spelling.items():
        if variant == f"{word}함":
            found[word] = variant
        elif variant == f"{word}성":
            found.setdefault(word, variant)
    found |= {word: f"{word}함" for word in listed if f"{word}함" in listed}
    found |= dict(_of_adjectives(spelling))
    return found


def adnominal(spelling: Mapping[str, str]) -> frozenset[str]:
    """Words shown in a form that modifies a noun: 푸른 for 푸르다."""
    return frozenset(w for variant, w in spelling.items() if variant.endswith("다") and _final(w) == _N)


def _of_adjectives(spelling: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for variant, word in spelling.items():
        if len(variant) > 1 and variant.endswith("다") and _final(word) == _N and (noun := gerund(variant[:-1], word)):
            yield word, noun


def gerund(stem: str, modifier: str) -> str:
    """The noun of an adjective, "" where it is not certain. stem: its dictionary form without 다; modifier: its form
    before a noun, which tells regular from irregular: 좁은, but 차가운."""
    last = _final(stem)
    if last == 0 and modifier == _with(stem, _N):
        return _with(stem, _M)  # 푸르다, 푸른, 푸름
    if last == _L and modifier == _with(stem, _N):
        return _with(stem, _LM)  # 거칠다, 거친, 거칢
    open_stem = _with(stem, 0)
    if last == _P and modifier == f"{open_stem}운":
        return f"{open_stem}움"  # 차갑다, 차가운, 차가움
    if last == _S and modifier == f"{open_stem}은":
        return f"{open_stem}음"  # 낫다, 나은, 나음
    if last not in (0, _L, _H) and modifier == f"{stem}은":
        return f"{stem}음"  # 밝다, 밝은, 밝음
    return ""


def _final(word: str) -> int:
    """The number of a Hangul syllable's last consonant, 0 without one."""
    return (ord(word[-1]) - ord("가")) % 28 if "가" <= word[-1] <= "힣" else 0


def _with(word: str, last: int) -> str:
    """The word with another last consonant, 0 for none."""
    return word[:-1] + chr(ord(word[-1]) - _final(word) + last)
