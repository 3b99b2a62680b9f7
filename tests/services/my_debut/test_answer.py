"""One's own answer: what is asked, what is advised, and where nothing can be said. Stand-ins for the slow parts."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from core.access.acting import acting_as
from core.access.actor import GUEST, STRANGER, Actor
from core.errors import AccessError
from core.services.my_debut import answer
from core.services.my_debut.opening import is_guest, is_open, on_the_studios_account, open_alone
from core.services.reference.sets import list_sources
from core.settings import Settings
from core.storage.audit import Audit
from core.types import GroupScores, PhotoFaces, TraineeResult, Upload

USABLE = PhotoFaces("", "ok", "", embedding=np.ones(2, np.float32))


def trainee(*photos: PhotoFaces, verdict: str = "unclear", first: float = 0.6) -> TraineeResult:
    scores = GroupScores({"a": first, "b": 1 - first})
    return TraineeResult("", photos, (scores,) * len(photos), scores, None, verdict, ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "differ", "advice"),
    [
        (trainee(USABLE, verdict="clear"), False, ()),
        (trainee(USABLE), False, ("one_photo",)),
        (trainee(USABLE, first=0.52), False, ("one_photo", "close")),
        (trainee(USABLE, verdict="nobody", first=0.52), False, ("one_photo",)),
        (trainee(replace(USABLE, status="weak", code="covered")), False, ("one_photo", "covered")),
        (trainee(USABLE, replace(USABLE, status="weak", code="dark")), False, ("weak", "another")),
        (trainee(USABLE, USABLE), True, ("different_people", "another")),
    ],
)
def test_what_would_help_follows_from_the_photos_and_the_figures(
    found: TraineeResult, differ: bool, advice: tuple[str, ...]
) -> None:
    assert answer._advice(found, differ=differ) == advice


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"), (b"hello, this is text", "no_photo"), (b"GIF89a" + b"x" * 40, "format"),
        (b"\xff\xd8\xff" + b"x" * 99, "broken"),
    ],
)  # fmt: skip
def test_a_refused_file_says_why_by_a_code(data: bytes, code: str) -> None:
    assert answer.refusal(Upload("", data)) == code


def test_faces_are_asked_about_where_more_than_one_can_be_used() -> None:
    able, not_able = (SimpleNamespace(quality=SimpleNamespace(status=status)) for status in ("ok", "rejected"))
    faces: Any = (able, not_able, able)
    assert answer.to_choose_from(PhotoFaces("", "ok", "", faces=faces)) == (0, 2)
    assert answer.to_choose_from(PhotoFaces("", "ok", "", faces=faces[:2])) == ()


def test_an_admin_opens_and_closes_it_and_that_is_on_record(settings: Settings) -> None:
    assert not is_open(settings)
    boss = Actor("b", "대표", "admin")
    for on in (True, False, True):
        open_alone(settings, boss, on=on)
        assert is_open(settings) == on
    for who in (GUEST, Actor("a", "가", "analyst")):
        with pytest.raises(AccessError):
            open_alone(settings, who, on=False)
    done = [one.on for one in Audit(settings).all() if one.outcome == "done"]
    assert is_open(settings) and done == ["on", "off", "on"]


def test_the_studio_answers_for_guests_and_for_nobody_else_without_a_role(settings: Settings) -> None:
    with acting_as(GUEST):
        assert is_guest()
        with on_the_studios_account(settings):
            assert list_sources(settings) and not is_guest()
    with acting_as(STRANGER), pytest.raises(AccessError), on_the_studios_account(settings):
        pass
