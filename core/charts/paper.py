"""Charts for white paper as SVG without a browser: the cloud and the radar of the concept page.

Letters are named in Noto Sans KR; whoever draws the file brings them. Each returns SVG, width and height."""

import math
from collections.abc import Mapping, Sequence
from html import escape

from core.charts.concept_facets import AVERAGE, MOST, Profile
from core.charts.style import MUTED_TEXT
from core.colour import as_text, ink
from core.keywords.views.cloud import Cloud

FONT = "Noto Sans KR"
Drawing = tuple[str, float, float]
_RING = "#d9d6e0"
_SMALL, _MARK = 13, 10  # px of letters and of a legend's square
_EDGE, _RADIUS = 118, 150  # px: room for the names around the radar, and the radar
_RINGS = (50, 100, 150, 200, 250, 300)


def cloud_drawing(cloud: Cloud, colours: Mapping[str, str], legend: Sequence[tuple[str, str]]) -> Drawing:
    """Every word where the layout has it, and below it what the colours mean."""
    parts = [
        _text(place.word, place.x, place.y, place.size, colours.get(place.word, ink(False))) for place in cloud.places()
    ]
    x, y = 0.0, cloud.height + 26.0
    for name, colour in legend:
        wide = _MARK + 6 + _width(name) + 18
        if x + wide > cloud.width:
            x, y = 0.0, y + 22
        parts += [_square(x, y - _MARK, colour), _text(name, x + _MARK + 6, y, _SMALL, ink(False))]
        x += wide
    return _svg(parts, cloud.width, y + 8 if legend else cloud.height)


def radar_drawing(profiles: Sequence[Profile], average: str) -> Drawing:
    """The index of each facet around the groups' average, as on the page; the first outline filled, the rest dashed.

    average: what the dotted ring is called in the legend."""
    names = [share.facet for share in profiles[0].shares]
    values = [[_drawn(share.index) for share in profile.shares] for profile in profiles]
    reach = max(1.5 * AVERAGE, *(1.08 * value for row in values for value in row))
    top = 34.0
    centre = (_EDGE + _RADIUS, top + 30 + _RADIUS)

    def corner(place: int, value: float) -> tuple[float, float]:
        angle = 2 * math.pi * place / len(names) - math.pi / 2
        far = _RADIUS * value / reach
        return centre[0] + far * math.cos(angle), centre[1] + far * math.sin(angle)

    def outline(row: Sequence[float]) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in (corner(i, v) for i, v in enumerate(row)))

    parts = [
        f'<polygon points="{outline([ring] * len(names))}" fill="none" stroke="{_RING}" stroke-width="0.8"/>'
        for ring in (*(r for r in _RINGS if r < reach), reach)
    ]
    for place in range(len(names)):
        x, y = corner(place, reach)
        parts.append(_line(centre[0], centre[1], x, y))
    parts.append(
        f'<polygon points="{outline([AVERAGE] * len(names))}" fill="none" stroke="{MUTED_TEXT[False]}" '
        'stroke-width="1.6" stroke-dasharray="2 3"/>'
    )
    for number, (profile, row) in reversed(list(enumerate(zip(profiles, values, strict=True)))):
        fill = f'fill="{profile.colour}" fill-opacity="0.14"' if number == 0 else 'fill="none"'
        dash = "" if number == 0 else ' stroke-dasharray="6 4"'
        parts.append(f'<polygon points="{outline(row)}" {fill} stroke="{profile.colour}" stroke-width="2.2"{dash}/>')
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{profile.colour}"/>'
            for x, y in (corner(i, v) for i, v in enumerate(row))
        ]
    parts += [_name(name, *corner(place, 1.1 * reach), centre[0]) for place, name in enumerate(names)]
    parts += _legend([(p.name, p.colour) for p in profiles], average)
    return _svg(parts, 2 * (_EDGE + _RADIUS), centre[1] + _RADIUS + 34)


def _drawn(index: float) -> float:
    return min(index, MOST) if math.isfinite(index) else 0.0


def _legend(names: Sequence[tuple[str, str]], average: str) -> list[str]:
    parts, x = [], 0.0
    for name, colour in names:
        parts += [_square(x, 4, colour), _text(name, x + _MARK + 6, 14, _SMALL, as_text(colour, False))]
        x += _MARK + 6 + _width(name) + 18
    line = f'<path d="M{x:.1f} 9h18" stroke="{MUTED_TEXT[False]}" stroke-width="1.6" stroke-dasharray="2 3"/>'
    return [*parts, line, _text(average, x + 24, 14, _SMALL, MUTED_TEXT[False])]


def _name(text: str, x: float, y: float, middle: float) -> str:
    anchor = "middle" if abs(x - middle) < 2 else "start" if x > middle else "end"
    return _text(text, x, y + 5, _SMALL, ink(False), anchor)


def _width(text: str) -> float:
    """px that a line takes, near enough for a legend: a Hangul syllable is as wide as it is tall, nearly."""
    return sum(_SMALL * (0.93 if ord(letter) >= 0x1100 else 0.56) for letter in text)


def _text(text: str, x: float, y: float, size: float, colour: str, anchor: str = "start") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}"'
    return f'<text {place} text-anchor="{anchor}">{escape(text)}</text>'


def _square(x: float, y: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{_MARK}" height="{_MARK}" fill="{colour}"/>'


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="{_RING}" stroke-width="0.8"/>'


def _svg(parts: Sequence[str], width: float, height: float) -> Drawing:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" font-family="{FONT}">'
    )
    return "".join([head, *parts, "</svg>"]), width, height
