"""Trainees whose photos may be kept: their consent, their keys, and the sealed photos in `kept/` of the workspace."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, select, update

from core.errors import ChangedError, PrivacyError
from core.files import write_atomic
from core.privacy.consent import Consent, keep_until
from core.privacy.sealed import UNREADABLE, new_key, opened, seal
from core.settings import Settings
from core.storage import schema as tables
from core.storage.database import Database, upsert
from core.storage.privacy.outside import key_id

FOLDER = "kept"
_CHANGED = "다른 창에서 이 동의 기록을 먼저 고쳤습니다. 지금 내용을 확인한 뒤 다시 저장해 주세요."
_UNKNOWN = "그런 동의 기록이 없습니다. 목록에서 다시 골라 주세요."
_NEWER = "사진을 보관한 뒤 사진 열쇠가 바뀌었습니다. 그때의 열쇠 파일을 되돌려 놓아 주세요."


@dataclass(frozen=True, slots=True)
class OnFile:
    """A trainee with her consent. photos: kept ones; until: when the first of them goes, None without any."""

    id: str
    project: str
    name: str
    consent: Consent | None
    photos: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """A row of a kept photo. name: of the trainee."""

    id: str
    trainee: str
    name: str
    project: str
    number: int
    place: int
    file: str
    kept: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """To be sealed and kept. trainee: id; place: among her photos of the version."""

    trainee: str
    place: int
    data: bytes = field(repr=False)


class Kept:
    """The kept photos of one workspace. Methods raise StorageError."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.workspace / FOLDER
        self._database = Database(settings)

    def trainees(self, project: str = "") -> list[OnFile]:
        """Of a plan or of all, by name."""
        own, photos, said = tables.trainees, tables.kept_photos, tables.consents
        counted = (
            select(photos.c.trainee, func.count().label("photos"), func.min(photos.c.until).label("until"))
            .group_by(photos.c.trainee)
            .subquery()
        )
        query = (
            select(own.c.id, own.c.project_id, own.c.name, said, counted.c.photos, counted.c.until)
            .outerjoin(said, said.c.trainee == own.c.id)
            .outerjoin(counted, counted.c.trainee == own.c.id)
            .order_by(own.c.name, own.c.id)
        )
        if project:
            query = query.where(own.c.project_id == project)
        with self._database.reading() as connection:
            return [
                OnFile(row.id, row.project_id, row.name, _consent(row), row.photos or 0, row.until)
                for row in connection.execute(query)
            ]

    def get(self, trainee: str) -> OnFile:
        """Raises PrivacyError where there is none."""
        found = [one for one in self.trainees() if one.id == trainee]
        if not found:
            raise PrivacyError(_UNKNOWN)
        return found[0]

    def record(self, project: str, name: str, consent: Consent, days: int) -> OnFile:
        """Write a consent down. consent.revision: as it was seen, 0 for none; ChangedError where another was quicker.
        Photos that are kept go no later than it says."""
        own, said, photos = tables.trainees, tables.consents, tables.kept_photos
        with self._database.writing() as connection:
            row = connection.execute(_named(project, name)).one_or_none()
            trainee = row.id if row else secrets.token_hex(6)
            if row is None:
                new = {"id": trainee, "project_id": project, "name": name, "wrapped": None, "wrapped_by": ""}
                connection.execute(insert(own).values(**new))
            there = connection.execute(select(said.c.revision).where(said.c.trainee == trainee)).scalar() or 0
            if there != consent.revision:
                raise ChangedError(_CHANGED)
            values = {
                "trainee": trainee, "basis": consent.basis, "purpose": consent.purpose, "given": consent.given,
                "expires": consent.expires, "minor": consent.minor, "guardian": consent.guardian, "by": consent.by,
                "by_name": consent.by_name, "at": consent.at, "withdrawn": None, "revision": there + 1,
            }  # fmt: skip
            connection.execute(upsert(said), [values])
            for photo in connection.execute(select(photos.c.id, photos.c.kept).where(photos.c.trainee == trainee)):
                until = keep_until(consent, photo.kept, days)
                connection.execute(update(photos).where(photos.c.id == photo.id).values(until=until))
        return self.get(trainee)

    def withdraw(self, trainee: str, now: datetime) -> int:
        """The consent counts no longer, and the photos go at once. Returns how many."""
        said = tables.consents
        with self._database.writing() as connection:
            changed = {"withdrawn": now, "revision": said.c.revision + 1}
            connection.execute(update(said).where(said.c.trainee == trainee).values(**changed))
        return self.drop(tables.kept_photos.c.trainee == trainee)

    def add(
        self, project: str, number: int, photos: Sequence[NewPhoto], until: Mapping[str, datetime], now: datetime,
        outside: bytes,
    ) -> int:  # fmt: skip
        """Seal and keep photos of a version: all or none. until: trainee -> when hers go. outside: the key that wraps
        theirs. Returns how many."""
        written: list[Path] = []
        try:
            with self._database.writing() as connection:
                keys = {one: _key_of(connection, one, outside) for one in {photo.trainee for photo in photos}}
                for photo in photos:
                    own, file = secrets.token_hex(8), secrets.token_hex(12)
                    sealed = seal(keys[photo.trainee], photo.data, file)
                    written.append(self._folder / file)
                    write_atomic(written[-1], sealed)
                    row = {
                        "id": own, "trainee": photo.trainee, "project_id": project, "number": number,
                        "place": photo.place, "file": file, "sha256": sha256(sealed).hexdigest(), "kept": now,
                        "until": until[photo.trainee],
                    }  # fmt: skip
                    connection.execute(insert(tables.kept_photos).values(**row))
        except BaseException:
            for path in written:
                path.unlink(missing_ok=True)
            raise
        return len(photos)

    def share(self, project: str, number: int, other: int) -> None:
        """A version rests on the same photos as another: they have one clock and go together."""
        own = tables.kept_photos
        with self._database.writing() as connection:
            rows = connection.execute(select(own).where(own.c.project_id == project, own.c.number == number)).all()
            for row in rows:
                again = {**row._mapping, "id": secrets.token_hex(8), "number": other}
                connection.execute(insert(own).values(**again))

    def photos(self, project: str, number: int) -> list[KeptPhoto]:
        """Of a version, in their order."""
        own, who = tables.kept_photos, tables.trainees
        query = (
            select(own, who.c.name)
            .join(who, who.c.id == own.c.trainee)
            .where(own.c.project_id == project, own.c.number == number)
            .order_by(own.c.place, own.c.id)
        )
        with self._database.reading() as connection:
            return [
                KeptPhoto(
                    row.id, row.trainee, row.name, row.project_id, row.number, row.place, row.file, row.kept, row.until
                )
                for row in connection.execute(query)
            ]

    def opened(self, photos: Sequence[KeptPhoto], outside: bytes) -> list[bytes]:
        """What was kept. Raises PrivacyError where a key or a file is not what it was."""
        with self._database.reading() as connection:
            keys = {one: _key_on_file(connection, one, outside) for one in {photo.trainee for photo in photos}}
        found = []
        for photo in photos:
            try:
                sealed = (self._folder / photo.file).read_bytes()
            except OSError as error:
                raise PrivacyError(UNREADABLE) from error
            found.append(opened(keys[photo.trainee], sealed, photo.file))
        return found

    def wrap_anew(self, old: bytes, new: bytes) -> tuple[int, int]:
        """Trainees' keys, wrapped by another key outside. Returns how many, and how many neither of the two opens."""
        own = tables.trainees
        with self._database.writing() as connection:
            rows = connection.execute(select(own).where(own.c.wrapped.is_not(None))).all()
            for row in [row for row in rows if row.wrapped_by == key_id(old)]:
                wrapped = {"wrapped": seal(new, opened(old, row.wrapped, row.id), row.id), "wrapped_by": key_id(new)}
                connection.execute(update(own).where(own.c.id == row.id).values(**wrapped))
        own_now = [row for row in rows if row.wrapped_by in (key_id(old), key_id(new))]
        return len(own_now), len(rows) - len(own_now)

    def count(self) -> tuple[int, int]:
        """Kept photos (a shared one once), and trainees whose they are."""
        own = tables.kept_photos
        query = select(func.count(own.c.file.distinct()), func.count(own.c.trainee.distinct()))
        with self._database.reading() as connection:
            photos, trainees = connection.execute(query).one()
        return photos, trainees

    def expire(self, now: datetime, *, sweep: bool = False) -> int:
        """Photos whose time is over go, and what is left of projects that are gone. sweep: files that a killed process
        left, too. Returns how many photos."""
        own, who = tables.kept_photos, tables.trainees
        there = select(tables.projects.c.id)
        with self._database.reading() as connection:
            lost = connection.execute(select(who.c.id).where(who.c.project_id.not_in(there))).scalars().all()
            due = connection.execute(select(func.count()).select_from(own).where(own.c.until <= now)).scalar()
        if not (lost or due or (sweep and self._folder.is_dir())):
            return 0
        dropped = self.drop(own.c.until <= now) if due else 0
        with self._database.writing() as connection:
            for trainee in lost:
                forget_trainee(connection, trainee)
            self._sweep(connection)
        return dropped

    def drop(self, which: ColumnElement[bool] | None = None) -> int:
        """Photos go, all of them without `which`, and the keys that open nothing more. Returns how many there were."""
        own = tables.kept_photos
        with self._database.writing() as connection:
            query = select(own.c.file) if which is None else select(own.c.file).where(which)
            files = set(connection.execute(query).scalars())
            connection.execute(delete(own).where(own.c.file.in_(files)) if which is not None else delete(own))
            drop_idle_keys(connection)
        with self._database.writing() as connection:  # the rows are gone for good before the files are
            self._sweep(connection)
        return len(files)

    def _sweep(self, connection: Connection) -> None:
        """Delete the files that no row names. Nobody adds one meanwhile: that takes a transaction."""
        named = set(connection.execute(select(tables.kept_photos.c.file)).scalars())
        for path in self._folder.glob("*") if self._folder.is_dir() else ():
            if path.name not in named and not path.name.startswith("."):
                path.unlink(missing_ok=True)


