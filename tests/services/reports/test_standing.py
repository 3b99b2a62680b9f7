"""Where a version stands: between its groups, and beside their members only where these judged it."""

from dataclasses import replace

import pytest

from core.services.reports.standing import spread_on_file, standing_of, standing_on_file
from core.settings import Settings
from tests.support.versions import BY, version

AFTER = version({"하나": (1.0, 0.0, 0.0), "둘": (0.0, 0.5, 0.5), "셋": None})
FACETS = {
    "dreamcatcher": {"소리": 0.6, "무대": 0.1},
    "itzy": {"소리": 0.1, "무대": 0.6},
    "twice": {"소리": 0.1, "무대": 0.1},
}


def test_everybody_stands_at_the_mean_of_the_groups_weighed_by_the_scores() -> None:
    found = standing_of(AFTER, {"itzy": 1.0}, FACETS, {"itzy": {"예지": {"itzy": 1.0}}})
    assert found.trainees["하나"] == pytest.approx(found.anchors["dreamcatcher"])
    assert found.target == pytest.approx(found.anchors["itzy"]) and "셋" not in found.trainees
    middle = [(a + b) / 2 for a, b in zip(found.anchors["itzy"], found.anchors["twice"], strict=True)]
    assert found.trainees["둘"] == pytest.approx(middle) and any(found.ends)
    assert found.members == {"itzy": {"예지": pytest.approx(found.anchors["itzy"])}}
    kinds = [kind for kind, _, _ in found.rows(BY.groups)]
    assert kinds == ["lineup", "target", "trainee", "trainee", "group", "group", "group", "member"]


def test_without_news_and_target_only_the_circle_is_there() -> None:
    found = standing_of(AFTER, {}, {}, {})
    assert found.target is None and found.ends == ("", "", "", "") and not found.members
    nobody = standing_of(version({"넷": None}), {}, {}, {})
    assert nobody.lineup is None and not nobody.trainees


def test_what_is_gone_leaves_the_map_without_members(settings: Settings) -> None:
    assert spread_on_file(settings, replace(BY, set_id="gone")) == {}
    gone = replace(AFTER, judged=replace(BY, set_id="gone"))
    assert standing_on_file(settings, {}, gone, None) == standing_of(gone, {}, {}, {})
