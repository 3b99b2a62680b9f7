"""A photo without what a camera wrote beside it: place, device, time, name."""

import io

from PIL import Image

from core.errors import PrivacyError, refusing

_BESIDE = ("exif", "xmp", "comment", "icc_profile", "photoshop", "mp")  # that Pillow finds in a JPEG
_QUALITY = 92


def stripped(jpeg: bytes) -> bytes:
    """A JPEG with nothing but its pixels: as it is where that is so, else encoded anew. Raises PrivacyError for what is
    no JPEG."""
    said = "보관할 사진을 읽지 못했습니다. 라인업을 다시 분석한 뒤 저장해 주세요."
    with refusing(PrivacyError, said), Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as picture:
        if not any(picture.info.get(name) for name in _BESIDE) and not picture.getexif():
            return jpeg
        out = io.BytesIO()
        bare = Image.new("RGB", picture.size)
        bare.paste(picture.convert("RGB"))
        bare.save(out, "JPEG", quality=_QUALITY)
        return out.getvalue()
