"""Who is behind a sign-in, and whether it still counts: asked with every request, so that nothing outlives its end."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal

from core.access.actor import STRANGER, Actor, Role, reaches
from core.access.people import Claims, Person, SignIn, SignInRules, not_ended, same_mail, still_counts
from core.errors import StorageError
from core.services.permitted import note
from core.settings import Settings
from core.storage import clock
from core.storage.people import People
from core.text.hidden import hidden, visible

WhyOut = Literal["", "waiting", "expired", "ended", "clock"]
_LONGEST = 120  # characters of a name or an address that are kept


def claims_of(user: Mapping[str, Any]) -> Claims | None:
    """What a token says, as Streamlit hands it on; None where it names no issuer, subject or time."""
    issuer, subject, issued = (user.get(key) for key in ("iss", "sub", "iat"))
    if not (isinstance(issuer, str) and issuer and isinstance(subject, str) and subject):
        return None
    nonce = user.get("nonce")
    nonce = nonce if isinstance(nonce, str) else ""
    if hidden(issuer + subject + nonce):  # OpenID Connect Core 1.0, section 2: ASCII; half characters take no digest
        return None
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return None
    try:
        began = datetime.fromtimestamp(issued, UTC)
    except (OverflowError, OSError, ValueError):
        return None
    groups = user.get("groups")
    named = tuple(str(group) for group in groups) if isinstance(groups, list | tuple) else ()
    email = _line(user.get("email"))
    name = _line(user.get("name")) or _line(user.get("preferred_username")) or email
    proved = user.get("email_verified") is True and email == user.get("email")  # as it is, and not as it is shown
    return Claims(issuer, subject, began, name, email, proved, named, nonce)


def sign_in_id(claims: Claims) -> str:
    """Of a sign-in: the same for all that one token brings, and nothing that opens anything. Two of one second, the
    unit of `iat`, are told apart by their nonce."""
    told = [claims.issuer, claims.subject, str(claims.issued.timestamp()), *([claims.nonce] if claims.nonce else [])]
    return sha256("\n".join(told).encode()).hexdigest()[:32]


def recognise(
    settings: Settings, claims: Claims, rules: SignInRules, *, device: str = "", now: datetime | None = None
) -> Actor:
    """Who acts with this token now: STRANGER where its sign-in no longer counts; an actor without a role where the
    person has none yet. A first sign-in is kept, and so is each use."""
    now, people, which = now or datetime.now(UTC), People(settings), sign_in_id(claims)
    if not rules.trusts(claims.issuer):
        return STRANGER
    known, person = people.sign_in(which), people.find(claims.issuer, claims.subject)
    times = clock.at(settings, now)
    if known is None or person is None:
        begun = SignIn(which, "", claims.issued, now, _line(device))
        over = person is not None and not still_counts(begun, person, now, rules, times.now)
        if over or _was_ended(people, claims):
            return STRANGER  # a removed person's, or one that was begun before they were all ended
        person = _arrive(people, claims, rules, now)
        if not still_counts(begun, person, now, rules, times.now):
            return STRANGER
        clock.look(settings, now)
        people.begin(replace(begun, person=person.id), times.sure)
        note(settings, _actor(people, person), "studio.enter")
        return _actor(people, person)
    if known.person != person.id or not still_counts(known, person, now, rules, times.now):
        return STRANGER
    with suppress(StorageError):  # the table is held by something long: a use that is not noted ends a sign-in sooner
        if people.use(known, now):
            clock.look(settings, now)
    return _actor(people, person)


def why_out(settings: Settings, claims: Claims, rules: SignInRules, now: datetime | None = None) -> WhyOut:
    """Why this token opens nothing; "" where it does."""
    now, people, which = now or datetime.now(UTC), People(settings), sign_in_id(claims)
    known, person = people.sign_in(which), people.find(claims.issuer, claims.subject)
    begun = known or SignIn(which, "", claims.issued, now, "")
    if not rules.trusts(claims.issuer):
        return "ended"
    if person is not None and not not_ended(begun, person):
        return "ended"
    times = clock.at(settings, now)
    if person is None or not still_counts(begun, person, now, rules, times.now):
        return "clock" if times.behind else "expired"
    return "" if person.role else "waiting"


def _was_ended(people: People, claims: Claims) -> bool:
    """Studios before 0.11 knew a sign-in without its nonce: what they have ended stays so."""
    before = people.sign_in(sign_in_id(replace(claims, nonce="")))
    return before is not None and before.ended is not None


def _arrive(people: People, claims: Claims, rules: SignInRules, now: datetime) -> Person:
    """The first admin is known by an address that the issuer vouches for, once; afterwards by issuer and subject."""
    if claims.verified and same_mail(claims.email, rules.first_admin):
        return people.arrive(claims, now, "admin", "start", only_first=True)
    if rules.group_roles is not None:
        return people.arrive(claims, now, _role_of(claims, rules.group_roles), "claim", only_first=False)
    return people.arrive(claims, now, None, "", only_first=False)


def _role_of(claims: Claims, roles: Mapping[str, Role]) -> Role | None:
    """The highest that the person's groups carry."""
    highest: Role | None = None
    for role in (roles[group] for group in claims.groups if group in roles):
        if highest is None or reaches(role, highest):
            highest = role
    return highest


def _actor(people: People, person: Person) -> Actor:
    return Actor(person.id, person.name or person.email or person.id, person.role, people.roles_in_projects(person.id))


def _line(value: object) -> str:
    return " ".join(visible(value).split())[:_LONGEST] if isinstance(value, str) else ""
