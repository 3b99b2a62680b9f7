"""Every bad photo of the issue, and decoding that never raises anything but an ImageError."""

import io
import re
import struct
import subprocess
import sys
import tracemalloc
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from core import images
from core.errors import ImageError
from core.images import MAX_SCANS, decode, is_large_closely, is_shrunk, look, look_closely
from core.jpeg_header import read_header
from core.settings import Settings
from core.types import Photo, Upload
from tests.conftest import ROOT
from tests.support.builders import encoded
from tests.support.hostile.photo_bombs import baseline, webp_lossless
from tests.support.hostile.raw import exif_block, progressive, with_segment


def picture(width: int = 320, height: int = 240) -> Image.Image:
    """Smooth, and different in each corner: red left, green bottom, blue right-to-left."""
    x, y = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    return Image.fromarray(np.stack([255 - x, y, (x + y) / 2], axis=-1).astype(np.uint8))


def pixels(data: bytes, **limits: Any) -> np.ndarray:
    return decode(Upload("사진.jpg", data), Settings(**limits)).pixels


def refusal(data: bytes, **limits: Any) -> str:
    with pytest.raises(ImageError) as caught:
        decode(Upload("사진.jpg", data), Settings(**limits))
    text = str(caught.value)
    assert any("가" <= c <= "힣" for c in text) and text.endswith("주세요.")  # a reason, and what to do
    return text


def near(a: np.ndarray, b: np.ndarray, tolerance: float = 4) -> bool:
    return a.shape == b.shape and float(np.abs(a.astype(float) - b.astype(float)).mean()) < tolerance


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, depth: int, colour: int, body: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photo_comes_back_as_it_was(kind: str) -> None:
    photo = decode(Upload("폴더/사진.jpg", encoded(picture(), kind, quality=95)))
    assert photo.path == "폴더/사진.jpg" and photo.notes == () and photo.scale == 1
    assert photo.pixels.dtype == np.uint8 and photo.pixels.flags.writeable
    assert near(photo.pixels, np.asarray(picture()))


def test_fingerprint_is_of_the_bytes() -> None:
    one, two = encoded(picture(), quality=90), encoded(picture(), quality=91)
    assert decode(Upload("a", one)).sha256 == decode(Upload("b", one)).sha256 != decode(Upload("a", two)).sha256
    assert len(decode(Upload("a", one)).sha256) == 64


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    "size", [*(pytest.param(size, marks=pytest.mark.slow) for size in [(4000, 3000), (1700, 3400)]), (1601, 900)]
)
def test_large_photo_is_shrunk_to_the_long_side(kind: str, size: tuple[int, int]) -> None:
    photo = decode(Upload("a", encoded(picture(*size), kind)))
    height, width = photo.pixels.shape[:2]
    assert max(width, height) == 1600
    assert width / height == pytest.approx(size[0] / size[1], rel=2e-3)
    assert photo.scale == pytest.approx(1600 / max(size))
    assert near(photo.pixels, np.asarray(picture(*size).resize((width, height))))


def test_small_photo_is_not_enlarged() -> None:
    assert pixels(encoded(picture(100, 60))).shape == (60, 100, 3)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("size", [(320, 240), pytest.param((2400, 1800), marks=pytest.mark.slow)])
