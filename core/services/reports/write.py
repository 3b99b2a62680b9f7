"""A version of a project as the bytes of a report."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial

from core.access.actor import Actor
from core.charts.projects import Standing
from core.errors import UnknownNameError
from core.projects.project import Project
from core.projects.version import Version
from core.reports import html, pdf, pptx, xlsx
from core.reports.given import Faces, Given, Made
from core.reports.make import USUAL, make_report
from core.reports.report import Part, Report
from core.services.concept.concept import Concept
from core.services.permitted import check
from core.services.reports.beside import parts_beside
from core.services.reports.gather import concept_on_file, measures, said_of, styles
from core.services.reports.said import comments
from core.services.reports.standing import standing_on_file
from core.settings import Settings
from core.types import Progress, silent

WRITERS: Mapping[str, Callable[[Report], bytes]] = {
    "pdf": pdf.write,
    "pptx": pptx.write,
    "xlsx": xlsx.write,
    "html": html.write,
}


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
    before: Version | None = None,
    concept: Callable[[], Concept] | None = None,
    standing: Callable[[], Standing] | None = None,
    faces: Mapping[int, bytes] | None = None,
    show_faces: Faces = "off",
    made: datetime | None = None,
) -> Written:
    """The ticked parts in a format of WRITERS. before: the version to compare with. concept, standing: as pages show
    them; without them of the news on file of the group on top, and of the set that judged. faces: by place in the
    version, of a session that has them; they go into the file and nowhere else. made: now, if not given.

    Raises AccessError, UnknownNameError for another format; a part that fails is in `Written.failed`."""
    check(settings, actor, "report.make", f"project/{project.id}", project=project.id)
    if form not in WRITERS:
        raise UnknownNameError(f"'{form}' 형식은 없습니다. 사용할 수 있는 형식: {', '.join(WRITERS)}")
    if concept is None and version.lineup:
        concept = partial(concept_on_file, settings, version.lineup.top)
    read = cache(concept) if concept else None  # for all the parts that need it
    groups = styles(settings, version, project)
    place = standing or partial(standing_on_file, settings, project.target.mix(version.judged.groups), version, read)
    own: Mapping[Part, Callable[[], Made]] = {
        **parts_beside(settings, project, version, groups, before, place),
        Part.COMMENTS: partial(comments, settings, actor, project, version),
    }
    given = Given(
        version, project, groups, (lambda: said_of(settings, read())) if read else None, faces or {}, show_faces,
        measures(settings, version), own,
    )  # fmt: skip
    report = make_report(given, parts, made or datetime.now(UTC), progress)
    data = WRITERS[form](report)
    progress(1, 1, "")
    return Written(data, report.failed, report)
