from dataclasses import replace

import numpy as np
import pytest

from core.types import (
    Box,
    Face,
    GroupScores,
    LineupResult,
    LineupScores,
    PhotoFaces,
    Picture,
    Quality,
    TraineeResult,
    Verdict,
)
from core.ui.words_ko import story_lineup as story

NAMES = {"a": "여섯별", "b": "두물"}


def _trainee(name: str, a: float, verdict: Verdict | None = "clear") -> TraineeResult:
    scores = GroupScores({"a": a, "b": 1 - a})
    return TraineeResult(name, (), (), scores, 0.9, verdict, ())


def _result(*shares: float, confidence: float = 0.9) -> LineupResult:
    people = tuple(_trainee(f"연습생 {i + 1}", share) for i, share in enumerate(shares))
    mean = sum(shares) / len(shares)
    lineup = LineupScores(GroupScores({"a": mean, "b": 1 - mean}), confidence, {"a": (0.24, 0.9), "b": (0.1, 0.76)})
    return LineupResult("dlib", ("a", "b"), people, lineup)


def test_the_answer_names_group_share_and_range():
    assert story.answer(_result(0.8, 0.6), NAMES) == (
        "이 라인업은 여섯별 쪽에 가장 가깝습니다.", "여섯별", "70\u00a0%, 범위 24–90\u00a0%"
    )  # fmt: skip


def test_a_split_line_up_names_the_runner_up():
    said, *_ = story.answer(_result(0.9, 0.2, confidence=0.5), NAMES)
    assert "두물(45\u00a0%)과 갈립니다" in said


def test_what_seldom_wins_or_rests_on_few_is_not_called_near():
    said, marked, _ = story.answer(_result(0.9, 0.2, confidence=0.35), NAMES)
    assert (said, marked) == ("이 라인업은 한 팀으로 모이지 않습니다. 그중 여섯별 쪽이 가장 큽니다.", "여섯별")
    result = _result(0.8, 0.7, 0.7)
    few = (result.trainees[0], *(replace(p, verdict="unclear") for p in result.trainees[1:]))
    said, *_ = story.answer(replace(result, trainees=few), NAMES)
    assert said == "이 라인업은 여섯별 쪽에 가장 가깝지만, 뚜렷한 연습생이 적습니다."


def test_a_tie_names_no_group_as_the_one():
    said, marked, numbers = story.answer(_result(0.9, 0.11), NAMES)
    assert (said, marked) == ("이 라인업은 2팀으로 고르게 나뉩니다.", "")
    assert "여섯별" in numbers and "두물" in numbers


def test_without_a_clear_trainee_no_group_is_called_near():
    people = tuple(_trainee(f"연습생 {i}", 0.7, "unclear") for i in range(2))
    said, *_ = story.answer(replace(_result(0.7, 0.7), trainees=people), NAMES)
    assert said == "이 라인업은 뚜렷하게 가까운 그룹이 없습니다. 굳이 고르면 여섯별 쪽입니다."


def test_close_to_nobody_is_an_answer_of_its_own():
    result = _result(0.9, 0.8)
    assert result.lineup is not None
    said, marked, numbers = story.answer(replace(result, lineup=replace(result.lineup, nobody=0.8)), NAMES)
    assert said == "이 라인업은 어느 그룹과도 가깝지 않습니다." and not marked
    assert numbers.startswith("가깝지 않을 확률 80")
    away = replace(_trainee("가", 0.9, "nobody"), nobody=0.93)
    assert story.verdict(away) == ("어느 그룹과도 가깝지 않음", " · 93\u00a0%", "gray")
    assert story.cards_title(replace(result, trainees=(away,))) == "가는 어느 그룹과도 가깝지 않습니다"
    alone = replace(result, trainees=(away,), lineup=replace(result.lineup, nobody=0.93))
    assert story.answer(alone, NAMES)[0] == "이 연습생은 어느 그룹과도 가깝지 않습니다."


def test_who_carries_a_result_though_close_to_nobody_is_told():
    result = _result(0.99, 0.4, 0.3)
    away = (replace(result.trainees[0], verdict="nobody", nobody=0.8), *result.trainees[1:])
    told = replace(result, trainees=away)
    assert story.who_pulls(told, NAMES).endswith("다만 연습생 1은 어느 그룹과도 가깝지 않은 연습생입니다.")
    assert "다만" not in story.who_pulls(result, NAMES)
    assert story.how_sure(told, NAMES).startswith("3명 중 2명의 결과가 뚜렷하고, 1명은 어느 그룹과도 가깝지 않습니다.")
    assert story.cards_title(told) == "연습생 2·3은 뚜렷하고, 1은 어느 그룹과도 가깝지 않습니다"
    assert story.heat_title(told, NAMES) == "가장 닮은 그룹은 모두 두물이고, 1명은 어느 그룹과도 가깝지 않습니다"
    assert story.heat_title(result, NAMES) == "가장 닮은 그룹은 2팀으로 나뉩니다"
    assert story.heat_title(_result(0.9), NAMES) == "가장 닮은 그룹은 여섯별입니다"
    nobody = tuple(replace(p, verdict="nobody") for p in result.trainees)
    assert story.how_sure(replace(result, trainees=nobody), NAMES).startswith("3명 모두 어느 그룹과도 가깝지 않습니다.")
    assert story.cards_title(replace(result, trainees=nobody)) == "연습생 3명 모두 어느 그룹과도 가깝지 않습니다"


