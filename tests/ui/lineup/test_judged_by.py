from dataclasses import replace

from core.types import GroupScores, LineupResult, LineupScores, TraineeResult
from core.ui.lineup.judged_by import _headline, _moved
from core.ui.words_ko import lineup as t

NAMES = {"a": "가", "b": "나"}
SCORES = GroupScores({"a": 0.7, "b": 0.3})
TRAINEE = TraineeResult("하나", (), (), SCORES, 0.9, "clear", ())
NEAR = LineupResult("e", ("a", "b"), (TRAINEE,), LineupScores(SCORES, None, None, nobody=0.1))
FAR = replace(NEAR, trainees=(replace(TRAINEE, verdict="nobody"),), lineup=LineupScores(SCORES, None, None, nobody=0.8))


def test_close_to_nobody_is_no_group_before_or_now() -> None:
    assert _headline(NEAR, NAMES, FAR, NAMES) == t.changed("가", 0.7, t.NO_GROUP, 0.8)
    assert _headline(FAR, NAMES, NEAR, NAMES) == t.changed(t.NO_GROUP, 0.8, "가", 0.7)
    assert _moved(NEAR, NAMES, FAR, NAMES) == [["하나", "가", t.NO_GROUP]]
    assert _moved(FAR, NAMES, FAR, NAMES) == []
