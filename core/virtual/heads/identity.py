"""From a latent (standard normal numbers) to a person: the shape of the head, and the colours it was born with.

Each number moves one pair of MakeHuman's targets (less one way, more the other), both sides of a face together."""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from core.virtual.heads.assets import target_names
from core.virtual.heads.mesh import GROWN, Head, asymmetries, base_mesh, in_base_frame, mean_head, moved

FOLDERS = ("head", "eyes", "nose", "mouth", "cheek", "chin", "forehead", "eyebrows")
OPPOSITES = (
    ("decr", "incr"),
    ("down", "up"),
    ("in", "out"),
    ("backward", "forward"),
    ("concave", "convex"),
    ("compress", "uncompress"),
)
# Not a trait of a young face, or none at all (a head that is moved as a whole).
LEFT_OUT = (
    "head-age",
    "head-trans",
    "mouth-trans",
    "nose-trans",
    "head-angle",
    "chin-cleft",
    "chin-jaw-drop",
    "nose-septumangle",
    "head-fat",
)
SHAPES = ("oval", "round", "square", "triangular", "invertedtriangular", "diamond", "rectangular")
SPREAD = 0.44  # a target's weight at one standard deviation, before what `_share` takes from it
FULL = 0.6  # what a weight nears however large a number is: targets break faces where they are at their full
SHAPE_FROM, SHAPE_STEP = 0.6, 0.3  # a head shape begins to show at this number; weight a step
FAT_STEP, ASYMMETRY_STEP = 0.2, 0.06
SHOULDERS = 0.2  # decimetres

# What makes MakeHuman's middle-aged middle face that of a young woman: the same for everybody.
YOUTH = (
    ("eyes/l-eye-scale-incr", 0.88),
    ("eyes/r-eye-scale-incr", 0.88),
    ("eyes/l-eye-height2-incr", 0.40),
    ("eyes/r-eye-height2-incr", 0.40),
    ("eyes/l-eye-trans-in", 0.20),
    ("eyes/r-eye-trans-in", 0.20),
    ("mouth/mouth-scale-depth-decr", 0.30),
    ("mouth/mouth-scale-horiz-incr", 0.05),
    ("mouth/mouth-upperlip-volume-decr", 0.45),
    ("mouth/mouth-lowerlip-volume-decr", 0.30),
    ("mouth/mouth-scale-vert-decr", 0.50),
    ("mouth/mouth-upperlip-height-decr", 0.15),
    ("mouth/mouth-angles-up", 0.30),
    ("head/head-scale-vert-decr", 0.22),
    ("head/head-scale-horiz-decr", 0.22),
    ("head/head-invertedtriangular", 0.22),
    ("chin/chin-height-decr", 0.20),
    ("chin/chin-width-decr", 0.50),
    ("chin/chin-triangle", 0.20),
    ("nose/nose-scale-horiz-decr", 0.42),
    ("nose/nose-volume-decr", 0.35),
    ("nose/nose-scale-vert-decr", 0.15),
    ("nose/nose-width1-decr", 0.35),
    ("nose/nose-width2-decr", 0.20),
    ("nose/nose-flaring-decr", 0.15),
    ("ears/l-ear-wing-decr", 1.0),
    ("ears/r-ear-wing-decr", 1.0),
    ("ears/l-ear-scale-decr", 0.5),
    ("ears/r-ear-scale-decr", 0.5),
    ("forehead/forehead-scale-vert-decr", 0.15),
    ("neck/neck-scale-horiz-decr", 0.45),
    ("neck/neck-scale-depth-decr", 0.25),
)
COLOURING = (
    "skin",
    "lips",
    "iris",
    "brow-height",
    "brow-arch",
    "brow-slope",
    "brow-thickness",
    "brow-inner",
    "brow-outer",
    "brow-density",
)


@dataclass(frozen=True)
class Pair:
    """A pair of targets. name: of the one above zero, with its folder; spread: weight a deviation.

    less, more: the targets below and above zero."""

    name: str
    less: tuple[str, ...]
    more: tuple[str, ...]
    spread: float

    def weights(self, number: float) -> list[tuple[str, float]]:
        """What a latent's number adds to the mesh."""
        weight = FULL * math.tanh(self.spread * number / FULL)
        return [(name, abs(weight)) for name in (self.more if weight > 0 else self.less)]


def _share(stem: str) -> float:
    if stem.startswith("mouth"):
        return 0.5
    if stem.startswith("nose"):
        return 0.65
    return 0.55 if stem.startswith("head") or "trans" in stem or "epicanthus" in stem else 1.0


