"""What a service does to the whole studio is asked for and noted in one place."""

import inspect
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from core.access.acting import acting, acting_as
from core.access.actions import ACTIONS, allowed, require
from core.access.actor import LOCAL, STUDIO, Actor
from core.settings import Settings, get_settings
from core.storage.audit import Audit

P = ParamSpec("P")
R = TypeVar("R")
_LOOK_S = 600.0  # what is looked at again within it is one look
_looking = threading.Lock()
_looked: dict[tuple[Path, str, str, str], float] = {}
PERMITTED: dict[str, str] = {}  # "<module>.<function>" -> its action, of every service that asks
_FREE = (LOCAL, STUDIO)  # of whom nothing is asked: who sits at the computer, and what the studio does by itself
_inside: ContextVar[bool] = ContextVar("inside", default=False)  # a function that asked is at work: it is noted
_READS = ("read", "enter")  # ends of actions that change nothing: only their refusals are noted


def permitted(action: str, on: str = "", *, looks: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The function needs this action's right of who acts just now, and what was done, or refused, is on the record; not
    once more where a function calls others that ask. A job is asked for where it is started, by its `ask`.

    on: name of the parameter that says to what it is done, "" for none; its text is noted and must be no name of a
    trainee. looks: the function changes nothing, so only its refusals are noted, as of all actions that read. Raises
    AccessError, and KeyError for an unknown action."""
    reads = ACTIONS[action] and (looks or action.rpartition(".")[2] in _READS)

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        PERMITTED[f"{function.__module__}.{function.__name__}"] = action

        def asked(actor: Actor, *args: Any, **kwargs: Any) -> tuple[Settings, str]:
            given = signature.bind(*args, **kwargs).arguments
            settings, what = given.get("settings") or get_settings(), str(given.get(on, "")) if on else ""
            check(settings, actor, action, what)
            return settings, what

        def ask(*args: Any, **kwargs: Any) -> None:
            """May who acts start this? Called with what the function will be called with, and noted as done."""
            actor = acting()
            if actor not in _FREE:
                settings, what = asked(actor, *args, **kwargs)
                note(settings, actor, action, what)

        @wraps(function)
        def asking(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = acting()
            if actor in _FREE:
                return function(*args, **kwargs)
            settings, what = asked(actor, *args, **kwargs)
            noted = _inside.get()
            token = _inside.set(noted or not reads)
            try:
                with acting_as(actor):  # finding out who it is takes queries: once for all that it calls
                    answer = function(*args, **kwargs)
            finally:
                _inside.reset(token)
            if not (reads or noted):
                note(settings, actor, action, what)
            return answer

        asking.ask = ask  # type: ignore[attr-defined]
        return asking

    return wrap


def check(settings: Settings, actor: Actor, action: str, on: str = "", *, project: str = "", owner: str = "") -> None:
    """`require`, with a refusal on the record."""
    if not allowed(actor, action, project=project, owner=owner):
        Audit(settings).add(actor.id, action, on, "refused")
        require(actor, action, project=project, owner=owner)


def note(settings: Settings, actor: Actor, action: str, on: str = "") -> None:
    """Put what was done on the record. What the one person of a computer does is not noted."""
    if actor != LOCAL:
        Audit(settings).add(actor.id, action, on)


def looked_at(settings: Settings, actor: Actor, action: str, on: str) -> None:
    """Put on the record that somebody opened something: once in a while, as a page reads it with each click."""
    if actor == LOCAL:
        return
    key, now = (settings.workspace, actor.id, action, on), time.monotonic()
    with _looking:
        for old in [one for one, at in _looked.items() if now - at > _LOOK_S]:
            del _looked[old]
        if key in _looked:
            return
        _looked[key] = now
    Audit(settings).add(actor.id, action, on)
