"""Training on what is kept: every head on embeddings, and VGG-Face's head on cached features against end to end."""

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.bench import alone, row, seconds
from core.faces import align
from core.faces.engines import get_engine
from core.intake import ReferencePhotos, reference_layout
from core.services.reference.faces import load
from core.settings import get_settings
from core.stats.folds import photo_folds
from core.training import augment
from core.training.checkpoint import Monitor
from core.training.examples import Examples
from core.training.options import HEADS, Options
from core.types import ReferenceSet, Upload
from models import dense_head, get_family
from models.bases import vggface_stand_in
from models.network import Classes, fit_network
from models.vggface import FAMILY

LIMIT_S, FOLDS, EPOCHS, ROUNDS = 15.0, 5, 30, 3
# The head sees each photo once an epoch in one of its versions, end to end as well: only the base's time differs.
FROZEN = Options(folds=FOLDS, epochs=EPOCHS, patience=0, copies=0, stand_in=True)


def run(photos: Path | None) -> dict[str, dict[str, Any]]:
    """`heads`: 5 folds of every embedding head, embeddings given, against the limit of 15 s; `vggface_head`: 5 folds x
    30 epochs, the features' own time included, against the same network trained end to end with its base frozen, of
    which one epoch is measured; `vggface_head_augmented`: the same with the family's usual number of augmented copies.
    Random weights of VGG-Face's shapes: the time does not depend on their values.

    photos: `<group>/<member>/<photo>`, the demo's by default. Raises ReferenceSetError."""
    layout = reference_layout(photos or get_settings().demo / "reference", get_settings())
    reference, _ = load(layout, get_engine())
    examples = Examples.of(reference)
    print(f"{len(reference.files)} faces, {len(set(reference.members))} members", file=sys.stderr)
    return {
        "heads": alone([seconds(lambda: _heads(examples)) for _ in range(ROUNDS)], "s", LIMIT_S),
        **_vggface(_chips(layout, reference, 224), examples),
    }


def _heads(examples: Examples) -> None:
    family = get_family("embedding_head")
    for head in HEADS:
        options = family.options(head=head)
        took = seconds(lambda options=options: _cross_validate(examples, family.fit, options))  # type: ignore[misc]
        print(f"{head}: {took:.2f} s for {FOLDS} folds", file=sys.stderr)


def _cross_validate(examples: Examples, fit: Any, options: Options) -> None:
    fold = photo_folds(examples.members, examples.near_duplicates, options.folds, options.seed)
    for f in range(options.folds):
        fit(examples.subset(fold != f), options, Monitor()).score_photos(examples.plain[fold == f])


def _vggface(chips: NDArray[np.uint8], examples: Examples) -> dict[str, Any]:
    base = vggface_stand_in()
    base.features(chips[:1])  # builds its graph
    versions = augment.copies(chips, examples.files, FAMILY.options())
    kept: list[NDArray[Any]] = []
    plain = seconds(lambda: kept.append(base.features(chips)))
    more = seconds(lambda: kept.extend(base.features(versions[:, c]) for c in range(versions.shape[1])))
    cached = replace(examples, inputs=np.stack(kept, axis=1))
    heads = seconds(lambda: _cross_validate(cached, dense_head.fit, FROZEN))
    print(
        f"features {plain:.1f} s, of {versions.shape[1]} copies {more:.1f} s, "
        f"{FOLDS} x {EPOCHS} epochs of the head {heads:.1f} s",
        file=sys.stderr,
    )

    pixels = replace(examples, inputs=chips[:, None])
    fold = photo_folds(pixels.members, pixels.near_duplicates, FOLDS, FROZEN.seed)
    epoch = _epoch_end_to_end(base.network, pixels.subset(fold != 0), dense_head.centre(cached.inputs))
    print(f"one epoch of one fold end to end {epoch:.1f} s", file=sys.stderr)
    theirs = epoch * EPOCHS * FOLDS
    return {
        name: row(ours, theirs, "s", 1)
        for name, ours in (("vggface_head", plain + heads), ("vggface_head_augmented", plain + more + heads))
    }


def _epoch_end_to_end(base: Any, pixels: Examples, centre: tuple[NDArray[np.float32], float]) -> float:
    """Seconds of an epoch without the first, which builds the graph: what the same loop takes for the second one."""
    ends: list[float] = []

    class Clock(Monitor):
        def epoch(self, epoch: object, state: Callable[[], Mapping[str, Any]]) -> None:
            ends.append(time.perf_counter())

    def build() -> Any:
        import keras

        base.trainable = False
        head = dense_head.network(*centre, len(classes.names), FROZEN.seed)
        return keras.Sequential([keras.Input(pixels.inputs.shape[2:]), base, head])

    classes = Classes.of(pixels, FROZEN)
    # 16 photos at once: 64 would need gigabytes of activations, and the base takes the same time for each
    fit_network(pixels, classes, replace(FROZEN, epochs=2, batch=16), Clock(), build)
    return ends[1] - ends[0]


def _chips(layout: ReferencePhotos, reference: ReferenceSet, size: int) -> NDArray[np.uint8]:
    """(n, size, size, 3) of the reference's photos, in its order."""
    engine, places = get_engine(), {file: i for i, file in enumerate(reference.files)}
    out = np.zeros((len(places), size, size, 3), np.uint8)
    some: list[Upload] = []

    def cut() -> None:
        for photo in engine.analyse(some):
            if photo.photo is not None and photo.face is not None:
                out[places[photo.path]] = align.chip(photo.photo.pixels, photo.face.landmarks, size)
        some.clear()

    for _, upload in layout:
        if upload.path in places:
            some.append(upload)
        if len(some) == 32:
            cut()
    cut()
    return out
