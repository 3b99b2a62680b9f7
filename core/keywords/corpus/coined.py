"""Words that an analyzer cuts up because its dictionary lacks them, as 은하열차, found by how the news writes them.

A run of Hangul that begins with two or more tokens in a row is a word of its own where enough articles have it, with
this particle or ending or that. The particle is what the most articles do without: an analyzer may have taken it for
part of a word, as in 은하·열·차로."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from core.keywords.analyzers.tokens import Token
from core.keywords.lexicon.lexicon import Lexicon
from core.text.korean import COMMON, endings

MIN_ARTICLES = 3
# Also those of adjectives made of nouns.
_PARTICLES = endings(*COMMON, "only", "say", "plural_case", "adjective", "adjective_form")
_Run = tuple[int, tuple[str, ...]]  # its place, and itself without each particle it may have, the longest first
_BY_LAST = {last: [p for p in _PARTICLES if p[-1] == last] for last in {p[-1] for p in _PARTICLES}}


def with_coined_words(
    texts: Sequence[str], tokens: Sequence[Sequence[Token]], lexicon: Lexicon
) -> list[Sequence[Token]]:
    """The tokens of each text, the pieces of each word that at least `MIN_ARTICLES` texts write as one replaced by
    one."""
    runs = [list(_runs(text, found, lexicon)) for text, found in zip(texts, tokens, strict=True)]
    words = _coined(runs)
    return [_joined(found, cut, words) for found, cut in zip(tokens, runs, strict=True)]


def join(text: str, tokens: Sequence[Token], words: frozenset[str], lexicon: Lexicon) -> Sequence[Token]:
    """The tokens of a text, the pieces of each of the words replaced by one."""
    return _joined(tokens, _runs(text, tokens, lexicon), words)


def _coined(runs: Sequence[Sequence[_Run]]) -> frozenset[str]:
    """The words that enough texts write as one and the analyzer cut. runs: of each text."""
    articles: Counter[str] = Counter()
    cut: set[tuple[str, ...]] = set()
    for found in runs:
        stems_here = {stems for _, stems in found}
        cut |= stems_here
        articles.update({stem for stems in stems_here for stem in stems})
    best = (max(stems, key=lambda stem: articles[stem]) for stems in cut)
    return frozenset(word for word in best if articles[word] >= MIN_ARTICLES)


def _joined(tokens: Sequence[Token], runs: Iterable[_Run], words: frozenset[str]) -> Sequence[Token]:
    whole = {}
    for start, stems in runs:
        if known := [stem for stem in stems if stem in words]:
            whole[start] = Token(known[0], "noun", start, start + len(known[0]))
    if not whole:
        return tokens
    joined: list[Token] = []
    for token in tokens:
        if token.start in whole:
            joined.append(whole[token.start])
        elif not joined or token.start >= joined[-1].end:
            joined.append(token)
    return joined


def _runs(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[_Run]:
    """The runs that begin with several tokens in a row."""
    index = 0
    while index < len(tokens) - 1:
        first = index
        index += 1
        start, end = tokens[first].start, tokens[first].end
        if tokens[index].start != end or not _hangul(text, start) or _hangul(text, start - 1):
            continue
        while index < len(tokens) and tokens[index].start == end:
            end = tokens[index].end
            index += 1
        stop = end
        while _hangul(text, stop):
            stop += 1
        run = text[start:stop]
        if any(token.kind == "latin" or token.word in lexicon.stop for token in tokens[first:index]):
            continue
        stems = [run, *(run[: -len(p)] for p in _BY_LAST.get(run[-1], ()) if run.endswith(p))]
        within = [s for s in stems if tokens[first].end - start < len(s) <= end - start]
        if within and not any(s in lexicon.joined or s in lexicon.stop for s in within):
            yield start, tuple(sorted(within, key=len, reverse=True))


def _hangul(text: str, index: int) -> bool:
    return 0 <= index < len(text) and "가" <= text[index] <= "힣"
