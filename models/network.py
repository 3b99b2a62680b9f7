"""The training loop that all networks share, and how what they say about members becomes scores of groups.

Every random choice comes from (seed, epoch) or from a variable that is kept with the weights, so a training that goes
on from any epoch, in another process, ends with the same bits as one that never stopped.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import ReferenceSetError
from core.faces.networks.tensorflow_runtime import one_at_a_time, tensorflow
from core.stats.arrays import Array, Bools, Ints, softmax
from core.stats.calibrate import fit_temperature
from core.stats.folds import photo_folds
from core.training.checkpoint import Arrays, Epoch, Monitor
from core.training.examples import Examples, balancing_weights
from core.training.options import Options
from core.types import MemberId

VALIDATION_FOLDS = 6  # one of them is held back for early stopping and the temperature
TEMPERATURES = (0.3, 30.0)
HEEDED = frozenset(  # options of every network
    {"classes", "copies", "rotation", "shift", "flip", "epochs", "patience", "batch", "learning_rate"}
)
_EVALUATED = 64  # photos at once, whatever the batch of the training
_FIRST, _SECOND, _EPSILON = 0.9, 0.999, 1e-7  # of Adam (Kingma & Ba 2015), as in Keras


@dataclass(frozen=True)
class Classes:
    """What a softmax tells apart. names: each class's group; members: each class's member, () if classes are groups."""

    groups: tuple[str, ...]
    names: tuple[str, ...]
    members: tuple[MemberId, ...]

    def __post_init__(self) -> None:
        if self.names != (tuple(m.group for m in self.members) or self.groups):
            raise ValueError("the classes are neither the members nor the groups")

    @classmethod
    def of(cls, examples: Examples, options: Options) -> "Classes":
        """Raises ReferenceSetError below two groups."""
        if len(examples.groups) < 2:
            raise ReferenceSetError("학습하려면 그룹이 두 개 이상 필요합니다. 사진이 있는 그룹을 더 추가해 주세요.")
        if options.classes == "group":
            return cls(examples.groups, examples.groups, ())
        members = tuple(sorted(set(examples.members)))
        return cls(examples.groups, tuple(m.group for m in members), members)

    def targets(self, members: tuple[MemberId, ...]) -> Ints:
        """(n,) class of each photo."""
        if self.members:
            places: Mapping[Any, int] = {m: i for i, m in enumerate(self.members)}
            return np.array([places[m] for m in members], dtype=np.int64)
        return np.array([self.groups.index(m.group) for m in members], dtype=np.int64)

    def to_groups(self, probabilities: Array) -> Array:
        """(n, classes) -> (n, G), summed."""
        index = np.array([self.groups.index(name) for name in self.names])
        summed: Array = probabilities @ (index[:, None] == np.arange(len(self.groups))).astype(np.float64)
        return summed


@dataclass(frozen=True)
class Fit:
    """A network that was trained. weights: `network.weights` of its best epoch, float32. temperature: of its logits.

    doubt: the share of probability spread evenly: one that learned from n photos cannot be surer than 1 - 1/n."""

    network: Any
    weights: tuple[NDArray[np.float32], ...]
    temperature: float
    doubt: float


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with one_at_a_time:
        try:
            yield
        finally:
            gc.collect()  # Keras and its graphs refer to each other, and the next fold is as large


@_one_at_a_time()
def fit_network(
    examples: Examples,
    classes: Classes,
    options: Options,
    monitor: Monitor,
    build: Callable[[], Any],
    pace: Callable[[Any], float] = lambda variable: 1.0,
) -> Fit:
    """Train with Adam on weighted cross-entropy. An epoch shows each photo once, in one of its versions.

    build: gives the Keras network, inputs to logits, the same initial weights each time. pace: share of the learning
    rate a variable gets. Stops after options.patience epochs without a better loss on the photos held back, and takes
    the best epoch's weights; where none can be held back it takes the last epoch's. Raises what the monitor raises."""
    held = held_back(examples, options.seed)
    train, check = np.flatnonzero(~held), np.flatnonzero(held)
    targets = classes.targets(examples.members)
    weights = np.zeros(len(targets), np.float32)
    learned = tuple(examples.members[i] for i in train.tolist())
    weights[train] = balancing_weights(learned, by_group=not classes.members)
    learner = _Learner(build(), examples.inputs, options.learning_rate, pace)
    state = monitor.begun()
    done, best, since = learner.restore(state) if state is not None else (0, np.inf, 0)
    while done < options.epochs and not (options.patience and since >= options.patience):
        loss = right = 0.0
        for rows, versions in schedule(train, examples.inputs.shape[1], options, done + 1):
            x = examples.inputs[rows, versions]
            batch_loss, batch_right = learner.step(x, targets[rows], weights[rows])
            loss, right = loss + batch_loss, right + batch_right
        done += 1
        validation = _validate(learner, examples, check, targets)
        if validation is None or validation[0] < best:
            best, since = validation[0] if validation else np.inf, 0
            learner.keep()
        else:
            since += 1
        epoch = Epoch(done, loss / len(train), right / len(train), *(validation or (None, None)))
        monitor.epoch(epoch, lambda d=done, b=best, s=since: learner.state(d, b, s))  # type: ignore[misc]
    learner.take_best()
    temperature = 1.0
    if len(check):
        logits, own = learner.logits(examples, check), np.array([examples.members[i].group for i in check.tolist()])
        truth = np.array([classes.groups.index(g) for g in own])

        def surprise(temperature: float) -> float:
            p = classes.to_groups(softmax(logits / temperature))[np.arange(len(truth)), truth]
            return -float(np.log(np.maximum(p, 1e-12)).mean())

        temperature = fit_temperature(surprise, *TEMPERATURES)
    found = tuple(np.array(w, np.float32) for w in learner.network.get_weights())
    return Fit(learner.network, found, temperature, 1 / (len(examples.members) + 2))  # Laplace's rule of succession


def schedule(train: Ints, versions: int, options: Options, epoch: int) -> Iterator[tuple[Ints, Ints]]:
    """The batches of an epoch, (rows, the version each is shown in), from the seed and the epoch's number alone."""
    rng = np.random.default_rng([options.seed, epoch])
    order, version = train[rng.permutation(len(train))], rng.integers(0, versions, len(train))
    for start in range(0, len(train), options.batch):
        yield order[start : start + options.batch], version[start : start + options.batch]


