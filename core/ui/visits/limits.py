"""How often one visit, and one address, may ask for heavy work: token buckets in this process's memory."""

import threading
from dataclasses import dataclass

MOST_KEYS = 4096  # that are remembered; those that are full again go first


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Limits:
    """A bucket a key. burst: tokens that a key begins with and never has more of; every_s: for one more."""

    def __init__(self, burst: int, every_s: float) -> None:
        self._burst, self._every = burst, every_s
        self._buckets: dict[str, _Bucket] = {}

    def wait(self, key: str, now: float) -> float:
        """Seconds until the key has a token, 0 where it has one. now: s, of a clock that never goes back."""
        return max(0.0, (1 - self._filled(key, now).tokens) * self._every)

    def take(self, key: str, now: float) -> None:
        """Take one, also where there is none: `wait` has been asked before."""
        self._filled(key, now).tokens -= 1

    def _filled(self, key: str, now: float) -> _Bucket:
        if key not in self._buckets and len(self._buckets) >= MOST_KEYS:
            self._forget(now)
        bucket = self._buckets.setdefault(key, _Bucket(float(self._burst), now))
        bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.at) / self._every)
        bucket.at = now
        return bucket

    def _forget(self, now: float) -> None:
        """Those that are full; the oldest where none is."""
        full = [k for k, b in self._buckets.items() if b.tokens + (now - b.at) / self._every >= self._burst]
        for key in full or [min(self._buckets, key=lambda k: self._buckets[k].at)]:
            del self._buckets[key]


class Door:
    """Both at once: nothing is taken of either where one has none."""

    def __init__(self, visit: Limits, address: Limits) -> None:
        self._visit, self._address, self._lock = visit, address, threading.Lock()

    def ask(self, visit: str, address: str, now: float) -> float:
        """0 where the work may begin, else seconds until it may be asked for again."""
        with self._lock:
            wait = max(self._visit.wait(visit, now), self._address.wait(address, now))
            if not wait:
                self._visit.take(visit, now)
                self._address.take(address, now)
            return wait
