"""How a line-up is brought in."""

from enum import StrEnum, auto


class Way(StrEnum):
    """Where the photos come from."""

    FILES = auto()
    FOLDER = auto()
    CAMERA = auto()
