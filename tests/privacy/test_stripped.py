import io

import numpy as np
import pytest
from PIL import Image

from core.errors import PrivacyError
from core.privacy.stripped import stripped


def jpeg(**more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 90, 60)).save(out, "JPEG", quality=90, **more)
    return out.getvalue()


def test_pixels_alone_stay_as_they_are():
    assert stripped(jpeg()) == jpeg()


def test_what_a_camera_wrote_beside_them_goes():
    exif = Image.Exif()
    exif[0x010F] = "비밀 카메라"
    for marked in (jpeg(exif=exif), jpeg(comment=b"secret place"), jpeg(xmp=b"<x>secret place</x>")):
        bare = stripped(marked)
        assert b"secret place" not in bare and "비밀".encode() not in bare
        with Image.open(io.BytesIO(bare)) as picture:
            assert picture.size == (40, 30) and not picture.getexif()
            assert np.abs(np.asarray(picture)[9, 9].astype(int) - (200, 90, 60)).max() < 12


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8\xff"])
def test_what_is_no_jpeg_is_refused(data):
    with pytest.raises(PrivacyError):
        stripped(data)
