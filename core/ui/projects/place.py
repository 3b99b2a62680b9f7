"""The map of a version: where its line-up and its trainees stand among the groups."""

import streamlit as st

from core.charts.projects import Standing, plane
from core.errors import StudioError
from core.keywords.analyzers.table import DEFAULT
from core.projects.project import Project
from core.projects.version import Version
from core.services.reports.standing import Facets, Members, facets_of, spread, standing_of
from core.ui.compared import choice
from core.ui.concept.data import all_groups, concept_of, has_news
from core.ui.concept.data import place as id_here
from core.ui.concept.state import ANALYZER
from core.ui.kit.components import chart, panel, table
from core.ui.kit.state import is_dark
from core.ui.lineup.analysis import active_set
from core.ui.projects.state import names_of, styles_of
from core.ui.words_ko import projects as t


def place(project: Project, version: Version) -> None:
    """The map and the table behind it."""
    styles, names = styles_of(version.judged), names_of(version.judged)
    with st.container():  # for the bar of what is computed first
        standing = standing_here(project, version)
    axes, dots = t.map_aids(standing)
    with panel(t.MAP_TITLE, axes):
        said = ", ".join(f"{name} ({x:.2f}, {y:.2f})" for name, (x, y) in standing.trainees.items())
        chart(plane(standing, styles, dark=is_dark()), alt=f"{t.MAP_TITLE}. {said}", key="projects.map")
        st.caption(dots)
        rows = [[t.KINDS[kind], name, round(x, 2), round(y, 2)] for kind, name, (x, y) in standing.rows(names)]
        table(f"{t.MAP_FILE} {version.number}", t.COLUMNS_MAP, rows, key="projects.map.csv")


def standing_here(project: Project, version: Version) -> Standing:
    """By the news and the set as this visitor looks at them; shows a bar for what is computed first."""
    return standing_of(version, project.target.mix(version.judged.groups), _facets(version), _members(version))


def _facets(version: Version) -> Facets:
    """Of the groups whose news is on file; nothing where one of them has none."""
    groups = all_groups()
    here = {group: id_here(group, groups) or "" for group in version.judged.groups}
    if not all(own and has_news(groups[own]) for own in here.values()):
        return {}
    concept = concept_of(groups[next(iter(here.values()))], st.session_state.get(ANALYZER) or DEFAULT)
    return facets_of(concept, here) if concept else {}


def _members(version: Version) -> Members:
    """Of the members on file, while the set and the model that judged the version are in use."""
    if choice.source().id != version.judged.set_id:
        return {}
    try:
        active = active_set()
    except StudioError:  # it cannot judge now, so that it is not what judged then
        return {}
    names = {member: active.catalog.member_name(member) for member in active.model.members}
    return spread(version.judged, active.reference, active.model, active.run.id if active.run else "", names)
