"""Copies of a picture are found whatever was done to them; other photos of the same person are not copies."""

import numpy as np
import pytest
from PIL import Image

from core.collect.duplicates import find_copies
from core.collect.profiles import profile_photos
from core.types import Upload
from tests.support.builders import encoded
from tests.support.planting import CHANGES, changed


@pytest.fixture(scope="module")
def photos(demo):
    """Two photos each of eight people."""
    members = sorted(p for p in (demo / "reference").glob("*/*") if p.is_dir())[::3][:8]
    return [file for member in members for file in sorted(member.iterdir())[:2]]


@pytest.fixture(scope="module")
def profiles(engine, photos):
    return [own for _, own in profile_photos(engine, [Upload(str(p), p.read_bytes()) for p in photos])]


def owners(photos):
    return [p.parent for p in photos]


def found(profiles, photos, extra, names):
    everything = [*profiles, *extra]
    return find_copies([str(i) for i in range(len(everything))], everything, [*owners(photos), *names])


@pytest.mark.slow
def test_different_photos_are_no_copies(profiles, photos):
    copies = found(profiles, photos, [], [])
    assert copies.near.tolist() == list(range(len(profiles))) and np.isnan(copies.likeness).all()


@pytest.mark.slow
@pytest.mark.parametrize("changes", [*[(c,) for c in CHANGES], ("encode", "resize", "crop"), CHANGES], ids="-".join)
def test_changed_copies_are_found(engine, profiles, photos, changes):
    rng = np.random.default_rng(len(changes))
    some = list(range(0, 16, 2))
    uploads = [Upload("c", changed(Image.open(photos[i]).convert("RGB"), changes, rng)) for i in some]
    copies = found(
        profiles, photos, [own for _, own in profile_photos(engine, uploads)], [photos[i].parent for i in some]
    )
    assert copies.near[16:].tolist() == some
    assert (copies.likeness[16:] > 0.97).all() and (copies.exact == np.arange(24)).all()


def test_a_copy_under_another_member_is_found(engine, profiles, photos):
    copies = found(profiles, photos, [profiles[3]], [photos[0].parent])
    assert copies.near[-1] == 3


def test_copies_of_copies_form_one_picture(engine, profiles, photos):
    rng = np.random.default_rng(5)
    image = Image.open(photos[0]).convert("RGB")
    chain = [changed(image, ("encode",), rng), changed(image, ("mirror",), rng), changed(image, ("resize",), rng)]
    extra = [own for _, own in profile_photos(engine, [Upload("c", data) for data in chain])]
    copies = found(profiles, photos, extra, [photos[0].parent] * 3)
    assert copies.near[16:].tolist() == [0, 0, 0]


def test_the_same_file_is_told_from_the_same_picture(profiles, photos):
    hashes = [*(str(i) for i in range(16)), "0", "x"]
    copies = find_copies(hashes, [*profiles, profiles[0], profiles[1]], [*owners(photos), "a", "b"])
    assert copies.exact.tolist() == [*range(16), 0, 17]
    assert copies.near.tolist() == [*range(16), 0, 1]


@pytest.mark.slow
def test_photos_without_a_face_are_compared_as_a_whole(engine):
    rng = np.random.default_rng(1)
    scenes = [np.kron(rng.integers(0, 255, (6, 8, 3)), np.ones((50, 50, 1))).astype(np.uint8) for _ in range(3)]
    uploads = [Upload(f"{i}.png", encoded(scene, "PNG")) for i, scene in enumerate(scenes)]
    uploads.append(Upload("copy.jpg", changed(Image.fromarray(scenes[1]), ("encode", "resize"), rng)))
    uploads.append(Upload("broken.jpg", b"nothing"))
    profiles = [own for _, own in profile_photos(engine, uploads)]
    assert all(own.faces == () for own in profiles)
    assert find_copies(list("abcde"), profiles, list("vwxyz")).near.tolist() == [0, 1, 2, 1, 4]


def test_no_photos_and_one_photo_are_no_error(profiles):
    assert find_copies([], [], []).near.tolist() == []
    assert find_copies(["a"], profiles[:1], ["m"]).near.tolist() == [0]
