from dataclasses import replace

import numpy as np
import pytest

from core.training.checkpoint import Epoch
from core.training.comparison import ORIGINAL, Figures, best, not_comparable
from core.training.metrics import RocCurve
from core.training.options import Options
from core.training.run import DataSummary, FoldResult, Run
from core.ui.words_ko import story_training as story
from core.ui.words_ko import training as t


def _run(run_id: str, loss: float | None, hit: float | None = 0.3, mark: str = "a", base: str = "") -> Run:
    metrics = {
        "photo_cv": {"log_loss": loss, "accuracy": 0.9}, "leave_member_out": {"hit": hit, "chance": 0.25, "p": 0.2},
        "repeatability": {"top1": 0.8, "clear_top1": None, "n": 20},
    }  # fmt: skip
    data = DataSummary("", "세트", mark, 10, 10, 0, {})
    return Run(
        run_id, run_id, "resemblance", "dlib", "1", base, Options(), data, {}, "", {"evaluation": 2.0, "final": 1.0},
        metrics, (),
    )  # fmt: skip


def test_figures_come_from_the_record_and_stay_empty_where_nothing_was_measured():
    found = Figures.of(_run("1", 0.05))
    assert (found.log_loss, found.hit, found.top1, found.clear_top1, found.seconds) == (0.05, 0.3, 0.8, None, 3.0)
    assert Figures.of(replace(_run("1", 0.05), metrics={})).accuracy is None


def test_the_best_is_sought_only_among_rows_that_can_be_compared():
    runs = [_run("1", 0.5), _run("2", 0.2, hit=0.4), _run("3", 0.01, mark="b"), _run("4", 0.001, base="vgg-stand-in")]
    assert not_comparable(runs) == {"3": "other_data", "4": "stand_in"}
    assert best(runs) == {("2", "log_loss"), ("2", "hit")}  # what is equal everywhere is nobody's best
    assert best(runs[:1]) == set() and best([]) == set()


def test_of_two_data_sets_as_frequent_the_newer_one_is_the_measure():
    assert not_comparable([_run("1", 0.5, mark="a"), _run("2", 0.5, mark="b")]) == {"1": "other_data"}


def _gap(**changes: float | None) -> str:
    usual = {"accuracy": 0.98, "hit": 0.30, "chance": 0.25, "p": 0.3}
    return story.gap("닮음", Figures(**{**usual, **changes})).replace("\u00a0", " ")


def test_a_gap_that_chance_explains_is_called_memorised_faces():
    said = _gap()
    assert "98 %" in said and "30 %" in said and "25 %" in said
    assert "68 %p는 그룹이 아니라 멤버의 얼굴을 외운 몫" in said and "우연보다 낫다고 말할 수 없습니다" in said


def test_a_hit_above_chance_says_how_much_was_learned():
    said = _gap(hit=0.55, p=0.002)
    assert "43 %p는 멤버의 얼굴" in said and "우연보다 높은 30 %p" in said and "말할 수 없습니다" not in said


def test_no_gap_and_no_measure_are_said_as_such():
    assert "비슷해" in _gap(hit=0.95, p=0.001)
    assert "알 수 없습니다" in _gap(hit=None, chance=None, p=None)
    assert "잴 수 없었습니다" in _gap(accuracy=None)


def test_those_that_mean_the_same_share_a_sentence_and_the_others_have_their_own():
    lucky = [Figures(accuracy=a, hit=h, chance=0.25, p=0.3) for a, h in ((0.98, 0.30), (1.0, 0.27), (0.99, 0.32))]
    rows = [
        ("닮음", Figures(accuracy=1.0, hit=0.5, chance=0.25, p=0.01)),
        *zip(("LDA", "SVM", "k-NN"), lucky, strict=True),
    ]
    first, together, last = story.gaps([*rows, ("CNN", Figures())])
    assert first == story.gap(*rows[0]) and "잴 수 없었습니다" in last
    said = together.replace("\u00a0", " ")
    assert said.startswith("‘LDA’, ‘SVM’, ‘k-NN’은 ")
    assert "98 %에서 100 %를" in said and "27 %에서 32 %이고 우연은 25 %" in said
    assert "얼굴을 외운 몫" in said and "말할 수 없습니다" in said


