"""A visitor's line-up, and how it is brought in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.background import Background
from core.services.reference.sets import ActiveSet
from core.types import LineupResult, PhotoFaces, Upload
from core.ui.kit.state import Gone, Part, UndoStack

MIX = "@lineup"  # instead of a group's id: the line-up's own mix of groups
Way = StrEnum("Way", "FILES FOLDER CAMERA")  # where the photos come from


@dataclass(frozen=True)
class Judged:
    """A line-up's answer and what gave it, which are never shown apart.

    by: the set, the engine and the model; key: of these. benched: trainees who are left out for now, with their
    photos."""

    result: LineupResult
    by: ActiveSet
    key: str
    benched: Mapping[str, tuple[PhotoFaces, ...]] = field(default_factory=dict)


@dataclass(eq=False)
class Analysis:
    """A line-up that is to be analysed, or more photos for the one that is there.

    brought: as they came, until they are read. owner: of more photos, "" for whom their names say, None for a line-up.
    work: None where it has yet to begin, was stopped or failed; it can be begun again, for the photos are still there.
    gone: those who were purged while it went on: a ZIP says only then whose photos are in it, when it was read.
    """

    brought: list[Upload]
    title: str = ""
    is_demo: bool = False
    owner: str | None = None
    work: Background[Judged] | None = None
    gone: list[Gone] = field(default_factory=list)

    @property
    def goes_on(self) -> bool:
        """Is it being worked at?"""
        return self.work is not None and not self.work.over()


@dataclass
class LineupPage(Part):
    """The line-up that was judged. Nothing of it is ever written.

    before: the same line-up by what judged it before, until the visitor has seen what that changed. stays_with: key of
    what it stays judged by, though something else is in use. agreed: may photos of real people be compared with the
    demo's groups, or the demo's trainees with real ones? waiting: for that answer. analysis: the last one that was
    begun, until it is shown. unseen: its answer came while the visitor was on another page."""

    judged: Judged | None = None
    title: str = ""
    is_demo: bool = False
    wants_demo: bool = False  # until it is shown, fails or is stopped: a button is true for one run only
    history: UndoStack[Judged] = field(default_factory=UndoStack)
    before: Judged | None = None
    stays_with: str = ""
    agreed: bool = False
    waiting: Analysis | None = None
    analysis: Analysis | None = None
    unseen: bool = False
    camera: list[Upload] = field(default_factory=list)
    looks_at: int | None = None  # the trainee whose dialog is open

    @property
    def result(self) -> LineupResult | None:
        """What was judged, whatever by."""
        return self.judged.result if self.judged else None

    def show(self, judged: Judged, title: str, *, is_demo: bool = False) -> None:
        """A fresh analysis: forget the one before."""
        self.judged, self.before, self.stays_with = judged, None, ""
        self.title, self.is_demo, self.wants_demo = title, is_demo, False
        self.history.clear()
        self.camera.clear()

    def stop(self) -> None:
        """The analysis under way is not wanted any more; what was brought for it stays at hand."""
        if self.analysis and self.analysis.work and not self.analysis.work.over():
            self.analysis.work.stop()
            self.analysis.work = None
        if self.analysis and self.analysis.is_demo:
            self.analysis = None

    def end(self) -> None:
        """Nothing of it goes on."""
        if self.analysis and self.analysis.work:
            self.analysis.work.stop()

    @property
    def unsaved(self) -> bool:
        """Is there more than the demo, which anybody has back with a click?"""
        under_way = any(one and not one.is_demo for one in (self.waiting, self.analysis))
        return under_way or bool(self.camera) or (self.judged is not None and not self.is_demo)

    def holds(self, gone: Gone) -> bool:
        answers = [one for one in (self.judged, self.before, *self.history) if one is not None]
        if self.analysis and self.analysis.goes_on:
            self.analysis.gone.append(gone)
        elif self.analysis and self.analysis.work and not self.analysis.work.failed:
            answers.append(self.analysis.work.outcome())
        names = {trainee.name for one in answers for trainee in one.result.trainees}
        names |= {name for one in answers for name in one.benched}
        brought = [upload for one in (self.waiting, self.analysis) if one for upload in one.brought]
        files = {photo.path for one in answers for trainee in one.result.trainees for photo in trainee.photos}
        files |= {upload.path for upload in (*brought, *self.camera)}
        return any(map(gone.is_one, names)) or any(map(gone.is_in, {self.title, *files}))

    def change(self, judged: Judged) -> None:
        """Replace the answer and keep the one before for `undo`."""
        if self.judged is not None:
            self.history.append(self.judged)
        self.judged = judged

    def undo(self) -> None:
        """Back to the answer before the last change."""
        if self.history:
            self.judged = self.history.pop()

    def judged_anew(self, judged: Judged) -> None:
        """Something else is in use. A step back would lead to an answer of the model before."""
        self.before, self.judged, self.stays_with = self.judged, judged, ""
        self.history.clear()

    def stay(self) -> None:
        """Back to the answer before something else came in use, and stay with what gave it."""
        if self.before is not None:
            self.judged, self.before = self.before, None
            self.stays_with = self.judged.key
            self.history.clear()
