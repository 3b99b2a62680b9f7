"""Untrusted bytes to an upright RGB photo, or one Korean sentence saying why not and what to do.

The order matters: size in bytes, kind by content, cost from the header, and only then decoding, which no thread could
interrupt. Decoders see nothing but the formats named here; the file's name decides nothing.

A photo is decoded to be kept (`decode`), to look for faces on it (`look`), or to cut small faces from (`look_closely`).
"""

import hashlib
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from core.errors import ImageError, refusing
from core.jpeg_header import read_header
from core.pixels import Header, Size, halved, pixels_of, turned
from core.settings import Settings, get_settings
from core.types import Photo, Upload

if TYPE_CHECKING:
    from numpy.typing import NDArray

ACCEPTED = "JPG, PNG, WebP, HEIC"
MIN_SIDE = 20  # px; nothing smaller holds a face, and it keeps needle-shaped files away from the detectors
MAX_SCANS = 100  # encoders write about ten; thousands of empty scans keep a decoder busy for hours
MAX_VISITS = 25_000_000  # blocks of a JPEG times scans: 2 s; a photo of 108 megapixels in ten scans has 15 million
LARGE = 64 * 2**20  # bytes: what takes more while it is decoded waits until it is the only one
SMALL = 1600 * 1600  # px: what is kept is never larger, and is looked at as it is; larger photos at half their size,
LOOKED_AT = 12_600_000  # px: or less, where that is more. A face of 60 px is 30 px wide at half the size
CUT_FROM = 37_000_000  # px, the most that faces are cut from: phones that make more make four of what one cell sees
ENOUGH = 0.5  # of a JPEG that breaks off: what is less is refused

