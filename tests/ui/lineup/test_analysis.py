"""What is kept for all visitors is kept apart for those who judge otherwise."""

import pytest

from core.access.acting import acting_as
from core.access.actor import Actor
from core.services import choices
from core.services.reference import sets as reference
from core.settings import Settings
from core.ui.lineup.analysis import active_key

MINA, JIO, BOSS = Actor("a1", "이민아", "viewer"), Actor("b2", "박지오", "analyst"), Actor("c3", "김대표", "admin")


def key(actor: Actor, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("streamlit.session_state", {})  # each in a browser of one's own
    with acting_as(actor):
        return active_key()


def test_who_chose_otherwise_is_given_nothing_that_others_made(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    choices.choose_for_all(settings, {choices.ENGINE: "SFace"}, "SFace")
    with acting_as(MINA):
        choices.choose_own(settings, {choices.RUN: "20260101-000000-abcdef"})  # of a run that is gone: it has a notice
    with acting_as(JIO):
        choices.choose_own(settings, {choices.ENGINE: "dlib"})
    keys = [key(one, monkeypatch) for one in (MINA, JIO, BOSS)]
    assert len(set(keys)) == 3
    assert all(one.startswith(f"{reference.DEMO}/") for one in keys)
    with acting_as(JIO):
        choices.choose_own(settings, {choices.ENGINE: None})
    assert key(JIO, monkeypatch) == keys[2], "who chooses nothing shares what everybody uses"
