"""What line-ups are judged with, three choices that belong together: the studio's, and a person's own in their place.

Who sits at the one computer has none of one's own: what she chooses is the studio's."""

from collections.abc import Mapping

from sqlalchemy import Connection

from core.access.acting import acting
from core.access.actor import LOCAL, STUDIO, Actor
from core.errors import AccessError
from core.services.overtaken import overtaken
from core.services.permitted import permitted
from core.settings import Settings
from core.storage.changes import write_down
from core.storage.database import Database
from core.storage.people import People

SET, ENGINE, RUN = "active_reference", "engine", "active_run"  # keys, also of people's own choices
KEYS = (SET, ENGINE, RUN)
_SHARED = (LOCAL, STUDIO)


def in_force(settings: Settings, key: str, actor: Actor | None = None, *, read_only: bool = False) -> str:
    """What holds for a person, "" where nothing was chosen. actor: who acts just now without. Creates nothing."""
    own = own_choices(settings, actor).get(key)
    return studios(settings, key, read_only=read_only) if own is None else own


def studios(settings: Settings, key: str, *, read_only: bool = False) -> str:
    """What holds for everybody who has chosen nothing else, "" without a choice. Creates nothing."""
    if not settings.database.exists():
        return ""
    return Database(settings, read_only=read_only).choice(key) or ""


def own_choices(settings: Settings, actor: Actor | None = None) -> Mapping[str, str]:
    """Key -> what the person chose in place of the studio's choice."""
    actor = actor or acting()
    if actor in _SHARED or not actor.id or not settings.database.exists():
        return {}
    return People(settings).own_choices(actor.id)


def has_own(actor: Actor | None = None) -> bool:
    """May a person have choices of one's own: was there a sign-in?"""
    return (actor or acting()) not in _SHARED


@permitted("choice.own")
def choose_own(settings: Settings, chosen: Mapping[str, str | None]) -> None:
    """Judge with this from now on, alone; None: as the studio chose. Raises AccessError without a sign-in."""
    if not has_own():
        raise AccessError("로그인하지 않은 스튜디오에는 모두의 기준만 있습니다. 모두의 기준을 바꿔 주세요.")
    People(settings).choose(acting().id, chosen)


@permitted("choice.studio")
def choose_for_all(
    settings: Settings, chosen: Mapping[str, str], what: str, seen: Mapping[str, str] | None = None
) -> None:
    """Let everybody judge with this. what: its names, for the record of changes. seen: what was chosen, by key, when
    the person looked. Raises AccessError where somebody chose otherwise since."""

    def also(connection: Connection, before: Mapping[str, str | None], after: Mapping[str, str]) -> None:
        was = {key: value or "" for key, value in before.items()}
        if clash := [key for key in was if seen is not None and seen.get(key, was[key]) != was[key]]:
            raise _Otherwise(*clash)
        write_down(connection, "choice", what, was, after)

    try:
        Database(settings).choose_all(chosen, also)
    except _Otherwise as error:
        raise overtaken(settings, AccessError, "choice", "모두의 기준은", error.args) from error


class _Otherwise(Exception):
    """Somebody chose otherwise since. args: by what keys."""