@cache
def pairs() -> tuple[Pair, ...]:
    """All pairs that make a face, in the order of a latent."""
    found = []
    for folder in FOLDERS:
        names = set(target_names(folder))
        for name in sorted(names):
            for less, more in OPPOSITES:
                stem = name.removesuffix("-" + less)
                if stem == name or name.startswith(("r-", *LEFT_OUT)) or f"{stem}-{more}" not in names:
                    continue
                sides = ("l-", "r-") if name.startswith("l-") else ("",)
                bare = stem.removeprefix("l-")
                found.append(
                    Pair(
                        f"{folder}/{bare}-{more}",
                        tuple(f"{folder}/{side}{bare}-{less}" for side in sides),
                        tuple(f"{folder}/{side}{bare}-{more}" for side in sides),
                        SPREAD * _share(stem),
                    )
                )
    return tuple(found)


@cache
def asymmetric() -> tuple[str, ...]:
    """Stems of asymmetries: a number above zero is the left side's, below zero the right side's."""
    return tuple(sorted({name[:-2] for name in asymmetries()}))


@cache
def places() -> dict[str, int]:
    """Which number of a latent is what, by name."""
    names = ["ancestry", *(pair.name for pair in pairs()), *(f"shape-{shape}" for shape in SHAPES), "fat"]
    names += [*asymmetric(), *COLOURING]
    return {name: place for place, name in enumerate(names)}


def size() -> int:
    """How many numbers a latent has."""
    return len(places())


def shape_weights(latent: NDArray[np.float32]) -> list[tuple[str, float]]:
    """Targets and their weights, for a grown body in the base frame."""
    at = places()
    weights = [*YOUTH]
    for pair in pairs():
        weights += pair.weights(float(latent[at[pair.name]]))
    for shape in SHAPES:
        weight = SHAPE_STEP * (float(latent[at[f"shape-{shape}"]]) - SHAPE_FROM)
        weights.append((f"head/head-{shape}", min(max(weight, 0.0), 0.6)))
    fat = FAT_STEP * float(latent[at["fat"]])
    weights.append((f"head/head-fat-{'incr' if fat > 0 else 'decr'}", min(abs(fat), 0.6)))
    for name in asymmetric():
        weight = ASYMMETRY_STEP * float(latent[at[name]])
        weights.append((f"asym/{name}-{'l' if weight > 0 else 'r'}", min(abs(weight), 0.3)))
    return weights


def head_of(latent: NDArray[np.float32]) -> Head:
    """The head that a latent describes, neutral and looking ahead."""
    asian = min(max(0.78 + 0.2 * float(latent[places()["ancestry"]]), 0.35), 1.0)
    body = [("macrodetails/asian-female-young", asian), ("macrodetails/caucasian-female-young", 1 - asian), *GROWN]
    mesh = base_mesh()
    vertices = moved(in_base_frame(moved(mesh.vertices, body)), shape_weights(latent))
    # The base mesh holds its arms away from the body: shoulders of somebody who stands at ease lie lower.
    aside = np.clip((np.abs(vertices[:, 0]) - 0.6) / 1.5, 0, 1) * (vertices[:, 1] < 6.3)
    vertices[:, 1] -= SHOULDERS * aside * aside * (3 - 2 * aside)
    return Head(vertices, mesh, mean_head())


def uniform(number: float) -> float:
    """Where a standard normal number lies among all: 0 to 1."""
    return 0.5 * (1 + math.erf(number / math.sqrt(2)))


@dataclass(frozen=True)
class Brow:
    """Where a brow lies on the mean head, in decimetres; hairs: of one brow."""

    height: float
    arch: float
    slope: float
    thickness: float
    inner: float
    outer: float
    hairs: int


@dataclass(frozen=True)
class Colouring:
    """skin: 0 fair to 1 tanned. lips: how much lighter than others', or darker (below 0). iris: 0 dark to 1 hazel."""

    skin: float
    lips: float
    iris: float
    brow: Brow


def colouring_of(latent: NDArray[np.float32]) -> Colouring:
    """The colours and brows that a latent describes."""
    at = {name: float(latent[places()[name]]) for name in COLOURING}

    def between(name: str, low: float, high: float) -> float:
        return low + (high - low) * uniform(at[name])

    brow = Brow(
        height=7.51 + 0.02 * at["brow-height"],
        arch=between("brow-arch", -0.01, 0.065),
        slope=0.03 * at["brow-slope"],
        thickness=between("brow-thickness", 0.020, 0.040),
        inner=between("brow-inner", 0.13, 0.18),
        outer=between("brow-outer", 0.53, 0.61),
        hairs=int(between("brow-density", 220, 480)),
    )
    return Colouring(uniform(at["skin"]), 0.03 * at["lips"], uniform(at["iris"]), brow)
