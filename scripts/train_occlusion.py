"""Learn to see what hides a part of a face, from faces that things are drawn before: data/networks/face_occlusion.npz.

usage: python scripts/train_occlusion.py OUT.npz FOLDER...      folders of photos, one person a folder

Prints, for people and styles of things that were not learned from, how often each kind is seen and how often a bare
face is called hidden. The shipped weights: the demo's portraits and Labeled Faces in the Wild (Huang, G. et al. (2007),
University of Massachusetts 07-49). Nothing of a photo is in them: 900 weights of cells, the sum over all people.
"""

import os
import sys
import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from core.faces import align, detect, occlusion  # noqa: E402
from core.faces.networks import yunet  # noqa: E402
from core.images import decode  # noqa: E402
from core.settings import get_settings  # noqa: E402
from core.types import Box, Upload  # noqa: E402
from tests.support import covers  # noqa: E402

Image = NDArray[np.uint8]
Labels = NDArray[np.float64]  # of eye, mouth and side on the left, then on the right: 1 hidden, 0 bare, nan neither

SIDE = occlusion.SIDE
COVERS, COPIES = 5, 2  # things drawn on each photo; spoilt copies, and chips with something on them, of each
FOLDS = 5
_STRENGTH = 1e-3  # of the logistic regression, inverse of the ridge
# Where on the chip an eye, the cheek below it and the mouth lie for sure, and all that belongs to a half.
_EYE, _CHEEK, _MOUTH, _HALF = (20, 21, 33, 31), (16, 36, 30, 56), (27, 48, 48, 62), (12, 15, 38, 66)


@dataclass(frozen=True)
class Example:
    """A face as the engine cuts it. kind: "bare", or of `covers`; style: which of that kind's."""

    person: str
    kind: str
    style: int
    grey: Image
    labels: Labels


def look(pixels: Image, near: Box | None = None) -> tuple[Box, NDArray[np.float32], Image] | None:
    """The largest face, or the one that was there before something was drawn on it; as the first detector sees it, for
    the slower ones take seconds where a sticker leaves no face."""
    copy, scale = detect.fit(pixels, detect.COARSE)
    seen = [(unscaled(s.box, scale), s.roll if abs(s.roll) > 30 else 0.0) for s in yunet.find(copy, 0.8)]
    if near is not None:
        seen = [(b, roll) for b, roll in seen if abs(np.subtract(b.center, near.center)).max() < 0.4 * near.width]
    if not seen:
        return None
    box, roll = max(seen, key=lambda found: found[0].width)
    points = align.landmarks(pixels, box, roll)
    return box, points, align.chip(pixels, points)


def unscaled(box: Box, scale: float) -> Box:
    return Box(box.left / scale, box.top / scale, box.width / scale, box.height / scale)


def small(chip: Image) -> Image:
    grey = cv2.cvtColor(chip, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)


def examples_of(path: Path, number: int) -> list[Example]:
    cv2.setNumThreads(1)
    pixels = decode(Upload(path.name, path.read_bytes()), get_settings()).pixels
    seen = look(pixels)
    if seen is None:
        return []
    box, points, chip = seen
    found = [Example(str(path.parent), "bare", 0, small(chip), np.zeros(6))]
    rng = np.random.default_rng(zlib.crc32(str(number).encode()))
    hides, harmless = list(covers.HIDES), list(covers.HARMLESS)
    kinds = [hides[(number * COVERS + i) % len(hides)] for i in range(COVERS)] + [harmless[number % len(harmless)]]
    for kind in kinds:
        style = int(rng.integers(len({**covers.HIDES, **covers.HARMLESS}[kind])))
        drawn, hidden = covers.draw(pixels, points, kind, int(rng.integers(2**31)), style)
        again = look(drawn, box)
        if again is not None:
            spread = (hidden * 255).round().astype(np.uint8)[..., None].repeat(3, 2)
            labels = labelled(small(align.chip(spread, again[1])) / 255)
            found.append(Example(str(path.parent), kind, style, small(again[2]), labels))
    return found


def labelled(hidden: NDArray[np.float64]) -> Labels:
    """hidden: of each pixel of the small chip."""

    def one(mask: NDArray[np.float64]) -> list[float]:
        def share(left: int, top: int, right: int, bottom: int) -> float:
            return float(mask[top:bottom, left:right].mean())

        def clear(value: float, from_: float) -> float:
            return 1.0 if value >= from_ else 0.0 if value <= 0.1 else np.nan

        half = 1.0 if share(*_EYE) >= 0.75 and share(*_CHEEK) >= 0.7 else 0.0 if share(*_HALF) <= 0.05 else np.nan
        return [clear(share(*_EYE), 0.75), clear(share(*_MOUTH), 0.75), half]

    return np.array([*one(hidden), *one(hidden[:, ::-1])])


