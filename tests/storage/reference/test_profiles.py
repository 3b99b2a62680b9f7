"""Looks go into the database and come back as they were, and nothing that was tampered with comes back at all."""

import numpy as np
import pytest

from core.photo_profile import PICTURE, PhotoProfile, ProfiledFace
from core.settings import Settings, get_settings
from core.storage.reference.profiles import ProfileStore, pack, unpack
from core.types import Box


@pytest.fixture
def store() -> ProfileStore:
    settings: Settings = get_settings()
    return ProfileStore(settings)


def profile_photos(seed: int, faces: int = 2, dim: int = 128) -> PhotoProfile:
    rng = np.random.default_rng(seed)
    own = []
    for i in range(faces):
        vector = rng.normal(size=dim).astype(np.float32) if i != 1 else None
        box = Box(*(rng.random(2) - 0.5).tolist(), *(rng.random(2) + 1).tolist())
        picture = rng.integers(0, 256, (PICTURE, PICTURE), dtype=np.uint8)
        own.append(ProfiledFace(box, rng.random(), rng.random(), "ok", "조금\n흐립니다", vector, picture))
    return PhotoProfile(1155, 866, rng.bytes(8), rng.bytes(8), tuple(own), thumbnail=rng.bytes(6000))


def same(one: PhotoProfile, other: PhotoProfile) -> bool:
    """Thumbnails apart."""
    flat = [
        (
            *(w.width, w.height, w.hash, w.mirrored, w.refused),
            *((f.box, f.size, f.sharpness, f.status, f.reason, f.picture.tobytes()) for f in w.faces),
            *(None if f.embedding is None else (f.embedding.dtype, f.embedding.tobytes()) for f in w.faces),
        )
        for w in (one, other)
    ]
    return flat[0] == flat[1]


@pytest.mark.parametrize("faces", [0, 1, 2, 16])
@pytest.mark.parametrize("dim", [1, 128, 4096])
def test_what_is_kept_comes_back(store: ProfileStore, faces: int, dim: int) -> None:
    own = profile_photos(faces, faces, dim)
    store.keep("e", {"a" * 64: own})
    (back,) = store.get("e", ["a" * 64, "b" * 64]).values()
    assert same(own, back) and back.thumbnail == own.thumbnail
    assert store.thumbnails(["a" * 64, "b" * 64]) == {"a" * 64: own.thumbnail}


def test_a_photo_that_could_not_be_read_is_remembered_as_such(store: ProfileStore) -> None:
    refused = PhotoProfile(0, 0, bytes(8), bytes(8), (), "사진이 끊겨 있습니다.")
    store.keep("e", {"a": refused})
    assert same(store.get("e", ["a"])["a"], refused)
    assert store.known("e", ["a", "b"]) == {"a"} and store.thumbnails(["a"]) == {}


@pytest.mark.slow
def test_each_engine_has_its_own_and_many_are_told_at_once(store: ProfileStore) -> None:
    mine = {f"{n:064}": profile_photos(n, 1, 4) for n in range(1203)}
    store.keep("one", mine)
    store.keep("two", {f"{0:064}": profile_photos(99, 1, 4)})
    assert len(store.get("one", list(mine))) == len(store.known("one", list(mine))) == 1203
    assert list(store.get("two", list(mine))) == [f"{0:064}"]
    assert len(store.thumbnails(list(mine))) == 1203
    store.keep("two", {f"{0:064}": profile_photos(7, 1, 4)})
    assert same(store.get("two", list(mine))[f"{0:064}"], profile_photos(7, 1, 4))
    store.forget(list(mine))
    assert store.get("one", list(mine)) == store.get("two", list(mine)) == {} and store.thumbnails(list(mine)) == {}


def test_what_was_tampered_with_is_absent() -> None:
    whole = pack(profile_photos(1))
    assert unpack(whole) is not None
    broken = [b"", b"{}", b"null\n", b"[1]\n" + whole, whole[:-1], whole + b"x", whole.replace(b'"faces"', b'"fakes"')]
    broken += [whole[:at] for at in range(0, len(whole), 97)]
    assert [data for data in broken if unpack(data) is not None] == []
