"""The import, the store and the curation together, with nothing replaced: what one of them forgets, another misses."""

import shutil
from pathlib import Path

import pytest
from PIL import Image

from core.services.reference import curation
from core.services.reference import sets as reference
from core.services.reference.examine import examine
from core.services.reference.importing import import_reference
from core.settings import get_settings
from core.types import silent


@pytest.mark.slow
def test_what_an_import_finds_wrong_is_what_the_photos_are(tmp_path: Path, demo: Path) -> None:
    for group in ("group_1", "group_2"):
        shutil.copytree(demo / "reference" / group, tmp_path / "set" / group)
    one, other, *_ = sorted((tmp_path / "set" / "group_1").iterdir())
    first, second = sorted(one.iterdir())[:2]
    Image.open(first).convert("RGB").resize((200, 200)).save(first.with_name("z-small.jpg"), quality=70)
    shutil.copy(second, one / "z-same.jpg")
    shutil.move(sorted(other.iterdir())[0], one / "z-swapped.jpg")
    Image.new("RGB", (300, 300), "gray").save(one / "z-blank.jpg")
    settings = get_settings()
    import_reference(silent, settings, "우리 세트", tmp_path / "set", "dlib", False, "mine")
    found = {i.name.rpartition("-")[0]: i for i in curation.items(settings, "mine") if i.state == "rejected"}
    assert {name: item.reason for name, item in found.items()} == {
        "z-small": "near_duplicate", "z-same": "duplicate", "z-swapped": "swap", "z-blank": "no_face",
    }  # fmt: skip
    assert str(found["z-swapped"].suggestion) == f"{other.parent.name}/{other.name}"
    kept = {item.file for item in curation.items(settings, "mine") if item.state == "kept"}
    assert found["z-small"].suggestion.file in kept and found["z-same"].suggestion.file in kept
    reference.activate(settings, "mine")
    before = curation.items(settings, "mine")
    examine(silent, settings, "mine", "dlib")
    assert curation.items(settings, "mine") == before  # looking again at what is on file changes nothing
