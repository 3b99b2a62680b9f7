"""What a JPEG says of itself before it is decoded, and what of it a decoder is given."""

import io

import pytest
from PIL import Image

from core.jpeg_header import MAX_SEGMENTS, read_header
from tests.support.builders import encoded
from tests.support.hostile.photo_bombs import baseline
from tests.support.hostile.raw import exif_block, progressive, with_segment

PICTURE = Image.effect_noise((400, 300), 60).convert("RGB")


def blocks(width: int, height: int) -> int:
    return -(-width // 8) * -(-height // 8)


def test_a_photo_of_one_scan_keeps_nothing() -> None:
    header = read_header(encoded(PICTURE))
    assert (header.scans, header.buffered) == (1, 0)
    assert header.visits == blocks(400, 300) + 2 * blocks(200, 150)


@pytest.mark.parametrize(("sampling", "colours"), [(0, 3 * blocks(400, 300)), (2, blocks(400, 300) + 2 * 25 * 19)])
def test_a_progressive_photo_keeps_all_coefficients(sampling: int, colours: int) -> None:
    header = read_header(encoded(PICTURE, progressive=True, subsampling=sampling))
    assert header.buffered == 128 * colours
    assert 5 < header.scans < 20 and header.visits > 3 * colours


def test_every_scan_walks_through_its_own_colours() -> None:
    header = read_header(progressive(800, 7))
    assert (header.scans, header.visits, header.buffered) == (7, 7 * 10_000, 128 * 10_000)
    assert read_header(baseline(16_320, 12_240)).buffered == 0


def test_the_decoder_is_given_the_image_alone() -> None:
    plain = encoded(PICTURE)
    extra = plain
    for code, body in (
        (0xE1, exif_block(6)),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0 xmp"),
        (0xED, b"8BIM"),
        (0xFE, b"x"),
    ):
        extra = with_segment(extra, code, body)
    header = read_header(extra)
    assert header.lean == plain and header.exif == exif_block(6) and read_header(plain).exif == b""
    adobe = with_segment(plain, 0xEE, b"Adobe\0\x64\0\0\0\0\0")  # which colours they are is for the decoder
    assert read_header(adobe).lean == adobe
    mpo = encoded(PICTURE, "MPO", save_all=True, append_images=[PICTURE.rotate(90)])
    assert Image.open(io.BytesIO(read_header(mpo).lean)).format == "JPEG"


def test_a_file_that_breaks_off_is_given_an_end() -> None:
    plain = encoded(PICTURE)
    assert read_header(plain).ended and read_header(plain + b"trailing").ended
    cut = read_header(plain[:-500])
    assert not cut.ended and cut.lean == plain[:-500] + b"\xff\xd9"


def test_filling_and_tiny_segments_are_no_work() -> None:
    plain = encoded(PICTURE)
    assert read_header(plain[:2] + b"\xff" * 5_000_000 + plain[2:]).lean == plain
    with pytest.raises(ValueError, match="segments"):
        read_header(plain[:2] + b"\xff\xe1\x00\x08Exif\0\0" * (MAX_SEGMENTS + 1) + plain[2:])


@pytest.mark.parametrize("cut", [0, 2, 10, 200, 400])
def test_what_ends_before_the_image_is_no_photo(cut: int) -> None:
    with pytest.raises(ValueError, match="truncated"):
        read_header(encoded(PICTURE)[:cut])


def test_frames_that_no_decoder_shrinks_are_no_photo() -> None:
    with pytest.raises(ValueError, match="no decoder"):
        read_header(encoded(PICTURE).replace(b"\xff\xc0", b"\xff\xc3", 1))
