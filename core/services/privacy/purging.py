"""An end to all that is known of a trainee: looked for first, then taken away everywhere, with a receipt."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from core.access.actor import STUDIO, Actor
from core.errors import PrivacyError
from core.privacy.names import same
from core.privacy.receipt import Counted, Mode, Place, Receipt, hash_of
from core.services.permitted import check
from core.services.privacy.noted import noted
from core.settings import Settings
from core.storage import clock
from core.storage.backup.place import tidy as tidy_backups
from core.storage.database import Database
from core.storage.privacy.erase import Found
from core.storage.privacy.purges import Asked, Purges, Stone, counted, is_meant
from core.storage.projects import Projects
from core.text.hidden import visible
from core.text.names import numbered

__all__ = ["Found", "Stone"]
LONGEST = 200  # characters of a name
_NO_NAME = "지울 연습생의 이름을 적어 주세요."


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is known of somebody. project: id of the only plan that was looked through, "" for all. titles: id of a plan
    -> its name."""

    name: str
    project: str
    found: tuple[Found, ...]
    titles: dict[str, str]

    @property
    def names(self) -> dict[str, bool]:
        """Spelling -> is it written as it was typed? Of versions and consents."""
        return {one.name: one.exact for one in self.found if one.name}

    @property
    def texts(self) -> tuple[Found, ...]:
        """Each is to be chosen."""
        return tuple(one for one in self.found if one.is_text)

    def asked(self, mode: Mode, names: Collection[str], texts: Collection[str]) -> Asked:
        """With these spellings and texts (`Found.ref`)."""
        return Asked(self.name, self.project, mode, frozenset(names), frozenset(texts))

    def goes(self, asked: Asked) -> tuple[Counted, ...]:
        """How much of it, by place and plan: what the receipt will say."""
        return counted([one for one in self.found if is_meant(one, asked)])


def inventory(settings: Settings, actor: Actor, name: str, project: str = "") -> Inventory:
    """Look for somebody by name, in whatever spelling. Nothing is changed. Raises PrivacyError without a name."""
    check(settings, actor, "trainee.purge", _where(project))
    name = _clean(name)
    titles = _titles(settings)
    if project and project not in titles:
        Projects(settings).get(project)  # raises
    found = Purges(settings).inventory(name, project)
    noted(settings, actor, "trainee.purge", f"inventory/{len(found)}")
    return Inventory(name, project, tuple(found), titles)


def purge(settings: Settings, actor: Actor, asked: Asked) -> Receipt:
    """Take her away: what was asked for, the safety copies, the free pages of the database, and, with their next step,
    from all open windows. It goes on with the next start where it is cut off. Raises PrivacyError without a name,
    StorageError."""
    check(settings, actor, "trainee.purge", _where(asked.project))
    _clean(asked.name)
    purges, own = Purges(settings), secrets.token_hex(6)
    purges.begin(own, asked, actor.id, datetime.now(UTC))
    return _go_on(settings, purges, own, actor)


def go_on(settings: Settings) -> None:
    """With purges that were cut off."""
    if settings.database.exists():
        purges = Purges(settings)
        for own, _ in purges.unfinished():
            _go_on(settings, purges, own, STUDIO)


def receipts(settings: Settings, actor: Actor) -> list[Receipt]:
    """Newest first."""
    check(settings, actor, "trainee.purge")
    return Purges(settings).receipts()


def unfinished(settings: Settings, actor: Actor) -> int:
    """How many were cut off and have yet to go on."""
    check(settings, actor, "trainee.purge")
    return len(Purges(settings).unfinished())


def drop_older_copies(settings: Settings) -> None:
    """Safety copies that were begun before a purge was done."""
    if settings.database.exists():
        Purges(settings).drop_older_copies()


def stones(settings: Settings) -> list[Stone]:
    """The marks of who was purged."""
    return Purges(settings).stones() if settings.database.exists() else []


def reapply(settings: Settings) -> dict[Place, int]:
    """After a backup was restored, with the marks of who was purged since (core/storage/backup/tables.py): purge again
    whoever it brought back; what was written after her purge stays. Photos whose time is over go too. Returns what
    went, by place."""
    from core.services.privacy import photos

    if not settings.database.exists():
        return {}
    found = Purges(settings).reapply()
    go_on(settings)
    photos.tidy(settings)
    if found:
        noted(settings, STUDIO, "trainee.purge", f"reapplied/{sum(found.values())}")
    return found


def stamp(settings: Settings) -> str:
    """Another text after each purge: what is asked with each run of a page."""
    return Purges(settings).stamp() if settings.database.exists() else ""


def forget_values(settings: Settings) -> None:
    """What the database's statements in this process still hold of somebody who was purged, by whichever process."""
    if settings.database.exists():
        Database(settings).forget_values()


@dataclass(frozen=True, slots=True)
class Gone:
    """Those who were purged, in whatever plan."""

    stones: tuple[Stone, ...]

    def is_one(self, name: str) -> bool:
        """Is this the name of one of them?"""
        return any(stone.sought.is_one(stone.project_id, name) for stone in self.stones)

    def is_in(self, text: str) -> bool:
        """Is one of them named there?"""
        return any(stone.sought.within(stone.project_id, text) for stone in self.stones)


def who_is_gone(settings: Settings) -> Gone:
    """As things stand."""
    return Gone(tuple(stones(settings)))


def _go_on(settings: Settings, purges: Purges, own: str, actor: Actor) -> Receipt:
    purges.erase(own)
    tidy_backups(
        settings.workspace, clock.times(settings).sure
    )  # the database that a backup which was killed had copied
    receipt = purges.finish(own, datetime.now(UTC))
    noted(settings, actor, "trainee.purge", f"purge/{own}/{hash_of(receipt)}")
    return receipt


def _clean(name: str) -> str:
    clean = " ".join(visible(name).split())
    if not same(clean):
        raise PrivacyError(_NO_NAME)
    return clean[:LONGEST]


def _titles(settings: Settings) -> dict[str, str]:
    projects = Projects(settings)
    lines = [*projects.list(), *projects.list(deleted=True)]
    return numbered((line.project.id, line.project.name) for line in lines)


def _where(project: str) -> str:
    return f"project/{project}" if project else ""
