"""An image whose header has been read, to upright RGB pixels of a wanted size: in the order that touches the fewest.

What that costs is known beforehand. libjpeg shrinks while it decodes; other formats are shrunk strip by strip, so that
a large photo stands in memory once.
"""

import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from PIL.ImageFile import ImageFile

if TYPE_CHECKING:
    from numpy.typing import NDArray

Size = tuple[int, int]  # width, height in px

_STRIP = 128  # rows of the wanted size that are made at once
_STORED = {"1": 1, "L": 1, "P": 1, "I;16": 2}  # bytes of a pixel in Pillow's memory; 4 in all other modes
# Bytes of a pixel that are unpacked and converted in the time that it takes to fill the memory; more where the mode is
# not one that can be resized.
_QUICK, _QUICK_OTHER = 2.9, 4.2


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of an image before it is decoded.

    kind: JPEG, PNG, WEBP or HEIC. data: what the decoder is given. exif: where it stands before the image. buffered:
    bytes that a JPEG of several scans keeps while it is decoded. known: it was decoded before, to its end."""

    image: ImageFile
    kind: str
    data: bytes = field(repr=False)
    exif: bytes = b""
    buffered: int = 0
    known: bool = False

    @property
    def size(self) -> Size:
        return self.image.size

    def cost(self, wanted: Size) -> int:
        """Bytes of memory that `pixels_of` takes, the file's own not counted: measured for a pixel of each kind."""
        image, copy = self.image, 3 * wanted[0] * wanted[1]
        stored = _STORED.get(image.mode, 4)
        if self.taken_over(wanted):
            return self.buffered + 2 * copy
        if self.kind == "JPEG":
            by = _drafted(image.size, wanted)
            return self.buffered + round(image.width * image.height / by**2 * stored) + copy
        across, down = _gap(image.size, wanted)
        clear = image.mode in ("RGBA", "LA") or image.has_transparency_data
        if wanted == image.size:
            copies = 0.0
        elif across == down == 1:
            copies = 5.0 if clear else 1.3
        else:  # what resizing takes beside the photo, of its smaller copy
            copies = (9.0 if clear else 5.0) / (across * down)
        if self.kind == "HEIC":
            own = 7.4 + (copies if clear else 0)
        elif self.kind == "WEBP":
            own = max(7.2, 4 + (4 if across == down == 1 else 0) + copies)
        else:
            quick = _QUICK_OTHER if image.mode == "P" or image.mode.startswith("I") else _QUICK
            deep = any(";16" in str(tile.args) for tile in image.tile)
            own = max(stored + copies, quick, 2 * len(image.getbands()) if deep else 0)
        return round(image.width * image.height * own) + copy

    def taken_over(self, wanted: Size) -> bool:
        """May OpenCV decode it? In half the time and less memory, but without a word about what is broken."""
        exact = wanted in [halved(self.size, times) for times in range(4)]
        return self.known and self.kind == "JPEG" and self.image.mode == "RGB" and exact


