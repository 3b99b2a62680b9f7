"""ZIP files: broken, lying, bombs, ways out of the folder."""

import io
import random
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Sequence

from PIL import Image

from tests.support.hostile.raw import Put, deflate, enc


class Zip:
    """A ZIP written by hand: every field can lie."""

    def __init__(self) -> None:
        self.body = bytearray()
        self.entries: list[bytes] = []

    def add(
        self, name: bytes, data: bytes, *, method: int = 0, flags: int = 0, claim: int | None = None,
        claim_packed: int | None = None, crc: int | None = None, attr: int = 0, local_name: bytes | None = None,
        offset: int | None = None, extra: bytes = b"", stored: bytes | None = None, system: int = 3,
    ) -> "Zip":  # fmt: skip
        packed = stored if stored is not None else data
        crc = zlib.crc32(data) if crc is None else crc
        sizes = (
            (len(packed) if claim_packed is None else claim_packed) & 0xFFFFFFFF,
            (len(data) if claim is None else claim) & 0xFFFFFFFF,
        )
        at = len(self.body) if offset is None else offset
        if offset is None:
            own = name if local_name is None else local_name
            head = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, flags, method, 0, 33, crc, *sizes, len(own), 0)
            self.body += head + own + packed
        head = struct.pack("<IHHHHHHIII", 0x02014B50, system << 8 | 20, 20, flags, method, 0, 33, crc, *sizes)
        tail = struct.pack("<HHHHHII", len(name), len(extra), 0, 0, 0, attr & 0xFFFFFFFF, at & 0xFFFFFFFF)
        self.entries.append(head + tail + name + extra)
        return self

    def done(self, comment: bytes = b"") -> bytes:
        directory, n = b"".join(self.entries), len(self.entries) & 0xFFFF
        sizes = (len(directory), len(self.body), len(comment))
        return bytes(self.body) + directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, n, n, *sizes) + comment


