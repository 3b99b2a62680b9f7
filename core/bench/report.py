"""A report of nine trainees with every part in each format, warm; limits 3 s each and 1 MiB of PDF."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from core.bench import alone, seconds
from core.faces.engines import get_engine
from core.intake import from_paths
from core.projects.made import version_of
from core.projects.project import Project
from core.reports.given import Given
from core.reports.make import make_report
from core.reports.report import Part
from core.services.lineup.match import analyse
from core.services.projects.versions import judged_by
from core.services.reference.sets import active_engine, active_source, load_active
from core.services.reports.gather import concept_of, styles
from core.services.reports.write import WRITERS
from core.settings import get_settings
from core.types import Upload

LIMIT_S, LIMIT_MIB, ROUNDS, TRAINEES = 3.0, 1.0, 5, 9
_MADE = datetime(2026, 1, 2, 3, tzinfo=UTC)


def run(photos: Path | None) -> dict[str, dict[str, Any]]:
    """`report_<format>`: seconds from the version, its faces and its concept to the bytes; `report_pdf_size`: MiB.

    photos: a folder of them, else the demo's. The concept is read once: the page that offers a report has it."""
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
    data: bytes = write(make_report(values, list(Part), _MADE))
    return data


def _given(photos: Path | None) -> Given:
    settings = get_settings()
    files = [one.data for one in from_paths([photos or settings.demo / "lineup"]) if not one.problem]
    brought = [Upload(f"{n // 2 + 1}/{n % 2}.jpg", files[n % len(files)]) for n in range(2 * TRAINEES)]
    engine = get_engine(active_engine(settings))
    active = load_active(settings, active_source(settings), engine)
    result = analyse(brought, engine, active.model)
    version = version_of(result, judged_by(active, result), active.catalog, by="", at=_MADE)
    project = Project("0" * 12, "bench", _MADE, _MADE)
    shown = [next((p.picture for p in one.photos if p.picture), None) for one in result.trainees]
    faces = {place: picture.jpeg for place, picture in enumerate(shown) if picture}
    said = concept_of(settings, result.lineup.scores.top if result.lineup else result.groups[0])
    return Given(version, project, styles(settings, version, project), lambda: said, faces, "shown")
