"""Faces of films and group shots become proposals under the right members, and every step can be taken back."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from core.catalog import UNKNOWN
from core.errors import CollectError, UnknownNameError
from core.faces.engine import Engine
from core.faces.engines import get_engine
from core.images import decode
from core.services.reference import curation, proposals
from core.services.reference import sets as reference
from core.settings import Settings
from core.storage.reference.library import Library, LibraryPhoto
from core.types import MemberId, Photo, Rights, Upload, silent
from tests.support.builders import present
from tests.support.films import film, group_shot, portraits

# Members of the demo, under a group that the catalogue knows by another name and one that it does not know.
PEOPLE = {
    MemberId("itzy", "가"): ("group_1", "member_1"),
    MemberId("itzy", "나"): ("group_2", "member_1"),
    MemberId("itzy", "다"): ("group_3", "member_1"),
    MemberId("우리팀", "라"): ("group_4", "member_1"),
    MemberId("우리팀", "마"): ("group_5", "member_1"),
    MemberId("우리팀", "바"): ("group_6", "member_1"),
    MemberId("우리팀", "사"): ("group_7", "member_1"),
    MemberId("우리팀", "아"): ("group_1", "member_2"),
}
MINE = Rights("upload", title="무대 사진", author="홍길동", licence="CC BY 4.0", page="https://example.org/p")


@pytest.fixture
def faces(demo: Path) -> dict[MemberId, list[Path]]:
    return {member: portraits(demo, *where) for member, where in PEOPLE.items()}


@pytest.fixture
def empty(settings: Settings) -> str:
    return reference.new_set(settings, "우리 세트")


@pytest.fixture
def filled(settings: Settings, empty: str, faces: dict[MemberId, list[Path]]) -> str:
    """All but the last photo of each member, kept."""
    library = Library(settings, empty)
    for member, files in faces.items():
        for file in files[:-1]:
            library.add(member, decode(Upload(file.name, file.read_bytes())), Rights("upload"))
    return empty


def proposed(settings: Settings, set_id: str) -> list[LibraryPhoto]:
    return [photo for photo in Library(settings, set_id).photos() if photo.state == "proposed"]


def owners(settings: Settings, set_id: str) -> set[MemberId]:
    return {photo.member for photo in proposed(settings, set_id)}


def shot_of(faces: dict[MemberId, list[Path]], *members: MemberId) -> np.ndarray:
    return group_shot([faces[member][-1] for member in members])


GA, NA, DA, RA, MA, *_ = PEOPLE


@pytest.mark.slow
def test_faces_of_a_group_shot_are_proposed_to_their_members(
    settings: Settings, filled: str, faces: dict[MemberId, list[Path]], tmp_path: Path
) -> None:
    path = tmp_path / "단체.png"
    Image.fromarray(shot_of(faces, DA, GA, NA)).save(path)
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no photo")
    said = proposals.propose_from_group_photos(silent, settings, filled, "ITZY", (path, broken), "dlib", False)
    assert "1장에서 얼굴" in said and "사진 3장이" in said and "찾지 못한 사진은 1장" in said
    assert owners(settings, filled) == {DA, GA, NA}
    for photo in proposed(settings, filled):
        assert photo.decision is not None
        assert (photo.decision.by, photo.decision.reason) == ("auto", "")
        assert str(photo.decision.suggestion) == f"itzy/{photo.member.member}"
        assert photo.decision.score is not None and 0.5 <= photo.decision.score <= 1
        assert (photo.rights.source, photo.rights.title) == ("upload", "단체.png")
        (face,) = get_engine("dlib").analyse([Upload(photo.name, Library(settings, filled).path(photo).read_bytes())])
        assert face.usable and len(face.faces) == 1
    shown = curation.thumbnails(settings, [photo.sha256 for photo in proposed(settings, filled)])
    assert len(shown) == 3 and all(shown.values())
    assert path.exists()  # not temporary


@pytest.mark.slow
def test_the_same_photo_twice_adds_nothing(
    settings: Settings, filled: str, faces: dict[MemberId, list[Path]], tmp_path: Path
) -> None:
    path = tmp_path / "단체.png"
    Image.fromarray(shot_of(faces, GA, NA)).save(path)
    proposals.propose_from_group_photos(silent, settings, filled, "itzy", (path,), "dlib", False)
    names = [photo.name for photo in proposed(settings, filled)]
    curation.accept(settings, filled, names[:1])
    said = proposals.propose_from_group_photos(silent, settings, filled, "itzy", (path,), "dlib", True)
    assert "더한 것이 없습니다" in said and [p.name for p in proposed(settings, filled)] == names[1:]
    assert not path.exists()


def test_a_group_without_photos_waits_to_be_moved(
    settings: Settings, empty: str, faces: dict[MemberId, list[Path]], tmp_path: Path
) -> None:
    path = tmp_path / "incoming"
    Image.fromarray(shot_of(faces, GA, NA)).save(path, "PNG")
    said = proposals.propose_from_group_photos(
        silent, settings, empty, "있지", (path,), "dlib", True, titles=("단체 사진.png",)
    )
    assert f"2장은 '{UNKNOWN}'" in said
    assert owners(settings, empty) == {MemberId("itzy", UNKNOWN)}
    for photo in proposed(settings, empty):
        assert photo.rights.title == "단체 사진.png" and photo.name.startswith("단체 사진-")
        assert photo.decision is not None and (str(photo.decision.suggestion), photo.decision.score) == ("", None)
    moved = curation.move(settings, empty, [proposed(settings, empty)[0].name], GA)
    assert len(moved) == 1 and len(proposed(settings, empty)) == 1


@pytest.mark.slow
def test_photos_without_a_face_say_why(settings: Settings, empty: str, tmp_path: Path) -> None:
    path = tmp_path / "wall.png"
    Image.fromarray(np.full((200, 300, 3), 120, np.uint8)).save(path)
    with pytest.raises(CollectError, match=r"wall\.png: 얼굴을 찾지 못했습니다"):
        proposals.propose_from_group_photos(silent, settings, empty, "itzy", (path,), "dlib", True)
    assert not path.exists()  # an upload is deleted, whatever comes of it


@pytest.mark.slow
def test_people_of_a_film_are_recognised(
    settings: Settings, filled: str, faces: dict[MemberId, list[Path]], tmp_path: Path
) -> None:
    path = film(tmp_path / "upload.mp4", [(faces[GA][-1], faces[RA][-1]), (faces[RA][-2],)])
    said = proposals.propose_from_video(silent, settings, filled, path, None, "dlib", True, title="직캠.mp4")
    assert "명을 찾았습니다" in said and "확인을 기다립니다" in said and not path.exists()
    assert owners(settings, filled) == {GA, RA}
    for photo in proposed(settings, filled):
        assert (photo.rights.source, photo.rights.title) == ("video", "직캠.mp4")
        assert photo.rights.fetched is not None and photo.name.startswith("직캠-")
        assert photo.decision is not None and photo.decision.suggestion.members == (photo.member,)


@pytest.mark.slow
def test_whoever_is_seen_longest_is_the_member_that_was_named(
    settings: Settings, empty: str, faces: dict[MemberId, list[Path]], tmp_path: Path
) -> None:
    path = film(tmp_path / "a.mp4", [(faces[NA][0],), (faces[NA][0], faces[MA][0])])
    proposals.propose_from_video(silent, settings, empty, path, MemberId("있지", "예지"), "dlib", False)
    found = proposed(settings, empty)
    named = [photo for photo in found if photo.member.member != UNKNOWN]
    assert {photo.member.group for photo in found} == {"itzy"}  # under its id, however it was spelt
    assert len({photo.member for photo in named}) == 1 and len(named) < len(found)
    engine = get_engine("dlib")
    who = {member: vector(engine, faces[member][0]) for member in (NA, MA)}
    for photo in named:
        seen = vector(engine, Library(settings, empty).path(photo))
        assert float(seen @ who[NA]) > float(seen @ who[MA])


def vector(engine: Engine, path: Path) -> np.ndarray:
    (found,) = engine.analyse([Upload(path.name, path.read_bytes())])
    return present(found.embedding)


@pytest.mark.slow
def test_a_film_that_cannot_be_used_leaves_nothing(
    settings: Settings, filled: str, faces: dict[MemberId, list[Path]], tmp_path: Path
) -> None:
    wall = film(tmp_path / "wall.mp4", [()], seconds=1)
    with pytest.raises(CollectError, match="또렷한 정면 얼굴"):
        proposals.propose_from_video(silent, settings, filled, wall, None, "dlib", True)
    assert not wall.exists()
    whole = film(tmp_path / "a.mp4", [(faces[GA][0],)], seconds=1)

    def cancelled(done: int, total: int, label: str) -> None:
        if label.startswith("넣는 중"):
            raise KeyboardInterrupt

    before = {photo.name for photo in Library(settings, filled).photos()}
    with pytest.raises(KeyboardInterrupt):
        proposals.propose_from_video(cancelled, settings, filled, whole, None, "dlib", False)
    assert {photo.name for photo in Library(settings, filled).photos()} == before


def test_a_set_that_is_gone_is_named(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"x")
    with pytest.raises(UnknownNameError):
        proposals.propose_from_video(silent, settings, "nothing", path, None, "dlib", True)
    with pytest.raises(UnknownNameError):
        proposals.split(settings, "nothing", ["a.jpg"], "dlib")
    assert not path.exists()


@pytest.fixture
def shot(settings: Settings, filled: str, faces: dict[MemberId, list[Path]]) -> LibraryPhoto:
    """A group shot that came in under one of its members, with its rights."""
    photo = Photo("shot.jpg", shot_of(faces, NA, GA), "s" * 64)
    return Library(settings, filled).add(GA, photo, MINE)


@pytest.mark.slow
def test_a_photo_of_several_people_is_split_and_brought_back(
    settings: Settings, filled: str, shot: LibraryPhoto
) -> None:
    before = {photo.file: photo for photo in Library(settings, filled).photos()}
    undo = proposals.split(settings, filled, [shot.name], "dlib")
    found = proposed(settings, filled)
    assert {photo.member for photo in found} == {GA, NA}
    assert all(photo.rights == MINE for photo in found)
    aside = next(photo for photo in Library(settings, filled).photos() if photo.name == shot.name)
    assert aside.state == "rejected" and aside.decision is not None
    assert (aside.decision.by, aside.decision.reason) == ("person", "several_faces")
    assert set(map(str, aside.decision.suggestion.members)) == {"itzy/가", "itzy/나"}

    again = curation.undo(settings, filled, undo)
    now = {photo.name: photo for photo in Library(settings, filled).photos()}
    assert now[shot.name] == before[shot.file] and not proposed(settings, filled)
    assert all(now[photo.name].state == "rejected" for photo in found)
    assert set(now) - {photo.name for photo in before.values()} == {photo.name for photo in found}

    curation.undo(settings, filled, again)  # and once more, as if nothing had been undone
    assert {photo.name for photo in proposed(settings, filled)} == {photo.name for photo in found}

    curation.undo(settings, filled, undo)
    undo = proposals.split(settings, filled, [shot.name], "dlib")  # whoever splits it anew sees its faces
    assert {photo.name for photo in proposed(settings, filled)} == {photo.name for photo in found}
    curation.undo(settings, filled, undo)
    assert not proposed(settings, filled)


@pytest.mark.slow
def test_a_photo_of_one_person_is_not_split(settings: Settings, filled: str) -> None:
    library = Library(settings, filled)
    alone = library.photos()[0]
    with pytest.raises(CollectError, match="나누지 못했습니다"):
        proposals.split(settings, filled, [alone.name], "dlib")
    assert not proposed(settings, filled) and library.path(alone).exists()
    assert cv2.imread(str(library.path(alone))) is not None
