"""Contact sheets: made in the background, a face at a time, gone on with where they stopped; stars of colleagues."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from core import jobs
from core.access.acting import acting
from core.errors import VirtualError
from core.services.permitted import permitted
from core.services.virtual.generators import open_generator
from core.services.virtual.judge import Judge, Look, load_judge
from core.services.virtual.pictures import preview
from core.services.virtual.steering import steer
from core.settings import Settings
from core.storage.virtual import Virtual
from core.types import JobStatus, Progress
from core.virtual.face import Face
from core.virtual.generator import Generator
from core.virtual.group import (
    FEWEST_CANDIDATES,
    MOST_CANDIDATES,
    Candidate,
    ContactSheet,
    clean_name,
    seed_of,
    shortlist,
    votes,
)
from core.virtual.steer import Target

BUSY = "다른 얼굴을 만들고 있습니다. 끝나기를 기다리거나 취소한 뒤에 시작해 주세요."
OTHER_VERSION = "이 시트를 만든 생성기가 바뀌어 이어서 만들 수 없습니다. 같은 시드로 새 시트를 만들어 주세요."
TITLE = "가상 얼굴 후보"
_BATCH = 8


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet with what is on file of it. stars: place -> people; mine: places that who looks has starred."""

    sheet: ContactSheet
    candidates: Sequence[Candidate]
    stars: Mapping[int, int]
    mine: frozenset[int]
    status: JobStatus | None
    best: Sequence[Candidate]

    @property
    def missing(self) -> int:
        return self.sheet.count - len(self.candidates)


@permitted("virtual.make")
def new_sheet(
    settings: Settings, name: str, target: Target, seed: int, count: int, generator: str = "", evaluations: int = 0
) -> ContactSheet:
    """Begin one and start making it. evaluations: of the search of each face, 0 by chance alone. Raises VirtualError
    for a count out of range, and where the generator cannot work here or another job runs."""
    if not FEWEST_CANDIDATES <= count <= MOST_CANDIDATES:
        raise VirtualError(f"후보는 {FEWEST_CANDIDATES}명에서 {MOST_CANDIDATES}명까지로 해 주세요.")
    made_by = open_generator(settings, generator)
    made_by.close()
    actor = acting()
    sheet = ContactSheet(
        secrets.token_hex(6), clean_name(name), made_by.code, made_by.version, seed, count, target, actor.id,
        actor.name, datetime.now(UTC),
    )  # fmt: skip
    if jobs.busy("virtual"):
        raise VirtualError(BUSY)
    Virtual(settings).add_sheet(sheet, evaluations)
    return go_on(settings, sheet.id)


@permitted("virtual.make", on="sheet_id")
def go_on(settings: Settings, sheet_id: str) -> ContactSheet:
    """Make what is missing, in the background. Raises VirtualError where another job runs."""
    if jobs.busy("virtual"):
        raise VirtualError(BUSY)
    store = Virtual(settings)
    sheet, _ = store.sheet(sheet_id)
    job = jobs.start(settings, TITLE, fill, settings, sheet_id, lane="virtual")
    store.started(sheet_id, job)
    return replace(sheet, job=job)


@permitted("virtual.make", on="sheet_id")
def fill(progress: Progress, settings: Settings, sheet_id: str) -> str:
    """A job for `core.jobs`: every face that is missing, each kept as soon as it is made."""
    store = Virtual(settings)
    sheet, evaluations = store.sheet(sheet_id)
    generator = open_generator(settings, sheet.generator)
    try:
        if generator.version != sheet.version:
            raise VirtualError(OTHER_VERSION)
        judge = load_judge(settings)
        missing = [place for place in range(sheet.count) if place not in store.places(sheet_id)]
        done = sheet.count - len(missing)
        batch = 1 if evaluations else _BATCH
        for at in range(0, len(missing), batch):
            progress(done + at, sheet.count, TITLE)
            places = missing[at : at + batch]
            faces = [_face(generator, judge, sheet, place, evaluations, progress, done + at) for place in places]
            pictures = generator.previews(faces)
            for place, face, pixels, look in zip(places, faces, pictures, judge.look(pictures), strict=True):
                store.put_candidate(sheet_id, _candidate(place, face, look, judge, preview(pixels, generator)))
        progress(sheet.count, sheet.count, TITLE)
    finally:
        generator.close()
    return f"후보 {sheet.count}명을 만들었습니다."


def _face(
    generator: Generator, judge: Judge, sheet: ContactSheet, place: int, evaluations: int, progress: Progress, done: int
) -> Face:
    seed = seed_of(sheet.seed, place)
    if not evaluations:
        return generator.sample(seed)
    found = steer(generator, judge, sheet.target, seed, evaluations=evaluations,
                  progress=lambda *_: progress(done, sheet.count, TITLE))  # fmt: skip
    return found.face


def _candidate(place: int, face: Face, look: Look, judge: Judge, data: bytes) -> Candidate:
    if look.scores is None or look.close is None:
        return Candidate(place, face, {}, preview=data)
    scores = {group: float(value) for group, value in zip(judge.groups, look.scores, strict=True)}
    near = look.close.nearest
    return Candidate(place, face, scores, str(near.member), near.similarity, look.close.kept, data)


@permitted("virtual.read")
def sheets(settings: Settings) -> list[ContactSheet]:
    """Newest first. Looking creates nothing."""
    return Virtual(settings).sheets() if settings.database.exists() else []


@permitted("virtual.read")
def sheet_view(settings: Settings, sheet_id: str) -> SheetView:
    """Raises VirtualError where it is not there."""
    store = Virtual(settings)
    sheet, _ = store.sheet(sheet_id)
    candidates, stars = store.candidates(sheet_id), store.stars(sheet_id)
    mine = frozenset(star.place for star in stars if star.person == acting().id)
    status = jobs.status(settings, sheet.job) if sheet.job else None
    return SheetView(sheet, candidates, votes(stars), mine, status, shortlist(candidates, stars, sheet.target))


@permitted("virtual.vote", on="sheet_id")
def star(settings: Settings, sheet_id: str, place: int, *, given: bool = True) -> None:
    """Give a face a star, or take it back; a person has one for each. Raises VirtualError for a face that is none."""
    Virtual(settings).star(sheet_id, place, acting().id, datetime.now(UTC) if given else None)


@permitted("virtual.make", on="sheet_id")
def stop(settings: Settings, sheet_id: str) -> None:
    """Stop making it at the next face; those that are made stay."""
    sheet, _ = Virtual(settings).sheet(sheet_id)
    if sheet.job:
        jobs.cancel(settings, sheet.job)


@permitted("virtual.delete", on="sheet_id")
def forget_sheet(settings: Settings, sheet_id: str) -> None:
    """With its faces and stars; what makes it stops. Raises VirtualError where it is not there."""
    stop(settings, sheet_id)
    Virtual(settings).remove_sheet(sheet_id)
