from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from core.charts.projects import Standing
from core.projects.compare import compare
from core.projects.project import Project, Target
from core.reports import words_ko as words
from core.reports.report import Part, Table, Text
from core.services.reports.beside import comparison, parts_beside, what_if
from core.settings import Settings
from core.ui.words_ko import projects as t
from tests.support.versions import BY, version

BEFORE = version({"하나": (0.7, 0.2, 0.1), "둘": (0.6, 0.3, 0.1), "셋": (0.1, 0.2, 0.7)})
AFTER = version({"하나": (0.7, 0.2, 0.1), "둘": (0.2, 0.7, 0.1), "넷": (0.1, 0.8, 0.1)}, number=2, parent=1)
PLAN = Project("a" * 12, "여름", BEFORE.at, BEFORE.at)


def test_what_cannot_be_made_says_why(tmp_path: Path) -> None:
    settings = Settings(workspace=tmp_path)
    made = parts_beside(settings, PLAN, AFTER, (), None, lambda: Standing({}))
    for part, why in (
        (Part.COMPARISON, t.NO_OTHER_VERSION), (Part.WHAT_IF, t.WHAT_IF_NEEDS),
        (Part.POSITIONING, words.NOTHING["positioning"]), (Part.CREDITS, words.NO_CREDITS["nobody"]),
    ):  # fmt: skip
        _, blocks = made[part]()
        assert [block.text for block in blocks if isinstance(block, Text)] == [why], part
    gone = replace(PLAN, target=Target(2, groups=("gone",)))
    assert what_if(gone, AFTER)[1] == what_if(PLAN, AFTER)[1]


def test_a_target_is_looked_for_by_its_weights() -> None:
    aimed = Project("a" * 12, "여름", BEFORE.at, BEFORE.at, "", Target(2, groups=("itzy", "twice"), weights=(1, 3)))
    _, (said, table) = what_if(aimed, BEFORE)
    assert isinstance(said, Text) and "ITZY 25\u00a0%" in said.text
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
    title, (aim, table) = what_if(replace(PLAN, target=Target(2, groups=("itzy", "gone"))), AFTER)
    assert isinstance(table, Table) and isinstance(aim, Text) and "넷" in title and "ITZY" in aim.text
    fits = [row[2].value or 0 for row in table.rows]
    assert fits == sorted(fits, reverse=True) and len(fits) == 3 and abs(fits[0] - 0.75) < 1e-9
