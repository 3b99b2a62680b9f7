"""Networks as fitted models: they know only their members, so a stranger always looks like one of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from core.faces.networks.tensorflow_runtime import tensorflow
from core.matching.judgement import JudgementBatch
from core.stats.arrays import Array, Ints, softmax
from core.types import MemberId
from models.network import Classes, forward

CLEAR_FROM = 0.75


@dataclass(frozen=True, eq=False)
class ClosedModel:
    """classes: what the softmax tells apart; temperature, doubt: as in `models.network.Fit`."""

    classes: Classes
    temperature: float
    doubt: float

    @property
    def groups(self) -> tuple[str, ...]:
        """Sorted."""
        return self.classes.groups

    @property
    def members(self) -> tuple[MemberId, ...]:
        """Empty if the classes are groups."""
        return self.classes.members

    def logits(self, inputs: NDArray[Any]) -> Array:
        """(n, *shape) -> (n, classes)."""
        raise NotImplementedError

    def score_photos(self, inputs: NDArray[Any]) -> Array:
        """(n, *shape) -> (n, G) probabilities, each photo alone."""
        return self._scores(self.logits(inputs))

    def evidence(self, inputs: NDArray[Any]) -> Array:
        """(n, *shape) -> (n, N) member probabilities; (n, 0) if the classes are groups."""
        if not self.members:
            return np.zeros((len(inputs), 0))
        return softmax(self.logits(inputs) / self.temperature)

    def judge_sets(self, sets: Sequence[NDArray[Any]]) -> JudgementBatch:
        """Several people: their photos' logits averaged. The stated confidence is the top probability, as it comes."""
        ends = np.cumsum([len(photos) for photos in sets])
        logits = np.split(self.logits(np.concatenate(sets)), ends[:-1])
        return judged(self._scores(np.stack([own.mean(axis=0) for own in logits])))

    def _scores(self, logits: Array) -> Array:
        summed = self.classes.to_groups(softmax(logits / self.temperature))
        return (1 - self.doubt) * summed + self.doubt / len(self.groups)


def judged(scores: Array) -> JudgementBatch:
    """(s, G) scores of people by a model that has only members to choose from: it is as sure as it sounds."""
    scores = np.clip(scores, 1e-9, None)
    scores = scores / scores.sum(axis=1, keepdims=True)
    confidence = scores.max(axis=1)
    return JudgementBatch(
        scores, confidence, confidence >= CLEAR_FROM, np.ones(len(scores)), np.log(scores), np.zeros(len(scores))
    )


def regroup(evidence: Array, known: Array, member_of: Array) -> Array:
    """See `Family.regroup`: group probabilities."""
    return np.where(known @ member_of > 0, evidence @ member_of, -np.inf)


_rebuilt: "WeakKeyDictionary[ClosedModel, Callable[[NDArray[Any], Ints], Array]]" = WeakKeyDictionary()


def run_network(
    owner: ClosedModel, build: Callable[[], Any], weights: Sequence[NDArray[np.float32]], inputs: NDArray[Any]
) -> Array:
    """Outputs of a Keras network that is built from code and filled with stored weights, once as long as `owner` lives.

    (n, *shape) -> (n, outputs)."""
    if owner not in _rebuilt:
        tensorflow()
        network = build()
        network.set_weights(list(weights))
        _rebuilt[owner] = forward(network, inputs.shape[1:], inputs.dtype)
    return _rebuilt[owner](inputs, np.arange(len(inputs)))
