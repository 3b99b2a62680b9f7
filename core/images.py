"""Untrusted bytes to an upright RGB photo, or one Korean sentence saying why not and what to do.

The order matters: size in bytes, kind by content, cost from the header, and only then decoding, which no thread could
interrupt. Decoders see nothing but the formats named here; the file's name decides nothing.
"""

import hashlib
import re
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from core.errors import ImageError, refusing
from core.jpeg_header import JpegHeader, read_header
from core.settings import Settings, get_settings
from core.types import Photo, Upload

if TYPE_CHECKING:
    from numpy.typing import NDArray

ACCEPTED = "JPG, PNG, WebP, HEIC"
MIN_SIDE = 20  # px; nothing smaller holds a face, and it keeps needle-shaped files away from the detectors
MAX_SCANS = 100  # encoders write about ten; thousands of empty scans keep a decoder busy for hours
MAX_VISITS = 25_000_000  # blocks of a JPEG times scans: 2 s; a photo of 108 megapixels in ten scans has 15 million
LARGE = 64 * 2**20  # bytes: what takes more while it is decoded waits until it is the only one

_OPENERS: Mapping[str, Callable[[BytesIO], ImageFile]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "WEBP": WebPImageFile,
}
_STRIP = 128  # rows of the smaller copy that are made at once
_STORED = {"1": 1, "L": 1, "P": 1, "I;16": 2}  # bytes of a pixel in Pillow's memory; 4 in all other modes
# Bytes of a pixel that are unpacked and converted in the time that it takes to fill the memory; more where the mode is
# not one that can be resized.
_QUICK, _QUICK_OTHER = 2.9, 4.2
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_UNSUPPORTED = (
    (re.compile(rb"GIF8[79]a"), "GIF"),
    (re.compile(rb"BM.{4}\x00\x00\x00\x00", re.DOTALL), "BMP"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "TIFF"),
    (re.compile(rb"%PDF-"), "PDF"),
    (re.compile(rb"PK\x03\x04|PK\x05\x06"), "압축 또는 문서"),
    (re.compile(rb"8BPS"), "포토샵(PSD)"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "AVIF"),
    (re.compile(rb"....ftyp", re.DOTALL), "동영상"),
    (re.compile(rb"\s*<(\?xml|svg|!doctype|html)", re.IGNORECASE), "웹 문서(HTML, SVG)"),
)
_heif_lock = threading.Lock()
_large = threading.Lock()


def decode(upload: Upload, settings: Settings | None = None) -> Photo:
    """One uploaded file to pixels: (h, w, 3) uint8 RGB, upright, long side at most `settings.long_side`.

    Transparency is laid on white, 16-bit grey is scaled (not clipped), of an animation the first frame is taken with
    a note. A truncated file is refused: the missing part of a face would otherwise be compared as grey. GIF is not
    among the accepted formats. Thread-safe. Raises ImageError."""
    settings = settings or get_settings()
    data = upload.data
    if upload.problem:
        raise ImageError(upload.problem)
    if not data:
        raise ImageError("파일이 비어 있습니다(0바이트). 원본 사진을 다시 골라 올려 주세요.")
    if len(data) > settings.max_file_bytes:
        limit = settings.max_file_bytes / 2**20
        raise ImageError(
            f"파일이 너무 큽니다({len(data) / 2**20:.1f}MB, 한 장에 최대 {limit:.0f}MB). 크기를 줄여 다시 올려 주세요."
        )
    kind = _kind(data)
    with refusing(ImageError, lambda error: _broken(error, kind)), _opened(data, kind, settings) as (image, exif, cost):
        _check_cost(image.size, cost, settings)
        notes, side = _notes(image), max(image.size)
        with _large if cost > LARGE else nullcontext():
            pixels = _pixels(image, data, exif, settings.long_side)
    if min(pixels.shape[:2]) < MIN_SIDE:
        raise _too_small(pixels.shape[1], pixels.shape[0])
    scale = max(pixels.shape[:2]) / side
    return Photo(upload.path, pixels, hashlib.sha256(data).hexdigest(), scale=scale, notes=notes)


def is_large(upload: Upload, settings: Settings | None = None) -> bool:
    """Does decoding take so much memory that such photos are decoded one at a time? False for what is no photo."""
    with suppress(Exception), _opened(upload.data, _kind(upload.data), settings or get_settings()) as (_, _, cost):
        return cost > LARGE
    return False


