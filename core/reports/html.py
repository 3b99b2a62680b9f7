"""One page that needs nothing beside it: letters, drawings and faces are in the file, and it prints on A4."""

from base64 import b64encode
from collections.abc import Iterable
from html import escape
from pathlib import Path

from core.charts.concept_picture import glyphs
from core.colour import readable_on
from core.reports import words_ko as t
from core.reports.report import (
    Bar,
    Bars,
    Block,
    Card,
    Cards,
    Cell,
    Figure,
    Lead,
    Palette,
    Quotes,
    Report,
    Section,
    Table,
    Text,
)

_WORD = 9  # letters of a word that may break in a narrow column
_STYLE = Path(__file__).with_name("report.css")
# Nothing may be fetched or run, whatever a name or a note holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"


def write(report: Report) -> bytes:
    """UTF-8, escaped, without a script and without a request."""
    body = "".join(_body(report))
    letters = "".join(sorted(set(body + report.project + "0123456789/")))
    font = b64encode(glyphs(letters)).decode()
    running = _css_text(f"{report.project} · {report.version} · {report.day}")
    style = (
        _STYLE.read_text("utf-8")
        .replace("FONT_DATA", font)
        .replace('"RUNNING"', running)
        .replace('"STAMP"', _css_text(report.stamp))
        .replace('"FOOT"', _css_text(t.FOOT))
    )
    title = escape(f"{report.project} {report.version} · {report.title}")
    return (
        f'<!doctype html>\n<html lang="ko"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><title>{title}</title>'
        f"<style>{style}</style></head><body>{body}</body></html>\n"
    ).encode("utf-8", "replace")


def _body(report: Report) -> Iterable[str]:
    yield f'<header><p class="eyebrow">{escape(report.title)}</p><h1>{escape(report.project)}</h1>'
    meta = t.meta(report.version, report.day, report.made_day, report.by)
    yield f'<p class="small">{escape(meta)} · <b class="stamp">{escape(report.stamp)}</b></p>'
    yield from (f'<p class="warning">{escape(warning)}</p>' for warning in report.warnings)
    yield "</header><main>"
    for section in report.sections:
        yield from _section(section)
    yield f'</main><footer class="small">{escape(t.FOOT)}</footer>'


def _section(section: Section) -> Iterable[str]:
    yield f'<section class="{section.part.value}">'
    if not any(isinstance(block, Lead) for block in section.blocks):
        name = t.PARTS[section.part]
        if name != section.title:
            yield f'<p class="eyebrow">{escape(name)}</p>'
        yield f"<h2>{escape(section.title)}</h2>"
    for block in section.blocks:
        yield from _block(block)
    yield "</section>"


def _block(block: Block) -> Iterable[str]:
    match block:
        case Lead():
            yield _lead(block)
        case Text():
            kind = "warning" if block.warning else "small" if block.quiet else ""
            yield f'<p class="{kind}">{escape(block.text)}</p>' if kind else f"<p>{escape(block.text)}</p>"
        case Table():
            yield _table(block)
        case Bars():
            yield f'{_title(block.title)}<div class="bars">{"".join(map(_wide_bar, block.bars))}</div>{_aid(block.aid)}'
        case Figure():
            yield _title(block.title)
            wide = f"width:{min(1, block.width / 800):.0%}"
            yield f'<figure role="img" aria-label="{escape(block.alt)}"><div style="{wide}">{block.svg}</div></figure>'
            yield _aid(block.aid)
        case Cards():
            yield f'<div class="people">{"".join(map(_card, block.cards))}</div>'
        case Quotes():
            yield _title(block.title)
            for quote in block.quotes:
                source = escape(quote.source)
                if quote.link.startswith(("http://", "https://")):
                    link = f'<a href="{escape(quote.link)}" rel="noreferrer">{source or escape(quote.link)}</a>'
                    source = link
                yield f'<blockquote>{escape(quote.text)}<footer class="small">{source}</footer></blockquote>'
        case Palette():
            swatches = "".join(
                f'<span><i style="background:{_colour(colour)}"></i><small>{escape(colour)}</small></span>'
                for colour in block.colours
            )
            yield f'{_title(block.title)}<div class="palette">{swatches}</div>'


