"""Uploads as people really make them, and ZIPs made to harm."""

import io
import os
import stat
import struct
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ArchiveError, ReferenceSetError, StudioError
from core.intake import by_trainee, expand, from_paths, from_zip, reference_layout
from core.intake.archive import Archive, EntryError, clean_path
from core.intake.naming import loose_name
from core.settings import Settings
from core.types import MemberId, PhotoFaces, Upload
from tests.support.builders import zipped

JPG = b"\xff\xd8\xff a photo"


def raw_names(data: bytes, names: dict[str, bytes]) -> bytes:
    """The same ZIP with names of the same length in other bytes, and without the UTF-8 flag."""
    for name, raw in names.items():
        assert len(name) == len(raw)
        data = data.replace(name.encode(), raw)
    return data


def trainees(*names: str) -> dict[str, list[str]]:
    found = by_trainee([Upload(name, JPG) for name in names])
    return {trainee: [u.path for u in uploads] for trainee, uploads in found.items()}


def paths(uploads: list[Upload]) -> list[str]:
    return [upload.path for upload in uploads]


def reasons(refused: list[PhotoFaces] | tuple[PhotoFaces, ...]) -> dict[str, str]:
    for photo in refused:
        assert photo.status == "rejected" and photo.photo is None and not photo.usable
        assert any("가" <= c <= "힣" for c in photo.reason)
    return {photo.path: photo.reason for photo in refused}


# --- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "trainee"),
    [
        ("김하늘_01.jpg", "김하늘"),
        ("김하늘.jpg", "김하늘"),
        ("김하늘_무대_2.png", "김하늘"),
        ("김하늘 _1.jpg", "김하늘"),
        ("101_front.jpg", "101"),
        ("trainee_1_02.jpg", "trainee_1"),
        ("trainee_1.jpg", "trainee_1"),
        ("연습생_3_셀카.jpg", "연습생_3"),
        ("IMG_1234.jpg", "IMG_1234"),
        ("DSC_0001.JPG", "DSC_0001"),
        ("20241122_153000.jpg", "20241122_153000"),
        ("KakaoTalk_20241122_1.jpg", "KakaoTalk_20241122_1"),
        ("P_20241122_1.jpg", "P_20241122_1"),
        ("Snow_1.jpg", "Snow"),
        ("_1.jpg", "_1"),
        ("사진", "사진"),
        ("🐰토끼_1.jpg", "🐰토끼"),
    ],
)
def test_loose_names(file: str, trainee: str) -> None:
    assert loose_name(file) == trainee


def test_folders_are_trainees_in_natural_order() -> None:
    assert trainees("연습생 10/2.jpg", "연습생 2/10.jpg", "연습생 2/9.jpg") == {
        "연습생 2": ["연습생 2/9.jpg", "연습생 2/10.jpg"],
        "연습생 10": ["연습생 10/2.jpg"],
    }


def test_loose_files_and_folders_of_one_person_meet() -> None:
    assert list(trainees("김하늘_1.jpg", "이서/1.jpg", "김하늘/2.jpg", "이서.jpg")) == ["김하늘", "이서"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("lineup/김하늘/1.jpg", "lineup/이서/1.jpg"), ["김하늘", "이서"]),
        (("a/lineup/김하늘/1.jpg", "a/lineup/이서/1.jpg"), ["김하늘", "이서"]),
        (("lineup/김하늘/1.jpg",), ["김하늘"]),
        (("lineup/김하늘/1.jpg", "lineup/이서_1.jpg"), ["김하늘", "이서"]),
        (("lineup/김하늘_1.jpg", "lineup/이서_1.jpg"), ["김하늘", "이서"]),
        (("lineup/trainee_1.jpg", "lineup/trainee_2.jpg"), ["trainee_1", "trainee_2"]),
        (("김하늘/IMG_1.jpg", "김하늘/IMG_2.jpg"), ["김하늘"]),
        (("김하늘/김하늘_1.jpg", "김하늘/김하늘_2.jpg"), ["김하늘"]),
        (("김하늘/정면.jpg", "김하늘/측면.jpg"), ["김하늘"]),
        (("IMG_1.jpg", "IMG_2.jpg"), ["IMG_1", "IMG_2"]),
        ((), []),
    ],
)
def test_one_common_folder_is_peeled_off(names: tuple[str, ...], expected: list[str]) -> None:
    assert list(trainees(*names)) == expected


