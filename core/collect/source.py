"""What every photo source offers: addresses of photos with what it says of their rights."""

from collections.abc import Iterator
from typing import Protocol

from core.types import Candidate


class PhotoSource(Protocol):
    """A place to look for photos. name: as in `Rights.source`."""

    @property
    def name(self) -> str: ...

    def search(self, query: str) -> Iterator[Candidate]:
        """Candidates, best first, fetched page by page as they are taken. Raises CollectError."""
        ...
