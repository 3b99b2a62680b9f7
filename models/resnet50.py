"""ResNet-50 from ImageNet, Dense(1024) and a softmax: the original project's second model (He et al. 2016)."""

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.faces.networks.tensorflow_runtime import tensorflow
from core.stats.arrays import Array
from core.training.checkpoint import Monitor
from core.training.examples import Examples
from core.training.family import Family
from core.training.options import Options
from core.training.run import stands_in
from models import dense_head
from models.bases import MAP_SHAPE, get_base, resnet_tail
from models.closed import regroup, run_network
from models.dense_head import DenseHead
from models.network import HEEDED, Classes, fit_network

_TAIL_PACE = 0.05  # what ImageNet taught is to be bent, not overwritten


@dataclass(frozen=True, eq=False)
class ResNetHead(DenseHead):
    """tail: weights of the base's last stage where it was trained too, else empty."""

    tail: tuple[NDArray[np.float32], ...] = field(repr=False, default=())

    @property
    def input_shape(self) -> tuple[int, ...]:
        """Of one photo's features; maps if the last stage was trained."""
        return MAP_SHAPE if self.tail else super().input_shape

    def logits(self, inputs: NDArray[Any]) -> Array:
        """(n, 2048) features, or (n, 6, 6, 1024) maps if the last stage was trained -> (n, classes)."""
        if self.tail:
            inputs = run_network(self, lambda: resnet_tail(None), self.tail, inputs)
        return super().logits(inputs)


def fit(examples: Examples, options: Options, monitor: Monitor) -> ResNetHead:
    """inputs: (n, 1 + copies, *shape) of `get_base("resnet50", options)`. Raises ReferenceSetError below two groups,
    EngineError where the last stage is to be trained and its weights are missing."""
    if not options.unfreeze:
        head = dense_head.fit(examples, options, monitor)
        return ResNetHead(**{name: getattr(head, name) for name in DenseHead.__dataclass_fields__})
    classes = Classes.of(examples, options)
    real = not stands_in(get_base("resnet50", options).version)
    found = fit_network(
        examples,
        classes,
        options,
        monitor,
        lambda: network("imagenet" if real else None, len(classes.names), options.seed),
        lambda variable: _TAIL_PACE if "conv5" in variable.path else 1.0,
    )
    *tail, hidden, hidden_bias, out, out_bias = found.weights
    return ResNetHead(classes, found.temperature, found.doubt, hidden, hidden_bias, out, out_bias, tuple(tail))


def network(weights: Literal["imagenet"] | None, classes: int, seed: int) -> Any:
    """(n, 6, 6, 1024) maps -> (n, classes) logits. Its batch statistics stay those of the base."""
    tensorflow()
    from keras import Sequential, initializers, layers

    tail = resnet_tail(weights)
    for layer in tail.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    return Sequential(
        [
            tail,
            layers.Dense(dense_head.HIDDEN, activation="relu", kernel_initializer=initializers.HeNormal(seed)),
            layers.Dense(classes, kernel_initializer=initializers.GlorotUniform(seed + 1)),
        ]
    )


FAMILY = Family(
    name="resnet50",
    title="ResNet50 + Dense",
    summary="일반 사물 사진으로 학습된 ResNet50 위의 층을 학습합니다. 얼굴을 배운 신경망이 아니라서 구별이 어렵습니다.",
    fit=fit,
    model=ResNetHead,
    base="resnet50",
    used_options=HEEDED | {"unfreeze", "stand_in"},
    defaults={"copies": 1},  # each costs the base one more look at every photo
    by_epochs=True,
    regroup=regroup,
)
