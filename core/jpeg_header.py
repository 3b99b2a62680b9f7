"""The header of a JPEG, read before any decoder: what decoding will cost, and the part of the file that it needs.

libjpeg shrinks a photo of one scan while decoding, however large it is; of a photo in several scans it holds all
coefficients and walks through its blocks once more with each scan. Pillow takes a step in Python for every byte of
filling, and joins EXIF segments one by one: a decoder is given nothing but the image."""

import re
from dataclasses import dataclass, field
from itertools import count

MAX_SEGMENTS = 10_000
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_FRAMES = {0xC0: False, 0xC1: False, 0xC2: True, 0xC9: False, 0xCA: True}  # marker -> progressive; others nobody writes
_EXIF, _END = b"Exif\x00\x00", b"\xff\xd9"


@dataclass(frozen=True, slots=True)
class JpegHeader:
    """lean: the file without what only describes the image (comments, profiles, previews), and with an end. exif: the
    first, or b"". buffered: bytes of coefficients that are kept while decoding, 0 for a single scan. visits: blocks of
    8x8 that all scans together walk through. ended: False where the file breaks off."""

    lean: bytes = field(repr=False)
    exif: bytes = field(repr=False)
    buffered: int
    scans: int
    visits: int
    ended: bool = True


def read_header(data: bytes) -> JpegHeader:
    """Walks over markers: segments are skipped, so bytes inside them are not miscounted. Raises ValueError for what no
    decoder here reads, or has more segments than anything writes."""
    kept, begin, at = [data[:2]], 0, 2
    blocks: dict[int, int] = {}
    exif, progressive = b"", False
    scans = visits = 0
    for number in count():
        match = _MARKER.search(data, at)
        code = data[match.start() + 1] if match else 0xD9
        if match is None or code == 0xD9:  # the end
            break
        if number > MAX_SEGMENTS:
            raise ValueError("more segments than a photo has")
        start = match.end()
        at = start + max(int.from_bytes(data[start : start + 2], "big"), 2)
        if code == 0xDA:
            begin = begin or match.start()
            scans += 1
            colours = data[start + 3 : start + 3 + 2 * data[start + 2] : 2] if start + 2 < len(data) else b""
            visits += sum(blocks.get(colour, 0) for colour in colours)
            if not progressive and len(colours) == len(blocks):  # all there is: whatever follows is not decoded
                break
        elif not begin:
            if 0xC0 <= code <= 0xCF and code not in (0xC4, 0xC8, 0xCC):
                if code not in _FRAMES:
                    raise ValueError("no decoder for such frames")
                progressive, blocks = _FRAMES[code], _blocks(data[start:at])
            if code in (0xE0, 0xEE) or not (0xE0 <= code <= 0xEF or code == 0xFE):  # JFIF and Adobe say which colours
                kept.append(data[match.start() : at])
            elif code == 0xE1 and data.startswith(_EXIF, start + 2):
                exif = exif or data[start + 2 : at]
    if not (blocks and begin):
        raise ValueError("truncated: no image in it")
    single = scans == 1 and not progressive
    ended = data.rfind(_END, begin) > 0
    lean = b"".join([*kept, data[begin:], b"" if ended else _END])
    return JpegHeader(lean, exif, 0 if single else 128 * sum(blocks.values()), scans, visits, ended)


def _blocks(frame: bytes) -> dict[int, int]:
    """Blocks of each colour component by its number."""
    height, width = int.from_bytes(frame[3:5], "big"), int.from_bytes(frame[5:7], "big")
    parts = [
        (frame[i], frame[i + 1] >> 4, frame[i + 1] & 15) for i in range(8, min(8 + 3 * frame[7], len(frame) - 1), 3)
    ]
    across, down = max(part[1] for part in parts) or 1, max(part[2] for part in parts) or 1
    return {name: -(-width * h // (8 * across)) * -(-height * v // (8 * down)) for name, h, v in parts}
