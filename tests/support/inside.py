"""What is inside a file that leaves the studio: every stream, member and embedded picture, and the numbers in them."""

import base64
import io
import re
import zipfile
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.generic import StreamObject

_NUMBER = re.compile(rb"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{64,}={0,2}")
_NEAR, _ROW = 1e-3, 4  # numbers so near in a row are a vector


def blobs(data: bytes) -> Iterator[bytes]:
    """The file itself, and all that can be unpacked from it; of a PDF also what its pages say."""
    yield data
    inner: list[bytes] = []
    if data.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(data))
        numbers = {*reader.xref_objStm, *(number for table in reader.xref.values() for number in table)}
        objects = [reader.get_object(number) for number in sorted(numbers)]
        inner = [raw for one in objects if isinstance(one, StreamObject) for raw in (one._data, one.get_data())]
        inner += [page.extract_text().encode("utf-8", "replace") for page in reader.pages]
    elif zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as members:
            inner = [members.read(name) for name in members.namelist()]
    else:
        inner = [base64.b64decode(found + b"=" * (-len(found) % 4)) for found in _BASE64.findall(data)]
    for one in inner:
        if one != data:
            yield from blobs(one) if one[:2] == b"PK" else iter((one,))


def pictures(data: bytes) -> list[NDArray[np.float64]]:
    """Each photo in it, (48, 48) grey: a PDF keeps a JPEG as it is."""
    found = []
    for blob in blobs(data):
        if blob[:2] == b"\xff\xd8" or blob[:4] == b"\x89PNG":
            try:
                with Image.open(io.BytesIO(blob)) as opened:
                    found.append(np.asarray(opened.convert("L").resize((48, 48)), float))
            except (UnidentifiedImageError, OSError):
                continue
    return found


def shows(data: bytes, jpeg: bytes) -> bool:
    """Is the photo in it, whatever its size now?"""
    with Image.open(io.BytesIO(jpeg)) as opened:
        own = np.asarray(opened.convert("L").resize((48, 48)), float)
    return any(np.corrcoef(own.ravel(), other.ravel())[0, 1] > 0.9 for other in pictures(data) if other.std())


def holds_bytes(data: bytes, planted: bytes) -> bool:
    """Is any part of a JPEG there as it is? What stands before its picture is the same in many."""
    parts = [planted[at : at + 24] for at in range(planted.index(b"\xff\xda") + 16, len(planted) - 24, 256)]
    assert parts
    return any(part in blob for blob in blobs(data) for part in parts)


def holds_vector(data: bytes, vector: NDArray[np.float32]) -> bool:
    """Are numbers near those of the vector there in a row: as floats of any width, or written as text?"""
    return any(_near(numbers, vector) for blob in blobs(data) for numbers in _numbers(blob))


def _numbers(blob: bytes) -> Iterator[NDArray[np.float64]]:
    for kind in ("<f4", "<f8", ">f4", "<f2"):
        size = np.dtype(kind).itemsize
        for start in range(size):
            usable = (len(blob) - start) // size * size
            with np.errstate(all="ignore"):
                yield np.frombuffer(blob[start : start + usable], kind).astype(np.float64)
    yield np.array([float(found) for found in _NUMBER.findall(blob)])


def _near(numbers: NDArray[np.float64], vector: NDArray[np.float32]) -> bool:
    if len(numbers) < _ROW:
        return False
    with np.errstate(all="ignore"):
        steps = [np.abs(numbers[i : len(numbers) - _ROW + i + 1] - vector[i]) < _NEAR for i in range(_ROW)]
        return bool(np.logical_and.reduce(steps).any())
