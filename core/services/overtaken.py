"""Of two who change one thing from what they saw, the later hears who was first."""

from collections.abc import Callable, Iterable

from core.access.acting import acting
from core.errors import StudioError
from core.settings import Settings
from core.storage.changes import ChangeKind, Changes, SharedChange


def by_whom(
    settings: Settings,
    kind: ChangeKind,
    keys: Iterable[str],
    after: int = 0,
    made: Callable[[SharedChange], bool] = lambda _: True,
) -> str:
    """Who changed one of these things last, as in "이민아님이": Korean, also where that is not on file. after: only
    changes after that number count. made: is this change what is asked for?"""
    last = next((one for one in Changes(settings).of(kind, keys, after) if made(one)), None)
    return f"{last.by_name}님이" if last is not None and last.by != acting().id else "다른 화면에서"


def overtaken(
    settings: Settings,
    error: type[StudioError],
    kind: ChangeKind,
    what: str,
    keys: Iterable[str],
    after: int = 0,
    made: Callable[[SharedChange], bool] = lambda _: True,
) -> StudioError:
    """The refusal. what: with its particle, such as "‘청순’은"; the rest as for `by_whom`."""
    who = by_whom(settings, kind, keys, after, made)
    return error(f"{what} 그사이 {who} 먼저 바꾸었습니다. 지금 값을 확인하고 다시 시도해 주세요.")
