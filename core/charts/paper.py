"""Charts for white paper as SVG without a browser: cloud and radar of the concept page, the map of a project.

Letters are named in Noto Sans KR; whoever draws the file brings them. Each returns SVG, width and height."""

import math
from collections.abc import Mapping, Sequence
from html import escape

from core.charts.concept_facets import AVERAGE, MOST, Profile
from core.charts.labels import Spot, fitting
from core.charts.projects import Kind, Point, Standing
from core.charts.style import ACCENT, MUTED_TEXT, GroupStyle
from core.colour import as_text, ink
from core.keywords.views.cloud import Cloud

FONT = "Noto Sans KR"
Drawing = tuple[str, float, float]
_RING = "#d9d6e0"
_SMALL, _MARK = 13, 10  # px of letters and of a legend's square
_EDGE, _RADIUS = 118, 150  # px: room for the names around the radar, and the radar
_RINGS = (50, 100, 150, 200, 250, 300)
_PLANE, _BESIDE, _ABOVE = 440, 80, 56  # px: the map's square, what is left for names beside it and for words above it
_RINGED = 13  # px around a group's place that its ring takes
_REACH = 1.12  # of the plane, from its middle to its edge


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


def plane_drawing(standing: Standing, groups: Sequence[GroupStyle], kinds: Mapping[Kind, str]) -> Drawing:
    """The map as on the page: groups as rings, their members as dots, trainees as diamonds, line-up a star, target a
    cross. A trainee's name that finds no place beside the others is left out. kinds: what each is called."""
    width, height = _PLANE + 2 * _BESIDE, _ABOVE + _PLANE + 54
    shown = [group for group in groups if group.id in standing.anchors]

    def at(point: Point) -> Point:
        x, y = ((value / _REACH + 1) / 2 for value in point)
        return _BESIDE + x * _PLANE, _ABOVE + (1 - y) * _PLANE

    parts = _axes(standing.ends, width) if any(standing.ends) else []
    for group in shown:
        parts += [_dot(*at(point), group.colour) for point in standing.members.get(group.id, {}).values()]
    rings = [(at(standing.anchors[group.id]), group) for group in shown]
    parts += [_ring(*place, group.colour) for place, group in rings]
    people = [(name, at(point)) for name, point in standing.trainees.items()]
    parts += [_diamond(*place) for _, place in people]
    marks = [(draw, at(point)) for draw, point in ((_star, standing.lineup), (_cross, standing.target)) if point]
    parts += [draw(*place) for draw, place in marks]
    spots = [_spot(group.name, place, _RINGED, width, height, 14) for place, group in rings]
    spots += [_spot("", place, 10, width, height) for _, place in marks]
    spots += [
        _spot(name, place, _clear_of([ring for ring, _ in rings], place), width, height) for name, place in people
    ]
    spots += [_spot("", at(point), 4, width, height) for own in standing.members.values() for point in own.values()]
    inks = [as_text(group.colour, False) for _, group in rings]
    parts += [
        _beside(spots[index], side, width, height, inks[index] if index < len(inks) else ink(False))
        for index, side in fitting(spots, width, height).items()
        if spots[index].text
    ]
    there = {kind for kind, _, _ in standing.rows({})}
    parts += _kinds([(kind, name) for kind, name in kinds.items() if kind in there])
    return _svg(parts, width, height)


def _clear_of(rings: Sequence[Point], place: Point) -> float:
    """How far from a trainee her name has to be: one who stands in a group's ring has it outside."""
    far = min((math.dist(ring, place) for ring in rings), default=math.inf)
    return 7 if far > _RINGED + 7 else _RINGED + far


def _spot(text: str, place: Point, radius: float, width: int, height: int, limit: int = 8) -> Spot:
    line = " ".join(text.split())
    written = line if len(line) <= limit else line[: limit - 1] + "…"
    return Spot(written, place[0] / width, 1 - place[1] / height, radius, limit)


def _beside(spot: Spot, side: str, width: int, height: int, colour: str) -> str:
    x, y, far = spot.x * width, (1 - spot.y) * height, spot.radius + 3
    over, down, anchor = {
        "above": (0.0, -far - 1, "middle"), "below": (0.0, far + 11, "middle"),
        "right": (far, 4.5, "start"), "left": (-far, 4.5, "end"),
    }[side]  # fmt: skip
    return _text(spot.text, x + over, y + down, _SMALL, colour, anchor)


def _axes(ends: tuple[str, str, str, str], width: int) -> list[str]:
    """Through the middle, and what is at their ends: above and below the plane, where nobody stands."""
    left, right, below, above = ends
    middle, low = width / 2, _ABOVE + _PLANE
    parts = [
        _line(middle, _ABOVE, middle, low),
        _line(_BESIDE, _ABOVE + _PLANE / 2, width - _BESIDE, _ABOVE + _PLANE / 2),
    ]
    told = (
        (above, f"↑ {above}", middle, _ABOVE - 8, "middle"), (below, f"↓ {below}", middle, low + 16, "middle"),
        (left, f"← {left}", 0.0, low + 44, "start"), (right, f"{right} →", float(width), low + 44, "end"),
    )  # fmt: skip
    return parts + [_text(text, x, y, _SMALL, MUTED_TEXT[False], anchor) for end, text, x, y, anchor in told if end]


def _kinds(named: Sequence[tuple[Kind, str]]) -> list[str]:
    """The legend of the map."""
    parts, x = [], 10.0
    for kind, name in named:
        draw = {
            "group": lambda x, y: _ring(x, y, MUTED_TEXT[False], 7),
            "member": lambda x, y: _dot(x, y, MUTED_TEXT[False]),
            "trainee": _diamond, "lineup": _star, "target": _cross,
        }[kind]  # fmt: skip
        parts += [draw(x, 12), _text(name, x + 15, 17, _SMALL, ink(False))]
        x += 15 + _width(name) + 28
    return parts


def _ring(x: float, y: float, colour: str, radius: float = 10) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="none" stroke="{colour}" stroke-width="4"/>'


def _dot(x: float, y: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}" fill-opacity="0.4"/>'


def _diamond(x: float, y: float) -> str:
    return f'<path d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z" fill="{MUTED_TEXT[False]}" stroke="#ffffff"/>'


def _star(x: float, y: float) -> str:
    turns = [(math.pi * n / 5 - math.pi / 2, 4.8 if n % 2 else 11.5) for n in range(10)]
    corners = " ".join(f"{x + far * math.cos(turn):.1f},{y + far * math.sin(turn):.1f}" for turn, far in turns)
    return f'<polygon points="{corners}" fill="{ACCENT}" stroke="#ffffff" stroke-width="1.5"/>'


def _cross(x: float, y: float) -> str:
    return f'<path d="M{x - 9:.1f} {y:.1f}h18M{x:.1f} {y - 9:.1f}v18" stroke="{ACCENT}" stroke-width="4"/>'


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
