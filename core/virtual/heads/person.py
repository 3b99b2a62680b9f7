"""A face of this generator as the parts that a picture needs: all that follows from a `Face` alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from core.virtual.face import Face
from core.virtual.heads import hair
from core.virtual.heads.identity import Colouring, colouring_of, head_of
from core.virtual.heads.look import completed
from core.virtual.heads.mesh import Head
from core.virtual.heads.strands import Strands


@dataclass(frozen=True, eq=False)
class Person:
    """look: complete. seed: what brows, freckles and the way of smiling grow from; the same for the same latent."""

    head: Head
    colouring: Colouring
    look: Mapping[str, str | float]
    seed: int

    def hair(self, density: float = 1.0) -> list[Strands]:
        """Hair of the chosen style: the same for the same person and style, whatever its colour."""
        style, colour = str(self.look["hair_style"]), str(self.look["hair_colour"])
        return hair.grow(self.head, style, colour, np.random.default_rng([self.seed, crc32(style.encode())]), density)


def person(face: Face) -> Person:
    """What a face's numbers and look say."""
    return Person(
        head_of(face.latent),
        colouring_of(face.latent),
        completed(face.look, face.latent),
        crc32(face.latent.tobytes()) % 2**31,
    )
