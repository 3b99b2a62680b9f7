"""Somebody of another project asks for a trainee by every address there is: nothing of hers is on the page, in what the
session holds or in what the browser is sent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.access.acting import who_acts
from core.access.actor import LOCAL, Actor
from core.services.projects import plans
from core.services.sharing import links
from core.settings import Settings
from core.sharing.link import SharedView
from core.storage.links import Links
from core.ui.privacy.state import View
from core.ui.projects.state import View as Shown
from core.ui.sharing.links import CODE
from tests.support.app import open_page, texts
from tests.support.trainees import Trainee, plant

pytestmark = pytest.mark.slow


@pytest.fixture
def her(settings: Settings) -> tuple[Trainee, str]:
    """With the plan that keeps her photos."""
    made = Trainee()
    return made, plant(settings, made)


def test_no_address_shows_her_to_somebody_of_another_project(settings: Settings, her: tuple[Trainee, str]) -> None:
    trainee, plan = her
    own = plans.create(settings, LOCAL, "남의 일").id
    actor = Actor("x", "누구", "analyst", {own: "analyst"})
    live = links.make(settings, LOCAL, "version", SharedView(), project=plan, version=1)
    over = replace(live, id="o" * 22, expires=datetime.now(UTC) - timedelta(1))
    Links(settings).add(over, over.made)
    views = [{"view": str(one)} for one in Shown]
    asked = [("projects", {"project": plan, "version": "1", **view}) for view in views]
    asked += [("projects", {CODE: one}) for one in (live.id, over.id, live.id[:-1] + "_", "../" + live.id)]
    asked += [("privacy", {"project": plan, "view": view}) for view in View]
    asked += [("lineup_match", {"project": plan, "version": "1"}), ("home", {"project": plan})]
    who_acts(lambda: actor)
    try:
        for page, codes in asked:
            app = open_page(page, **codes)
            seen = f"{texts(app)} {app.session_state!r} {app._tree!r}"
            assert trainee.name not in seen and "여름 데뷔" not in seen, (page, codes)
    finally:
        who_acts(lambda: LOCAL)
    assert trainee.name in texts(open_page("projects", project=plan, version="1")), "what is looked for can be found"
