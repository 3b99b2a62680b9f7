from dataclasses import replace
from datetime import UTC, datetime

from core.projects.project import Project
from core.services.projects.plans import ProjectLine
from core.ui.projects.state import styles_of, titles
from tests.support.versions import BY


def _line(number: int, name: str, day: int = 1, state: str = "open") -> ProjectLine:
    moment = datetime(2026, 11, day, tzinfo=UTC)
    made = Project(f"{number:012x}", name, moment, moment)
    return ProjectLine(replace(made, state=state), 0, None)  # type: ignore[arg-type]


def test_no_two_projects_are_called_the_same_in_a_choice() -> None:
    every = [
        _line(1, "여름"),
        _line(2, "여름", 2),
        _line(3, "여름", 2),
        _line(4, "겨울"),
        _line(5, "겨울", state="archived"),
    ]
    found = titles(every)
    assert len(set(found.values())) == len(found) == 4
    assert found[f"{4:012x}"] == "겨울" and found[f"{1:012x}"].startswith("여름 · 2026-11-01")


def test_groups_of_a_version_keep_the_names_they_had() -> None:
    styles = styles_of(replace(BY, fictional=False, groups={**BY.groups, "itzy": "옛 이름", "없는 팀": "없는 팀"}))
    assert {style.id: style.name for style in styles}["itzy"] == "옛 이름"
    assert {style.id for style in styles} == {"dreamcatcher", "itzy", "twice", "없는 팀"}
    assert all(len(style.colour) == 7 for style in styles)
