"""Arrays by name, to bytes and back: NumPy's own npz without pickles, read so that a hostile file can do no harm.

`numpy.load` trusts the shape in an array's header and would allocate terabytes for it; here the header must agree with
the bytes that are there before anything is allocated."""

import io
import math
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import TrainingError

MOST_BYTES = 512 * 2**20  # of all arrays together
_MOST_ARRAYS = 5000
_HEADER = 4096  # bytes; NumPy's own are 128
_KINDS = {np.dtype(k) for k in ("<f8", "<f4", "<f2", "<i8", "<i4", "<u4", "<u8", "|u1", "|i1", "|b1")}
_READERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
_BROKEN = "배열 파일(npz)이 손상되었거나 이 프로그램이 만든 것이 아닙니다. 내보낸 ZIP을 다시 받아 올려 주세요."


def pack_arrays(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """The same arrays give the same bytes. Numbers and booleans only; the memory order (C or Fortran) is kept, since
    the last bit of a matrix product depends on it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, value in sorted(arrays.items()):
            kind = value.dtype.newbyteorder("<") if value.dtype.byteorder == ">" else value.dtype
            if kind not in _KINDS:
                raise TypeError(f"{name}: arrays of {value.dtype} cannot be stored")
            part = io.BytesIO()
            np.lib.format.write_array(part, value.astype(kind, copy=False), version=(1, 0), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), part.getbuffer())
    return buffer.getvalue()


def unpack_arrays(data: bytes, most_bytes: int = MOST_BYTES) -> dict[str, NDArray[Any]]:
    """What `pack_arrays` made; arrays are writable and their own. Raises TrainingError for anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            stored = all(i.compress_type == zipfile.ZIP_STORED and not i.flag_bits & 1 for i in infos)
            names = {i.filename for i in infos}
            total = sum(i.file_size for i in infos)
            unique = len(names) == len(infos) <= _MOST_ARRAYS
            if not stored or not unique or total > min(most_bytes, len(data)):
                raise TrainingError(_BROKEN)
            return {_name(info): _array(archive.read(info)) for info in infos}
    except TrainingError:
        raise
    except Exception as error:  # zipfile and the header's parser raise a dozen kinds on hostile bytes
        raise TrainingError(_BROKEN) from error


def _name(info: zipfile.ZipInfo) -> str:
    if not info.filename.endswith(".npy"):
        raise TrainingError(_BROKEN)
    return info.filename.removesuffix(".npy")


def _array(data: bytes) -> NDArray[Any]:
    stream = io.BytesIO(data)
    shape, fortran, kind = _READERS[np.lib.format.read_magic(stream)](stream, max_header_size=_HEADER)
    body = memoryview(data)[stream.tell() :]
    # Python's integers do not overflow, so a product of huge sizes is compared as it is.
    if kind not in _KINDS or min(shape, default=0) < 0 or math.prod(shape) * kind.itemsize != len(body):
        raise TrainingError(_BROKEN)
    flat = np.frombuffer(body, dtype=kind).copy()
    return flat.reshape(shape, order="F" if fortran else "C")
