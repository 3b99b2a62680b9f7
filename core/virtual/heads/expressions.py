"""What a face does, as weights of face units (the ARKit blend shapes)."""

import numpy as np

from core.virtual.face import Expression
from core.virtual.heads.mesh import Points, moved

_BOTH = ("Left", "Right")


def _sides(**units: float) -> dict[str, float]:
    return {f"{unit}{side}": weight for unit, weight in units.items() for side in _BOTH}


UNITS: dict[Expression, dict[str, float]] = {
    "neutral": _sides(mouthSmile=0.06),
    "smile": _sides(mouthSmile=0.42, cheekSquint=0.22, mouthDimple=0.1, eyeSquint=0.06),
    "open": {**_sides(mouthSmile=0.38, mouthUpperUp=0.22, mouthLowerDown=0.14, cheekSquint=0.14), "jawOpen": 0.11},
    "serious": _sides(browDown=0.16, mouthPress=0.1, eyeSquint=0.06),
    "surprised": {**_sides(eyeWide=0.25, browOuterUp=0.2), "browInnerUp": 0.35, "jawOpen": 0.1},
}
# Between units of different people lies as much as this: nobody's two sides do quite the same.
VARIATION = 0.12


def with_expression(vertices: Points, expression: Expression, seed: int) -> Points:
    """(n, 3) the vertices with the expression. seed: of the person's own way of doing it."""
    own = np.random.default_rng(seed)
    units = UNITS[expression]
    return moved(vertices, [(f"unit/{unit}", weight * own.normal(1, VARIATION)) for unit, weight in units.items()])


def teeth_shown(expression: Expression) -> bool:
    """Whether the mouth is open."""
    return "jawOpen" in UNITS[expression] or "mouthUpperUpLeft" in UNITS[expression]
