"""Hair as curves: what grows it and what shades it agree on this."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Strands:
    """points: (m, k, 3) m curves of k points from root to tip, in the head's frame before it is posed, decimetres.

    radius: at the root, decimetres; taper: radius of the tip as a share of the root's."""

    points: NDArray[np.floating]
    radius: float
    taper: float = 0.35