def test_exif_turned_phone_photo_is_upright(orientation: int, size: tuple[int, int]) -> None:
    from PIL import ImageOps

    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(picture(*size), exif=exif, quality=95)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    upright.thumbnail((1600, 1600))
    assert near(pixels(data), np.asarray(upright.convert("RGB")))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_exif_orientation_of_other_formats(kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = picture().transpose(Image.Transpose.ROTATE_270)
    assert near(pixels(encoded(picture(), kind, exif=exif, quality=95)), np.asarray(turned))


@pytest.mark.parametrize("value", [0, 9, 255])
def test_broken_exif_does_not_spoil_a_good_photo(value: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = value
    good = exif.tobytes()
    for broken in (good, good[:12], b"Exif\0\0" + bytes(range(200)), good[:-6] + b"\xff" * 6):
        assert near(pixels(encoded(picture(), exif=broken, quality=95)), np.asarray(picture()))


def test_cmyk_jpeg() -> None:
    data = encoded(picture().convert("CMYK"), quality=95)
    assert Image.open(io.BytesIO(data)).mode == "CMYK"
    assert near(pixels(data), np.asarray(picture()))


def test_grey_and_palette() -> None:
    grey = picture().convert("L")
    assert near(pixels(encoded(grey, "JPEG", quality=95)), np.asarray(grey.convert("RGB")))
    palette = picture().quantize(64)
    assert near(pixels(encoded(palette, "PNG")), np.asarray(palette.convert("RGB")))
    bits = picture().convert("1")
    assert near(pixels(encoded(bits, "PNG")), np.asarray(bits.convert("RGB")))


def test_16_bit_grey_png_is_scaled_not_clipped() -> None:
    ramp = np.tile(np.linspace(0, 65535, 300), (100, 1)).astype(np.uint16)
    result = pixels(encoded(Image.fromarray(ramp), "PNG"))
    assert near(result[..., 0], np.round(ramp / 257), 1)
    assert result[0, 150, 0] in range(120, 136)  # clipping would have made it white


def test_16_bit_rgb_png() -> None:
    row = b"\0" + struct.pack(">HHH", 0x8000, 0x4000, 0xC000) * 40
    result = pixels(png(40, 30, 16, 2, zlib.compress(row * 30)))
    assert result.shape == (30, 40, 3) and np.abs(result.astype(int) - (0x80, 0x40, 0xC0)).max() <= 1


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "RGB"])
def test_transparency_is_laid_on_white(mode: str) -> None:
    if mode in ("P", "RGB"):  # one colour declared transparent
        image = Image.new("RGB", (60, 40), (10, 20, 30))
        image = image.quantize(2) if mode == "P" else image
        data = encoded(image, "PNG", transparency=image.getpixel((0, 0)))
    else:
        data = encoded(Image.new("RGBA", (60, 40), (10, 20, 30, 0)).convert(mode), "PNG")
    assert pixels(data).min() == 255
    half = Image.new("RGBA", (60, 40), (0, 0, 0, 128))
    assert set(np.unique(pixels(encoded(half, "PNG")))) <= {126, 127, 128}


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_animation_gives_its_first_frame_and_says_so(kind: str) -> None:
    data = encoded(picture(), kind, save_all=True, append_images=[Image.new("RGB", (320, 240))], duration=100)
    photo = decode(Upload("a", data))
    assert near(photo.pixels, np.asarray(picture()))
    assert len(photo.notes) == 1 and "첫 장면" in photo.notes[0]


def test_mpo_is_a_photo_and_no_animation() -> None:
    data = encoded(picture(2400, 1800), "MPO", save_all=True, append_images=[Image.new("RGB", (320, 240))])
    photo = decode(Upload("a", data))
    assert photo.notes == () and near(photo.pixels, np.asarray(picture(1600, 1200)))


@pytest.mark.slow
@pytest.mark.parametrize("orientation", [1, 6])
def test_heic_of_an_iphone(orientation: int) -> None:
    import pillow_heif

    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    heif = pillow_heif.from_pillow(picture(2000, 1500))
    heif.save(out, quality=80, exif=exif.tobytes())
    result = pixels(out.getvalue())
    expected = picture(1600, 1200)
    if orientation == 6:
        expected = expected.transpose(Image.Transpose.ROTATE_270)
    assert near(result, np.asarray(expected), 6)


def test_empty_file() -> None:
    assert "0바이트" in refusal(b"")


@pytest.mark.parametrize("text", ["안녕하세요. 사진이 아닙니다.", "hello, world\n" * 1000, "메모" * 5000])
@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "utf-8-sig"])
def test_text_renamed_to_jpg(text: str, encoding: str) -> None:
    assert "글자로 된 파일" in refusal(text.encode(encoding))


def noise(kind: str) -> bytes:
    return encoded(Image.fromarray(np.random.default_rng(0).integers(0, 255, (400, 300, 3), dtype=np.uint8)), kind)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.45, 0.7, 0.98])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_truncated_photo(kind: str, share: float) -> None:
    data = noise(kind)
    if kind == "JPEG" and share > 0.5:
        return  # below
    text = refusal(data[: int(len(data) * share)])
    assert "끊겨" in text or "손상" in text
    if kind == "JPEG" and share > 0.1:
        assert "끊겨" in text


