"""What the page of reference photos shows, as codes: they stand in addresses and stay as they are."""

from enum import StrEnum, auto

VIEW, SET = "reference.view", "reference.set"  # keys of the controls


class View(StrEnum):
    """The parts of the page; all but SETS and CATALOG are of one set of one's own."""

    SETS = auto()
    COLLECT = auto()
    REVIEW = auto()
    RIGHTS = auto()
    CATALOG = auto()


class Bring(StrEnum):
    """How photos are brought into a set. FOLDER is uploaded, SERVER already lies on the server."""

    ZIP = auto()
    FOLDER = auto()
    FILES = auto()
    SERVER = auto()
    NOTHING = auto()


class CollectFrom(StrEnum):
    """Where photos are collected from."""

    WEB = auto()
    VIDEO = auto()
    GROUP_PHOTOS = auto()


class CountBy(StrEnum):
    """What a row of the table of photos counts."""

    MEMBER = auto()
    GROUP = auto()
