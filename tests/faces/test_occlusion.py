"""What hides a part of a face is seen, and what hides nothing is not taken for it."""

import numpy as np
import pytest
from PIL import Image

from core.errors import EngineError
from core.faces import align, detect, occlusion
from core.types import Upload
from tests.conftest import ROOT
from tests.support import covers


@pytest.fixture(scope="module")
def portraits(demo):
    """Pixels and landmarks of people who are not alike, in a photo each."""
    found = []
    for folder in sorted(path for path in (demo / "lineup").iterdir())[::3]:
        pixels = np.asarray(Image.open(min(folder.glob("*.jpg"))).convert("RGB"))
        found.append((pixels, align.landmarks(pixels, detect.detect(pixels)[0].box)))
    return found


def hidden(pixels, points):
    return occlusion.occlusion(align.chip(pixels, points)).hidden()


def test_a_bare_face_hides_nothing(portraits):
    assert [hidden(*portrait) for portrait in portraits] == [""] * len(portraits)


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("sunglasses", "eyes"), ("bar", "eyes"), ("eyes by a hand", "eyes"), ("mosaic of the eyes", "eyes"),
        ("black mask", "mouth"), ("white mask", "mouth"), ("blue mask", "mouth"), ("skin mask", "mouth"),
        ("scarf", "mouth"), ("half by a hand", "side"), ("hair", "side"), ("mosaic", "face"),
    ],
)  # fmt: skip
def test_what_hides_a_part_is_seen(portraits, kind, part):
    found = [
        hidden(covers.draw(pixels, points, kind, seed)[0], points) for seed, (pixels, points) in enumerate(portraits)
    ]
    assert "" not in found and part in found


@pytest.mark.parametrize("kind", covers.HARMLESS)
def test_what_hides_nothing_is_not_taken_for_it(portraits, kind):
    found = [
        hidden(covers.draw(pixels, points, kind, seed)[0], points) for seed, (pixels, points) in enumerate(portraits)
    ]
    assert found == [""] * len(portraits)


def test_photos_in_grey_and_mirrored_ones_are_judged_alike(portraits):
    pixels, points = portraits[0]
    for kind in ("sunglasses", "black mask", "half by a hand"):
        chip = align.chip(covers.draw(pixels, points, kind, 3)[0], points)
        grey = np.asarray(Image.fromarray(chip).convert("L").convert("RGB"))
        mirrored = occlusion.occlusion(chip[:, ::-1])
        own = occlusion.occlusion(chip)
        assert occlusion.occlusion(grey).hidden() == own.hidden() == mirrored.hidden() != ""
        assert mirrored.eyes == pytest.approx(own.eyes, abs=0.05) and mirrored.side == pytest.approx(own.side, abs=0.1)


@pytest.mark.parametrize("name", ["sunglasses", "mask_black", "mask_white", "hand_half"])
def test_covered_photos_as_people_bring_them(engine, name):
    path = ROOT / "tests" / "data" / "covered" / f"{name}.jpg"
    found = engine.analyse([Upload(path.name, path.read_bytes())])[0]
    assert (found.status, found.code) == ("weak", "covered") and "가려" in found.reason and found.weight == 0.25


def test_both_eyes_and_mouth_hidden_leave_nobody():
    assert occlusion.Occlusion(eyes=2.5, mouth=2.5, side=0).hidden() == "face"
    assert occlusion.Occlusion(eyes=0.5, mouth=2, side=-3).hidden() == "mouth"
    assert occlusion.Occlusion(eyes=-3, mouth=-3, side=5).hidden() == "side"
    assert occlusion.Occlusion(eyes=-3, mouth=1, side=-5).hidden(doubt=2) == ""


def test_nothing_to_see_is_no_error():
    assert np.isfinite(occlusion.occlusion(np.zeros((150, 150, 3), np.uint8)).eyes)


def test_damaged_weights_are_told(monkeypatch, portraits):
    monkeypatch.setattr(occlusion, "SHA256", "0" * 64)
    monkeypatch.setattr(occlusion, "_models", occlusion._models.__wrapped__)
    with pytest.raises(EngineError, match="손상"):
        hidden(*portraits[0])
