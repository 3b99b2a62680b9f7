"""The consent that a trainee's photos are kept: written down, changed and withdrawn, plan by plan."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from core.access.actions import allowed
from core.access.actor import Actor
from core.privacy.consent import Consent, clean, day_of, state_of
from core.services.permitted import check
from core.services.privacy.keeping import days
from core.services.privacy.noted import noted
from core.settings import Settings
from core.storage import clock
from core.storage.privacy.kept import Kept, OnFile
from core.storage.projects import Projects


@dataclass(frozen=True, slots=True)
class Trainee:
    """One of a plan's versions, by name. on_file: None before anything was written down of her."""

    project: str
    name: str
    on_file: OnFile | None
    may_keep: bool


def trainees(settings: Settings, actor: Actor, project: str) -> list[Trainee]:
    """Of the newest version first, then of older ones, then those of whom only consent is on file."""
    check(settings, actor, "photos.read", f"project/{project}", project=project)
    kept = Kept(settings)
    times = clock.times(settings)
    kept.expire(times.sure)
    known, today = {one.name: one for one in kept.trainees(project)}, day_of(times.now)
    projects = Projects(settings)
    names: dict[str, None] = {}
    for line in projects.versions(project):
        names |= dict.fromkeys(one.name for one in projects.version(project, line.number).trainees)
    names |= dict.fromkeys(known)
    return [
        Trainee(project, name, own := known.get(name), state_of(own.consent if own else None, today) == "valid")
        for name in names
    ]


def record(settings: Settings, actor: Actor, project: str, name: str, consent: Consent) -> OnFile:
    """Write it down, or as it is now. consent.revision: as it was seen. Raises PrivacyError for what is missing,
    ChangedError where another was quicker."""
    check(settings, actor, "consent.change", f"project/{project}", project=project)
    Projects(settings).get(project)
    made = replace(clean(consent), by=actor.id, by_name=actor.name, at=datetime.now(UTC), revision=consent.revision)
    found = Kept(settings).record(project, name, made, days(settings))
    noted(settings, actor, "consent.change", f"project/{project}/trainee/{found.id}")
    return found


def on_file(settings: Settings, actor: Actor, trainee: str) -> OnFile:
    """What is on file of a trainee by her id. Raises PrivacyError where there is none."""
    found = Kept(settings).get(trainee)
    check(settings, actor, "photos.read", f"trainee/{trainee}", project=found.project)
    return found


def withdraw(settings: Settings, actor: Actor, trainee: str) -> int:
    """It counts no longer, and her photos go now. Returns how many."""
    found = Kept(settings).get(trainee)
    check(settings, actor, "consent.change", f"trainee/{trainee}", project=found.project)
    gone = Kept(settings).withdraw(trainee, datetime.now(UTC))
    noted(settings, actor, "consent.change", f"project/{found.project}/trainee/{trainee}/withdrawn")
    return gone


def may_see(actor: Actor, project: str) -> bool:
    """May this person see whose photos a plan keeps?"""
    return allowed(actor, "photos.read", project=project)
