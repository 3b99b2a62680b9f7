"""Reference photos from folders, ZIPs and uploads."""

import unicodedata
from pathlib import Path

import pytest

from core.errors import ReferenceSetError
from core.intake import reference_layout
from core.types import MemberId, Upload
from tests.support.builders import zipped
from tests.support.uploads import JPG, put, reasons

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


def test_of_two_photos_with_one_name_the_other_is_refused(tmp_path: Path) -> None:
    data = zipped(("가/나/1.jpg", JPG), ("가/./나/1.jpg", JPG + b"2"), ("가/다/1.jpg", JPG))
    photos = reference_layout([Upload("ref.zip", data)])
    assert len(photos) == 2 and list(reasons(photos.refused)) == ["가/나/1.jpg"]


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


def test_names_that_look_alike_are_one_member_and_any_ending_is_a_photo() -> None:
    nfd = unicodedata.normalize("NFD", "트와이스/나연")
    names = ["트와이스/나연/1.jpg", f"{nfd}/2.jpg_large", "트와이스/나연\u200b/3.jpg!d", "\ufeff트와이스/나연/4.pjpeg"]
    names += ["트와이스/나연\u3164/5.jpg(1)", "트와이스/나연\u00a0/2024.11.22", "트와이스/사나/1.jpg"]
    photos = reference_layout([Upload(name, JPG) for name in names])
    assert photos.members == (MemberId("트와이스", "나연"), MemberId("트와이스", "사나"))
    assert len(photos) == 7 and photos.refused == ()


@pytest.mark.parametrize("above", ["", "모음/"])
def test_folders_of_kinds_of_photos_inside_a_members_are_looked_through(above: str) -> None:
    names = [f"{above}가/나/{name}" for name in ("1.jpg", "원본/2.jpg", "무대/보정/3.jpg")] + [
        f"{above}가/다/정면/1.jpg"
    ]
    photos = reference_layout([Upload(name, JPG) for name in names])
    assert photos.members == (MemberId("가", "나"), MemberId("가", "다")) and len(photos) == 4


def test_another_archive_says_what_helps() -> None:
    photos = reference_layout([Upload("가/나/1.jpg", JPG), Upload("가/다/1.jpg", JPG), Upload("더.7z", b"7z\xbc\xaf")])
    assert "ZIP으로 다시 압축" in reasons(photos.refused)["더.7z"]
