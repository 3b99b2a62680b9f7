"""The keyword cloud in Noto Sans KR: size by score, a patch a kind, colours from the caller. Same input, same image."""

import io
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from core.errors import NewsError
from core.keywords.views.patches import CELL, TURNS, Box, Spot, cells, keep, pack

CloudBackground = Literal["transparent", "white", "dark"]
BACKGROUNDS: dict[str, str | None] = {"transparent": None, "white": "#FFFFFF", "dark": "#16161A"}
INK, PAPER = "#1C1B22", "#F2F1EE"
MAX_WORDS = 80
_SMALLEST, _READABLE, _MARGIN = 12, 15, 4  # px; the second where the layout is drawn smaller than it is
_FILLED = 0.86  # of a frame that boxes can fill at best
_HIGHER = 1.05  # a frame that is tried next
_BOLD = 0.022  # of the size, on either side of a line: the package has no bold cut
_STAY = 0.5  # of the words of a cloud: with fewer of them left another one is laid out for itself


@lru_cache(maxsize=1)
def font_path() -> Path:
    """Noto Sans KR Regular (OFL, all 11,172 syllables) of the package pylopdf-fonts-ko."""
    from importlib.resources import files

    return Path(str(files("pylopdf_fonts_ko") / "NotoSansKR-Regular.otf"))


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """Where a word stands, in px of the layout. x, y: where its baseline begins; left to height: its ink.

    stroke: how far its lines are drawn out on either side, which makes it bold; 0 for most."""

    word: str
    size: int
    x: float
    y: float
    left: float
    top: float
    width: float
    height: float
    stroke: float = 0.0


@dataclass(frozen=True)
class Cloud:
    """A laid-out cloud. words: those that found a place, largest first. width, height: px."""

    words: tuple[str, ...]
    width: int
    height: int
    _layout: Any
    _sizing: "_Sizing"
    _boxes: Mapping[str, tuple[Spot, Box]]
    _bold: frozenset[str]

    def places(self) -> tuple[PlacedWord, ...]:
        """Every word's place, to draw the cloud elsewhere in the same font."""
        found = []
        for (word, _), size, (top, left), _, _ in self._layout.layout_:
            stroke = _stroke(size) if word in self._bold else 0.0
            x0, y0, x1, y1 = _font(size).getbbox(word)  # from the origin at the top of the line
            ascent, _ = _font(size).getmetrics()
            x, y = int(left), int(top)  # of the ink: so does the library place words
            wide, high = x1 - x0 + 2 * stroke, y1 - y0 + 2 * stroke
            found.append(PlacedWord(word, size, x - x0, y + ascent - y0, x - stroke, y - stroke, wide, high, stroke))
        return tuple(found)

    def png(self) -> bytes:
        """PNG bytes; RGBA with a transparent background, else RGB."""
        from PIL import ImageDraw

        image, scale = self._layout.to_image(), self._layout.scale
        pen = ImageDraw.Draw(image)
        colours = {word: colour for (word, _), *_, colour in self._layout.layout_}
        for place in self.places():
            if place.stroke:  # which the library cannot draw
                pen.text(
                    (int(place.x * scale), int(place.y * scale)), place.word, fill=colours[place.word], anchor="ls",
                    font=_font(int(place.size * scale)), stroke_width=place.stroke * scale,
                )  # fmt: skip
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
    max_words: int = MAX_WORDS,
    full: float = 0.0,
    kinds: Mapping[str, str] | None = None,
    aside: Collection[str] = (),
    bold: Collection[str] = (),
    like: Cloud | None = None,
) -> Cloud:
    """Lay out a cloud.

    weights: word -> score; only finite ones above 0 are drawn, of words that fit at all. colours: word -> '#RRGGBB',
    ink for the others. width, height: px before `scale`. full: the score that gets the largest size, so that clouds
    can be held against each other; such a cloud is only as high as its words need. 0: the largest score here gets it.
    kinds: word -> whose patch it stands in, one for all if not given. aside: kinds that stand below the others. bold:
    words in heavier letters. like: a cloud whose words stay where they are, as long as most of them are here too.
    Raises NewsError when no word is left to draw."""
    from wordcloud import WordCloud

    drawn = {
        word: float(w)
        for word, w in weights.items()
        if math.isfinite(w) and w > 0 and word.strip() and _fits(word, _READABLE if full else _SMALLEST, width)
    }
    if not drawn:
        raise NewsError("구름에 그릴 말이 없습니다. 기사를 더 모으거나 빼는 말을 줄여 주세요.")
    default = PAPER if background == "dark" else INK
    chosen = dict(colours or {})
    ranked = sorted(drawn.items(), key=lambda pair: -pair[1])[:max_words]
    words = _Words(ranked, kinds or {}, frozenset(bold), aside)
    laid = _stayed(words, like) if like else None
    sizing, boxes, height = laid or _laid_out(words, width, height, full)
    layout = WordCloud(
        font_path=str(font_path()),
        width=width,
        height=height,
        scale=scale,
        mode="RGBA" if background == "transparent" else "RGB",
        background_color=BACKGROUNDS[background],
    )
    layout.layout_ = [
        ((word, weight), sizing.size(weight), _ink_at(*boxes[word], sizing.size(weight)), None,
         chosen.get(word, default))
        for word, weight in ranked
        if word in boxes
    ]  # fmt: skip
    drawn_words = tuple(entry[0][0] for entry in layout.layout_)
    return Cloud(drawn_words, width, height, layout, sizing, boxes, frozenset(bold))


