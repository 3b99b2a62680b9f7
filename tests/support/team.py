"""People of a studio that is shared, as rows and as those who act."""

from collections.abc import Mapping
from datetime import UTC, datetime

from core.access.actor import Actor, Role
from core.access.people import Claims
from core.settings import Settings
from core.storage.people import People

BOSS = Actor("boss", "김대표", "admin")


def person(settings: Settings, name: str, role: Role | None, projects: Mapping[str, Role] | None = None) -> Actor:
    """On file, with a role in the studio and in projects by id; as the actor that a sign-in makes of them."""
    now, people = datetime.now(UTC), People(settings)
    found = people.arrive(
        Claims("https://id.example", name, now, name, f"{name}@example.com"), now, role, "test", only_first=False
    )
    for project, own in (projects or {}).items():
        people.let_in(project, found.id, own, "test", now)
    return Actor(found.id, found.name, role, people.roles_in_projects(found.id))
