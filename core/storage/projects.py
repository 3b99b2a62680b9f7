"""Debut plans on file. A version is written once, whole or not at all; a plan's fields change one at a time."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Row, Select, and_, delete, func, insert, select, update

from core.errors import ChangedError, ProjectError
from core.projects import version as versions
from core.projects.project import Board, Project, State, Target
from core.projects.version import Version
from core.settings import Settings
from core.storage import schema as tables
from core.storage.database import Database, upsert
from core.storage.rescue import drop_copies

KEPT_DELETED = timedelta(days=30)
GONE = "그런 프로젝트가 없습니다. 목록에서 다시 골라 주세요."
NO_VERSION = "이 프로젝트에 그런 버전이 없습니다. 버전 목록에서 다시 골라 주세요."
CHANGED = "다른 창에서 이 프로젝트를 먼저 고쳤습니다. 지금 내용을 확인한 뒤 다시 저장해 주세요."
NEWER_FORM = "이 버전은 더 새로운 스튜디오가 저장한 것이라 여기서는 열 수 없습니다. 스튜디오를 새 버전으로 올려 주세요."
UNREADABLE = (
    "이 프로젝트의 목표나 보드가 손상되었거나 더 새로운 스튜디오가 저장한 것이라 읽을 수 없습니다. "
    "스튜디오를 새 버전으로 올려 주세요."
)
BROKEN = "이 버전의 내용이 손상되어 읽을 수 없습니다. 다른 버전을 골라 주세요."


@dataclass(frozen=True, slots=True)
class VersionLine:
    """What a list shows of a version. near, share: the group its line-up is nearest to, "" and None for none."""

    number: int
    parent: int
    by: str
    at: datetime
    said: str
    trainees: int
    near: str
    share: float | None
    composed: bool


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """What the list shows of a plan. newest: None before the first version is saved."""

    project: Project
    versions: int
    newest: VersionLine | None


@cache
def _target() -> TypeAdapter[Target]:
    return TypeAdapter(Target)


@cache
def _board() -> TypeAdapter[Board]:
    return TypeAdapter(Board)


class Projects:
    """The plans of one workspace. Methods raise StorageError, and ProjectError for one that is not there."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._database = Database(settings)

    def list(self, *, deleted: bool = False) -> list[ProjectLine]:
        """All but the deleted, or these alone; changed last, first. Reads no version's body; a plan whose target or
        board cannot be read is there without them."""
        rows, own = tables.project_versions, tables.projects
        newest = (
            select(rows.c.project_id, func.max(rows.c.number).label("number"), func.count().label("versions"))
            .group_by(rows.c.project_id)
            .subquery()
        )
        query = (
            select(own, newest.c.versions, *_line_columns())
            .outerjoin(newest, newest.c.project_id == own.c.id)
            .outerjoin(rows, and_(rows.c.project_id == own.c.id, rows.c.number == newest.c.number))
            .where(own.c.state == "deleted" if deleted else own.c.state != "deleted")
            .order_by(own.c.changed.desc(), own.c.id)
        )
        with self._database.reading() as connection:
            found = connection.execute(query).all()
        return [ProjectLine(_listed(row), row.versions or 0, _line(row) if row.versions else None) for row in found]

    def get(self, project_id: str) -> Project:
        """Also a deleted one. Raises ProjectError where its target or board cannot be read."""
        with self._database.reading() as connection:
            row = connection.execute(_one(project_id)).one_or_none()
        if row is None:
            raise ProjectError(GONE)
        try:
            return _project(row)
        except ValidationError as error:
            raise ProjectError(UNREADABLE) from error

    def add(self, project: Project, owner: str) -> None:
        """owner: id of the person who made it, and may do all with it."""
        with self._database.writing() as connection:
            _add(connection, project, owner)

    def change(self, project: Project) -> Project:
        """Write a plan as it is now, if nobody changed it since it was read. Returns it with its new revision. Raises
        ProjectError where somebody did."""
        own = tables.projects
        now = replace(project, revision=project.revision + 1)
        with self._database.writing() as connection:
            same = and_(own.c.id == project.id, own.c.revision == project.revision)
            done = connection.execute(update(own).where(same).values(**_values(now)))
            if not done.rowcount:
                there = connection.execute(_one(project.id)).one_or_none()
                raise ChangedError(CHANGED) if there else ProjectError(GONE)
        return now

    def versions(self, project_id: str) -> Sequence[VersionLine]:
        """Newest first, without their bodies."""
        rows = tables.project_versions
        query = select(*_line_columns()).where(rows.c.project_id == project_id).order_by(rows.c.number.desc())
        with self._database.reading() as connection:
            return [_line(row) for row in connection.execute(query)]

    def begin(self, project: Project, made: Version, owner: str) -> Version:
        """Add a plan with its first line-up: both or neither. Returns the line-up with its number."""
        saved = replace(made, number=1)
        with self._database.writing() as connection:
            _add(connection, project, owner)
            connection.execute(insert(tables.project_versions).values(project_id=project.id, **_row_of(saved)))
        return saved

    def save_version(self, project_id: str, made: Version) -> Version:
        """Add a line-up to a plan; returns it with the number it got. Two who save at once get a number each."""
        rows, own = tables.project_versions, tables.projects
        with self._database.writing() as connection:
            there = connection.execute(_one(project_id)).one_or_none()
            if there is None or there.state == "deleted":
                raise ProjectError(GONE)
            last = connection.execute(select(func.max(rows.c.number)).where(rows.c.project_id == project_id)).scalar()
            saved = replace(made, number=(last or 0) + 1)
            connection.execute(insert(rows).values(project_id=project_id, **_row_of(saved)))
            changed = {"changed": saved.at, "changed_by": saved.by}
            connection.execute(update(own).where(own.c.id == project_id).values(**changed))
        return saved

    def version(self, project_id: str, number: int) -> Version:
        """Raises ProjectError where it is not there, was written by a newer studio, or cannot be read."""
        if not 0 < number < 2**63:  # SQLite's integers
            raise ProjectError(NO_VERSION)
        rows = tables.project_versions
        query = select(rows.c.form, rows.c.body).where(rows.c.project_id == project_id, rows.c.number == number)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise ProjectError(NO_VERSION)
        if row.form > versions.FORM:
            raise ProjectError(NEWER_FORM)
        try:
            return versions.adapter().validate_json(row.body)
        except ValidationError as error:
            raise ProjectError(BROKEN) from error

    def remove_old(self, now: datetime) -> int:
        """Plans that were deleted KEPT_DELETED ago go, with all that is theirs, and the safety copies with them.

        Returns how many."""
        own, rows, drafts = tables.projects, tables.project_versions, tables.project_drafts
        let_in = tables.project_members
        old = and_(own.c.state == "deleted", own.c.changed < now - KEPT_DELETED)
        with self._database.writing() as connection:
            gone = [row.id for row in connection.execute(select(own.c.id).where(old))]
            for project_id in gone:
                connection.execute(delete(rows).where(rows.c.project_id == project_id))
                connection.execute(delete(drafts).where(drafts.c.key.startswith(f"{project_id}/", autoescape=True)))
                connection.execute(delete(let_in).where(let_in.c.project_id == project_id))
                _remove_said(connection, project_id)
                connection.execute(delete(own).where(own.c.id == project_id))
        if gone:
            drop_copies(self._settings)
        return len(gone)

    def draft(self, actor: str, key: str) -> str | None:
        """What was being typed, None where nothing is kept."""
        rows = tables.project_drafts
        query = select(rows.c.text).where(rows.c.actor == actor, rows.c.key == key)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def keep_draft(self, actor: str, key: str, text: str) -> None:
        row = {"actor": actor, "key": key, "text": text, "at": datetime.now(UTC)}
        with self._database.writing() as connection:
            connection.execute(upsert(tables.project_drafts), [row])

    def drop_draft(self, actor: str, key: str) -> None:
        rows = tables.project_drafts
        with self._database.writing() as connection:
            connection.execute(delete(rows).where(rows.c.actor == actor, rows.c.key == key))


