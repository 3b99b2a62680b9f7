"""The tests' own sentences, and what an analyzer finds in them.

Found in a sentence: the names of NameFinder over the seven real groups, and the concept words that are left. Precision
is the share of what was found that the sentence lists; recall the share of what must be found that was."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from core.catalog import load_real
from core.keywords.analyzers.table import get_analyzer
from core.keywords.corpus.words import concept_words
from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.names.finder import GroupNames, NameFinder
from core.settings import get_settings

FOLDER = Path(__file__).parent
PARTS = ("sentences", "held_out")


@dataclass(frozen=True)
class Sentence:
    """names, terms: must be found; may: other words or titles that are fine to show."""

    text: str
    group: str = ""
    names: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Answer:
    """What was found in a sentence. names: groups and members; titles: songs, albums, fan clubs; known: charts,
    platforms, people ..., which a sentence may ask for as a term, too."""

    sentence: Sentence
    names: frozenset[str]
    titles: frozenset[str]
    known: frozenset[str]
    words: frozenset[str]

    @property
    def missed(self) -> frozenset[str]:
        return (self.sentence.names - self.names) | (self.sentence.terms - self.words - self.known)

    @property
    def wrong(self) -> frozenset[str]:
        fine = self.sentence.terms | self.sentence.may
        return (self.names - self.sentence.names) | (self.titles - self.sentence.may) | (self.words - fine)

    @property
    def found(self) -> int:
        return len(self.names) + len(self.titles) + len(self.words)

    @property
    def wanted(self) -> int:
        return len(self.sentence.names) + len(self.sentence.terms)


@dataclass(frozen=True)
class Score:
    sentences: int
    terms: int
    recall: float
    precision: float
    names_recall: float


def load(part: str) -> list[Sentence]:
    """The sentences of one file of PARTS."""
    listed = yaml.safe_load((FOLDER / f"{part}.yaml").read_text(encoding="utf-8"))
    return [
        Sentence(s["text"], s.get("group", ""), *(frozenset(s.get(key, ())) for key in ("names", "terms", "may")))
        for s in listed
    ]


def itzy() -> dict[str, list[str]]:
    """Sentences with 있지: `itzy` and `itzy_held` name the group, `grammar` and `grammar_held` do not."""
    found: dict[str, list[str]] = yaml.safe_load((FOLDER / "itzy.yaml").read_text(encoding="utf-8"))
    return found


def real_groups() -> tuple[GroupNames, ...]:
    """The names of the seven real groups, as the catalogue has them."""
    return tuple(
        GroupNames(g.id, g.name, g.latin, g.aliases, tuple(m.name for m in g.members), g.words)
        for g in load_real(get_settings())
    )


def answers(sentences: list[Sentence], analyzer: str) -> Iterator[Answer]:
    """What the analyzer of that name finds in each."""
    lexicon = load_lexicon(get_settings())
    finder = NameFinder(real_groups(), lexicon)
    tokens = get_analyzer(analyzer).tokens([s.text for s in sentences])
    for sentence, found in zip(sentences, tokens, strict=True):
        spans = finder.find(sentence.text, sentence.group)
        yield Answer(
            sentence,
            frozenset(s.name for s in spans if s.kind in ("group", "member")),
            frozenset(s.name for s in spans if s.kind in ("title", "other")),
            frozenset(s.name for s in spans if s.kind not in ("group", "member", "title", "other")),
            frozenset(mention.word for mention in concept_words(sentence.text, found, spans, lexicon)),
        )


def score(part: str, analyzer: str) -> Score:
    """Recall and precision over all terms of a part."""
    found = list(answers(load(part), analyzer))
    wanted, missed = sum(a.wanted for a in found), sum(len(a.missed) for a in found)
    names = sum(len(a.sentence.names) for a in found)
    return Score(
        sentences=len(found),
        terms=wanted,
        recall=1 - missed / wanted,
        precision=1 - sum(len(a.wrong) for a in found) / sum(a.found for a in found),
        names_recall=1 - sum(len(a.sentence.names - a.names) for a in found) / names,
    )


def itzy_found(sentences: list[str], analyzer: str) -> list[bool]:
    """Whether each sentence counts 있지, as the group's name or as a word of the concept."""
    lexicon = load_lexicon(get_settings())
    finder = NameFinder(real_groups(), lexicon)
    found = []
    for text, tokens in zip(sentences, get_analyzer(analyzer).tokens(sentences), strict=True):
        spans = finder.find(text)
        words = concept_words(text, tokens, spans, lexicon)
        itzy = any(span.group == "itzy" and text[span.start : span.end] == "있지" for span in spans)
        found.append(itzy or any(mention.word == "있지" for mention in words))
    return found
