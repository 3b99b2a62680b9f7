"""How much of a concept page is of use to who plans one, on the unkind press: every word and sentence has its truth.

A word is useful where a sentence about the act truly says it, in any of its forms. A sentence is useful where it
describes the act; one about somebody else, or with a facet's word that claims nothing, is false beside its claim."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from core.keywords.lexicon.lexicon import OTHER
from tests.support.unkind_press import NAMES, Act, Mark, Marked, marked_terms

__all__ = ["CLOUD", "NAMES", "TOP", "GateScore", "Gold", "Truth", "gold", "lemma"]

TOP, CLOUD = 20, 80  # words: those judged, and those that the picture has
MARKET = "타깃·시장"
Verdict = Literal["useful", "useless", "false"]
Source = Literal["useful", "made", "broken", "press", "other", "lone"] | str

_FORMS = (
    (re.compile(r"(?:스러운|스럽고|스럽게|스럽다|스러움|스레)$"), "스럽"),
    (re.compile(r"(?:로운|롭고|롭게|롭다|로움)$"), "롭"),
    (re.compile(r"(?:가운|갑고|갑게|갑다|가움)$"), "갑"),
    (re.compile(r"(?:거운|겁고|겁게|겁다|거움)$"), "겁"),
    (re.compile(r"(?:러운|럽고|럽게|럽다|러움)$"), "럽"),
    (re.compile(r"맞(?:은|고|게|다|음)$"), "맞"),
    (re.compile(r"(?<=..)(?:적인|적으로|적이고|적)$"), ""),
    (re.compile(r"(?<=.)(?:하고|하게|하며|하면서도|한|함|하다|히)$"), ""),
)


def lemma(word: str) -> str:
    """What the forms of a word have in common: 신비롭게, 신비로움; 당당한, 당당함."""
    plain = "".join(word.split()).lower()
    for pattern, stem in _FORMS:
        if pattern.search(plain):
            return pattern.sub(stem, plain)
    return plain


@dataclass(frozen=True)
class Truth:
    """What the news of an act says. canonical: a word -> the spelling that stands for it on the page."""

    sentences: Sequence[Marked]
    canonical: Callable[[str], str] = str

    @classmethod
    def of(cls, act: Act, canonical: Callable[[str], str] = str) -> "Truth":
        return cls(act.sentences, canonical)

    def key(self, word: str) -> str:
        return lemma(self.canonical(word))

    @cached_property
    def terms(self) -> Mapping[str, frozenset[str]]:
        """What is said of the act -> the facets it is said under."""
        found: dict[str, set[str]] = {}
        for word, facets in marked_terms(self.sentences):
            for form in (self.key(word), lemma(word)):
                found.setdefault(form, set()).update(facets)
        return {form: frozenset(facets) for form, facets in found.items()}

    def says(self, word: str) -> bool:
        """Does a sentence about the act truly say it?"""
        return bool({self.key(word), lemma(word)} & self.terms.keys())

    def source(self, word: str) -> Source:
        """Where a word comes from: "useful", else what it mostly is where the news has it: the kind of a name, "broken"
        (a piece of a longer word), "other" or "lone" (of such a sentence), "press"; "made" where no text has it so."""
        if self.says(word):
            return "useful"
        found = Counter(self._places(word))
        return max(found, key=lambda kind: (found[kind], kind)) if found else "made"

    def _places(self, word: str) -> Iterator[str]:
        tight = "".join(word.split()).lower()
        pattern = re.compile(r"\s?".join(map(re.escape, tight)), re.IGNORECASE)
        for sentence, packed in self._packed:
            if tight not in packed:
                continue
            for match in pattern.finditer(sentence.text):
                start, end = match.span()
                inside = next((m for m in sentence.marks if m.start < end and start < m.end), None)
                if inside and inside.kind in NAMES:
                    yield inside.kind
                elif inside and sentence.says == "concept" and _holds(start, end, inside):
                    yield "useful"  # a term and the noun beside it: 올드스쿨힙합, 봄날
                elif inside or _cut_off(sentence.text, start):
                    yield "broken"
                else:
                    yield sentence.says if sentence.says in ("other", "lone") else "press"

    @cached_property
    def _packed(self) -> list[tuple[Marked, str]]:
        return [(s, "".join(s.text.split()).lower()) for s in self.sentences]

    def claim(self, facet: str, words: Iterable[str]) -> Verdict:
        """Of a sentence in the page's own words. facet: as the page calls it; words: those it rests on.

        False where a facet of the concept is claimed from a word that only names, other acts or empty sentences hold;
        useful where the act's sentences say every word; else true and useless."""
        words = list(words)
        if facet not in (MARKET, OTHER) and any(self.source(w) in NAMES | {"other", "lone", "broken"} for w in words):
            return "false"
        return "useful" if words and all(map(self.says, words)) else "useless"

    def quotation(self, text: str) -> Verdict:
        """Of a sentence of the news, shown for what it says of the act; several at once are judged by their worst."""
        found = [s.says for s in self.standing_in(text)]
        if not found or "other" in found or "lone" in found:
            return "false" if found else "useless"
        return "useful" if "concept" in found else "useless"

    def standing_in(self, text: str) -> list[Marked]:
        """The sentences that a shown text holds, or that hold it; the most alike where quotes or spaces differ."""
        shown = _letters(text)
        within = [s for s in self.sentences if shown and _within(shown, _letters(s.text))]
        if within:
            return within
        likeness = {
            s: SequenceMatcher(None, shown, _letters(s.text), autojunk=False).quick_ratio() for s in self.sentences
        }
        best = max(likeness, key=likeness.__getitem__)
        return [best] if likeness[best] >= 0.8 else []


