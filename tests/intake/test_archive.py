"""ZIPs as people really make them, and ZIPs made to harm."""

import io
import os
import stat
import struct
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ArchiveError
from core.intake import expand, from_zip, reference_layout
from core.intake.archive import Archive, EntryError, clean_path
from core.settings import Settings
from core.types import Upload
from tests.support.builders import zipped
from tests.support.uploads import JPG, paths, reasons


def raw_names(data: bytes, names: dict[str, bytes]) -> bytes:
    """The same ZIP with names of the same length in other bytes, and without the UTF-8 flag."""
    for name, raw in names.items():
        assert len(name) == len(raw)
        data = data.replace(name.encode(), raw)
    return data


@given(st.text(max_size=40))
@settings(max_examples=300)
def test_a_clean_path_stays_inside_and_clean(text: str) -> None:
    path = clean_path(text)
    assert clean_path(path) == path and unicodedata.is_normalized("NFC", path)
    assert not path.startswith("/") and ".." not in path.split("/") and "\\" not in path
    assert not any(unicodedata.category(c) == "Cc" for c in path) and "\u202e" not in path


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
def test_korean_names_without_the_utf8_flag(encoding: str) -> None:
    raw = "김하늘/뷁.jpg".encode(encoding)
    plain = "n" * len(raw)
    data = raw_names(zipped((plain, JPG)), {plain: raw})
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() != ["김하늘/뷁.jpg"]
    assert paths(from_zip(data)[0]) == ["김하늘/뷁.jpg"]


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        (("さくら/1.jpg", "山田花子/1.jpg"), "cp932"),  # the second reads as Hangul, too: all of an archive are in one
        (("写真/ミナ_1.jpg", "写真/ソラ_1.jpg"), "cp932"),
        (("山田/1.jpg", "田中/1.jpg"), "cp932"),
        (("똠방각하/1.jpg", "김하늘/1.jpg", "李하나/1.jpg"), "cp949"),
    ],
)
def test_names_of_windows_are_japanese_or_korean(names: tuple[str, ...], encoding: str) -> None:
    raw = [name.encode(encoding) for name in names]
    plain = [str(number) * len(one) for number, one in enumerate(raw)]
    data = raw_names(zipped(*((name, JPG) for name in plain)), dict(zip(plain, raw, strict=True)))
    assert paths(from_zip(data)[0]) == list(names)
    assert [clean_path(one.decode("utf-8", "surrogateescape")) for one in raw[:1]] == [names[0]]


def test_macos_names_are_nfd_utf8_without_the_flag() -> None:
    raw = unicodedata.normalize("NFD", "이서/셀카.jpg").encode()
    data = raw_names(zipped(("m" * len(raw), JPG)), {"m" * len(raw): raw})
    assert paths(from_zip(data)[0]) == ["이서/셀카.jpg"]


def test_emoji_and_windows_separators() -> None:
    uploads, refused = from_zip(zipped(("🐰토끼/사진💜.jpg", JPG), ("이서\\1.jpg", JPG)))
    assert paths(uploads) == ["🐰토끼/사진💜.jpg", "이서/1.jpg"] and refused == []


LITTER = (
    "__MACOSX/._1.jpg", "a/.DS_Store", "a/Thumbs.db", ".hidden/1.jpg", "a/desktop.ini", "a/._1.jpg",
    "a/@eaDir/1.jpg/SYNOPHOTO_THUMB_XL.jpg", "#recycle/1.jpg", "@Recycle/a/1.jpg", "a/.@__thumb/default1.jpg",
    "#snapshot/1.jpg", "lost+found/1.jpg", "$RECYCLE.BIN/1.jpg", "System Volume Information/x.jpg", "a/~$1.jpg",
    "LOST.DIR/1.jpg", "a/ehthumbs.db", "a/Picasa.ini", "a/1.jpg:Zone.Identifier", "a/1.jpg@SynoEAStream",
    "FOUND.000/1.jpg", "a/~snapshot/hourly.0/1.jpg",
)  # fmt: skip


