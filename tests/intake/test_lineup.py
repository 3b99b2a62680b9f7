"""Uploads of a line-up as people really make them."""

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import StudioError
from core.intake import by_trainee, expand, files, from_paths, preview
from core.settings import Settings
from core.types import Upload
from tests.support.builders import zipped
from tests.support.uploads import JPG, paths, put, reasons


def trainees(*names: str) -> dict[str, list[str]]:
    found = by_trainee([Upload(name, JPG) for name in names])
    return {trainee: [u.path for u in uploads] for trainee, uploads in found.items()}


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


@pytest.mark.slow
@given(st.lists(st.text(max_size=30), max_size=12))
@settings(max_examples=300)
def test_no_upload_is_lost_whatever_its_name(names: list[str]) -> None:
    uploads = [Upload(name, JPG) for name in names]
    assert sum(len(group) for group in by_trainee(uploads).values()) == len(names)
    kept, refused = expand(uploads)
    assert len(kept) + len(refused) <= len(names)
    assert all(upload.path for upload in kept)


def test_zip_is_unpacked_and_its_wrapper_peeled() -> None:
    data = zipped(("lineup/김하늘/1.jpg", JPG + b"1"), ("lineup/이서/1.jpg", JPG + b"2"))
    uploads, refused = expand([Upload("라인업.zip", data)])
    assert [(u.path, u.data) for u in uploads] == [("김하늘/1.jpg", JPG + b"1"), ("이서/1.jpg", JPG + b"2")]
    assert refused == []


def test_two_wrapped_zips_and_a_loose_file_are_one_lineup() -> None:
    one, two = zipped(("첫날/김하늘/1.jpg", JPG), ("첫날/이서/1.jpg", JPG)), zipped(("둘째날/김하늘/2.jpg", JPG))
    uploads, _ = expand([Upload("a.zip", one), Upload("b.ZIP", two), Upload("박별_1.jpg", JPG)])
    assert {k: len(v) for k, v in by_trainee(uploads).items()} == {"김하늘": 2, "박별": 1, "이서": 1}


def test_a_zip_may_bear_the_name_of_its_person() -> None:
    photos = zipped(("IMG_1.jpg", JPG), ("IMG_2.jpg", JPG))
    uploads, _ = expand([Upload("김하늘 (1).zip", photos), Upload("이바다.zip", photos), Upload("라인업.zip", photos)])
    assert {k: len(v) for k, v in by_trainee(uploads).items()} == {"IMG_1": 1, "IMG_2": 1, "김하늘": 2, "이바다": 2}
    uploads, _ = expand([Upload("김하늘.zip", zipped(("박별_1.jpg", JPG), ("IMG_2.jpg", JPG)))])
    assert list(by_trainee(uploads)) == ["IMG_2", "박별"]


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


@pytest.mark.parametrize("name", ["...", "....jpg", "..._1.jpg", "\u202e", "", "/"])
def test_a_name_of_dots_or_nothing_is_a_name(name: str) -> None:
    kept, refused = expand([Upload(name, JPG)])
    assert len(kept) == 1 and kept[0].path and refused == [] and list(by_trainee(kept)) != [""]
    kept, refused = expand([Upload("x.zip", zipped((name or ".jpg/", JPG), ("a/1.jpg", JPG)))])
    assert "a/1.jpg" in paths(kept) and (name in ("", "/") or len(kept) == 2)


def test_a_hidden_photo_is_told_and_litter_is_not() -> None:
    kept, refused = expand([Upload(name, JPG) for name in (".하늘.jpg", "._1.jpg", ".DS_Store", "a/.x.jpg")])
    assert kept == [] and list(reasons(refused)) == [".하늘.jpg"] and "점을 지우고" in refused[0].reason


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = put(tmp_path, "김하늘/1.jpg", "이서/1.jpg")

    def read(path: Path, settings: Settings) -> bytes:
        if path.parent.name == "이서":
            raise StudioError("읽을 수 없습니다. 권한을 확인해 주세요.")
        return JPG

    monkeypatch.setattr(files, "read", read)
    kept, refused = expand(from_paths([root]))
    assert paths(kept) == ["김하늘/1.jpg"] and "권한" in reasons(refused)["이서/1.jpg"]


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


