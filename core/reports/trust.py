"""How far a report may be trusted: what judged, how well that model does, what it cannot say, and whose photos."""

from core.projects.version import Version
from core.reports import words_ko as t
from core.reports.given import Credit, Credits, Given, Made
from core.reports.report import Block, Cell, Table, Text, shortened
from core.ui.words_ko.reference import source_name

_MOST_CREDITS = 400  # photos


def metrics(given: Given) -> Made:
    """What judged, the figures of it that were measured, and the limits of all of them."""
    blocks: list[Block] = [_basis(given.version)]
    if given.measures:
        rows = tuple((Cell(m.name), Cell(m.written, m.value, m.share), Cell(m.reading)) for m in given.measures)
        blocks.append(Table(t.MEASURES_TITLE, t.MEASURES_HEADER, rows))
    else:
        blocks.append(Text(t.NO_MEASURES, quiet=True))
    return t.PARTS["metrics"], [*blocks, *map(Text, t.LIMITS)]


def _basis(version: Version) -> Table:
    by = version.judged
    told = [
        (t.BASIS_SET, by.set_name),
        (t.BASIS_SIZE, t.reference(len(by.groups), by.members, by.reference_photos)),
        (t.BASIS_PRINT, by.fingerprint[:12]),
        (t.BASIS_ENGINE, by.engine),
        (t.BASIS_MODEL, by.run_name or t.DEFAULT_MODEL),
        (t.BASIS_CLEAR, t.clear_line(by.clear_from) if by.clear_from is not None else t.NO_FIGURE),
    ]
    return Table(t.BASIS_TITLE, t.BASIS_HEADER, tuple((Cell(name), Cell(value)) for name, value in told))


def method(given: Given) -> Made:
    """How the figures come about, in the order in which they do."""
    return t.PARTS["method"], [Text(f"{place}. {said}") for place, said in enumerate(t.METHOD, 1)]


def credits_of(found: Credits) -> Made:
    """Who made the reference photos and under which conditions, as far as their sources say it; nothing is guessed."""
    if not found.known and not found.unknown:
        return t.PARTS["credits"], (Text(found.why, quiet=True),)
    blocks: list[Block] = [Text(t.CREDITS_AID, quiet=True)]
    rows = dict.fromkeys(map(_credit, found.known))
    if rows:
        blocks.append(Table("", t.CREDITS_HEADER, tuple(rows)[:_MOST_CREDITS]))
    if len(rows) > _MOST_CREDITS:
        blocks.append(Text(t.more_credits(len(rows) - _MOST_CREDITS), quiet=True))
    if found.unknown:
        missing = [
            (Cell(whose), Cell(source_name(source)), Cell(f"{count:,}", count))
            for whose, source, count in found.unknown
        ]
        blocks.append(Table(t.NO_RIGHTS_TITLE, t.NO_RIGHTS_HEADER, tuple(missing), t.NO_RIGHTS_AID))
    return t.PARTS["credits"], blocks


def _credit(one: Credit) -> tuple[Cell, ...]:
    rights = one.rights
    said = (shortened(rights.title, 40), shortened(rights.author, 40), shortened(rights.licence, 40))
    source = " · ".join(filter(None, (source_name(rights.source), rights.page)))
    return Cell(shortened(one.whose, 40)), *(Cell(text or t.NO_FIGURE) for text in said), Cell(source)
