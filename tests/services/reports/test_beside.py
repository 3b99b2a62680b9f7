from itertools import combinations

import pytest

from core.projects.compare import compare
from core.projects.project import Board, Project, Target
from core.reports.report import Part, Table
from core.services.reports.beside import comparison, nearest, parts_beside
from tests.support.versions import BY, version

BEFORE = version({"하나": (0.7, 0.2, 0.1), "둘": (0.6, 0.3, 0.1), "셋": (0.1, 0.2, 0.7)})
AFTER = version({"하나": (0.7, 0.2, 0.1), "둘": (0.2, 0.7, 0.1), "넷": (0.1, 0.8, 0.1)}, number=2, parent=1)
PLAN = Project("a" * 12, "여름", BEFORE.at, BEFORE.at)


def test_what_cannot_be_made_is_not_there() -> None:
    assert parts_beside(PLAN, AFTER, None) == {}
    aimed = Project("a" * 12, "여름", BEFORE.at, BEFORE.at, "", Target(2, groups=("itzy", "gone")), Board())
    assert set(parts_beside(aimed, AFTER, BEFORE)) == {Part.COMPARISON, Part.WHAT_IF}


def test_a_target_is_looked_for_by_its_weights() -> None:
    aimed = Project("a" * 12, "여름", BEFORE.at, BEFORE.at, "", Target(2, groups=("itzy", "twice"), weights=(1, 3)))
    _, (table,) = parts_beside(aimed, BEFORE, None)[Part.WHAT_IF]()
    assert isinstance(table, Table)
    scores = {one.name: list(one.scores.values()) for one in BEFORE.trainees if one.scores}
    every = {
        ", ".join(pair): sum(
            min((a + b) / 2, wanted)
            for a, b, wanted in zip(*(scores[name] for name in pair), (0, 0.25, 0.75), strict=True)
        )
        for pair in combinations(scores, 2)
    }
    assert {row[1].written: row[2].value for row in table.rows} == pytest.approx(every)
    assert table.rows[0][1].written == max(every, key=lambda pair: every[pair]) == "둘, 셋"


def test_a_comparison_says_what_the_page_says() -> None:
    first, blocks = comparison(compare(BEFORE, AFTER))
    shifts, who = (block for block in blocks if isinstance(block, Table))
    assert "넷" in first and "셋" in first
    assert [row[0].written for row in shifts.rows] == list(BY.groups.values())
    found = {row[0].written: (row[1].value, row[2].value, row[3].value) for row in shifts.rows}
    before, after, change = found["ITZY"]
    assert before is not None and after is not None and change is not None and abs(after - before - change) < 1e-9
    assert all(row[place].written.endswith("%p") for row in shifts.rows for place in (3, 4, 5)), "no share"
    assert {row[0].written for row in who.rows} == {"하나", "둘", "셋", "넷"}


def test_the_nearest_line_ups_stand_best_first() -> None:
    title, (table,) = nearest(AFTER, 2, {"itzy": 1.0})
    assert isinstance(table, Table) and "넷" in title
    fits = [row[2].value or 0 for row in table.rows]
    assert fits == sorted(fits, reverse=True) and len(fits) == 3 and abs(fits[0] - 0.75) < 1e-9
