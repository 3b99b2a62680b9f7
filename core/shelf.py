"""A cache in the process for values that are costly to make."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Shelf:
    """A small least-recently-used store whose makers may report progress, which st.cache_resource does not allow.

    Two visitors who ask for the same thing wait for one computation."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._items: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}

    def peek(self, key: Hashable) -> Any | None:
        """What is there, without making it."""
        with self._lock:
            return self._items.get(key)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is there, or what `make` returns, kept for the next visitor. Errors are raised and not kept."""
        with self._lock:
            if key in self._items:
                self._items.move_to_end(key)
                found: T = self._items[key]
                return found
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._items:
                    found = self._items[key]
                    return found
            try:
                made = make()
                with self._lock:
                    self._items[key] = made
                    while len(self._items) > self._room:
                        self._items.popitem(last=False)
            finally:
                with self._lock:
                    self._making.pop(key, None)
            return made

    def drop(self, wanted: Callable[[Hashable], bool]) -> None:
        """Forget the entries whose key is wanted."""
        with self._lock:
            for key in [k for k in self._items if wanted(k)]:
                del self._items[key]
