"""Photos as the pages show them: cropped evenly around the face, its box drawn, the group's name above. In memory."""

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.colour import readable_on
from core.types import Box, PhotoFaces
from core.ui.kit.fonts import pillow_font

HERO = (720, 540)  # 4:3, twice the widest card
UNCLEAR = "#77737f"


def crop_window(
    width: int, height: int, box: Box | None, aspect: float, zoom: float = 2.1
) -> tuple[int, int, int, int]:
    """(left, top, right, bottom) of the largest sensible window of `aspect` around the face, inside the photo.

    The window is `zoom` face heights tall where the photo allows it; without a face it is the middle of the photo."""
    if box is None:
        tall = min(height, width / aspect)
        cx, cy = width / 2, height / 2
    else:
        tall = min(max(box.height * zoom, 1.0), height, width / aspect)
        cx, cy = box.center
    wide = tall * aspect
    left = min(max(cx - wide / 2, 0), width - wide)
    top = min(max(cy - tall / 2, 0), height - tall)
    return round(left), round(top), round(left + wide), round(top + tall)


def hero(photo: PhotoFaces, label: str, colour: str, size: tuple[int, int] = HERO) -> bytes | None:
    """The photo as a JPEG with the chosen face's box and `label` on `colour` above it; None for a refused file."""
    if photo.picture is None:
        return None
    jpeg, face = photo.shown or (photo.picture.jpeg, None)
    whole = Image.open(io.BytesIO(jpeg))
    box = face.box if face else None
    window = crop_window(*whole.size, box, size[0] / size[1])
    picture = whole.crop(window).resize(size, Image.Resampling.LANCZOS)
    if box is not None:
        scale = size[0] / (window[2] - window[0])
        _draw_box(picture, box, (window[0], window[1]), scale, label, colour)
    return _jpeg(picture)


def portrait(photo: PhotoFaces, side: int = 480) -> bytes | None:
    """The chosen face in a square, as a JPEG without what a camera writes beside it; None without a face."""
    if photo.shown is None:
        return None
    jpeg, face = photo.shown
    whole = Image.open(io.BytesIO(jpeg))
    window = crop_window(*whole.size, face.box, 1.0, zoom=1.9)
    return _jpeg(whole.crop(window).resize((side, side), Image.Resampling.LANCZOS))


def overview(photo: PhotoFaces, label: str, colour: str, long_side: int = 900) -> bytes | None:
    """The whole photo with every face numbered, the chosen one boxed in `colour` and labelled."""
    if photo.picture is None:
        return None
    picture: Image.Image = Image.open(io.BytesIO(photo.picture.jpeg))
    scale = min(1.0, long_side / max(picture.size))
    picture = picture.resize((max(1, round(picture.width * scale)), max(1, round(picture.height * scale))))
    for index, face in enumerate(photo.faces):
        if index != photo.chosen:
            _draw_box(picture, face.box, (0, 0), scale, str(index + 1), UNCLEAR)
    if photo.face is not None:
        prefix = f"{(photo.chosen or 0) + 1} · " if len(photo.faces) > 1 else ""
        _draw_box(picture, photo.face.box, (0, 0), scale, prefix + label, colour)
    return _jpeg(picture)


def lit(chip: NDArray[np.uint8], weight: NDArray[np.float64], side: int = 336) -> bytes:
    """A face (s, s, 3) uint8 RGB as a JPEG, the lighter the more a part weighs. weight: (c, c), its parts."""
    light = np.clip(weight / max(float(weight.max()), 1e-12), 0, 1)
    mask = Image.fromarray((255 * (0.3 + 0.7 * light)).astype(np.uint8)).resize((side, side), Image.Resampling.BICUBIC)
    picture = Image.fromarray(chip).resize((side, side), Image.Resampling.LANCZOS)
    return _jpeg(Image.composite(picture, Image.new("RGB", (side, side)), mask))


def thumbnail(pixels: NDArray[np.uint8], side: int = 96) -> bytes:
    """The middle square of (h, w, 3) uint8 RGB as a small JPEG."""
    height, width = pixels.shape[:2]
    window = crop_window(width, height, None, 1.0)
    return _jpeg(Image.fromarray(pixels).crop(window).resize((side, side), Image.Resampling.LANCZOS))


def shrunk(png: bytes, wide: int) -> bytes:
    """A picture of our own drawing as a JPEG of that width, for the page. wide: px."""
    with Image.open(io.BytesIO(png)) as picture:
        return _jpeg(picture.resize((wide, round(picture.height * wide / picture.width)), Image.Resampling.LANCZOS))


def thumbnail_of(file: str | Path, side: int = 96) -> bytes | None:
    """As `thumbnail`, of a reference photo on file, decoded no larger than needed; None if it is gone or damaged."""
    try:
        with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as picture:
            picture.draft("RGB", (max(256, 2 * side),) * 2)
            return thumbnail(np.asarray(picture.convert("RGB")), side)
    except OSError:
        return None


def _draw_box(picture: Image.Image, box: Box, origin: tuple[int, int], scale: float, label: str, colour: str) -> None:
    pen = ImageDraw.Draw(picture)
    left, top = (box.left - origin[0]) * scale, (box.top - origin[1]) * scale
    right, bottom = left + box.width * scale, top + box.height * scale
    line = max(2, round(picture.width / 200))
    pen.rounded_rectangle((left - 1, top - 1, right + 1, bottom + 1), 10, outline="#16151a", width=line + 2)
    pen.rounded_rectangle((left, top, right, bottom), 10, outline="#ffffff", width=line)
    size = max(13, round(picture.width / 22))
    font = pillow_font(size)
    text = label if len(label) <= 16 else label[:15] + "…"
    pad = size // 2
    wide, tall = font.getlength(text) + 2 * pad, size * 1.7
    x = min(max((left + right - wide) / 2, 4), max(picture.width - wide - 4, 4))
    y = max(top - tall - line, 4)  # a face at the very top keeps its name inside the picture
    pen.rounded_rectangle((x, y, x + wide, y + tall), tall / 2, fill=colour)
    pen.text((x + wide / 2, y + tall / 2), text, font=font, fill=readable_on(colour), anchor="mm")


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=88)
    return out.getvalue()