def spoilt(grey: Image, rng: np.random.Generator) -> Image:
    """As photos come: soft, dark, hard, noisy, lit from one side; and landmarks are never exact."""
    image, how = grey.astype(np.float64), rng.integers(7)
    if how == 1:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.6, 1.8))
    elif how == 2:
        image = 255 * (image / 255) ** rng.uniform(0.6, 1.8)
    elif how == 3:
        image = image * rng.uniform(0.3, 0.8)
    elif how == 4:
        image = image + rng.normal(0, rng.uniform(3, 9), image.shape)
    elif how == 5:
        image = (image - 128) * rng.uniform(1.2, 1.6) + 128 + rng.uniform(-20, 40)
    elif how == 6:
        along = np.linspace(-1, 1, SIDE)[None] * rng.choice([-1, 1])
        image = image * (1 - rng.uniform(0.4, 0.75) / (1 + np.exp(-along * rng.uniform(3, 9))))
    size = rng.normal(1, 0.03)
    move = np.array(
        [[size, 0, (1 - size) * SIDE / 2 + rng.normal(0, 0.8)], [0, size, (1 - size) * SIDE / 2 + rng.normal(0, 0.8)]]
    )
    moved = cv2.warpAffine(image, move, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE)
    return np.clip(moved, 0, 255).astype(np.uint8)


def patched(grey: Image, others: Sequence[Image], rng: np.random.Generator) -> tuple[Image, Labels]:
    """Anything at all before the eyes, the mouth or one half, so that no style of things is learned by heart."""
    where, jitter = rng.integers(4), lambda s: rng.normal(0, s)
    if where == 0:
        corners = [(9, 15), (66, 15), (66, 33), (9, 33)]
    elif where == 1:
        top = rng.uniform(36, 47)
        corners = [(15, top), (37, top), (60, top), (56, 72), (19, 72)]
    else:
        x = 37 + rng.uniform(-3, 4)
        corners = [(x, 5), (4, 8), (4, 66), (x, 66)]
    outline = np.array(corners, float) + rng.normal(0, 2.5, (len(corners), 2))
    if where == 3:
        outline[:, 0] = SIDE - outline[:, 0]
    mask = np.zeros((SIDE, SIDE), np.uint8)
    cv2.fillPoly(mask, [np.round(outline * 8).astype(np.int32)], 255, cv2.LINE_AA, 3)
    alpha = cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.4, 1.2)) / 255
    y, x = np.mgrid[:SIDE, :SIDE] / SIDE
    tone = rng.uniform(5, 250) if rng.random() < 0.6 else float(np.median(grey[38:42, 15:60]))
    fill, how = np.full((SIDE, SIDE), tone), rng.integers(7)
    if how in (1, 2):
        fill = fill + jitter(40) * (x - 0.5) + jitter(40) * (y - 0.5)
    if how == 2:
        noise = cv2.GaussianBlur(rng.normal(0, 1, fill.shape), (0, 0), rng.uniform(0.5, 2.5))
        fill = fill + noise * rng.uniform(5, 40)
    elif how == 3:
        turn = rng.uniform(0, np.pi)
        wave = np.sin((x * np.cos(turn) + y * np.sin(turn)) * rng.uniform(15, 80) + rng.uniform(0, 6))
        fill = fill + rng.uniform(8, 50) * wave
    elif how == 4:
        other = others[rng.integers(len(others))].astype(float)
        turn = cv2.getRotationMatrix2D(
            (rng.uniform(15, 60), rng.uniform(5, 20)), rng.uniform(0, 360), rng.uniform(1.2, 3)
        )
        fill = cv2.warpAffine(other, turn, (SIDE, SIDE), borderMode=cv2.BORDER_REFLECT)
    elif how == 5:
        block = SIDE // int(rng.integers(5, 10)) + 1
        coarse = cv2.resize(grey.astype(float), (block, block), interpolation=cv2.INTER_AREA)
        fill = cv2.resize(coarse, (SIDE, SIDE), interpolation=cv2.INTER_NEAREST)
    elif how == 6:
        for _ in range(rng.integers(2, 7)):
            a, b = rng.integers(0, SIDE, (2, 2)).tolist()
            cv2.line(fill, a, b, float(rng.uniform(0, 255)), int(rng.integers(1, 9)), cv2.LINE_AA)
    image = np.clip(grey * (1 - alpha) + fill * alpha, 0, 255).astype(np.uint8)
    no = np.nan
    labels = [[1, 0, no, 1, 0, no], [0, 1, no, 0, 1, no], [1, no, 1, 0, no, 0], [0, no, 0, 1, no, 1]][where]
    return image, np.array(labels)


