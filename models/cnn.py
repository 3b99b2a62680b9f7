"""Convolutions from scratch: the original project's first model. It knows no faces but the ones it is shown."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.faces.networks.tensorflow_runtime import tensorflow
from core.stats.arrays import Array
from core.training.checkpoint import Monitor
from core.training.examples import Examples
from core.training.family import Family
from core.training.options import Options
from models.bases import Pixels
from models.closed import ClosedModel, regroup, run_network
from models.network import HEEDED, Classes, fit_network

WIDTHS = (32, 64, 128, 256)  # channels; each stage halves the side
_DROPPED = 0.2


@dataclass(frozen=True, eq=False)
class Cnn(ClosedModel):
    """weights: of `network`, in its order."""

    weights: tuple[NDArray[np.float32], ...] = field(repr=False)

    @property
    def input_shape(self) -> tuple[int, ...]:
        """Of one face's pixels."""
        return Pixels().shape

    def logits(self, inputs: NDArray[Any]) -> Array:
        """(n, size, size, 3) uint8 -> (n, classes)."""
        size, classes = inputs.shape[1], len(self.classes.names)
        return run_network(self, lambda: network(size, classes, seed=0), self.weights, inputs)


def fit(examples: Examples, options: Options, monitor: Monitor) -> Cnn:
    """inputs: (n, 1 + copies, size, size, 3) uint8 RGB. Raises ReferenceSetError below two groups."""
    classes = Classes.of(examples, options)
    size = examples.inputs.shape[2]
    found = fit_network(examples, classes, options, monitor, lambda: network(size, len(classes.names), options.seed))
    return Cnn(classes, found.temperature, found.doubt, found.weights)


def network(size: int, classes: int, seed: int) -> Any:
    """(n, size, size, 3) floats 0..255 -> (n, classes) logits. Weights and dropout are drawn from the seed.

    Few weights, normalised batches (Ioffe & Szegedy 2015) and an average over the face instead of a wide layer: a few
    hundred photos are little to learn from."""
    tensorflow()
    from keras import Sequential, initializers, layers

    stack = [layers.Input((size, size, 3)), layers.Rescaling(1 / 127.5, -1.0)]
    for i, width in enumerate(WIDTHS):
        start = initializers.HeNormal(seed + i)
        side, stride = (5, 2) if i == 0 else (3, 1)  # most of the time would go into the first stage's full map
        stack += [
            layers.Conv2D(width, side, stride, padding="same", use_bias=False, kernel_initializer=start),
            layers.BatchNormalization(momentum=0.9),
            layers.ReLU(),
        ]
        if stride == 1:
            stack.append(layers.MaxPooling2D())
    last = initializers.GlorotUniform(seed + len(WIDTHS))
    stack += [
        layers.GlobalAveragePooling2D(),
        layers.Dropout(_DROPPED, seed=seed),
        layers.Dense(classes, kernel_initializer=last),
    ]
    return Sequential(stack)


FAMILY = Family(
    name="cnn",
    title="CNN (처음부터)",
    summary="얼굴을 본 적 없는 작은 신경망을 등록된 사진만으로 학습합니다. 사진이 적으면 거의 배우지 못합니다.",
    fit=fit,
    model=Cnn,
    base="pixels",
    used_options=HEEDED,
    defaults={"batch": 32, "patience": 10},  # it learns slowly: more steps, and time to find them
    by_epochs=True,
    regroup=regroup,
)
