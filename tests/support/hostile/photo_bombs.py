"""Photos that take much: of time, of memory, of either for a few bytes."""

import random
import struct
import zlib
from collections.abc import Sequence

from PIL import Image

from tests.support.hostile.photos import faces, heif
from tests.support.hostile.raw import Put, enc, png_chunk, png_raw, progressive, with_segment, zeros


def photo_bombs(put: Put, sources: Sequence[bytes], rng: random.Random) -> None:
    jpeg = faces(sources).jpeg
    for width, height in (
        (60000, 60000),
        (2**31 - 1, 2**31 - 1),
        (2**31 - 1, 1),
        (1, 2**31 - 1),
        (0, 0),
        (0, 100),
        (12001, 10000),
        (120_000_001, 1),
        (30_000_000, 5),
        (100_000, 20),
        (19, 19),
        (20, 20),
        (1, 1),
        (6_000_000, 20),
    ):
        put(f"bomb_png_{width}x{height}.png", png_raw(width, height, 8, 2, zlib.compress(bytes(1000))), "no")
    put("bomb_png_black_118m_rgb.png", png_raw(10860, 10860, 8, 2, zeros(10860 * (3 * 10860 + 1))), "any")
    put("bomb_png_black_118m_rgba16.png", png_raw(10860, 10860, 16, 6, zeros(10860 * (8 * 10860 + 1))), "any")
    put("bomb_png_grey16_118m.png", png_raw(10860, 10860, 16, 0, zeros(10860 * (2 * 10860 + 1))), "any")
    put("bomb_png_grey16_87m.png", png_raw(9340, 9340, 16, 0, zeros(9340 * (2 * 9340 + 1))), "any")
    put("bomb_png_1bit_118m.png", png_raw(10860, 10860, 1, 0, zeros(10860 * (1 + (10860 + 7) // 8))), "any")
    put("bomb_png_extra_data.png", png_raw(480, 480, 8, 2, zeros(2**30)), "any")
    black = Image.new("L", (10860, 10860))
    put("bomb_jpg_grey_118m.jpg", enc(black, "JPEG", quality=30), "any")
    put("bomb_jpg_cmyk_118m.jpg", enc(Image.new("CMYK", (10860, 10860)), "JPEG", quality=30), "any")
    put("bomb_webp_16383.webp", webp_lossless(16_383, 7_300), "any")
    put(
        "bomb_jpg_65535.jpg",
        jpeg.replace(jpeg[jpeg.find(b"\xff\xc0") + 5 : jpeg.find(b"\xff\xc0") + 9], b"\xff\xff\xff\xff", 1),
        "no",
    )
    put("bomb_progressive_100_scans.jpg", progressive(10800, 100), "any")
    put("bomb_progressive_100_scans_first.jpg", progressive(10800, 100, refine=False), "any")
    put("bomb_progressive_101_scans.jpg", progressive(2000, 101), "no")
    put("bomb_progressive_5000_scans.jpg", progressive(2000, 5000), "no")
    for width, height in ((16000, 16000), (10, 10000), (65535, 1800)):
        riff = (
            b"VP8X"
            + struct.pack("<I", 10)
            + b"\0\0\0\0"
            + struct.pack("<I", width - 1)[:3]
            + struct.pack("<I", height - 1)[:3]
        )
        put(f"bomb_webp_{width}x{height}.webp", b"RIFF" + struct.pack("<I", len(riff) + 4) + b"WEBP" + riff, "no")
    put(
        "bomb_text.png",
        png_raw(480, 480, 8, 2, zlib.compress(bytes(480 * 1441)), png_chunk(b"zTXt", b"Comment\0\0" + zeros(2**28))),
        "any",
    )
    put(
        "bomb_icc.png",
        png_raw(480, 480, 8, 2, zlib.compress(bytes(480 * 1441)), png_chunk(b"iCCP", b"icc\0\0" + zeros(2**28))),
        "any",
    )
    put(
        "many_text.png",
        png_raw(480, 480, 8, 2, zlib.compress(bytes(480 * 1441)), png_chunk(b"tEXt", b"k\0v") * 100_000),
        "any",
    )
    put(
        "many_empty_idat.png",
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", struct.pack(">IIBBBBB", 480, 480, 8, 2, 0, 0, 0))
        + png_chunk(b"IDAT", b"") * 300_000
        + png_chunk(b"IDAT", zlib.compress(bytes(480 * 1441)))
        + png_chunk(b"IEND", b""),
        "any",
    )
    put("many_app.jpg", jpeg[:2] + (b"\xff\xe5\x00\x02") * 500_000 + jpeg[2:], "any")
    put("many_fill.jpg", jpeg[:2] + b"\xff" * 5_000_000 + jpeg[2:], "any")
    put("large_41mb.jpg", jpeg + bytes(41 * 2**20), "no")
    put("large_39mb.jpg", jpeg + bytes(39 * 2**20), "any")
    # More of each kind
    put("many_fill_39mb.jpg", jpeg[:2] + b"\xff" * 39_000_000 + jpeg[2:], "any")
    exif = with_segment(b"\xff\xd8", 0xE1, b"Exif\0\0II")[2:]
    put("many_exif.jpg", jpeg[:2] + exif * 1_500_000 + jpeg[2:], "any")
    put(
        "many_exif_64k.jpg",
        jpeg[:2] + with_segment(b"\xff\xd8", 0xE1, b"Exif\0\0" + bytes(65_000))[2:] * 590 + jpeg[2:],
        "any",
    )
    put("bomb_jpg_grey_65500.jpg", baseline(65_500, 65_500), "any")
    put("bomb_jpg_grey_200m.jpg", baseline(16_320, 12_240), "ok")
    put("bomb_scans_of_one_colour.jpg", progressive(10_800, 99, refine=False), "any")
    put("bomb_scans_tiny.jpg", progressive(24, 30_000), "no")
    # The most of each mode that passes, or nearly so
    for mode, bits, colour, width, side in (
        ("rgb", 8, 2, 3, 8_200),
        ("rgba", 8, 6, 4, 7_600),
        ("la", 8, 4, 2, 7_600),
        ("grey", 8, 0, 1, 11_200),
        ("grey16", 16, 0, 2, 11_200),
        ("rgb16", 16, 2, 6, 7_800),
        ("rgba16", 16, 6, 8, 6_700),
    ):
        put(f"bomb_png_{mode}_{side}.png", png_raw(side, side, bits, colour, zeros(side * (width * side + 1))), "any")
    palette = png_chunk(b"PLTE", bytes(768)) + png_chunk(b"tRNS", bytes(256))
    put("bomb_png_palette.png", png_raw(11_200, 11_200, 8, 3, zeros(11_200 * 11_201), palette), "any")
    put("bomb_png_palette_87m.png", png_raw(9340, 9340, 8, 3, zeros(9340 * 9341), palette), "any")
    head = struct.pack(">IIBBBBB", 15_000, 15_000, 16, 6, 0, 0, 0)
    put("second_header.png", png_raw(480, 480, 8, 2, zeros(480 * 1441), png_chunk(b"IHDR", head)), "any")
    control = struct.pack(">II", 2**31 - 1, 0)
    put("frames_2g.png", png_raw(480, 480, 8, 2, zeros(480 * 1441), png_chunk(b"acTL", control)), "any")
    put("exif_38mb.png", png_raw(480, 480, 8, 2, zeros(480 * 1441), png_chunk(b"eXIf", directory(38 * 2**20))), "any")
    put("bomb_webp_7100.webp", webp_lossless(7_100, 7_100), "any")
    put("bomb_webp_alpha_5200.webp", enc(Image.new("RGBA", (5_200, 5_200)), "WEBP", lossless=True, method=0), "any")
    frames = [Image.new("RGB", (5_000, 5_000), (n, 0, 0)) for n in range(2)]
    put("bomb_webp_frames.webp", enc(frames[0], "WEBP", save_all=True, append_images=frames[1:], method=0), "any")
    large = heif(Image.new("RGB", (7_000, 7_000)))
    size, small = struct.pack(">II", 7_000, 7_000), struct.pack(">II", 64, 64)
    assert size in large
    put("bomb_heic_7000.heic", large, "any")
    put("size_lies.heic", large.replace(size, small), "any")
    put("size_lies_more.heic", heif(Image.new("RGB", (64, 64))).replace(small, struct.pack(">II", 9_000, 9_000)), "no")
    many = [Image.new("RGB", (64, 64), (n % 256, 0, 0)) for n in range(3_000)]
    put("frames_3000.mpo", enc(many[0], "MPO", save_all=True, append_images=many[1:]), "any")


def baseline(width: int, height: int) -> bytes:
    """A grey JPEG of two bits a block: libjpeg shrinks it while decoding."""
    blocks = ((width + 7) // 8) * ((height + 7) // 8)
    body = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    out = with_segment(b"\xff\xd8", 0xDB, b"\x00" + bytes([16] * 64))
    for code, table in ((0xC0, body), (0xC4, b"\x00\x01" + bytes(16)), (0xC4, b"\x10\x01" + bytes(16))):
        out += with_segment(b"\xff\xd8", code, table)[2:]
    out += with_segment(b"\xff\xd8", 0xDA, b"\x01\x01\x00\x00\x3f\x00")[2:]
    return out + bytes((2 * blocks + 7) // 8) + b"\xff\xd9"


def webp_lossless(width: int, height: int) -> bytes:
    """A WebP of one colour: 34 bytes whatever its size."""
    bits = (width - 1) | (height - 1) << 14
    body = b"\x2f" + struct.pack("<I", bits) + b"\x07\x10\x11\x11\x88\x88\x08"
    chunk = b"VP8L" + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


def directory(size: int) -> bytes:
    """EXIF of so many bytes, each of whose 65,535 entries claims all of it."""
    entries = b"".join(struct.pack("<HHII", tag, 1, size, 0) for tag in range(1, 65_536))
    block = b"II*\0\x08\0\0\0" + struct.pack("<H", 65_535) + entries
    return block + bytes(size - len(block))