def test_hangul_in_both_forms_is_one_trainee() -> None:
    nfd = unicodedata.normalize("NFD", "김하늘")
    assert nfd != "김하늘"
    uploads, refused = expand([Upload(f"{nfd}_1.jpg", JPG), Upload("김하늘_2.jpg", JPG)])
    assert paths(uploads) == ["김하늘_1.jpg", "김하늘_2.jpg"] and refused == []
    assert list(by_trainee(uploads)) == ["김하늘"]
    assert list(trainees(f"{nfd}/1.jpg", "김하늘/2.jpg")) == ["김하늘"]


@given(st.text(max_size=40))
@settings(max_examples=300)
def test_a_clean_path_stays_inside_and_clean(text: str) -> None:
    path = clean_path(text)
    assert clean_path(path) == path and unicodedata.is_normalized("NFC", path)
    assert not path.startswith("/") and ".." not in path.split("/") and "\\" not in path
    assert not any(unicodedata.category(c) == "Cc" for c in path) and "\u202e" not in path


@given(st.lists(st.text(max_size=30), max_size=12))
@settings(max_examples=300)
def test_no_upload_is_lost_whatever_its_name(names: list[str]) -> None:
    uploads = [Upload(name, JPG) for name in names]
    assert sum(len(group) for group in by_trainee(uploads).values()) == len(names)
    kept, refused = expand(uploads)
    assert len(kept) + len(refused) <= len(names)
    assert all(upload.path for upload in kept)


# --- ZIP -----------------------------------------------------------------------------------------------------------


def test_zip_is_unpacked_and_its_wrapper_peeled() -> None:
    data = zipped(("lineup/김하늘/1.jpg", JPG + b"1"), ("lineup/이서/1.jpg", JPG + b"2"))
    uploads, refused = expand([Upload("라인업.zip", data)])
    assert [(u.path, u.data) for u in uploads] == [("김하늘/1.jpg", JPG + b"1"), ("이서/1.jpg", JPG + b"2")]
    assert refused == []


def test_two_wrapped_zips_and_a_loose_file_are_one_lineup() -> None:
    one, two = zipped(("첫날/김하늘/1.jpg", JPG), ("첫날/이서/1.jpg", JPG)), zipped(("둘째날/김하늘/2.jpg", JPG))
    uploads, _ = expand([Upload("a.zip", one), Upload("b.ZIP", two), Upload("박별_1.jpg", JPG)])
    assert {k: len(v) for k, v in by_trainee(uploads).items()} == {"김하늘": 2, "박별": 1, "이서": 1}


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
def test_korean_names_without_the_utf8_flag(encoding: str) -> None:
    raw = "김하늘/뷁.jpg".encode(encoding)
    plain = "n" * len(raw)
    data = raw_names(zipped((plain, JPG)), {plain: raw})
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() != ["김하늘/뷁.jpg"]
    assert paths(from_zip(data)[0]) == ["김하늘/뷁.jpg"]


def test_macos_names_are_nfd_utf8_without_the_flag() -> None:
    raw = unicodedata.normalize("NFD", "이서/셀카.jpg").encode()
    data = raw_names(zipped(("m" * len(raw), JPG)), {"m" * len(raw): raw})
    assert paths(from_zip(data)[0]) == ["이서/셀카.jpg"]


def test_emoji_and_windows_separators() -> None:
    uploads, refused = from_zip(zipped(("🐰토끼/사진💜.jpg", JPG), ("이서\\1.jpg", JPG)))
    assert paths(uploads) == ["🐰토끼/사진💜.jpg", "이서/1.jpg"] and refused == []


def test_litter_is_skipped_without_a_word() -> None:
    names = (
        "__MACOSX/._1.jpg",
        "a/.DS_Store",
        "a/Thumbs.db",
        ".hidden/1.jpg",
        "a/desktop.ini",
        "빈 폴더/",
        "a/._1.jpg",
    )
    uploads, refused = from_zip(zipped(*((n, b"x") for n in names), ("a/1.jpg", JPG)))
    assert paths(uploads) == ["a/1.jpg"] and refused == []
    assert expand([Upload(".DS_Store", b"x"), Upload("a/Thumbs.db", b"")]) == ([], [])


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
    data: bytes, limits: dict[str, int], reason: str
) -> None:
    uploads, refused = expand([Upload("나쁜.zip", data), Upload("김하늘_1.jpg", JPG)], Settings(**limits))
    assert paths(uploads) == ["김하늘_1.jpg"]
    assert list(reasons(refused)) == ["나쁜.zip"] and reason in refused[0].reason
    if data != zipped():
        with pytest.raises(ArchiveError, match=reason):
            from_zip(data, Settings(**limits))


