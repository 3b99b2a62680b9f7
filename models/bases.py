"""Frozen networks that families learn on top of: aligned faces in, features out, the same every time.

Stand-ins have the true shapes and seeded random weights. They try the machinery where the real weights cannot be had;
what is learned on them says nothing about the real networks, so their versions say "stand-in".
"""

import math
import os
import sys
import threading
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from core.errors import EngineError, UnknownNameError
from core.faces.networks import Network, checked_faces
from core.faces.networks.tensorflow_runtime import tensorflow
from core.training.options import Options
from core.training.run import STAND_IN

BASES = ("pixels", "resnet50", "vggface")
RESNET_FILE = "resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5"
STAND_IN_SEED = 11
MAP_SHAPE = (6, 6, 1024)  # of resnet50 before its last stage
_SHAPES = {"resnet50": (2048,), "vggface": (4096,)}
_RESNET_URL = "https://storage.googleapis.com/tensorflow/keras-applications/resnet/" + RESNET_FILE
_CUT = "conv4_block6_out"  # the end of the stage before the last
_BATCH = 16  # VGG-Face needs about 25 MB of activations a face
_TIMEOUT = 8.0  # seconds; without a network that says no at once, the user should not wait longer

Faces = NDArray[np.uint8]


class Base(Network, Protocol):
    """A network that families learn on top of. shape, dtype: of one face's features."""

    @property
    def shape(self) -> tuple[int, ...]: ...
    @property
    def dtype(self) -> type[np.float32] | type[np.uint8]: ...

    def features(self, faces: Faces) -> NDArray[Any]:
        """faces: (n, size, size, 3) uint8 RGB, n may be 0. Returns (n, *shape) of dtype. Raises EngineError."""
        ...


class Pixels:
    """No network: the face itself, for families that learn from pixels."""

    name = "pixels"
    dtype = np.uint8

    def __init__(self, size: int = 64) -> None:
        self.size, self.shape, self.version = size, (size, size, 3), f"pixels-{size}-1"

    def features(self, faces: Faces) -> NDArray[Any]:
        return checked_faces(faces, self.size)


class KerasBase:
    """A Keras network, run in batches of one fixed size so that a face's features do not depend on its company.

    build: gives the network: (n, size, size, 3) floats 0..255 RGB in, (n, *shape) out; prepares the pixels itself."""

    dtype = np.float32

    def __init__(self, name: str, version: str, size: int, build: Callable[[], Any], batch: int = _BATCH) -> None:
        tf = tensorflow()
        self.name, self.version, self.size = name, version, size
        self.network = build()
        self.network.trainable = False
        self.shape: tuple[int, ...] = tuple(self.network.outputs[0].shape[1:])
        self._batch = batch
        signature = [tf.TensorSpec((batch, size, size, 3), tf.uint8)]
        run = lambda x: self.network(tf.cast(x, tf.float32), training=False)  # noqa: E731
        self._run = tf.function(run, signature, autograph=False)

    def features(self, faces: Faces) -> NDArray[Any]:
        return _in_batches(checked_faces(faces, self.size), self._batch, self.shape, lambda x: self._run(x).numpy())


class VggFace:
    """deepface's VGG-Face as it stands on file: its own preparation of the pixels, its 4096 numbers at length 1."""

    name = "vggface"
    dtype = np.float32

    def __init__(self) -> None:
        from core.faces.engines import get_engine

        embedder = get_engine("VGG-Face").embedder  # one copy of its 540 MB for the process
        self._embed = embedder.embed
        self.version, self.size, self.shape = embedder.version, embedder.size, (embedder.dim,)

    def features(self, faces: Faces) -> NDArray[Any]:
        return _in_batches(checked_faces(faces, self.size), _BATCH, self.shape, self._embed)


_bases: dict[tuple[str, bool, bool], Base] = {}
_lock = threading.Lock()


def get_base(name: str, options: Options) -> Base:
    """The base of a family, loaded once for the whole process. `options.stand_in` allows random weights where the real
    ones are not on this machine; without it resnet50 may be downloaded, from and checked by keras.applications.

    Raises UnknownNameError; EngineError, within seconds, where the weights cannot be had."""
    if name not in BASES:
        raise UnknownNameError(f"'{name}'이라는 기반 신경망은 없습니다. 사용할 수 있는 것: {', '.join(BASES)}")
    key = (name, name == "resnet50" and options.unfreeze, name != "pixels" and options.stand_in)
    with _lock:
        if key not in _bases:
            _bases[key] = _load(*key)
        return _bases[key]


def feature_bytes(name: str, options: Options) -> int:
    """Of one face's features, without loading the network."""
    if name == "pixels":
        return math.prod(Pixels().shape)
    return 4 * math.prod(MAP_SHAPE if name == "resnet50" and options.unfreeze else _SHAPES[name])


def _load(name: str, unfreeze: bool, stand_in: bool) -> Base:
    if name == "pixels":
        return Pixels()
    if name == "vggface":
        try:
            return VggFace()
        except EngineError:
            if stand_in:
                return vggface_stand_in()
            raise
    if stand_in and not resnet_weights().is_file():
        return resnet50(None, unfreeze)
    return resnet50("imagenet", unfreeze)


