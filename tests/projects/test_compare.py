from dataclasses import replace

import pytest

from core.projects.compare import NO_SCORES, OTHER_GROUPS, TOO_FEW, compare
from tests.support.versions import BY, trainee, version

BEFORE = version({"하나": (0.7, 0.2, 0.1), "둘": (0.6, 0.3, 0.1), "셋": (0.5, 0.4, 0.1)})


def test_the_same_line_up_did_not_change() -> None:
    found = compare(BEFORE, replace(BEFORE, number=2, parent=1))
    assert found.same and not found.turned and not found.only_noise
    assert [one.why for one in found.moved] == [()] * 3
    assert all(shift.change == shift.low == shift.high == 0 for shift in found.shifts)


def test_who_came_and_who_left() -> None:
    after = version({"하나": (0.7, 0.2, 0.1), **dict.fromkeys(("넷", "다섯", "여섯", "일곱"), (0.0, 0.1, 0.9))})
    found = compare(BEFORE, after)
    assert [one.name for one in found.came] == ["넷", "다섯", "여섯", "일곱"]
    assert [one.name for one in found.left] == ["둘", "셋"]
    assert found.turned and not found.only_noise and not found.same
    twice = found.shifts[2]
    assert twice.change == pytest.approx((0.1 + 4 * 0.9) / 5 - 0.1) and twice.sure


def test_one_in_exchange_for_one_much_alike_is_noise() -> None:
    after = version({"하나": (0.7, 0.2, 0.1), "둘": (0.6, 0.3, 0.1), "넷": (0.55, 0.35, 0.1)})
    found = compare(BEFORE, after)
    assert found.only_noise and not found.turned
    assert all(shift.low <= shift.change <= shift.high for shift in found.shifts)


def test_what_stands_behind_another_answer() -> None:
    other = [replace(one, evidence="other") if one.name == "하나" else one for one in BEFORE.trainees]
    photos = compare(BEFORE, version(other))
    assert {one.name: one.why for one in photos.moved} == {"하나": ("photos",), "둘": (), "셋": ()}
    by = replace(BY, engine="dlib", fingerprint="0" * 64, run="r1")
    vectors = [replace(one, evidence="of another network") for one in BEFORE.trainees]
    all_else = compare(BEFORE, version(vectors, judged=by))
    assert {one.why for one in all_else.moved} == {("engine", "set", "model")}  # the files are the same


def test_a_turn_between_unclear_answers_is_noise() -> None:
    unclear, clear = trainee("하나", (0.3, 0.5, 0.2), verdict="unclear"), trainee("하나", (0.1, 0.8, 0.1))
    (noise,) = compare(version([BEFORE.trainees[0]]), version([unclear])).moved
    (turn,) = compare(version([BEFORE.trainees[0]]), version([clear])).moved
    assert (noise.turned, noise.within_noise) == (True, True) and (turn.turned, turn.within_noise) == (True, False)
    assert turn.distance == pytest.approx(0.6) and not turn.still


def test_what_cannot_be_computed_says_why() -> None:
    nothing = version({"하나": None})
    assert compare(BEFORE, nothing).reason == NO_SCORES and not compare(BEFORE, nothing).shifts
    assert compare(nothing, nothing).moved[0].distance is None
    assert compare(nothing, nothing).same, "refused as before"
    other_photo = replace(nothing.trainees[0], photos=BEFORE.trainees[0].photos)
    assert not compare(nothing, replace(nothing, trainees=(other_photo,))).same
    other = replace(BEFORE, judged=replace(BY, groups={"other": "딴 그룹"}))
    found = compare(BEFORE, other)
    assert found.reason == OTHER_GROUPS and {one.distance for one in found.moved} == {None}
    for few in (BEFORE.trainees[0], BEFORE.trainees[1]):
        alone = compare(version([BEFORE.trainees[0]]), version([few]))
        assert alone.reason == TOO_FEW and not alone.shifts
    assert compare(BEFORE, version([BEFORE.trainees[0], trainee("둘", None)])).reason == TOO_FEW
