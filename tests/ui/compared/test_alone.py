"""For everybody or for oneself: what each role is offered, and whose choice is said to be in force."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.access.acting import acting_as, who_acts
from core.access.actor import LOCAL, STUDIO, Actor
from core.services import choices
from core.services.reference import sets as reference
from core.services.training import runs
from core.settings import Settings
from core.ui.compared import choice
from core.ui.training.state import View
from core.ui.words_ko import common as t
from core.ui.words_ko import engines as engine_words
from core.ui.words_ko import training as words
from tests.support.app import open_page, press, texts
from tests.support.lab import lab_run
from tests.support.own_sets import own_set

MINA, BOSS = Actor("a1", "이민아", "viewer"), Actor("c3", "김대표", "admin")
SignIn = Callable[[Actor], None]


@pytest.fixture
def sign_in() -> Iterator[SignIn]:
    """From then on this is who acts."""
    yield lambda actor: who_acts(lambda: actor)
    who_acts(lambda: LOCAL)


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


@pytest.mark.slow
def test_an_engine_for_oneself_leaves_everybodys(settings: Settings, sign_in: SignIn) -> None:
    assert engine_words.USE_ENGINE in labels(open_page("engines")), "without sign-in all is as it was"
    sign_in(MINA)
    app = open_page("engines")
    assert t.USE_ALONE in labels(app) and not {t.USE_FOR_ALL, engine_words.USE_ENGINE} & set(labels(app))
    app = press(app, t.USE_ALONE)
    with acting_as(MINA):
        assert choice.source().id == reference.DEMO, "the set is still everybody's"
    assert t.own_choice("dlib ResNet", "SFace") in texts(app)
    assert reference.active_engine(settings, MINA) == "dlib"
    assert reference.active_engine(settings, STUDIO) == "SFace"
    app = press(app, t.AS_EVERYBODY)
    assert "나만" not in texts(app) and reference.active_engine(settings, MINA) == "SFace"


@pytest.mark.slow
def test_the_later_of_two_admins_hears_who_was_first(settings: Settings, demo: Path, sign_in: SignIn) -> None:
    sign_in(BOSS)
    mine, other = (own_set(settings, demo, name, members=1, photos=1) for name in ("하나", "둘"))
    app = open_page("reference_data")
    assert {t.USE_FOR_ALL, t.USE_ALONE} <= set(labels(app))
    reference.activate(settings, other)
    sign_in(Actor("e5", "최이사", "admin"))
    app = app.button(key=f"use.{mine}").click().run()  # as drawn before the other one was chosen
    assert "모두의 기준은 그사이 김대표님이 먼저" in texts(app)
    assert reference.active_source(settings, STUDIO).id == other
    app = app.button(key=f"use.{mine}").click().run()  # what is so now was seen
    assert reference.active_source(settings, STUDIO).id == mine


@pytest.mark.slow
def test_a_set_for_oneself_is_there_in_another_browser_too(settings: Settings, demo: Path, sign_in: SignIn) -> None:
    mine = own_set(settings, demo, "나만의 세트", members=1, photos=1)
    sign_in(MINA)
    app = open_page("reference_data")
    assert t.USE_FOR_ALL not in labels(app)
    press(app, t.USE_ALONE)
    assert reference.active_source(settings, MINA).id == mine
    other = open_page()
    assert t.OWN_SET in texts(other) and t.teams_set("데모 그룹") in texts(other)
    sign_in(BOSS)
    assert t.OWN_SET not in texts(open_page()), "another person"
    reference.delete(settings, mine)
    sign_in(MINA)
    app = open_page()
    assert t.own_set_gone("") in texts(app)
    app = press(app, t.PUT_AWAY)
    assert t.own_set_gone("") not in texts(app) and not choices.own_choices(settings, MINA)


@pytest.mark.slow
def test_a_run_is_put_to_use_for_oneself_or_for_everybody(
    settings: Settings, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = lab_run("모르는 멤버들")

    def used(own: Settings, run_id: str) -> None:  # its members are in no set of this studio
        choices.choose_own(own, {choices.RUN: run_id})

    monkeypatch.setattr(runs, "judge_alone", used)
    sign_in(MINA)
    app = open_page("training").segmented_control(key="training.view").set_value(View.RUN).run()
    assert t.USE_FOR_ALL not in labels(app) and words.USE not in labels(app)
    app = press(app, t.USE_ALONE)
    assert f"나만 ‘{run.name}’" in texts(app) and t.IN_USE_ALONE in texts(app)
    app = press(app, t.AS_EVERYBODY)
    assert "나만" not in texts(app) and not choices.own_choices(settings, MINA)
    sign_in(BOSS)
    app = open_page("training").segmented_control(key="training.view").set_value(View.RUN).run()
    assert {t.USE_FOR_ALL, t.USE_ALONE} <= set(labels(app))