@contextmanager
def _opened(data: bytes, kind: str, settings: Settings) -> Iterator[tuple[ImageFile, bytes, int]]:
    """A file whose header alone has been read, its EXIF where that stands before the image, and what decoding costs."""
    header = read_header(data) if kind == "JPEG" else None
    with _open(header.lean if header else data, kind) as image:
        _check_size(image.size, settings)
        yield image, header.exif if header else b"", _cost(image, kind, header, settings.long_side)


def _kind(data: bytes) -> str:
    """What the content says it is: JPEG, PNG, WEBP or HEIC. Raises ImageError naming what it is instead."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return "HEIC"
    for pattern, name in _UNSUPPORTED:
        if pattern.match(data):
            raise ImageError(f"{name} 파일은 지원하지 않습니다. {ACCEPTED} 가운데 하나로 저장해 다시 올려 주세요.")
    if _is_text(data):
        raise ImageError(
            "사진이 아니라 글자로 된 파일입니다. 확장자만 바뀐 파일일 수 있으니 실제 사진을 골라 올려 주세요."
        )
    raise ImageError(f"사진으로 알아볼 수 없는 파일입니다. {ACCEPTED} 사진을 올려 주세요.")


def _is_text(data: bytes) -> bool:
    head = data[:2048]
    for encoding in ("utf-8", "cp949"):
        try:
            # a multi-byte character may be cut at the end of the sample
            text = head.decode(encoding, errors="strict" if len(data) <= len(head) else "ignore")
        except UnicodeDecodeError:
            continue
        if len(text) * 4 > len(head) and all(c.isprintable() or c in "\r\n\t\f\ufeff" for c in text):
            return True
    return False


def _open(data: bytes, kind: str) -> ImageFile:
    """Its header. `Image.open` would try other formats, and has one limit of pixels for the whole process."""
    if kind == "HEIC":
        _register_heif()
        return Image.OPEN["HEIF"][0](BytesIO(data), "")
    return _OPENERS[kind](BytesIO(data))


def _register_heif() -> None:
    """Once, at the first HEIC photo: registering writes to Pillow's tables, and the import takes a while."""
    with _heif_lock:
        if "HEIF" not in Image.OPEN:
            import pillow_heif

            pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


def _check_size(size: tuple[int, int], settings: Settings) -> None:
    width, height = size
    if width * height > settings.max_pixels:
        raise _too_many_pixels(size, settings.max_pixels)
    if min(width, height) < MIN_SIDE or min(_fit(size, settings.long_side)) < MIN_SIDE:
        raise _too_small(width, height)


def _cost(image: ImageFile, kind: str, header: JpegHeader | None, long_side: int) -> int:
    """Bytes of memory while decoding, the file's own not counted: measured for a pixel of each kind.

    Raises ImageError for a JPEG that would keep libjpeg busy for longer than a photo does."""
    if header is not None:
        if header.scans > MAX_SCANS or header.visits > MAX_VISITS:
            raise ImageError("비정상적으로 만들어진 JPG 파일입니다. 사진 앱에서 다시 저장해 올려 주세요.")
        return header.buffered
    across, down = _gap(image.size, _fit(image.size, long_side))
    whole = across == down == 1
    clear = image.mode in ("RGBA", "LA") or image.has_transparency_data
    # What resizing takes beside the photo: of all of it, or of its smaller copy.
    copies = (5.0 if clear else 1.3) if whole else (9.0 if clear else 5.0) / (across * down)
    if kind == "HEIC":
        own = 7.4 + (copies if clear else 0)
    elif kind == "WEBP":
        own = max(7.2, 4 + (4 if whole else 0) + copies)
    else:
        quick = _QUICK_OTHER if image.mode == "P" or image.mode.startswith("I") else _QUICK
        deep = any(";16" in str(tile.args) for tile in image.tile)
        own = max(_STORED.get(image.mode, 4) + copies, quick, 2 * len(image.getbands()) if deep else 0)
    return round(image.width * image.height * own)


