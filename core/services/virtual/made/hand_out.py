"""A made-up group as it leaves the studio: a sheet as PNG and PDF, all that makes it again as JSON, a line-up."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

import core
from core.charts.style import GroupStyle
from core.keywords.views.cloud import font_path
from core.reports.made_group import pdf, png
from core.reports.made_group.value import MadeGroup, MadeMember, Share
from core.services.permitted import permitted
from core.services.virtual.groups import exported
from core.services.virtual.made.drawing import Drawn
from core.services.virtual.made.members import Standing, settled
from core.settings import Settings
from core.types import Upload
from core.virtual.group import VirtualGroup
from core.virtual.mark import Provenance, as_png, marked, source_of

LINEUP_VIEWS = 3  # of each member: those that tell most of a face
_CORNER = 600  # px of a sheet, in which its mark is


@dataclass(frozen=True)
class Sheet:
    """What is set. fronts: of each member a marked JPEG; names: of the nearest members on file, as people read them;
    words: of the target's concept; said: what the target is, as a sentence; told: codes to words, of angles too."""

    group: VirtualGroup
    now: Standing
    drawn: Drawn
    fronts: Sequence[bytes]
    styles: Sequence[GroupStyle]
    names: Mapping[str, str] = field(default_factory=dict)
    words: Sequence[str] = ()
    said: str = ""


def sheet_value(sheet: Sheet) -> MadeGroup:
    """All that a sheet says, for a writer."""
    group = settled(sheet.group, sheet.now)
    colours = {style.id: style for style in sheet.styles}

    def shares(scores: Mapping[str, float]) -> tuple[Share, ...]:
        return tuple(Share(style.name, scores[one], style.colour) for one, style in colours.items() if one in scores)

    members = tuple(
        MadeMember(
            member.name, sheet.fronts[place], tuple(one.data for one in sheet.drawn.views[place] if one.number > 0),
            shares(member.scores), sheet.names.get(member.near, member.near), member.similarity,
        )
        for place, member in enumerate(group.members)
    )  # fmt: skip
    mean = {one: float(np.mean([member.scores.get(one, 0.0) for member in group.members])) for one in colours}
    return MadeGroup(
        group.name, sheet.said, members, shares(mean), tuple(sheet.words), group.colours, group.threshold,
        group.seed, f"{group.generator} {group.version}", core.__version__,
    )  # fmt: skip


@permitted("virtual.read")
def as_json(settings: Settings, sheet: Sheet) -> bytes:
    """All that makes it again, with the figures of its pictures and the IPTC term of its pictures."""
    body = json.loads(exported(settled(sheet.group, sheet.now)))
    return json.dumps(
        {**body, "digitalSourceType": source_of(sheet.group.generator), "studio": core.__version__},
        ensure_ascii=False, indent=1,
    ).encode()  # fmt: skip


@permitted("virtual.read")
def as_picture(settings: Settings, sheet: Sheet) -> bytes:
    """A PNG with the mark and its provenance; the same group gives the same bytes."""
    pixels = png.write(sheet_value(sheet), font_path()).copy()
    corner = pixels[-_CORNER:, -_CORNER:]  # of the whole sheet a mark would be as large as a face
    corner[:] = marked(corner.copy(), font_path())
    return as_png(pixels, Provenance(source_of(sheet.group.generator), sheet.group.generator, sheet.group.version))


@permitted("virtual.read")
def as_pdf(settings: Settings, sheet: Sheet) -> bytes:
    """A4, its pictures as they are on file: marked, with their provenance inside."""
    return pdf.write(sheet_value(sheet))


@permitted("virtual.read")
def lineup_files(settings: Settings, group: VirtualGroup, drawn: Drawn, fronts: Sequence[bytes]) -> list[Upload]:
    """A group as the files of a line-up, in memory: a folder a member."""
    found = []
    for place, member in enumerate(group.members):
        pictures = [one.data for one in drawn.views[place]][:LINEUP_VIEWS] or [fronts[place]]
        found += [Upload(f"{member.name}/{n + 1:02d}.jpg", data) for n, data in enumerate(pictures)]
    return found
