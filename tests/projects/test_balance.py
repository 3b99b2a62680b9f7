import numpy as np
import pytest

from core.matching.model import ResemblanceModel
from core.projects.balance import balance
from core.types import MemberId, ReferenceSet


@pytest.fixture(scope="module")
def model() -> ResemblanceModel:
    """Fifteen members of five photos each."""
    rng = np.random.default_rng(5)
    people = np.repeat(rng.normal(size=(15, 16)), 5, axis=0) + rng.normal(size=(75, 16)) / 3
    rows = (people / np.linalg.norm(people, axis=1, keepdims=True)).astype(np.float32)
    members = tuple(MemberId(f"g{i // 25}", f"m{i // 5}") for i in range(75))
    files = tuple(f"{i}.jpg" for i in range(75))
    return ResemblanceModel.fit(ReferenceSet("e", rows, members, files, np.arange(75), 75, 0))


def test_two_sets_of_one_persons_photos_are_look_alikes(model: ResemblanceModel) -> None:
    rng = np.random.default_rng(6)
    faces = rng.normal(size=(4, 16))
    faces[3] = faces[0]
    people = []
    for face in faces:
        rows = face + rng.normal(size=(3, 16)) / 3
        people.append((rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32))
    found = balance(people, model)
    assert found.similarity == pytest.approx(found.similarity.T) and np.diag(found.similarity) == pytest.approx(1)
    assert [pair.rows for pair in found.look_alikes] == [(0, 3)]
    assert [pair.similarity for pair in found.pairs] == sorted((p.similarity for p in found.pairs), reverse=True)


def test_of_few_members_it_cannot_be_said_what_is_rare() -> None:
    rng = np.random.default_rng(7)
    rows = rng.normal(size=(12, 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    members = tuple(MemberId(f"g{i % 2}", f"m{i % 4}") for i in range(12))
    few = ResemblanceModel.fit(ReferenceSet("e", rows, members, tuple(map(str, range(12))), np.arange(12), 12, 0))
    found = balance([rows[:2], rows[2:4]], few)
    assert found.threshold is None and found.look_alikes == () and len(found.pairs) == 1
    assert balance([rows[:1]], few).pairs == ()
