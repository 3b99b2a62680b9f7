"""What every photo source offers: addresses of photos with what it says of their rights."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Candidate:
    """A photo that a source has found. Text from outside, plain: tags and entities are gone, nothing is trusted. Half
    characters, which JSON may hold and no database takes, become "?".

    url: of the picture itself; page: where people see it; width, height: px of the original, 0 if not told."""

    url: str
    page: str = ""
    title: str = ""
    author: str = ""
    licence: str = ""
    licence_url: str = ""
    width: int = 0
    height: int = 0

    def __post_init__(self) -> None:
        for field in fields(self):
            if isinstance(value := getattr(self, field.name), str):
                object.__setattr__(self, field.name, value.encode("utf-8", "replace").decode())


class Source(Protocol):
    """A place to look for photos. name: as in `Rights.source`."""

    @property
    def name(self) -> str: ...

    def search(self, query: str) -> Iterator[Candidate]:
        """Candidates, best first, asked for page by page as they are taken. Raises CollectError."""
        ...
