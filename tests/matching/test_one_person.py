import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.matching.one_person import shared_face


def alike(people: list[int]) -> np.ndarray:
    """(f, f) probabilities of faces that show these people."""
    own = np.array(people)
    return np.where(own[:, None] == own, 0.97, 0.02)


def taken(people: list[int], photos: list[int], meant: list[int] | None = None) -> dict[int, int]:
    chosen = np.isin(np.arange(len(people)), list(range(len(people))) if meant is None else meant)
    return shared_face(alike(people), np.array(photos), chosen)


def test_one_persons_photos_all_count() -> None:
    assert taken([1, 1, 1], [0, 1, 2]) == {0: 0, 1: 1, 2: 2}


def test_a_foreign_photo_is_left_out() -> None:
    assert taken([1, 1, 2, 1], [0, 1, 2, 3]) == {0: 0, 1: 1, 3: 3}


def test_the_face_that_all_photos_share_is_taken_before_a_friends_larger_one() -> None:
    assert taken([1, 1, 2, 1, 2, 1], [0, 1, 2, 2, 3, 3], meant=[0, 1, 2, 4]) == {0: 0, 1: 1, 2: 3, 3: 5}


def test_of_two_people_in_every_photo_the_one_who_is_meant_is_taken() -> None:
    assert taken([1, 2, 1, 2], [0, 0, 1, 1], meant=[1, 3]) == {0: 1, 1: 3}
    assert taken([1, 2, 1, 2], [0, 0, 1, 1], meant=[0, 2]) == {0: 0, 1: 2}


def test_photos_of_different_people_share_none() -> None:
    assert len(taken([1, 2, 3], [0, 1, 2])) == 1


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=9))
def test_a_photo_gives_one_face_of_its_own(faces: list[tuple[int, int]]) -> None:
    photos, people = [photo for photo, _ in faces], [person for _, person in faces]
    found = taken(people, photos)
    assert found and all(photos[face] == photo for photo, face in found.items())
    assert len({people[face] for face in found.values()}) == 1
