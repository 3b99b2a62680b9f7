"""Dense(1024) and a softmax on cached features: the head of the original project's ResNet50 and VGG-Face."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.faces.networks.tensorflow_runtime import tensorflow
from core.stats.arrays import Array
from core.training.checkpoint import Monitor
from core.training.examples import Examples
from core.training.options import Options
from models.closed import ClosedModel
from models.network import Classes, fit_network

HIDDEN = 1024
Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class DenseHead(ClosedModel):
    """Two layers in plain numpy: relu(x @ hidden + hidden_bias) @ out + out_bias. hidden: (d, 1024), out: (1024, c)."""

    hidden: Floats = field(repr=False)
    hidden_bias: Floats = field(repr=False)
    out: Floats = field(repr=False)
    out_bias: Floats = field(repr=False)

    @property
    def input_shape(self) -> tuple[int, ...]:
        """Of one photo's features."""
        return (len(self.hidden),)

    def logits(self, inputs: NDArray[Any]) -> Array:
        """(n, d) features -> (n, classes)."""
        x = np.asarray(inputs, np.float32)
        logits: Array = np.maximum(x @ self.hidden + self.hidden_bias, 0).astype(np.float64) @ self.out + self.out_bias
        return logits


def fit(examples: Examples, options: Options, monitor: Monitor) -> DenseHead:
    """inputs: (n, 1 + copies, d) features. Raises ReferenceSetError below two groups."""
    classes = Classes.of(examples, options)
    mean, scale = centre(examples.inputs)
    found = fit_network(
        examples, classes, options, monitor, lambda: network(mean, scale, len(classes.names), options.seed)
    )
    hidden, hidden_bias, out, out_bias = found.weights
    hidden = hidden / np.float32(scale)  # what stood before the first layer becomes a part of it
    return DenseHead(classes, found.temperature, found.doubt, hidden, hidden_bias - mean @ hidden, out, out_bias)


def network(mean: Floats, scale: float, classes: int, seed: int) -> Any:
    """(n, d) features -> (n, classes) logits. Weights are drawn from the seed."""
    tensorflow()
    from keras import Sequential, initializers, layers

    return Sequential(
        [
            layers.Input(mean.shape),
            layers.Rescaling(1 / scale, (-mean / np.float32(scale)).tolist()),
            layers.Dense(HIDDEN, activation="relu", kernel_initializer=initializers.HeNormal(seed)),
            layers.Dense(classes, kernel_initializer=initializers.GlorotUniform(seed + 1)),
        ]
    )


def centre(inputs: NDArray[Any]) -> tuple[Floats, float]:
    """(n, v, d) -> the mean (d,) and one scale for all: a softmax on features of length 1 would hardly learn at the
    usual rate, and each feature at its own scale would turn those that never vary into noise."""
    mean = inputs.mean(axis=(0, 1), dtype=np.float64)
    square = sum(float(((row - mean) ** 2).mean()) for row in inputs) / len(inputs)
    return mean.astype(np.float32), max(float(np.sqrt(square)), 1e-6)
