"""Untrusted bytes to an upright RGB photo, or one Korean sentence saying why not and what to do.

The order matters: size in bytes, kind by content, pixel count from the header, and only then decoding. Pillow sees
nothing but the formats named here; the file's name decides nothing.
"""

import hashlib
import re
import threading
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from PIL.JpegImagePlugin import jpeg_factory
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from core.errors import ImageError
from core.settings import Settings, get_settings
from core.types import Photo, Upload

if TYPE_CHECKING:
    from numpy.typing import NDArray

ACCEPTED = "JPG, PNG, WebP, HEIC"
MIN_SIDE = 20  # px; nothing smaller holds a face, and it keeps needle-shaped files away from the detectors
MAX_SCANS = 100  # encoders write about ten; thousands of empty scans keep a decoder busy for hours

_OPENERS: Mapping[str, Callable[[BytesIO], Image.Image]] = {
    "JPEG": jpeg_factory,  # or MPO
    "PNG": PngImageFile,
    "WEBP": WebPImageFile,
}
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
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_heif_lock = threading.Lock()


def decode(upload: Upload, settings: Settings | None = None) -> Photo:
    """One uploaded file to pixels: (h, w, 3) uint8 RGB, upright, long side at most `settings.long_side`.

    Transparency is laid on white, 16-bit grey is scaled (not clipped), of an animation the first frame is taken with
    a note. A truncated file is refused: the missing part of a face would otherwise be compared as grey. GIF is not
    among the accepted formats. Thread-safe. Raises ImageError."""
    settings = settings or get_settings()
    data = upload.data
    if not data:
        raise ImageError("파일이 비어 있습니다(0바이트). 원본 사진을 다시 골라 올려 주세요.")
    if len(data) > settings.max_file_bytes:
        limit = settings.max_file_bytes / 2**20
        raise ImageError(
            f"파일이 너무 큽니다({len(data) / 2**20:.1f}MB, 한 장에 최대 {limit:.0f}MB). 크기를 줄여 다시 올려 주세요."
        )
    kind = _kind(data)
    try:
        with _open(data, kind) as image:
            _check_size(image.size, settings)
            notes, side = _notes(image), max(image.size)
            pixels = _pixels(image, data, settings.long_side)
    except ImageError:
        raise
    except Exception as error:  # whatever a decoder raises on hostile bytes, the user gets the one sentence
        raise _broken(error, kind) from error
    if min(pixels.shape[:2]) < MIN_SIDE:
        raise _too_small(pixels.shape[1], pixels.shape[0])
    scale = max(pixels.shape[:2]) / side
    return Photo(upload.path, pixels, hashlib.sha256(data).hexdigest(), scale=scale, notes=notes)


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


def _open(data: bytes, kind: str) -> Image.Image:
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
        raise ImageError(
            f"사진의 화소가 너무 많습니다({width:,}×{height:,}: {width * height / 1e4:,.0f}만 화소). 사진을 "
            f"{settings.max_pixels / 1e4:,.0f}만 화소 아래로 줄여 다시 올려 주세요."
        )
    if min(width, height) < MIN_SIDE:
        raise _too_small(width, height)


def _too_small(width: int, height: int) -> ImageError:
    return ImageError(
        f"사진이 너무 작거나 가늘어 얼굴을 찾을 수 없습니다({width:,}×{height:,}). "
        "얼굴이 60px 이상 나온 사진을 올려 주세요."
    )


def _notes(image: Image.Image) -> tuple[str, ...]:
    """An MPO holds a second picture of the same moment (depth, gain map), so only true animations get the note."""
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        return ("움직이는 이미지라서 첫 장면만 분석했습니다.",)
    return ()


def _pixels(image: Image.Image, data: bytes, long_side: int) -> "NDArray[np.uint8]":
    """Decode, shrink, turn upright, flatten to RGB; in the order that touches the fewest pixels."""
    if image.format in ("JPEG", "MPO"):
        if image.info.get("progressive") and _scans(data) > MAX_SCANS:
            raise ImageError("비정상적으로 만들어진 JPG 파일입니다. 사진 앱에서 다시 저장해 올려 주세요.")
        # libjpeg shrinks by 2, 4 or 8 while decoding, at a fraction of the cost; never below the wanted size
        image.draft(None, _fit(image.size, long_side))
    image.load()
    orientation = _orientation(image)  # of the file's own image object: conversions below may drop it
    image = _scaled(_eight_bit(image), long_side)
    if image.mode in ("RGBA", "LA"):
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    image = image.convert("RGB")
    if orientation in _TURN:
        image = image.transpose(_TURN[orientation])
    return np.array(image)  # a copy of our own: writable, and Pillow's buffer is freed


_TURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _orientation(image: Image.Image) -> int:
    """EXIF orientation, 1 where there is none that can be read: a good photo may carry broken EXIF."""
    try:
        value = image.getexif().get(0x0112, 1)
    except Exception:
        return 1
    return value if isinstance(value, int) else 1


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


def _scaled(image: Image.Image, long_side: int) -> Image.Image:
    """Pillow's bilinear averages over the whole footprint when shrinking: no aliasing, and the quickest without."""
    size = _fit(image.size, long_side)
    if size == image.size:
        return image
    return image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


def _scans(data: bytes) -> int:
    """Scans of a JPEG, walking its markers: segments are skipped, so bytes inside them are not miscounted."""
    scans, at = 0, 2
    while match := _MARKER.search(data, at):
        code = data[match.start() + 1]
        if code == 0xD9:
            break
        scans += code == 0xDA
        length = int.from_bytes(data[match.end() : match.end() + 2], "big")
        at = match.end() + max(length, 2)
    return scans


def _broken(error: Exception, kind: str) -> ImageError:
    text = str(error).lower()
    if isinstance(error, MemoryError):
        return ImageError("사진이 너무 커서 메모리가 모자랍니다. 크기를 줄여 다시 올려 주세요.")
    if any(word in text for word in ("truncated", "unexpected end", "premature", "end of file", "eof")):
        return ImageError(
            "사진 파일이 중간에 끊겨 있습니다. 전송이나 저장이 끝나지 않은 파일이니 원본을 다시 받아 올려 주세요."
        )
    return ImageError(
        f"{kind} 사진이지만 내용이 손상되어 열 수 없습니다. 원본을 다시 받거나 사진 앱에서 다시 저장해 올려 주세요."
    )
