"""Bytes of files made by hand, where every field can lie."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Literal

from PIL import Image

Expect = Literal["ok", "no", "any"]  # it is taken; it is refused, at least in part; either
Put = Callable[[str, bytes, Expect], None]


def enc(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_raw(width: int, height: int, bits: int, colour: int, idat: bytes, extra: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + extra + png_chunk(b"IDAT", idat) + png_chunk(b"IEND", b"")


def zeros(n: int) -> bytes:
    packer, out = zlib.compressobj(1), list[bytes]()
    block = bytes(2**20)
    while n > 0:
        out.append(packer.compress(block[: min(n, len(block))]))
        n -= len(block)
    return b"".join([*out, packer.flush()])


def progressive(side: int, scans: int, refine: bool = True) -> bytes:
    """A grey progressive JPEG of side x side whose scans are almost empty: a few bytes each, all blocks to walk."""
    blocks = ((side + 7) // 8) ** 2

    def marker(code: int, body: bytes) -> bytes:
        return bytes([0xFF, code]) + struct.pack(">H", len(body) + 2) + body

    out = [b"\xff\xd8", marker(0xDB, b"\x00" + bytes([16] * 64))]
    out.append(marker(0xC2, struct.pack(">BHHB", 8, side, side, 1) + b"\x01\x11\x00"))
    out.append(marker(0xC4, b"\x00" + bytes([1] + [0] * 15) + b"\x00"))  # DC: code 0 = category 0
    out.append(marker(0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\xe0"))  # AC: code 0 = EOB run of 2^14 + 14 bits
    out.append(marker(0xDA, b"\x01\x01\x00\x00\x00\x00") + bytes((blocks + 7) // 8))
    left = blocks
    bits = ""
    while left > 0:
        run = min(left, 32767)
        if run < 16384:
            run = 16384
        bits += "0" + format(run - 16384, "014b")
        left -= run
    bits += "1" * (-len(bits) % 8)
    body = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8)).replace(b"\xff", b"\xff\x00")
    first = marker(0xDA, b"\x01\x01\x00\x01\x3f\x0d") + body
    out.append(first)
    for n in range(scans - 2):
        if refine:
            high = max(1, 13 - n)
            out.append(marker(0xDA, b"\x01\x01\x00\x01\x3f" + bytes([high << 4 | (high - 1)])) + body)
        else:
            out.append(first)
    out.append(b"\xff\xd9")
    return b"".join(out)


def exif_block(orientation: int, *, little: bool = True, kind: int = 3) -> bytes:
    e = "<" if little else ">"
    head = (b"II" if little else b"MM") + struct.pack(e + "HI", 42, 8)
    value = struct.pack(e + "HH", orientation & 0xFFFF, 0)
    entry = struct.pack(e + "HHI", 0x0112, kind, 1) + value
    return b"Exif\x00\x00" + head + struct.pack(e + "H", 1) + entry + struct.pack(e + "I", 0)


def with_segment(jpeg: bytes, code: int, body: bytes) -> bytes:
    return jpeg[:2] + bytes([0xFF, code]) + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def zipped(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return out.getvalue()


def deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()
