from dataclasses import replace

import pytest

from core.ui.training.figures import bars, cell, worded
from core.ui.training.names import called
from tests.support.finished_training import training


def test_a_bar_is_drawn_where_it_was_measured():
    run, e, _ = training()
    run = replace(run, metrics=e.to_json())
    first = bars(run)[0]
    assert first.value == e.accuracy and first.chance == pytest.approx(1 / 3)
    assert [b.value for b in bars(run)[1:]] == [None] * 4 and bars(replace(run, metrics={})) == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("accuracy", 0.998, ">99 %"), ("clear_share", 0.492, "49 %"), ("ece", 0.044, "4 %p"), ("p", 0.0004, "<0.001"),
        ("log_loss", 0.0083, "0.008"), ("jsd", 0.1449, "0.14"), ("seconds", 61.6, "62"), ("auc", None, "–"),
    ],
)  # fmt: skip
def test_one_value_has_one_wording(name, value, said):
    assert worded(name, value).replace("\u00a0", " ") == said


def test_a_cell_says_what_the_sentence_says_without_the_sign():
    assert [cell(x) for x in (0.492, 0.001, 0.998, 1.0, None)] == ["49", "<1", ">99", "100", "–"]


def test_no_two_runs_are_called_the_same():
    run, _, _ = training()
    names = called([replace(run, id=i, name=n) for i, n in (("3", "가"), ("2", "가"), ("1", "나"))])
    assert names == {"3": "가", "2": "가 (2)", "1": "나"}