@pytest.mark.parametrize(("orientation", "side"), [(1, 0), (6, 1), (3, 0)])
@pytest.mark.parametrize("way", [decode, look, look_closely])
def test_of_a_jpeg_that_breaks_off_the_part_that_is_there_is_taken(way: Any, orientation: int, side: int) -> None:
    whole = with_segment(noise("JPEG"), 0xE1, exif_block(orientation))
    photo = way(Upload("a", whole[: int(len(whole) * 0.7)]))
    assert photo.pixels.shape[side] == pytest.approx(280, abs=16) and photo.pixels.shape[1 - side] == 300
    (missing,) = re.findall(r"약 (\d+)%가 없습니다", photo.notes[0])
    assert int(missing) == pytest.approx(31, abs=3)
    full = way(Upload("a", whole)).pixels
    there = {1: full[:256], 6: full[:, -256:], 3: full[-256:]}[orientation]  # the file's last rows are those that lack
    mine = photo.pixels
    assert np.array_equal({1: mine[:256], 6: mine[:, -256:], 3: mine[-256:]}[orientation], there)


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("less", [1, 2, 12])
def test_a_jpeg_without_its_last_bytes_is_whole_and_says_so(progressive: bool, less: int) -> None:
    photo = decode(Upload("a", encoded(picture(), progressive=progressive)[:-less]))
    assert photo.pixels.shape == (240, 320, 3) and near(photo.pixels, np.asarray(picture()))
    assert len(photo.notes) == 1 and "끝까지 저장되지 않아" in photo.notes[0] and photo.notes[0].endswith("주세요.")


def test_picture_of_30000_by_30000_is_refused_before_it_is_decoded() -> None:
    line = zlib.compressobj()
    body = b"".join(line.compress(b"\0" * 30_001) for _ in range(64)) + line.flush()  # the header alone decides
    text = refusal(png(30_000, 30_000, 8, 0, body))
    assert "90,000만 화소" in text
    assert "12,000×9,500" in refusal(png(12_000, 9_500, 8, 0, body), max_pixels=100_000_000)


@pytest.mark.slow
def test_108_megapixels_pass_and_the_limit_is_the_setting() -> None:
    assert "화소" in refusal(encoded(picture(200, 200)), max_pixels=39_999)
    assert pixels(encoded(picture(200, 200)), max_pixels=40_000).shape == (200, 200, 3)
    assert Settings().max_pixels >= 12_000 * 9_000
    body = zlib.compress(b"\0" * (1 + 12_000) * 9_000, 1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Pillow has a lower limit of its own
        assert pixels(png(12_000, 9_000, 8, 0, body)).shape == (1200, 1600, 3)


@pytest.mark.slow
def test_the_limit_is_read_when_a_photo_is_opened_and_nothing_of_the_process_is_changed() -> None:
    program = (
        "import sys, warnings; import numpy; from PIL import Image\n"
        "before = Image.MAX_IMAGE_PIXELS, warnings.filters[:]\n"
        "from core.images import decode; from core.types import Upload; decode(Upload('a', sys.stdin.buffer.read()));"
        "assert before == (Image.MAX_IMAGE_PIXELS, warnings.filters[:])"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, input=encoded(picture()), check=True)


def test_too_many_bytes() -> None:
    data = encoded(picture())
    assert "너무 큽니다" in refusal(data, max_file_bytes=len(data) - 1)
    assert pixels(data, max_file_bytes=len(data)).shape == (240, 320, 3)


@pytest.mark.parametrize(("kind", "named"), [("GIF", "GIF"), ("BMP", "BMP"), ("TIFF", "TIFF"), ("PDF", "PDF")])
def test_other_formats_are_named_with_what_to_do(kind: str, named: str) -> None:
    text = refusal(encoded(picture(), kind))
    assert named in text and "JPG, PNG, WebP, HEIC" in text


def test_avif_is_told_what_to_save_it_as() -> None:
    text = refusal(encoded(picture(), "AVIF"))
    assert "AVIF" in text and "저장" in text and "JPG" in text


@pytest.mark.parametrize(
    "start", [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x01\0", b"\x1f\x8b\x08", b"\0" * 257 + b"ustar"]
)
def test_an_archive_is_told_to_be_unpacked(start: bytes) -> None:
    text = refusal(start + bytes(range(256)))
    assert "풀어" in text and "ZIP" in text


def test_animated_gif_is_named() -> None:
    assert "GIF" in refusal(encoded(picture(), "GIF", save_all=True, append_images=[Image.new("RGB", (320, 240))]))


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"PK\x03\x04" + b"\0" * 40, "압축"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 40, "동영상"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "웹 문서"),
        (b"%!PS-Adobe-3.0 EPSF\n", "글자"),
        (b"SIMPLE  =                    T" + b"\0" * 2880, "알아볼 수 없는"),
        (bytes(range(256)) * 4, "알아볼 수 없는"),
        (b"\0" * 1000, "알아볼 수 없는"),
    ],
)
def test_other_files_are_named(data: bytes, named: str) -> None:
    assert named in refusal(data)


