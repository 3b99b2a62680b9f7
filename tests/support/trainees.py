"""A trainee who leaves traces everywhere: kept photos, consent, versions, texts, copies, a job."""

import io
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from sqlalchemy import text

from core.access.actor import LOCAL
from core.catalog import load_demo
from core.privacy.consent import Consent, day_of
from core.projects.made import version_of
from core.projects.project import Board, BoardItem, Quotation
from core.services.privacy import consents, keeping, photos
from core.services.projects import plans
from core.settings import Settings
from core.storage.database import Database
from core.storage.projects import Projects
from core.storage.rescue import keep_copy
from core.types import Box, Face, GroupScores, LineupResult, LineupScores, PhotoFaces, Picture, Quality, TraineeResult
from tests.support.versions import BY

OTHER = "나래"


def consent(**more: object) -> Consent:
    """One that counts now."""
    today = day_of(datetime.now(UTC))
    until = today + timedelta(30)
    values = {"basis": "동의서 12번", "purpose": "회의", "given": today, "expires": until, "minor": False} | more
    return Consent(**values)  # type: ignore[arg-type]


def jpeg(mark: bytes) -> bytes:
    """A photo of noise, which no other is like. mark: seeds it."""
    pixels = np.random.default_rng(list(mark)).integers(0, 256, (120, 90, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=90)
    return out.getvalue()


@dataclass
class Trainee:
    """name: no other text holds it; pictures: two; vector: a unit row of its own."""

    name: str = field(default_factory=lambda: "".join(chr(0xAC00 + secrets.randbelow(11172)) for _ in range(6)))
    pictures: tuple[bytes, ...] = ()
    vector: NDArray[np.float32] = field(default_factory=lambda: _unit(np.random.default_rng(secrets.randbits(60))))

    def __post_init__(self) -> None:
        self.pictures = self.pictures or tuple(jpeg(secrets.token_bytes(12)) for _ in range(2))

    def result(self) -> LineupResult:
        """With another trainee."""
        people = (self._judged(), Trainee(OTHER)._judged())
        scores = GroupScores({"dreamcatcher": 0.5, "itzy": 0.3, "twice": 0.2})
        return LineupResult("SFace", tuple(scores.values), people, LineupScores(scores, 0.7, None), clear_from=0.8)

    def _judged(self) -> TraineeResult:
        scores = GroupScores({"dreamcatcher": 0.5, "itzy": 0.3, "twice": 0.2})
        face = Face(
            Box(20, 20, 40, 40), np.zeros((5, 2), np.float32), np.empty((0, 0, 3), np.uint8), 1.0, "x",
            Quality("ok", "", 40, 100, 0, 0),
        )  # fmt: skip
        found = tuple(
            PhotoFaces(f"{self.name}/{n}.jpg", "ok", "", picture=Picture(data), faces=(face,), chosen=0,
                       embedding=self.vector, picked="hand" if n else "")
            for n, data in enumerate(self.pictures)
        )  # fmt: skip
        return TraineeResult(self.name, found, (scores,) * len(found), scores, 0.7, "unclear", (), nobody=0.2)


def plant(settings: Settings, who: Trainee, *, keep: bool = True, other: str = OTHER) -> str:
    """Leave her traces in a plan with two versions; its id. The safety copy holds all of it."""
    plan = plans.create(settings, LOCAL, "여름 데뷔", note=f"{who.name}가 센터, {OTHER}는 아직")
    board = Board((
        BoardItem("0" * 8, "note", f"{who.name} 안무 확인"), BoardItem("1" * 8, "note", "청량"),
        BoardItem("2" * 8, "word", "맑다", quotations=(Quotation(f"연습생 {who.name}의 말", "신문"),)),
    ))  # fmt: skip
    plans.keep_board(settings, LOCAL, plan, board)
    store = Projects(settings)
    for number in (1, 2):
        made = version_of(
            who.result(), BY, load_demo(settings), by="나", at=datetime.now(UTC),
            said=f"{who.name} 합류" if number == 2 else "", benched=(who.name, "다른 이") if number == 2 else (),
        )  # fmt: skip
        store.save_version(plan.id, made)
    plans.keep_draft(settings, LOCAL, f"{plan.id}/note", f"적던 글: {who.name}")
    comment_table(settings, plan.id, who.name)
    if keep:
        keeping.turn_on(settings, LOCAL)
        consents.record(settings, LOCAL, plan.id, who.name, consent())
        kept = photos.keep(settings, LOCAL, plan.id, 1, who.result())
        assert (kept.photos, kept.trainees, kept.without) == (len(who.pictures), 1, {OTHER: "none"})
    job = settings.workspace / "jobs" / "0123.json"
    job.parent.mkdir(exist_ok=True)
    job.write_text(f'{{"label": "{who.name}"}}')
    keep_copy(settings)
    return plan.id


def comment_table(settings: Settings, project: str, name: str) -> None:
    """Comments about her and naming her, and one that does neither."""
    with Database(settings).writing() as connection:
        connection.execute(text(
            "CREATE TABLE IF NOT EXISTS comment (id VARCHAR PRIMARY KEY, project_id VARCHAR, about_kind VARCHAR, "
            "version INTEGER, about VARCHAR, group_id VARCHAR, text VARCHAR, by VARCHAR, by_name VARCHAR, at DATETIME, "
            "changed DATETIME, revision INTEGER, resolved DATETIME, resolved_by VARCHAR)"
        ))  # fmt: skip
        connection.execute(text(
            "CREATE TABLE IF NOT EXISTS comment_edit (comment_id VARCHAR, revision INTEGER, text VARCHAR, at DATETIME)"
        ))  # fmt: skip
        for number, (kind, about, said) in enumerate((
            ("trainee", name, "표정이 좋다"), ("version", "", f"{name}를 앞으로"), ("word", "청량", "그대로")
        )):  # fmt: skip
            values = {"id": f"{project}{number}", "project": project, "kind": kind, "about": about, "text": said}
            connection.execute(
                text(
                    "INSERT INTO comment (id, project_id, about_kind, version, about, group_id, text, by, by_name, at, "
                    "revision, resolved_by) VALUES "
                    "(:id, :project, :kind, 1, :about, '', :text, 'local', '나', '2026-11-01 00:00:00.000000', 1, '')"
                ), values,
            )  # fmt: skip
        edit = "INSERT INTO comment_edit VALUES (:id, 0, :text, '2026-11-01 00:00:00.000000')"
        connection.execute(text(edit), {"id": f"{project}1", "text": f"전에는 {name}였다"})


def _unit(chance: np.random.Generator) -> NDArray[np.float32]:
    row = chance.standard_normal(128)
    made: NDArray[np.float32] = (row / np.linalg.norm(row)).astype(np.float32)
    return made
