"""How the studio and a worker speak: a length, a line of JSON, and the raw pixels of an answer."""

import json
import struct
from dataclasses import asdict
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from core.virtual.face import Face, Shot

_LENGTH = struct.Struct("<II")  # bytes of JSON, bytes of pixels


def send(stream: IO[bytes], message: dict[str, Any], pixels: bytes = b"") -> None:
    """Writes a message. Raises OSError where the other side is gone."""
    text = json.dumps(message).encode()
    stream.write(_LENGTH.pack(len(text), len(pixels)) + text + pixels)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next message; None where the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    words, size = _LENGTH.unpack(head)
    text, pixels = stream.read(words), stream.read(size)
    return (json.loads(text), pixels) if len(text) == words and len(pixels) == size else None


def request(face: Face, shot: Shot | None, pixels: int) -> dict[str, Any]:
    """A request of a picture; without a shot, of a preview."""
    return {
        "latent": [float(number) for number in face.latent],
        "look": dict(face.look),
        "shot": None if shot is None else asdict(shot),
        "pixels": pixels,
    }


def requested(message: dict[str, Any]) -> tuple[Face, Shot | None, int]:
    """What `request` said."""
    shot = message["shot"]
    face = Face(np.asarray(message["latent"], np.float32), message["look"])
    return face, None if shot is None else Shot(**shot), int(message["pixels"])


def picture_of(message: dict[str, Any], pixels: bytes) -> NDArray[np.uint8]:
    """The picture of an answer, (h, w, 3)."""
    return np.frombuffer(pixels, np.uint8).reshape(message["shape"]).copy()
