"""An answer as a picture to share, drawn with the studio's Korean font: what it says is handed over in words."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from core.colour import as_text, mixed, readable_on
from core.keywords.views.cloud import font_path
from core.reports.fonts import shown
from core.text.numbers import percent

Shape = Literal["feed", "story"]
SIZES: dict[Shape, tuple[int, int]] = {"feed": (1080, 1350), "story": (1080, 1920)}
MOST_CARDS = 12  # of friends beside each other
PAPER, INK, MUTED, REST = "#faf8f4", "#16151a", "#5f5b68", "#cfcac0"
_MARGIN, _SHARP = 84, 2  # px; how many times finer arcs are drawn before they are shrunk


@dataclass(frozen=True, slots=True)
class Card:
    """kicker: above the group's name; figure: the group's share; line: a friendly sentence. shares: (name, share,
    "#rrggbb") of groups and of none, the likeliest first. foot: what must be known beside it.

    name: of who it is, as they call themselves; face: a square JPEG, None where it is left out."""

    kicker: str
    group: str
    colour: str
    figure: str
    line: str
    shares: tuple[tuple[str, float, str], ...]
    words: tuple[str, ...]
    foot: tuple[str, ...]
    name: str = ""
    face: bytes | None = field(default=None, repr=False)


def draw(card: Card, shape: Shape) -> bytes:
    """A PNG of SIZES[shape]."""
    sheet = _Sheet(SIZES[shape], card.colour)
    tall = shape == "story"
    y = sheet.head(card.kicker, card.name, 130 if tall else 84)
    y = sheet.name(card.group, y + (40 if tall else 22)) + 36
    if tall:
        side = 560
        sheet.ring(card.shares, ((1080 - side) // 2, y), side, card.figure, card.face)
        y = sheet.legend(card.shares[:3], (_MARGIN, y + side + 56), 1080 - 2 * _MARGIN)
    else:
        side, gap = 460, 64
        sheet.ring(card.shares, (_MARGIN, y), side, card.figure, card.face)
        sheet.legend(card.shares[:4], (_MARGIN + side + gap, y + 46), 1080 - 2 * _MARGIN - side - gap)
        y += side + 40
    y = sheet.paragraph(card.line, y, 40)
    sheet.words(card.words, y + 26, rows=2)
    sheet.foot(card.foot)
    return sheet.png()


def draw_line_up(title: str, line: str, cards: Sequence[Card], foot: Sequence[str]) -> bytes:
    """Up to MOST_CARDS cards beside each other, as a PNG of the size of a "feed" picture."""
    sheet = _Sheet(SIZES["feed"], cards[0].colour)
    y = sheet.paragraph(line, sheet.head(title, "", 84) + 22, 40) + 36
    cards = cards[:MOST_CARDS]
    across = 2 if len(cards) <= 4 else 3
    down = math.ceil(len(cards) / across)
    wide, tall = (1080 - 2 * _MARGIN) // across, min((1210 - y) // down, 440)
    side = min(tall - 100, wide - 60)
    for index, card in enumerate(cards):
        row, column = divmod(index, across)
        in_row = min(across, len(cards) - row * across)
        left = (1080 - in_row * wide) // 2 + column * wide
        top = y + row * tall
        sheet.ring(card.shares, (left + (wide - side) // 2, top), side, card.figure, card.face)
        middle, tone = left + wide // 2, as_text(card.colour, False)
        sheet.text((middle, top + side + 26), card.name, 28, MUTED, anchor="mm", most=wide - 24)
        sheet.text((middle, top + side + 62), card.group, 32, tone, anchor="mm", bold=True, most=wide - 24)
    sheet.foot(foot)
    return sheet.png()


class _Sheet:
    """Paper with a breath of the group's colour at its head."""

    def __init__(self, size: tuple[int, int], colour: str) -> None:
        self.colour = colour
        fade = Image.linear_gradient("L").resize((1, 256)).resize(size)
        tinted = Image.new("RGB", size, mixed(colour, PAPER, 0.72))
        self.picture = Image.composite(Image.new("RGB", size, PAPER), tinted, fade.point(lambda v: min(255, 2 * v)))
        self.pen = ImageDraw.Draw(self.picture)
        self.pen.rectangle((0, 0, size[0], 18), fill=colour)

    def text(
        self, at: tuple[float, float], text: str, size: int, fill: str, *, anchor: str = "la", bold: bool = False,
        most: float = math.inf,
    ) -> None:  # fmt: skip
        """most: px, wider text ends with an ellipsis."""
        font, text = _font(size), _plain(text)
        if font.getlength(text) > most:
            while text and font.getlength(f"{text}…") > most:
                text = text[:-1]
            text = f"{text}…"
        # The package has one weight: a thin stroke of the same colour makes it read as bold.
        stroke = max(1, round(size / 34)) if bold else 0
        self.pen.text(at, text, font=font, fill=fill, anchor=anchor, stroke_width=stroke, stroke_fill=fill)

    def head(self, kicker: str, name: str, y: int) -> int:
        right = self.picture.width - _MARGIN
        self.text((_MARGIN, y), kicker, 36, MUTED, bold=True, most=620)
        if name:
            self.text((right, y + 2), name, 34, INK, anchor="ra", bold=True, most=260)
        self.pen.line((_MARGIN, y + 70, right, y + 70), fill=mixed(INK, PAPER, 0.75), width=2)
        return y + 70

    def name(self, group: str, y: int) -> int:
        """As large as there is room; a bar of its colour under it keeps it readable whatever the colour."""
        room, size = self.picture.width - 2 * _MARGIN, 150
        while size > 60 and _font(size).getlength(_plain(group)) > room:
            size -= 6
        wide = min(_font(size).getlength(_plain(group)), room)
        self.pen.rectangle(
            (_MARGIN - 8, y + size * 0.84, _MARGIN + wide + 12, y + size * 1.17), fill=mixed(self.colour, PAPER, 0.35)
        )
        self.text((_MARGIN, y), group, size, INK, bold=True, most=room)
        return y + round(size * 1.26)

    def ring(
        self, shares: Sequence[tuple[str, float, str]], at: tuple[int, int], side: int, figure: str, face: bytes | None
    ) -> None:
        """The shares as arcs; within them the face, or the figure in large."""
        fine, thick = side * _SHARP, round(side * 0.115) * _SHARP
        whole = Image.new("RGBA", (fine, fine), (0, 0, 0, 0))
        pen = ImageDraw.Draw(whole)
        total, start = sum(share for _, share, _ in shares) or 1.0, -90.0
        for _, share, colour in shares:
            sweep = 360 * share / total
            if sweep > 1.2:
                pen.arc((0, 0, fine - 1, fine - 1), start + 0.6, start + sweep - 0.6, fill=colour, width=thick)
            start += sweep
        inner, gap = side - 2 * (thick // _SHARP), round(side * 0.03)
        small = whole.resize((side, side), Image.Resampling.LANCZOS)
        self.picture.paste(small, at, small)
        middle = at[0] + side // 2, at[1] + side // 2
        if face is None:
            self.text(middle, figure, round(side * 0.23), INK, anchor="mm", bold=True, most=inner - 40)
            return
        across = inner - 2 * gap
        portrait = Image.open(io.BytesIO(face)).convert("RGB").resize((across, across), Image.Resampling.LANCZOS)
        mask = Image.new("L", (across * _SHARP,) * 2)
        ImageDraw.Draw(mask).ellipse((0, 0, across * _SHARP - 1, across * _SHARP - 1), fill=255)
        corner = middle[0] - across // 2, middle[1] - across // 2
        self.picture.paste(portrait, corner, mask.resize((across, across), Image.Resampling.LANCZOS))
        size = max(24, round(side * 0.085))
        wide, tall = _font(size).getlength(figure) + size * 1.3, size * 1.6
        x, y = middle[0], at[1] + side - thick / _SHARP / 2
        box = (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
        self.pen.rounded_rectangle(box, tall / 2, fill=self.colour, outline=PAPER, width=5)
        self.text((x, y), figure, size, readable_on(self.colour), anchor="mm", bold=True)

    def legend(self, shares: Sequence[tuple[str, float, str]], at: tuple[int, int], wide: int) -> int:
        """Names, figures and bars under each other; below them."""
        x, y = at
        for index, (name, share, colour) in enumerate(shares):
            self.text((x, y), name, 38, INK, bold=index == 0, most=wide - 130)
            self.text((x + wide, y), percent(share), 38, INK, anchor="ra", bold=index == 0)
            top = y + 56
            self.pen.rounded_rectangle((x, top, x + wide, top + 12), 6, fill=mixed(INK, PAPER, 0.9))
            self.pen.rounded_rectangle((x, top, x + max(12, wide * share), top + 12), 6, fill=colour)
            y += 98
        return y

    def paragraph(self, text: str, y: int, size: int) -> int:
        """Broken between words, within words only where one is too long. Two lines at most."""
        lines = _lines(_plain(text), size, self.picture.width - 2 * _MARGIN)
        for line in lines[:2]:
            self.text((_MARGIN, y), line, size, INK)
            y += round(size * 1.5)
        return y

    def words(self, words: Sequence[str], y: int, rows: int) -> None:
        size, pad = 34, 26
        x, row, right = _MARGIN, 0, self.picture.width - _MARGIN
        for word in words:
            wide = _font(size).getlength(_plain(word)) + 2 * pad
            if x + wide > right:
                x, row = _MARGIN, row + 1
            if row == rows:
                return
            top = y + row * 82
            self.pen.rounded_rectangle((x, top, x + wide, top + 64), 32, fill=mixed(self.colour, PAPER, 0.8))
            self.text((x + pad, top + 31), word, size, as_text(self.colour, False), anchor="lm", bold=True)
            x += round(wide) + 14

    def foot(self, lines: Sequence[str]) -> None:
        y = self.picture.height - 52 - 34 * len(lines)
        for line in lines:
            self.text((_MARGIN, y), line, 24, MUTED, most=self.picture.width - 2 * _MARGIN)
            y += 34

    def png(self) -> bytes:
        out = io.BytesIO()
        self.picture.save(out, "PNG")
        return out.getvalue()


def _plain(text: str) -> str:
    """In one line, as the font can show it."""
    return shown(text.replace("\n", " ")).strip(" ")


def _lines(text: str, size: int, wide: int) -> list[str]:
    lines, line = list[str](), ""
    for word in text.split():
        tried = f"{line} {word}".strip()
        if line and _font(size).getlength(tried) > wide:
            lines.append(line)
            tried = word
        line = tried
    return [*lines, line]


@lru_cache(maxsize=24)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_path()), size)