def _check_cost(size: tuple[int, int], cost: int, settings: Settings) -> None:
    if cost > settings.max_decoded_bytes:
        raise _too_many_pixels(size, size[0] * size[1] * settings.max_decoded_bytes // cost)


def _too_many_pixels(size: tuple[int, int], most: int) -> ImageError:
    return ImageError(
        f"사진의 화소가 너무 많습니다({size[0]:,}×{size[1]:,}: {size[0] * size[1] / 1e4:,.0f}만 화소). 사진을 "
        f"{most // 10_000:,}만 화소 아래로 줄여 다시 올려 주세요."
    )


def _too_small(width: int, height: int) -> ImageError:
    return ImageError(
        f"사진이 너무 작거나 가늘어 얼굴을 찾을 수 없습니다({width:,}×{height:,}). "
        "얼굴이 60px 이상 나온 사진을 올려 주세요."
    )


def _notes(image: Image.Image) -> tuple[str, ...]:
    """Of a JPEG nothing but the first picture is seen here: an MPO holds more of the same moment (depth, gain map)."""
    if getattr(image, "n_frames", 1) > 1:
        return ("움직이는 이미지라서 첫 장면만 분석했습니다.",)
    return ()


def _pixels(image: ImageFile, data: bytes, exif: bytes, long_side: int) -> "NDArray[np.uint8]":
    """Decode, shrink, turn upright, flatten to RGB; in the order that touches the fewest pixels."""
    if image.format == "WEBP":
        size = image.size
        image.close()  # with its decoder's two canvases
        rows = _webp_rows(data)
    else:
        # libjpeg shrinks by 2, 4 or 8 while decoding, at a fraction of the cost; never below the wanted size
        image.draft(None, _fit(image.size, long_side)) if image.format == "JPEG" else None
        image.load()
        size, rows = image.size, _rows_of(image)
    small = _scaled(rows, size, long_side)
    if small.mode in ("RGBA", "LA"):
        small = small.convert("RGBA")
        small = Image.alpha_composite(Image.new("RGBA", small.size, "white"), small)
    small = small.convert("RGB")
    # PNG may hold its EXIF behind the pixels, HEIC turns by a property of its own and leaves 1 here
    turn = _TURN.get(_orientation(exif or image.info.get("exif") or b""))
    return np.array(small if turn is None else small.transpose(turn))  # a copy of our own: writable


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


_TURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112
_WHOLE = {3: "H", 4: "I"}  # EXIF's types of whole numbers


def _orientation(exif: bytes) -> int:
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


def _fit(size: tuple[int, int], long_side: int) -> tuple[int, int]:
    """The size to shrink to: long side at most `long_side`, never enlarged."""
    scale = min(1.0, long_side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


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


def _scaled(rows: _Rows, size: tuple[int, int], long_side: int) -> Image.Image:
    """Long side at most `long_side`. Pillow's bilinear averages over the whole footprint when shrinking: no aliasing.

    As `Image.resize` with a reducing_gap of 2, which averages whole pixels first, but strip by strip: a large photo
    stands in memory once."""
    width, height = size
    fitted = _fit(size, long_side)
    across, down = _gap(size, fitted)
    image = rows(0, height) if across == down == 1 else _reduced(rows, size, across, down)
    if fitted == size:
        return image
    return image.resize(fitted, Image.Resampling.BILINEAR, box=(0, 0, width / across, height / down))


def _gap(size: tuple[int, int], fitted: tuple[int, int]) -> tuple[int, int]:
    """How many pixels are averaged first, across and down."""
    return max(1, int(size[0] / fitted[0] / 2)), max(1, int(size[1] / fitted[1] / 2))


def _reduced(rows: _Rows, size: tuple[int, int], across: int, down: int) -> Image.Image:
    image, height = None, size[1]
    for number, top in enumerate(range(0, height, _STRIP * down)):
        strip = rows(top, min(top + _STRIP * down, height)).reduce((across, down))
        image = image or Image.new(strip.mode, (strip.width, -(-height // down)))
        image.paste(strip, (0, number * _STRIP))
    assert image is not None
    return image


def _broken(error: Exception, kind: str) -> str:
    text = str(error).lower()
    if isinstance(error, MemoryError):
        return "사진이 너무 커서 메모리가 모자랍니다. 크기를 줄여 다시 올려 주세요."
    if any(word in text for word in ("truncated", "unexpected end", "premature", "end of file", "eof")):
        return "사진 파일이 중간에 끊겨 있습니다. 전송이나 저장이 끝나지 않은 파일이니 원본을 다시 받아 올려 주세요."
    return f"{kind} 사진이지만 내용이 손상되어 열 수 없습니다. 원본을 다시 받거나 사진 앱에서 다시 저장해 올려 주세요."
