"""docs/roles.md says who may what; the code does just that, for every action, role and owner."""

import itertools
import re

import pytest

from core.access.acting import acting, acting_as, who_acts
from core.access.actions import ACTIONS, allowed, require
from core.access.actor import GUEST, LOCAL, ROLES, STRANGER, Actor, Role, reaches
from core.errors import AccessError
from tests.conftest import ROOT

ROW = re.compile(r"\| `([\w.]+)` \| (\S+) \| (\S+) \| (yes|-) \|")
TABLE = {row[0]: row[1:] for row in ROW.findall((ROOT / "docs" / "roles.md").read_text(encoding="utf-8"))}
ORDER = {"viewer": 1, "analyst": 2, "admin": 3}


def test_the_document_and_the_code_name_the_same_actions() -> None:
    assert list(TABLE) == list(ACTIONS)


@pytest.mark.parametrize("action", ACTIONS)
def test_every_role_may_what_the_document_says_and_no_more(action: str) -> None:
    studio, project, own = TABLE[action]
    for role, within, whose in itertools.product((None, *ROLES), (None, *ROLES), ("me", "other", "")):
        actor = Actor("me", "나", role, {"p": within} if within else {})
        expected = role is not None and (
            (studio != "-" and ORDER[role] >= ORDER[studio])
            or (project != "-" and within is not None and ORDER[within] >= ORDER[project])
            or (own == "yes" and whose == "me")
        )
        assert allowed(actor, action, project="p", owner=whose) == expected
        if within:  # a role in another project opens nothing here
            elsewhere = allowed(actor, action, project="q", owner=whose)
            assert elsewhere == allowed(Actor("me", "나", role), action, project="q", owner=whose)


def test_a_refusal_says_what_and_whom_to_ask() -> None:
    with pytest.raises(AccessError, match=r"낱말집을 고칠 권한이 없습니다. 관리자에게"):
        require(Actor("a", "가", "viewer"), "lexicon.change")
    assert not any(allowed(STRANGER, action, project="p", owner="") for action in ACTIONS)
    assert [action for action in ACTIONS if allowed(GUEST, action, project="p", owner="guest")] == ["debut.enter"]
    assert all(allowed(LOCAL, action, owner="local") for action in ACTIONS)
    with pytest.raises(KeyError):
        allowed(LOCAL, "no.such")


@pytest.mark.parametrize(("role", "needed"), itertools.product((None, *ROLES), repeat=2))
def test_roles_stand_in_a_row(role: Role | None, needed: Role | None) -> None:
    assert reaches(role, needed) == (bool(role and needed) and ORDER[str(role)] >= ORDER[str(needed)])


def test_who_acts_is_asked_anew_and_may_be_said_for_a_while() -> None:
    assert acting() is LOCAL
    answers = iter([Actor("a", "가", "admin"), STRANGER])
    try:
        who_acts(lambda: next(answers))
        with acting_as(LOCAL):
            assert acting() is LOCAL
        assert acting().id == "a"
        assert acting() is STRANGER
    finally:
        who_acts(lambda: LOCAL)
