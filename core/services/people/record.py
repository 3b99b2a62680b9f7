"""The record of who did what: read, exported and checked by admins."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.access.actor import LOCAL, STUDIO, Actor
from core.services.permitted import check, note
from core.settings import Settings
from core.storage.audit import Audit, AuditEntry, Verified
from core.storage.people import People

__all__ = ["AuditEntry", "Verified"]  # a page needs no other
HEADER = ("number", "at", "actor", "name", "action", "on", "outcome", "hash")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries. actor: id; action: the whole or its part before the dot; since, until: moments, the later not
    included. What is empty leaves nothing out."""

    actor: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None


def entries(settings: Settings, actor: Actor, asked: Asked, limit: int | None = None) -> list[AuditEntry]:
    """Newest first."""
    check(settings, actor, "audit.read")
    return Audit(settings).entries(
        actor=asked.actor, action=asked.action, since=asked.since, until=asked.until, limit=limit
    )


def names(settings: Settings, actor: Actor) -> Mapping[str, str]:
    """Ids of all who can be in the record, to how they are called."""
    check(settings, actor, "audit.read")
    people = {one.id: one.name or one.email or one.id for one in People(settings).all()}
    return {LOCAL.id: LOCAL.name, STUDIO.id: STUDIO.name} | people


def export(settings: Settings, actor: Actor, asked: Asked) -> Iterator[tuple[object, ...]]:
    """Rows below HEADER, oldest first, moments in UTC. That it was taken out is on the record, too."""
    called, found = names(settings, actor), entries(settings, actor, asked)
    note(settings, actor, "audit.read", "export")
    for one in reversed(found):
        name = called.get(one.actor, "")
        yield one.number, one.at.isoformat(), one.actor, name, one.action, one.on, one.outcome, one.hash


def verify(settings: Settings, actor: Actor) -> Verified:
    """Does every row fit the one before it?"""
    check(settings, actor, "audit.read")
    return Audit(settings).verify()
