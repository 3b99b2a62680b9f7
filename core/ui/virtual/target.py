"""Where faces are to go: one group, the blend a line-up got, a plan's target, or what is changed by hand alone."""

import streamlit as st

from core.access.acting import acting
from core.charts.style import GroupStyle
from core.errors import StudioError
from core.services.projects import plans
from core.services.virtual import lent
from core.services.virtual.targets import of_controls, of_lineup, of_project
from core.settings import get_settings
from core.ui.kit.components import errors, switch
from core.ui.kit.markup import dots
from core.ui.kit.state import session
from core.ui.lineup.state import LineupPage
from core.ui.projects.state import titles
from core.ui.words_ko import made_faces as faces
from core.ui.words_ko import virtual as t
from core.virtual.generator import Control
from core.virtual.steer import Target

_LINEUP_NAME = "line-up"  # never what the visitor called it: that may name people


def choose(groups: tuple[GroupStyle, ...], generator: str, key: str) -> Target | None:
    """The controls that say where to; None while that is nowhere yet."""
    kind = switch(t.TARGET, t.KINDS, t.KINDS, f"{key}.kind")
    if kind == "controls":
        steps = _steps(generator, key, t.CHOOSE_CONTROLS)
        if not steps:
            st.caption(t.NO_CONTROL)
            return None
        return of_controls(steps)
    found = {"group": _group, "lineup": _lineup, "project": _project}[kind](groups, key)
    if found is None:
        return None
    if found.kind != "group":
        names = {style.id: style for style in groups}
        st.html(dots([(t.resembles(names[one].name, share), names[one].colour)
                      for one, share in sorted(found.mix.items(), key=lambda pair: -pair[1])]))  # fmt: skip
    with st.expander(t.CONTROLS, icon=":material/tune:"):
        st.caption(t.CONTROLS_AID)
        steps = _steps(generator, key, t.CHOOSE_CONTROLS)
    return Target(found.mix, steps, found.kind, found.name)


def _group(groups: tuple[GroupStyle, ...], key: str) -> Target | None:
    names = {style.id: style.name for style in groups}
    chosen = st.selectbox(t.GROUP_OF, list(names), format_func=names.__getitem__, key=f"{key}.group", width=320)
    return Target.of_group(chosen) if chosen else None


def _lineup(groups: tuple[GroupStyle, ...], key: str) -> Target | None:
    result = session(LineupPage).result
    known = {style.id for style in groups}
    scores = result.lineup.scores.values if result is not None and result.lineup is not None else {}
    scores = {group: share for group, share in scores.items() if group in known}
    if not scores:
        st.caption(t.NO_LINEUP)
        st.page_link("pages/lineup_match.py", label=t.TO_LINEUP, icon=":material/groups:")
        return None
    return of_lineup(scores, _LINEUP_NAME)


def _project(groups: tuple[GroupStyle, ...], key: str) -> Target | None:
    settings, known = get_settings(), [style.id for style in groups]
    lines = [line for line in plans.plans(settings, acting()) if line.project.target.mix(known)]
    names = titles(lines)
    if not names:
        st.caption(t.NO_PROJECT)
        st.page_link("pages/projects.py", label=t.TO_PROJECTS, icon=":material/folder_special:")
        return None
    chosen = st.selectbox(t.PROJECT_OF, list(names), format_func=names.__getitem__, key=f"{key}.project", width=320)
    with errors():
        return of_project(plans.plan(settings, acting(), chosen), known)
    return None


def _steps(generator: str, key: str, label: str) -> dict[str, float]:
    controls = controls_of(generator)
    if not controls:
        return {}
    names = {code: faces.control(code) for code in controls}
    chosen = st.multiselect(label, list(names), format_func=names.__getitem__, key=f"{key}.controls")
    steps = {}
    with st.container(horizontal=True, gap="medium"):
        for code in chosen:
            own = controls[code]
            steps[code] = st.slider(names[code], own.lowest, own.highest, 1.0, 0.1, key=f"{key}.step.{code}", width=230)
    return {code: step for code, step in steps.items() if step}


def controls_of(generator: str) -> dict[str, Control]:
    """By code; {} where the generator cannot be used here."""
    try:
        with lent.lent(get_settings(), generator) as own:
            return {one.code: one for one in own.controls}
    except StudioError:
        return {}
