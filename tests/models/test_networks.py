"""The networks' training: exact after a restart, the same as end to end, and calm about tiny sets."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import ReferenceSetError
from core.training.checkpoint import Arrays, Epoch, Monitor, Recorder
from core.training.examples import Examples
from core.training.options import Options
from core.types import MemberId
from models import cnn, dense_head, resnet50, vggface
from models.network import Classes, held_back, schedule
from tests.conftest import ROOT
from tests.support.builders import present

DENSE = Options(epochs=4, batch=8, patience=0)


def members(*photos: int) -> tuple[MemberId, ...]:
    """photos: how many each member has; two members a group."""
    return tuple(MemberId(f"g{i // 2}", f"m{i}") for i, n in enumerate(photos) for _ in range(n))


def examples(people: tuple[MemberId, ...], dim: int = 24, versions: int = 3, noise: float = 0.5) -> Examples:
    rng = np.random.default_rng(5)
    own = {m: rng.standard_normal(dim) for m in sorted(set(people))}
    rows = [own[m] + noise * rng.standard_normal((versions, dim)) for m in people]
    names = tuple(str(i) for i in range(len(people)))
    return Examples(np.array(rows, np.float32), people, names, np.arange(len(people)))


def faces(people: tuple[MemberId, ...], size: int = 16, versions: int = 2) -> Examples:
    """Members differ in colour, photos in noise."""
    rng = np.random.default_rng(6)
    own = {m: rng.integers(40, 216, 3) for m in sorted(set(people))}
    rows = [own[m] + rng.integers(-20, 21, (versions, size, size, 3)) for m in people]
    names = tuple(str(i) for i in range(len(people)))
    return Examples(np.array(rows, np.uint8), people, names, np.arange(len(people)))


FITS: dict[str, Callable[[Monitor], Any]] = {
    "dense": lambda monitor: dense_head.fit(examples(members(6, 6, 6, 6)), DENSE, monitor),
    "cnn": lambda monitor: cnn.fit(faces(members(6, 6, 6, 6)), DENSE, monitor),
}


class Stopped(Exception):
    pass


class Keeper(Monitor):
    """Keeps the state after an epoch and stops there, as a kill would."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.kept: Arrays | None = None

    def epoch(self, epoch: Epoch, state: Callable[[], Arrays]) -> None:
        if epoch.number == self.after:
            self.kept = {key: np.array(value) for key, value in state().items()}
            raise Stopped


class Given(Monitor):
    def __init__(self, state: Arrays | None) -> None:
        self.state = state

    def begun(self) -> Arrays | None:
        return self.state


def bits(model: Any) -> bytes:
    inputs = examples(members(3, 3)) if isinstance(model, dense_head.DenseHead) else faces(members(3, 3))
    weights = model.weights if isinstance(model, cnn.Cnn) else (model.hidden, model.hidden_bias, model.out)
    parts = [model.logits(inputs.plain), *weights, np.array([model.temperature])]
    return b"".join(np.ascontiguousarray(p).tobytes() for p in parts)


@cache
def straight(kind: str) -> tuple[bytes, list[Epoch]]:
    """What a training that never stopped ends with, and its epochs."""
    whole = Recorder(Monitor())
    return bits(FITS[kind](whole)), whole.epochs


def stopped(kind: str, after: int) -> Arrays | None:
    """What is kept of a training that was stopped after an epoch."""
    keeper = Keeper(after)
    with pytest.raises(Stopped):
        FITS[kind](Recorder(keeper))
    return keeper.kept


@pytest.mark.slow
@pytest.mark.parametrize("kind", FITS)
@pytest.mark.parametrize("after", [1, 3, 4])
def test_going_on_from_any_epoch_gives_the_same_bits(kind: str, after: int) -> None:
    resumed = Recorder(Given(stopped(kind, after)))
    expected, epochs = straight(kind)
    assert bits(FITS[kind](resumed)) == expected
    assert resumed.epochs == epochs and len(epochs) == 4


