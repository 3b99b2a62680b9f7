"""Many things, a few at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of `size` items, the last one of what is left; each is taken only when it is asked for."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
