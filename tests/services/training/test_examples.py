"""From photos to what a family learns from: a base sees each photo once, and only the photo it was asked about."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.errors import EngineError
from core.faces.engines import get_engine
from core.intake import reference_layout
from core.services.reference.faces import reference_of
from core.services.training import examples as service
from core.services.training.examples import Gathered, gather
from core.settings import Settings
from core.storage.database import Database
from core.storage.training.features import FeatureStore
from models import get_family
from tests.support.planting import few


class Means:
    """A base that says how bright a face is, and counts what it was asked."""

    name, version, size, shape, dtype = "pixels", "means-1", 32, (3,), np.float32

    def __init__(self) -> None:
        self.asked = 0

    def features(self, faces: NDArray[np.uint8]) -> NDArray[Any]:
        self.asked += len(faces)
        return np.asarray(faces.mean(axis=(1, 2)), np.float32)


@pytest.fixture
def photos(demo: Path, tmp_path: Path) -> Path:
    return few(demo, tmp_path / "set", groups=2, members=2, photos=2)


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Means:
    made = Means()
    monkeypatch.setattr(service, "get_base", lambda name, options: made)
    return made


def gathered(settings: Settings, photos: Path, copies: int = 2, *, keep: bool = True) -> Gathered:
    family = get_family("cnn")
    stores: tuple[Any, ...] = (Database(settings), FeatureStore(settings)) if keep else (None, None)
    layout = reference_layout(photos, settings)
    return gather(layout, family, family.options(copies=copies), get_engine("dlib"), *stores)


@pytest.mark.slow
def test_a_base_sees_each_photo_and_copy_once(settings: Settings, photos: Path, base: Means) -> None:
    first = gathered(settings, photos)
    assert first.examples.inputs.shape == (8, 3, 3) and base.asked == 8 * 3
    assert not np.allclose(first.examples.inputs[:, 0], first.examples.inputs[:, 1])
    again = gathered(settings, photos)
    assert base.asked == 8 * 3 and np.array_equal(again.examples.inputs, first.examples.inputs)
    assert (again.examples.members, again.base_version) == (first.reference.members, "means-1")
    assert np.array_equal(gathered(settings, photos, copies=1).examples.inputs, first.examples.inputs[:, :2])
    assert base.asked == 8 * 3, "fewer copies are a part of what is on file"


@pytest.mark.slow
def test_without_a_store_nothing_is_written(settings: Settings, photos: Path, base: Means) -> None:
    gathered(settings, photos, keep=False)
    assert base.asked == 8 * 3 and not settings.workspace.exists()


@pytest.mark.slow
def test_one_photo_under_two_names_of_a_member(settings: Settings, photos: Path, base: Means) -> None:
    file = next((photos / "group_1" / "member_1").iterdir())
    file.with_name("again.jpg").write_bytes(file.read_bytes())
    gathered(settings, photos)
    found = gathered(settings, photos).examples
    names = [f"group_1/member_1/{name}" for name in ("again.jpg", file.name)]
    twins = [found.files.index(name) for name in names]
    assert np.array_equal(found.inputs[twins[0]], found.inputs[twins[1]])
    assert found.near_duplicates[twins[0]] == found.near_duplicates[twins[1]]


def test_a_photo_that_changes_meanwhile_is_not_taken_for_the_old_one(
    settings: Settings, photos: Path, base: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = (next((photos / group / "member_1").iterdir()) for group in ("group_1", "group_2"))
    whole = reference_of

    def swapped(*arguments: Any) -> Any:
        old.write_bytes(new.read_bytes())
        return whole(*arguments)

    monkeypatch.setattr(service, "reference_of", swapped)
    with pytest.raises(EngineError, match="바뀌거나"):
        gathered(settings, photos)
    monkeypatch.undo()
    assert base.asked == 0


def test_the_fingerprint_is_of_people_and_photos_not_of_file_names(settings: Settings, photos: Path) -> None:
    def mark() -> str:
        found = gather(
            reference_layout(photos, settings), get_family("resemblance"), get_family("resemblance").options(),
            get_engine("dlib"), Database(settings),
        )  # fmt: skip
        assert found.fingerprint == found.reference.fingerprint
        return found.fingerprint

    before = mark()
    file = next((photos / "group_1" / "member_1").iterdir())
    renamed = file.rename(file.with_name("z.jpg"))
    assert mark() == before
    bytes_before = renamed.read_bytes()
    renamed.write_bytes(next((photos / "group_2" / "member_1").iterdir()).read_bytes())
    assert mark() != before
    renamed.write_bytes(bytes_before)
    assert mark() == before
    renamed.rename(photos / "group_1" / "member_2" / "z.jpg")
    assert mark() != before


@pytest.mark.slow
def test_who_is_absent_is_named(settings: Settings, photos: Path) -> None:
    layout = reference_layout(photos, settings)
    whole = gathered(settings, photos, keep=False, copies=0).reference
    assert service.unusable_members_message(layout, whole) == ""
    (photos / "group_9" / "member_1").mkdir(parents=True)
    (photos / "group_1" / "member_8").mkdir()
    gone = [i for i, m in enumerate(whole.members) if m.member != "member_2"]
    rest = replace(
        whole,
        embeddings=whole.embeddings[gone],
        members=tuple(whole.members[i] for i in gone),
        files=tuple(whole.files[i] for i in gone),
        near_duplicates=whole.near_duplicates[gone],
    )
    sentence = service.unusable_members_message(reference_layout(photos, settings), rest)
    assert "group_9, group_1/member_8." in sentence and "group_1/member_2, group_2/member_2." in sentence