def test_who_may_judge_is_said_with_how_far():
    said = story.judges(["닮음"], Figures(clear_top1=0.96, clear_share=0.6), others=True).replace("\u00a0", " ")
    assert "‘닮음’" in said and "60 %" in said and "96 %" in said and "나머지는 등록된 멤버만" in said
    assert "나머지" not in story.judges(["닮음"], Figures(), others=False)


def test_trust_says_chance_where_chance_explains_it():
    sure, unsure = (story.trust(Figures(hit=0.5, chance=0.25, p=p)) for p in (0.01, 0.2))
    assert "높지만 소속 예측으로" in sure and "말할 수 없습니다" in unsure
    assert story.trust(Figures()) == t.NOTHING_ON_STRANGERS


@pytest.mark.parametrize(
    ("seconds", "said"), [(3, "10초 미만"), (41, "약 40초"), (62, "약 1분"), (1000, "약 17분"), (5400, "약 1.5시간")]
)
def test_an_estimate_is_as_coarse_as_it_is_sure(seconds, said):
    assert t.about(seconds) == said


@pytest.mark.parametrize(
    ("loss", "said"),
    [(0.05, "27분의 1"), (0.0001, "100분의 1보다 작습니다"), (1.2, "낮습니다"), (1.9, "낮지 않습니다")],
)
def test_the_original_is_a_size_and_not_a_rival(loss, said):
    sentence = story.against_original("가", Figures(log_loss=loss))
    assert said in sentence and "다른 사진" in sentence
    assert ORIGINAL.log_loss == 1.34 and ORIGINAL.accuracy == 0.338


def _fold(number: int, held: list[float]) -> FoldResult:
    epochs = tuple(Epoch(n, 1.0, 0.5, value, 0.5) for n, value in enumerate(held, 1))
    return FoldResult(number, 5, held[-1] if held else None, None, 1.0, epochs)


def test_the_accuracy_is_said_to_rise_only_where_it_rose():
    def fold(*held: float) -> FoldResult:
        return replace(_fold(1, [1.0]), epochs=tuple(Epoch(n, 1.0, 0.9, 1.0, h) for n, h in enumerate(held, 1)))

    assert "오릅니다" in story.accuracy_title([fold(0.1, 0.3)])
    assert "내려갑니다" in story.accuracy_title([fold(0.3, 0.1)])
    assert "머무릅니다" in story.accuracy_title([fold(0.3, 0.9, 0.3)])


def test_curves_say_where_the_validation_loss_was_lowest():
    said = story.curves_title([_fold(1, [2.0, 0.4, 0.6]), _fold(2, [1.0, 0.9, 0.8, 0.6])])
    assert said == "검증 손실은 1.50에서 3에폭 만에 0.50까지 내려갑니다"


def test_spread_leaves_out_folds_without_a_score():
    assert story.spread([_fold(1, [0.2]), _fold(2, [0.4]), _fold(3, [])]) == pytest.approx((0.3, 0.1414), abs=1e-4)
    assert story.spread([_fold(1, [])]) is None and story.folds_title([_fold(1, [])]) == t.NO_FOLDS


def test_the_hardest_group_is_named():
    curves = [RocCurve(g, np.zeros(1), np.zeros(1), auc) for g, auc in (("a", 0.999), ("b", 0.9))]
    assert "두물입니다(AUC 0.900)" in story.roc_title(curves, {"a": "여섯별", "b": "두물"})
    assert "거의 완전히" in story.roc_title(curves[:1] and [replace(curves[0], auc=1.0)], {})


def test_the_map_counts_nearest_neighbours_of_the_same_group():
    points = np.array([[0.0, 0], [0.1, 0], [5, 5], [5.1, 5]])
    assert "100" in story.map_title(points, ["a", "a", "b", "b"])
    assert "50" in story.map_title(points, ["a", "a", "b", "c"])
    assert story.map_title(points[:1], ["a"]) == t.MAP_TITLE
