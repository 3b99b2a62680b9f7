"""Generators that pages share: opened once a process, their own processes ended when nobody has drawn for a while."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from core.errors import StudioError
from core.services.permitted import permitted
from core.services.virtual.generators import GENERATORS, GeneratorInfo, open_generator
from core.settings import Settings
from core.virtual.generator import Generator

IDLE_S = 180.0  # Blender takes seconds to start and half a gigabyte while it is there
_FILES = ("stylegan_synthesis", "stylegan_mapping", "stylegan_directions", "stylegan_truncation")
Key = tuple[str, ...]


@dataclass
class _Shared:
    generator: Generator
    users: int = 0
    end: threading.Timer | None = field(default=None, repr=False)


_shared: dict[Key, _Shared] = {}
_lock = threading.Lock()


@permitted("virtual.read")
def usable_generators(settings: Settings) -> list[GeneratorInfo]:
    """All of the table, each with why it cannot be used here. What was opened once is not opened again."""
    found = []
    for code in GENERATORS:
        try:
            _open(settings, code)
        except StudioError as error:
            found.append(GeneratorInfo(code, str(error)))
        else:
            found.append(GeneratorInfo(code))
    return found


@contextmanager
def lent(settings: Settings, code: str) -> Iterator[Generator]:
    """The shared generator of this code, not to be closed. Raises UnknownNameError, VirtualError."""
    own = _open(settings, code)
    with _lock:
        own.users += 1
        if own.end is not None:
            own.end.cancel()
            own.end = None
    try:
        yield own.generator
    finally:
        with _lock:
            own.users -= 1
            if not own.users:
                own.end = threading.Timer(IDLE_S, _rest, [own])
                own.end.daemon = True
                own.end.start()


def _open(settings: Settings, code: str) -> _Shared:
    key = (code, *(str(getattr(settings, name)) for name in _FILES))
    with _lock:
        found = _shared.get(key)
    if found is not None:
        return found
    made = _Shared(open_generator(settings, code))
    with _lock:
        return _shared.setdefault(key, made)


def _rest(own: _Shared) -> None:
    with _lock:
        if not own.users:
            own.generator.close()  # ends its processes; they start again with the next picture
