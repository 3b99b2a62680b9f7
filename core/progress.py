"""The one shape of a progress callback: done, total, what is being worked on (Korean, short)."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]


def silent(done: int, total: int, label: str) -> None:
    """Report to nobody."""