def test_litter_is_skipped_without_a_word() -> None:
    uploads, refused = from_zip(
        zipped(*((n, b"x") for n in (*LITTER, "빈 폴더/")), ("a/1.jpg", JPG), ("a/#1.jpg", JPG))
    )
    assert paths(uploads) == ["a/1.jpg", "a/#1.jpg"] and refused == []
    assert expand([Upload(name, b"x") for name in LITTER]) == ([], [])


def test_litter_is_no_photo_of_a_reference_set_either() -> None:
    litter = [Upload(f"가/나/{name}", b"x") for name in LITTER]
    photos = reference_layout([Upload("가/나/1.jpg", JPG), Upload("가/다/1.jpg", JPG), *litter])
    assert len(photos) == 2 and photos.refused == ()


def hostile_entries() -> list[tuple[str, str | zipfile.ZipInfo, bytes, str]]:
    link = zipfile.ZipInfo("link.jpg")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    fifo = zipfile.ZipInfo("fifo.jpg")
    fifo.create_system, fifo.external_attr = 3, (stat.S_IFIFO | 0o666) << 16
    bz2 = zipfile.ZipInfo("bz2.jpg")
    bz2.compress_type = zipfile.ZIP_BZIP2
    bomb = zipfile.ZipInfo("bomb.jpg")
    bomb.compress_type = zipfile.ZIP_DEFLATED
    return [
        ("parent", "../../evil.jpg", JPG, "상위 폴더"),
        ("parent in the middle", "a/../../evil.jpg", JPG, "상위 폴더"),
        ("windows parent", "..\\evil.jpg", JPG, "상위 폴더"),
        ("absolute", "/etc/evil.jpg", JPG, "절대 경로"),
        ("drive", "C:\\evil.jpg", JPG, "절대 경로"),
        ("link", link, b"/etc/passwd", "링크"),
        ("fifo", fifo, b"", "일반 파일이 아니"),
        ("nested zip", "more.zip", zipped(("a.jpg", JPG)), "압축 파일 안의 압축 파일"),
        ("nested 7z", "more.7Z", b"7z", "압축 파일 안의 압축 파일"),
        ("method", bz2, JPG, "압축 방식"),
        ("ratio", bomb, b"\0" * 20_000_000, "압축 폭탄"),
        ("text", "readme.txt", b"hello", "사진 파일이 아니"),
    ]


@pytest.mark.parametrize(("what", "name", "data", "reason"), hostile_entries(), ids=[e[0] for e in hostile_entries()])
def test_a_bad_entry_is_refused_and_the_rest_is_kept(
    what: str, name: str | zipfile.ZipInfo, data: bytes, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    archive = zipped(("a/1.jpg", JPG), (name, data), ("b/2.jpg", JPG))
    uploads, refused = expand([Upload("x.zip", archive), Upload("c_1.jpg", JPG)])
    assert paths(uploads) == ["a/1.jpg", "b/2.jpg", "c_1.jpg"]
    assert len(refused) == 1 and reason in next(iter(reasons(refused).values()))
    assert list(tmp_path.iterdir()) == []  # nothing is ever unpacked to disk


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(zipped(("a.jpg", JPG), ("b.jpg", JPG)))
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    data[local + 6] |= 1
    data[central + 8] |= 1
    uploads, refused = from_zip(bytes(data))
    assert paths(uploads) == ["b.jpg"] and "암호" in reasons(refused)["a.jpg"]


def test_a_damaged_entry_is_refused() -> None:
    data = zipped(("a.jpg", b"first photo"), ("b.jpg", b"other photo")).replace(b"first photo", b"fIrst photo")
    uploads, refused = from_zip(data)
    assert paths(uploads) == ["b.jpg"] and "손상" in reasons(refused)["a.jpg"]


def test_a_header_that_lies_about_the_size_does_not_help() -> None:
    data = bytearray(zipped(("a.jpg", b"\0" * 5_000_000), ("b.jpg", JPG), compression=zipfile.ZIP_DEFLATED))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 1000)
    uploads, refused = from_zip(bytes(data), Settings(max_file_bytes=2_000_000))
    assert paths(uploads) == ["b.jpg"] and len(refused) == 1
    honest = zipped(("a.jpg", os.urandom(3000)), ("b.jpg", JPG))
    uploads, refused = from_zip(honest, Settings(max_file_bytes=2000))
    assert paths(uploads) == ["b.jpg"] and "너무 큽니다" in reasons(refused)["a.jpg"]


