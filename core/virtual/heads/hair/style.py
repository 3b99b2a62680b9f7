"""What a hairstyle is: numbers alone, so that a new one is a row of a table.

Lengths in decimetres. Heights are below the eyes' middle, positive downwards: .95 is the chin, 1.8 the shoulder."""

from dataclasses import dataclass, field
from typing import Literal

# The edge of the face that hair leaves free: half its width at heights below the eyes' middle, from the top down.
Line = tuple[tuple[float, float], ...]
OPEN: Line = ((-0.75, 0.10), (-0.55, 0.40), (-0.30, 0.55), (0.0, 0.63), (0.4, 0.64), (0.8, 0.57), (1.2, 0.52))
SOFT: Line = ((-0.75, 0.06), (-0.55, 0.30), (-0.30, 0.49), (0.0, 0.58), (0.4, 0.60), (0.8, 0.52), (1.2, 0.46))


@dataclass(frozen=True, slots=True)
class Wave:
    """size: how far it swings; length: of one wave; start: share of the strand that stays straight.

    spin: 0 a flat wave, 1 a curl. disorder: 0 all locks in step, 1 each for itself."""

    size: float = 0.0
    length: float = 1.0
    start: float = 0.3
    spin: float = 0.4
    disorder: float = 0.4


@dataclass(frozen=True, slots=True)
class Fall:
    """Hair that hangs. length: of a strand at most; hem: height at which it is cut; layers: how much higher hair of
    the crown is cut than hair of the nape; ragged: by chance, of a lock.

    lift: how steeply it rises from the scalp; volume: how far it stands off the head there; body: the same for the hair
    beneath. forward: angle from the front, degrees, within which hair falls before the shoulder. back: pull away from
    the face. curl: how far ends turn in (negative: out), over `curl_length`. line: the face left free."""

    length: float = 4.6
    hem: float = 2.7
    layers: float = 0.1
    ragged: float = 0.08
    lift: float = 0.35
    volume: float = 0.13
    body: float = 0.04
    forward: float = 80.0
    back: float = 0.15
    curl: float = 0.0
    curl_length: float = 0.5
    narrow: float = 0.06
    line: Line = OPEN
    wave: Wave = field(default_factory=Wave)


@dataclass(frozen=True, slots=True)
class Fringe:
    """Hair cut over the forehead. kind: `down` hangs there, `open` parts like a curtain, `swept` goes across.

    width: half of it at the hairline; depth: how far back it begins; share: of the hair there that belongs to it.
    sides: how much lower it ends at its sides than in the middle. locks: how much its strands keep together."""

    kind: Literal["down", "open", "swept"] = "down"
    width: float = 0.5
    depth: float = 0.5
    share: float = 1.0
    fall: Fall = field(default_factory=Fall)
    sides: float = 0.0
    locks: float = 0.5


@dataclass(frozen=True, slots=True)
class Gather:
    """Hair drawn together. tie: where, in decimetres from the middle of the head (right, up, front); the mirror image
    too where `mirrored`. above: how high over the hairline-to-crown (0 to 1) a root has to lie to be drawn in.

    path: points that the tail passes, from the tie on, decimetres, empty for a bun; thick: radius at the tie; swell:
    the tail's widest as a multiple; volume: how far hair stands off the head on its way; coil: radii of a bun's ring
    and of its roll."""

    tie: tuple[float, float, float]
    path: tuple[tuple[float, float, float], ...] = ()
    coil: tuple[float, float] | None = None
    mirrored: bool = False
    above: float = -1.0
    thick: float = 0.13
    swell: float = 2.2
    tip: float = 0.5
    volume: float = 0.05
    wave: Wave = field(default_factory=Wave)


@dataclass(frozen=True, slots=True)
class Style:
    """part: x of the parting. fall: of what is neither fringe nor gathered. loose: strands that escape a gathering at
    the temples, and their share. clump: how much strands of a lock keep together towards the tips; frizz: how far
    single ones stray; flyaway: share that stands off."""

    part: float = 0.0
    fall: Fall = field(default_factory=Fall)
    fringe: Fringe | None = None
    gather: Gather | None = None
    loose: Fall | None = None
    loose_share: float = 0.15
    clump: float = 0.5
    frizz: float = 0.5
    flyaway: float = 0.03
