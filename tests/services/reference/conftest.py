"""A set of one's own, as a user would import it."""

import shutil
import unicodedata
from pathlib import Path

import pytest


@pytest.fixture
def own(demo: Path, tmp_path: Path) -> Path:
    """Two groups of two members with two photos each, one group under a name that the catalogue knows; one bad file.

    Their names are decomposed, as a Mac writes them."""
    root = tmp_path / "own"
    for group, name in zip(("group_1", "group_2"), ("있지", "우리팀"), strict=True):
        for member in ("member_1", "member_2"):
            folder = root / unicodedata.normalize("NFD", name) / member
            folder.mkdir(parents=True)
            for file in sorted((demo / "reference" / group / member).glob("*.jpg"))[:2]:
                shutil.copy(file, folder)
    (folder / "broken.jpg").write_bytes(b"")
    return root
