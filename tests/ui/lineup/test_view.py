from typing import Any

import pytest
import streamlit as st

from core.charts.style import GroupStyle
from core.services.reference.sets import ActiveSet, ReferenceSource
from core.types import GroupScores, LineupResult, LineupScores, PhotoFaces, TraineeResult
from core.ui.kit.state import session
from core.ui.lineup import view
from core.ui.lineup.state import Judged, LineupPage
from core.ui.words_ko import common as t
from core.ui.words_ko import lineup as words

GROUPS = (GroupStyle("a", "두물", "#0055aa"), GroupStyle("b", "세결", "#aa5500"))
ONE = TraineeResult(
    "가", (PhotoFaces("가/1.jpg", "ok", ""), PhotoFaces("가/2.jpg", "rejected", "얼굴 없음")),
    (GroupScores({"a": 0.7, "b": 0.3}), None), GroupScores({"a": 0.75, "b": 0.25}), 0.8, "clear", (), nobody=0.04,
)  # fmt: skip
NONE = TraineeResult("나", (), (), None, None, None, (), "쓸 수 있는 사진이 없습니다.")
SUM = LineupScores(GroupScores({"a": 0.75, "b": 0.25}), 0.9, {"a": (0.5, 0.9), "b": (0.1, 0.5)}, nobody=0.04)


@pytest.mark.parametrize(
    ("demo", "fictional", "mark"), [(False, False, ""), (True, True, "연습생·그룹"), (False, True, "그룹")]
)
def test_what_leaves_the_page_as_csv_has_ranges_and_says_what_is_invented(monkeypatch, tmp_path, demo, fictional, mark):
    saved: dict[str, tuple[str, list[str], list[list[object]]]] = {}

    def save(name: str, header: list[str], rows: list[list[object]], *, key: str, label: str) -> None:
        saved[label] = name, list(header), [list(row) for row in rows]

    monkeypatch.setattr(view, "csv_button", save)
    monkeypatch.setattr(st, "session_state", {})
    source = ReferenceSource("one", "우리 세트", tmp_path, fictional)
    by: Any = ActiveSet(source, *[None] * 4)  # type: ignore[arg-type]
    session(LineupPage).is_demo = demo
    view._downloads(Judged(LineupResult("SFace", ("a", "b"), (ONE, NONE), SUM), by, ""), GROUPS)
    basis = ["우리 세트", "SFace", mark]
    name, header, rows = saved[words.CSV_LINEUP]
    assert header == [*words.COLUMNS_SUM, *words.COLUMNS_SOURCE] and name.endswith(t.FICTIONAL) == bool(mark)
    assert rows == [
        ["두물", 75.0, 50.0, 90.0, *basis], ["세결", 25.0, 10.0, 50.0, *basis],
        [words.CLOSE_TO_NOBODY, 4.0, None, None, *basis],
    ]  # fmt: skip
    _, header, rows = saved[words.CSV_PEOPLE]
    assert header == [*t.COLUMNS_LINEUP, "두물(%)", "세결(%)", *words.COLUMNS_SOURCE]
    assert rows[0] == ["가", "두물", 80.0, t.CLEAR, 4.0, "", 75.0, 25.0, *basis]
    assert rows[1] == ["나", None, None, "판정하지 못함", None, NONE.reason, None, None, *basis]
    _, _, rows = saved[t.CSV_PHOTOS]
    assert rows[0] == ["가", "가/1.jpg", "사용", "두물", "", 70.0, 30.0, *basis]
    assert rows[1] == ["가", "가/2.jpg", "못 씀", None, "얼굴 없음", None, None, *basis]
