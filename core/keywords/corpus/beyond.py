"""Words of a whole article of which only the beginning is there: BIGKinds cuts a body at 200 characters and lists the
words of all of it. They count for the article; no sentence says them, so none is quoted for them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.keywords.analyzers.tokens import Token
from core.keywords.corpus.words import judged_words
from core.keywords.lexicon.file import plain
from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.spans import NameSpan
from core.text.near_duplicates import Folded

MOST_ACTS = 1  # other groups and artists that are named: more are a round-up, of which each word may be any one's
_APART = " | "  # between words that stand beside each other in no text
_ACTS = frozenset(("group", "artist"))


@dataclass(frozen=True, slots=True)
class ListedWords:
    """What the words that a source lists mean. words: as listed -> as counted, of those that count. acts: as listed ->
    id of the group it names, "" of an artist. titles: of several words, by their first word."""

    words: Mapping[str, str]
    acts: Mapping[str, str]
    titles: Mapping[str, Sequence[tuple[str, ...]]]

    def beyond(
        self, entry: Folded, text: str, names: Iterable[NameSpan], group: str, held: Collection[str]
    ) -> Counter[str]:
        """Word -> times in the list of the article, of those that its text does not hold.

        None where the title names another act, or text or list name several: whose words they are could not be told.
        held: words counted in the text already."""
        listed = next((article.words for article in (entry.article, *entry.copies) if article.words), ())
        acts = {span.name: span.start for span in names if span.kind in _ACTS and span.group != group}
        others = acts.keys() | {term for term in listed if self.acts.get(term, group) != group}
        if not listed or len(others) > MOST_ACTS or min(acts.values(), default=len(text)) < text.find("\n"):
            return Counter()
        low, pieces = plain(text).lower(), self._pieces(set(listed))
        return Counter(
            word
            for term in listed
            if (word := self.words.get(term))
            and term not in pieces
            and word not in held
            and word != entry.article.press
            and plain(term).lower() not in low
        )

    def _pieces(self, listed: Collection[str]) -> set[str]:
        """Words of the list that together are a title known from elsewhere."""
        found: set[str] = set()
        for word in listed:
            for title in self.titles.get(word, ()):
                if all(part in listed for part in title):
                    found.update(title)
        return found


def listed_words(
    folded: Iterable[Folded],
    find: Callable[[str], Sequence[NameSpan]],
    known: Callable[[str], bool],
    titles: Iterable[str],
    lexicon: Lexicon,
) -> ListedWords:
    """The words of all lists, read once. find: names in a text; known: is it a name of one of the groups, whatever
    else it may be? titles: known from the texts."""
    articles = (article for entry in folded for article in (entry.article, *entry.copies))
    terms = sorted({term for article in articles for term in article.words if _noun(term)})
    if not terms:
        return ListedWords({}, {}, {})
    tokens: list[Token] = []
    place = 0
    for term in terms:
        tokens.append(Token(lexicon.canonical(plain(term)), "noun", place, place + len(term)))
        place += len(term) + len(_APART)
    text = _APART.join(terms)
    names = find(text)
    at = {token.start: term for token, term in zip(tokens, terms, strict=True)}
    ends = {start: start + len(term) for start, term in at.items()}
    words = {
        at[mention.start]: mention.word
        for mention, reason in judged_words(text, tokens, names, lexicon)
        if not reason and mention.start in at and mention.end <= ends[mention.start]
    }
    acts = {at[span.start]: span.group for span in names if span.kind in _ACTS and span.start in at}
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for title in titles:
        first, *rest = title.split() or [""]
        if rest:
            by_first.setdefault(first, []).append((first, *rest))
    return ListedWords({term: word for term, word in words.items() if not known(term)}, acts, by_first)


def _noun(term: str) -> bool:
    """Hangul: of Latin and numbers in such lists most are names and amounts."""
    return all("가" <= letter <= "힣" or letter == " " for letter in term)