def test_needles_and_specks_are_refused() -> None:
    assert "작거나 가늘어" in refusal(encoded(picture(4, 4), "PNG"))
    assert "작거나 가늘어" in refusal(encoded(Image.new("RGB", (8000, 30)), "PNG"))


def test_jpeg_with_thousands_of_scans_is_refused_before_decoding() -> None:
    data = encoded(picture(), progressive=True)
    assert 5 < read_header(data).scans < MAX_SCANS
    scan = data.rindex(b"\xff\xda")
    hostile = data[:scan] + data[scan:-2] * 300 + data[-2:]
    assert read_header(hostile).scans > MAX_SCANS
    assert "비정상" in refusal(hostile)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(progressive(10_800, 30), id="scans"),
        pytest.param(png(11_000, 11_000, 16, 6, zlib.compress(b"")), id="png of 16 bits and four colours"),
        pytest.param(png(9_500, 9_500, 8, 2, zlib.compress(b"")), id="png"),
        pytest.param(webp_lossless(16_383, 7_300), id="webp of 34 bytes"),
        pytest.param(png(3_600_000, 20, 8, 0, zlib.compress(b"")), id="needle"),
    ],
)
def test_what_would_take_much_is_refused_by_its_header(data: bytes) -> None:
    tracemalloc.start()
    try:
        refusal(data)
        assert tracemalloc.get_traced_memory()[1] < 4 * len(data) + 2**20
    finally:
        tracemalloc.stop()


def test_200_megapixels_pass_as_a_jpeg_of_one_scan() -> None:
    photo = decode(Upload("a", baseline(16_320, 12_240)))
    assert photo.pixels.shape == (1200, 1600, 3) and photo.scale == pytest.approx(1600 / 16_320)
    assert "화소" in refusal(baseline(16_320, 15_400))


@pytest.mark.parametrize(
    ("kind", "size", "seen"),
    [
        ("JPEG", (1600, 1200), (1600, 1200)),
        ("JPEG", (2001, 1501), (1001, 751)),
        ("PNG", (2001, 1501), (1001, 751)),
        ("WEBP", (1400, 2000), (700, 1000)),
    ],
)
def test_a_photo_is_looked_at_at_half_its_size_where_it_is_large(
    kind: str, size: tuple[int, int], seen: tuple[int, int]
) -> None:
    upload = Upload("a", encoded(picture(*size), kind))
    photo, close = look(upload), look_closely(upload)
    assert photo.pixels.shape == (seen[1], seen[0], 3) and photo.scale == pytest.approx(seen[0] / size[0])
    assert near(photo.pixels, np.asarray(picture(*size).resize(seen)))
    assert is_shrunk(photo) == (seen != size) and not is_large_closely(photo)
    assert close.scale == 1 and near(close.pixels, np.asarray(picture(*size)))


def test_what_is_looked_at_stays_within_limits_however_many_pixels_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = Upload("a", baseline(16_320, 12_240))
    photo = look(upload)
    assert photo.pixels.shape == (3060, 4080, 3) and photo.scale == 0.25 and not is_shrunk(photo)
    monkeypatch.setattr(images, "CUT_FROM", 4_000_000)
    assert look_closely(upload).pixels.shape == (1530, 2040, 3)
    large = Photo("a", np.empty((2_000, 3_000, 3), np.uint8), "", scale=0.5)
    monkeypatch.undo()
    assert is_shrunk(large) and is_large_closely(large)


def test_the_limit_of_decoding_is_the_setting() -> None:
    photo = encoded(picture(400, 400), "PNG")
    assert pixels(photo, max_decoded_bytes=1_200_000).shape == (400, 400, 3)
    assert "만 화소 아래로" in refusal(photo, max_decoded_bytes=500_000)


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "RGBA", "LA", "I;16"])
@pytest.mark.parametrize("size", [(3_300, 2_500), (5_003, 3_301)])
def test_strips_give_what_the_whole_gave(mode: str, size: tuple[int, int]) -> None:
    grey = picture(*size).convert("L")
    own = grey.point([256 * v for v in range(256)], "I").convert("I;16") if mode == "I;16" else None
    image = own or (grey.convert("LA") if mode == "LA" else picture(*size).convert(mode))
    whole = (
        grey
        if mode == "I;16"
        else image.convert("RGB")
        if mode == "P"
        else image.convert("L")
        if mode == "1"
        else image
    )
    fitted = (1600, round(size[1] * 1600 / size[0]))
    expected = whole.resize(fitted, Image.Resampling.BILINEAR, reducing_gap=2.0)
    flat = Image.alpha_composite(Image.new("RGBA", fitted, "white"), expected.convert("RGBA")).convert("RGB")
    got = pixels(encoded(image, "PNG", compress_level=1))
    assert near(got, np.asarray(flat), 1 if mode in ("RGBA", "LA", "I;16") else 0.001)