def forget_trainee(connection: Connection, trainee: str) -> None:
    """Her photos' rows, her consent, her key."""
    photos, said, own = tables.kept_photos, tables.consents, tables.trainees
    connection.execute(delete(photos).where(photos.c.trainee == trainee))
    connection.execute(delete(said).where(said.c.trainee == trainee))
    connection.execute(delete(own).where(own.c.id == trainee))


def drop_idle_keys(connection: Connection) -> None:
    """Of trainees of whom no photo is kept any more."""
    own = tables.trainees
    idle = and_(own.c.wrapped.is_not(None), own.c.id.not_in(select(tables.kept_photos.c.trainee)))
    connection.execute(update(own).where(idle).values(wrapped=None, wrapped_by=""))


def remove_files(settings: Settings, names: Iterable[str]) -> None:
    """Of purged photos."""
    for name in names:
        (settings.workspace / FOLDER / name).unlink(missing_ok=True)


def _named(project: str, name: str) -> Any:
    own = tables.trainees
    return select(own).where(own.c.project_id == project, own.c.name == name)


def _key_of(connection: Connection, trainee: str, outside: bytes) -> bytes:
    """Her key, made where there is none."""
    own = tables.trainees
    row = connection.execute(select(own).where(own.c.id == trainee)).one_or_none()
    if row is None:
        raise PrivacyError(_UNKNOWN)
    if row.wrapped is not None:
        return _key_on_file(connection, trainee, outside)
    key = new_key()
    wrapped = {"wrapped": seal(outside, key, trainee), "wrapped_by": key_id(outside)}
    connection.execute(update(own).where(own.c.id == trainee).values(**wrapped))
    return key


def _key_on_file(connection: Connection, trainee: str, outside: bytes) -> bytes:
    own = tables.trainees
    row = connection.execute(select(own.c.wrapped, own.c.wrapped_by).where(own.c.id == trainee)).one_or_none()
    if row is None or row.wrapped is None:
        raise PrivacyError(UNREADABLE)
    if row.wrapped_by != key_id(outside):
        raise PrivacyError(_NEWER)
    return opened(outside, row.wrapped, trainee)


def _consent(row: Row[Any]) -> Consent | None:
    if row.basis is None:
        return None
    return Consent(
        row.basis, row.purpose, row.given, row.expires, row.minor, row.guardian, row.by, row.by_name, row.at,
        row.withdrawn, row.revision,
    )  # fmt: skip
