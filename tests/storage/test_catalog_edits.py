"""A user's changes of the catalogue as files: whole, put back as they were, nothing beside them."""

from dataclasses import replace

import pytest

from core.catalog import load_real, load_shipped
from core.errors import StorageError
from core.storage import catalog_edits as edits


def test_a_kept_group_is_read_again_until_it_is_forgotten(settings):
    changed = replace(load_shipped(settings).get("itzy"), name="잇지")
    edits.keep_group(settings, changed)
    assert load_real(settings).get("itzy") == changed
    assert [p.name for p in (settings.workspace / "catalog").iterdir()] == ["itzy.yaml"]
    edits.forget_group(settings, "itzy")
    edits.forget_group(settings, "itzy")
    assert load_real(settings).get("itzy").name == "있지"


def test_a_snapshot_brings_back_every_byte_and_takes_away_what_was_not_there(settings):
    folder = settings.workspace / "catalog"
    folder.mkdir(parents=True)
    broken = "label: [ # 손으로 고치던 중\r\n".encode()
    (folder / "itzy.yaml").write_bytes(broken)
    before = edits.snapshot(settings, ["itzy", "twice"])
    assert before == {"itzy": broken, "twice": None}
    for group in ("itzy", "twice"):
        edits.keep_group(settings, load_shipped(settings).get(group))
    edits.restore(settings, before)
    assert edits.snapshot(settings, before) == before
    assert [p.name for p in folder.iterdir()] == ["itzy.yaml"]


def test_a_folder_that_cannot_be_written_is_a_sentence(settings):
    settings.workspace.mkdir()
    (settings.workspace / "catalog").write_text("")
    with pytest.raises(StorageError, match="쓸 수 없습니다"):
        edits.keep_group(settings, load_shipped(settings).get("itzy"))
    with pytest.raises(StorageError, match="읽을 수 없습니다"):
        edits.snapshot(settings, ["itzy"])
    with pytest.raises(StorageError, match="지울 수 없습니다"):
        edits.forget_group(settings, "itzy")
    assert len(load_real(settings)) == 7
