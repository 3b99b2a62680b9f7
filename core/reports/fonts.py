"""The letters of a report: Noto Sans KR and Noto Serif KR (OFL) of the package pylopdf-fonts-ko, each in one weight."""

import io
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst
    from PIL import ImageFont

SANS, SERIF = "Noto Sans KR", "Noto Serif KR"
MISSING = "□"


def sans_path() -> Path:
    """The file of the sans."""
    from pylopdf_fonts_ko import sans_path

    return Path(sans_path())


@lru_cache(maxsize=1)
def for_typst() -> "typst.Fonts":
    """Both, and none of the system's: the same report looks the same everywhere."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(sans_path().parent)])


@lru_cache(maxsize=1)
def known() -> frozenset[int]:
    """Code points that the sans can show."""
    from fontTools.ttLib import TTFont

    with TTFont(sans_path(), lazy=True) as font:
        return frozenset(font.getBestCmap())


def shown(text: str) -> str:
    """Text as the font can show it: MISSING for each other letter, nothing for marks that only steer the direction."""
    fits = known()
    return "".join(
        letter if ord(letter) in fits or letter == "\n" else "" if _unseen(letter) else MISSING for letter in text
    )


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Cc", "Mn")


@lru_cache(maxsize=32)
def measured(size: int) -> "ImageFont.FreeTypeFont":
    """The sans for measuring lines. size: px."""
    from PIL import ImageFont

    return ImageFont.truetype(str(sans_path()), size)


def subset(letters: str) -> bytes:
    """A WOFF of the sans with these letters only, for a page that has to look right where the font is not installed."""
    from fontTools import subset as tools
    from fontTools.ttLib import TTFont

    options = tools.Options(layout_features=[], hinting=False, notdef_outline=True)
    with TTFont(sans_path(), lazy=True, recalcTimestamp=False) as font:
        picked = tools.Subsetter(options)
        picked.populate(text=letters)
        picked.subset(font)
        font.flavor = "woff"
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()
