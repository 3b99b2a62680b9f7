"""The light, the background and the film of each mood. Places in the head's frame, turned with the camera's side."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.virtual.face import Mood
from core.virtual.heads.look import Colour

WHITE: Colour = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Softbox:
    """place: decimetres from the face, x to the key's side; size: width and height; power: watts."""

    place: tuple[float, float, float]
    size: tuple[float, float]
    power: float
    colour: Colour = WHITE


@dataclass(frozen=True)
class Film:
    """What a photographer's development does. glow, vignette, grain: 0 to 1; warmth: above 0 yellower.

    lift: how far black is from black; contrast, saturation: 1 is as it was."""

    exposure: float = 1.0
    contrast: float = 1.0
    saturation: float = 1.0
    warmth: float = 0.0
    lift: float = 0.0
    glow: float = 0.0
    vignette: float = 0.0
    grain: float = 0.35


@dataclass(frozen=True)
class Set:
    """ambient: colour and strength of the light from everywhere; backdrop: colours from below to above, display RGB.

    bokeh: how many blurred lights, of which colours."""

    softboxes: Sequence[Softbox]
    ambient: Colour
    ambient_strength: float
    backdrop: Sequence[Colour]
    film: Film
    bokeh: int = 0
    bokeh_colours: Sequence[Colour] = (WHITE,)


BEAUTY = Softbox((2.6, 2.8, 7.4), (3.0, 3.0), 360)  # above the camera: shadows fall straight down
BOUNCE = Softbox((0.0, -4.4, 6.5), (4.0, 1.6), 45)  # below: opens the shadow of the chin
FILL = Softbox((-7.0, 1.0, 6.0), (4.0, 6.0), 55)

SETS: dict[Mood, Set] = {
    "studio": Set(
        (BEAUTY, BOUNCE, FILL, Softbox((-4.5, 4.0, -6.0), (2.0, 4.0), 190), Softbox((5.5, 3.5, -6.0), (2.0, 4.0), 140)),
        (0.95, 0.97, 1.0), 0.16, ((0.60, 0.60, 0.61), (0.83, 0.83, 0.84)),
        Film(exposure=1.1, contrast=1.10, saturation=1.06, vignette=0.18),
    ),
    "fresh": Set(
        (
            Softbox((3.5, 3.0, 7.5), (6.0, 5.0), 430, (1.0, 0.985, 0.96)),
            Softbox((-6.0, 0.5, 6.0), (5.0, 6.0), 180, (0.90, 0.96, 1.0)),
            Softbox((0.0, -4.4, 6.5), (5.0, 2.4), 110),
            Softbox((4.5, 4.5, -6.5), (3.0, 4.0), 330, (1.0, 0.97, 0.90)),
        ),
        (0.86, 0.94, 1.0), 0.30, ((0.80, 0.92, 0.90), (0.60, 0.83, 0.96)),
        Film(exposure=0.94, contrast=1.05, saturation=1.12, warmth=-0.02, lift=0.03, glow=0.16),
        bokeh=9, bokeh_colours=((0.97, 1.0, 1.0), (0.72, 0.92, 0.93), (0.80, 0.93, 0.80)),
    ),
    "dreamy": Set(
        (
            Softbox((-2.0, 3.2, 8.0), (5.0, 4.0), 270, (1.0, 0.93, 0.97)),
            Softbox((0.0, -4.4, 6.5), (5.0, 2.4), 80, (0.93, 0.90, 1.0)),
            Softbox((6.0, 2.5, -5.5), (2.5, 5.0), 420, (0.80, 0.72, 1.0)),
            Softbox((-6.0, 2.5, -5.5), (2.5, 5.0), 420, (1.0, 0.70, 0.85)),
        ),
        (0.90, 0.84, 1.0), 0.26, ((0.80, 0.66, 0.82), (0.66, 0.64, 0.88)),
        Film(exposure=1.04, contrast=0.98, saturation=1.04, warmth=-0.01, lift=0.05, glow=0.42),
        bokeh=16, bokeh_colours=((1.0, 0.84, 0.92), (0.82, 0.80, 1.0), (1.0, 0.95, 0.86)),
    ),
    "girl_crush": Set(
        (
            Softbox((4.6, 3.0, 6.2), (2.4, 3.2), 330, (1.0, 0.97, 0.94)),
            Softbox((-7.0, 0.6, 4.0), (2.0, 6.0), 60, (0.80, 0.88, 1.0)),
            Softbox((-5.0, 2.0, -5.0), (1.6, 5.0), 520, (1.0, 0.16, 0.22)),
            Softbox((5.5, 2.5, -5.0), (1.6, 5.0), 380, (0.30, 0.45, 1.0)),
        ),
        (0.85, 0.90, 1.0), 0.05, ((0.035, 0.035, 0.045), (0.13, 0.11, 0.14)),
        Film(exposure=1.25, contrast=1.16, saturation=0.96, vignette=0.45, glow=0.06),
    ),
    "elegant": Set(
        (
            Softbox((4.0, 3.4, 7.0), (3.6, 4.2), 330, (1.0, 0.94, 0.86)),
            Softbox((-7.0, 0.6, 6.0), (3.5, 6.0), 70, (1.0, 0.95, 0.90)),
            Softbox((0.0, -4.4, 6.5), (4.0, 2.0), 36),
            Softbox((-4.5, 4.2, -6.0), (2.0, 4.0), 280, (1.0, 0.88, 0.72)),
        ),
        (1.0, 0.95, 0.88), 0.11, ((0.26, 0.205, 0.17), (0.47, 0.385, 0.315)),
        Film(exposure=1.22, contrast=1.10, saturation=1.02, warmth=0.02, vignette=0.32, glow=0.08),
    ),
    "retro": Set(
        (
            Softbox((0.9, 2.0, 9.5), (1.5, 1.2), 380, (1.0, 0.96, 0.88)),
            Softbox((-6.5, 1.0, 6.0), (4.0, 6.0), 110, (1.0, 0.90, 0.75)),
            Softbox((4.5, 4.0, -6.0), (2.0, 4.0), 160, (1.0, 0.80, 0.55)),
        ),
        (1.0, 0.94, 0.84), 0.17, ((0.52, 0.28, 0.17), (0.76, 0.47, 0.25)),
        Film(
            exposure=1.08, contrast=1.06, saturation=0.94, warmth=0.07, lift=0.07, vignette=0.38, grain=0.9, glow=0.10
        ),
    ),
}  # fmt: skip