_ELSEWHERE = """
import hashlib, json, sys
import numpy as np
from tests.models.test_networks import FITS, Given, bits
states = {path.rpartition("/")[2].removesuffix(".npz"): np.load(path, allow_pickle=False) for path in sys.argv[1:]}
print(json.dumps({kind: hashlib.sha256(bits(FITS[kind](Given(dict(s))))).hexdigest() for kind, s in states.items()}))
"""


@pytest.mark.slow
def test_going_on_in_a_fresh_process_gives_the_same_bits(tmp_path: Path) -> None:
    for kind in FITS:
        arrays: dict[str, Any] = dict(present(stopped(kind, 2)))
        np.savez(tmp_path / f"{kind}.npz", **arrays)
    paths = [str(tmp_path / f"{kind}.npz") for kind in FITS]
    command = [sys.executable, "-c", _ELSEWHERE, *paths]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == "", "TensorFlow's remarks would be taken for errors"
    assert json.loads(done.stdout) == {kind: hashlib.sha256(straight(kind)[0]).hexdigest() for kind in FITS}


def test_an_epoch_shows_each_photo_once_and_depends_on_seed_and_number_alone() -> None:
    train = np.array([1, 4, 5, 7, 9, 11, 12])
    options = Options(batch=3)
    epoch = list(schedule(train, 5, options, 2))
    rows = np.concatenate([rows for rows, _ in epoch])
    assert sorted(rows.tolist()) == train.tolist() and [len(r) for r, _ in epoch] == [3, 3, 1]
    again = list(schedule(train, 5, options, 2))
    assert all((a[0] == b[0]).all() and (a[1] == b[1]).all() for a, b in zip(epoch, again, strict=True))
    orders = {
        tuple(np.concatenate(list(map(np.concatenate, schedule(train, 5, options, e)))).tolist()) for e in range(9)
    }
    assert len(orders) == 9
    shown = {int(v) for e in range(60) for _, versions in schedule(train, 5, options, e) for v in versions}
    assert shown == {0, 1, 2, 3, 4}


def test_photos_held_back_never_take_a_member_or_split_near_duplicates() -> None:
    people = members(12, 12, 6, 2, 1, 3)
    whole = examples(people)
    near = np.arange(len(people))
    near[30:33] = 30  # photos 6 of the third member, and of the fourth
    whole = Examples(whole.inputs, people, whole.files, near)
    for seed in range(20):
        held = held_back(whole, seed)
        assert 0 < held.sum() <= len(people) / 4
        assert {m for m, h in zip(people, held, strict=True) if not h} == set(people)
        assert len(set(held[30:33].tolist())) == 1


@pytest.mark.slow
@pytest.mark.parametrize("photos", [(1, 1, 1), (2, 0, 1), (5, 1, 1), (1, 1, 1, 1)])
@pytest.mark.parametrize("classes", ["member", "group"])
def test_tiny_sets_are_learned_without_a_crash(photos: tuple[int, ...], classes: str) -> None:
    options = Options(epochs=2, batch=4, classes=classes)  # type: ignore[arg-type]
    model = dense_head.fit(examples(members(*photos)), options, Monitor())
    rows = examples(members(2, 2)).plain
    scores = model.score_photos(rows)
    assert scores.shape == (4, len(model.groups)) and np.allclose(scores.sum(axis=1), 1)
    assert scores.max() <= 1 - 0.5 / (sum(photos) + 2), "nobody learns certainty from three photos"
    assert model.evidence(rows).shape == (4, len(model.members))
    judged = model.judge_sets([rows[:2], rows[2:]])
    assert judged.scores.shape == scores[:2].shape and np.allclose(judged.scores.sum(axis=1), 1)
    if 1 in photos and max(photos) == 1:
        assert model.temperature == 1.0


def test_one_group_is_refused_by_networks() -> None:
    for fit in (dense_head.fit, cnn.fit, resnet50.fit):
        with pytest.raises(ReferenceSetError, match="두 개 이상"):
            fit(examples(members(4, 4)), Options(), Monitor())


