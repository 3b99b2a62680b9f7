"""The cloud as it leaves the concept page: with title, legend, and what it rests on, since no page stands around it."""

import io
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from PIL import Image, ImageDraw, ImageFont

from core.charts.style import MUTED_TEXT
from core.colour import ink, paper
from core.keywords.views.cloud import Cloud, font_path
from core.text.hidden import visible

EDGE = 28  # px around everything
TITLE, SMALL = 26, 15  # px of letters
_FONT = "Studio Cloud"
_SHARP = 2  # px of a PNG a px of the layout


@dataclass(frozen=True)
class Picture:
    """A cloud on white paper. colours: word -> "#rrggbb"; legend: (what it means, colour); lines: what it rests on."""

    cloud: Cloud
    colours: Mapping[str, str]
    title: str
    legend: Sequence[tuple[str, str]]
    lines: Sequence[str]

    def png(self) -> bytes:
        """RGB, twice as sharp as the layout."""
        width, height = self._size()
        image = Image.new("RGB", (width * _SHARP, height * _SHARP), paper(False))
        pen = ImageDraw.Draw(image)
        for text, x, y, size, colour, stroke in self._texts():
            pen.text(
                (x * _SHARP, y * _SHARP), text, fill=colour, font=measured(size * _SHARP), anchor="ls",
                stroke_width=stroke * _SHARP,
            )  # fmt: skip
        for x, y, colour in self._marks():
            pen.rectangle([_SHARP * v for v in (x, y, x + SMALL - 3, y + SMALL - 3)], fill=colour)
        out = io.BytesIO()
        image.save(out, "PNG")
        return out.getvalue()

    def svg(self) -> str:
        """With the glyphs it uses, so that it looks the same on a machine without the font."""
        width, height = self._size()
        texts = list(self._texts())
        font = b64encode(glyphs("".join(sorted({letter for text, *_ in texts for letter in text})))).decode()
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}"><title>{escape(self.title)}</title><style>@font-face{{font-family:'
            f"'{_FONT}';src:url(data:font/woff;base64,{font})}}text{{font-family:'{_FONT}',sans-serif;stroke-linejoin:round}}</style>",
            f'<rect width="{width}" height="{height}" fill="{paper(False)}"/>',
        ]
        parts += [
            f'<rect x="{x}" y="{y}" width="{SMALL - 3}" height="{SMALL - 3}" fill="{colour}"/>'
            for x, y, colour in self._marks()
        ]
        parts += [
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}"'
            + (f' stroke="{colour}" stroke-width="{2 * stroke:.2f}"' if stroke else "")
            + f">{escape(text)}</text>"
            for text, x, y, size, colour, stroke in texts
        ]
        return "".join([*parts, "</svg>"])

    def _size(self) -> tuple[int, int]:
        below = len(self._notes()) * (SMALL + 8) + EDGE
        return self.cloud.width + 2 * EDGE, self._top() + self.cloud.height + below + EDGE // 2

    def _top(self) -> int:
        """Where the cloud begins."""
        return EDGE + len(self._title()) * (TITLE + 10) + len(self._rows()) * (SMALL + 12) + 8

    def _title(self) -> list[str]:
        return _wrapped(self.title, TITLE, self.cloud.width)

    def _notes(self) -> list[str]:
        return [part for line in self.lines for part in _wrapped(line, SMALL, self.cloud.width)]

    def _rows(self) -> list[list[tuple[str, str, float]]]:
        """The legend: (text, colour, x) in rows that are no wider than the cloud."""
        rows: list[list[tuple[str, str, float]]] = []
        x = float(self.cloud.width)
        for text, colour in self.legend:
            wide = SMALL + 4 + measured(SMALL).getlength(text)
            if x + wide > self.cloud.width:
                rows.append([])
                x = 0.0
            rows[-1].append((text, colour, EDGE + x))
            x += wide + 18
        return rows

    def _texts(self) -> Iterable[tuple[str, float, float, int, str, float]]:
        """(text, x, y of the baseline, size, colour, stroke)"""
        y = float(EDGE)
        for line in self._title():
            yield line, EDGE, y + TITLE - 4, TITLE, ink(False), 0
            y += TITLE + 10
        for row in self._rows():
            for text, _, x in row:
                yield text, x + SMALL + 4, y + SMALL - 2, SMALL, ink(False), 0
            y += SMALL + 12
        for place in self.cloud.places():
            colour = self.colours.get(place.word, ink(False))
            yield visible(place.word), EDGE + place.x, self._top() + place.y, place.size, colour, place.stroke
        y = self._top() + self.cloud.height + EDGE
        for line in self._notes():
            yield line, EDGE, y + SMALL - 4, SMALL, MUTED_TEXT[False], 0
            y += SMALL + 8

    def _marks(self) -> Iterable[tuple[float, float, str]]:
        """(left, top, colour) of the legend's squares."""
        y = EDGE + len(self._title()) * (TITLE + 10)
        for number, row in enumerate(self._rows()):
            for _, colour, x in row:
                yield x, y + number * (SMALL + 12) + 1, colour


def _wrapped(text: str, size: int, width: int) -> list[str]:
    """Lines of words that are at most `width` px wide."""
    lines: list[str] = []
    for word in visible(text).split():  # letters that turn a line cannot be measured
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measured(size).getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=128)
def measured(size: int) -> ImageFont.FreeTypeFont:
    """The font for measuring lines. size: px."""
    return ImageFont.truetype(str(font_path()), size)


@lru_cache(maxsize=8)
def glyphs(letters: str) -> bytes:
    """A WOFF with the glyphs of these letters only, the same bytes each time: for where the font is not
    installed."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(flavor="woff", layout_features=[], hinting=False, notdef_outline=True)
    font = TTFont(font_path(), lazy=True, recalcTimestamp=False)
    picked = subset.Subsetter(options)
    picked.populate(text=letters)
    picked.subset(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
