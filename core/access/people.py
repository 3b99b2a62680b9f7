"""People as the studio knows them, and their sign-ins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from core.access.actor import Role

PersonState = Literal["active", "removed"]
LONGEST_SIGN_IN = timedelta(hours=12)  # a sign-in counts no longer than a working day, however long the cookie lives
LONGEST_PAUSE = timedelta(hours=2)  # without a click


@dataclass(frozen=True, slots=True)
class Claims:
    """What an issuer vouches for: `iss`, `sub`, `iat`, and how the person is called. verified: the issuer says that the
    address of mail is the person's own. groups: of the issuer's directory, where it names them. nonce: what we had sent
    with this one sign-in and the token gives back (OpenID Connect Core 1.0, section 2); "" where it does not."""

    issuer: str
    subject: str
    issued: datetime
    name: str = ""
    email: str = ""
    verified: bool = False
    groups: tuple[str, ...] = ()
    nonce: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """role: None before one was given. role_by: id of the person who gave it, "start" or "claim", "" for none.
    not_before: sign-ins that began earlier count no longer."""

    id: str
    issuer: str
    subject: str
    name: str
    email: str
    role: Role | None
    state: PersonState
    role_by: str
    first_seen: datetime
    last_seen: datetime
    not_before: datetime | None = None


def told_apart(people: Sequence[Person]) -> dict[str, str]:
    """Id -> how each is called among these: namesakes with their address of mail."""
    names = [one.name or one.email or one.id for one in people]
    return {
        one.id: f"{name} ({one.email})" if names.count(name) > 1 and one.email else name
        for one, name in zip(people, names, strict=True)
    }


@dataclass(frozen=True, slots=True)
class SignIn:
    """One browser's sign-in. ended: None while it counts."""

    id: str
    person: str
    began: datetime
    last_use: datetime
    device: str
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignInRules:
    """How long a sign-in counts, and which of an issuer's groups carry which role (the highest wins; groups without a
    row carry none). first_admin: address of mail of who becomes the first admin, "" for none. issuer: whose tokens
    count, "" for any."""

    longest: timedelta = LONGEST_SIGN_IN
    pause: timedelta = LONGEST_PAUSE
    group_roles: Mapping[str, Role] | None = None
    first_admin: str = ""
    issuer: str = ""

    def trusts(self, issuer: str) -> bool:
        return not self.issuer or issuer.rstrip("/") == self.issuer.rstrip("/")


def same_mail(one: str, other: str) -> bool:
    """The same address? Capitals count as small letters in ASCII alone: elsewhere two could become one ("ß", "ss")."""
    return one == other != "" or (one.isascii() and other.isascii() and one.lower() == other.lower() != "")


def not_ended(sign_in: SignIn, person: Person) -> bool:
    """Has nothing and no one ended it?"""
    if person.state != "active" or sign_in.ended is not None:
        return False
    return person.not_before is None or sign_in.began >= person.not_before


def still_counts(
    sign_in: SignIn, person: Person, now: datetime, rules: SignInRules, latest: datetime | None = None
) -> bool:
    """May this sign-in still act? A clock that was set back does not make it younger: what began in the future by more
    than a few minutes counts as no sign-in, and its time is over by the latest that was ever seen.

    now: by the clock; latest: never earlier, `now` by default."""
    if not not_ended(sign_in, person):
        return False
    ahead, latest = timedelta(minutes=5), latest or now
    begun = sign_in.began - ahead <= now and sign_in.last_use - ahead <= now
    return begun and latest <= min(sign_in.began + rules.longest, sign_in.last_use + rules.pause)
