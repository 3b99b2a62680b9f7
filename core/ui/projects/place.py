"""Where a version stands among the groups: one plane that its groups make, so that nobody moves when somebody comes."""

from collections.abc import Mapping

import streamlit as st

from core.charts.projects import Point, Standing, plane
from core.charts.style import GroupStyle
from core.errors import StudioError
from core.keywords.analyzers.table import DEFAULT
from core.projects.positioning import Plane, members_among_others, plane_of
from core.projects.project import Project
from core.projects.version import Version
from core.services.concept.concept import facet_profiles
from core.ui.compared import choice
from core.ui.concept.data import all_groups, concept_of, has_news
from core.ui.concept.data import place as id_here
from core.ui.concept.state import ANALYZER
from core.ui.kit.components import chart, panel, table
from core.ui.kit.state import is_dark
from core.ui.lineup.analysis import active_set
from core.ui.projects.state import names_of, styles_of
from core.ui.words_ko import projects as t

Spread = Mapping[str, Mapping[str, Point]]  # group -> member's name -> where she stands


def place(project: Project, version: Version) -> None:
    """The map and the table behind it."""
    styles, names = styles_of(version.judged), names_of(version.judged)
    with st.container():  # for the bar of what is computed first
        found = plane_of([group.id for group in styles], _facets(version, styles))
        spread = _spread(version, found)
    people = {one.name: one.scores for one in version.trainees if one.scores}
    lineup = version.lineup
    wanted = project.target.mix(names)
    at = _points(found, list(people.values()))
    standing = Standing(
        anchors={group: _point(row) for group, row in zip(found.groups, found.anchors.tolist(), strict=True)},
        members={group: list(own.values()) for group, own in spread.items()},
        trainees=dict(zip(people, at, strict=True)),
        lineup=_points(found, [lineup.scores])[0] if lineup else None,
        target=_points(found, [wanted])[0] if wanted else None,
        ends=_ends(found),
    )
    means = any(standing.ends)
    with panel(t.MAP_TITLE, t.MAP_FACETS if means else t.MAP_CIRCLE):
        said = ", ".join(f"{name} ({x:.2f}, {y:.2f})" for name, (x, y) in standing.trainees.items())
        chart(plane(standing, styles, dark=is_dark()), alt=f"{t.MAP_TITLE}. {said}", key="projects.map")
        st.caption(t.MAP_SPREAD if spread else t.MAP_NO_SPREAD)
        table(f"{t.MAP_FILE} {version.number}", t.COLUMNS_MAP, _rows(standing, spread, names), key="projects.map.csv")


def _facets(version: Version, styles: tuple[GroupStyle, ...]) -> dict[str, dict[str, float]]:
    """Group -> facet -> share, of those whose news is on file; nothing where one of them has none."""
    groups = all_groups()
    here = {style.id: id_here(style.id, groups) for style in styles}
    if not all(own and has_news(groups[own]) for own in here.values()):
        return {}
    first = next(iter(here.values()))
    concept = concept_of(groups[first], st.session_state.get(ANALYZER) or DEFAULT) if first else None
    if concept is None:
        return {}
    profiles = facet_profiles(concept)
    return {group: {one.facet: one.share for one in profiles.get(own or "", ())} for group, own in here.items()}


def _spread(version: Version, found: Plane) -> Spread:
    """Of the members on file, while the set and the model that judged the version are in use."""
    judged = version.judged
    if choice.source().id != judged.set_id:
        return {}
    try:
        active = active_set()
    except StudioError:  # it cannot judge now, so that it is not what judged then
        return {}
    run = active.run.id if active.run else ""
    now = active.reference
    if (now.fingerprint, now.engine, run) != (judged.fingerprint, judged.engine, judged.run):
        return {}
    scores = members_among_others(active.model)
    rows = _points(found, list(scores.values()))
    spread: dict[str, dict[str, Point]] = {}
    for member, point in zip(scores, rows, strict=True):
        spread.setdefault(member.group, {})[active.catalog.member_name(member)] = point
    return spread


def _points(found: Plane, scores: list[Mapping[str, float]]) -> list[Point]:
    return [_point(row) for row in found.place(scores).tolist()] if scores else []


def _point(row: list[float]) -> Point:
    return row[0], row[1]


def _ends(found: Plane) -> tuple[str, str, str, str]:
    left, right = (", ".join(end) for end in (found.axes[0].low, found.axes[0].high))
    below, above = (", ".join(end) for end in (found.axes[1].low, found.axes[1].high))
    return left, right, below, above


def _rows(standing: Standing, spread: Spread, names: Mapping[str, str]) -> list[list[object]]:
    rows = [("lineup", "", standing.lineup), ("target", "", standing.target)]
    rows += [("trainee", name, point) for name, point in standing.trainees.items()]
    rows += [("group", names[group], point) for group, point in standing.anchors.items()]
    rows += [
        ("member", f"{names.get(group, group)} {name}", point)
        for group, own in spread.items()
        for name, point in own.items()
    ]
    return [[t.KINDS[kind], name, round(point[0], 2), round(point[1], 2)] for kind, name, point in rows if point]