@pytest.mark.slow
@pytest.mark.parametrize("classes", ["member", "group"])
def test_the_head_learns_what_can_be_learned(classes: str) -> None:
    options = Options(epochs=25, batch=8, classes=classes)  # type: ignore[arg-type]
    people = members(12, 12, 12, 12)
    whole = examples(people)
    test = np.arange(len(people)) % 4 == 0
    recorder = Recorder(Monitor())
    model = dense_head.fit(whole.subset(~test), options, recorder)
    scores = model.score_photos(whole.plain[test])
    own = [model.groups.index(m.group) for m, t in zip(people, test, strict=True) if t]
    assert (scores.argmax(axis=1) == own).mean() == 1.0
    assert recorder.epochs[-1].loss < recorder.epochs[0].loss / 4


@pytest.mark.slow
def test_training_stops_early_and_takes_the_best_epoch() -> None:
    people = members(12, 12, 12, 12)
    rng = np.random.default_rng(0)
    noise = Examples(rng.standard_normal((48, 1, 24)).astype(np.float32), people, ("",) * 48, np.arange(48))
    recorder = Recorder(Monitor())
    options = Options(epochs=60, batch=8, patience=3)
    model = dense_head.fit(noise, options, recorder)
    losses = [e.validation_loss for e in recorder.epochs if e.validation_loss is not None]
    best = int(np.argmin(losses))
    assert len(losses) == best + 1 + 3 < 60
    shorter = dense_head.fit(noise, Options(epochs=best + 1, batch=8, patience=3), Monitor())
    assert bits(shorter) == bits(model)


@pytest.mark.slow
def test_members_with_few_photos_and_small_groups_weigh_as_much() -> None:
    """Two groups that cannot be told apart: the one with six times the photos must not win them all."""
    people = (*[MemberId("a", "x")] * 60, *[MemberId("b", "y")] * 10)
    rng = np.random.default_rng(1)
    same = Examples(rng.standard_normal((70, 1, 4)).astype(np.float32), people, ("",) * 70, np.arange(70))
    model = dense_head.fit(same, Options(epochs=3, patience=0, learning_rate=1e-4), Monitor())
    assert abs(model.score_photos(rng.standard_normal((500, 4))).mean(axis=0)[0] - 0.5) < 0.15


def frozen(network: Any) -> Any:
    """Keras' recipe for a frozen base: not trained, and run as in use (no dropout, no batch statistics)."""
    import keras

    class Frozen(keras.layers.Layer):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            return network(x, training=False)

    network.trainable = False
    return Frozen()


def end_to_end_losses(base: Any, pixels: Examples, features: Examples, options: Options) -> list[tuple[float, float]]:
    """The frozen network trained as Keras itself does it, on pixels: (training loss, validation loss) an epoch."""
    import keras

    from core.training.examples import balancing_weights

    classes = Classes.of(pixels, options)
    head = dense_head.network(*dense_head.centre(features.inputs), len(classes.names), options.seed)
    pixels_in = keras.Input((base.size, base.size, 3))
    whole = keras.Model(pixels_in, head(frozen(base.network)(pixels_in)))
    assert len(whole.trainable_variables) == 4
    plain = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    whole.compile(keras.optimizers.Adam(options.learning_rate), plain)
    held = held_back(pixels, options.seed)
    train, check = np.flatnonzero(~held), np.flatnonzero(held)
    targets = classes.targets(pixels.members)
    weights = np.zeros(len(targets))
    weights[train] = balancing_weights(tuple(pixels.members[i] for i in train), by_group=not classes.members)
    losses = []
    for epoch in range(1, options.epochs + 1):
        total = 0.0
        for rows, versions in schedule(train, pixels.inputs.shape[1], options, epoch):
            x = pixels.inputs[rows, versions].astype(np.float32)
            total += float(plain(targets[rows], whole(x, training=True))) * len(rows)
            whole.train_on_batch(x, targets[rows], sample_weight=weights[rows])
        seen = float(plain(targets[check], whole(pixels.plain[check].astype(np.float32), training=False)))
        losses.append((total / len(train), seen))
    return losses


