"""What the concept page shows, and what it remembers of a visitor. Codes stand in addresses: they stay."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from core.ui.kit.state import Part, UndoStack

if TYPE_CHECKING:
    from core.keywords.lexicon.file import LexiconEntry
    from core.services.lexicon.edit import LexiconEdit

# Keys of the controls that are read elsewhere too.
GROUP, WORLD, ANALYZER, VIEW = "concept.group", "concept.world", "concept.analyzer", "concept.view"
SINCE, UNTIL, PRESSES, KINDS = "concept.since", "concept.until", "concept.only.presses", "concept.only.kinds"
View = StrEnum("View", "WORDS FACETS TREND NETWORK VERSUS ARTICLES LEXICON")


World = Literal["real", "demo"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The last change of the words that the team leaves out. place: the control it was made with."""

    added: frozenset[str]
    removed: frozenset[str]
    place: Literal["filters", "panel"]


@dataclass
class ConceptPage(Part):
    """What is read on the page."""

    of: str = ""  # the group, or the mix, that the next two are about: of another one other words are read
    word: str = ""  # whose sentences
    lines: tuple[str, ...] = ()  # whose trend
    seen: dict[World, str] = field(default_factory=dict)  # the group that was looked at last
    left_out: frozenset[str] = frozenset()  # the words that the control of words left out showed
    change: LeftOut | None = None  # said, with a way to undo it, until the next
    analyzer: str = ""  # chosen in this visit, for the browser to remember
    told: bool = True  # it was said over the page as well


@dataclass(frozen=True, slots=True)
class LexiconChange:
    """said: what it was; words: the keywords before it; place: what they were of; touched: the words it was about."""

    said: str
    place: tuple[object, ...]
    words: tuple[str, ...]
    touched: frozenset[str]


@dataclass
class LexiconPage(Part):
    """The last change of the lexicon, to say what it did; what was said of each, and how it is undone. near: facets are
    to be proposed, for which a model is loaded. seen: the team's own entries when the page was drawn that the visitor
    presses on; drawn: when this one is."""

    last: LexiconChange | None = None
    history: "UndoStack[tuple[str, LexiconEdit]]" = field(default_factory=UndoStack)
    near: bool = False
    seen: "frozenset[LexiconEntry] | None" = None
    drawn: "frozenset[LexiconEntry] | None" = None
