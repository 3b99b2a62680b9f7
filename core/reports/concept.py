"""The concept in a report: what the news say, the cloud, the facets, and the board that was collected by hand."""

import math
from collections.abc import Mapping
from datetime import date

from core.charts.paper import cloud_drawing, radar_drawing
from core.charts.style import GroupStyle
from core.keywords.views.threshold import z_text
from core.projects.project import Board, BoardItem, Target
from core.reports import words_ko as t
from core.reports.given import Given, Made, Said
from core.reports.report import Block, Cell, Figure, Palette, Quote, Quotes, Table, Text, shortened
from core.text.numbers import percent

_WORDS, _QUOTES = 12, 6
_LONGEST_QUOTE = 220  # characters


def concept(said: Said) -> Made:
    """The summary with what it rests on, the words with their figures, and sentences of the news."""
    blocks: list[Block] = [Text(sentence) for sentence in said.sentences]
    if said.quotes:
        blocks.append(Quotes(t.QUOTES_TITLE, said.quotes[:_QUOTES]))
    if said.words:
        rows = [
            (
                Cell(shortened(word.word)),
                Cell(facet),
                Cell(f"{word.articles:,}", word.articles),
                Cell(z_text(word.z), word.z) if math.isfinite(word.z) else Cell(t.NO_FIGURE),
            )
            for word, facet in said.words[:_WORDS]
        ]
        blocks.append(Table(t.WORDS_TITLE, t.WORDS_HEADER, tuple(rows), t.WORDS_AID))
    blocks.append(Text(said.basis, quiet=True))
    return f"{said.name}: {said.headline}", blocks


def cloud(said: Said) -> Made:
    """The cloud as the page draws it for white paper."""
    if said.cloud is None:
        return t.PARTS["cloud"], (Text(t.NOTHING["cloud"]),)
    svg, width, height = cloud_drawing(said.cloud, said.colours, said.legend)
    alt = t.cloud_alt(said.name, said.cloud.words[:_WORDS])
    return said.cloud_title or t.PARTS["cloud"], (Figure("", svg, width, height, alt, t.CLOUD_AID),)


def facets(said: Said) -> Made:
    """The outlines and the figures behind them, the first outline's."""
    own = said.profiles[0] if said.profiles else None
    known = [share for share in own.shares if math.isfinite(share.index)] if own else []
    if own is None or not known:
        return t.PARTS["facets"], (Text(t.NOTHING["facets"]),)
    rows = [
        (
            Cell(share.facet),
            Cell(t.facet_index(share.index), share.index),
            Cell(f"{share.articles:,}", share.articles),
            Cell(percent(share.share), share.share, True),
            Cell(percent(share.average), share.average, True),
        )
        for share in known
    ]
    svg, width, height = radar_drawing(said.profiles, t.LEGEND_AVERAGE)
    alt = t.radar_alt(own.name, [(share.facet, t.facet_index(share.index)) for share in known])
    blocks = (Figure("", svg, width, height, alt, t.RADAR_AID), Table(own.name, t.FACETS_HEADER, tuple(rows)))
    return said.facets_title or t.PARTS["facets"], blocks


def board(given: Given) -> Made:
    """What is aimed at, and what was pinned, in the order people gave it."""
    own = given.project.board
    blocks: list[Block] = [*_target(given.project.target, given), *_pinned(own, given)]
    if given.project.note.strip():
        blocks.insert(0, Text(given.project.note.strip()))
    if not own.items and not own.colours:
        blocks.append(Text(t.NOTHING["board"], quiet=True))
    return t.PARTS["board"], blocks


def _target(target: Target, given: Given) -> list[Block]:
    names = {g.id: g.name for g in given.groups}
    mix = target.mix(target.groups)
    wanted = [names.get(group, group) + (f" {percent(share)}" if len(mix) > 1 else "") for group, share in mix.items()]
    told = (
        (t.TARGET_SIZE, t.trainees(target.size) if target.size else ""),
        (t.TARGET_AUDIENCE, target.audience),
        (t.TARGET_MARKET, target.market),
        (t.TARGET_GROUPS, ", ".join(wanted)),
        (t.TARGET_FACETS, ", ".join(target.facets)),
    )
    rows = tuple((Cell(name), Cell(value)) for name, value in told if value)
    return [Table(t.TARGET_TITLE, t.TARGET_HEADER, rows)] if rows else []


def _pinned(own: Board, given: Given) -> list[Block]:
    blocks: list[Block] = [Palette(t.PALETTE, own.colours)] if own.colours else []
    styles = {g.id: g for g in given.groups}
    words = [item for item in own.items if item.kind == "word"]
    if words:
        rows = [(Cell(shortened(item.text)), _group(item, styles), Cell(item.facet or t.NO_FIGURE)) for item in words]
        blocks.append(Table(t.BOARD_WORDS, t.BOARD_HEADER, tuple(rows)))
    blocks += [
        Quotes(shortened(item.text), quotes)
        for item in words
        if (quotes := tuple(Quote(_cut(q.text), _source(q.press, q.day), q.link) for q in item.quotations))
    ]
    notes = tuple(Quote(item.text, item.by) for item in own.items if item.kind == "note")
    if notes:
        blocks.append(Quotes(t.BOARD_NOTES, notes))
    links = tuple(Quote(item.text, item.link, item.link) for item in own.items if item.kind == "link")
    return [*blocks, Quotes(t.BOARD_LINKS, links)] if links else blocks


def _group(item: BoardItem, styles: Mapping[str, GroupStyle]) -> Cell:
    style = styles.get(item.group)
    return Cell(style.name, mark=style.colour) if style else Cell(item.group or t.NO_FIGURE)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def _source(press: str, day: date | None) -> str:
    return " · ".join(filter(None, (press, str(day) if day else "")))
