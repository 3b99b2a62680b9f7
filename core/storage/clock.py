"""What time it is, as far as the studio can tell. A computer's clock may be wrong: set back it must make nothing
younger, and where it jumps ahead nothing is deleted before a second look."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import TypeAdapter

from core.errors import StorageError
from core.settings import Settings
from core.storage.database import Database

_KEY = "clock"  # of the studio's choices
JUMP = timedelta(minutes=10)  # a clock that is further ahead of what was seen is doubted: it, or we, were off
SECOND_LOOK = timedelta(hours=1)  # after which a clock that is still there is believed
_SAME_JUMP = timedelta(days=8)  # between two looks: further apart they are two jumps
_STEP = timedelta(minutes=1)  # what was seen is written no more often
_LATEST = datetime(9000, 1, 1, tzinfo=UTC)  # what a broken clock may say
_READ_S = 30.0  # nor is it read more often, which a command may have changed


@dataclass(frozen=True, slots=True)
class Seen:
    """latest: the latest time that was seen and not doubted. ahead: what a clock that jumped ahead said when it was
    first looked at. trusted: how often somebody has said that the clock is right."""

    latest: datetime
    ahead: datetime | None = None
    trusted: int = 0

    def look(self, clock: datetime) -> "Seen":
        """After a look at the clock."""
        if clock <= self.latest + JUMP:
            return replace(self, latest=max(self.latest, clock), ahead=None)
        if self.ahead is None or not timedelta(0) <= clock - self.ahead <= _SAME_JUMP:
            return replace(self, ahead=clock)
        return replace(self, latest=clock, ahead=None) if clock - self.ahead >= SECOND_LOOK else self


@dataclass(frozen=True, slots=True)
class Times:
    """clock: what the computer's says. now: by which something is over, never earlier than what was seen. sure: by
    which what is over may be deleted. UTC."""

    clock: datetime
    now: datetime
    sure: datetime

    @property
    def doubted(self) -> bool:
        """Has the clock jumped ahead, and is it to be looked at again?"""
        return self.now > self.sure

    @property
    def behind(self) -> timedelta:
        """How far the clock was set back, 0 where it differs by no more than clocks do."""
        return self.now - self.clock if self.now - self.clock > JUMP else timedelta(0)


@dataclass(slots=True)
class _Memory:
    """Of this process. seen_s, read_s: moments of `time.monotonic`, which nobody sets."""

    seen: Seen
    seen_s: float
    read_s: float


_guard = threading.Lock()
_memory: dict[Path, _Memory] = {}


def times(settings: Settings) -> Times:
    """As things stand. Writes nothing. Raises StorageError."""
    return _times(settings, _clock())[0]


def look(settings: Settings, clock: datetime | None = None) -> Times:
    """The same, kept on file: what was seen outlives this process. clock: in place of the computer's. A database that
    is held by something long is written to next time."""
    found, seen = _times(settings, clock or _clock())
    if settings.database.exists():
        on_file = _on_file(settings)
        if on_file is None or seen.ahead != on_file.ahead or seen.latest - on_file.latest >= _STEP:
            with suppress(StorageError):
                Database(settings).change_choice(_KEY, lambda said: _text(_newer(_read(said), seen)))
    return found


def at(settings: Settings, clock: datetime) -> Times:
    """As `times`, where the clock says this."""
    return _times(settings, clock)[0]


def trust(settings: Settings) -> Times:
    """The computer's clock is right, whatever was seen before: somebody has looked. Raises StorageError."""

    def anew(said: str | None) -> str:
        now = _held(_clock())
        return _text(Seen(now, None, (_read(said) or Seen(now)).trusted + 1))

    Database(settings).change_choice(_KEY, anew)
    with _guard:
        _memory.pop(settings.workspace, None)
    return times(settings)


def _times(settings: Settings, clock: datetime) -> tuple[Times, Seen]:
    """Time goes on from what was seen while this process runs, whatever becomes of the clock."""
    clock = _held(clock)
    with _guard:
        known, moment = _memory.get(settings.workspace), time.monotonic()
        if known is None or moment - known.read_s > _READ_S:
            on_file = _on_file(settings)
            if known is None or (on_file is not None and on_file.trusted > known.seen.trusted):
                known = _Memory(on_file or Seen(clock), moment, moment)
            elif on_file is not None:
                known.seen = _newer(on_file, known.seen)
            known.read_s = moment
        gone = timedelta(seconds=moment - known.seen_s)
        seen = replace(known.seen, latest=known.seen.latest + gone).look(clock)
        if settings.database.exists():  # there is nothing to protect before
            _memory[settings.workspace] = _Memory(seen, moment, known.read_s)
    return Times(clock, max(clock, seen.latest), seen.latest), seen


def _held(clock: datetime) -> datetime:
    return min(clock, _LATEST - _SAME_JUMP)


def _newer(one: Seen | None, other: Seen) -> Seen:
    """Of what two processes have seen."""
    if one is None or other.trusted > one.trusted:
        return other
    if one.trusted > other.trusted or one.latest > other.latest:
        return one
    return other


def _on_file(settings: Settings) -> Seen | None:
    return _read(Database(settings).choice(_KEY)) if settings.database.exists() else None


def _read(said: str | None) -> Seen | None:
    """None, too, for what is none of ours, or what no sum with a duration could hold: the clock is looked at anew."""
    try:
        seen = _form().validate_json(said) if said else None
        return seen if seen is None or max(seen.latest, seen.ahead or seen.latest) < _LATEST else None
    except (ValueError, TypeError):
        return None


def _text(seen: Seen) -> str:
    return _form().dump_json(seen).decode()


def _form() -> TypeAdapter[Seen]:
    return TypeAdapter(Seen)


_clock: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731 - replaced as a whole by tests
