"""The letters of a report: Noto Sans KR and Noto Serif KR (OFL) of the package pylopdf-fonts-ko, each in one weight."""

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from core.keywords.views.cloud import font_path

if TYPE_CHECKING:
    import typst

SANS, SERIF = "Noto Sans KR", "Noto Serif KR"
MISSING = "□"


@lru_cache(maxsize=1)
def for_typst() -> "typst.Fonts":
    """Both, and none of the system's: the same report looks the same everywhere."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_path().parent)])


@lru_cache(maxsize=1)
def known() -> frozenset[int]:
    """Code points that the sans can show."""
    from fontTools.ttLib import TTFont

    with TTFont(font_path(), lazy=True) as font:
        return frozenset(font.getBestCmap())


def shown(text: str) -> str:
    """Text as the font can show it: MISSING for each other letter, nothing for marks that only steer the direction."""
    fits = known()
    return "".join(
        letter if ord(letter) in fits or letter == "\n" else "" if _unseen(letter) else MISSING for letter in text
    )


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Cc", "Mn")