def check_equivalence(base: Any, pixels: Examples, options: Options) -> None:
    n, versions = pixels.inputs.shape[:2]
    flat = base.features(pixels.inputs.reshape(-1, base.size, base.size, 3))
    features = Examples(flat.reshape(n, versions, *base.shape), pixels.members, pixels.files, pixels.near_duplicates)
    recorder = Recorder(Monitor())
    dense_head.fit(features, options, recorder)
    ours = [(e.loss, e.validation_loss) for e in recorder.epochs]
    theirs = end_to_end_losses(base, pixels, features, options)
    assert np.abs(np.array(ours, float) - np.array(theirs)).max() < 1e-4
    assert ours[0][0] - ours[-1][0] > 1e-2, "nothing was learned, so nothing was compared"


@pytest.mark.slow
def test_cached_features_train_as_the_frozen_network_does() -> None:
    """A small one with all that could tell the two apart. Of ResNet50 and VGG-Face they differ in nothing else, and
    take minutes of processors to run end to end (`python -m core bench train` does)."""
    import keras

    from models.bases import KerasBase, seeded

    def build() -> Any:
        layers = keras.layers
        return seeded(
            keras.Sequential(
                [
                    layers.Input((16, 16, 3)),
                    layers.Rescaling(1 / 127.5, -1.0),
                    layers.Conv2D(8, 3, strides=2, activation="relu"),
                    layers.BatchNormalization(),
                    layers.Dropout(0.5),
                    layers.Flatten(),
                ]
            ),
            seed=1,
        )

    base = KerasBase("small", "1", 16, build, batch=8)
    check_equivalence(base, faces(members(7, 7, 7, 7), versions=3), Options(epochs=5, batch=8, patience=0))


@pytest.mark.slow
def test_the_head_says_in_numpy_what_the_network_says() -> None:
    from models import network as shared

    whole = examples(members(6, 6, 6, 6))
    classes = Classes.of(whole, DENSE)
    mean, scale = dense_head.centre(whole.inputs)
    fit = shared.fit_network(whole, classes, DENSE, Monitor(), lambda: dense_head.network(mean, scale, 4, DENSE.seed))
    model = dense_head.fit(whole, DENSE, Monitor())
    assert np.abs(model.logits(whole.plain) - fit.network(whole.plain).numpy()).max() < 1e-4


@pytest.mark.slow
def test_a_convolutional_network_is_the_same_when_rebuilt_from_its_weights() -> None:
    from dataclasses import replace

    whole = faces(members(6, 6, 6, 6))
    model = cnn.fit(whole, Options(epochs=2, batch=8), Monitor())
    assert np.array_equal(replace(model).logits(whole.plain), model.logits(whole.plain))
    assert not np.allclose(model.logits(whole.plain)[0], model.logits(whole.plain)[-1])


@pytest.mark.slow
def test_the_last_stage_of_resnet50_learns_and_is_rebuilt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    options = Options(unfreeze=True, stand_in=True, epochs=2, batch=4, patience=0, copies=0)
    rng = np.random.default_rng(0)
    maps = np.abs(rng.standard_normal((8, 1, 6, 6, 1024))).astype(np.float32)
    people = members(2, 2, 2, 2)
    recorder = Recorder(Monitor())
    model = resnet50.fit(Examples(maps, people, ("",) * 8, np.arange(8)), options, recorder)
    from models.bases import resnet_tail

    before = resnet_tail(None).get_weights()
    moved = [not np.array_equal(a, b) for a, b in zip(before, model.tail, strict=True)]
    kernels = [a.ndim == 4 for a in before]
    assert all(m for m, k in zip(moved, kernels, strict=True) if k)
    assert np.allclose(model.score_photos(maps[:, 0]).sum(axis=1), 1)
    frozen = resnet50.fit(Examples(maps[:, :, 0, 0], people, ("",) * 8, np.arange(8)), Options(epochs=1), Monitor())
    assert frozen.tail == () and frozen.logits(maps[:, 0, 0, 0]).shape == (8, 4)


def test_the_families_say_what_they_need() -> None:
    for family, base in ((cnn.FAMILY, "pixels"), (resnet50.FAMILY, "resnet50"), (vggface.FAMILY, "vggface")):
        assert family.base == base and family.by_epochs and not family.usable_for_trainees
        assert family.used_options <= set(Options.__dataclass_fields__)
