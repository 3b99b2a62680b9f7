"""Whether the page may be opened alone, and on whose account it works."""

from collections.abc import Iterator
from contextlib import contextmanager

from core.access.acting import acting, acting_as
from core.access.actor import GUEST, STUDIO, Actor
from core.services.permitted import check, note
from core.settings import Settings
from core.storage.database import Database

_OPEN = "my_debut.alone"  # of the studio's choices


def is_open(settings: Settings) -> bool:
    """May a server that opens this page alone show it?"""
    return settings.database.exists() and Database(settings).choice(_OPEN) == "on"


def open_alone(settings: Settings, actor: Actor, *, on: bool) -> None:
    """Let such servers show the page, or have them show that it is closed. Raises AccessError."""
    check(settings, actor, "debut.open")
    Database(settings).choose(_OPEN, "on" if on else "")
    note(settings, actor, "debut.open", "on" if on else "off")


def is_guest() -> bool:
    """Is who acts somebody who came to the page alone?"""
    return acting() == GUEST


@contextmanager
def on_the_studios_account(settings: Settings) -> Iterator[None]:
    """What the page needs of others (the set in use, the concept of a group) is asked for by the studio in this block:
    a guest may see the answer and nothing that it is made of. Raises AccessError for who may not use the page."""
    check(settings, acting(), "debut.enter")
    with acting_as(STUDIO):
        yield
