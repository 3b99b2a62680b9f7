"""Small reference sets of one's own, made of some of the demo's people under other groups."""

from pathlib import Path

from core.images import decode
from core.services.reference import sets as reference
from core.settings import Settings
from core.storage.reference.library import Library
from core.types import MemberId, Rights, Upload


def own_set(
    settings: Settings, demo: Path, name: str, *, groups: int = 2, members: int = 2, photos: int = 3, first: int = 0
) -> str:
    """A set whose groups are called "<name> 0" and so on, with so many members each. first: of the demo's people.
    Returns its id."""
    made = reference.new_set(settings, name)
    people = sorted((demo / "reference").glob("*/*"))[first : first + groups * members]
    for number, folder in enumerate(people):
        for file in sorted(folder.glob("*.jpg"))[:photos]:
            photo = decode(Upload(file.name, file.read_bytes()), settings)
            owner = MemberId(f"{name} {number % groups}", f"사람{number}")
            Library(settings, made).add(owner, photo, Rights("upload"))
    return made
