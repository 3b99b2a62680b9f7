"""Who is behind a token, and when a sign-in counts no longer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.access.actor import LOCAL, STRANGER, Actor
from core.access.people import Claims, SignInRules
from core.errors import AccessError
from core.services.people import roles
from core.services.people.signed_in import claims_of, recognise, sign_in_id, why_out
from core.services.projects import plans
from core.settings import Settings
from core.storage.audit import Audit
from core.storage.people import People
from tests.support.clocks import forgotten

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
BOSS = Claims("https://id.example", "1", NOW, "김대표", "boss@example.com", verified=True)
MINA = Claims("https://id.example", "2", NOW, "이민아", "mina@example.com", verified=True)
RULES = SignInRules(first_admin="Boss@example.com")


def who(settings: Settings, claims: Claims, after: timedelta = timedelta(0), rules: SignInRules = RULES) -> Actor:
    return recognise(settings, claims, rules, now=NOW + after)


def test_the_first_admin_is_the_one_named_and_all_others_wait(settings: Settings) -> None:
    assert who(settings, MINA).role is None
    boss = who(settings, BOSS)
    assert (boss.role, boss.name) == ("admin", "김대표")
    # the same address from another issuer, unproved or for somebody else is not her
    for other in (replace(BOSS, issuer="https://evil.example"), replace(BOSS, subject="3")):
        assert who(settings, other).role is None
        assert who(settings, other).id != boss.id
    with pytest.raises(AccessError):
        plans.plans(settings, who(settings, MINA))


def test_an_address_that_no_one_vouches_for_makes_no_admin(settings: Settings) -> None:
    assert who(settings, replace(BOSS, verified=False)).role is None
    assert who(settings, replace(BOSS, subject="4", email="bo\u017fs@example.com")).role is None, "a long s is no s"
    hidden = claims_of({"iss": "i", "sub": "s", "iat": 1, "email": "bo\u202ess@example.com", "email_verified": True})
    assert hidden is not None and not hidden.verified


def test_a_role_acts_with_the_next_request_and_so_does_its_end(settings: Settings) -> None:
    boss, mina = who(settings, BOSS), who(settings, MINA)
    roles.give_role(settings, boss, mina.id, "analyst")
    mina = who(settings, MINA)
    made = plans.create(settings, mina, "여름")
    assert who(settings, MINA).projects == {made.id: "admin"}
    roles.give_role(settings, boss, mina.id, None)
    with pytest.raises(AccessError):
        plans.plan(settings, who(settings, MINA), made.id)
    with pytest.raises(AccessError, match="관리자가 한 명은"):
        roles.give_role(settings, boss, boss.id, "viewer")
    with pytest.raises(AccessError, match="관리자가 한 명은"):
        roles.remove(settings, boss, boss.id)


@pytest.mark.parametrize(
    ("after", "counts"),
    [
        (timedelta(minutes=-4), True),  # clocks differ a little
        (timedelta(minutes=-6), False),  # the clock was set back, or the token is of tomorrow
        (timedelta(hours=1, minutes=59), True),
        (timedelta(hours=2, minutes=1), False),  # nothing was done for too long
        (timedelta(days=29), False),  # the cookie lives on
    ],
)
def test_a_sign_in_ends_by_itself(settings: Settings, after: timedelta, counts: bool) -> None:
    who(settings, MINA)
    assert (who(settings, MINA, after) != STRANGER) == counts


def test_why_somebody_is_out_is_known(settings: Settings) -> None:
    def why(after: timedelta = timedelta(0), claims: Claims = MINA, rules: SignInRules = RULES) -> str:
        return why_out(settings, claims, rules, NOW + after)

    mina = who(settings, MINA)
    assert why() == "waiting"
    roles.give_role(settings, LOCAL, mina.id, "viewer")
    assert why() == "" and why(timedelta(hours=3)) == "expired" and why(timedelta(hours=-3)) == "clock"
    roles.end_sign_in(settings, LOCAL, sign_in_id(MINA))
    assert why() == "ended"
    assert why(claims=replace(MINA, issued=NOW - timedelta(days=1))) == "expired"  # a cookie of yesterday
    assert why(claims=replace(MINA, subject="9")) == "expired"
    roles.remove(settings, LOCAL, mina.id)
    assert why(claims=replace(MINA, issued=NOW + timedelta(minutes=1))) == "ended"


def test_a_token_of_another_provider_counts_nothing_whoever_it_names(settings: Settings) -> None:
    rules = replace(RULES, issuer="https://id.example/")
    assert who(settings, MINA, rules=rules) != STRANGER
    for issuer in ("https://evil.example", "https://id.example.evil", "http://id.example", ""):
        other = replace(BOSS, issuer=issuer)
        assert who(settings, other, rules=rules) == STRANGER and why_out(settings, other, rules, NOW) == "ended"
    assert len(People(settings).all()) == 1


def test_use_keeps_it_alive_but_no_longer_than_a_day_of_work(settings: Settings) -> None:
    for hour in range(12):
        assert who(settings, MINA, timedelta(hours=hour)) != STRANGER
    assert who(settings, MINA, timedelta(hours=12, minutes=1)) == STRANGER


def test_ended_sign_ins_and_removed_people_are_out_at_once(settings: Settings) -> None:
    boss, mina = who(settings, BOSS), who(settings, MINA)
    roles.give_role(settings, boss, mina.id, "viewer")
    mina = who(settings, MINA)
    tab, phone = MINA, replace(MINA, issued=NOW + timedelta(minutes=1))
    who(settings, phone, timedelta(minutes=1))
    roles.end_sign_in(settings, mina, sign_in_id(tab))
    assert who(settings, tab, timedelta(minutes=2)) == STRANGER
    assert who(settings, phone, timedelta(minutes=2)).id == mina.id
    with pytest.raises(AccessError):
        roles.end_sign_in(settings, mina, sign_in_id(BOSS))
    roles.give_role(settings, boss, mina.id, "analyst")
    roles.remove(settings, boss, mina.id)
    assert who(settings, phone, timedelta(minutes=2)) == STRANGER
    # A new sign-in of a removed person counts as little; a taken-back person's old one counts no more.
    later = replace(MINA, issued=datetime.now(UTC) + timedelta(minutes=1))
    assert recognise(settings, later, RULES, now=later.issued) == STRANGER
    roles.take_back(settings, boss, mina.id)
    assert recognise(settings, later, RULES, now=later.issued).role == "analyst"
    assert who(settings, phone, timedelta(minutes=2)) == STRANGER


def test_a_directory_gives_roles_and_takes_them_but_not_those_that_people_gave(settings: Settings) -> None:
    rules = replace(RULES, group_roles={"a&r": "analyst", "heads": "admin"})
    boss = who(settings, BOSS, rules=rules)
    named = replace(MINA, groups=("x", "heads", "a&r"))
    assert who(settings, named, rules=rules).role == "admin"
    left = replace(named, groups=("a&r",), issued=NOW + timedelta(minutes=1))
    assert who(settings, left, timedelta(minutes=1), rules).role == "analyst"
    roles.give_role(settings, boss, who(settings, left, timedelta(minutes=1), rules).id, "viewer")
    again = replace(named, issued=NOW + timedelta(minutes=2))
    assert who(settings, again, timedelta(minutes=2), rules).role == "viewer"


@pytest.mark.parametrize(
    "user",
    [
        {},
        {"iss": "i", "sub": "s"},
        {"iss": "i", "sub": "s", "iat": "soon"},
        {"iss": "i", "sub": "s", "iat": True},
        {"iss": "i", "sub": "s", "iat": 1e300},
        {"iss": "", "sub": "s", "iat": 1},
        {"iss": "i", "sub": 7, "iat": 1},
        {"iss": "i", "sub": "s\ud800", "iat": 1},
        {"iss": "i", "sub": "s", "iat": 1, "nonce": "\0"},
    ],
)
def test_a_token_without_who_or_when_is_nobody(user: dict[str, object]) -> None:
    assert claims_of(user) is None


def test_what_a_token_says_is_one_line_of_text() -> None:
    said = {
        "iss": "i",
        "sub": "s",
        "iat": 1,
        "name": "가\n\u202e나" + "다" * 500,
        "email_verified": "true",
        "groups": "x",
    }
    found = claims_of(said)
    assert found is not None
    assert found.name.startswith("가 나다") and len(found.name) == 120
    assert not found.verified and found.groups == ()


def test_what_is_done_and_refused_is_on_the_record_and_the_one_person_of_a_computer_is_not(settings: Settings) -> None:
    plans.create(settings, LOCAL, "가")
    assert Audit(settings).entries() == []
    boss, mina = who(settings, BOSS), who(settings, MINA)
    with pytest.raises(AccessError):
        roles.people(settings, mina)
    roles.give_role(settings, boss, mina.id, "viewer")
    noted = [(entry.actor, entry.action, entry.outcome) for entry in reversed(Audit(settings).entries())]
    assert noted == [
        (boss.id, "studio.enter", "done"),
        (mina.id, "studio.enter", "done"),
        (mina.id, "people.read", "refused"),
        (boss.id, "people.change", "done"),
    ]


def test_a_plan_is_shared_with_those_let_in(settings: Settings) -> None:
    boss, mina = who(settings, BOSS), who(settings, MINA)
    roles.give_role(settings, boss, mina.id, "viewer")
    made = plans.create(settings, boss, "여름")
    assert plans.plans(settings, who(settings, MINA)) == []
    with pytest.raises(AccessError):
        roles.let_in(settings, who(settings, MINA), made.id, mina.id, "admin")
    assert [one.id for one in roles.to_let_in(settings, boss, made.id)] == [mina.id]
    roles.let_in(settings, boss, made.id, mina.id, "viewer")
    assert roles.to_let_in(settings, boss, made.id) == []
    assert [line.project.id for line in plans.plans(settings, who(settings, MINA))] == [made.id]
    assert {person.id: role for person, role in roles.members(settings, boss, made.id)} == {
        mina.id: "viewer",
        boss.id: "admin",
    }
    with pytest.raises(AccessError):
        plans.rename(settings, who(settings, MINA), made, "겨울", "")
    roles.let_in(settings, boss, made.id, mina.id, None)
    assert plans.plans(settings, who(settings, MINA)) == []
    assert People(settings).roles_in_projects(mina.id) == {}


def test_two_sign_ins_of_one_second_are_two(settings: Settings) -> None:
    """`iat` counts seconds: a phone and a laptop at once."""
    laptop, phone = (replace(MINA, nonce=nonce) for nonce in ("a", "b"))
    mina = who(settings, laptop)
    assert who(settings, phone).id == mina.id and sign_in_id(laptop) != sign_in_id(phone)
    assert len(People(settings).sign_ins(mina.id)) == 2
    roles.end_sign_in(settings, LOCAL, sign_in_id(phone))
    assert who(settings, phone) == STRANGER and who(settings, laptop).id == mina.id
    assert claims_of({"iss": "i", "sub": "s", "iat": 1, "nonce": "n"}) == Claims(
        "i", "s", datetime.fromtimestamp(1, UTC), nonce="n"
    )


def test_what_an_older_studio_has_ended_stays_so(settings: Settings) -> None:
    who(settings, MINA)
    roles.end_sign_in(settings, LOCAL, sign_in_id(MINA))
    assert who(settings, replace(MINA, nonce="a")) == STRANGER


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1), timedelta(days=365)])
def test_a_clock_that_is_set_back_brings_no_sign_in_back(settings: Settings, back: timedelta) -> None:
    who(settings, MINA)
    later = NOW + timedelta(hours=3)  # she was away for longer than a pause
    who(settings, replace(BOSS, issued=later), timedelta(hours=3))
    assert who(settings, replace(BOSS, issued=later, nonce="x"), timedelta(hours=4)) != STRANGER  # looked at twice
    for _ in range(2):
        assert who(settings, MINA, timedelta(hours=4) - back) == STRANGER
        assert why_out(settings, MINA, RULES, NOW + timedelta(hours=4) - back) == "clock"
        forgotten(settings)


def test_a_clock_that_jumps_ahead_and_back_ends_nothing_for_good(settings: Settings) -> None:
    mina = who(settings, MINA)
    for ahead in (timedelta(hours=13), timedelta(days=365)):
        assert who(settings, MINA, ahead) == STRANGER
    assert who(settings, MINA, timedelta(minutes=5)).id == mina.id, "it was put right within the hour"
