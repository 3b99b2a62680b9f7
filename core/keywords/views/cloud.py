"""The keyword cloud in Noto Sans KR: size by score, colours from the caller. Same input, same image."""

import io
import math
import random
from collections.abc import Iterator, Mapping, Sequence
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
_SMALLEST, _READABLE, _MARGIN = 12, 14, 10  # px; the second where the layout is drawn smaller than it is
_FILLED = 0.75  # of a frame that words can fill at best
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
    full: float = 0.0,
) -> Cloud:
    """Lay out a cloud.

    weights: word -> score; only finite ones above 0 are drawn, of words that fit at all. colours: word -> '#RRGGBB',
    ink for the others. width, height: px before `scale`. full: the score that gets the largest size, so that clouds
    can be held against each other; such a cloud is only as high as its words need. 0: the largest score here gets it.
    Raises NewsError when no word is left to draw."""
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
    ranked = sorted(drawn.items(), key=lambda pair: -pair[1])[:max_words]
    placed, height = _laid_out(ranked, width, height, seed, full)
    layout = WordCloud(
        font_path=str(font_path()),
        width=width,
        height=height,
        scale=scale,
        mode="RGBA" if background == "transparent" else "RGB",
        background_color=BACKGROUNDS[background],
    )
    layout.layout_ = [
        ((word, weight), size, place, None, chosen.get(word, default)) for word, weight, size, place in placed
    ]
    return Cloud(tuple(entry[0][0] for entry in layout.layout_), width, height, layout)


def _laid_out(
    ranked: Sequence[tuple[str, float]], width: int, height: int, seed: int, full: float
) -> tuple[list[_Placed], int]:
    """Places for words, in the order given, the sizes smaller until every word has one; and the height they take.

    The library's own layout puts small words into the gaps of large ones, of which Hangul has many: hard to read, and
    hard to hit. Here a word keeps its whole box."""
    largest = max(2 * _SMALLEST, min(height // 4, width // 6) if full else height // 4)
    best, least = (full, _READABLE) if full else (ranked[0][1], _SMALLEST)
    while True:
        sized = [(word, weight, round(least + (largest - least) * min(1.0, weight / best))) for word, weight in ranked]
        for high in _heights(sized, width, height) if full else [height]:
            placed = _placed(sized, width, high, random.Random(seed), strict=bool(full))  # noqa: S311  # no secret
            if len(placed) == len(ranked):
                return placed, high
        if largest <= 2 * _SMALLEST:
            return placed, height
        largest = max(2 * _SMALLEST, largest * 7 // 8)


def _heights(sized: Sequence[tuple[str, float, int]], width: int, height: int) -> Iterator[int]:
    """Heights to be tried, from one that the words nearly fill."""
    boxes = [(wide + _MARGIN, high + _MARGIN) for word, _, size in sized for wide, high in (_ink(word, size),)]
    low = max(sum(wide * high for wide, high in boxes) / (_FILLED * width), *(high for _, high in boxes), width / 8)
    while low < height:
        yield round(low)
        low *= 1.15
    yield height


def _ink(word: str, size: int) -> tuple[int, int]:
    """Width and height of a word's ink in px."""
    from PIL import ImageFont

    left, top, right, bottom = ImageFont.TransposedFont(ImageFont.truetype(str(font_path()), size)).getbbox(word)
    return int(right - left), int(bottom - top)


def _placed(
    sized: Sequence[tuple[str, float, int]], width: int, height: int, chance: random.Random, *, strict: bool
) -> list[_Placed]:
    """Those of the words, the first ones first, that find a place. strict: at their size or next to it."""
    from wordcloud.wordcloud import IntegralOccupancyMap

    free, taken = IntegralOccupancyMap(height, width, None), np.zeros((height, width), np.uint8)
    placed = list[_Placed]()
    last = sized[0][2]
    for word, weight, wanted in sized:
        for size in range(min(wanted, last), (max(_SMALLEST, wanted - 2) if strict else _SMALLEST) - 1, -1):
            wide, high = _ink(word, size)
            spot = free.sample_position(high + _MARGIN, wide + _MARGIN, chance)
            if spot is not None:
                break
        else:
            break
        last = size
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
