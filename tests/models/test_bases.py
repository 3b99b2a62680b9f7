"""Frozen bases: their shapes, that a face's features are its own, and what is said when weights are missing."""

import sys
from pathlib import Path

import numpy as np
import pytest

from core.errors import EngineError, UnknownNameError
from core.training.options import Options
from models import bases
from models.bases import KerasBase, Pixels, feature_bytes, get_base


@pytest.fixture(autouse=True)
def _nothing_loaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No base of another test, no weights of this machine."""
    monkeypatch.setattr(bases, "_bases", {})
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("DEEPFACE_HOME", str(tmp_path))


def faces(n: int, size: int) -> np.ndarray:
    return np.random.default_rng(n).integers(0, 256, (n, size, size, 3), dtype=np.uint8)


def small(batch: int = 4) -> KerasBase:
    from core.faces.networks.tensorflow_runtime import tensorflow

    tensorflow()
    from keras import Sequential, layers

    def build() -> object:
        stack = [layers.Input((12, 12, 3)), layers.Conv2D(5, 3), layers.BatchNormalization(), layers.Dropout(0.9)]
        return bases.seeded(Sequential([*stack, layers.GlobalAveragePooling2D()]), seed=3)

    return KerasBase("small", "small-1", 12, build, batch)


def test_pixels_are_the_face_itself() -> None:
    base = get_base("pixels", Options())
    chips = faces(3, base.size)
    assert isinstance(base, Pixels) and base.shape == (64, 64, 3) and base.dtype is np.uint8
    assert np.array_equal(base.features(chips), chips)
    assert get_base("pixels", Options(stand_in=True)) is base
    assert feature_bytes("pixels", Options()) == chips[0].nbytes


@pytest.mark.slow
def test_features_of_a_face_do_not_depend_on_its_company() -> None:
    base, chips = small(), faces(11, 12)
    whole = base.features(chips)
    assert whole.shape == (11, 5) and whole.dtype == np.float32 and whole.std() > 0
    for part in (slice(0, 1), slice(3, 9), slice(10, 11)):
        assert np.array_equal(base.features(chips[part]), whole[part])
    assert base.features(chips[:0]).shape == (0, 5)
    assert np.array_equal(small().features(chips), whole), "a stand-in is the same in every process"


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [np.zeros((2, 13, 13, 3), np.uint8), np.zeros((2, 12, 12, 3), np.float32)])
def test_other_faces_are_refused(wrong: np.ndarray) -> None:
    with pytest.raises(ValueError, match="12"):
        small().features(wrong)


def test_unknown_base_lists_the_known() -> None:
    with pytest.raises(UnknownNameError, match="pixels, resnet50, vggface"):
        get_base("alexnet", Options())


def test_without_its_weights_vggface_says_where_they_go() -> None:
    with pytest.raises(EngineError, match=r"vgg_face_weights\.onnx"):
        get_base("vggface", Options())


@pytest.mark.slow
def test_vggface_on_file_is_used_even_where_a_stand_in_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.faces import engines
    from tests.support.networks import place

    monkeypatch.setattr(engines, "_engines", {})
    monkeypatch.setenv("DEEPFACE_BACKEND_ENGINE", "onnx")
    place(tmp_path, "VGG-Face")
    if "deepface" in sys.modules:
        from deepface.modules import modeling

        monkeypatch.setattr(modeling, "cached_models", {t: {} for t in modeling.AVAILABLE_MODELS}, raising=False)
    base = get_base("vggface", Options(stand_in=True))
    assert base.version.startswith("deepface-VGG-Face-") and base.shape == (4096,) and base.size == 224
    chips = faces(5, 224)
    rows = base.features(chips)
    assert feature_bytes("vggface", Options()) == rows[0].nbytes
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.array_equal(base.features(chips[1:2]), rows[1:2])


@pytest.mark.slow
@pytest.mark.parametrize("present", [False, True])
def test_resnet50_without_a_network_fails_with_one_sentence(
    present: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Offline, and with a file in the right place that is not keras.applications' own."""
    import socket

    def offline(*_: object, **__: object) -> None:
        raise OSError("no network")

    monkeypatch.setattr(socket, "create_connection", offline)
    monkeypatch.setattr(socket.socket, "connect", offline)
    monkeypatch.setattr(socket, "getaddrinfo", offline)
    models = tmp_path / "keras" / "models"
    if present:
        models.mkdir(parents=True)
        (models / bases.RESNET_FILE).write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(100))
    with pytest.raises(EngineError) as raised:
        get_base("resnet50", Options())
    sentence = str(raised.value)
    assert bases.RESNET_FILE in sentence and str(models) in sentence and "\n" not in sentence
    assert not list(tmp_path.rglob("*.part")) and capsys.readouterr().out == ""
    if not present:
        assert not list(tmp_path.rglob("*.h5")), "half a file stayed"


@pytest.mark.slow
def test_the_stand_in_of_resnet50_has_the_true_shapes() -> None:
    frozen, opened = (get_base("resnet50", Options(stand_in=True, unfreeze=u)) for u in (False, True))
    assert isinstance(frozen, KerasBase) and isinstance(opened, KerasBase)
    assert (frozen.size, frozen.shape) == (224, (2048,)) and (opened.size, opened.shape) == (96, (6, 6, 1024))
    assert "stand-in" in frozen.version and "stand-in" in opened.version and frozen.version != opened.version
    for base, unfreeze in ((frozen, False), (opened, True)):
        assert feature_bytes("resnet50", Options(unfreeze=unfreeze)) == 4 * np.prod(base.shape)
    assert frozen.network.count_params() == 23_587_712
    # the tail takes over where the map ends
    whole = bases.resnet_network(None, 96)
    import keras

    chips = faces(2, 96)
    prepared = keras.applications.resnet50.preprocess_input(chips.astype(np.float32))
    through = bases.resnet_tail(None)(opened.features(chips), training=False).numpy()
    assert np.allclose(through, whole(prepared, training=False).numpy(), atol=1e-4) and through.std() > 0.1
    assert get_base("resnet50", Options(stand_in=True)) is frozen
