"""Faces that exist nowhere, on file: contact sheets with their stars, searches that go on, and groups."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from core.errors import VirtualError
from core.settings import Settings
from core.storage import schema as tables
from core.storage.database import Database, upsert
from core.storage.rescue import drop_copies
from core.virtual.face import Shot
from core.virtual.group import (
    Candidate,
    ContactSheet,
    Star,
    VirtualGroup,
    face_from,
    face_json,
    group_from,
    group_json,
    target_from,
    target_json,
)

NO_SHEET = "그런 후보 시트가 없습니다. 목록에서 다시 골라 주세요."
NO_SEARCH = "그런 얼굴 찾기가 없습니다. 목록에서 다시 골라 주세요."
NO_GROUP = "그런 가상 그룹이 없습니다. 목록에서 다시 골라 주세요."
CHANGED = "다른 창에서 이 가상 그룹을 먼저 고쳤습니다. 지금 내용을 확인한 뒤 다시 저장해 주세요."


@dataclass(frozen=True, slots=True)
class StoredSearch:
    """request, state, result: JSON values, None for none yet."""

    id: str
    request: Mapping[str, Any]
    state: Mapping[str, Any] | None
    result: Mapping[str, Any] | None
    by: str
    at: datetime
    job: str


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """face: key of a face and the mood it is shown in; number: of the view, -1 of a preview; data: marked JPEG."""

    face: str
    number: int
    shot: Shot
    data: bytes = field(repr=False)


class Virtual:
    """What is made in one workspace. Methods raise StorageError, and VirtualError for what is not there."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._database = Database(settings)

    def add_sheet(self, sheet: ContactSheet, evaluations: int) -> None:
        row = {
            "id": sheet.id, "name": sheet.name, "generator": sheet.generator, "version": sheet.version,
            "seed": sheet.seed, "count": sheet.count, "evaluations": evaluations, "target": _dump(
                target_json(sheet.target)), "by": sheet.by, "by_name": sheet.by_name, "at": sheet.at, "job": sheet.job,
        }  # fmt: skip
        with self._database.writing() as connection:
            connection.execute(insert(tables.virtual_sheets).values(**row))

    def sheets(self) -> list[ContactSheet]:
        """Newest first."""
        own = tables.virtual_sheets
        with self._database.reading() as connection:
            return [_sheet(row) for row in connection.execute(select(own).order_by(own.c.at.desc(), own.c.id))]

    def sheet(self, sheet_id: str) -> tuple[ContactSheet, int]:
        """With the evaluations of the search of each face."""
        own = tables.virtual_sheets
        with self._database.reading() as connection:
            row = connection.execute(select(own).where(own.c.id == sheet_id)).one_or_none()
        if row is None:
            raise VirtualError(NO_SHEET)
        return _sheet(row), int(row.evaluations)

    def started(self, sheet_id: str, job: str) -> None:
        own = tables.virtual_sheets
        with self._database.writing() as connection:
            connection.execute(update(own).where(own.c.id == sheet_id).values(job=job))

    def put_candidate(self, sheet_id: str, made: Candidate) -> None:
        """One that is on file already is written anew."""
        row = {
            "sheet": sheet_id, "place": made.place, "face": _dump(face_json(made.face)),
            "scores": _dump(dict(made.scores)), "near": made.near, "similarity": made.similarity, "kept": made.kept,
            "preview": made.preview,
        }  # fmt: skip
        with self._database.writing() as connection:
            there = select(tables.virtual_sheets.c.id).where(tables.virtual_sheets.c.id == sheet_id)
            if connection.execute(there).scalar() is None:  # deleted while it was made
                raise VirtualError(NO_SHEET)
            connection.execute(upsert(tables.virtual_candidates), row)

    def candidates(self, sheet_id: str) -> list[Candidate]:
        """By place."""
        own = tables.virtual_candidates
        with self._database.reading() as connection:
            rows = connection.execute(select(own).where(own.c.sheet == sheet_id).order_by(own.c.place)).all()
        return [
            Candidate(row.place, face_from(json.loads(row.face)), json.loads(row.scores), row.near, row.similarity,
                      row.kept, row.preview)
            for row in rows
        ]  # fmt: skip

    def places(self, sheet_id: str) -> set[int]:
        """Of the candidates that are on file."""
        own = tables.virtual_candidates
        with self._database.reading() as connection:
            return set(connection.execute(select(own.c.place).where(own.c.sheet == sheet_id)).scalars())

    def star(self, sheet_id: str, place: int, person: str, at: datetime | None) -> None:
        """Give a star, or take it back (None). A second one of a person changes nothing."""
        own = tables.virtual_stars
        row = {"sheet": sheet_id, "place": place, "person": person}
        with self._database.writing() as connection:
            if at is None:
                which = (own.c.sheet == sheet_id, own.c.place == place, own.c.person == person)
                connection.execute(delete(own).where(*which))
                return
            faces = tables.virtual_candidates
            there = select(func.count()).where(faces.c.sheet == sheet_id, faces.c.place == place)
            if not connection.execute(there).scalar():
                raise VirtualError(NO_SHEET)
            connection.execute(upsert(own), row | {"at": at})

    def stars(self, sheet_id: str) -> list[Star]:
        own = tables.virtual_stars
        with self._database.reading() as connection:
            rows = connection.execute(select(own).where(own.c.sheet == sheet_id).order_by(own.c.at)).all()
        return [Star(row.place, row.person) for row in rows]

    def remove_sheet(self, sheet_id: str) -> None:
        """With its faces and stars."""
        with self._database.writing() as connection:
            for table in (tables.virtual_candidates, tables.virtual_stars):
                connection.execute(delete(table).where(table.c.sheet == sheet_id))
            own = tables.virtual_sheets
            connection.execute(delete(own).where(own.c.id == sheet_id))

    def add_search(self, search: StoredSearch) -> None:
        row = {"id": search.id, "request": _dump(search.request), "state": "", "result": "", "by": search.by,
               "at": search.at, "job": search.job}  # fmt: skip
        with self._database.writing() as connection:
            connection.execute(insert(tables.virtual_searches).values(**row))

    def search(self, search_id: str) -> StoredSearch:
        own = tables.virtual_searches
        with self._database.reading() as connection:
            row = connection.execute(select(own).where(own.c.id == search_id)).one_or_none()
        if row is None:
            raise VirtualError(NO_SEARCH)
        return _search(row)

    def searches(self) -> list[StoredSearch]:
        """Newest first."""
        own = tables.virtual_searches
        with self._database.reading() as connection:
            return [_search(row) for row in connection.execute(select(own).order_by(own.c.at.desc(), own.c.id))]

    def put_search(self, search_id: str, **values: Any) -> None:
        """state, result: JSON values; job: id."""
        own = tables.virtual_searches
        made = {name: value if name == "job" else _dump(value) for name, value in values.items()}
        with self._database.writing() as connection:
            if not connection.execute(update(own).where(own.c.id == search_id).values(**made)).rowcount:
                raise VirtualError(NO_SEARCH)

    def remove_search(self, search_id: str) -> None:
        own = tables.virtual_searches
        with self._database.writing() as connection:
            connection.execute(delete(own).where(own.c.id == search_id))

    def add_group(self, group: VirtualGroup, by: str, by_name: str, at: datetime) -> None:
        row = {"id": group.id, "project_id": group.project, "body": _dump(group_json(group)), "by": by,
               "by_name": by_name, "at": at, "changed": at, "revision": 0, "job": ""}  # fmt: skip
        with self._database.writing() as connection:
            connection.execute(insert(tables.virtual_groups).values(**row))

    def change_group(self, group: VirtualGroup, at: datetime) -> None:
        """group: as it was seen but for what is other now. Raises VirtualError where another changed it since."""
        own = tables.virtual_groups
        made = {"project_id": group.project, "body": _dump(group_json(group)), "changed": at}
        which = (own.c.id == group.id, own.c.revision == group.revision)
        with self._database.writing() as connection:
            changed = connection.execute(update(own).where(*which).values(**made, revision=group.revision + 1)).rowcount
            if not changed:
                there = connection.execute(select(own.c.id).where(own.c.id == group.id)).scalar()
                raise VirtualError(CHANGED if there else NO_GROUP)

    def group(self, group_id: str) -> VirtualGroup:
        own = tables.virtual_groups
        with self._database.reading() as connection:
            row = connection.execute(select(own).where(own.c.id == group_id)).one_or_none()
        if row is None:
            raise VirtualError(NO_GROUP)
        return group_from(json.loads(row.body), row.revision)

    def groups(self) -> Sequence[VirtualGroup]:
        """Changed last, first."""
        own = tables.virtual_groups
        with self._database.reading() as connection:
            rows = connection.execute(select(own).order_by(own.c.changed.desc(), own.c.id)).all()
        return [group_from(json.loads(row.body), row.revision) for row in rows]

    def remove_group(self, group_id: str) -> None:
        own = tables.virtual_groups
        with self._database.writing() as connection:
            if not connection.execute(delete(own).where(own.c.id == group_id)).rowcount:
                raise VirtualError(NO_GROUP)
            pictures = tables.virtual_pictures
            connection.execute(delete(pictures).where(pictures.c.group == group_id))
        drop_copies(self._settings)

    def drawing(self, group_id: str) -> str:
        """Id of the job that draws its pictures, "" for none yet."""
        own = tables.virtual_groups
        with self._database.reading() as connection:
            return connection.execute(select(own.c.job).where(own.c.id == group_id)).scalar() or ""

    def draws(self, group_id: str, job: str) -> None:
        """Its pictures are drawn by this job from now on."""
        own = tables.virtual_groups
        with self._database.writing() as connection:
            connection.execute(update(own).where(own.c.id == group_id).values(job=job))

    def put_picture(self, group_id: str, made: StoredPicture) -> None:
        """One that is on file already is written anew. Raises VirtualError where the group is gone."""
        row = {"group": group_id, "face": made.face, "number": made.number, "shot": _dump(asdict(made.shot)),
               "data": made.data}  # fmt: skip
        with self._database.writing() as connection:
            there = select(tables.virtual_groups.c.id).where(tables.virtual_groups.c.id == group_id)
            if connection.execute(there).scalar() is None:
                raise VirtualError(NO_GROUP)
            connection.execute(upsert(tables.virtual_pictures), row)

    def pictures(self, group_id: str, most: int | None = None) -> list[StoredPicture]:
        """By number. most: the highest number that is wanted, all by default."""
        own = tables.virtual_pictures
        which = [own.c.group == group_id] + ([own.c.number <= most] if most is not None else [])
        with self._database.reading() as connection:
            rows = connection.execute(select(own).where(*which).order_by(own.c.number, own.c.face)).all()
        return [StoredPicture(row.face, row.number, Shot(**json.loads(row.shot)), row.data) for row in rows]

    def drawn(self, group_id: str) -> set[tuple[str, int]]:
        """Face and number of the pictures on file."""
        own = tables.virtual_pictures
        with self._database.reading() as connection:
            rows = connection.execute(select(own.c.face, own.c.number).where(own.c.group == group_id))
            return {(row.face, row.number) for row in rows}

    def keep_pictures(self, group_id: str, faces: Sequence[str]) -> None:
        """Those of these faces; others go."""
        own = tables.virtual_pictures
        with self._database.writing() as connection:
            connection.execute(delete(own).where(own.c.group == group_id, own.c.face.not_in(faces)))


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _sheet(row: Row[Any]) -> ContactSheet:
    count, target = int(row._mapping["count"]), target_from(json.loads(row.target))  # a row has a method of that name
    return ContactSheet(
        row.id, row.name, row.generator, row.version, row.seed, count, target, row.by, row.by_name, row.at, row.job
    )


def _search(row: Row[Any]) -> StoredSearch:
    state, result = (json.loads(text) if text else None for text in (row.state, row.result))
    return StoredSearch(row.id, json.loads(row.request), state, result, row.by, row.at, row.job)
