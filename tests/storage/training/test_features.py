import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.errors import StorageError
from core.settings import Settings
from core.storage.training.features import FeatureStore


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(workspace=tmp_path / "w")


def test_features_come_back_as_they_were(settings: Settings) -> None:
    store = FeatureStore(settings)
    kept: dict[tuple[str, str], NDArray[np.float32] | NDArray[np.uint8]] = {
        ("a", "plain"): np.linspace(-1, 1, 12, dtype=np.float32).reshape(2, 2, 3),
        ("a", "copy-1"): np.zeros(4, np.float32),
        ("b", "plain"): np.arange(12, dtype=np.uint8).reshape(2, 2, 3),
    }
    store.put("base-1", kept)
    found = FeatureStore(settings).get("base-1", [*kept, ("c", "plain"), ("b", "copy-1")])
    assert found.keys() == kept.keys()
    for key, value in kept.items():
        assert found[key].dtype == value.dtype
        np.testing.assert_array_equal(found[key], value)


def test_features_belong_to_one_version_of_a_network(settings: Settings) -> None:
    FeatureStore(settings).put("base-1", {("a", "plain"): np.ones(2, np.float32)})
    assert FeatureStore(settings).get("base-2", [("a", "plain")]) == {}


def test_more_keys_than_one_query_takes(settings: Settings) -> None:
    store = FeatureStore(settings)
    many = {(f"{i}", v): np.full(3, i, np.float32) for i in range(700) for v in ("plain", "copy-1")}
    store.put("b", many)
    found = store.get("b", list(many))
    assert len(found) == 1400 and found["699", "copy-1"][0] == 699


def test_forgetting_leaves_no_byte_of_the_photo(settings: Settings) -> None:
    store = FeatureStore(settings)
    secret = np.frombuffer(b"features of a face!!" * 2000, dtype=np.uint8)
    for base in ("base-1", "base-2"):
        store.put(base, {("gone", "plain"): secret, ("gone", "copy-1"): secret, ("stays", "plain"): secret[:100] * 0})
    before = (settings.workspace / "features.db").stat().st_size
    store.forget(["gone", "never there"])
    assert (
        store.get("base-1", [("gone", "plain"), ("gone", "copy-1")]) == store.get("base-2", [("gone", "plain")]) == {}
    )
    assert len(store.get("base-2", [("stays", "plain")])) == 1
    assert b"features of a face" not in (settings.workspace / "features.db").read_bytes()
    assert (settings.workspace / "features.db").stat().st_size < before / 2


def test_looking_and_forgetting_create_nothing(settings: Settings) -> None:
    store = FeatureStore(settings)
    assert store.get("b", [("a", "plain")]) == {}
    store.forget(["a"])
    store.put("b", {})
    assert not settings.workspace.exists()


def test_other_numbers_are_refused(settings: Settings) -> None:
    with pytest.raises(ValueError, match="float32 or uint8"):
        FeatureStore(settings).put("b", {("a", "plain"): np.ones(2)})  # type: ignore[dict-item]


@pytest.mark.parametrize("part", [0, 8192])
def test_damaged_features_go_and_are_computed_again(settings: Settings, part: int) -> None:
    store, keys = FeatureStore(settings), [(str(n), "plain") for n in range(200)]
    store.put("b", dict.fromkeys(keys, np.ones(64, np.float32)))
    data = (settings.workspace / "features.db").read_bytes()
    (settings.workspace / "features.db").write_bytes(data[:part] + b"no database" * 1000)
    with pytest.raises(StorageError, match="새로 계산합니다"):
        store.get("b", keys)
    assert store.get("b", keys) == {}
    store.put("b", {keys[0]: np.ones(2, np.float32)})
    assert len(store.get("b", keys)) == 1


def test_a_full_disk_keeps_all_or_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FeatureStore(settings)
    store.put("b", {("a", "plain"): np.ones(2, np.float32)})
    connect = sqlite3.connect

    def small(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **kwargs)
        connection.execute("PRAGMA max_page_count = 8")
        return connection

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(StorageError, match="디스크 공간"):
        store.put("b", {("b", "plain"): np.ones(2, np.float32), ("c", "plain"): np.ones(50_000, np.float32)})
    monkeypatch.undo()
    assert store.get("b", [("a", "plain"), ("b", "plain"), ("c", "plain")]).keys() == {("a", "plain")}
