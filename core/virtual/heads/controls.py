"""What of a face can be changed by hand: a step each, as directions of the latent."""

from functools import cache

import numpy as np

from core.virtual.generator import Control
from core.virtual.heads.identity import places, size

# By code: names of a latent's numbers, and what one step adds to each.
STEPS: dict[str, dict[str, float]] = {
    "face_length": {"head/head-scale-vert-incr": 1.0},
    "face_width": {"head/head-scale-horiz-incr": 1.0},
    "face_fullness": {"fat": 1.0, "cheek/cheek-volume-incr": 0.6},
    "jaw_width": {"chin/chin-width-incr": 1.0, "chin/chin-bones-incr": 0.6, "shape-square": 0.4},
    "chin_length": {"chin/chin-height-incr": 1.0},
    "chin_forward": {"chin/chin-prominent-incr": 1.0},
    "cheekbones": {"cheek/cheek-bones-incr": 1.0},
    "forehead_height": {"forehead/forehead-scale-vert-incr": 1.0},
    "eye_size": {"eyes/eye-scale-incr": 1.0, "eyes/eye-height2-incr": 0.3},
    "eye_height": {"eyes/eye-height1-incr": 0.7, "eyes/eye-height2-incr": 0.7, "eyes/eye-height3-incr": 0.7},
    "eye_distance": {"eyes/eye-trans-out": 1.0},
    "eye_tilt": {"eyes/eye-corner2-up": 1.0},
    "nose_width": {"nose/nose-scale-horiz-incr": 1.0, "nose/nose-nostrils-width-incr": 0.6},
    "nose_length": {"nose/nose-scale-vert-incr": 1.0},
    "nose_tip": {"nose/nose-point-up": 1.0},
    "nose_bridge": {"nose/nose-width1-incr": 1.0},
    "mouth_width": {"mouth/mouth-scale-horiz-incr": 1.0},
    "lip_fullness": {"mouth/mouth-upperlip-volume-incr": 1.0, "mouth/mouth-lowerlip-volume-incr": 1.0},
    "mouth_corners": {"mouth/mouth-angles-up": 1.0},
    "brow_height": {"brow-height": 1.0},
    "brow_arch": {"brow-arch": 1.0},
    "brow_thickness": {"brow-thickness": 1.0},
    "skin_tone": {"skin": 1.0},
    "iris": {"iris": 1.0},
}


@cache
def controls() -> tuple[Control, ...]:
    """All controls, in the order of a face from the whole to the parts. Raises StudioError without the assets."""
    found = []
    for code, steps in STEPS.items():
        direction = np.zeros(size(), np.float32)
        for name, step in steps.items():
            direction[places()[name]] = step
        found.append(Control(code, direction))
    return tuple(found)