def resnet50(weights: Literal["imagenet"] | None, unfreeze: bool = False) -> KerasBase:
    """ResNet-50 (He et al. 2016) without its classes: averaged to 2048 numbers of a 224 px face, or, to train the last
    stage as well, the 6 x 6 x 1024 map before it of a 96 px face (a 224 px face's map would be 0.8 MB a copy).

    weights: None for a stand-in. Raises EngineError."""
    version = f"resnet50-{weights or STAND_IN}-{'conv4-96' if unfreeze else '224'}-1"
    size, last = (96, _CUT) if unfreeze else (224, None)
    return KerasBase("resnet50", version, size, lambda: _prepared(resnet_network(weights, size), last))


def resnet_tail(weights: Literal["imagenet"] | None) -> Any:
    """The last stage and the average after it: (n, 6, 6, 1024) of `resnet50(weights, unfreeze=True)` to (n, 2048)."""
    import keras

    network = resnet_network(weights, 96)
    return keras.Model(network.get_layer(_CUT).output, network.output)


def resnet_network(weights: Literal["imagenet"] | None, size: int) -> Any:
    """keras.applications' network up to the average, for prepared pixels. Raises EngineError."""
    tensorflow()
    import keras

    def build(which: str | None) -> Any:
        return keras.applications.ResNet50(weights=which, include_top=False, pooling="avg", input_shape=(size, size, 3))

    if weights is None:
        network = seeded(build(None), STAND_IN_SEED)
        for layer in network.layers:  # trained scales keep 16 sums in a row near 1; those of a new network do not
            if layer.name.endswith("_3_bn") or layer.name == "conv1_bn":
                layer.gamma.assign(layer.gamma * (1 / 128 if layer.name == "conv1_bn" else 0.2))
        return network
    place = resnet_weights()
    try:
        if not place.is_file():
            _reachable()
        with redirect_stdout(sys.stderr):  # Keras draws its progress on stdout, where the JSON belongs
            return build(weights)
    except Exception as error:  # no network, a broken file, a full disk: the cure is the same
        raise EngineError(
            "ResNet50의 ImageNet 가중치를 내려받지 못했습니다. 인터넷 연결을 확인하거나, "
            f"'{place.name}' 파일을 '{place.parent}' 폴더에 넣어 주세요."
        ) from error


def resnet_weights() -> Path:
    """Where keras.applications keeps its file, which it checks by its hash each time it is read."""
    folder = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")
    return folder / "models" / RESNET_FILE


def vggface_stand_in() -> KerasBase:
    """VGG-Face (Parkhi et al. 2015) up to its second layer of 4096, with random weights."""
    return KerasBase("vggface", f"vggface-{STAND_IN}-1", 224, lambda: seeded(_vgg_network(), STAND_IN_SEED))


def seeded(network: Any, seed: int) -> Any:
    """Fill kernels with He et al.'s (2015) normal numbers; everything else stays as built (biases 0, scales 1)."""
    rng = np.random.default_rng(seed)
    for variable in network.variables:
        shape = tuple(variable.shape)
        if len(shape) > 1:
            kernel = rng.standard_normal(shape, np.float32)
            kernel *= np.sqrt(2 / np.prod(shape[:-1])).astype(np.float32)
            variable.assign(kernel)
    return network


def _vgg_network() -> Any:
    from keras import Sequential, layers

    stack = [layers.Input((224, 224, 3)), layers.Rescaling(1 / 127.5, -1.0)]
    for width, depth in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        stack += [layers.Conv2D(width, 3, padding="same", activation="relu", **_EMPTY) for _ in range(depth)]
        stack.append(layers.MaxPooling2D())
    stack += [layers.Conv2D(4096, 7, activation="relu", **_EMPTY), layers.Conv2D(4096, 1, **_EMPTY), layers.Flatten()]
    return Sequential(stack)


_EMPTY = {"kernel_initializer": "zeros"}  # drawing 145 million numbers once is enough


def _prepared(network: Any, last: str | None) -> Any:
    """With the preparation of the pixels in front, and cut off after the layer `last` if one is named."""
    import keras

    if last is not None:
        network = keras.Model(network.input, network.get_layer(last).output)
    pixels = keras.Input(network.input.shape[1:])
    return keras.Model(pixels, network(keras.applications.resnet50.preprocess_input(pixels)))


def _in_batches(
    faces: Faces, batch: int, shape: tuple[int, ...], run: Callable[[Faces], NDArray[np.float32]]
) -> NDArray[np.float32]:
    out = np.empty((len(faces), *shape), np.float32)
    for start in range(0, len(faces), batch):
        part = faces[start : start + batch]
        # Other batch sizes take other paths through the matrix library. Filled up with a face: black gives no vector.
        full = part[np.minimum(np.arange(batch), len(part) - 1)]
        out[start : start + len(part)] = run(full)[: len(part)]
    return out


def _reachable() -> None:
    """Fail fast without a network: Keras downloads without a time limit."""
    import requests

    requests.head(_RESNET_URL, timeout=_TIMEOUT, allow_redirects=False).raise_for_status()
