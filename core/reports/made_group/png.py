"""The sheet of a made-up group as one picture, drawn by Pillow in the package's Korean font."""

import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from core.reports.fonts import shown
from core.reports.made_group.value import (
    MEAN,
    NOWHERE,
    PALETTE,
    WORDS,
    MadeGroup,
    MadeMember,
    Share,
    made_again,
    nearest,
)
from core.text.numbers import percent

WIDE, PAD, GAP = 1600, 72, 28  # px
INK, MUTED, TRACK, PAPER, LINE = "#16151a", "#5f5b68", "#efedf3", "#ffffff", "#d9d6e0"
_IN_A_ROW = {2: 2, 3: 3, 4: 4}  # members; more stand five or six in a row
_TOP = 3  # groups below a face
_SMALL = 4  # further views below a face
_FOOT = 84  # px, with room for the mark


def write(group: MadeGroup, font: Path) -> NDArray[np.uint8]:
    """(h, WIDE, 3) uint8 RGB. font: that has Korean."""
    sheet = _Sheet(font)
    y = sheet.heading(group, PAD)
    y = sheet.members(group, y)
    y = sheet.foot(group, y)
    return np.asarray(sheet.picture.crop((0, 0, WIDE, y)), np.uint8)


class _Sheet:
    def __init__(self, font: Path) -> None:
        self._font = font
        self.picture = Image.new("RGB", (WIDE, 12_000), PAPER)
        self._pen = ImageDraw.Draw(self.picture)

    def _text(self, x: float, y: float, text: str, size: int, fill: str = INK, *, bold: bool = False) -> float:
        """Returns its width."""
        letters, said = _letters(self._font, size), shown(text)
        self._pen.text((x, y), said, font=letters, fill=fill, stroke_width=size / 45 if bold else 0, stroke_fill=fill)
        return letters.getlength(said)

    def _cut(self, text: str, size: int, room: float) -> str:
        letters, said = _letters(self._font, size), shown(text)
        if letters.getlength(said) <= room:
            return said
        while said and letters.getlength(f"{said}…") > room:
            said = said[:-1]
        return f"{said}…"

    def heading(self, group: MadeGroup, y: int) -> int:
        self._text(PAD, y, self._cut(group.name, 64, WIDE - 2 * PAD), 64, bold=True)
        self._text(PAD, y + 92, self._cut(group.said, 26, WIDE - 2 * PAD), 26, MUTED)
        return y + 160

    def members(self, group: MadeGroup, y: int) -> int:
        count = len(group.members)
        columns = _IN_A_ROW.get(count, 5 if count in (5, 9, 10) else 6 if count > 6 else 3)
        side = (WIDE - 2 * PAD - (columns - 1) * GAP) // columns
        side = min(side, 460)
        for start in range(0, count, columns):
            row = group.members[start : start + columns]
            bottoms = [
                self._member(one, group.threshold, PAD + place * (side + GAP), y, side) for place, one in enumerate(row)
            ]
            y = max(bottoms) + GAP
        return y

    def _member(self, member: MadeMember, threshold: float, x: int, y: int, side: int) -> int:
        self._put(member.front, x, y, side)
        y += side + 14
        self._text(x, y, self._cut(member.name, 30, side), 30, bold=True)
        y += 50
        for share in sorted(member.shares, key=lambda one: -one.share)[:_TOP]:
            self._bar(share, x, y, side)
            y += 34
        for part in _wrapped(nearest(member, threshold), _letters(self._font, 17), side):
            self._text(x, y + 4, part, 17, MUTED)
            y += 25
        y += 12
        if member.views:
            small = (side - 3 * 8) // _SMALL
            for place, view in enumerate(member.views[: 2 * _SMALL]):
                column, row = place % _SMALL, place // _SMALL
                self._put(view, x + column * (small + 8), y + row * (small + 8), small)
            y += (small + 8) * (1 + (len(member.views[: 2 * _SMALL]) - 1) // _SMALL)
        return y

    def _bar(self, share: Share, x: int, y: int, side: int) -> None:
        name, value = min(130, side // 3), 62
        self._text(x, y, self._cut(share.name, 19, name - 8), 19)
        left, right = x + name, x + side - value
        self._pen.rounded_rectangle((left, y + 8, right, y + 20), 6, fill=TRACK)
        if share.share > 0.01:
            self._pen.rounded_rectangle(
                (left, y + 8, left + max(12, (right - left) * share.share), y + 20), 6, fill=share.colour
            )
        self._text(right + 10, y, percent(share.share), 19)

    def _put(self, picture: bytes, x: int, y: int, side: int) -> None:
        with Image.open(io.BytesIO(picture)) as opened:
            face = opened.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
        mask = Image.new("L", (side, side), 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, side - 1, side - 1), max(6, side // 26), fill=255)
        self.picture.paste(face, (x, y), mask)

    def foot(self, group: MadeGroup, y: int) -> int:
        self._pen.line((PAD, y, WIDE - PAD, y), fill=LINE, width=2)
        y += 30
        half = (WIDE - 2 * PAD - 2 * GAP) // 2
        self._text(PAD, y, MEAN, 22, bold=True)
        at = y + 42
        for share in group.shares:
            self._bar(share, PAD, at, half)
            at += 36
        right, other = PAD + half + 2 * GAP, y
        if group.words:
            self._text(right, other, WORDS, 22, bold=True)
            other = self._chips(group.words, right, other + 44, half) + 16
        if group.colours:
            self._text(right, other, PALETTE, 22, bold=True)
            other += 42
            wide = (half - 12 * (len(group.colours) - 1)) // len(group.colours)
            for place, colour in enumerate(group.colours):
                x = right + place * (wide + 12)
                box = (x, other, x + wide, other + 72)
                self._pen.rounded_rectangle(box, 10, fill=colour, outline=LINE, width=2)
                self._text(x, other + 80, colour, 17, MUTED)
            other += 116
        y = max(at, other) + 22
        self._text(PAD, y, NOWHERE, 22)
        self._text(PAD, y + 36, made_again(group), 17, MUTED)
        return y + _FOOT

    def _chips(self, words: Sequence[str], x0: int, y: int, room: int) -> int:
        x = x0
        for word in words:
            wide = int(_letters(self._font, 21).getlength(shown(word))) + 32
            if x > x0 and x + wide > x0 + room:
                x, y = x0, y + 52
            self._pen.rounded_rectangle((x, y, x + wide, y + 42), 21, outline=LINE, width=2)
            self._text(x + 16, y + 5, word, 21)
            x += wide + 10
        return y + 56


def _wrapped(text: str, letters: ImageFont.FreeTypeFont, room: float) -> list[str]:
    """Lines that break between words."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if letters.getlength(shown(longer)) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=16)
def _letters(font: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font), size)
