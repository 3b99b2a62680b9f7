"""What everybody judges with, and what people chose for themselves."""

from pathlib import Path

import pytest

from core.access.acting import acting_as
from core.access.actor import LOCAL, STUDIO, Actor
from core.errors import AccessError, ReferenceSetError, UnknownNameError
from core.services import choices
from core.services.reference import sets as reference
from core.services.training import runs
from core.settings import Settings
from core.storage.changes import Changes
from core.storage.training import runs as run_store
from tests.support.finished_training import training
from tests.support.own_sets import own_set

MINA, BOSS, JIO = Actor("a1", "이민아", "viewer"), Actor("c3", "김대표", "admin"), Actor("b2", "박지오", "analyst")


def test_a_persons_own_choice_comes_before_the_studios_and_only_for_her(settings: Settings) -> None:
    assert choices.in_force(settings, choices.ENGINE, MINA) == ""
    assert not settings.workspace.exists(), "asking creates nothing"
    with acting_as(BOSS):
        reference.choose_engine(settings, "SFace")
    with acting_as(MINA):
        reference.choose_engine_alone(settings, "dlib")
        assert reference.active_engine(settings) == "dlib"
        assert reference.active_engine(settings, STUDIO) == "SFace"
    for other in (BOSS, JIO, LOCAL):
        with acting_as(other):
            assert reference.active_engine(settings) == "SFace"
    assert reference.active_engine(settings, MINA) == "dlib"
    with acting_as(MINA):
        choices.choose_own(settings, {choices.ENGINE: None})
        assert reference.active_engine(settings) == "SFace"


def test_only_admins_choose_for_everybody_and_everybody_for_oneself(settings: Settings) -> None:
    for one in (MINA, JIO):
        with acting_as(one), pytest.raises(AccessError, match="모두의 기준"):
            reference.choose_engine(settings, "dlib")
        with acting_as(one):
            reference.choose_engine_alone(settings, "dlib")
    with pytest.raises(AccessError, match="로그인하지 않은"):  # at the one computer what is chosen is everybody's
        choices.choose_own(settings, {choices.ENGINE: "dlib"})
    with acting_as(MINA), pytest.raises(UnknownNameError):
        reference.choose_engine_alone(settings, "없는 엔진")
    with acting_as(Actor("d4", "모름", None)), pytest.raises(AccessError):
        reference.choose_engine_alone(settings, "dlib")


def test_an_own_set_that_was_deleted_counts_as_not_chosen(settings: Settings, demo: Path) -> None:
    mine = own_set(settings, demo, "나만", members=1, photos=1)
    empty = reference.new_set(settings, "빈 세트")
    with acting_as(MINA):
        reference.choose_alone(settings, mine)
        with pytest.raises(ReferenceSetError):
            reference.choose_alone(settings, empty)
        assert reference.active_source(settings).id == mine
    reference.delete(settings, mine)
    with acting_as(MINA):
        assert reference.active_source(settings).id == reference.DEMO
        assert choices.own_choices(settings) == {choices.SET: mine}, "the page says so, until that was read"


@pytest.mark.slow
def test_a_run_is_chosen_alone_with_its_set_and_engine(settings: Settings) -> None:
    run, *rest = training()
    run_store.save(settings, run, *rest)
    with acting_as(MINA):
        reference.choose_alone(settings, reference.DEMO, run)
        assert (found := runs.active_run(settings)) is not None and found.id == run.id
        chosen = {choices.SET: reference.DEMO, choices.ENGINE: run.engine, choices.RUN: run.id}
        assert choices.own_choices(settings) == chosen
    assert runs.active_run(settings) is None and runs.active_run(settings, STUDIO) is None


@pytest.mark.slow
def test_of_two_admins_who_choose_at_once_the_later_hears_who_was_first(settings: Settings) -> None:
    seen = reference.team_choice(settings)
    with acting_as(BOSS):
        reference.choose_engine(settings, "dlib", seen)
    with acting_as(Actor("e5", "최이사", "admin")):
        with pytest.raises(AccessError, match="모두의 기준은 그사이 김대표님이 먼저"):
            reference.choose_engine(settings, "SFace", seen)
        with pytest.raises(AccessError, match="김대표님이"):
            reference.choose_again(settings, seen, seen)
        assert reference.active_engine(settings, STUDIO) == "dlib"
        reference.choose_engine(settings, "SFace", reference.team_choice(settings))
    assert [(one.by_name, one.what, one.after) for one in Changes(settings).latest(["choice"])] == [
        ("최이사", "SFace", {"engine": "SFace"}),
        ("김대표", "dlib ResNet", {"engine": "dlib"}),
    ]
