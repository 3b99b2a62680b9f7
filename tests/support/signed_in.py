"""Pages and services as a signed-in person sees them, without a provider."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from core.access.acting import who_acts
from core.access.actor import LOCAL, STRANGER, Actor, Role
from core.access.people import Claims, Person, SignInRules
from core.services.people.signed_in import recognise
from core.settings import Settings
from core.storage.people import People

ISSUER = "https://id.example"


def person(settings: Settings, name: str, role: Role | None = None, issued: datetime | None = None) -> Person:
    """Who has signed in just now, or `issued`, and has a role perhaps."""
    claims = Claims(ISSUER, name, issued or datetime.now(UTC), name, f"{len(name)}@example.com")
    who = recognise(settings, claims, SignInRules(), device="Chrome, Windows")
    return People(settings).set_role(who.id, role, "test") if role else People(settings).get(who.id)


@contextmanager
def acting_on_pages(settings: Settings, who: Person | None) -> Iterator[None]:
    """Whoever opens a page is this person, with the role that they have then; None: a stranger."""

    def now() -> Actor:
        if who is None:
            return STRANGER
        found = People(settings).get(who.id)
        return Actor(found.id, found.name, found.role, People(settings).roles_in_projects(found.id))

    who_acts(now)
    try:
        yield
    finally:
        who_acts(lambda: LOCAL)
