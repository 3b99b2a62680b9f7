import numpy as np

from core.training.near_duplicates import near_duplicate_groups
from tests.support.people import person


def test_near_duplicates_are_chained_and_others_are_not() -> None:
    rng = np.random.default_rng(0)
    faces = person(rng, 4, noise=0.2)
    copy = faces[2] + 0.001 * rng.standard_normal((faces.shape[1],)).astype(np.float32)
    rows = np.vstack([faces, copy / np.linalg.norm(copy), faces[2]])
    assert near_duplicate_groups(rows, 0.995).tolist() == [0, 1, 2, 3, 2, 2]
    assert near_duplicate_groups(np.empty((0, 8), np.float32), 0.995).tolist() == []