def test_any_ending_of_a_photo_is_decided_by_the_content() -> None:
    # shared/cases/photos/names and siblings: browsers, messengers and people change endings
    names = ["하늘 2024.11.22", "하늘_1.jpg_large", "하늘_2.jpg-orig", "하늘_3.pjpeg", "하늘_4.jpg(1)", "하늘_5.jpg!d"]
    names += ["하늘_6.jfif", "하늘_7", "하늘_8.jpg?type=w800", "하늘_9.jpg.download", "하늘_10.JPG@400w", "하늘_11.x"]
    kept, refused = expand([Upload(name, JPG) for name in names])
    assert paths(kept) == names and refused == [] and list(by_trainee(kept)) == ["하늘"]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("lineup.7z", b"7z\xbc\xaf\x27\x1c", "7z"), ("lineup.rar", b"", "RAR"), ("lineup.alz", b"ALZ\x01", "ALZ"),
        ("lineup.EGG", b"", "EGG"), ("lineup.tar.gz", b"\x1f\x8b\x08", "GZ"), ("lineup", b"Rar!\x1a\x07", "RAR"),
        ("lineup.zip", b"7z\xbc\xaf\x27\x1c", "7z"), ("김하늘_1.jpg", b"7z\xbc\xaf\x27\x1c", "7z"),
    ],
)  # fmt: skip
def test_an_archive_that_is_no_zip_is_told_what_helps(name: str, data: bytes, kind: str) -> None:
    kept, refused = expand([Upload(name, data), Upload("이서_1.jpg", JPG)])
    assert paths(kept) == ["이서_1.jpg"]
    assert kind in reasons(refused)[name] and "ZIP으로 다시 압축" in reasons(refused)[name]


def test_a_zip_that_a_browser_numbered_is_a_zip() -> None:
    kept, refused = expand([Upload("라인업.zip (1)", zipped(("김하늘/1.jpg", JPG), ("이서/1.jpg", JPG)))])
    assert paths(kept) == ["김하늘/1.jpg", "이서/1.jpg"] and refused == []


def test_the_preview_tells_who_gets_which_file_and_what_is_left_out() -> None:
    packed = zipped(
        ("묶음/이서/2.jpg", JPG), ("묶음/이서/10.jpg", JPG), ("묶음/메모.txt", b""), ("묶음/@eaDir/1.jpg", b"")
    )
    brought = [Upload("김하늘_1.jpg", JPG), Upload("IMG_1.jpg", JPG), Upload("IMG_2.jpg", JPG), Upload("x.zip", packed)]
    found = preview([*brought, Upload("y.zip", b"broken"), Upload("Thumbs.db", b"")])
    assert found.trainees == {"김하늘": ("김하늘_1.jpg",), "이서": ("이서/2.jpg", "이서/10.jpg")}
    assert found.nameless == ("IMG_1.jpg", "IMG_2.jpg") and found.photos == 5
    assert set(reasons(found.refused)) == {"묶음/메모.txt", "y.zip"}


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "가/", "A조/나/", "정면/"]), st.text("가나_1. IMGjp", max_size=9)),
        max_size=8,
        unique=True,
    )
)
@settings(max_examples=30)
def test_the_preview_says_what_the_analysis_will_do(names: list[tuple[str, str]]) -> None:
    brought = [Upload(f"{folder}{name}.jpg", JPG) for folder, name in names]
    brought.append(Upload("x.zip", zipped(*((upload.path, JPG) for upload in brought))))
    kept, refused = expand(brought)
    found = preview(brought)
    named = {name: tuple(paths(photos)) for name, photos in by_trainee(kept).items() if name in found.trainees}
    assert {name: len(photos) for name, photos in found.trainees.items()} == {n: len(p) for n, p in named.items()}
    assert found.photos == len(kept) and reasons(found.refused) == reasons(refused)
