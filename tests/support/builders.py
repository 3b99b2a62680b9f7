"""Small things that many tests need, each made in a line."""

import io
import zipfile
from datetime import date
from typing import Any, TypeVar

import numpy as np
from PIL import Image

from core.types import Article, Box, Face, Photo, PhotoFaces, Quality

Thing = TypeVar("Thing")


def present(found: Thing | None) -> Thing:
    """What must be there."""
    assert found is not None
    return found


def article(title: str = "제목", body: str = "", **more: Any) -> Article:
    own = {"group": "g", "press": "가람일보", "date": date(2026, 3, 2), "link": "", "source": "test"}
    return Article(title=title, body=body, **{**own, **more})


def encoded(picture: Image.Image | np.ndarray, kind: str = "JPEG", **options: Any) -> bytes:
    """A picture, or (h, w, 3) uint8 pixels, as a file."""
    out = io.BytesIO()
    made = Image.fromarray(picture) if isinstance(picture, np.ndarray) else picture
    made.save(out, kind, **options)
    return out.getvalue()


def zipped(*files: tuple[str | zipfile.ZipInfo, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def photo_of(width: int, height: int, box: Box | None) -> PhotoFaces:
    """A plain grey photo with its pixels, and a face at `box`, if any."""
    photo = Photo("가.jpg", np.full((height, width, 3), 90, np.uint8), "0" * 64)
    if box is None:
        return PhotoFaces("가.jpg", "rejected", "얼굴 없음", photo)
    points, chip = np.zeros((5, 2), np.float32), np.zeros((150, 150, 3), np.uint8)
    face = Face(box, points, chip, 1.0, "hog", Quality("ok", "", 80, 100, 0, 0))
    return PhotoFaces("가.jpg", "ok", "", photo, (face,), 0, np.eye(1, 128, dtype=np.float32)[0])
