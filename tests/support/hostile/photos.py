"""Photos: cut, flipped, of other formats, in odd modes, with false metadata. Bombs: see photo_bombs.py."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from tests.support.hostile.raw import Put, enc, exif_block, png_chunk, png_raw, with_segment


@dataclass(frozen=True)
class Faces:
    """A few portraits, and the first of them as files."""

    base: Sequence[Image.Image]
    jpegs: Sequence[bytes]
    png: bytes
    webp: bytes
    heic: bytes

    @property
    def jpeg(self) -> bytes:
        return self.jpegs[0]

    @property
    def files(self) -> tuple[tuple[str, bytes], ...]:
        return ("jpg", self.jpegs[0]), ("png", self.png), ("webp", self.webp), ("heic", self.heic)


def faces(sources: Sequence[bytes]) -> Faces:
    base = [Image.open(io.BytesIO(source)).convert("RGB").resize((480, 480)) for source in sources]
    jpegs = [enc(one, "JPEG", quality=90) for one in base]
    return Faces(base, jpegs, enc(base[0], "PNG"), enc(base[0], "WEBP"), heif(base[0]))


def heif(image: Image.Image, **options: object) -> bytes:
    import pillow_heif

    out = io.BytesIO()
    pillow_heif.from_pillow(image).save(out, quality=80, enc_params={"preset": "ultrafast"}, **options)
    return out.getvalue()


def photos(put: Put, sources: Sequence[bytes], rng: random.Random) -> None:
    own = faces(sources)
    damaged(put, own, rng)
    other_formats(put, own)
    polyglots(put, own)
    modes(put, own)
    turned(put, own, rng)
    metadata(put, own, rng)
    several_frames(put, own, rng)


def damaged(put: Put, own: Faces, rng: random.Random) -> None:
    for name, data in own.files:
        for share in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9):
            taken = name == "jpg" and share > 0.4  # what is there of a JPEG, with a note
            put(f"cut_{name}_{share}.{name}", data[: int(len(data) * share)], "any" if taken else "no")
        for less in (1, 2, 16):
            put(f"cut_{name}_less{less}.{name}", data[:-less], "any")
        for n in (0, 1, 2, 3, 4, 8, 12, 16, 33):
            put(f"head_{name}_{n}.{name}", data[:n], "no")
    for name, data in (("jpg", own.jpegs[1]), *own.files[1:]):
        for n in range(30):
            broken = bytearray(data)
            for _ in range(1 + n % 12):
                at = rng.randrange(len(broken)) if n % 3 else rng.randrange(min(600, len(broken)))
                broken[at] ^= 1 << rng.randrange(8)
            put(f"flip_{name}_{n:02d}.{name}", bytes(broken), "any")
    for n in range(12):
        name, data = own.files[n % 4]
        at = rng.randrange(len(data) // 2)
        put(f"block_{n:02d}.{name}", data[:at] + rng.randbytes(400) + data[at + 400 :], "any")
    for n in range(10):
        put(f"noise_{n}.jpg", rng.randbytes(1 + 700 * n), "no")


def other_formats(put: Put, own: Faces) -> None:
    for name, data in own.files:
        for other in ("jpg", "png", "webp", "heic", "gif"):
            if other != name:
                put(f"ending_{name}_as.{other}", data, "ok")
    put("noending", own.jpeg, "ok")
    put("double.jpg.exe", own.jpeg, "no")
    img = own.base[0]
    for fmt, ending in (
        ("GIF", "gif"),
        ("BMP", "bmp"),
        ("TIFF", "tif"),
        ("PDF", "pdf"),
        ("ICO", "ico"),
        ("TGA", "tga"),
        ("PPM", "ppm"),
        ("PCX", "pcx"),
        ("SGI", "sgi"),
        ("JPEG2000", "jp2"),
        ("DDS", "dds"),
        ("EPS", "eps"),
    ):
        try:
            data = re.sub(rb"D:\d{14}Z", b"D:20240101000000Z", enc(img, fmt))
        except Exception:
            continue
        put(f"format_{ending}.{ending}", data, "no")
        put(f"format_{ending}_renamed.jpg", data, "no")
    try:
        data = enc(img, "AVIF")
        put("format_avif.avif", data, "no")
        put("format_avif.jpg", data, "no")
    except Exception:
        pass
    float_tiff = enc(Image.fromarray(np.asarray(img.convert("L")).astype("float32")), "TIFF")
    put("float_tiff.jpg", float_tiff, "no")
    put("sixteen_tiff.png", enc(Image.fromarray(np.asarray(img.convert("L")).astype("uint16") * 257), "TIFF"), "no")
    for name, text in (
        ("svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'),
        ("svg_xml", '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>'),
        ("html", "<!DOCTYPE html><html><script>alert(1)</script></html>"),
        ("html2", "\n\n  <HTML><img src=x onerror=alert(1)>"),
        ("txt", "just words " * 40),
        ("ko", "사진이 아닙니다 " * 50),
        ("php", "<?php system($_GET[0]); ?>"),
        ("js", "alert(document.cookie)"),
        ("json", '{"a": 1}'),
        ("csv", "=cmd|' /C calc'!A0,1\n"),
    ):
        put(f"text_{name}.jpg", text.encode(), "no")
        put(f"text_{name}.png", text.encode("cp949"), "no")
    put("elf.jpg", b"\x7fELF" + bytes(200), "no")
    put("exe.png", b"MZ" + bytes(300), "no")
    put("mp4.jpg", b"\x00\x00\x00\x18ftypmp42" + bytes(400), "no")


def polyglots(put: Put, own: Faces) -> None:
    jpeg, png = own.jpeg, own.png
    small = io.BytesIO()
    with zipfile.ZipFile(small, "w") as z:
        z.writestr(zipfile.ZipInfo("a/1.jpg"), jpeg)
    put("poly_jpg_zip.jpg", jpeg + small.getvalue(), "ok")
    put("poly_zip_jpg.jpg", small.getvalue() + jpeg, "no")
    put("poly_jpg_html.jpg", with_segment(jpeg, 0xFE, b"<html><script>alert(1)</script>"), "ok")
    put("poly_jpg_html_end.jpg", jpeg + b"<script>alert(1)</script>", "ok")
    put("poly_png_html.png", png[:-12] + png_chunk(b"tEXt", b"Comment\0<script>alert(1)</script>") + png[-12:], "ok")
    put("poly_jpg_php.jpg", with_segment(jpeg, 0xFE, b"<?php phpinfo(); ?>"), "ok")
    put("poly_gif_js.gif", b"GIF89a/*" + bytes(30) + b"*/=1;alert(1)", "no")
    put("poly_pdf_jpg.jpg", b"%PDF-1.4\n" + jpeg, "no")


def modes(put: Put, own: Faces) -> None:
    img, png = own.base[0], own.png
    jpeg = own.jpeg
    for mode in ("1", "L", "LA", "P", "RGBA", "I;16"):
        grey = img.convert("L")
        own_mode = grey.convert(mode) if mode in ("LA", "I;16") else img.convert(mode)
        put(f"mode_{mode.replace(';', '_')}.png", enc(own_mode, "PNG"), "ok" if mode != "I;16" else "any")
    sixteen = Image.fromarray(np.asarray(img.convert("L")).astype("uint16") * 257)
    put("mode_16bit_grey.png", enc(sixteen, "PNG"), "ok")
    rgb16 = (np.asarray(img).astype(">u2") * 257).tobytes()
    rows = b"".join(b"\0" + rgb16[y * 480 * 6 : (y + 1) * 480 * 6] for y in range(480))
    put("mode_16bit_rgb.png", png_raw(480, 480, 16, 2, zlib.compress(rows)), "ok")
    for bits in (1, 2, 4):
        values = np.asarray(img.convert("L")) >> (8 - bits)
        packed = np.packbits(
            np.unpackbits(values.astype(np.uint8)[..., None], axis=2)[:, :, 8 - bits :].reshape(480, -1), axis=1
        )
        put(
            f"mode_grey{bits}.png",
            png_raw(480, 480, bits, 0, zlib.compress(b"".join(b"\0" + r.tobytes() for r in packed))),
            "any",
        )
    put("mode_L.jpg", enc(img.convert("L"), "JPEG"), "ok")
    put("mode_cmyk.jpg", enc(img.convert("CMYK"), "JPEG", quality=90), "ok")
    cmyk = enc(img.convert("CMYK"), "JPEG", quality=90)
    put(
        "mode_ycck.jpg", re.sub(rb"(Adobe\0\x64.{4}).", lambda m: m[1] + b"\x02", cmyk, count=1, flags=re.DOTALL), "any"
    )
    put("mode_adobe_rgb_flag.jpg", with_segment(jpeg, 0xEE, b"Adobe\0\x64\0\0\0\0\0"), "any")
    p = img.quantize(64)
    put("mode_P_transparent.png", enc(p, "PNG", transparency=3), "ok")
    put("mode_P_bytes_transparency.png", enc(p, "PNG", transparency=bytes(range(64))), "ok")
    put("mode_RGB_trns.png", enc(img, "PNG", transparency=(1, 2, 3)), "ok")
    put("mode_all_transparent.png", enc(Image.new("RGBA", (480, 480), (0, 0, 0, 0)), "PNG"), "any")
    put("mode_interlaced.png", png, "ok")
    put("mode_progressive.jpg", enc(img, "JPEG", progressive=True), "ok")
    put("mode_lossless.webp", enc(img, "WEBP", lossless=True), "ok")
    put("mode_rgba.webp", enc(img.convert("RGBA"), "WEBP"), "ok")
    put("mode_L.heic", heif(img.convert("L")), "ok")
    put("mode_rgba.heic", heif(img.convert("RGBA")), "ok")


def turned(put: Put, own: Faces, rng: random.Random) -> None:
    img, jpeg = own.base[0], own.jpeg
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    wide = img.crop((0, 40, 480, 440))
    for o in range(1, 9):
        stored = wide.transpose(turn[o]) if o in turn else wide
        data = enc(stored, "JPEG", quality=95)
        put(f"turn_{o}_le.jpg", with_segment(data, 0xE1, exif_block(o)), "ok")
        put(f"turn_{o}_be.jpg", with_segment(data, 0xE1, exif_block(o, little=False)), "ok")
        exif = Image.Exif()
        exif[0x0112] = o
        put(f"turn_{o}.webp", enc(stored, "WEBP", quality=95, exif=exif), "ok")
        put(f"turn_{o}.png", enc(stored, "PNG", exif=exif), "ok")
        put(f"turn_{o}.heic", heif(stored, exif=exif.tobytes()), "ok")  # HEIC turns by irot alone: stays as stored
    for name, body in (
        ("zero", exif_block(0)),
        ("nine", exif_block(9)),
        ("big", exif_block(65535)),
        ("type_ascii", exif_block(6, kind=2)),
        ("type_rational", exif_block(6, kind=5)),
        ("type_bogus", exif_block(6, kind=99)),
        ("only_name", b"Exif\0\0"),
        ("garbage", b"Exif\0\0" + rng.randbytes(500)),
        ("loop", b"Exif\0\0II*\0\x08\0\0\0\0\0\x08\0\0\0"),
        ("many", b"Exif\0\0II*\0\x08\0\0\0\xff\x0f" + (b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0") * 4095 + b"\0\0\0\0"),
        ("offset", b"Exif\0\0II*\0\xff\xff\xff\xff"),
        ("half", exif_block(6)[:14]),
        ("long_count", b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\xff\xff\xff\x7f\x06\0\0\0\0\0\0\0"),
    ):
        put(f"exif_{name}.jpg", with_segment(jpeg, 0xE1, body), "ok")


def metadata(put: Put, own: Faces, rng: random.Random) -> None:
    jpeg = own.jpeg
    put(
        "xmp_bomb.jpg",
        with_segment(jpeg, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'),
        "ok",
    )
    put("xmp_junk.jpg", with_segment(jpeg, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + rng.randbytes(3000)), "ok")
    put("icc_junk.jpg", with_segment(jpeg, 0xE2, b"ICC_PROFILE\0\x01\x01" + rng.randbytes(500)), "ok")
    put("icc_zero.jpg", with_segment(jpeg, 0xE2, b"ICC_PROFILE\0\x00\x00"), "ok")
    put("icc_many.jpg", with_segment(jpeg, 0xE2, b"ICC_PROFILE\0\xff\xff" + bytes(100)), "ok")
    put("jfif_zero_density.jpg", jpeg[:11] + b"\0\0\0\0\0" + jpeg[16:], "any")
    put("iptc_junk.jpg", with_segment(jpeg, 0xED, b"Photoshop 3.0\0" + b"8BIM" + rng.randbytes(200)), "ok")


def several_frames(put: Put, own: Faces, rng: random.Random) -> None:
    img, base, heic = own.base[0], own.base, own.heic
    frames = [b.resize((240, 240)) for b in base[:4]]
    put("anim.gif", enc(frames[0], "GIF", save_all=True, append_images=frames[1:]), "no")
    put("anim.webp", enc(img, "WEBP", save_all=True, append_images=list(base[1:4])), "ok")
    put("anim.png", enc(img, "PNG", save_all=True, append_images=list(base[1:4])), "ok")
    put(
        "anim_first_empty.webp",
        enc(Image.new("RGB", (480, 480)), "WEBP", save_all=True, append_images=list(base[1:3])),
        "any",
    )
    tiny = [Image.new("RGB", (64, 64), (n % 256, 0, 0)) for n in range(2000)]
    put("anim_2000.webp", enc(tiny[0], "WEBP", save_all=True, append_images=tiny[1:]), "any")
    put("mpo.jpg", enc(img, "MPO", save_all=True, append_images=[base[1]]), "ok")
    put("mpo.mpo", enc(img, "MPO", save_all=True, append_images=[base[1]]), "ok")
    mpo = bytearray(enc(img, "MPO", save_all=True, append_images=[base[1]]))
    at = mpo.find(b"MPF\0")
    for n in range(8):
        broken = bytearray(mpo)
        for _ in range(6):
            broken[at + rng.randrange(80)] = rng.randrange(256)
        put(f"mpo_broken_{n}.jpg", bytes(broken), "any")
    for n in range(40):
        broken = bytearray(heic)
        top = min(500, len(broken))
        for _ in range(1 + n % 5):
            broken[rng.randrange(8, top)] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))
        put(f"heic_meta_{n:02d}.heic", bytes(broken), "any")
