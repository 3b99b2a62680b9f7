"""`project`: what each command answers. Saving judges photos, so that one test does all that needs an answer."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from core.__main__ import command_line
from core.access.actor import LOCAL
from core.projects.project import Project, Target
from core.services.projects import plans
from core.services.sharing import comments, links
from core.settings import Settings
from core.sharing.comment import About
from core.sharing.link import SharedView
from core.storage.database import Database
from core.storage.projects import Projects
from tests.support.versions import version


@pytest.fixture
def plan(settings: Settings) -> Project:
    """With two versions: 둘 leaves, 셋 comes."""
    made = plans.create(settings, LOCAL, "여름 데뷔", note="일본 먼저")
    store = Projects(settings)
    store.save_version(made.id, version({"하나": (0.7, 0.2, 0.1), "둘": (0.1, 0.8, 0.1)}))
    store.save_version(made.id, version({"하나": (0.7, 0.2, 0.1), "셋": (0.1, 0.1, 0.8)}, parent=1, said="=cmd"))
    return made


def asked(*words: str) -> dict[str, Any]:
    done = CliRunner().invoke(command_line(), ["project", *words, "--json"])
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def refused(*words: str) -> str:
    done = CliRunner().invoke(command_line(), ["project", *words, "--json"])
    assert done.exit_code == 1 and done.stdout == ""
    return done.stderr


def test_listed_and_shown(plan: Project) -> None:
    (one,) = asked("list")["projects"]
    assert (one["id"], one["name"], one["versions"], one["newest"]["said"]) == (plan.id, "여름 데뷔", 2, "=cmd")
    assert asked("list", "--search", "유럽") == {"projects": []} and asked("list", "--deleted") == {"projects": []}
    shown = asked("show", "여름 데뷔")
    assert [row["number"] for row in shown["versions"]] == [2, 1] and shown["target"]["size"] == 0
    whole = asked("show", plan.id, "--version", "2")
    assert [person["name"] for person in whole["trainees"]] == ["하나", "셋"] and whole["gone"] == ""


def test_comments_and_links_are_listed_settled_and_revoked(settings: Settings, plan: Project) -> None:
    first = comments.write(settings, LOCAL, plan.id, About("version", 1), "=좋습니다")
    assert [(one["text"], one["resolved"]) for one in asked("comments", plan.id)["comments"]] == [("=좋습니다", None)]
    (one,) = asked("comments", plan.id, "--resolve", first.id)["comments"]
    assert one["resolved"] and asked("comments", plan.id, "--open")["comments"] == []
    assert "그런 댓글이 없습니다" in refused("comments", plan.id, "--resolve", "0")
    made = [links.make(settings, LOCAL, "project", SharedView(), project=plan.id).id for _ in range(3)]
    assert {one["id"] for one in asked("links", plan.id)["links"]} == {*made}
    found = asked("links", plan.id, "--revoke", made[0])
    assert found["revoked"] == 1 and [one["id"] for one in found["links"] if not one["opens"]] == [made[0]]
    assert asked("links", plan.id, "--revoke", "all")["revoked"] == 2
    assert "그런 링크가 없습니다" in refused("links", plan.id, "--revoke", "0")


def test_compared_and_varied(plan: Project) -> None:
    found = asked("compare", plan.id, "1", "2")
    assert (found["came"], found["left"]) == (["셋"], ["둘"])
    best = asked("what-if", plan.id, "1", "--size", "1", "--target", "itzy")
    assert best["exact"] and best["lineups"][0]["trainees"] == ["둘"]
    pulled = asked("what-if", plan.id, "1", "--size", "1", "--target", "itzy=1", "--without", "둘")
    assert [one["trainees"] for one in pulled["lineups"]] == [["하나"]]


def test_the_target_of_the_project_is_looked_for_where_no_other_is_named(plan: Project, settings: Settings) -> None:
    assert "--target" in refused("what-if", plan.id, "2")
    plans.aim(
        settings, LOCAL, plans.plan(settings, LOCAL, plan.id), Target(1, groups=("itzy", "twice"), weights=(1, 3))
    )
    (best, other) = asked("what-if", plan.id, "2")["lineups"]
    assert (best["trainees"], best["fit"]) == (["셋"], pytest.approx(0.85)) and other["trainees"] == ["하나"]
    assert asked("show", plan.id)["target"]["weights"] == [1, 3]


def test_what_cannot_be_looked_for_is_said(plan: Project) -> None:
    assert "비교한 그룹: dreamcatcher" in refused("what-if", plan.id, "1", "--size", "1", "--target", "typo=2")
    assert "없는 연습생" in refused("what-if", plan.id, "1", "--size", "1", "--target", "itzy", "--within", "누구")
    for weight in ("nan", "-1", "0", "inf", "많이"):
        done = CliRunner().invoke(
            command_line(), ["project", "what-if", plan.id, "1", "--size", "1", "--target", f"itzy={weight}", "--json"]
        )
        assert done.exit_code == 2 and done.stdout == ""
    assert "0명을 고를 수 없습니다" in refused("what-if", plan.id, "1", "--size", "0", "--target", "itzy")
    assert "버전 9" in refused(
        "save", plan.id, str(Path(__file__).parents[2] / "data" / "demo" / "lineup"), "--parent", "9"
    )


def test_compared_with_another_project(plan: Project, settings: Settings) -> None:
    other = plans.create(settings, LOCAL, "가을")
    Projects(settings).save_version(other.id, version({"넷": (0.2, 0.2, 0.6)}))
    found = asked("compare", plan.id, "1", "1", "--other", "가을")
    assert (found["came"], found["left"]) == (["넷"], ["하나", "둘"])


def test_of_several_with_one_name_none_is_guessed_and_no_other_made(
    plan: Project, settings: Settings, demo: Path
) -> None:
    plans.create(settings, LOCAL, plan.name)
    for words in (["show", plan.name], ["save", plan.name, str(demo / "lineup")]):
        assert "2개" in refused(*words)
    assert "이름" in refused("save", " ", str(demo / "lineup"))
    assert len(asked("list")["projects"]) == 2


def test_of_one_that_cannot_be_read_nothing_is_made_up(plan: Project, settings: Settings) -> None:
    with Database(settings).writing() as connection:
        connection.exec_driver_sql("UPDATE project SET board = '{'")
    assert [one["name"] for one in asked("list")["projects"]] == [plan.name]
    assert "읽을 수 없습니다" in refused("show", plan.id)


def test_what_is_not_there_is_said_in_one_line(plan: Project) -> None:
    assert "여름 데뷔" in refused("show", "겨울")
    assert "버전" in refused("show", plan.id, "--version", "9")
    assert "버전" in refused("compare", plan.id, "1", "9")
    for number in ("0", "-1", "9" * 30):
        assert "버전" in refused("show", plan.id, "--version", number)


@pytest.mark.slow
def test_a_line_up_is_saved_without_a_browser(demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo / "lineup" / "trainee_1", tmp_path / "lineup" / "하나")
    saved = asked("save", "봄", str(tmp_path / "lineup"), "--note", "첫 안")
    assert (saved["name"], saved["version"], saved["trainees"]) == ("봄", 1, 1)
    kept = asked("show", "봄", "--version", "1")
    assert kept["said"] == "첫 안" and kept["judged"]["fictional"] and kept["trainees"][0]["scores"]