def _lead(lead: Lead) -> str:
    before, found, after = lead.text.partition(lead.marked) if lead.marked else (lead.text, "", "")
    name = f'<span style="color:{_colour(lead.colour)}">{escape(found)}</span>' if lead.colour else escape(found)
    numbers = f'<p class="numbers">{escape(lead.numbers)}</p>' if lead.numbers else ""
    return f'<h2 class="lead">{escape(before)}{name}{escape(after)}</h2>{numbers}'


def _table(table: Table) -> str:
    numeric = [table.is_number(column) for column in range(len(table.header))]
    head = "".join(f'<th scope="col"{_side(n)}>{escape(h)}</th>' for h, n in zip(table.header, numeric, strict=True))
    rows = "".join(
        "<tr>" + "".join(_cell(cell, n) for cell, n in zip(row, numeric, strict=True)) + "</tr>" for row in table.rows
    )
    kind = ' class="heat"' if table.even else ""
    return (
        f'{_title(table.title)}<div class="scroll"><table{kind}><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>'
        f"</table></div>{_aid(table.aid)}"
    )


def _cell(cell: Cell, numeric: bool) -> str:
    mark = f'<i class="mark" style="background:{_colour(cell.mark)}"></i>' if cell.mark else ""
    ground = f' style="background:{cell.ground};color:{readable_on(cell.ground)}"' if cell.ground else ""
    long = any(len(word) > _WORD for word in cell.written.split())
    side = ' class="long"' if long and not numeric else _side(numeric)
    return f"<td{side}{ground}>{mark}{escape(cell.written)}</td>"


def _side(numeric: bool) -> str:
    return ' class="n"' if numeric else ""


def _wide_bar(bar: Bar) -> str:
    strong = " class='strong'" if bar.strong else ""
    span = ""
    if bar.low is not None and bar.high is not None:
        span = f'<u style="left:{bar.low:.2%};width:{bar.high - bar.low:.2%}"></u>'
    return (
        f"<b{strong}>{escape(bar.name)}</b><span class='track'>{_fill(bar)}{span}</span>"
        f"<b{strong}>{escape(bar.written)}</b><small>{escape(bar.span)}</small>"
    )


def _fill(bar: Bar) -> str:
    return f'<i style="width:{bar.value:.2%};background:{_colour(bar.colour)}"></i>'


def _card(card: Card) -> str:
    face = ""
    if card.face:
        face = f'<img src="data:image/jpeg;base64,{b64encode(card.face).decode()}" alt="{escape(card.face_alt)}">'
    mark = f'<i class="mark" style="background:{_colour(card.colour)}"></i>' if card.colour else ""
    bars = "".join(
        f"<p class='of{' strong' if bar.strong else ''}'><span>{escape(bar.name)}</span>"
        f"<span>{escape(bar.written)}</span></p><span class='track'>{_fill(bar)}</span>"
        for bar in card.bars
    )
    notes = "".join(f'<p class="small">{escape(note)}</p>' for note in card.notes)
    return (
        f'<article>{face}<h3>{mark}{escape(card.name)}</h3><p class="small badge">{escape(card.badge)}</p>{bars}'
        f"{notes}</article>"
    )


def _title(text: str) -> str:
    return f"<h3>{escape(text)}</h3>" if text else ""


def _aid(text: str) -> str:
    return f'<p class="small">{escape(text)}</p>' if text else ""


def _colour(text: str) -> str:
    return text if text.startswith("#") and text[1:].isalnum() else "#16151a"


def _css_text(text: str) -> str:
    """A CSS string: each letter that could end it, or the style sheet, by its number."""
    return '"' + "".join(c if c.isalnum() or c in " ·-.,:" else f"\\{ord(c):06x}" for c in text) + '"'
