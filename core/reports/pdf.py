"""PDF/UA-1 by typst. What a report says goes in as JSON and is set as text, whatever is in it: never as markup."""

import json
from base64 import b64encode
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.reports import words_ko as t
from core.reports.fonts import MISSING, for_typst, shown
from core.reports.report import Cards, Report, Table

_SHORT, _LONGEST = 16, 40  # letters of a table's text that stays in one line, and of one that gets no more room
_TEMPLATE = Path(__file__).with_name("report.typ")


def write(report: Report) -> bytes:
    """A tagged file with title, language and alternative texts; the same report gives the same bytes."""
    import typst

    pdf: bytes = typst.compile(
        _TEMPLATE.read_bytes(), font_paths=for_typst(), ignore_system_fonts=True, format="pdf",
        sys_inputs={"report": json.dumps(_values(report), ensure_ascii=False)}, pdf_standards=["ua-1"],
        timestamp=int(report.made.timestamp()),
    )  # fmt: skip
    return pdf


def _values(report: Report) -> dict[str, Any]:
    """What the template reads. A file that claims to be accessible may hold no letter that the font cannot show."""
    values = {
        "title": f"{report.project} {report.version} · {report.title}",
        "label": report.title,
        "project": report.project,
        "running": f"{report.project} · {report.version} · {report.day}",
        "meta": t.meta(report.version, report.day, report.made_day, report.by),
        "stamp": report.stamp,
        "foot": t.FOOT,
        "by": report.by,
        "warnings": list(report.warnings),
        "sections": [
            {"part": s.part.value, "title": s.title, "name": t.PARTS[s.part], "blocks": list(map(_block, s.blocks))}
            for s in report.sections
        ],
        "year": report.made.year,
        "month": report.made.month,
        "day": report.made.day,
    }
    readable = _readable(values)
    changed = MISSING in json.dumps(readable, ensure_ascii=False) and MISSING not in json.dumps(values)
    return {**readable, "unshown": t.UNSHOWN if changed else ""}


def _block(block: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"kind": type(block).__name__}
    if isinstance(block, Cards):
        return values | {"cards": [asdict(card) | {"face": _as_svg(card.face)} for card in block.cards]}
    if hasattr(block, "is_number"):
        values["numeric"] = [block.is_number(column) for column in range(len(block.header))]
        values["share"] = _shares(block)
    return values | asdict(block)


def _shares(table: Table) -> list[int]:
    """How much of the room that is left each column of words gets, 0 where it is as wide as its texts: long ones wrap,
    and the longest gets what is left where none is."""
    words = [column for column in range(len(table.header)) if not table.is_number(column)]
    longest = {
        at: max(len(text) for text in (table.header[at], *(row[at].written for row in table.rows))) for at in words
    }
    wide = {at: min(long, _LONGEST) for at, long in longest.items() if long > _SHORT}
    if not wide and words:
        wide = {max(words, key=lambda at: (longest[at], at)): 1}
    return [wide.get(at, 0) for at in range(len(table.header))]


def _as_svg(face: bytes | None) -> str:
    """A photo inside a drawing: so it reaches typst in memory, and never a disk."""
    if not face:
        return ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100" '
        f'width="100" height="100"><image width="100" height="100" xlink:href="data:image/jpeg;base64,'
        f'{b64encode(face).decode()}"/></svg>'
    )


def _readable(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.startswith("<svg") and "data:image/jpeg" in value else shown(value)
    if isinstance(value, dict):
        return {name: _readable(own) for name, own in value.items()}
    return [_readable(own) for own in value] if isinstance(value, list | tuple) else value
