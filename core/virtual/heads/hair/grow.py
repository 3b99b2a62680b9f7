"""Grows a style on a head."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.virtual.heads.hair import falling, gathered, locks
from core.virtual.heads.hair.ground import Ground, ground
from core.virtual.heads.hair.scalp import FRONT, Roots, away_from_parting, beside_parting, roots
from core.virtual.heads.hair.style import Fall, Style
from core.virtual.heads.mesh import Head
from core.virtual.heads.strands import Strands

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]

STRANDS, GUIDES = 30_000, 1_600
RADIUS, BABY_RADIUS = 0.0030, 0.0016
# Roots this near the hairline, decimetres, grow hair of this share of the usual radius.
EDGE, EDGE_RADIUS = 0.14, 0.55
FALL, FRINGE, RIGHT, LEFT, LOOSE = range(5)
# Half the width and height of what stays free around the middle of an eye, decimetres.
EYE = (0.25, 0.14)
# Fewer strands than this are a preview: fewer points and a coarser ground do.
PREVIEW = 0.4


@dataclass(frozen=True, eq=False)
class Plan:
    """What becomes of each root. kind: (n,); side: (n,) of the face, -1 or 1; forward: (n,) before the shoulder."""

    kind: Ints
    side: Floats
    forward: NDArray[np.bool_]

    @property
    def zones(self) -> Ints:
        """(n,) hair that may be blended has the same number."""
        return np.asarray(self.kind * 4 + (self.side > 0) * 2 + self.forward, np.int64)


def grow_style(head: Head, style: Style, rng: np.random.Generator, density: float = 1.0) -> list[Strands]:
    """Strands of a style on this head, those of the hairline last. density: 1 for a picture, less for a preview."""
    fine = density >= PREVIEW
    land = ground(head, 0.085 if fine else 0.14)
    points = 32 if fine else 20
    seeds = roots(head, int(GUIDES * max(density, 0.25)), rng)
    plan = _plan(seeds, style, rng)
    guides = _guides(land, seeds, plan, style, head.eye_height, points, rng)
    starts = roots(head, int(STRANDS * density), rng)
    zones = _plan(starts, style, rng)
    curves = locks.between(guides, plan.zones, starts, zones.zones)
    clump = np.where(zones.kind == FRINGE, style.fringe.locks if style.fringe else 0.0, style.clump)
    curves = locks.clumped(curves, zones.zones, clump, rng)
    curves = locks.strayed(curves, style, rng)
    _clear_faces(curves, zones, style, head.eye_height, rng)
    curves = _off_the_eyes(head, _layered(land, curves, rng))
    radius = RADIUS / max(density, 0.02) ** 0.5
    if not fine:
        return [Strands(curves, radius)]
    # Towards the face hair is finer, and short along the very edge.
    edge = (starts.above < EDGE) & (starts.mean[:, 2] > 0.2)
    hair = [Strands(curves[~edge], radius), Strands(curves[edge], radius * EDGE_RADIUS)]
    if style.gather:
        sides = (1.0, -1.0) if style.gather.mirrored else (1.0,)
        bands = [gathered.band(style.gather, side, head.eye_height, points, rng) for side in sides]
        hair.append(Strands(np.concatenate(bands), radius, 1.0))
    hair.append(Strands(_hairline(starts, style, land, rng), BABY_RADIUS, 0.2))
    return hair


def _plan(starts: Roots, style: Style, rng: np.random.Generator) -> Plan:
    mean = starts.mean
    beside = beside_parting(mean, style.part)
    side = np.where(beside + rng.normal(0, 0.02, len(mean)) > 0, 1, -1).astype(np.float32)
    kind = np.full(len(mean), FALL)
    if style.gather:
        height = (mean[:, 1] - 6.6) / 1.7 + 0.12 * (0.4 - mean[:, 2])
        drawn = height > style.gather.above
        kind[drawn] = RIGHT
        if style.gather.mirrored:
            kind[drawn & (side < 0)] = LEFT
    if style.loose:
        temple = (mean[:, 2] > 0.72) & (np.abs(mean[:, 0]) > 0.36) & (starts.above < 0.22)
        kind[temple & _by_lock(mean, style.loose_share, rng)] = LOOSE
    if style.fringe:
        fringe = style.fringe
        back = np.clip((FRONT[1] + 0.1 - mean[:, 2]) / fringe.depth, 0, 1)
        width = fringe.width * (1 - 0.75 * back)
        middle = style.part if fringe.kind != "down" else 0.0
        inside = (np.abs(mean[:, 0] - middle) < width) & (back < 1) & (mean[:, 1] > 7.6)
        kind[inside & _by_lock(mean, fringe.share, rng)] = FRINGE
        if fringe.kind == "swept":
            side = np.where(kind == FRINGE, -np.sign(style.part), side).astype(np.float32)
    fall = style.loose if style.gather and style.loose else style.fall
    forward = falling.before_shoulder(starts, fall, rng)
    return Plan(kind, side, forward)


def _by_lock(mean: Floats, share: float, rng: np.random.Generator) -> NDArray[np.bool_]:
    """(n,) which roots belong to the chosen share of locks: those where a ripple over the scalp is high."""
    if share >= 1:
        return np.ones(len(mean), bool)
    ripple = np.sin(mean[:, 0] * 37 + 0.8 * np.sin(mean[:, 2] * 9)) + 0.7 * np.sin(mean[:, 0] * 61 + 1.7)
    ripple = ripple + rng.normal(0, 0.8, len(mean))
    return np.asarray(ripple > np.quantile(ripple, 1 - share)) if len(ripple) else np.zeros(0, bool)


def _guides(
    land: Ground, seeds: Roots, plan: Plan, style: Style, eyes: float, points: int, rng: np.random.Generator
) -> Floats:
    curves = np.empty((len(seeds), points, 3), np.float32)

    def hang(kind: int, fall: Fall, way: falling.Way, lower: Floats | float = 0.0) -> None:
        here = plan.kind == kind
        grown = falling.grow_guides(
            land, seeds[here], way, plan.forward[here], fall, style.part, eyes, points, rng, lower
        )
        grown = falling.curled(grown, fall.curl, fall.curl_length, rng)
        curves[here] = falling.waved(grown, fall.wave, rng)

    for kind, fall in ((FALL, style.fall), (LOOSE, style.loose)):
        here = plan.kind == kind
        if fall and here.any():
            hang(kind, fall, falling.fall_away(seeds[here], style.part, fall, plan.side[here]))
    if style.fringe and (here := plan.kind == FRINGE).any():
        fringe, own = style.fringe, seeds[here]
        lower = fringe.sides * np.clip(np.abs(own.mean[:, 0]) / fringe.width, 0, 1) ** 2
        way = falling.fall_away(own, style.part, fringe.fall, plan.side[here])
        if fringe.kind == "down":
            ahead = np.stack([own.mean[:, 0] * 0.6, np.zeros(len(own)), np.ones(len(own))], 1).astype(np.float32)
            way = falling.Way(plan.side[here], falling.tangent(ahead, own.normals), free=False)
        elif fringe.kind == "swept":
            across = np.stack([plan.side[here], np.zeros(len(own)), np.full(len(own), 0.5)], 1).astype(np.float32)
            way = falling.Way(plan.side[here], falling.tangent(across, own.normals))
        hang(FRINGE, fringe.fall, way, lower)
    for kind, side in ((RIGHT, 1.0), (LEFT, -1.0)):
        here = plan.kind == kind
        if style.gather and here.any():
            grown = gathered.gather_guides(land, seeds[here], style.gather, side, eyes, points, rng)
            curves[here] = grown
    return curves


def _clear_faces(curves: Floats, plan: Plan, style: Style, eyes: float, rng: np.random.Generator) -> None:
    """Strands that waves or blending brought before the face go back to its edge, but for a fringe that hangs there."""
    falls = [(FALL, style.fall), (LOOSE, style.loose)]
    if style.fringe and style.fringe.kind != "down":
        falls.append((FRINGE, style.fringe.fall))
    for kind, fall in falls:
        here = np.flatnonzero((plan.kind == kind) & (curves[:, :, 2].max(1) > 0.62))
        if fall and len(here):
            own = curves[here]
            margin = rng.normal(-0.05, 0.018, (len(here), 1))
            for _ in range(2):
                falling.leave_face_free(own, fall.line, plan.side[here, None], eyes, margin)
            curves[here] = own


def _layered(land: Ground, curves: Floats, rng: np.random.Generator) -> Floats:
    """Strands at all depths between the scalp and where the style has the outermost, and none in the skin."""
    points = curves.shape[1]
    distance, out = land.look(curves)
    deep = rng.beta(1.0, 2.2, (len(curves), 1)) * 0.8
    wanted = np.where(distance < 0.35, distance * (1 - deep), distance)
    wanted = np.maximum(wanted, np.minimum(np.linspace(0, 0.1, points), 0.012))
    return np.asarray(curves + out * (wanted - distance)[..., None], np.float32)


def _off_the_eyes(head: Head, curves: Floats) -> Floats:
    """Strands that would come before an eye end above it."""
    points = curves.shape[1]
    before = np.zeros(curves.shape[:2], bool)
    for side in "lr":
        eye = head.part(f"helper-{side}-eye").mean(0).astype(np.float32)
        off = (curves[..., :2] - eye[:2]) / np.array(EYE, np.float32)
        before |= ((off**2).sum(-1) < 1) & (curves[..., 2] > eye[2])
    over = np.flatnonzero(before.any(1))
    first = before[over].argmax(1)
    curves[over] = falling.shortened(curves[over], np.maximum(first - 1, 1) / (points - 1))
    return curves


def _hairline(starts: Roots, style: Style, land: Ground, rng: np.random.Generator) -> Floats:
    """Short hair along the edge towards the face."""
    edge = np.flatnonzero((starts.above < 0.09) & (starts.mean[:, 2] > 0.25))
    own = starts[rng.permutation(edge)[: len(edge) // 3]]
    onward = falling.tangent(away_from_parting(own.mean, style.part) + np.array([0, 0, -0.4]), own.normals)
    return land.outside(locks.baby_hairs(own, onward, rng), 0.004)
