"""Augmented copies: the original's geometry, and the same copy whatever else is in the set."""

from typing import Any

import numpy as np
import pytest

from core.training.augment import copies, transform, variants
from core.training.options import Options

SHAS = [f"{i:064x}" for i in range(4)]


def faces(n: int = 4, size: int = 48) -> np.ndarray:
    import cv2

    coarse = np.random.default_rng(0).integers(0, 256, (n, 8, 8, 3), dtype=np.uint8)
    return np.stack([cv2.resize(face, (size, size), interpolation=cv2.INTER_CUBIC) for face in coarse])


def test_a_copy_depends_on_its_photo_its_number_and_the_seed_only() -> None:
    options = Options(copies=3)
    whole = copies(faces(), SHAS, options)
    assert whole.shape == (4, 3, 48, 48, 3) and whole.dtype == np.uint8
    assert np.array_equal(copies(faces()[2:], SHAS[2:], options), whole[2:])
    assert np.array_equal(copies(faces(), SHAS, Options(copies=2)), whole[:, :2])
    assert not np.array_equal(copies(faces(), SHAS, Options(copies=3, seed=1)), whole)
    same_face = copies(np.stack([faces()[0]] * 4), SHAS, options)
    assert len({copy.tobytes() for row in same_face for copy in row}) == 12


def test_without_augmentation_a_copy_is_the_photo() -> None:
    still = Options(copies=2, rotation=0, shift=0, flip=False)
    assert (copies(faces(), SHAS, still) == faces()[:, None]).all()
    mirrored = copies(np.stack([faces()[0]] * 40), [str(i) for i in range(40)], Options(copies=1, rotation=0, shift=0))
    kept = (mirrored[:, 0] == faces()[0]).all(axis=(1, 2, 3))
    turned = (mirrored[:, 0] == faces()[0][:, ::-1]).all(axis=(1, 2, 3))
    assert (kept | turned).all() and 10 < turned.sum() < 30


@pytest.mark.parametrize(("angle", "down", "right"), [(20, 0, 0), (0, 6, -9), (-13.5, 4.5, 7.25)])
def test_the_geometry_is_that_of_keras(angle: float, down: float, right: float) -> None:
    import cv2
    from scipy.ndimage import affine_transform

    face = faces(1)[0]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    ours = cv2.warpAffine(face, transform(48, angle, down, right), (48, 48), flags=flags, borderMode=1)
    # keras.preprocessing.image.apply_affine_transform, written out: rotation times shift, about the middle
    t = np.deg2rad(angle)
    rotation = np.array([[np.cos(t), -np.sin(t), 0], [np.sin(t), np.cos(t), 0], [0, 0, 1]])
    matrix = rotation @ np.array([[1, 0, down], [0, 1, right], [0, 0, 1.0]])
    middle = 48 / 2 - 0.5
    there, back = np.eye(3), np.eye(3)
    there[:2, 2], back[:2, 2] = middle, -middle
    matrix = there @ matrix @ back
    channels = [
        affine_transform(face[..., c].astype(float), matrix[:2, :2], matrix[:2, 2], order=1, mode="nearest")
        for c in range(3)
    ]
    assert np.abs(ours - np.stack(channels, axis=-1)).mean() < 1.5


def test_variants_name_what_changes_the_pixels() -> None:
    assert variants(Options(copies=0)) == ["plain"]
    names = variants(Options(copies=2))
    assert names[0] == "plain" and len(set(names)) == 3
    changes: tuple[dict[str, Any], ...] = ({"seed": 1}, {"rotation": 10.0}, {"shift": 0.1}, {"flip": False})
    for change in changes:
        other = variants(Options(copies=2, **change))
        assert not set(other[1:]) & set(names[1:]) and other[0] == "plain"