def _add(connection: Connection, project: Project, owner: str) -> None:
    member = {"project_id": project.id, "person": owner, "role": "admin", "by": owner, "at": project.created}
    connection.execute(insert(tables.projects).values(**_values(project)))
    connection.execute(insert(tables.project_members).values(**member))


def _remove_said(connection: Connection, project_id: str) -> None:
    """Links to a plan, and its comments with all that belongs to them."""
    links, own = tables.links, tables.comments
    ids = select(own.c.id).where(own.c.project_id == project_id)
    for beside in (tables.comment_edits, tables.comment_mentions, tables.comments_seen):
        connection.execute(delete(beside).where(beside.c.comment_id.in_(ids)))
    connection.execute(delete(own).where(own.c.project_id == project_id))
    connection.execute(delete(links).where(links.c.project_id == project_id))


def _one(project_id: str) -> Select[Any]:
    return select(tables.projects).where(tables.projects.c.id == project_id)


def _line_columns() -> list[Any]:
    rows = tables.project_versions.c
    return [rows.number, rows.parent, rows.saved_by, rows.at, rows.said, rows.trainees, rows.near, rows.share,
            rows.composed]  # fmt: skip


def _line(row: Row[Any]) -> VersionLine:
    return VersionLine(
        row.number, row.parent, row.saved_by, row.at, row.said, row.trainees, row.near, row.share, row.composed
    )


def _row_of(version: Version) -> dict[str, Any]:
    """Without its plan's id."""
    near = version.lineup.near if version.lineup else ""
    return {
        "number": version.number, "parent": version.parent, "saved_by": version.by, "at": version.at,
        "said": version.said, "trainees": len(version.trainees), "near": version.judged.groups.get(near, near),
        "share": version.lineup.scores[near] if version.lineup and near else None,
        "composed": version.composed, "form": version.form,
        "body": versions.adapter().dump_json(version).decode(),
    }  # fmt: skip


def _project(row: Row[Any]) -> Project:
    return replace(_head(row), target=_target().validate_json(row.target), board=_board().validate_json(row.board))


def _listed(row: Row[Any]) -> Project:
    with suppress(ValidationError):
        return _project(row)
    return _head(row)


def _head(row: Row[Any]) -> Project:
    state: State = row.state
    return Project(
        id=row.id, name=row.name, created=row.created, changed=row.changed, note=row.note, state=state,
        changed_by=row.changed_by, is_demo=row.is_demo, revision=row.revision,
    )  # fmt: skip


def _values(project: Project) -> dict[str, Any]:
    return {
        "id": project.id, "name": project.name, "note": project.note,
        "target": _target().dump_json(project.target).decode(), "board": _board().dump_json(project.board).decode(),
        "state": project.state, "is_demo": project.is_demo, "created": project.created, "changed": project.changed,
        "changed_by": project.changed_by, "revision": project.revision,
    }  # fmt: skip