def test_a_result_that_seldom_repeats_is_not_called_steady():
    assert "다시 뽑으면 33\u00a0%에서만 여섯별이 1위입니다" in story.how_sure(_result(0.6, 0.5, confidence=0.33), NAMES)


def test_a_line_up_of_no_trainee_says_nothing_about_them():
    nobody = LineupResult("dlib", ("a", "b"), (), None)
    assert story.cards_title(nobody) == "분석한 연습생이 없습니다"
    assert story.answer(nobody, NAMES)[0].startswith("남은 연습생이 없습니다.")


def test_who_pulls_says_what_remains_without_her():
    said = story.who_pulls(_result(0.99, 0.4, 0.3), NAMES)
    assert said.startswith("연습생 1이 결과를 이끌었고") and "두물" in said
    assert "그대로입니다" in story.who_pulls(_result(0.9, 0.9, 0.9, 0.9), NAMES)


@pytest.mark.parametrize(
    ("clear", "rest", "said"),
    [
        (
            ["연습생 1", "연습생 2", "연습생 4"],
            ["연습생 3", "연습생 5"],
            "연습생 1·2·4는 뚜렷하고, 3·5는 뚜렷하지 않습니다",
        ),
        (["연습생 1"], ["연습생 2"], "연습생 1은 뚜렷하고, 2는 뚜렷하지 않습니다"),
        (["민지", "연습생 2"], ["연습생 1"], "민지 · 연습생 2는 뚜렷하고, 연습생 1은 뚜렷하지 않습니다"),
        (
            [f"연습생 {i}" for i in range(1, 11)],
            ["가"],
            "연습생 1·2·3·4·5·6·7·8 외 2명은 뚜렷하고, 가는 뚜렷하지 않습니다",
        ),
    ],
)
def test_numbered_trainees_share_their_first_word(clear, rest, said):
    people = [_named(n, "clear") for n in clear] + [_named(n, "unclear") for n in rest]
    assert story.cards_title(LineupResult("dlib", ("a", "b"), tuple(people), None)).startswith(said)


def _named(name: str, verdict: Verdict) -> TraineeResult:
    scores = GroupScores({"a": 0.9, "b": 0.1})
    return TraineeResult(name, (), (), scores, 0.9, verdict, ())


def test_all_or_one_trainee_is_said_as_people_say_it():
    assert story.how_sure(_result(0.8, 0.7), NAMES).startswith("2명 모두 결과가 뚜렷합니다.")
    assert story.how_sure(_result(0.8), NAMES).startswith("결과가 뚜렷합니다.")


def test_nobody_usable_is_said_and_not_hidden():
    nobody = TraineeResult("가", (PhotoFaces("x", "rejected", "얼굴 없음"),), (None,), None, None, None, (), "없음")
    result = LineupResult("dlib", ("a", "b"), (nobody,), None)
    assert "판정하지 못했습니다" in story.answer(result, NAMES)[0]
    assert story.verdict(nobody)[0] == "판정하지 못함"
    assert story.photo_notes(nobody) == ["사진 1장: 얼굴 없음"]


def test_the_photo_for_the_card_is_the_sharpest_of_the_good_ones_not_the_largest():
    def photo(name, status, sharpness, size):
        quality = Quality(status, "", size, sharpness, 0.0, 0.0)
        chip = np.zeros((150, 150, 3), np.uint8)
        face = Face(Box(0, 0, size, size), np.zeros((5, 2), np.float32), chip, 1.0, "hog", quality)
        return PhotoFaces(name, status, "", faces=(face,), chosen=0, picture=Picture(b""))

    photos = [
        photo("크다", "ok", 50.0, 400.0),
        photo("또렷하다", "ok", 90.0, 90.0),
        photo("약하다", "weak", 200.0, 500.0),
    ]
    photos.append(PhotoFaces("깨졌다", "rejected", "깨짐"))
    trainee = TraineeResult("가", tuple(photos), (None,) * 4, None, None, None, ())
    best = story.best_photo(trainee)
    assert best is not None and best[1].path == "또렷하다"
