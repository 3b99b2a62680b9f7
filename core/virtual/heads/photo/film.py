"""From light to a photograph: background, glow, tone, grain."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, zoom

from core.virtual.heads.photo.studio import Film, Set

Picture = NDArray[np.float32]
EXPOSURE = 1.35  # of every mood: skin lies where a portrait has it
SHOULDER = 0.62  # linear light above which highlights are rolled off


def backdrop(studio: Set, pixels: int, seed: int) -> Picture:
    """(pixels, pixels, 3) display RGB, first row highest: a lit wall, or lights out of focus."""
    chance = np.random.default_rng(seed)
    rows = np.linspace(1, 0, 64)[:, None, None]
    low, high = np.asarray(studio.backdrop[0]), np.asarray(studio.backdrop[-1])
    wall = low * (1 - rows) + high * rows + np.zeros((64, 64, 3))
    y, x = np.mgrid[0:64, 0:64] / 63
    halo = np.exp(-(((x - 0.5 + chance.normal(0, 0.06)) / 0.42) ** 2 + ((y - 0.42) / 0.45) ** 2))[..., None]
    wall = wall * (0.84 + 0.24 * halo) + 0.05 * gaussian_filter(chance.standard_normal((64, 64, 1)), (9, 9, 0))
    large = np.stack([zoom(wall[..., k], pixels / 64, order=1) for k in range(3)], -1)
    if studio.bokeh:
        down, across = np.mgrid[0:pixels, 0:pixels] / pixels
        for _ in range(studio.bokeh):
            middle, radius = chance.uniform(-0.05, 1.05, 2), chance.uniform(0.03, 0.11)
            colour = np.asarray(studio.bokeh_colours[int(chance.integers(len(studio.bokeh_colours)))])
            far = np.hypot(across - middle[0], down - middle[1]) / radius
            disc = 1 / (1 + np.exp((far - 1) * 9)) * (0.75 + 0.25 * np.clip(far, 0, 1))
            large += (colour - large) * (disc * chance.uniform(0.12, 0.5))[..., None]
        large = gaussian_filter(large, (pixels * 0.007, pixels * 0.007, 0))
    return np.asarray(np.clip(large, 0, 1), np.float32)


def _to_display(light: Picture) -> Picture:
    """Linear light to sRGB, highlights rolled off as film does."""
    over = np.clip(light - SHOULDER, 0, None)
    rolled = np.where(light > SHOULDER, SHOULDER + (1 - SHOULDER) * (1 - np.exp(-over / (1 - SHOULDER))), light)
    rolled = np.clip(rolled, 0, 1)
    return np.asarray(np.where(rolled <= 0.0031308, rolled * 12.92, 1.055 * rolled ** (1 / 2.4) - 0.055), np.float32)


def as_light(display: Picture, film: Film) -> Picture:
    """The light that `developed` turns into a display colour: what a backdrop has to shine with."""
    linear = np.where(display <= 0.04045, display / 12.92, ((display + 0.055) / 1.055) ** 2.4)
    over = np.clip((linear - SHOULDER) / (1 - SHOULDER), 0, 0.98)
    unrolled = np.where(linear > SHOULDER, SHOULDER - (1 - SHOULDER) * np.log(1 - over), linear)
    return np.asarray(unrolled / (EXPOSURE * film.exposure), np.float32)


def developed(light: Picture, studio: Set, seed: int) -> NDArray[np.uint8]:
    """(h, w, 3) uint8 of a render, (h, w, 3) linear RGB, first row highest."""
    film: Film = studio.film
    pixels = len(light)
    shown = _to_display(light * film.exposure * EXPOSURE)
    if film.glow:
        bright = np.clip(shown - 0.55, 0, None)
        spread = gaussian_filter(bright, (pixels * 0.02, pixels * 0.02, 0)) * 0.6
        spread += gaussian_filter(bright, (pixels * 0.006, pixels * 0.006, 0)) * 0.4
        shown = 1 - (1 - shown) * (1 - film.glow * spread)
    grey = shown.mean(-1, keepdims=True)
    shown = grey + (shown - grey) * film.saturation
    shown = shown + (film.contrast - 1) * 2.4 * (shown - 0.5) * shown * (1 - shown)
    shown = shown * np.array([1 + film.warmth, 1 + 0.2 * film.warmth, 1 - film.warmth])
    shown = film.lift + shown * (1 - film.lift)
    if film.vignette:
        y, x = np.mgrid[0:pixels, 0:pixels] / pixels - 0.5
        shown = shown * (1 - film.vignette * np.clip((x * x + y * y) * 1.6 - 0.12, 0, 1))[..., None]
    chance = np.random.default_rng(seed + 1)
    grain = gaussian_filter(chance.standard_normal((pixels, pixels, 1)), (0.55, 0.55, 0))
    shown = shown + film.grain * 0.014 * grain * (1.1 - shown)
    return np.asarray(np.clip(shown * 255 + 0.5, 0, 255), np.uint8)
