"""What the concept page shows, as codes: they stand in addresses and stay as they are."""

from enum import StrEnum, auto

# Keys of the controls that are read elsewhere too.
GROUP, ANALYZER = "concept.group", "concept.analyzer"
SINCE, UNTIL, PRESSES, KINDS = "concept.since", "concept.until", "concept.only.presses", "concept.only.kinds"


class View(StrEnum):
    """The parts of the page; only the one that is shown computes."""

    WORDS = auto()
    FACETS = auto()
    TREND = auto()
    NETWORK = auto()
    VERSUS = auto()
    ARTICLES = auto()
    LEXICON = auto()