@dataclass(frozen=True, slots=True)
class _Words:
    """ranked: (word, score), the highest first; the rest as of `cloud`."""

    ranked: Sequence[tuple[str, float]]
    kinds: Mapping[str, str]
    bold: frozenset[str]
    aside: Collection[str]

    def boxes(self, sizing: "_Sizing") -> list[Box]:
        found = []
        for word, weight in self.ranked:
            size = sizing.size(weight)
            wide, high = _ink(word, size)
            more = _MARGIN + (2 * _stroke(size) if word in self.bold else 0)
            found.append(Box(word, self.kinds.get(word, ""), cells(wide + more), cells(high + more)))
        return found


@dataclass(frozen=True, slots=True)
class _Sizing:
    """Sizes in px from `least` to `largest`, which a score of `full` has."""

    least: int
    largest: int
    full: float

    def size(self, weight: float) -> int:
        return round(self.least + (self.largest - self.least) * min(1.0, weight / self.full))


_Laid = tuple[_Sizing, dict[str, tuple[Spot, Box]], int]  # the last: height of the frame in px


def _laid_out(words: _Words, width: int, height: int, full: float) -> _Laid:
    """Places for words, the sizes smaller until every word has one; and the height they take.

    The library's own layout puts small words into the gaps of large ones, of which Hangul has many: hard to read, and
    hard to hit; and it knows no patches. Here a word keeps its whole box."""
    largest = max(2 * _SMALLEST, min(height // 4, width // 6) if full else height // 4)
    best, least = (full, _READABLE) if full else (words.ranked[0][1], _SMALLEST)
    while True:
        sizing = _Sizing(least, largest, best)
        boxes = words.boxes(sizing)
        for high in _heights(boxes, width, height) if full else [height]:
            packed = [pack(boxes, width // CELL, high // CELL, words.aside, turn) for turn in TURNS]
            if found := [spots for spots in packed if spots is not None]:
                spots = min(found, key=lambda spots: _end(boxes, spots))  # the first of those that are as low
                return sizing, {box.word: (spots[box.word], box) for box in boxes}, _end(boxes, spots) if full else high
        # A long word makes all smaller before it makes others give way: it may be the strongest.
        floor = least if any(box.width > width // CELL for box in boxes) else 2 * _SMALLEST
        if largest <= floor:
            return _laid_out(_Words(words.ranked[:-1], words.kinds, words.bold, words.aside), width, height, full)
        largest = max(floor, largest * 7 // 8)


def _end(boxes: Sequence[Box], spots: Mapping[str, Spot]) -> int:
    """Where the lowest box ends, px."""
    return max(spots[box.word][1] + box.height for box in boxes) * CELL


def _heights(boxes: Sequence[Box], width: int, height: int) -> Iterator[int]:
    """Heights to be tried, from one that the words nearly fill."""
    area = sum(box.width * box.height for box in boxes) * CELL**2
    low = max(area / (_FILLED * width), *(box.height * CELL for box in boxes), width / 8)
    while low < height:
        yield round(low)
        low *= _HIGHER
    yield height


def _stayed(words: _Words, like: Cloud) -> _Laid | None:
    """Places like those of another cloud, None where too little of it is left, or where words do not fit around it."""
    if sum(word in like._boxes for word, _ in words.ranked) < _STAY * len(like.words):
        return None
    boxes = words.boxes(like._sizing)
    for high in (like.height, round(like.height * 1.15), round(like.height * 1.3)):
        spots = keep(boxes, like.width // CELL, high // CELL, like._boxes)
        if spots is not None:
            return like._sizing, {box.word: (spots[box.word], box) for box in boxes}, high
    return None


def _ink_at(spot: Spot, box: Box, size: int) -> tuple[int, int]:
    """Top and left of a word's ink in the middle of its box, px."""
    wide, high = _ink(box.word, size)
    return spot[1] * CELL + (box.height * CELL - high) // 2, spot[0] * CELL + (box.width * CELL - wide) // 2


def _fits(word: str, size: int, width: int) -> bool:
    """Is there room for a word in bold letters of a size?"""
    return cells(_ink(word, size)[0] + _MARGIN + 2 * _stroke(size)) <= width // CELL


def _stroke(size: int) -> float:
    return round(_BOLD * size, 2)


@lru_cache(maxsize=4096)
def _ink(word: str, size: int) -> tuple[int, int]:
    """Width and height of a word's ink in px."""
    left, top, right, bottom = _font(size).getbbox(word)
    return int(right - left), int(bottom - top)


@lru_cache(maxsize=128)
def _font(size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(font_path()), size)


def cloud_png(weights: Mapping[str, float], colours: Mapping[str, str] | None = None, **options: Any) -> bytes:
    """PNG bytes of `cloud(...)`; the last images are cached."""
    return _png(tuple(weights.items()), tuple((colours or {}).items()), tuple(options.items()))


_Pairs = tuple[tuple[str, Any], ...]


@lru_cache(maxsize=32)
def _png(weights: _Pairs, colours: _Pairs, options: _Pairs) -> bytes:
    return cloud(dict(weights), dict(colours), **dict(options)).png()