def test_a_bomb_of_many_bombs_stops_at_the_total() -> None:
    body = b"\0" * 3_000_000
    data = zipped(*((f"{i}.jpg", body) for i in range(60)), compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(ArchiveError, match="너무 커집니다"):
        from_zip(data, Settings(max_archive_bytes=20_000_000))


@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6))
@settings(max_examples=300)
def test_a_damaged_zip_never_stops_the_upload(changes: list[tuple[float, int]]) -> None:
    data = bytearray(zipped(("가/1.jpg", JPG * 9), ("나/2.jpg", JPG * 9), compression=zipfile.ZIP_DEFLATED))
    for where, value in changes:
        data[int(where * len(data))] = value
    uploads, refused = expand([Upload("x.zip", bytes(data)), Upload("다.jpg", JPG)])
    assert "다.jpg" in paths(uploads)
    reasons(refused)


# --- uploads -------------------------------------------------------------------------------------------------------


def test_nothing_in_nothing_out() -> None:
    assert expand([]) == ([], []) and by_trainee([]) == {}


def test_200_files_at_once_and_the_surplus_of_more() -> None:
    uploads = [Upload(f"연습생{i // 4}_{i}.jpg", JPG) for i in range(200)]
    assert expand(uploads) == (uploads, [])
    kept, refused = expand(uploads, Settings(max_photos=150))
    assert kept == uploads[:150] and paths(kept + uploads[150:]) == paths(kept) + list(reasons(refused))
    assert "150장" in refused[0].reason


def test_the_surplus_inside_zips_counts_too() -> None:
    data = zipped(*((f"a/{i}.jpg", JPG) for i in range(5)))
    kept, refused = expand([Upload("0.jpg", JPG), Upload("x.zip", data), Upload("9.jpg", JPG)], Settings(max_photos=4))
    assert paths(kept) == ["0.jpg", "a/0.jpg", "a/1.jpg", "a/2.jpg"]
    assert list(reasons(refused)) == ["a/3.jpg", "a/4.jpg", "9.jpg"]


def test_what_is_no_photo_by_name_is_refused_but_formats_to_explain_are_kept() -> None:
    names = ["a.mp4", "b.gif", "c.JPEG", "d", "e.pdf", "f.HEIC"]
    kept, refused = expand([Upload(name, b"") for name in names])
    assert paths(kept) == ["b.gif", "c.JPEG", "d", "f.HEIC"] and list(reasons(refused)) == ["a.mp4", "e.pdf"]


# --- paths ---------------------------------------------------------------------------------------------------------


def put(root: Path, *names: str) -> Path:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(JPG + name.encode())
    return root


def test_one_folder_is_the_root(tmp_path: Path) -> None:
    root = put(
        tmp_path / "line", "이서/10.jpg", "이서/2.jpg", "김하늘/1.jpg", "이서/.hidden.jpg", ".git/x.jpg", "박별_1.jpg"
    )
    uploads = from_paths([root])
    assert paths(uploads) == ["박별_1.jpg", "김하늘/1.jpg", "이서/2.jpg", "이서/10.jpg"]
    assert uploads[1].data == JPG + "김하늘/1.jpg".encode()
    assert list(by_trainee(uploads)) == ["김하늘", "박별", "이서"]


def test_several_folders_are_trainees_and_files_keep_theirs(tmp_path: Path) -> None:
    root = put(tmp_path, "김하늘/01.jpg", "이서/01.jpg", "이서/02.jpg")
    assert list(by_trainee(from_paths([root / "김하늘", root / "이서"]))) == ["김하늘", "이서"]
    files = sorted(root.rglob("*.jpg"))
    assert {k: len(v) for k, v in by_trainee(from_paths(files)).items()} == {"김하늘": 1, "이서": 2}


def test_files_of_one_folder_are_loose_and_zips_stay_packed(tmp_path: Path) -> None:
    put(tmp_path, "a/김하늘_1.jpg", "a/이서_1.jpg", "b/x.mp4")
    (tmp_path / "b" / "더.zip").write_bytes(zipped(("박별/1.jpg", JPG)))
    uploads = from_paths([*sorted((tmp_path / "a").iterdir()), str(tmp_path / "b" / "더.zip")])
    assert paths(uploads) == ["김하늘_1.jpg", "이서_1.jpg", "더.zip"]
    assert list(by_trainee(expand(uploads)[0])) == ["김하늘", "박별", "이서"]
    assert from_paths([tmp_path / "b" / "x.mp4"]) == [Upload("x.mp4", b"")]  # refused by its name, so not read


def test_links_in_folders_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "out/secret.jpg", "in/a_1.jpg")
    (tmp_path / "in" / "b_1.jpg").symlink_to(tmp_path / "out" / "secret.jpg")
    (tmp_path / "in" / "c").symlink_to(tmp_path / "out")
    assert paths(from_paths([tmp_path / "in"])) == ["a_1.jpg"]


