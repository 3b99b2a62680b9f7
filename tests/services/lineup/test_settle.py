"""What follows from the photos of one trainee together, on the demo's rendered people."""

import gc
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.faces.engine import Engine
from core.intake import reference_layout
from core.matching.model import ResemblanceModel
from core.photo_profile import PhotoProfile
from core.services.lineup import match, settle
from core.services.lineup.settle import choose, leave_out, settled
from core.services.reference.faces import load
from core.types import PhotoFaces, Upload
from tests.support.builders import encoded


@pytest.fixture(scope="module")
def model(demo: Path, engine: Engine) -> ResemblanceModel:
    """A small one: two members a group, four photos each."""
    root = demo / "reference"
    members = [member for group in sorted(root.iterdir()) for member in sorted(group.iterdir())[:2]]
    uploads = [
        Upload(f"{member.parent.name}/{member.name}/{path.name}", path.read_bytes())
        for member in members
        for path in sorted(member.glob("*.jpg"))[:4]
    ]
    return ResemblanceModel.fit(load(reference_layout(uploads), engine, None)[0])


def of(demo: Path, trainee: int, number: int) -> bytes:
    return (demo / "lineup" / f"trainee_{trainee}" / f"{number:02d}.jpg").read_bytes()


def two_faces(one: bytes, larger: bytes) -> bytes:
    """A photo of two people, the second one half as large again and in the middle."""
    left, right = (Image.open(io.BytesIO(data)).convert("RGB") for data in (one, larger))
    width, height = right.size
    sheet = Image.new("RGB", (width * 2, round(height * 1.5)), "grey")
    sheet.paste(right.resize((round(width * 1.5), round(height * 1.5))), (round(width * 0.5), 0))
    sheet.paste(left.resize((width // 2, height // 2)), (0, height // 2))
    return encoded(np.asarray(sheet), "JPEG")


def analysed(engine: Engine, model: ResemblanceModel, files: Sequence[bytes]) -> list[PhotoFaces]:
    uploads = [Upload(f"나/{i}.jpg", data) for i, data in enumerate(files)]
    return list(match.analyse(uploads, engine, model).trainees[0].photos)


def codes(photos: Sequence[PhotoFaces]) -> list[str]:
    return [photo.code for photo in photos]


def test_another_persons_photo_is_set_aside_until_the_visitor_says_otherwise(
    demo: Path, engine: Engine, model: ResemblanceModel
) -> None:
    photos = analysed(engine, model, [of(demo, 1, 1), of(demo, 1, 2), of(demo, 4, 1), of(demo, 1, 3)])
    assert codes(photos) == ["", "", "other_person", ""] and not photos[2].usable
    photos[2] = choose(photos[2], 0)
    again, differ = settled(photos, model)
    assert codes(again) == [""] * 4 and not differ


def test_whom_two_and_two_photos_show_cannot_be_said(demo: Path, engine: Engine, model: ResemblanceModel) -> None:
    files = [of(demo, 1, 1), of(demo, 1, 2), of(demo, 4, 1), of(demo, 4, 2)]
    found = match.analyse([Upload(f"나/{i}.jpg", data) for i, data in enumerate(files)], engine, model).trainees[0]
    assert found.verdict == "unclear" and found.reason.startswith("사진마다 다른 사람")


def test_of_a_photo_with_a_friend_the_shared_face_is_taken(demo: Path, engine: Engine, model: ResemblanceModel) -> None:
    both = [two_faces(of(demo, 1, number), of(demo, 4, number)) for number in (3, 4)]
    photos = analysed(engine, model, [of(demo, 1, 1), of(demo, 1, 2), *both])
    assert [photo.picked for photo in photos] == ["", "", "shared", "shared"]
    assert all(photo.chosen != 0 for photo in photos[2:]), "the friend's face is the larger one"
    alone, _ = settled(photos[2:3], model)
    assert alone[0].chosen == 0 and alone[0].picked == "", "without the others nothing says which"


def test_a_picture_counts_once_however_it_was_saved(demo: Path, engine: Engine, model: ResemblanceModel) -> None:
    portrait = Image.open(io.BytesIO(of(demo, 2, 1))).convert("RGB")
    small = portrait.resize((portrait.width * 2 // 3, portrait.height * 2 // 3))
    trimmed = portrait.crop((6, 8, portrait.width - 9, portrait.height - 5))
    mirrored = portrait.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    files = [of(demo, 2, 1), *(encoded(np.asarray(i), "JPEG") for i in (small, trimmed, mirrored)), of(demo, 2, 2)]
    photos = analysed(engine, model, files)
    assert sorted(codes(photos)) == ["", "", "copy", "copy", "copy"] and codes(photos)[-1] == ""
    once = match.judge({"나": [photo for photo in photos if photo.usable]}, engine.name, model).trainees[0]
    again = match.judge({"나": photos}, engine.name, model).trainees[0]
    assert (again.confidence, again.verdict) == (once.confidence, once.verdict)


def test_pictures_are_compared_once_and_again_where_one_comes_or_goes(
    demo: Path, engine: Engine, model: ResemblanceModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    portrait = Image.open(io.BytesIO(of(demo, 2, 1))).convert("RGB")
    photos = analysed(engine, model, [of(demo, 2, 1), encoded(portrait, "JPEG", quality=60), of(demo, 2, 2)])
    compared: list[str] = []
    profile = settle._profile

    def counted(photo: PhotoFaces) -> PhotoProfile:
        compared.append(photo.path)
        return profile(photo)

    monkeypatch.setattr(settle, "_profile", counted)
    assert settled(photos, model)[0] == photos and codes(photos) in (["", "copy", ""], ["copy", "", ""])
    assert compared == []
    assert codes(settled(photos[::-1], model)[0])[0] == "" and compared != []
    before = len(settle._compared)
    del photos
    gc.collect()
    assert len(settle._compared) < before, "nothing of a photo outlives it"


def test_what_was_left_out_stays_out(demo: Path, engine: Engine, model: ResemblanceModel) -> None:
    photos = analysed(engine, model, [of(demo, 1, 1), of(demo, 1, 2)])
    again, _ = settled([leave_out(photos[0]), photos[1]], model)
    assert codes(again) == ["left_out", ""]
    assert choose(again[0], 0).usable