def test_of_exif_nothing_but_the_orientation_is_read(recwarn: pytest.WarningsRecorder) -> None:
    many = b"".join(struct.pack("<HHII", tag, 1, 2**31, 0) for tag in range(1, 4000) if tag != 0x0112)
    turn = struct.pack("<HHIHH", 0x0112, 3, 1, 3, 0)
    count = len(many) // 12 + 1
    block = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", count) + many + turn
    assert near(pixels(encoded(picture(), exif=block, quality=95)), np.asarray(picture().rotate(180)))
    body = chunk(b"eXIf", block[6:])
    good = encoded(picture(), "PNG")
    assert near(pixels(good[:33] + body + good[33:]), np.asarray(picture().rotate(180)))
    assert not recwarn.list


@pytest.mark.slow
def test_a_large_photo_waits_until_no_other_is_decoded_and_small_ones_do_not() -> None:
    large, small = Upload("a", encoded(Image.new("L", (6_000, 6_000)), "PNG")), Upload("b", encoded(picture()))
    with ThreadPoolExecutor(1) as pool:
        with images._large:
            waiting = pool.submit(decode, large)
            assert decode(small).pixels.shape == (240, 320, 3)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=2)
        assert waiting.result().pixels.shape == (1600, 1600, 3)


def test_a_text_bomb_in_a_png_is_refused() -> None:
    good = encoded(picture(), "PNG")
    body = b"Comment\0\0" + zlib.compress(b"a" * 80_000_000)
    refusal(good[:33] + chunk(b"zTXt", body) + good[33:])


def test_many_threads_decode_the_same_as_one() -> None:
    files = [encoded(picture(300 + i, 200), kind) for i, kind in enumerate(["JPEG", "PNG", "WEBP"] * 8)]
    alone = [pixels(data) for data in files]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(pixels, files))
    assert all(np.array_equal(a, b) for a, b in zip(alone, together, strict=True))


def never_anything_but_an_image_error(data: bytes) -> None:
    try:
        photo = decode(Upload("a", data), Settings(max_pixels=2_000_000))
    except ImageError as error:
        assert str(error)
    else:
        assert photo.pixels.ndim == 3 and photo.pixels.shape[2] == 3 and photo.pixels.dtype == np.uint8
        assert max(photo.pixels.shape) <= 1600


_HEADS = [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\0\0\0WEBP", b"\0\0\0\x18ftypheic", b"GIF89a", b"BM"]


@settings(max_examples=200)
@given(st.sampled_from(_HEADS), st.binary(max_size=400))
def test_any_bytes_are_a_photo_or_an_image_error(head: bytes, tail: bytes) -> None:
    never_anything_but_an_image_error(head + tail)


def _samples() -> list[bytes]:
    small = picture(48, 36)
    made = [encoded(small), encoded(small, progressive=True), encoded(small, "PNG"), encoded(small, "WEBP")]
    made.append(encoded(small.convert("RGBA"), "PNG"))
    made.append(encoded(small.quantize(8), "PNG"))
    made.append(encoded(small, "WEBP", save_all=True, append_images=[small.rotate(90)]))
    made.append(encoded(small, "MPO", save_all=True, append_images=[small]))
    return made


_SAMPLES = _samples()


@pytest.mark.slow
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(_SAMPLES),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
    st.floats(0.05, 1),
)
def test_damaged_photos_are_a_photo_or_an_image_error(
    data: bytes, changes: list[tuple[float, int]], keep: float
) -> None:
    damaged = bytearray(data)
    for where, value in changes:
        damaged[int(where * len(damaged))] = value
    never_anything_but_an_image_error(bytes(damaged[: int(len(damaged) * keep)]))
    never_anything_but_an_image_error(bytes(damaged))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8))
def test_damaged_heic_is_a_photo_or_an_image_error(changes: list[tuple[float, int]]) -> None:
    damaged = bytearray(_heic())
    for where, value in changes:
        damaged[int(where * len(damaged))] = value
    never_anything_but_an_image_error(bytes(damaged))


def _heic(made: list[bytes] = []) -> bytes:  # noqa: B006 - made once
    if not made:
        import pillow_heif

        out = io.BytesIO()
        pillow_heif.from_pillow(picture(64, 64)).save(out, quality=50)
        made.append(out.getvalue())
    return made[0]
