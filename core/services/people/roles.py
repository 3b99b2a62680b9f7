"""Who may use the studio, and as what: seen and changed by admins, one's own sign-ins by oneself."""

from collections.abc import Sequence
from datetime import UTC, datetime

from core.access.actor import Actor, Role
from core.access.people import Person, SignIn, SignInRules, still_counts
from core.errors import AccessError
from core.services.permitted import check, note
from core.settings import Settings
from core.storage import clock
from core.storage.people import UNKNOWN, People
from core.storage.projects import Projects


def people(settings: Settings, actor: Actor) -> list[Person]:
    """Those seen last first."""
    check(settings, actor, "people.read")
    return People(settings).all()


def has_admin(settings: Settings) -> bool:
    """Is there somebody who can let others in? For the server's start, before anybody acts."""
    return any(one.role == "admin" and one.state == "active" for one in People(settings).all())


def myself(settings: Settings, actor: Actor) -> Person:
    """The actor as the studio knows them: for those without a role, too."""
    return People(settings).get(actor.id)


def give_role(settings: Settings, actor: Actor, person_id: str, role: Role | None) -> Person:
    """None takes the role away. It acts with the person's next click. Raises AccessError where no admin would be
    left."""
    check(settings, actor, "people.change", f"person/{person_id}")
    changed = People(settings).set_role(person_id, role, actor.id)
    note(settings, actor, "people.change", f"person/{person_id}/role/{role or 'none'}")
    return changed


def remove(settings: Settings, actor: Actor, person_id: str) -> Person:
    """No sign-in of theirs counts from now on. `take_back` lets them sign in anew."""
    check(settings, actor, "people.change", f"person/{person_id}")
    changed = People(settings).remove(person_id, datetime.now(UTC))
    note(settings, actor, "people.change", f"person/{person_id}/removed")
    return changed


def take_back(settings: Settings, actor: Actor, person_id: str) -> Person:
    """A removed person may sign in anew, with the role they had."""
    check(settings, actor, "people.change", f"person/{person_id}")
    changed = People(settings).take_back(person_id)
    note(settings, actor, "people.change", f"person/{person_id}/active")
    return changed


def sign_ins(settings: Settings, actor: Actor, person_id: str, rules: SignInRules) -> list[SignIn]:
    """Those of a person that still count, used last first: one's own, or anybody's for an admin."""
    check(settings, actor, "signins.read", f"person/{person_id}", owner=person_id)
    person, times = People(settings).get(person_id), clock.times(settings)
    every = People(settings).sign_ins(person_id)
    return [one for one in every if still_counts(one, person, times.clock, rules, times.now)]


def end_sign_in(settings: Settings, actor: Actor, sign_in: str) -> None:
    """The browser that it belongs to is out with its next request."""
    found = People(settings).sign_in(sign_in)
    check(settings, actor, "signins.end", f"signin/{sign_in}", owner=found.person if found else "")
    if found is None:
        raise AccessError(UNKNOWN)
    People(settings).end_sign_in(sign_in, datetime.now(UTC))
    note(settings, actor, "signins.end", f"person/{found.person}")


def end_sign_ins(settings: Settings, actor: Actor, person_id: str) -> None:
    """All of a person's, on every device."""
    check(settings, actor, "signins.end", f"person/{person_id}", owner=person_id)
    People(settings).end_sign_ins(person_id, datetime.now(UTC))
    note(settings, actor, "signins.end", f"person/{person_id}")


def members(settings: Settings, actor: Actor, project_id: str) -> Sequence[tuple[Person, Role]]:
    """Who was let into a plan, by name."""
    check(settings, actor, "project.read", f"project/{project_id}", project=project_id)
    return People(settings).members(project_id)


def to_let_in(settings: Settings, actor: Actor, project_id: str) -> list[Person]:
    """Whom a plan can be opened to, by name: those with a role in the studio but its admins, who see every plan."""
    check(settings, actor, "project.share", f"project/{project_id}", project=project_id)
    inside = {person.id for person, _ in People(settings).members(project_id)}
    found = [one for one in People(settings).all() if one.state == "active" and one.role in ("viewer", "analyst")]
    return sorted((one for one in found if one.id not in inside), key=lambda one: (one.name, one.email))


def waiting(settings: Settings, actor: Actor) -> int:
    """How many signed in and have no role yet."""
    check(settings, actor, "people.read")
    return sum(one.state == "active" and one.role is None for one in People(settings).all())


def let_in(settings: Settings, actor: Actor, project_id: str, person_id: str, role: Role | None) -> None:
    """Give somebody a role in a plan, or take it away (None)."""
    check(settings, actor, "project.share", f"project/{project_id}", project=project_id)
    Projects(settings).get(project_id)  # raises ProjectError where it is not there
    People(settings).get(person_id)
    People(settings).let_in(project_id, person_id, role, actor.id, datetime.now(UTC))
    note(settings, actor, "project.share", f"project/{project_id}/person/{person_id}/{role or 'none'}")