def test_size_is_counted_while_reading_too() -> None:
    with Archive(zipped(("a.jpg", b"x" * 100)), Settings()) as archive:
        archive._settings = Settings(max_file_bytes=99)  # as if the list had let it through
        with pytest.raises(EntryError, match="너무 큽니다"):
            archive.read("a.jpg")


def test_entries_that_become_too_much_together_are_a_bomb() -> None:
    body = bytes(8 * 2**20) + os.urandom(60_000)  # each below the ratio of one entry
    data = zipped(*((f"{i}.jpg", body) for i in range(10)), compression=zipfile.ZIP_DEFLATED)
    uploads, refused = expand([Upload("나쁜.zip", data), Upload("김하늘_1.jpg", JPG)])
    assert paths(uploads) == ["김하늘_1.jpg"] and "압축 폭탄" in reasons(refused)["나쁜.zip"]
    uploads, refused = expand([Upload("x.zip", zipped(*((f"{i}.jpg", body) for i in range(10))))])
    assert len(uploads) == 10 and refused == []


def overlapping(copies: int) -> bytes:
    """A Fifield-like bomb: many directory records that all point at one body."""
    data = zipped(("a.jpg", os.urandom(50_000)))
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    record = data[start:end]
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, copies, copies, len(record) * copies, start, 0)
    return data[:start] + record * copies + tail


@pytest.mark.parametrize(
    ("data", "limits", "reason"),
    [
        (b"", {}, "손상"),
        (b"no archive at all", {}, "손상"),
        (zipped(("a.jpg", JPG))[:-30], {}, "손상"),
        (zipped(*((f"{i}.jpg", b"") for i in range(11))), {"max_archive_entries": 10}, "너무 많습니다"),
        (zipped(("a.jpg", b"1" * 600), ("b.jpg", b"2" * 600)), {"max_archive_bytes": 1000}, "너무 커집니다"),
        (overlapping(50), {}, "겹쳐"),
        (zipped(), {}, "사진이 없습니다"),
    ],
    # A ZIP holds the time it was made at: as names, its bytes would differ between the processes that run the tests.
    ids=["empty", "foreign", "cut off", "many entries", "large", "overlapping", "no photos"],
)
def test_a_bad_archive_is_one_refused_entry_and_the_rest_is_kept(
    data: bytes, limits: dict[str, Any], reason: str
) -> None:
    uploads, refused = expand([Upload("나쁜.zip", data), Upload("김하늘_1.jpg", JPG)], Settings(**limits))
    assert paths(uploads) == ["김하늘_1.jpg"]
    assert list(reasons(refused)) == ["나쁜.zip"] and reason in refused[0].reason
    if data != zipped():
        with pytest.raises(ArchiveError, match=reason):
            from_zip(data, Settings(**limits))


@pytest.mark.slow
def test_a_bomb_of_many_bombs_stops_at_the_total() -> None:
    body = b"\0" * 3_000_000
    data = zipped(*((f"{i}.jpg", body) for i in range(60)), compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(ArchiveError, match="너무 커집니다"):
        from_zip(data, Settings(max_archive_bytes=20_000_000))


@pytest.mark.slow
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6))
@settings(max_examples=300)
def test_a_damaged_zip_never_stops_the_upload(changes: list[tuple[float, int]]) -> None:
    data = bytearray(zipped(("가/1.jpg", JPG * 9), ("나/2.jpg", JPG * 9), compression=zipfile.ZIP_DEFLATED))
    for where, value in changes:
        data[int(where * len(data))] = value
    uploads, refused = expand([Upload("x.zip", bytes(data)), Upload("다.jpg", JPG)])
    assert "다.jpg" in paths(uploads)
    reasons(refused)
