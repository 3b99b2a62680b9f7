"""Two versions side by side: the sentence first, then how far shares moved, then each trainee and why."""

from collections.abc import Sequence

import streamlit as st

from core.access.acting import acting
from core.charts.projects import shifts
from core.projects.compare import Comparison
from core.projects.compare import compare as compared
from core.projects.project import Project
from core.projects.version import JudgedTrainee
from core.services.projects import plans, versions
from core.services.projects.versions import VersionLine
from core.settings import get_settings
from core.text.numbers import in_percent
from core.ui.kit.components import chart, grid, panel, section, table
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import is_dark, when
from core.ui.projects.state import names_of, styles_of, titles
from core.ui.words_ko import projects as t


def compare(project: Project, lines: Sequence[VersionLine]) -> None:
    """lines: of the project's versions, newest first; at least one."""
    settings = get_settings()
    with_versions = [one for one in plans.plans(settings, acting()) if one.versions and one.project.id != project.id]
    others = titles(with_versions, archived=True)
    if len(lines) < 2 and not others:
        section(t.ONE_VERSION, t.ONE_VERSION_HOW)
        return
    second = project.id
    if others:
        offered = [*([project.id] if len(lines) > 1 else []), *others]
        called = {project.id: t.THIS_PROJECT, **others}
        second = st.selectbox(t.WITH, offered, format_func=called.__getitem__, key=f"compare.with.{project.id}")
    theirs = lines if second == project.id else versions.lines(settings, acting(), second)
    same, numbers = second == project.id, [one.number for one in lines]
    came_from = lines[0].parent if lines[0].parent in numbers else numbers[-1 if len(numbers) < 2 else 1]
    left, right = st.columns(2)
    with left:
        label = t.BEFORE if same else t.OF_THIS
        one = _version(label, lines, came_from if same else numbers[0], f"compare.before.{project.id}.{same}")
    with right:
        label = t.AFTER if same else t.OF_OTHER
        other = _version(label, theirs, theirs[0].number, f"compare.after.{project.id}.{second}")
    if same and one == other:
        st.markdown(t.PICK_TWO)
        return
    before = versions.version(settings, acting(), project.id, one)
    after = versions.version(settings, acting(), second, other)
    if before.is_demo != after.is_demo:
        st.warning(t.DEMO_BESIDE_REAL, icon=":material/warning:")
    found = compared(before, after)
    names = {**names_of(before.judged), **names_of(after.judged)}
    first, *rest = t.compared(found, names)
    of = ("", "") if same else (project.name, others[second])
    with panel(first, t.moved_to(names, before, after, of)):
        for sentence in rest:
            st.markdown(escape_markdown(sentence))
    if found.shifts:
        _shifts(found)
    _people(found, names)


def _version(label: str, lines: Sequence[VersionLine], first: int, key: str) -> int:
    """Number of the one that is chosen."""
    called = {one.number: t.version_title(one.number, when(one.at), t.line(one.near, one.share)) for one in lines}
    numbers = list(called)
    return st.selectbox(label, numbers, numbers.index(first), format_func=called.__getitem__, key=key)


def _shifts(found: Comparison) -> None:
    styles = styles_of(found.after.judged)
    names = names_of(found.after.judged)
    before, after = found.before.lineup, found.after.lineup
    with panel(t.SHIFTS_TITLE, t.SHIFTS_AID):
        changes = {one.group: (one.change, one.low, one.high) for one in found.shifts}
        said = ", ".join(t.shift(names[one.group], one.change) for one in found.shifts)
        chart(shifts(changes, styles, dark=is_dark()), alt=f"{t.SHIFTS_TITLE}. {said}", key="compare.shifts")
        rows = [
            [
                group.name, in_percent(before.scores[group.id] if before else None),
                in_percent(after.scores[group.id] if after else None), *(in_percent(v) for v in changes[group.id]),
            ]
            for group in styles
        ]  # fmt: skip
        table(t.SHIFTS_FILE, t.COLUMNS_SHIFTS, rows, key="compare.shifts.csv")


def _people(found: Comparison, names: dict[str, str]) -> None:
    rows: list[list[object]] = []
    rows += [[one.name, "", _top(one, names), None, t.CAME] for one in found.came]
    rows += [[one.name, _top(one, names), "", None, t.LEFT] for one in found.left]
    moved = sorted(found.moved, key=lambda one: -(one.distance or 0.0))
    rows += [
        [one.name, _top(one.before, names), _top(one.after, names), in_percent(one.distance), t.why(one)]
        for one in moved
    ]
    with panel(t.WHO_TITLE):
        wide = {t.COLUMNS_WHO[-1]: st.column_config.Column(width="large")}
        grid(t.COLUMNS_WHO, rows, tallest=520, column_config=wide)


def _top(one: JudgedTrainee, names: dict[str, str]) -> str:
    return names[one.top] if one.top else ""
