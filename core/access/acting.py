"""Who acts just now, where that is not handed over: one person on one machine, or who is signed in to this page.

The server of a company says once how it is found out (`who_acts`). What no one signed in for is then refused, and what
the studio does by itself says so (`acting_as(STUDIO)`)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from core.access.actor import LOCAL, Actor

_find: Callable[[], Actor] = lambda: LOCAL  # noqa: E731 - replaced as a whole
_given: ContextVar[Actor | None] = ContextVar("actor", default=None)


def acting() -> Actor:
    """The actor of this thread, as things stand now: a role that was taken away is gone with the next call."""
    return _given.get() or _find()


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Inside, in this thread, the actor is this one."""
    token = _given.set(actor)
    try:
        yield
    finally:
        _given.reset(token)


def who_acts(find: Callable[[], Actor]) -> None:
    """From now on, in this process, `find` says who acts in the thread that calls it."""
    global _find  # noqa: PLW0603 - one process serves one studio
    _find = find