def plain(pairs: Iterable[tuple[str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in pairs:
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return out.getvalue()


def archives(put: Put, sources: Sequence[bytes], rng: random.Random) -> None:
    jpegs = [enc(Image.open(io.BytesIO(s)).convert("RGB").resize((300, 300)), "JPEG") for s in sources[:6]]
    a, b = jpegs[0], jpegs[1]

    good = plain([("가/1.jpg", a), ("나/1.jpg", b)])
    put("good.zip", good, "ok")
    for share in (0.1, 0.5, 0.9):
        put(f"cut_{share}.zip", good[: int(len(good) * share)], "no")
    for n in range(25):
        broken = bytearray(good)
        for _ in range(1 + n % 6):
            at = rng.randrange(len(broken)) if n % 2 else rng.randrange(max(0, len(broken) - 200), len(broken))
            broken[at] ^= 1 << rng.randrange(8)
        put(f"flip_{n:02d}.zip", bytes(broken), "any")
    put("not_a_zip.zip", a, "no")
    put("empty.zip", b"", "no")
    put("eocd_only.zip", b"PK\5\6" + bytes(18), "no")
    put("prefix_junk.zip", bytes(5000) + good, "any")
    put("comment.zip", Zip().add(b"a/1.jpg", a).done(b"x" * 60000), "any")
    put("two_directories.zip", good + plain([("다/1.jpg", a)]), "any")
    # bombs
    put(
        "bomb_one_4gb.zip",
        Zip().add(b"a/1.jpg", b"", method=8, stored=deflate(bytes(2**28)), claim=2**32 - 2).done(),
        "no",
    )
    packed = deflate(bytes(60 * 2**20))
    put("bomb_lying_size.zip", Zip().add(b"a/1.jpg", b"", method=8, stored=packed, claim=1000, crc=0).done(), "no")
    empty = bytes(30 * 2**20)
    many_empty = Zip()
    for n in range(3):
        packed, crc = deflate(empty), zlib.crc32(empty)
        many_empty.add(b"a/%d.jpg" % n, b"", method=8, stored=packed, claim=len(empty), crc=crc)
    put("bomb_many_30mb.zip", many_empty.done(), "no")
    # Each entry below the ratio of one: a piece of noise after so many zeros.
    body = bytes(38 * 2**20) + rng.randbytes(2**18)
    packed, crc, many_full = deflate(body), zlib.crc32(body), Zip()
    for n in range(50):
        many_full.add(b"a/%d.jpg" % n, b"", method=8, stored=packed, claim=len(body), crc=crc)
    put("bomb_sum_1900mb.zip", many_full.done(), "no")
    z = Zip().add(b"a/0.jpg", a)
    for n in range(1, 400):
        z.add(b"a/%d.jpg" % n, a, offset=0)
    put("bomb_overlap_same.zip", z.done(), "no")
    # Fifield: each entry's data quotes the local headers after it
    kernel, names = deflate(bytes(20 * 2**20)), [b"a/%02d.jpg" % n for n in range(30)]
    crc0 = zlib.crc32(bytes(20 * 2**20))
    chain = (
        struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 33, crc0, len(kernel), 20 * 2**20, len(names[-1]), 0)
        + names[-1]
        + kernel
    )
    sizes = [(len(kernel), 20 * 2**20, crc0)]
    for name in reversed(names[:-1]):
        quoted = chain[: 30 + len(name)]
        block = b"\x00" + struct.pack("<HH", len(quoted), len(quoted) ^ 0xFFFF)
        packed_len = len(block) + len(quoted) + sizes[0][0]
        size = len(quoted) + sizes[0][1]
        chain = (
            struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 33, 0, packed_len, size, len(name), 0)
            + name
            + block
            + chain
        )
        sizes.insert(0, (packed_len, size, 0))
    directory, at = b"", 0
    for name, (packed_len, size, crc) in zip(names, sizes, strict=True):
        directory += (
            struct.pack(
                "<IHHHHHHIIIHHHHHII",
                0x02014B50,
                0x314,
                20,
                0,
                8,
                0,
                33,
                crc,
                packed_len,
                size,
                len(name),
                0,
                0,
                0,
                0,
                0,
                at,
            )
            + name
        )
        at += 30 + len(name) + 5
    put(
        "bomb_fifield.zip",
        chain + directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 30, 30, len(directory), len(chain), 0),
        "no",
    )
    inner = plain([(f"{n}.zip", good) for n in range(10)])
    put("bomb_nested.zip", plain([(f"{n}/x.zip", plain([("y.zip", inner)])) for n in range(10)]), "no")
    put("bomb_nested_as_jpg.zip", plain([("a/1.jpg", inner), ("a/2.jpg", plain([("0.jpg", a)]))]), "no")
    quine = Zip()
    quine.add(b"a/self.jpg", b"", offset=0, claim=0)
    whole = quine.done()
    quine = Zip()
    quine.body += b"PK\x03\x04" + bytes(26)
    quine.add(b"a/self.zip", b"", offset=0, claim=len(whole) + 60, claim_packed=len(whole) + 60)
    put("quine_style.zip", quine.done(), "no")
    many = plain([(f"a/{n}.jpg", b"") for n in range(100_000)])
    put("entries_100000.zip", many, "no")
    put(
        "entries_100000_claims_3.zip",
        many[:-22] + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 3, 3, *struct.unpack("<II", many[-10:-2]), 0),
        "no",
    )
    put("entries_4999_empty.zip", plain([(f"a/{n}.jpg", b"") for n in range(4999)]), "no")
    put("entries_4999_folders.zip", plain([(f"a/{n}/", b"") for n in range(4999)]), "no")
    put(
        "entries_401_photos.zip",
        plain([(f"{n // 20:02d}/{n}.jpg", b"\xff\xd8\xff" + bytes(20)) for n in range(401)]),
        "no",
    )
    put(
        "zip64_huge.zip",
        Zip()
        .add(
            b"a/1.jpg",
            a,
            claim=0xFFFFFFFF,
            claim_packed=0xFFFFFFFF,
            extra=struct.pack("<HHQQ", 1, 16, 2**63 - 1, 2**63 - 1),
        )
        .done(),
        "no",
    )
    put(
        "zip64_negative.zip",
        Zip()
        .add(
            b"a/1.jpg",
            a,
            claim=0xFFFFFFFF,
            claim_packed=0xFFFFFFFF,
            extra=struct.pack("<HHQQ", 1, 16, 2**64 - 1, len(a)),
        )
        .done(),
        "no",
    )
    put("offset_outside.zip", Zip().add(b"a/1.jpg", a, offset=2**31).done(), "no")
    put("offset_itself.zip", Zip().add(b"a/1.jpg", a, offset=10).done(), "no")
    put("crc_wrong.zip", Zip().add(b"a/1.jpg", a, crc=1).done(), "no")
    put("name_differs.zip", Zip().add(b"a/1.jpg", a, local_name=b"../../etc/passwd").done(), "any")
    put("size_smaller.zip", Zip().add(b"a/1.jpg", a, claim=100).done(), "no")
    put("size_larger.zip", Zip().add(b"a/1.jpg", a, claim=len(a) + 100).done(), "any")
    put("encrypted.zip", Zip().add(b"a/1.jpg", a, flags=1, stored=bytes(12) + a).done(), "no")
    put("encrypted_strong.zip", Zip().add(b"a/1.jpg", a, flags=0x41).done(), "no")
    put("encrypted_aes.zip", Zip().add(b"a/1.jpg", a, flags=1, method=99).done(), "no")
    put("masked_directory.zip", Zip().add(b"a/1.jpg", a, flags=0x2000).done(), "any")
    for method in (1, 6, 9, 10, 12, 14, 20, 93, 95, 98, 97):
        put(f"method_{method}.zip", Zip().add(b"a/1.jpg", a, method=method).done(), "no")
    put("method_bzip2_real.zip", plain([("a/1.jpg", a)], compression=zipfile.ZIP_BZIP2), "no")
    put("method_lzma_real.zip", plain([("a/1.jpg", a)], compression=zipfile.ZIP_LZMA), "no")
    put(
        "deflate_garbage.zip",
        Zip().add(b"a/1.jpg", a, method=8, stored=rng.randbytes(2000)).done(),
        "no",
    )
    put("descriptor.zip", Zip().add(b"a/1.jpg", a, flags=8).done(), "any")
    put("patched.zip", Zip().add(b"a/1.jpg", a, flags=0x20).done(), "no")
    # paths
    for n, name in enumerate(
        (
            b"../../evil.jpg",
            b"a/../../evil.jpg",
            b"..\\..\\evil.jpg",
            b"/etc/passwd.jpg",
            b"\\\\server\\share\\1.jpg",
            b"C:\\windows\\1.jpg",
            b"c:1.jpg",
            b"//x/1.jpg",
            b"a/..",
            b"../",
        )
    ):
        put(f"slip_{n}.zip", Zip().add(name, a).done(), "no")
    put("link.zip", Zip().add(b"a/1.jpg", b"/etc/passwd", attr=0o120777 << 16).done(), "no")
    put("device.zip", Zip().add(b"a/1.jpg", a, attr=0o060666 << 16).done(), "no")
    put("fifo.zip", Zip().add(b"a/1.jpg", a, attr=0o010666 << 16).done(), "no")
    put("setuid.zip", Zip().add(b"a/1.jpg", a, attr=0o104777 << 16).done(), "ok")
    put("nul_name.zip", Zip().add(b"a/1.jpg\0.exe", a).done(), "any")
    put("nul_only.zip", Zip().add(b"\0", a).done(), "any")
    put("no_name.zip", Zip().add(b"", a).done(), "any")
    put("rtl_name.zip", Zip().add("a/\u202egpj.exe.jpg".encode(), a, flags=0x800).done(), "ok")
    put("long_name.zip", Zip().add(b"a/" + b"x" * 60000 + b".jpg", a).done(), "any")
    put("deep_name.zip", Zip().add(b"a/" * 20000 + b"1.jpg", a).done(), "any")
    nfc = "가나/1.jpg"
    put(
        "nfc_nfd.zip",
        Zip().add(nfc.encode(), a, flags=0x800).add(unicodedata.normalize("NFD", nfc).encode(), b, flags=0x800).done(),
        "ok",
    )
    put("same_name.zip", Zip().add(b"a/1.jpg", a).add(b"a/1.jpg", b).done(), "ok")
    put("case.zip", Zip().add(b"a/1.jpg", a).add(b"A/1.JPG", b).done(), "ok")
    put(
        "cp949.zip",
        Zip()
        .add("김하늘/사진.jpg".encode("cp949"), a, system=0)
        .add("박별/사진.jpg".encode("cp949"), b, system=0)
        .done(),
        "ok",
    )
    put("utf8_no_flag.zip", Zip().add("김하늘/사진.jpg".encode(), a).done(), "ok")
    put("bad_utf8.zip", Zip().add(b"\xff\xfe\xfd/1.jpg", a, flags=0x800).done(), "any")
    put("surrogate.zip", Zip().add("a\ud800/1.jpg".encode("utf-8", "surrogatepass"), a, flags=0x800).done(), "any")
    put(
        "macosx.zip",
        Zip().add(b"__MACOSX/._1.jpg", bytes(100)).add(b"a/1.jpg", a).add(b"a/.DS_Store", bytes(100)).done(),
        "ok",
    )
    put("only_junk.zip", Zip().add(b"__MACOSX/._1.jpg", bytes(100)).done(), "no")
    put("only_text.zip", plain([("a/readme.txt", b"x"), ("b.exe", b"MZ")]), "no")
    put("html_name.zip", Zip().add(b"<img src=x onerror=alert(1)>/1.jpg", a).done(), "any")
    put("jpeg_then_zip.zip", a + good, "any")
    for ending, data in (
        ("tar", b"ustar" + bytes(600)),
        ("7z", b"7z\xbc\xaf\x27\x1c" + bytes(60)),
        ("gz", b"\x1f\x8b" + bytes(60)),
        ("rar", b"Rar!\x1a\7\0" + bytes(60)),
    ):
        put(f"{ending}_as.zip", data, "no")
