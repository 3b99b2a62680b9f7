"""Which texts are wanted: by words of which a text must hold all, at least one, or none."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

from core.text.unicode import normal
from core.types import Article

_BETWEEN = re.compile(r"[,;，、\n\r]")
_LETTER = "[0-9a-z]"
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")  # came along with a copied word


@dataclass(frozen=True, slots=True)
class Terms:
    """every: all of them must be in a text; some: at least one, where there are any; without: none may be.

    A word is found wherever its letters stand, so that no particle hides it, its spaces may be missing; one that begins
    or ends in a Latin letter or a digit is a word of its own on that side (LE is not in SAMPLE). Letters of full width
    are those of usual width."""

    every: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @classmethod
    def read(cls, every: str = "", some: str = "", without: str = "") -> Self:
        """As people type them: commas or new lines between words."""
        return cls(split(every), split(some), split(without))

    @classmethod
    def of(cls, words: Mapping[str, Iterable[str]]) -> Self:
        """As JSON has them. Raises TypeError, AttributeError for what is not of that form."""
        return cls(**{kind: tuple(map(str, found)) for kind, found in words.items()})

    def changed(self, seen: Self, given: Self) -> Self:
        """With what was changed from `seen` to `given`: each word that was put in or taken away there, no other."""

        def merged(own: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, ...]:
            old, new, here = (set(map(folded, words)) for words in (before, after, own))
            kept = tuple(word for word in own if folded(word) not in old - new)
            return kept + tuple(word for word in after if folded(word) not in old | here)

        if self == seen:
            return given  # in the order in which they were given
        return replace(
            self,
            every=merged(self.every, seen.every, given.every),
            some=merged(self.some, seen.some, given.some),
            without=merged(self.without, seen.without, given.without),
        )

    def __bool__(self) -> bool:
        return bool(self.every or self.some or self.without)

    def wants(self, text: str) -> bool:
        """Is a text one of those wanted?"""
        plain = folded(text)
        return (
            not any(_pattern(word).search(plain) for word in self.without)
            and all(_pattern(word).search(plain) for word in self.every)
            and (not self.some or any(_pattern(word).search(plain) for word in self.some))
        )

    def reads(self, article: Article) -> bool:
        """Is an article, with the words that its source lists, one of those wanted?"""
        return not self or self.wants("\n".join([article.text, *article.tags, *article.words]))

    def phrases(self, words: Iterable[str]) -> tuple[str, ...]:
        """Search phrases that ask for these words and for what is wanted: a phrase for each of `some`.

        What must not be in a text is left to `wants`: not every search understands it."""
        return tuple(" ".join([word, *self.every, one]).rstrip() for word in words for one in self.some or ("",))


EVERY_TEXT = Terms()


def split(text: str) -> tuple[str, ...]:
    """The words of a line, each once, without the quotes around them; what has no letter is no word."""
    found: dict[str, str] = {}
    for word in _parts(text):
        if _has_letter(word):
            found.setdefault(folded(word), word)
    return tuple(found.values())


def signs(text: str) -> tuple[str, ...]:
    """What stands in a line as a word and is none, for it has neither a letter nor a digit."""
    return tuple(dict.fromkeys(word for word in _parts(text) if not _has_letter(word)))


def folded(text: str) -> str:
    """A text as it is compared: letters of one width, in lower case."""
    return normal(text, "NFKC").casefold()


def _parts(text: str) -> list[str]:
    parts = (" ".join(_UNSEEN.sub("", part).split()) for part in _BETWEEN.split(normal(text, "NFKC")))
    return [word for part in parts if (word := part.strip("\"'“”‘’ "))]


def _has_letter(word: str) -> bool:
    return any(letter.isalnum() for letter in word)


@lru_cache(maxsize=512)
def _pattern(word: str) -> re.Pattern[str]:
    plain = folded(word)
    before = f"(?<!{_LETTER})" if re.match(_LETTER, plain) else ""
    after = f"(?!{_LETTER})" if re.search(f"{_LETTER}$", plain) else ""
    return re.compile(before + r"\s*".join(map(re.escape, plain.split())) + after)
