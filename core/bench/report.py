"""A report of nine trainees with every part in each format, warm; limits 3 s each and 1 MiB of PDF."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from core.bench import alone, seconds
from core.faces.engines import get_engine
from core.intake import from_paths
from core.projects.made import version_of
from core.projects.project import Board, BoardItem, Project, Quotation, Target
from core.projects.version import Version
from core.reports.given import Credit, Credits, Given
from core.reports.make import make_report
from core.reports.report import Part
from core.reports.trust import credits_of
from core.services.lineup.match import analyse
from core.services.projects.versions import composed, judged_by
from core.services.reference.sets import active_engine, active_source, load_active
from core.services.reports.beside import parts_beside
from core.services.reports.gather import concept_on_file, said_of, styles
from core.services.reports.standing import standing_on_file
from core.services.reports.write import WRITERS
from core.settings import get_settings
from core.types import Rights, Upload

LIMIT_S, LIMIT_MIB, ROUNDS, TRAINEES = 3.0, 1.0, 5, 9
_LINK = "https://example.com/wiki/File:A_long_name_of_a_photo.jpg"
_MADE = datetime(2026, 1, 2, 3, tzinfo=UTC)


def run(photos: Path | None) -> dict[str, dict[str, Any]]:
    """`report_<format>`: seconds from the version, its faces, its concept and its place to the bytes, all parts filled;
    `report_pdf_size`: MiB.

    photos: a folder of them, else the demo's. Concept and map are made once: the page that offers a report has them.
    The demo's photos have no credits; those of sixty are made up."""
    values = _given(photos)
    results: dict[str, dict[str, Any]] = {}
    for name, write in WRITERS.items():
        work = partial(_written, values, write)
        size = len(work()) / 2**20
        results[f"report_{name}"] = alone([seconds(work) for _ in range(ROUNDS)], "s", LIMIT_S)
        if name == "pdf":
            results["report_pdf_size"] = alone([size], "MiB", LIMIT_MIB)
    return results


def _written(values: Given, write: Any) -> bytes:
    report = make_report(values, list(Part), _MADE)
    assert not report.failed, report.failed
    data: bytes = write(report)
    return data


def _given(photos: Path | None) -> Given:
    settings = get_settings()
    files = [one.data for one in from_paths([photos or settings.demo / "lineup"]) if not one.problem]
    brought = [Upload(f"{n // 2 + 1}/{n % 2}.jpg", files[n % len(files)]) for n in range(2 * TRAINEES)]
    engine = get_engine(active_engine(settings))
    active = load_active(settings, active_source(settings), engine)
    result = analyse(brought, engine, active.model)
    version = version_of(result, judged_by(active, result), active.catalog, by="", at=_MADE)
    before = composed(replace(version, number=1), [one.name for one in version.trainees[:-2]])
    project = _plan(version)
    shown = [next((p.picture for p in one.photos if p.picture), None) for one in result.trainees]
    faces = {place: picture.jpeg for place, picture in enumerate(shown) if picture}
    concept = concept_on_file(settings, version.lineup.top if version.lineup else result.groups[0])
    groups = styles(settings, version, project)
    place = standing_on_file(settings, project.target.mix(version.judged.groups), version, lambda: concept)
    beside = parts_beside(settings, project, version, groups, before, lambda: place)
    credits = Credits(
        [Credit(f"{n % 12}", Rights("commons", f"{n}", "Author", "CC BY-SA 4.0", page=_LINK)) for n in range(60)]
    )
    more = {**beside, Part.CREDITS: lambda: credits_of(credits)}
    return Given(version, project, groups, lambda: said_of(settings, concept), faces, "shown", more=more)


def _plan(version: Version) -> Project:
    """One that aims at a group and has a full board."""
    quotation = Quotation("조명이 꺼지고 첫 소절이 흐르자 객석이 조용해졌다.", "bench", _MADE.date(), _LINK)
    items = [BoardItem(f"{n:08x}", "word", f"낱말 {n}", facet="분위기", quotations=(quotation,)) for n in range(12)]
    items += [BoardItem(f"{n:08x}", "note", "메모 " * 40, by="bench") for n in range(12, 18)]
    target = Target(5, "10대 후반", "한국과 일본", tuple(version.judged.groups)[:1], ("분위기",))
    board = Board(tuple(items), ("#2b2350", "#7a4fd0", "#e9d8ff", "#101010", "#ffffff", "#c8443f"))
    return Project("0" * 12, "bench", _MADE, _MADE, "bench", target, board)
