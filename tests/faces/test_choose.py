"""The largest central face is meant."""

from hypothesis import given
from hypothesis import strategies as st

from core.faces.choose import order, prominence
from core.types import Box

side = st.floats(1, 400)
place = st.floats(-200, 800)
boxes = st.builds(Box, place, place, side, side)


def centred(x, y, size):
    return Box(x - size / 2, y - size / 2, size, size)


def test_larger_wins_in_the_same_place():
    assert order([centred(300, 300, 50), centred(300, 300, 90)], 600, 600) == [1, 0]


def test_central_wins_at_the_same_size():
    assert order([centred(60, 60, 90), centred(300, 300, 90)], 600, 600) == [1, 0]


def test_a_much_larger_face_beside_the_middle_still_wins():
    assert order([centred(180, 300, 200), centred(310, 300, 60)], 600, 600)[0] == 0


def test_a_face_cut_by_the_edge_counts_what_is_seen():
    assert prominence(centred(0, 300, 100), 600, 600) < prominence(centred(60, 300, 100), 600, 600)


@given(st.lists(boxes, max_size=8))
def test_order_is_a_permutation_by_falling_prominence(some):
    ranks = order(some, 600, 600)
    assert sorted(ranks) == list(range(len(some)))
    weights = [prominence(some[i], 600, 600) for i in ranks]
    assert weights == sorted(weights, reverse=True)


@given(boxes)
def test_prominence_never_exceeds_the_photo(box):
    assert 0 <= prominence(box, 600, 600) <= 600 * 600
