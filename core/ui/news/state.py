"""What the news section shows, as codes."""

from enum import StrEnum, auto


class View(StrEnum):
    """The parts of the section."""

    LIST = auto()
    COLLECT = auto()
    FILES = auto()
    KEEP = auto()


class Period(StrEnum):
    """The days of which news are looked for; OWN are typed."""

    QUARTER = auto()
    YEAR = auto()
    OWN = auto()