@dataclass(frozen=True)
class Rows:
    """Features by part, (n, 2, d) of the left and the right; labels (n, 6); which example each row is made of."""

    seen: dict[str, NDArray[np.float32]]
    labels: Labels
    of: NDArray[np.int64]

    @classmethod
    def made_of(cls, examples: Sequence[Example]) -> "Rows":
        """The examples themselves first."""
        rng = np.random.default_rng(0)
        bare = [i for i, example in enumerate(examples) if example.kind == "bare"]
        others = [examples[i].grey for i in bare]
        made = [(example.grey, example.labels, i) for i, example in enumerate(examples)]
        for _ in range(COPIES):
            made += [(spoilt(example.grey, rng), example.labels, i) for i, example in enumerate(examples)]
            for i in bare:
                image, labels = patched(examples[i].grey, others, rng)
                made.append((spoilt(image, rng), labels, i))
        both = [occlusion.features(image[..., None].repeat(3, 2)) for image, _, _ in made]
        seen = {part: np.array([[view[part] for view in two] for two in both]) for part in occlusion.PARTS}
        return cls(seen, np.array([labels for _, labels, _ in made]), np.array([i for _, _, i in made]))


def fit(rows: Rows, chosen: NDArray[np.bool_]) -> dict[str, NDArray[np.float32]]:
    """Of each part the weights, the offset last."""
    models = {}
    for i, part in enumerate(occlusion.PARTS):
        seen = np.concatenate([rows.seen[part][chosen, side] for side in (0, 1)])
        labels = np.concatenate([rows.labels[chosen, i + 3 * side] for side in (0, 1)])
        known = ~np.isnan(labels)
        seen, labels = seen[known], labels[known]
        mean, spread = seen.mean(0), seen.std(0) + 0.01
        model = LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=300, tol=1e-3)
        model.fit((seen - mean) / spread, labels)
        weights = model.coef_[0] / spread
        models[part] = np.append(weights, model.intercept_[0] - weights @ mean).astype(np.float32)
    return models


def odds(rows: Rows, models: dict[str, NDArray[np.float32]], chosen: NDArray[np.bool_]) -> list[occlusion.Occlusion]:
    of = {part: rows.seen[part][chosen] @ models[part][:-1] + models[part][-1] for part in occlusion.PARTS}
    half = of["eye"].max(1) + of["side"].max(1)
    each = zip(of["eye"].mean(1), of["mouth"].mean(1), half, strict=True)
    return [occlusion.Occlusion(*map(float, values)) for values in each]


def left_out(
    examples: Sequence[Example], rows: Rows, seed: int, usable: NDArray[np.bool_]
) -> list[occlusion.Occlusion]:
    """Each example judged by models that saw neither its person nor, of things that hide, its style."""
    people = sorted({example.person for example in examples})
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(people))
    fold_of = {person: int(order[i]) % FOLDS for i, person in enumerate(people)}
    fold = np.array([fold_of[example.person] for example in examples])
    learned_first = {
        (kind, i): int(rng.integers(2)) for kind, styles in covers.HIDES.items() for i in range(len(styles))
    }
    style = np.array([learned_first.get((e.kind, e.style), 0) for e in examples])
    drawn = np.array([e.kind in covers.HIDES for e in examples])
    found: list[Any] = [None] * len(examples)
    first = np.arange(len(rows.of)) < len(examples)
    for i in range(FOLDS):
        for parity in (0, 1):
            learned = (fold != i) & (~drawn | (style != parity)) & usable
            tried = (fold == i) & np.where(drawn, style == parity, parity == 0)
            models = fit(rows, learned[rows.of])
            for at, value in zip(np.flatnonzero(tried), odds(rows, models, first & tried[rows.of]), strict=True):
                found[at] = value
    return found


def told(examples: Sequence[Example], found: Sequence[occlusion.Occlusion]) -> None:
    names = [e.kind if e.kind != "bare" else f"bare, {'/'.join(Path(e.person).parts[-3:-2])}" for e in examples]
    for kind in sorted(set(names)):
        hidden = [one.hidden() for name, one in zip(names, found, strict=True) if name == kind]
        parts = {part: hidden.count(part) for part in ("eyes", "mouth", "side", "face") if part in hidden}
        seen = sum(map(bool, hidden))
        print(f"{kind:40s} {seen:4d} of {len(hidden):4d} = {seen / len(hidden):.3f} {parts}", flush=True)


def gathered(folders: Sequence[str]) -> list[Example]:
    paths = sorted(path for folder in folders for path in Path(folder).rglob("*.jpg"))
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return list(chain.from_iterable(pool.map(examples_of, paths, range(len(paths)), chunksize=8)))


def main(out: str, folders: Sequence[str]) -> None:
    examples = gathered(folders)
    rows = Rows.made_of(examples)
    everyone = np.ones(len(examples), bool)
    # Bare photos in which something hides the face after all would teach that it does not.
    judged = left_out(examples, rows, 0, everyone)
    doubtful = [
        e.kind == "bare" and (max(o.eyes, o.mouth) > -1 or o.side > 0) for e, o in zip(examples, judged, strict=True)
    ]
    usable = ~np.array(doubtful)
    print(f"{len(examples)} examples, {sum(doubtful)} bare photos left out of what is learned from")
    for seed in (1, 2):
        told(examples, left_out(examples, rows, seed, usable))
    np.savez(out, **fit(rows, usable[rows.of]))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
