"""The keyword cloud in Noto Sans KR: size by score, colours from the caller. Same input, same image."""

import io
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np

from core.errors import NewsError

CloudBackground = Literal["transparent", "white", "dark"]
BACKGROUNDS: dict[str, str | None] = {"transparent": None, "white": "#FFFFFF", "dark": "#16161A"}
INK, PAPER = "#1C1B22", "#F2F1EE"
MAX_WORDS = 80
_SMALLEST, _MARGIN = 12, 10  # px
_Placed = tuple[str, float, int, tuple[int, int]]  # word, score, size, top and left of its ink


@lru_cache(maxsize=1)
def font_path() -> Path:
    """Noto Sans KR Regular (OFL, all 11,172 syllables) of the package pylopdf-fonts-ko."""
    from importlib.resources import files

    return Path(str(files("pylopdf_fonts_ko") / "NotoSansKR-Regular.otf"))


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """Where a word stands, in px of the layout. x, y: where its baseline begins; left to height: its ink."""

    word: str
    size: int
    x: float
    y: float
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Cloud:
    """A laid-out cloud. words: those that found a place, largest first. width, height: px."""

    words: tuple[str, ...]
    width: int
    height: int
    _layout: Any

    def places(self) -> tuple[PlacedWord, ...]:
        """Every word's place, to draw the cloud elsewhere in the same font."""
        from PIL import ImageFont

        found = []
        for (word, _), size, (top, left), _, _ in self._layout.layout_:
            font = ImageFont.truetype(str(font_path()), size)
            x0, y0, x1, y1 = font.getbbox(word)  # from the origin at the top of the line
            ascent, _ = font.getmetrics()
            x, y = int(left), int(top)  # of the ink: so does the library place words
            found.append(PlacedWord(word, size, x - x0, y + ascent - y0, x, y, x1 - x0, y1 - y0))
        return tuple(found)

    def png(self) -> bytes:
        """PNG bytes; RGBA with a transparent background, else RGB."""
        image = self._layout.to_image()
        out = io.BytesIO()
        image.save(out, format="PNG")
        return out.getvalue()

    def svg(self) -> str:
        """An SVG document that carries the glyphs it uses, so that it looks the same on a machine without the font."""
        svg: str = self._layout.to_svg(embed_font=True)
        return svg


def cloud(
    weights: Mapping[str, float],
    colours: Mapping[str, str] | None = None,
    *,
    width: int = 1200,
    height: int = 640,
    scale: float = 1.0,
    background: CloudBackground = "transparent",
    seed: int = 7,
    max_words: int = MAX_WORDS,
) -> Cloud:
    """Lay out a cloud.

    weights: word -> score; only finite ones above 0 are drawn, of words that fit at all. colours: word -> '#RRGGBB',
    ink for the others. width, height: px before `scale`. Raises NewsError when no word is left to draw."""
    from wordcloud import WordCloud

    drawn = {
        word: float(w)
        for word, w in weights.items()
        if math.isfinite(w) and w > 0 and word.strip() and _ink(word, _SMALLEST)[0] + _MARGIN < width
    }
    if not drawn:
        raise NewsError("구름에 그릴 말이 없습니다. 기사를 더 모으거나 빼는 말을 줄여 주세요.")
    default = PAPER if background == "dark" else INK
    chosen = dict(colours or {})
    layout = WordCloud(
        font_path=str(font_path()),
        width=width,
        height=height,
        scale=scale,
        mode="RGBA" if background == "transparent" else "RGB",
        background_color=BACKGROUNDS[background],
    )
    ranked = sorted(drawn.items(), key=lambda pair: -pair[1])[:max_words]
    layout.layout_ = [
        ((word, weight), size, place, None, chosen.get(word, default))
        for word, weight, size, place in _laid_out(ranked, width, height, seed)
    ]
    return Cloud(tuple(entry[0][0] for entry in layout.layout_), width, height, layout)


def _laid_out(ranked: Sequence[tuple[str, float]], width: int, height: int, seed: int) -> list[_Placed]:
    """Places for words, in the order given, the sizes smaller until every word has one.

    The library's own layout puts small words into the gaps of large ones, of which Hangul has many: hard to read, and
    hard to hit. Here a word keeps its whole box. The sizes follow the library's rule with `relative_scaling` .5."""
    largest = max(2 * _SMALLEST, height // 4)
    while True:
        placed = _placed(ranked, width, height, largest, random.Random(seed))  # noqa: S311  # no secret
        if len(placed) == len(ranked) or largest <= 2 * _SMALLEST:
            return placed
        largest = max(2 * _SMALLEST, largest * 7 // 8)


def _ink(word: str, size: int) -> tuple[int, int]:
    """Width and height of a word's ink in px."""
    from PIL import ImageFont

    left, top, right, bottom = ImageFont.TransposedFont(ImageFont.truetype(str(font_path()), size)).getbbox(word)
    return int(right - left), int(bottom - top)


def _placed(
    ranked: Sequence[tuple[str, float]], width: int, height: int, largest: int, chance: random.Random
) -> list[_Placed]:
    from wordcloud.wordcloud import IntegralOccupancyMap

    free, taken = IntegralOccupancyMap(height, width, None), np.zeros((height, width), np.uint8)
    size, last, placed = largest, 0.0, list[_Placed]()
    for word, weight in ranked:
        size = round(size * (1 + weight / (last or weight)) / 2)
        last, spot = weight, None
        while size >= _SMALLEST and spot is None:
            wide, high = _ink(word, size)
            spot = free.sample_position(high + _MARGIN, wide + _MARGIN, chance)
            size -= spot is None
        if spot is None:
            break
        top, left = (int(start) + _MARGIN // 2 for start in spot)
        taken[top : top + high, left : left + wide] = 1
        free.update(taken, top, left)
        placed.append((word, weight, size, (top, left)))
    return placed


def cloud_png(weights: Mapping[str, float], colours: Mapping[str, str] | None = None, **options: Any) -> bytes:
    """PNG bytes of `cloud(...)`; the last images are cached."""
    return _png(tuple(weights.items()), tuple((colours or {}).items()), tuple(options.items()))


_Pairs = tuple[tuple[str, Any], ...]


@lru_cache(maxsize=32)
def _png(weights: _Pairs, colours: _Pairs, options: _Pairs) -> bytes:
    return cloud(dict(weights), dict(colours), **dict(options)).png()
