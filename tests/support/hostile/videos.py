"""Films: cut, flipped, with sizes and lengths that are not theirs."""

import random
import struct
import tempfile
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.support.hostile.raw import Put


def film(ending: str, codec: str, frame: NDArray[np.uint8], frames: int = 30, rate: float = 10) -> bytes:
    """One frame, over and over."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film.{ending}"
        writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), rate, frame.shape[1::-1])
        for _ in range(frames):
            writer.write(frame)
        writer.release()
        return path.read_bytes() if path.exists() else b""


def videos(put: Put, sources: Sequence[bytes], rng: random.Random) -> None:
    portrait = cv2.imdecode(np.frombuffer(sources[0], np.uint8), cv2.IMREAD_COLOR)
    frame = np.asarray(cv2.resize(portrait, (320, 320)), np.uint8)
    for ending, codec in (("avi", "MJPG"), ("mp4", "mp4v"), ("mkv", "MJPG")):
        data = film(ending, codec, frame)
        put(f"good.{ending}", data, "ok")
        for share in (0.05, 0.3, 0.6):
            put(f"cut_{share}.{ending}", data[: int(len(data) * share)], "no" if ending != "mkv" else "any")
        for n in range(12):
            broken = bytearray(data)
            for _ in range(1 + n):
                at = rng.randrange(len(broken)) if n % 2 else rng.randrange(min(800, len(broken)))
                broken[at] ^= 1 << rng.randrange(8)
            put(f"flip_{n:02d}.{ending}", bytes(broken), "any")
        if ending == "avi":
            at = data.find(b"avih")
            million = bytearray(data)
            million[at + 8 + 16 : at + 8 + 20] = struct.pack("<I", 1_000_000)
            at = data.find(b"strh")
            million[at + 8 + 32 : at + 8 + 36] = struct.pack("<I", 1_000_000)
            put("frames_million.avi", bytes(million), "no")
            wide = bytearray(data)
            at = data.find(b"strf")
            wide[at + 8 + 4 : at + 8 + 12] = struct.pack("<ii", 60000, 60000)
            put("size_60000.avi", bytes(wide), "any")
        if ending == "mp4":
            at = data.find(b"mvhd")
            long = bytearray(data)
            long[at + 20 : at + 24] = struct.pack(">I", 2**31)
            put("duration_huge.mp4", bytes(long), "any")
            at = data.find(b"stts")
            many = bytearray(data)
            many[at + 8 : at + 16] = struct.pack(">II", 1, 1_000_000)
            put("frames_million.mp4", bytes(many), "any")
            at = data.find(b"stsz")
            many = bytearray(data)
            many[at + 8 : at + 16] = struct.pack(">II", 1, 1_000_000)
            put("samples_million.mp4", bytes(many), "any")
            at = data.find(b"tkhd")
            wide = bytearray(data)
            wide[at + 80 : at + 88] = struct.pack(">II", 60000 << 16, 60000 << 16)
            put("size_60000.mp4", bytes(wide), "any")
    put("playlist.mp4", b"#EXTM3U\nhttp://127.0.0.1:1/x.ts\n", "no")
    put("concat.mp4", b"ffconcat version 1.0\nfile /etc/passwd\n", "no")
    put("jpeg.mp4", sources[0], "no")
    put("empty.mp4", b"", "no")
    put("html.mp4", b"<html>", "no")
    put("ftyp_only.mp4", b"\0\0\0\x18ftypmp42" + bytes(12), "no")
    put("noise.mkv", b"\x1a\x45\xdf\xa3" + rng.randbytes(20_000), "no")
    put("zero.avi", b"RIFF" + bytes(4) + b"AVI " + bytes(2000), "no")
    for side, codec, ending in ((4_000, "MJPG", "avi"), (8_000, "MJPG", "avi"), (8_000, "mp4v", "mp4")):
        black = np.zeros((side, side, 3), np.uint8)
        put(f"side_{side}_{codec}.{ending}", film(ending, codec, black, frames=5), "any")
    put("frames_50000.avi", film("avi", "MJPG", np.zeros((32, 32, 3), np.uint8), frames=50_000, rate=200), "any")
