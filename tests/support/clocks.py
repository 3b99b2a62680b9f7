"""The clock of the studio's computer, as a test sets it."""

from datetime import UTC, datetime, timedelta

import pytest

from core.settings import Settings
from core.storage import clock


def set_clock(monkeypatch: pytest.MonkeyPatch, **ahead: float) -> None:
    """Of this process. ahead: of the true time, as of `timedelta`."""
    monkeypatch.setattr(clock, "_clock", lambda: datetime.now(UTC) + timedelta(**ahead))


def later(monkeypatch: pytest.MonkeyPatch, settings: Settings, days: float) -> None:
    """So many days have gone by, of which the studio is sure: it has looked twice."""
    clock.look(settings)
    for hours in (-2.0, 0.0):
        set_clock(monkeypatch, days=days, hours=hours)
        clock.look(settings)


def forgotten(settings: Settings) -> None:
    """As in a process that begins: what was seen is what is on file."""
    clock._memory.pop(settings.workspace, None)