def halved(size: Size, times: int) -> Size:
    """The size after it was halved so often, as libjpeg rounds it: up."""
    return -(-size[0] // 2**times), -(-size[1] // 2**times)


def pixels_of(header: Header, wanted: Size) -> tuple["NDArray[np.uint8]", int]:
    """(h, w, 3) uint8 RGB of the wanted size, as the file holds it, transparency laid on white; and its EXIF
    orientation, for `turned`."""
    image = header.image
    if header.taken_over(wanted):
        return _jpeg_again(header, wanted), orientation(header.exif)
    if header.kind == "WEBP":
        size = image.size
        image.close()  # with its decoder's two canvases
        rows = _webp_rows(header.data)
    else:
        by = _drafted(image.size, wanted) if header.kind == "JPEG" else 1
        image.draft(None, (image.width // by, image.height // by)) if by > 1 else None
        image.load()
        size, rows = image.size, _rows_of(image)
    pixels = _array(rows, size) if size == wanted else np.array(_flat(_scaled(rows, size, wanted)))
    # PNG may hold its EXIF behind the pixels, HEIC turns by a property of its own and leaves 1 here
    return pixels, orientation(header.exif or image.info.get("exif") or b"")


def turned(pixels: "NDArray[np.uint8]", how: int) -> "NDArray[np.uint8]":
    """Upright, whatever the EXIF orientation: a copy where it changes anything."""
    across = pixels.transpose(1, 0, 2) if 5 <= how <= 8 else pixels
    vertical, horizontal = how in (3, 4, 7, 8), how in (2, 3, 6, 7)
    return np.ascontiguousarray(across[:: -1 if vertical else 1, :: -1 if horizontal else 1])


def _drafted(size: Size, wanted: Size) -> int:
    """By how much libjpeg shrinks, at a fraction of the cost, without falling below the wanted size: 1, 2, 4 or 8."""
    fitting = (2**t for t in (3, 2, 1) if all(a >= b for a, b in zip(halved(size, t), wanted, strict=True)))
    return next(fitting, 1)


_Rows = Callable[[int, int], Image.Image]  # from one row to before another, in a mode that can be resized


def _rows_of(image: Image.Image) -> _Rows:
    def rows(top: int, bottom: int) -> Image.Image:
        whole = (top, bottom) == (0, image.height)
        return _eight_bit(image if whole else image.crop((0, top, image.width, bottom)))

    return rows


def _webp_rows(data: bytes) -> _Rows:
    """OpenCV gives the pixels that Pillow gives, in half the memory."""
    import cv2

    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise ValueError("not decoded")
    turned = cv2.COLOR_BGR2RGB if pixels.shape[2] == 3 else cv2.COLOR_BGRA2RGBA
    cv2.cvtColor(pixels, turned, dst=pixels)
    return lambda top, bottom: Image.fromarray(pixels[top:bottom])


def _jpeg_again(header: Header, wanted: Size) -> "NDArray[np.uint8]":
    import cv2

    reduced = (cv2.IMREAD_COLOR, cv2.IMREAD_REDUCED_COLOR_2, cv2.IMREAD_REDUCED_COLOR_4, cv2.IMREAD_REDUCED_COLOR_8)
    how = next(flag for times, flag in enumerate(reduced) if halved(header.size, times) == wanted)
    pixels = cv2.imdecode(np.frombuffer(header.data, np.uint8), how | cv2.IMREAD_IGNORE_ORIENTATION)
    if pixels is None or pixels.shape != (wanted[1], wanted[0], 3):
        raise ValueError("not decoded")
    for top in range(0, wanted[1], _STRIP):  # in place, it makes a copy of all that it is given
        strip = pixels[top : top + _STRIP]
        cv2.cvtColor(strip, cv2.COLOR_BGR2RGB, dst=strip)
    return np.asarray(pixels, np.uint8)


def _array(rows: _Rows, size: Size) -> "NDArray[np.uint8]":
    """All pixels, strip by strip: NumPy would take them over as bytes, and once more."""
    pixels = np.empty((size[1], size[0], 3), np.uint8)
    for top in range(0, size[1], _STRIP):
        bottom = min(top + _STRIP, size[1])
        pixels[top:bottom] = np.asarray(_flat(rows(top, bottom)))
    return pixels


def _flat(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA"):
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


_ORIENTATION = 0x0112
_WHOLE = {3: "H", 4: "I"}  # EXIF's types of whole numbers


def orientation(exif: bytes) -> int:
    """How a photo lies, 1 where its EXIF does not say so: a good photo may carry broken EXIF.

    Only this entry is looked for (Exif 3.0, 4.6.5.1): Pillow reads and warns of all 65,535 that there may be."""
    block = exif[6:] if exif.startswith(b"Exif\0\0") else exif
    order = "<" if block.startswith(b"II") else ">"
    with suppress(struct.error):  # cut off
        (start,) = struct.unpack_from(f"{order}I", block, 4)
        (entries,) = struct.unpack_from(f"{order}H", block, start)
        for at in range(start + 2, start + 2 + 12 * entries, 12):
            tag, kind, count = struct.unpack_from(f"{order}HHI", block, at)
            if (tag, count) == (_ORIENTATION, 1) and kind in _WHOLE:
                return int(struct.unpack_from(order + _WHOLE[kind], block, at + 8)[0])
    return 1


def _eight_bit(image: Image.Image) -> Image.Image:
    """To a mode that can be resized and blended: L, RGB, RGBA, LA or CMYK. Pillow clips 16-bit grey; we scale it."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        values = np.asarray(image).astype(np.float32)
        return Image.fromarray(np.clip(np.rint(values / 257), 0, 255).astype(np.uint8))
    if image.mode not in ("RGBA", "LA") and image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("L", "RGB", "RGBA", "LA", "CMYK"):
        return image
    return image.convert("RGB")


def _scaled(rows: _Rows, size: Size, wanted: Size) -> Image.Image:
    """Shrunk. Pillow's bilinear averages over the whole footprint: no aliasing.

    As `Image.resize` with a reducing_gap of 2, which averages whole pixels first, but strip by strip: a large photo
    stands in memory once."""
    width, height = size
    across, down = _gap(size, wanted)
    image = rows(0, height) if across == down == 1 else _reduced(rows, size, across, down)
    if image.size == wanted:
        return image
    return image.resize(wanted, Image.Resampling.BILINEAR, box=(0, 0, width / across, height / down))


def _gap(size: Size, wanted: Size) -> tuple[int, int]:
    """How many pixels are averaged first, across and down."""
    for times in (1, 2, 3):
        if halved(size, times) == wanted:
            return 2**times, 2**times
    return max(1, int(size[0] / wanted[0] / 2)), max(1, int(size[1] / wanted[1] / 2))


def _reduced(rows: _Rows, size: Size, across: int, down: int) -> Image.Image:
    image, height = None, size[1]
    for number, top in enumerate(range(0, height, _STRIP * down)):
        strip = rows(top, min(top + _STRIP * down, height)).reduce((across, down))
        image = image or Image.new(strip.mode, (strip.width, -(-height // down)))
        image.paste(strip, (0, number * _STRIP))
    assert image is not None
    return image
