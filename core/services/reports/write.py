"""A version of a project as the bytes of a report."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from core.access.actor import Actor
from core.errors import UnknownNameError
from core.projects.project import Project
from core.projects.version import Version
from core.reports import html, pdf, pptx, xlsx
from core.reports.given import Faces, Given, Made, Said
from core.reports.make import USUAL, make_report
from core.reports.report import Part, Report
from core.services.permitted import check
from core.services.reports.gather import concept_of, measures, styles
from core.services.reports.said import comments
from core.settings import Settings
from core.types import Progress, Rights, silent

WRITERS: Mapping[str, Callable[[Report], bytes]] = {
    "pdf": pdf.write,
    "pptx": pptx.write,
    "xlsx": xlsx.write,
    "html": html.write,
}
_OF_THE_NEWS = {Part.CONCEPT, Part.CLOUD, Part.FACETS}


@dataclass(frozen=True)
class Written:
    """data: the file. failed: parts that are named in it as not made, each with the sentence that stands there."""

    data: bytes = field(repr=False)
    failed: Mapping[Part, str]
    report: Report = field(repr=False)


def write_report(
    settings: Settings,
    actor: Actor,
    project: Project,
    version: Version,
    form: str,
    parts: Collection[Part] = USUAL,
    progress: Progress = silent,
    *,
    said: Callable[[], Said] | None = None,
    faces: Mapping[int, bytes] | None = None,
    show_faces: Faces = "off",
    credits: Sequence[tuple[str, Rights]] = (),
    more: Mapping[Part, Callable[[], Made]] | None = None,
    made: datetime | None = None,
) -> Written:
    """The ticked parts in a format of WRITERS. said: of the concept page; without it the news on file of the group on
    top. faces: by place in the version, of a session that has them; they go into the file and nowhere else. more: parts
    that others make. made: now, if not given.

    Raises AccessError, UnknownNameError for another format; a part that fails is in `Written.failed`."""
    check(settings, actor, "report.make", f"project/{project.id}", project=project.id)
    if form not in WRITERS:
        raise UnknownNameError(f"'{form}'이라는 형식은 없습니다. 사용할 수 있는 형식: {', '.join(WRITERS)}")
    if said is None and _OF_THE_NEWS & set(parts) and version.lineup:
        said = partial(concept_of, settings, version.lineup.top)
    own: Mapping[Part, Callable[[], Made]] = {
        Part.COMMENTS: partial(comments, settings, actor, project, version),
        **(more or {}),
    }
    given = Given(
        version, project, styles(settings, version, project), said, faces or {}, show_faces,
        measures(settings, version), credits, own,
    )  # fmt: skip
    report = make_report(given, parts, made or datetime.now(UTC), progress)
    data = WRITERS[form](report)
    progress(1, 1, "")
    return Written(data, report.failed, report)
