"""Parts of a report that hold a version against others: the version before, and the line-ups it could become."""

from collections.abc import Callable, Mapping

from core.projects.compare import Comparison, compare
from core.projects.project import Project
from core.projects.version import Version
from core.reports.given import Made
from core.reports.report import Block, Cell, Part, Table, Text
from core.services.projects.versions import variants
from core.text.numbers import percent
from core.ui.words_ko import projects as t

BEST = 10  # line-ups in the table


def parts_beside(project: Project, version: Version, before: Version | None) -> Mapping[Part, Callable[[], Made]]:
    """Those that can be made. before: what the version is compared with, None without one."""
    found: dict[Part, Callable[[], Made]] = {}
    if before is not None:
        found[Part.COMPARISON] = lambda: comparison(compare(before, version))
    wanted = project.target.mix(version.judged.groups)
    if project.target.size and wanted:
        found[Part.WHAT_IF] = lambda: nearest(version, project.target.size, wanted)
    return found


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
        blocks.append(Table(t.SHIFTS_TITLE, t.COLUMNS_SHIFTS, rows, t.SHIFTS_AID, even=True))
    people = [(one.name, "", names.get(one.top, ""), t.CAME) for one in found.came]
    people += [(one.name, names.get(one.top, ""), "", t.LEFT) for one in found.left]
    people += [(m.name, names.get(m.before.top, ""), names.get(m.after.top, ""), t.why(m)) for m in found.moved]
    who = (*t.COLUMNS_WHO[:3], t.COLUMNS_WHO[-1])
    blocks.append(Table(t.WHO_TITLE, who, tuple(tuple(map(Cell, row)) for row in people)))
    return first, blocks


def nearest(version: Version, size: int, weights: dict[str, float]) -> Made:
    """The line-ups of a version's trainees that come nearest to the target. Raises ProjectError where none can be."""
    found, names = variants(version, size, weights)
    groups = list(version.judged.groups)
    rows = []
    for rank, one in enumerate(found.best[:BEST], 1):
        top = groups[max(range(len(groups)), key=lambda i: one.scores[i])]
        rows.append(
            (
                Cell(str(rank), rank), Cell(", ".join(names[row] for row in one.rows)), _share(one.fit),
                Cell(version.judged.groups[top]), _share(one.nobody),
            )
        )  # fmt: skip
    aid = t.searched(found, size, len(names))
    title = t.best_is(tuple(names[row] for row in found.best[0].rows), found.best[0].fit)
    return title, [Table("", t.COLUMNS_BEST, tuple(rows), aid)]


def _share(value: float) -> Cell:
    return Cell(percent(value), value, True)


def _points(value: float) -> Cell:
    return Cell(t.signed(value), value, True)
