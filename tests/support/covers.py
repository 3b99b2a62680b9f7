"""Things before a face, drawn by its landmarks: what hides it, and what only seems to.

`draw` also says which pixels are hidden, so that whoever learns from it need not guess."""

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Array = NDArray[np.float64]
Colour = Sequence[float] | Array

BLACK, WHITE, BLUE, GREY = (20, 20, 22), (238, 240, 242), (135, 188, 216), (120, 120, 125)


class Canvas:
    """A photo to draw on in the face's own measure: the eyes lie at (-.5, 0) and (.5, 0), the nose's base near (0, .7).

    points: (5, 2), dlib's. hidden: 0..1, of each pixel."""

    def __init__(self, pixels: Pixels, points: NDArray[np.float32], rng: np.random.Generator) -> None:
        self.pixels, self.rng = pixels.astype(np.float64), rng
        self.hidden = np.zeros(pixels.shape[:2])
        right, left = points[:2].astype(float).mean(0), points[2:4].astype(float).mean(0)
        self.middle, self.across = (right + left) / 2, right - left
        self.unit = float(np.linalg.norm(self.across))
        down = np.array([-self.across[1], self.across[0]])
        nose = points[4] - self.middle
        self.lean = float(np.clip(nose @ self.across / self.unit**2 / 0.7, -0.6, 0.6))
        self.down = down * np.clip(nose @ down / self.unit**2 / 0.7, 0.75, 1.3)

    def at(self, points: Colour | Sequence[Sequence[float]] | Array) -> Array:
        """Where on the photo points of the face lie; a turned face leans."""
        xy = np.atleast_2d(np.asarray(points, float))
        x = xy[:, 0] + self.lean * np.clip(xy[:, 1], -0.3, 1.0)
        return np.asarray(self.middle + x[:, None] * self.across + xy[:, 1:] * self.down)

    def area(self, *outlines: Array | Sequence[tuple[float, float]], soft: float = 0.02) -> Array:
        mask = np.zeros(self.pixels.shape[:2], np.uint8)
        for outline in outlines:
            cv2.fillPoly(mask, [np.round(self.at(outline) * 8).astype(np.int32)], 255, cv2.LINE_AA, 3)
        return np.asarray(cv2.GaussianBlur(mask, (0, 0), max(0.5, soft * self.unit)), float) / 255

    def paint(self, area: Array, colour: Colour, opacity: float = 1.0, shade: float = 0.0) -> None:
        """shade: how much of the light that falls on the face is kept."""
        tone = np.asarray(colour, float)
        if shade and (area > 0.5).any():
            light = cv2.GaussianBlur(self.pixels.mean(2), (0, 0), 0.25 * self.unit)
            light = np.clip(light / max(light[area > 0.5].mean(), 1), 0.4, 1.6)
            tone = np.clip(tone * (1 + shade * (light - 1))[..., None], 0, 255)
        alpha = (area * opacity)[..., None]
        self.pixels = self.pixels * (1 - alpha) + tone * alpha

    def cover(self, area: Array, colour: Colour, opacity: float = 1.0, shade: float = 0.0) -> None:
        """As `paint`, and what is below cannot be seen any more."""
        self.paint(area, colour, opacity, shade)
        self.hidden = np.maximum(self.hidden, area)

    def replace(self, area: Array, by: Array) -> None:
        self.pixels = self.pixels * (1 - area[..., None]) + by * area[..., None]
        self.hidden = np.maximum(self.hidden, area)

    def line(
        self, points: Array | Sequence[tuple[float, float]], width: float, colour: Colour, hides: bool = False
    ) -> None:
        mask = np.zeros(self.pixels.shape[:2], np.uint8)
        thick = max(1, round(width * self.unit))
        cv2.polylines(mask, [np.round(self.at(points) * 8).astype(np.int32)], False, 255, thick, cv2.LINE_AA, 3)
        (self.cover if hides else self.paint)(mask / 255, colour)

    def grain(self, area: Array, strength: float) -> None:
        noise = self.rng.normal(0, strength, area.shape)
        self.pixels += (area * cv2.GaussianBlur(noise, (0, 0), 0.8) * 1.8)[..., None]

    def skin(self) -> Array:
        found = []
        for x, y in self.at([(-0.45, 0.55), (0.45, 0.55), (0, -0.35), (0, 0.3)]).round().astype(int):
            reach = max(1, int(0.06 * self.unit))
            patch = self.pixels[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
            if patch.size:
                found.append(patch.reshape(-1, 3).mean(0))
        return np.median(found, 0) * self.rng.uniform(0.88, 1.12) if found else np.array([190.0, 150, 130])

    def side(self) -> tuple[int, int]:
        """To mirror a drawing, or not."""
        return int(self.rng.choice([-1, 1])), 1

    def done(self) -> tuple[Pixels, Array]:
        return np.clip(self.pixels.round(), 0, 255).astype(np.uint8), self.hidden


Drawing = Callable[[Canvas], None]


def round_shape(x: float, y: float, wide: float, high: float, power: float = 2.0) -> Array:
    """A superellipse: 2 is an ellipse, 5 nearly a rectangle."""
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    c, s = np.cos(turn), np.sin(turn)
    return np.column_stack([
        x + wide * np.sign(c) * np.abs(c) ** (2 / power), y + high * np.sign(s) * np.abs(s) ** (2 / power)
    ])  # fmt: skip


def smooth(corners: Sequence[tuple[float, float]] | Array) -> Array:
    """A Catmull-Rom curve through the corners of a closed outline."""
    p = np.asarray(corners, float)
    a, b, c, d = np.roll(p, 1, 0), p, np.roll(p, -1, 0), np.roll(p, -2, 0)
    t = np.linspace(0, 1, 8, endpoint=False)[:, None, None]
    curve = 2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    return np.asarray(curve.transpose(1, 0, 2).reshape(-1, 2) / 2)


def bent(a: Sequence[float], b: Sequence[float], c: Sequence[float], d: Sequence[float]) -> Array:
    t = np.linspace(0, 1, 12)[:, None]
    first, second, third, last = (np.asarray(p) for p in (a, b, c, d))
    return np.asarray((1 - t) ** 3 * first + 3 * t * (1 - t) ** 2 * second + 3 * t**2 * (1 - t) * third + t**3 * last)


_CAT = [(-0.40, -0.18), (0, -0.25), (0.5, -0.34), (0.44, 0.0), (0.25, 0.24), (-0.1, 0.27), (-0.36, 0.1)]
_AVIATOR = [(-0.36, -0.24), (0.1, -0.30), (0.44, -0.22), (0.44, 0.08), (0.22, 0.36), (-0.08, 0.40), (-0.34, 0.08)]
_SHIELD = [(-1.0, -0.26), (0, -0.30), (1.0, -0.26), (0.95, 0.12), (0.55, 0.34), (0.12, 0.2), (-0.12, 0.2)]
_SHIELD += [(-0.55, 0.34), (-0.95, 0.12)]


def lenses(c: Canvas, shape: str) -> list[Array]:
    r, low = c.rng.uniform(0.8, 1.2), c.rng.uniform(-0.02, 0.12)
    if shape == "shield":
        return [smooth(_SHIELD)]
    if shape in ("cat", "aviator"):
        corners = np.array(_CAT if shape == "cat" else _AVIATOR) * r
        return [smooth(corners * (s, 1) + (0.5 * s, low)) for s in (-1, 1)]
    wide, high, power = {"round": (0.40, 0.38, 2.0), "square": (0.45, 0.33, 5.0), "wide": (0.44, 0.27, 2.6)}[shape]
    return [round_shape(0.5 * s, low, wide * r, high * r, power) for s in (-1, 1)]


def frame(c: Canvas, outlines: list[Array], width: float, colour: Colour) -> None:
    for outline in outlines:
        c.line(np.vstack([outline, outline[:1]]), width, colour)
    c.line([(-0.12, -0.05), (0, -0.1), (0.12, -0.05)], width, colour)
    for s in (-1, 1):
        c.line([(s * 0.9, -0.08), (s * 1.25, -0.03)], width, colour)


def sunglasses(shape: str) -> Drawing:
    def drawing(c: Canvas) -> None:
        outlines = lenses(c, shape)
        dark = c.rng.uniform(10, 48) * np.array([1, c.rng.uniform(0.7, 1), c.rng.uniform(0.6, 1.1)])
        area = c.area(*outlines)
        c.cover(area, dark, c.rng.uniform(0.75, 1.0))
        if c.rng.random() < 0.4:
            x, w = c.rng.uniform(-0.3, 0.3), c.rng.uniform(0.05, 0.12)
            streaks = [
                [(s + x, -0.3), (s + x + w, -0.3), (s + x + w - 0.1, 0.35), (s + x - 0.1, 0.35)] for s in (-0.5, 0.5)
            ]
            c.paint(c.area(*streaks) * area, (200, 205, 215), c.rng.uniform(0.15, 0.4))
        frame(c, outlines, 0.045, dark + c.rng.choice([0, 30]))

    return drawing


def glasses(shape: str) -> Drawing:
    def drawing(c: Canvas) -> None:
        outlines = lenses(c, shape)
        c.paint(c.area(*outlines), (230, 235, 240), c.rng.uniform(0, 0.12))
        frame(c, outlines, c.rng.uniform(0.02, 0.08), [(20, 18, 18), (110, 80, 50), (170, 160, 150)][c.rng.integers(3)])

    return drawing


def mask(shape: str, colour: Colour | None = None) -> Drawing:
    """colour: of skin where none is given."""

    def drawing(c: Canvas) -> None:
        top = c.rng.uniform(0.28, 0.55)
        tone = c.skin() if colour is None else np.asarray(colour, float)
        outline = {
            "flat": np.array([(-1.15, top - 0.1), (-0.5, top + 0.05), (0, top), (0.5, top + 0.05), (1.15, top - 0.1),
                              (1.05, 1.2), (0.6, 1.75), (0, 1.95), (-0.6, 1.75), (-1.05, 1.2)]),
            "round": smooth([(-1.1, top + 0.12), (-0.45, top + 0.1), (0, top - 0.06), (0.45, top + 0.1),
                             (1.1, top + 0.12), (1.0, 1.3), (0.5, 1.8), (0, 1.92), (-0.5, 1.8), (-1.0, 1.3)]),
            "hexagon": np.array([(-0.85, 0.5), (0, 0.33), (0.85, 0.5), (0.75, 1.5), (0, 1.85), (-0.75, 1.5)]),
            "box": round_shape(0, 0.95 + top / 2, 0.95, 0.72, 4),
        }[shape]  # fmt: skip
        area = c.area(outline)
        c.cover(area, tone, shade=c.rng.uniform(0, 0.9))
        if shape == "flat" and c.rng.random() < 0.8:
            for y in (0.75, 1.0, 1.25):
                c.line([(-0.9, y), (0, y + 0.06), (0.9, y)], 0.02, tone * 0.8)
        elif shape == "round":
            c.line([(0, top), (0.03, 1.1), (0, 1.9)], 0.02, tone * 0.8)
            c.paint(c.area([(0, top), (1.2, top), (1.2, 2), (0, 2)]) * area, tone * 0.75, 0.25)
        elif shape == "box":
            for s in (-1, 1):
                c.line([(s * 0.95, 0.7), (s * 1.3, 0.3)], 0.03, tone)
        c.grain(area, c.rng.uniform(0, 5))

    return drawing


def scarf(c: Canvas) -> None:
    top, x = c.rng.uniform(0.4, 0.65), np.linspace(-1.6, 1.6, 9)
    edge = np.column_stack([x, top + c.rng.uniform(-0.1, 0.1, 9) - 0.12 * np.abs(x)])
    area, tone = c.area(np.vstack([edge, [(1.7, 2.6), (-1.7, 2.6)]])), c.rng.uniform(40, 210, 3)
    c.cover(area, tone, shade=0.3)
    gap, waves = c.rng.uniform(0.2, 0.5), c.rng.uniform(0, 4)
    for y in np.arange(top + 0.1, 2.2, gap):
        bend = 0.1 * np.sin(waves * x + y)
        band = np.vstack([np.column_stack([x, y + bend]), np.column_stack([x, y + gap / 2.5 + bend])[::-1]])
        c.paint(c.area(band) * area, tone * 0.6, c.rng.uniform(0.2, 0.8))
    c.grain(area, c.rng.uniform(3, 12))


def sticker(shape: str) -> Drawing:
    def drawing(c: Canvas) -> None:
        r, y = c.rng.uniform(1.05, 1.5), c.rng.uniform(0.4, 0.6)
        tone = [(255, 205, 60), (250, 250, 250), (240, 130, 160), (120, 190, 240), (30, 30, 34)][c.rng.integers(5)]
        turn = np.arange(10) * np.pi / 5
        outline = round_shape(0, y, r, r * c.rng.uniform(1, 1.2))
        if shape == "star":
            rays = np.where(np.arange(10) % 2, 1.0, 1.7)[:, None] * r
            outline = np.column_stack([np.sin(turn), -np.cos(turn)]) * rays + (0, y)
        c.cover(c.area(outline, soft=0.01), tone)
        if shape == "smile":
            x, up, ink = c.rng.uniform(0.35, 0.5), c.rng.uniform(0.05, 0.3), (60, 40, 20)
            c.paint(c.area(round_shape(-x, up, 0.12, 0.18), round_shape(x, up, 0.12, 0.18), soft=0.01), ink)
            arc = np.linspace(0.15, np.pi - 0.15, 20)
            c.line(np.column_stack([np.cos(arc) * 0.55, 0.7 + 0.35 * np.sin(arc)]), 0.07, ink)

    return drawing


def mosaic(where: str) -> Drawing:
    def drawing(c: Canvas) -> None:
        block = max(3, round(2.4 * c.unit / c.rng.integers(7, 15)))
        high, wide = c.pixels.shape[:2]
        x, y = c.rng.integers(0, block, 2)
        grid = np.pad(c.pixels, ((y, block), (x, block), (0, 0)), "edge")
        rows, columns = grid.shape[0] // block, grid.shape[1] // block
        grid = grid[: rows * block, : columns * block].reshape(rows, block, columns, block, 3).mean((1, 3))
        coarse = grid.repeat(block, 0).repeat(block, 1)[y : y + high, x : x + wide]
        outline = {
            "face": np.array([(-1.3, -1), (1.3, -1), (1.3, 1.9), (-1.3, 1.9)]),
            "oval": round_shape(0, 0.5, 1.25, 1.6),
            "eyes": np.array([(-1.2, -0.35), (1.2, -0.35), (1.2, 0.35), (-1.2, 0.35)]),
        }[where]
        c.replace((c.area(outline, soft=0.01) > 0.5).astype(float), coarse)

    return drawing


def bar(c: Canvas) -> None:
    """Over the eyes."""
    x, y = c.rng.uniform(0.95, 1.15), c.rng.uniform(0.2, 0.28)
    c.cover(c.area([(-x, -y), (x, -y), (x, y), (-x, y)], soft=0.005), BLACK if c.rng.random() < 0.8 else WHITE)


def finger(c: Canvas, start: tuple[float, float], end: tuple[float, float], width: float, tone: Array) -> None:
    c.line([start, end], width + 0.05, tone * 0.68, hides=True)
    c.line([start, end], width, tone)
    nail = np.asarray(start) + (np.asarray(end) - start) * 0.96
    c.paint(
        c.area(round_shape(float(nail[0]), float(nail[1]), width * 0.25, width * 0.22)),
        np.clip(tone * 1.12 + 8, 0, 255),
        0.8,
    )


def hand(where: str) -> Drawing:
    def drawing(c: Canvas) -> None:
        tone, mirror = c.skin(), np.array(c.side())
        s = int(mirror[0])
        if where == "half":
            palm = [(0.05, 0.2), (0.5, -0.1), (1.3, 0.0), (1.5, 1.2), (1.2, 2.4), (0.2, 2.2), (0.05, 1.2)]
            c.cover(c.area(smooth(np.array(palm) * mirror)), tone, shade=0.5)
            for x, top in ((0.15, -0.75), (0.45, -0.95), (0.75, -0.85), (1.05, -0.55)):
                finger(c, (s * (x + 0.1), 0.9), (s * x, top + c.rng.uniform(-0.1, 0.1)), 0.24, tone)
        elif where == "flat half":
            palm = [(-0.02, -0.9), (0.6, -1.1), (1.3, -0.8), (1.4, 0.5), (1.2, 1.9), (0.5, 2.1), (-0.05, 0.5)]
            c.cover(c.area(smooth(np.array(palm) * mirror)), tone, shade=0.3)
            for x in (0.3, 0.6, 0.9):
                c.line([(s * x, -0.9), (s * x, 0.6)], 0.03, tone * 0.7)
        elif where == "plain half":
            x = c.rng.uniform(-0.08, 0.08)
            edge = np.array([(x, -0.5), (x + 1, -0.5), (x + 1, 1.8), (x, 1.8)])
            c.cover(c.area(edge * mirror, soft=0.004), tone)
        elif where == "mouth":
            palm = [(-0.75, 0.75), (0.3, 0.72), (1.2, 0.8), (1.9, 1.3), (1.9, 2.0), (1.0, 1.7), (-0.5, 1.5)]
            c.cover(c.area(smooth(np.array(palm) * mirror)), tone, shade=0.4)
            for y in (0.82, 1.02, 1.22, 1.4):
                finger(c, (s * 1.1, y + 0.1), (-s * c.rng.uniform(0.5, 0.8), y), 0.2, tone)
        else:
            for y in (-0.32, -0.12, 0.08, 0.26):
                finger(c, (s * 1.4, y + 0.1), (-s * c.rng.uniform(0.85, 1.05), y), 0.21, tone)

    return drawing


_HAIR = ((20, 16, 15), (70, 45, 30), (150, 110, 70))


def hair(c: Canvas) -> None:
    """Over one eye."""
    (s, _), tone = c.side(), np.array(_HAIR[c.rng.integers(3)], float)
    for _ in range(60):
        x, end = c.rng.uniform(-0.25, 0.9), c.rng.uniform(0.18, 1.05)
        strand = bent((s * x, -1.1), (s * (x + end) * 0.55, -0.2), (s * end, 0.35), (s * (end + 0.1), 1.2))
        c.line(strand, 0.05, np.clip(tone * c.rng.uniform(0.7, 1.35), 0, 255), hides=True)


def fringe(c: Canvas) -> None:
    """Down to the brows."""
    tone, low = np.array(_HAIR[c.rng.integers(3)], float), c.rng.uniform(-0.42, -0.25)
    for _ in range(90):
        x = c.rng.uniform(-1, 1)
        end = (x + c.rng.uniform(-0.06, 0.06), low + c.rng.uniform(-0.1, 0.06) + 0.08 * x * x)
        strand = bent((x * 0.8, -1.3), (x * 0.9, -0.9), (x, -0.6), end)
        c.line(strand, 0.05, np.clip(tone * c.rng.uniform(0.7, 1.35), 0, 255))


def phone(where: str) -> Drawing:
    def drawing(c: Canvas) -> None:
        s = c.side()[0]
        x, y, wide, high = {
            "mouth": (c.rng.uniform(-0.15, 0.15), 1.15, 0.75, 0.6), "half": (s * 0.5, 0.6, 0.5, 1.1),
            "middle": (0.0, 0.55, 0.75, 0.75),
        }[where]  # fmt: skip
        angle = c.rng.uniform(-0.25, 0.25)
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        tone = np.array([(25, 26, 30), (225, 225, 230), (190, 160, 170)][c.rng.integers(3)], float)
        c.cover(c.area(round_shape(0, 0, wide, high, 8) @ turn + (x, y), soft=0.01), tone)
        for i in range(3):
            lens = round_shape(0.22 * (i % 2) - 0.6 * wide, 0.22 * (i // 2) - 0.72 * high, 0.09, 0.09)
            c.paint(c.area(lens @ turn + (x, y), soft=0.01), tone * 0.4 + 10)

    return drawing


def side_light(c: Canvas) -> None:
    high, wide = c.pixels.shape[:2]
    y, x = np.mgrid[:high, :wide]
    along = ((x - c.middle[0]) * c.across[0] + (y - c.middle[1]) * c.across[1]) / c.unit**2 * c.side()[0]
    dark = 1 - c.rng.uniform(0.4, 0.75) / (1 + np.exp(-along * c.rng.uniform(2, 6)))
    c.pixels = c.pixels * dark[..., None]


# Kinds of things that hide a part of the face, each in several styles.
HIDES: dict[str, tuple[Drawing, ...]] = {
    "sunglasses": tuple(sunglasses(shape) for shape in ("round", "wide", "aviator", "square", "cat", "shield")),
    "black mask": tuple(mask(shape, BLACK) for shape in ("flat", "round", "box", "hexagon")),
    "white mask": tuple(mask(shape, WHITE) for shape in ("flat", "round", "box", "hexagon")),
    "blue mask": (mask("flat", BLUE), mask("box", BLUE), mask("round", GREY)),
    "skin mask": (mask("flat"), mask("round"), mask("box")),
    "sticker": (sticker("disc"), sticker("smile"), sticker("star")),
    "mosaic": (mosaic("face"), mosaic("oval")),
    "mosaic of the eyes": (mosaic("eyes"),),
    "half by a hand": (hand("half"), hand("flat half"), hand("plain half")),
    "mouth by a hand": (hand("mouth"),),
    "eyes by a hand": (hand("eyes"),),
    "scarf": (scarf,),
    "hair": (hair,),
    "phone": (phone("mouth"), phone("half"), phone("middle")),
    "bar": (bar,),
}
# What hides nothing.
HARMLESS: dict[str, tuple[Drawing, ...]] = {
    "glasses": tuple(glasses(shape) for shape in ("round", "square", "wide", "cat", "aviator")),
    "fringe": (fringe,),
    "side light": (side_light,),
}


def draw(
    pixels: Pixels, points: NDArray[np.float32], kind: str, seed: int, style: int | None = None
) -> tuple[Pixels, Array]:
    """The photo with something before its face, and how far each pixel is hidden, 0..1. style: any, where not given."""
    rng = np.random.default_rng(seed)
    styles = {**HIDES, **HARMLESS}[kind]
    canvas = Canvas(pixels, points, rng)
    styles[int(rng.integers(len(styles))) if style is None else style](canvas)
    return canvas.done()