def _within(one: str, other: str) -> bool:
    """Is one part of the other? What a cut left of a sentence is too short to tell."""
    return min(len(one), len(other)) >= 10 and (one in other or other in one)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _holds(start: int, end: int, term: Mark) -> bool:
    """Does a word at that place hold the whole term and more?"""
    return start <= term.start and term.end <= end and (start, end) != (term.start, term.end)


def _cut_off(text: str, start: int) -> bool:
    return start > 0 and "가" <= text[start - 1] <= "힣" and "가" <= text[start] <= "힣"


@dataclass(frozen=True)
class Gold:
    """Concept words found in the sentences that say them. wrong: names, and pieces of words, that were found too."""

    wanted: int = 0
    found: int = 0
    wrong: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.wanted

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong)

    def __add__(self, other: "Gold") -> "Gold":
        return Gold(self.wanted + other.wanted, self.found + other.found, self.wrong + other.wrong)


def gold(truth: Truth, sentence: Marked, found: Sequence[tuple[str, int, int]]) -> Gold:
    """Of one sentence. found: (word, start, end) of what counts as a word there."""
    terms = [m for m in sentence.marks if m.kind == "term"]
    hits = 0
    taken: set[tuple[str, int, int]] = set()
    for term in terms:
        forms = {form for word in term.words for form in (truth.key(word), lemma(word))}
        own = {
            f for f in found
            if f[1] < term.end and term.start < f[2]
            and ({truth.key(f[0]), lemma(f[0])} & forms or _holds(f[1], f[2], term))
        }  # fmt: skip
        hits += bool(own)
        taken |= own
    wrong = 0
    for word in {f for f in found if f not in taken}:
        touched = [m for m in sentence.marks if m.start < word[2] and word[1] < m.end]
        wrong += bool(touched) or _cut_off(sentence.text, word[1])
    return Gold(len(terms), hits, wrong)


@dataclass(frozen=True)
class GateScore:
    """right: admitted and belonging; admitted, belonging: of all decisions."""

    right: int
    admitted: int
    belonging: int

    @property
    def precision(self) -> float:
        return self.right / self.admitted if self.admitted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.belonging
