"""Maps of what carries a score: they find what is there, and say when they would not find it again."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from core.faces.engine import Engine, embedded
from core.faces.engines import get_engine
from core.faces.saliency import CELLS, _design, blurred, saliency
from core.types import Upload

Chip = NDArray[np.uint8]
SIDE = 112


@pytest.fixture(scope="module")
def sface() -> Engine:
    return get_engine("SFace")


def chips(engine: Engine, files: list[Path]) -> list[Chip]:
    found = engine.analyse([Upload(file.name, file.read_bytes()) for file in files])
    return [engine.embedder.cut(p.photo.pixels, p.face.landmarks) for p in found if p.photo and p.face]


@pytest.mark.parametrize("seed", [0, 1])
def test_parts_are_shown_in_half_of_the_patterns_and_apart_from_each_other(seed: int) -> None:
    design = _design(seed)
    assert design.shape == (40, CELLS * CELLS) and set(design.ravel().tolist()) == {-1.0, 1.0}
    assert np.array_equal(design.T @ design, 40 * np.eye(CELLS * CELLS)) and not design.sum(axis=0).any()
    assert not np.array_equal(_design(0), _design(1))


def test_a_score_that_looks_at_one_place_is_seen_to_do_so() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)
    place = slice(SIDE // CELLS, 2 * SIDE // CELLS), slice(3 * SIDE // CELLS, 4 * SIDE // CELLS)
    found = saliency(noise, lambda faces: faces[(slice(None), *place)].std(axis=(1, 2, 3)))
    assert int(found.weight.argmax()) == CELLS + 3


def test_a_score_that_looks_more_and_more_to_the_right_repeats() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)
    found = saliency(noise, lambda faces: faces.std(axis=(1, 3)) @ np.arange(SIDE))
    assert found.repeats and (np.diff(found.weight.mean(axis=0)) > 0).all()


def test_a_score_that_looks_at_nothing_does_not_repeat() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)
    guess = np.random.default_rng(1)
    assert not saliency(noise, lambda faces: guess.standard_normal(len(faces))).repeats
    assert saliency(noise, lambda faces: np.ones(len(faces))).agreement == 0


def figures(engine: Engine, files: list[Path]) -> dict[str, float]:
    """Shares of faces: the map repeats; a patch of another face is found; hiding, and showing, by the map moves the
    likeness more than from the centre outwards. files: two photos a person, one after the other."""
    faces = chips(engine, files)
    first, second = faces[::2], faces[1::2]
    known = embedded(engine.embedder, np.stack(second))[0]
    middle = (CELLS - 1) / 2
    down, right = np.mgrid[:CELLS, :CELLS]
    outwards = np.argsort(((down - middle) ** 2 + (right - middle) ** 2).ravel(), kind="stable")
    rng, won = np.random.default_rng(0), list[tuple[bool, ...]]()
    for i, face in enumerate(first):

        def alike(some: Chip, to: NDArray[np.float32] = known[i]) -> NDArray[np.float64]:
            return np.asarray(embedded(engine.embedder, some)[0] @ to, np.float64)

        found = saliency(face, alike)
        order = np.argsort(-found.weight.ravel(), kind="stable")

        def moved(by: NDArray[np.int64], shows: bool, face: Chip = face, alike=alike) -> float:  # type: ignore[no-untyped-def]
            steps = np.full((13, CELLS * CELLS), not shows)
            for step, row in enumerate(steps):
                row[by[: 3 * step]] = shows
            return float(alike(blurred(face, steps)).mean())

        other = first[(i + 1 + int(rng.integers(len(first) - 1))) % len(first)]
        size = SIDE // 3
        top, left = (int(rng.integers(SIDE // 6, SIDE - SIDE // 6 - size)) for _ in range(2))
        patched = face.copy()
        patched[top : top + size, left : left + size] = other[top : top + size, left : left + size]
        own = embedded(engine.embedder, face[None])[0][0]
        strange = saliency(patched, partial(alike, to=own)).weight
        y, x = ((each + 0.5) * SIDE / CELLS for each in divmod(int(strange.argmin()), CELLS))
        won.append((
            found.repeats, top <= y <= top + size and left <= x <= left + size,
            moved(order, False) < moved(outwards, False), moved(order, True) > moved(outwards, True),
        ))  # fmt: skip
    shares = np.array(won, float).mean(axis=0).tolist()
    return dict(zip(("repeats", "patch", "deletion", "insertion"), shares, strict=True))


@pytest.mark.slow
def test_maps_of_real_faces_find_patches_and_beat_the_centre(shared_faces: Path, sface: Engine) -> None:
    people = [person for person in sorted((shared_faces / "lfw_groups").glob("*/*")) if person.is_dir()][::12]
    found = figures(sface, [file for person in people for file in sorted(person.iterdir())[:2]])
    assert found["repeats"] >= 0.6 and found["patch"] >= 0.3  # of all 35: 1.00 and .77
    assert found["deletion"] >= 0.6 and found["insertion"] >= 0.6  # .91 and 1.00
