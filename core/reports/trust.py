"""How far a report may be trusted: what judged, how well that model does, what it cannot say, and whose photos."""

from core.projects.version import Version
from core.reports import words_ko as t
from core.reports.given import Given, Made
from core.reports.report import Block, Cell, Table, Text, shortened
from core.types import Rights

_MOST_CREDITS = 400


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


def credits_of(given: Given) -> Made:
    """Who made the reference photos and under which conditions, as far as their sources say it; nothing is guessed."""
    known = [(whose, rights) for whose, rights in given.credits if rights.author or rights.licence or rights.page]
    if not known:
        return t.PARTS["credits"], (Text(t.NOTHING["credits"], quiet=True),)
    rows = tuple(_credit(whose, rights) for whose, rights in dict.fromkeys(known[:_MOST_CREDITS]))
    return t.PARTS["credits"], (Table("", t.CREDITS_HEADER, rows),)


def _credit(whose: str, rights: Rights) -> tuple[Cell, ...]:
    author = shortened(rights.author, 40) if rights.author else t.NO_AUTHOR
    return Cell(shortened(whose, 40)), Cell(author), Cell(rights.licence or t.NO_AUTHOR), Cell(rights.page)