_OPENERS: Mapping[str, Callable[[BytesIO], ImageFile]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "WEBP": WebPImageFile,
}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_UNSUPPORTED = (
    (re.compile(rb"GIF8[79]a"), "GIF"),
    (re.compile(rb"BM.{4}\x00\x00\x00\x00", re.DOTALL), "BMP"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "TIFF"),
    (re.compile(rb"%PDF-"), "PDF"),
    (re.compile(rb"8BPS"), "포토샵(PSD)"),
    (re.compile(rb"....ftyp", re.DOTALL), "동영상"),
    (re.compile(rb"\s*<(\?xml|svg|!doctype|html)", re.IGNORECASE), "웹 문서(HTML, SVG)"),
)
_ARCHIVE = re.compile(rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\x1f\x8b|\xfd7zXZ\0|EGGA|ALZ\x01|.{257}ustar", re.DOTALL)
# Not read though Pillow could: nothing tells before decoding what its decoder takes.
_AVIF = re.compile(rb"....ftypavi[fs]", re.DOTALL)
_CUT_OFF = "사진 파일이 중간에 끊겨 있습니다. 전송이나 저장이 끝나지 않은 파일이니 원본을 다시 받아 올려 주세요."
_MISSING, _EDGE = 128, 2  # grey; px at the end of a row, of the last block
_heif_lock = threading.Lock()
_large = threading.Lock()


def decode(upload: Upload, settings: Settings | None = None) -> Photo:
    """One uploaded file to pixels: (h, w, 3) uint8 RGB, upright, long side at most `settings.long_side`.

    Transparency is laid on white, 16-bit grey is scaled (not clipped), of an animation the first frame is taken with
    a note. Of a JPEG that breaks off the part that is there is taken with a note, where that is enough: the rest of a
    face would otherwise be compared as grey; other truncated files are refused. GIF is not among the accepted formats.
    Thread-safe. Raises ImageError."""
    settings = settings or get_settings()
    return _decoded(upload, settings, lambda header: _fit(header.size, settings.long_side))


def look(upload: Upload, settings: Settings | None = None) -> Photo:
    """As `decode`, as large as is needed to find its faces: at most `LOOKED_AT` pixels, whole where it is `SMALL`."""
    return _decoded(upload, settings or get_settings(), _to_look_at)


def look_closely(upload: Upload, settings: Settings | None = None) -> Photo:
    """As `decode`, of a file that `look` has taken, as large as memory allows: at most `CUT_FROM` pixels. To cut small
    faces from."""
    settings = settings or get_settings()
    return _decoded(upload, settings, lambda header: _closest(header, settings), known=True)


def is_large(upload: Upload, settings: Settings | None = None) -> bool:
    """Does `look` take so much memory that such photos are decoded one at a time? False for what is no photo."""
    with suppress(Exception), _opened(upload.data, _kind(upload.data), settings or get_settings()) as (header, _):
        return header.cost(_to_look_at(header)) > LARGE
    return False


def is_shrunk(photo: Photo) -> bool:
    """Does `look_closely` give more pixels than `look` gave?"""
    return photo.scale < 1 and 4 * photo.pixels.shape[0] * photo.pixels.shape[1] <= CUT_FROM


def is_large_closely(photo: Photo) -> bool:
    """As `is_large`, of `look_closely`, for a photo of `look`."""
    height, width = photo.pixels.shape[:2]
    pixels: float = min(height * width / photo.scale**2, CUT_FROM)
    return 3 * pixels > LARGE


def _decoded(upload: Upload, settings: Settings, wanted_of: Callable[[Header], Size], *, known: bool = False) -> Photo:
    data = upload.data
    if upload.problem:
        raise ImageError(upload.problem)
    if not data:
        raise ImageError("파일이 비어 있습니다(0바이트). 원본 사진을 다시 골라 올려 주세요.", "empty")
    if len(data) > settings.max_file_bytes:
        limit = settings.max_file_bytes / 2**20
        raise ImageError(
            f"파일이 너무 큽니다({len(data) / 2**20:.1f}MB, 한 장에 최대 {limit:.0f}MB). 크기를 줄여 다시 올려 주세요.",
            "heavy",
        )
    kind = _kind(data)
    with (
        refusing(ImageError, lambda error: _broken(error, kind)),
        _opened(data, kind, settings) as (found, ended),
    ):
        header = replace(found, known=known and ended)
        size, wanted, notes = header.size, wanted_of(header), _notes(header.image)
        cost = header.cost(wanted)
        _check_cost(size, cost, settings)
        with _large if cost > LARGE else nullcontext():
            pixels, orientation = pixels_of(header, wanted)
    if not ended:
        pixels, note = _what_is_there(pixels)
        notes = (*notes, note)
    pixels = turned(pixels, orientation)
    if min(pixels.shape[:2]) < MIN_SIDE:
        raise _too_small(pixels.shape[1], pixels.shape[0])
    return Photo(upload.path, pixels, hashlib.sha256(data).hexdigest(), scale=max(wanted) / max(size), notes=notes)


def _to_look_at(header: Header) -> Size:
    if header.size[0] * header.size[1] <= SMALL:
        return header.size
    return next(size for size in _halvings(header.size)[1:] if size[0] * size[1] <= LOOKED_AT)


def _closest(header: Header, settings: Settings) -> Size:
    sizes = [size for size in _halvings(header.size) if size[0] * size[1] <= CUT_FROM]
    return next((size for size in sizes if header.cost(size) <= settings.max_decoded_bytes), sizes[-1])


def _halvings(size: Size) -> list[Size]:
    """Smaller and smaller, as libjpeg can shrink a photo while decoding; three times are enough for all it may have."""
    return [halved(size, times) for times in range(4)]


def _what_is_there(pixels: "NDArray[np.uint8]") -> tuple["NDArray[np.uint8]", str]:
    """The rows of a JPEG that breaks off, without those that are missing; and a note. Raises ImageError where most are.

    Where there is no data a decoder leaves the middle grey of all coefficients 0, to the end of the last row."""
    ends = np.flatnonzero((pixels[:, -_EDGE:] != _MISSING).any(axis=(1, 2)))
    rows = int(ends[-1]) + 1 if len(ends) else 0
    if rows < ENOUGH * len(pixels):
        raise ImageError(_CUT_OFF, "cut_off")
    missing = round(100 * (1 - rows / len(pixels)))
    what = f"사진의 약 {missing}%가 없습니다. 남은 부분만" if missing else "빠지거나 흐린 곳이 있을 수 있습니다. 그대로"
    return pixels[:rows], f"파일이 끝까지 저장되지 않아 {what} 분석했으니, 가능하면 원본을 다시 받아 올려 주세요."


@contextmanager
def _opened(data: bytes, kind: str, settings: Settings) -> Iterator[tuple[Header, bool]]:
    """The header of a file, and whether it ends as a JPEG should."""
    jpeg = read_header(data) if kind == "JPEG" else None
    if jpeg is not None and (jpeg.scans > MAX_SCANS or jpeg.visits > MAX_VISITS):
        # It would keep libjpeg busy for longer than a photo does.
        raise ImageError("비정상적으로 만들어진 JPG 파일입니다. 사진 앱에서 다시 저장해 올려 주세요.")
    lean = jpeg.lean if jpeg else data
    with _open(lean, kind) as image:
        _check_size(image.size, settings)
        more = (jpeg.exif, jpeg.buffered) if jpeg else ()
        yield Header(image, kind, lean, *more), not jpeg or jpeg.ended


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
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise ImageError("사진이 아니라 압축(ZIP) 파일이거나 문서입니다. 안에 든 사진을 꺼내 올려 주세요.", "no_photo")
    if _ARCHIVE.match(data):
        raise ImageError(
            "사진이 아니라 압축 파일입니다. 압축을 풀어 사진을 올리거나 ZIP으로 다시 압축해 올려 주세요.", "no_photo"
        )
    if _AVIF.match(data):
        raise ImageError(
            "AVIF 사진은 지원하지 않습니다. 사진 앱이나 브라우저에서 열어 JPG 또는 PNG로 저장한 뒤 다시 올려 주세요.",
            "format",
        )
    for pattern, name in _UNSUPPORTED:
        if pattern.match(data):
            said = f"{name} 파일은 지원하지 않습니다. {ACCEPTED} 가운데 하나로 저장해 다시 올려 주세요."
            raise ImageError(said, "format")
    if _is_text(data):
        raise ImageError(
            "사진이 아니라 글자로 된 파일입니다. 확장자만 바뀐 파일일 수 있으니 실제 사진을 골라 올려 주세요.",
            "no_photo",
        )
    raise ImageError(f"사진으로 알아볼 수 없는 파일입니다. {ACCEPTED} 사진을 올려 주세요.", "no_photo")


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


def _check_cost(size: tuple[int, int], cost: int, settings: Settings) -> None:
    if cost > settings.max_decoded_bytes:
        raise _too_many_pixels(size, size[0] * size[1] * settings.max_decoded_bytes // cost)


def _too_many_pixels(size: tuple[int, int], most: int) -> ImageError:
    return ImageError(
        f"사진의 화소가 너무 많습니다({size[0]:,}×{size[1]:,}: {size[0] * size[1] / 1e4:,.0f}만 화소). 사진을 "
        f"{most // 10_000:,}만 화소 아래로 줄여 다시 올려 주세요.",
        "pixels",
    )


def _too_small(width: int, height: int) -> ImageError:
    return ImageError(
        f"사진이 너무 작거나 가늘어 얼굴을 찾을 수 없습니다({width:,}×{height:,}). "
        "얼굴이 60px 이상 나온 사진을 올려 주세요.",
        "small",
    )


def _notes(image: Image.Image) -> tuple[str, ...]:
    """Of a JPEG nothing but the first picture is seen here: an MPO holds more of the same moment (depth, gain map)."""
    if getattr(image, "n_frames", 1) > 1:
        return ("움직이는 이미지라서 첫 장면만 분석했습니다.",)
    return ()


def _fit(size: tuple[int, int], long_side: int) -> tuple[int, int]:
    """The size to shrink to: long side at most `long_side`, never enlarged."""
    scale = min(1.0, long_side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _broken(error: Exception, kind: str) -> str:
    text = str(error).lower()
    if isinstance(error, MemoryError):
        return "사진이 너무 커서 메모리가 모자랍니다. 크기를 줄여 다시 올려 주세요."
    if any(word in text for word in ("truncated", "unexpected end", "premature", "end of file", "eof")):
        return _CUT_OFF
    return f"{kind} 사진이지만 내용이 손상되어 열 수 없습니다. 원본을 다시 받거나 사진 앱에서 다시 저장해 올려 주세요."
