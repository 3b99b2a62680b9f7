"""Who may not do something is told in a line who may, and the control cannot be pressed."""

import pytest
from streamlit.testing.v1 import AppTest

from core.access.acting import acting_as
from core.access.actor import LOCAL, Actor
from core.ui.kit import permit
from tests.support.app import texts


def test_the_line_names_the_roles_of_the_studio_or_of_the_project() -> None:
    assert permit.why_not("lexicon.change") == "낱말집을 고칠 수 있는 역할: 분석하는 사람, 관리자"
    assert permit.why_not("choice.studio").endswith("역할: 관리자")
    assert permit.why_not("comment.write", project="p").endswith("이 프로젝트의 보는 사람, 분석하는 사람, 관리자")
    assert "프로젝트의" not in permit.why_not("trainee.purge", project="p"), "no role in a project is enough"


@pytest.mark.parametrize("within", ["viewer", "analyst"])
def test_it_is_asked_of_who_acts_in_this_project_and_for_ones_own(within: str) -> None:
    with acting_as(Actor("me", "나", "viewer", {"p": within})):  # type: ignore[dict-item]
        assert permit.may("project.change", project="p") == (within == "analyst")
        assert not permit.may("project.change", project="q") and not permit.may("project.change")
        assert permit.may("link.revoke", owner="me") and not permit.may("link.revoke", owner="you")
    with acting_as(LOCAL):
        assert permit.may("workspace.restore")


def test_a_control_that_is_not_for_somebody_cannot_be_pressed() -> None:
    def page(role: str) -> None:
        from core.access.acting import acting_as
        from core.access.actor import Actor
        from core.ui.kit import permit

        with acting_as(Actor("me", "나", role)):  # type: ignore[arg-type]
            permit.button("training.delete", "지우기", help="전부", key="a")
            permit.closed("training.delete")

    for role, able in (("analyst", False), ("admin", True)):
        app = AppTest.from_function(page, kwargs={"role": role}).run()
        (button,) = app.button
        assert button.disabled != able and (button.help == "전부") == able
        assert (permit.why_not("training.delete") in texts(app)) != able
