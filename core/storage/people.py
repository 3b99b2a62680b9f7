"""People, their sign-ins, and who was let into which plan, on file."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, delete, func, insert, select, update

from core.access.actor import Role
from core.access.people import Claims, Person, SignIn
from core.errors import AccessError
from core.settings import Settings
from core.storage import schema as tables
from core.storage.database import Database, upsert

UNKNOWN = "그런 사람이 없습니다. 목록에서 다시 골라 주세요."
LAST_ADMIN = "관리자가 한 명은 있어야 합니다. 다른 사람을 관리자로 정한 뒤 다시 시도해 주세요."
_KEPT = timedelta(days=90)  # sign-ins that are over
_USE_STEP = timedelta(minutes=1)  # a use is written no more often


class People:
    """The people of one workspace. Methods raise StorageError, and AccessError for a person who is not there."""

    def __init__(self, settings: Settings) -> None:
        self._database = Database(settings)

    def all(self) -> list[Person]:
        """Those seen last first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(tables.people).order_by(tables.people.c.last_seen.desc())).all()
        return list(map(_person, rows))

    def get(self, person_id: str) -> Person:
        with self._database.reading() as connection:
            row = connection.execute(select(tables.people).where(tables.people.c.id == person_id)).one_or_none()
        if row is None:
            raise AccessError(UNKNOWN)
        return _person(row)

    def find(self, issuer: str, subject: str) -> Person | None:
        with self._database.reading() as connection:
            row = connection.execute(select(tables.people).where(_is(issuer, subject))).one_or_none()
        return _person(row) if row else None

    def arrive(self, claims: Claims, now: datetime, role: Role | None, role_by: str, *, only_first: bool) -> Person:
        """Keep somebody as the issuer describes them, in one step. A role comes with it where one is given; only_first:
        no role where there is an admin already. Roles that a person gave stay."""
        own = tables.people
        with self._database.writing() as connection:
            row = connection.execute(select(own).where(_is(claims.issuer, claims.subject))).one_or_none()
            if role and only_first and connection.execute(_admins()).scalar():
                role = None
            as_said = {"name": claims.name, "email": claims.email, "last_seen": now}
            given = {"role": role or "", "role_by": role_by if role else ""}
            if row is None:
                new = {"id": secrets.token_hex(6), "issuer": claims.issuer, "subject": claims.subject}
                values = {**new, **as_said, **given, "state": "active", "first_seen": now, "not_before": None}
                connection.execute(insert(own).values(**values))
            else:
                by_claim = role_by == "claim" and row.role_by in ("", "claim")  # a role of the directory may go, too
                values = as_said | (given if (role and not row.role) or by_claim else {})
                connection.execute(update(own).where(own.c.id == row.id).values(**values))
            row = connection.execute(select(own).where(_is(claims.issuer, claims.subject))).one()
        return _person(row)

    def set_role(self, person_id: str, role: Role | None, by: str) -> Person:
        """Raises AccessError where the studio would be without an admin."""
        return self._change(person_id, {"role": role or "", "role_by": by if role else ""})

    def remove(self, person_id: str, now: datetime) -> Person:
        """No sign-in of theirs counts any more, now or later; what they did stays under their name."""
        return self._change(person_id, {"state": "removed", "not_before": now})

    def take_back(self, person_id: str) -> Person:
        """A removed person may sign in anew."""
        return self._change(person_id, {"state": "active"})

    def end_sign_ins(self, person_id: str, now: datetime) -> None:
        """All that began before now."""
        self._change(person_id, {"not_before": now})
        own = tables.sign_ins
        with self._database.writing() as connection:
            connection.execute(update(own).where(own.c.person == person_id, own.c.ended.is_(None)).values(ended=now))

    def end_sign_in(self, sign_in: str, now: datetime) -> None:
        own = tables.sign_ins
        with self._database.writing() as connection:
            connection.execute(update(own).where(own.c.id == sign_in, own.c.ended.is_(None)).values(ended=now))

    def sign_in(self, sign_in: str) -> SignIn | None:
        with self._database.reading() as connection:
            row = connection.execute(select(tables.sign_ins).where(tables.sign_ins.c.id == sign_in)).one_or_none()
        return _sign_in(row) if row else None

    def sign_ins(self, person_id: str) -> list[SignIn]:
        """Used last first, those that are over too."""
        own = tables.sign_ins
        query = select(own).where(own.c.person == person_id).order_by(own.c.last_use.desc())
        with self._database.reading() as connection:
            return [_sign_in(row) for row in connection.execute(query)]

    def begin(self, made: SignIn, sure: datetime) -> None:
        """Keep a new sign-in, and forget those that are long over. sure: the time by which something may be deleted."""
        own = tables.sign_ins
        row = {
            "id": made.id, "person": made.person, "began": made.began, "last_use": made.last_use,
            "device": made.device, "ended": made.ended,
        }  # fmt: skip
        with self._database.writing() as connection:
            connection.execute(delete(own).where(own.c.last_use < sure - _KEPT))
            connection.execute(upsert(own), [row])

    def use(self, sign_in: SignIn, now: datetime) -> bool:
        """It acts now. Written once a minute at most: was it?"""
        if now - sign_in.last_use < _USE_STEP:
            return False
        own = tables.sign_ins
        with self._database.writing() as connection:
            connection.execute(update(own).where(own.c.id == sign_in.id, own.c.last_use < now).values(last_use=now))
        return True

    def roles_in_projects(self, person_id: str) -> dict[str, Role]:
        own = tables.project_members
        query = select(own.c.project_id, own.c.role).where(own.c.person == person_id)
        with self._database.reading() as connection:
            return {row.project_id: row.role for row in connection.execute(query)}

    def members(self, project_id: str) -> Sequence[tuple[Person, Role]]:
        """Who was let into a plan, by name."""
        own, who = tables.project_members, tables.people
        query = select(who, own.c.role.label("own_role")).join(own, own.c.person == who.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(query.where(own.c.project_id == project_id).order_by(who.c.name)).all()
        return [(_person(row), row.own_role) for row in rows]

    def let_in(self, project_id: str, person_id: str, role: Role | None, by: str, now: datetime) -> None:
        """Give a role in a plan, or take it away (None)."""
        own = tables.project_members
        with self._database.writing() as connection:
            if role is None:
                gone = delete(own).where(own.c.project_id == project_id, own.c.person == person_id)
                connection.execute(gone)
                return
            row = {"project_id": project_id, "person": person_id, "role": role, "by": by, "at": now}
            connection.execute(upsert(own), [row])

    def own_choices(self, person_id: str) -> dict[str, str]:
        """Key -> what the person chose in place of the studio's choice."""
        own = tables.own_choices
        with self._database.reading() as connection:
            rows = connection.execute(select(own.c.key, own.c.value).where(own.c.person == person_id))
            return {row.key: row.value for row in rows}

    def choose(self, person_id: str, chosen: Mapping[str, str | None]) -> None:
        """Choices that belong together. None: as the studio chose."""
        own = tables.own_choices
        with self._database.writing() as connection:
            for key, value in chosen.items():
                if value is None:
                    connection.execute(delete(own).where(own.c.person == person_id, own.c.key == key))
                else:
                    connection.execute(upsert(own), [{"person": person_id, "key": key, "value": value}])

    def _change(self, person_id: str, values: dict[str, Any]) -> Person:
        own = tables.people
        with self._database.writing() as connection:
            had_admin = connection.execute(_admins()).scalar()
            done = connection.execute(update(own).where(own.c.id == person_id).values(**values))
            if not done.rowcount:
                raise AccessError(UNKNOWN)
            if had_admin and not connection.execute(_admins()).scalar():
                raise AccessError(LAST_ADMIN)  # the transaction is rolled back
            row = connection.execute(select(own).where(own.c.id == person_id)).one()
        return _person(row)


def _admins() -> Any:
    own = tables.people
    return select(func.count()).where(own.c.role == "admin", own.c.state == "active")


def _is(issuer: str, subject: str) -> Any:
    return and_(tables.people.c.issuer == issuer, tables.people.c.subject == subject)


def _person(row: Row[Any]) -> Person:
    return Person(
        row.id, row.issuer, row.subject, row.name, row.email, row.role or None, row.state, row.role_by, row.first_seen,
        row.last_seen, row.not_before,
    )  # fmt: skip


def _sign_in(row: Row[Any]) -> SignIn:
    return SignIn(row.id, row.person, row.began, row.last_use, row.device, row.ended)
