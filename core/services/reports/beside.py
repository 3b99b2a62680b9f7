"""Parts of a report that need more than the version: another version, line-ups that could be, the map, credits."""

from collections.abc import Callable, Mapping

from core.charts.projects import Standing
from core.charts.style import GroupStyle
from core.projects.compare import Comparison, compare
from core.projects.project import Project
from core.projects.version import Version
from core.reports.given import Made
from core.reports.place import positioning
from core.reports.report import Block, Cell, Part, Table, Text
from core.reports.trust import credits_of
from core.services.projects.versions import variants
from core.services.reports.credits import credits_on_file
from core.settings import Settings
from core.text.numbers import percent
from core.ui.words_ko import projects as t


def parts_beside(
    settings: Settings, project: Project, version: Version, groups: tuple[GroupStyle, ...],
    before: Version | None, standing: Callable[[], Standing],
) -> Mapping[Part, Callable[[], Made]]:  # fmt: skip
    """Each made when its turn comes. groups: in the colours of the pages; before: what the version is compared with,
    None without one."""
    return {
        Part.WHAT_IF: lambda: what_if(project, version),
        Part.COMPARISON: lambda: comparison(compare(before, version)) if before else _nothing(t.NO_OTHER_VERSION),
        Part.POSITIONING: lambda: positioning(standing(), groups),
        Part.CREDITS: lambda: credits_of(credits_on_file(settings, version)),
    }


def comparison(found: Comparison) -> Made:
    """The page's sentences and its two tables."""
    before, after = found.before, found.after
    names = {**before.judged.groups, **after.judged.groups}
    first, *rest = t.compared(found, names)
    blocks: list[Block] = [Text(t.moved_to(names, before, after), quiet=True), *map(Text, rest)]
    if found.shifts and before.lineup and after.lineup:
        rows = tuple(
            (
                Cell(names[one.group]),
                _share(before.lineup.scores[one.group]), _share(after.lineup.scores[one.group]),
                _points(one.change), _points(one.low), _points(one.high),
            )
            for one in found.shifts
        )  # fmt: skip
        blocks.append(Table(t.SHIFTS_TITLE, t.COLUMNS_SHIFTS, rows, t.SHIFTS_AID_TABLE, even=True))
    people = [(one.name, "", names.get(one.top, ""), t.CAME) for one in found.came]
    people += [(one.name, names.get(one.top, ""), "", t.LEFT) for one in found.left]
    people += [(m.name, names.get(m.before.top, ""), names.get(m.after.top, ""), t.why(m)) for m in found.moved]
    who = (*t.COLUMNS_WHO[:3], t.COLUMNS_WHO[-1])
    blocks.append(Table(t.WHO_TITLE, who, tuple(tuple(map(Cell, row)) for row in people)))
    return first, blocks


def what_if(project: Project, version: Version) -> Made:
    """The line-ups of a version's trainees that come nearest to the project's target. Raises ProjectError where none
    can be."""
    size, names = project.target.size, version.judged.groups
    wanted = project.target.mix(names)
    if not size or not wanted:
        return _nothing(t.WHAT_IF_NEEDS)
    found = variants(version, size, wanted)
    rows = [
        (Cell(str(rank), rank), Cell(people), _share(fit), Cell(top), _share(nobody))
        for rank, people, fit, top, nobody in found.rows(names)
    ]
    title = t.best_is(found.best[0].people, found.best[0].fit, found.level)
    aim = Text(t.aimed_at({names[group]: share for group, share in wanted.items()}, size), quiet=True)
    aid = t.searched(found.searched, size, len(found.candidates))
    return title, [aim, Table("", t.COLUMNS_BEST, tuple(rows), f"{aid} {t.FIT_AID}")]


def _nothing(why: str) -> Made:
    return "", [Text(why, quiet=True)]


def _share(value: float) -> Cell:
    return Cell(percent(value), value, True)


def _points(value: float) -> Cell:
    return Cell(t.signed(value), value, True)
