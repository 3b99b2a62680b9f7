"""What the training page shows, as codes: they stand in addresses and stay as they are."""

from enum import StrEnum, auto

VIEW, RUN, SECTION = "training.view", "training.run", "run.section"  # keys of the controls


class View(StrEnum):
    """The parts of the page; RUN is about one run."""

    TRAIN = auto()
    COMPARE = auto()
    RUN = auto()


class Section(StrEnum):
    """What is shown of one run."""

    SUMMARY = auto()
    CURVES = auto()
    GROUPS = auto()
    CONFIDENCE = auto()
    HARD = auto()
    MAP = auto()


class Projection(StrEnum):
    """How the map lays the photos flat."""

    PCA = auto()
    TSNE = auto()