def test_missing_and_unreadable_paths_are_named(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"none\.jpg.*없습니다"):
        from_paths([tmp_path / "none.jpg"])
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(StudioError, match="일반 파일이 아니"):
        from_paths([tmp_path / "pipe.jpg"])


def test_a_large_file_is_read_no_further_than_needed(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff" * 5000)
    assert len(from_paths([tmp_path / "a.jpg"], Settings(max_file_bytes=100))[0].data) == 101


# --- reference sets ------------------------------------------------------------------------------------------------

LAYOUT = ("가/나/1.jpg", "가/다/1.jpg", "나/나/2.jpg", "나/나/10.jpg")
MEMBERS = [MemberId("가", "나"), MemberId("가", "다"), MemberId("나", "나"), MemberId("나", "나")]


def test_reference_folder_is_read_photo_by_photo(tmp_path: Path) -> None:
    root = put(tmp_path / "ref", *LAYOUT, "README.md", "가/표지.jpg", "가/나/더/깊이.jpg")
    photos = reference_layout(root)
    assert len(photos) == 4 and photos.members == tuple(sorted(set(MEMBERS)))
    assert [(m, u.path, u.data) for m, u in photos] == [
        (m, p, JPG + p.encode()) for m, p in zip(MEMBERS, LAYOUT, strict=True)
    ]
    found = reasons(photos.refused)
    assert set(found) == {"README.md", "가/표지.jpg", "가/나/더/깊이.jpg"}
    assert "그룹/멤버/사진" in found["가/표지.jpg"]


@pytest.mark.parametrize("wrapper", ["", "묶음/"])
def test_reference_zip_as_a_file_and_as_an_upload(tmp_path: Path, wrapper: str) -> None:
    data = zipped(*((wrapper + name, JPG + name.encode()) for name in LAYOUT), ("../x/y/z.jpg", JPG))
    (tmp_path / "ref.zip").write_bytes(data)
    for photos in (reference_layout(tmp_path / "ref.zip"), reference_layout([Upload("ref.zip", data)])):
        for _ in range(2):  # it can be read again
            assert [m for m, _ in photos] == MEMBERS
        assert [u.data for _, u in photos] == [JPG + name.encode() for name in LAYOUT]
        assert "상위 폴더" in next(iter(reasons(photos.refused).values()))


def test_reference_uploads_of_a_browser_folder() -> None:
    photos = reference_layout([Upload(f"폴더/{name}", JPG) for name in LAYOUT] + [Upload("폴더/.DS_Store", b"")])
    assert [m for m, _ in photos] == MEMBERS and photos.refused == ()


def test_one_group_is_not_peeled_away() -> None:
    assert reference_layout([Upload("가/나/1.jpg", JPG), Upload("가/다/1.jpg", JPG)]).members[0] == MemberId("가", "나")
    photos = reference_layout([Upload("가/나/1.jpg", JPG), Upload("가/나/더/깊이.jpg", JPG)])
    assert photos.members == (MemberId("가", "나"),) and list(reasons(photos.refused)) == ["가/나/더/깊이.jpg"]


def test_a_reference_photo_that_vanishes_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    root = put(tmp_path / "ref", *LAYOUT)
    photos = reference_layout(root)
    (root / LAYOUT[1]).unlink()
    assert len(list(photos)) == 3
    assert list(reasons(photos.refused)) == [LAYOUT[1]]


def test_a_reference_without_photos_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(ReferenceSetError, match="그룹/멤버/사진"):
        reference_layout([])
    with pytest.raises(ReferenceSetError, match=r"a\.jpg"):
        reference_layout([Upload("a.jpg", JPG)])
    with pytest.raises(ReferenceSetError, match="손상"):
        reference_layout([Upload("ref.zip", b"broken")])
    with pytest.raises(ReferenceSetError, match="경로"):
        reference_layout(tmp_path / "none")


@pytest.mark.parametrize("above", ["", "모음/"])
def test_folders_without_a_photo_are_named_once(tmp_path: Path, above: str) -> None:
    for name in ("가온/하나/1.jpg", "가온/둘/notes.txt", "나래/하나/1.jpg"):
        file = tmp_path / above / name
        file.parent.mkdir(parents=True)
        file.write_bytes(JPG)
    for name in ("다솜/하나", "라온", "나래/하나/안쪽", "__MACOSX"):
        (tmp_path / above / name).mkdir(parents=True)
    found = reference_layout(tmp_path)
    assert found.empty == tuple(above + name for name in ("다솜", "라온", "가온/둘"))
    assert len(found) == 2 and reference_layout([Upload("가온/하나/1.jpg", JPG)]).empty == ()
