"""Reading dlib's own network files.

Format: named records in forward order; integers as a length byte and little-endian bytes; float32 tensors."""

import hashlib
import importlib.util
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import EngineError
from core.faces.networks.onnx_graph import Convolution

# Means of the networks' training images, RGB; dlib divides by 256, not by 255.
MEAN = np.array([122.782, 117.001, 104.298])
SCALE = 256.0


def package_file(name: str) -> Path:
    """Where the installed weights package keeps `name`. Raises EngineError if it is not there.

    The package is located, not imported: importing some of its versions needs pkg_resources, which setuptools dropped.
    """
    spec = importlib.util.find_spec("face_recognition_models")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "models" / name
        if path.is_file():
            return path
    raise EngineError(f"얼굴 분석 모델 파일({name})이 없습니다. `make app`으로 다시 설치해 주세요.")


def read_checked(name: str, sha256: str) -> bytes:
    """Bytes of a file of the weights package. Raises EngineError if it is missing or not the expected one."""
    path = package_file(name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EngineError(f"얼굴 분석 모델 파일({name})을 읽을 수 없습니다. 파일 권한을 확인해 주세요.") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise damaged(name)
    return data


class DlibReader:
    """Walks dlib's serialisation: integers are a length byte (low 4 bits; 0x80: negative) and little-endian bytes."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def skip_to(self, record: bytes) -> None:
        """Go past the next record name. It is preceded by its own length, which random weights never imitate."""
        found = self.data.find(bytes((1, len(record))) + record, self.at)
        if found < 0:
            raise ValueError(f"record {record!r} not found")
        self.at = found + 2 + len(record)

    def integer(self) -> int:
        """The next integer."""
        length = self.data[self.at] & 0x0F
        value = int.from_bytes(self.data[self.at + 1 : self.at + 1 + length], "little")
        negative = self.data[self.at] & 0x80
        self.at += 1 + length
        return -value if negative else value

    def tensor(self, size: int) -> NDArray[np.float64]:
        """A flat tensor that must have `size` numbers."""
        version = self.integer()
        dims = [self.integer() for _ in range(4)]
        if version != 2 or int(np.prod(dims)) != size:
            raise ValueError(f"tensor version {version} of {dims}, expected {size} numbers")
        values = np.frombuffer(self.data, "<f4", size, self.at).astype(np.float64)
        self.at += 4 * size
        if not np.isfinite(values).all():
            raise ValueError("weights are not finite")
        return values


def fold_scaling(layer: Convolution) -> Convolution:
    """Fold (x - MEAN) / SCALE into a first convolution that has no padding: exact, and one pass less."""
    kernels = layer.kernels.astype(np.float64) / SCALE
    bias = layer.bias - kernels.sum((2, 3)) @ MEAN
    return Convolution(kernels.astype(np.float32), bias.astype(np.float32))


def damaged(name: str) -> EngineError:
    """The error for a weights file whose content is not what it should be."""
    return EngineError(f"얼굴 분석 모델 파일({name})이 손상되었습니다. `make app`으로 다시 설치해 주세요.")
