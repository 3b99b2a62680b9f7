"""Photos from a folder or ZIP into a set: kept as they may be kept, curated, and nothing half done."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.errors import ReferenceSetError
from core.faces.engines import get_engine
from core.services.reference import curation
from core.services.reference import sets as reference
from core.services.reference.importing import import_reference, in_the_making
from core.settings import Settings
from core.storage.database import Database
from core.storage.reference.library import Library, LibraryPhoto
from core.storage.reference.profiles import ProfileStore
from core.types import Finding, MemberId, Photo, Progress, Rights, silent


class Stop(Exception):
    pass


@pytest.fixture
def own(own: Path) -> Path:
    """With an empty folder too."""
    (own / "우리팀" / "member_3").mkdir(parents=True)
    return own


@pytest.fixture
def nothing_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.collect.curate.curate", lambda items: ())


def imported(
    settings: Settings, path: Path, set_id: str = "", progress: Progress = silent, temporary: bool = False
) -> str:
    return import_reference(progress, settings, "우리 세트", path, "dlib", temporary, set_id)


def only_set(settings: Settings) -> reference.ReferenceSource:
    (source,) = (s for s in reference.list_sources(settings) if s.id != reference.DEMO)
    return source


def photos(settings: Settings) -> list[LibraryPhoto]:
    return sorted(Library(settings, only_set(settings).id).photos(), key=lambda photo: photo.file)


@pytest.mark.slow
def test_every_photo_is_on_file_with_where_it_comes_from_and_what_was_seen(settings: Settings, own: Path) -> None:
    said = imported(settings, own)
    assert "그룹 2팀, 멤버 4명, 사진 8장" in said
    assert "쓸 수 없는 파일은 1개" in said and "사진이 없는 폴더도 1개" in said
    found = photos(settings)
    assert {photo.member.group for photo in found} == {"itzy", "우리팀"}  # under the catalogue's id
    assert {photo.rights.source for photo in found} == {"upload"} and all(photo.rights.fetched for photo in found)
    assert {photo.rights.title for photo in found} == {"01.jpg", "02.jpg"}
    shas, version = [photo.sha256 for photo in found], get_engine("dlib").version
    assert all(face.vector is not None for face in Database(settings).faces(version, shas).values())
    assert set(ProfileStore(settings).known(version, shas)) == set(curation.thumbnails(settings, shas)) == set(shas)
    # The vectors are those of the bytes on file: reading the set as a folder finds all of them known.
    reference.load_active(settings, only_set(settings), _Blind(version))  # type: ignore[arg-type]


class _Blind:
    """An engine that must not be asked."""

    name = "dlib"
    embedder = SimpleNamespace(same_picture=0.995)

    def __init__(self, version: str) -> None:
        self.version = version


def test_nothing_of_what_a_camera_writes_is_kept(settings: Settings, own: Path) -> None:
    path = next(own.rglob("01.jpg"))
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    Image.open(path).save(path, exif=exif)
    imported(settings, own)
    library = Library(settings, only_set(settings).id)
    assert not any(Image.open(library.path(photo)).getexif() for photo in photos(settings))


@pytest.mark.slow
def test_progress_counts_the_photos_once(settings: Settings, own: Path) -> None:
    told: list[tuple[int, int]] = []
    imported(settings, own, progress=lambda done, total, _: told.append((done, total)))
    assert {total for _, total in told} == {9}
    assert [done for done, _ in told] == sorted(done for done, _ in told) and told[-1][0] == 9


@pytest.mark.slow
def test_an_uploaded_zip_is_deleted_afterwards(settings: Settings, own: Path, tmp_path: Path) -> None:
    packed = Path(shutil.make_archive(str(tmp_path / "upload"), "zip", own))
    imported(settings, packed, temporary=True)
    assert not packed.exists() and len(photos(settings)) == 8


def test_what_cannot_be_read_at_all_leaves_nothing(settings: Settings, own: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("g/m/1.jpg", "text")
    with pytest.raises(ReferenceSetError, match="읽을 수 있는 사진"):
        imported(settings, bad, temporary=True)
    assert not bad.exists() and len(reference.list_sources(settings)) == 1
    assert not list((settings.workspace / "sets").rglob("*"))


@pytest.mark.slow
def test_a_set_too_small_to_compare_with_is_kept_to_be_added_to(settings: Settings, demo: Path, tmp_path: Path) -> None:
    for group in ("group_1", "group_2"):
        shutil.copytree(demo / "reference" / group / "member_1", tmp_path / group / group / "m")
    said = imported(settings, tmp_path / "group_1")
    assert "그룹 1팀" in said and "아직 비교에 쓸 수 없는 세트" in said
    mine = only_set(settings)
    with pytest.raises(ReferenceSetError, match="두 개 이상"):
        reference.activate(settings, mine.id)
    assert "그룹 2팀" in imported(settings, tmp_path / "group_2", mine.id)
    reference.activate(settings, mine.id)
    assert reference.active_source(settings) == mine


@pytest.mark.parametrize("at", [0, 1, 3, 8])
def test_a_cancelled_import_leaves_nothing(settings: Settings, own: Path, at: int) -> None:
    def cancel(done: int, total: int, label: str) -> None:
        if done == at:
            raise Stop

    with pytest.raises(Stop):
        imported(settings, own, progress=cancel)
    assert not list((settings.workspace / "sets").rglob("*")) and len(reference.list_sources(settings)) == 1
    with Database(settings).reading() as connection:
        for table in ("reference_photo", "reference_face", "reference_look"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


@pytest.mark.slow
def test_photos_are_added_to_a_set_on_file_and_never_twice(
    settings: Settings, own: Path, demo: Path, tmp_path: Path, nothing_wrong: None
) -> None:
    imported(settings, own)
    mine, before = only_set(settings), photos(settings)
    rejected = before[0]
    curation.reject(settings, mine.id, [rejected.name])
    said = imported(settings, own, mine.id)
    assert "이미 있는 사진" in said and "사진 7장이 있습니다" in said
    assert len(photos(settings)) == 8 and only_set(settings).name == "우리 세트"
    assert next(p for p in photos(settings) if p.name == rejected.name).state == "rejected"  # it does not come back
    more = tmp_path / "more"
    shutil.copytree(demo / "reference" / "group_3" / "member_1", more / "셋째팀" / "m")
    count = len(list(more.rglob("*.jpg")))
    assert f"사진 {count}장을 더했습니다" in imported(settings, more, mine.id)
    assert len(photos(settings)) == 8 + count


@pytest.mark.slow
@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_cancelled_addition_leaves_the_set_as_it_was(
    settings: Settings, own: Path, demo: Path, tmp_path: Path, at: int
) -> None:
    imported(settings, own)
    mine, before = only_set(settings), photos(settings)
    shutil.copytree(demo / "reference" / "group_3" / "member_1", tmp_path / "more" / "셋째팀" / "m")
    shutil.copytree(own, tmp_path / "more", dirs_exist_ok=True)

    def cancel(done: int, total: int, label: str) -> None:
        if done == at:
            raise Stop

    with pytest.raises(Stop):
        imported(settings, tmp_path / "more", mine.id, cancel)
    assert photos(settings) == before
    assert sorted(p.name for p in mine.root.iterdir()) == ["itzy", "우리팀"]
    version = get_engine("dlib").version
    with Database(settings).reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM reference_look").scalar() == 8
    assert len(Database(settings).faces(version, [p.sha256 for p in before])) == 8


@pytest.mark.slow
def test_what_curation_finds_is_set_aside_and_said(
    settings: Settings, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def first_is_blurred(items: Sequence[Any]) -> tuple[Finding, ...]:
        return (Finding(min(item.file for item in items), "blurred", score=0.5),)

    monkeypatch.setattr("core.collect.curate.curate", first_is_blurred)
    assert "사진 7장을 불러왔습니다. 1장은 빼 두었으니 '검토'에서" in imported(settings, own)
    (aside,) = (item for item in curation.items(settings, only_set(settings).id) if item.state == "rejected")
    assert (aside.reason, aside.by, aside.member) == ("blurred", "auto", MemberId("itzy", "member_1"))


@pytest.mark.slow
def test_a_set_deleted_while_it_is_added_to_leaves_nothing(settings: Settings, own: Path) -> None:
    imported(settings, own)
    mine = only_set(settings)
    again = own.rename(own.with_name("again"))
    for path in again.rglob("*.jpg"):
        path.rename(path.with_name(f"new {path.name}"))

    def delete(done: int, total: int, label: str) -> None:
        if done == 5 and len(reference.list_sources(settings)) > 1:
            reference.delete(settings, mine.id)

    with pytest.raises(ReferenceSetError, match="세트가 지워졌습니다"):
        imported(settings, again, mine.id, delete)
    assert not list((settings.workspace / "sets").rglob("*"))
    with Database(settings).reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM reference_look").scalar() == 0


@pytest.mark.slow
def test_a_set_whose_import_was_killed_is_removed_by_the_next(settings: Settings, own: Path, tmp_path: Path) -> None:
    reference.new_set(settings, "빈 세트")  # on the list, if without a photo
    command = (
        "import os, sys; from pathlib import Path; from core.settings import get_settings\n"
        "from core.services.reference.importing import import_reference\n"
        "tell = lambda done, total, label: os._exit(9) if done == 8 else None\n"
        "import_reference(tell, get_settings(), 'x', Path(sys.argv[1]), 'dlib', False, 'killed')"
    )
    assert subprocess.run([sys.executable, "-c", command, str(own)], check=False).returncode == 9
    assert list((settings.workspace / "sets" / "killed").rglob("*.jpg"))
    with in_the_making(settings, "another"):  # by a process that is alive
        alive = Library(settings, "another")
        alive.add(MemberId("g", "m"), Photo("1.jpg", np.zeros((9, 9, 3), np.uint8), "0" * 64), Rights("upload"))
        with pytest.raises(ReferenceSetError):
            imported(settings, tmp_path / "nothing")
        assert [photo.state for photo in alive.photos()].count("kept") == 1
    assert [p.name for p in (settings.workspace / "sets").iterdir()] == ["another"]
    with Database(settings).reading() as connection:
        for table, left in (("reference_photo", 1), ("reference_face", 0), ("reference_look", 0)):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == left
    assert len(reference.list_sources(settings)) == 2


def test_names_that_mean_harm_stay_inside_the_set(settings: Settings, demo: Path, tmp_path: Path) -> None:
    one, two = sorted((demo / "reference" / "group_1" / "member_1").glob("*.jpg"))[:2]
    packed = tmp_path / "evil.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(one, "그룹:*/CON/a?.jpg")
        archive.write(two, "../../../g/m/1.jpg")
    said = imported(settings, packed)
    assert "쓸 수 없는 파일은 1개입니다(" in said
    (kept,) = photos(settings)
    root = only_set(settings).root
    assert Library(settings, only_set(settings).id).path(kept).resolve().is_relative_to(root.resolve())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["evil.zip", "workspace"]
