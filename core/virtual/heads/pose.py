"""A head turned on its neck. What lies on the shoulders stays, what lies between is bent smoothly."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.virtual.heads.mesh import Points

NECK = np.array([0.0, 6.2, 0.15])  # what a head turns about
STILL_BELOW, BENT_OVER = 5.85, 0.8  # decimetres


@dataclass(frozen=True)
class Pose:
    """Degrees: yaw to the viewer's right, pitch up, roll clockwise as seen by the viewer."""

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0

    def __call__(self, points: NDArray[np.floating]) -> Points:
        """Points of any shape (..., 3), turned."""
        flat = points.reshape(-1, 3)
        share = np.clip((flat[:, 1] - STILL_BELOW) / BENT_OVER, 0, 1)
        share = share * share * (3 - 2 * share)
        turned = flat - NECK
        for degrees, one, other in ((self.pitch, 2, 1), (self.yaw, 2, 0), (self.roll, 1, 0)):
            cos, sin = np.cos(np.radians(degrees) * share), np.sin(np.radians(degrees) * share)
            first, second = turned[:, one].copy(), turned[:, other].copy()
            turned[:, one] = first * cos - second * sin
            turned[:, other] = first * sin + second * cos
        return np.asarray((turned + NECK).reshape(points.shape))