def held_back(examples: Examples, seed: int) -> Bools:
    """(n,) photos that are not learned from: about one in six of each member, near-duplicates together, and never all
    photos of a member. None at all where members have a photo each."""
    near = examples.near_duplicates
    held: Bools = photo_folds(examples.members, near, VALIDATION_FOLDS, seed) == 0
    learned = {m for m, h in zip(examples.members, held, strict=True) if not h}
    needed = [near[i] for i, m in enumerate(examples.members) if m not in learned]
    held &= ~np.isin(near, needed)
    return held


def _validate(learner: "_Learner", examples: Examples, check: Ints, targets: Ints) -> tuple[float, float] | None:
    if not len(check):
        return None
    logits = learner.logits(examples, check)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    own = targets[check]
    return -float(log_p[np.arange(len(own)), own].mean()), float((logits.argmax(axis=1) == own).mean())


class _Learner:
    """A network with the moments of its optimiser and the best weights so far."""

    def __init__(self, network: Any, inputs: NDArray[Any], rate: float, pace: Callable[[Any], float]) -> None:
        tf = tensorflow()
        self.network = network
        self._trained = [v.value for v in network.trainable_variables]
        self._moments = [[tf.Variable(tf.zeros_like(v), trainable=False) for v in self._trained] for _ in range(2)]
        self._powers = tf.Variable([1.0, 1.0], trainable=False)
        self._rates = [np.float32(rate * pace(v)) for v in network.trainable_variables]
        self._best = [v.numpy() for v in network.variables]
        spec = tf.TensorSpec((None, *inputs.shape[2:]), inputs.dtype)
        signature = [spec, tf.TensorSpec((None,), tf.int64), tf.TensorSpec((None,), tf.float32)]
        self._step = tf.function(self._learn, signature, autograph=False)
        self._forward = forward(network, inputs.shape[2:], inputs.dtype)

    def step(self, x: NDArray[Any], targets: Ints, weights: NDArray[np.float32]) -> tuple[float, float]:
        """One step of Adam. Returns the batch's summed loss, unweighted, and how many were right."""
        loss, right = self._step(x, targets, weights).numpy()
        return float(loss), float(right)

    def _learn(self, x: Any, targets: Any, weights: Any) -> Any:
        tf = tensorflow()
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(self._trained)
            logits = self.network(tf.cast(x, tf.float32), training=True)
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(targets, logits)
            loss = tf.reduce_mean(losses * weights)
        gradients = tape.gradient(loss, self._trained)
        powers = self._powers.assign(self._powers * [_FIRST, _SECOND])
        for variable, gradient, first, second, rate in zip(
            self._trained, gradients, *self._moments, self._rates, strict=True
        ):
            tf.raw_ops.ResourceApplyAdam(  # one pass over the weights; Keras' optimiser takes eight
                var=variable.handle, m=first.handle, v=second.handle, beta1_power=powers[0], beta2_power=powers[1],
                lr=rate, beta1=_FIRST, beta2=_SECOND, epsilon=_EPSILON, grad=gradient,
            )  # fmt: skip
        right = tf.argmax(logits, axis=1) == targets
        return tf.stack([tf.reduce_sum(losses), tf.reduce_sum(tf.cast(right, tf.float32))])

    def logits(self, examples: Examples, rows: Ints) -> Array:
        """(r, classes) of the photos themselves, without copies."""
        return self._forward(examples.plain, rows)

    def keep(self) -> None:
        self._best = [v.numpy() for v in self.network.variables]

    def take_best(self) -> None:
        for variable, value in zip(self.network.variables, self._best, strict=True):
            variable.assign(value)

    def state(self, done: int, best: float, since: int) -> Arrays:
        """All that is needed to go on. In the order of the network's variables, which is that of its code."""
        found: dict[str, NDArray[Any]] = {"progress": np.array([done, best, since]), "powers": self._powers.numpy()}
        found |= {f"now-{i}": v.numpy() for i, v in enumerate(self.network.variables)}
        found |= {f"best-{i}": value for i, value in enumerate(self._best)}
        for k, moments in enumerate(self._moments):
            found |= {f"moment-{k}-{i}": m.numpy() for i, m in enumerate(moments)}
        return found

    def restore(self, state: Arrays) -> tuple[int, float, int]:
        """The reverse: (epochs done, best loss, epochs since)."""
        for i, variable in enumerate(self.network.variables):
            variable.assign(state[f"now-{i}"])
        self._best = [np.asarray(state[f"best-{i}"]) for i in range(len(self._best))]
        for k, moments in enumerate(self._moments):
            for i, moment in enumerate(moments):
                moment.assign(state[f"moment-{k}-{i}"])
        self._powers.assign(state["powers"])
        done, best, since = state["progress"].tolist()
        return int(done), float(best), int(since)


def forward(network: Any, shape: tuple[int, ...], dtype: Any) -> Callable[[NDArray[Any], Ints], Array]:
    """A function of (n, *shape) inputs and the rows wanted that gives (rows, classes) logits, a batch at a time."""
    tf = tensorflow()
    signature = [tf.TensorSpec((None, *shape), dtype)]
    # Without AutoGraph: nothing here needs it, and it would read this file's source again, which an update may change.
    run = tf.function(lambda x: network(tf.cast(x, tf.float32), training=False), signature, autograph=False)

    def logits(inputs: NDArray[Any], rows: Ints) -> Array:
        parts = [run(inputs[rows[i : i + _EVALUATED]]).numpy() for i in range(0, len(rows), _EVALUATED)]
        return np.concatenate(parts).astype(np.float64)

    return logits
