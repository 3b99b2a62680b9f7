import re
from pathlib import Path

import pytest

from core.errors import ReferenceSetError
from core.services.reference import sets as reference
from core.settings import Settings
from core.ui.compared import choice
from core.ui.compared.choice import OwnSet
from core.ui.kit.state import clear_session, session
from tests.conftest import ROOT
from tests.support.own_sets import own_set


@pytest.fixture(autouse=True)
def _visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.session_state", {})


def test_a_visitor_compares_with_another_set_and_the_team_does_not_notice(settings: Settings, demo: Path) -> None:
    mine, others = (own_set(settings, demo, name, members=1, photos=1) for name in ("나만", "팀"))
    assert choice.source().id == choice.team().id == reference.DEMO
    choice.choose(mine)
    clear_session()  # with the line-up, not with what it is compared with
    assert (choice.source().id, choice.team().id) == (mine, reference.DEMO)
    reference.activate(settings, others)
    assert (choice.source().id, choice.team().id) == (mine, others), "whatever the team does meanwhile"
    choice.follow_team()
    assert choice.source().id == others
    choice.choose(mine)
    choice.choose(others)
    reference.activate(settings, mine)
    assert choice.source().id == mine, "who chooses the team's set follows the team"


def test_who_compares_with_a_set_that_is_deleted_is_told_and_follows_the_team(settings: Settings, demo: Path) -> None:
    mine = own_set(settings, demo, "나만", members=1, photos=1)
    choice.choose(mine)
    reference.rename_set(settings, mine, "새 이름")
    assert choice.source().name == "새 이름"
    reference.delete(settings, mine)
    assert choice.source().id == reference.DEMO
    assert session(OwnSet) == OwnSet("", "새 이름", "새 이름")
    choice.follow_team()
    assert not session(OwnSet).gone


def test_a_set_that_is_too_small_is_refused_and_the_choice_before_stands(settings: Settings, demo: Path) -> None:
    mine, empty = own_set(settings, demo, "나만", members=1, photos=1), reference.new_set(settings, "빈 세트")
    choice.choose(mine)
    with pytest.raises(ReferenceSetError, match="두 개 이상"):
        choice.choose(empty)
    assert choice.source().id == mine


def test_pages_ask_nobody_else_which_set_is_in_use() -> None:
    files = [*(ROOT / "core" / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "streamlit_app.py"]
    asking = [path.relative_to(ROOT).as_posix() for path in files if re.search(r"\bactive_source\b", path.read_text())]
    assert asking == ["core/ui/compared/choice.py"]
