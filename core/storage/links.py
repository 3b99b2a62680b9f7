"""Links on file: who made which, until when it opens, and how often it did."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Row, delete, func, insert, or_, select, update

from core.settings import Settings
from core.sharing.link import MOST_OF_A_PROJECT, MOST_OWN, Link, SharedView
from core.storage import schema as tables
from core.storage.database import Database

_KEPT = timedelta(days=90)  # links that no longer open


@cache
def _view() -> TypeAdapter[SharedView]:
    return TypeAdapter(SharedView)


class Links:
    """The links of one workspace. Methods raise StorageError."""

    def __init__(self, settings: Settings) -> None:
        self._database = Database(settings)

    def get(self, link_id: str) -> Link | None:
        with self._database.reading() as connection:
            row = connection.execute(select(tables.links).where(tables.links.c.id == link_id)).one_or_none()
        return _link(row) if row else None

    def of_project(self, project_id: str) -> list[Link]:
        """Made last, first. project_id: "" for those to concepts."""
        own = tables.links
        query = select(own).where(own.c.project_id == project_id).order_by(own.c.made.desc(), own.c.id)
        with self._database.reading() as connection:
            return [link for row in connection.execute(query) if (link := _link(row)) is not None]

    def add(
        self, link: Link, sure: datetime, most_own: int = MOST_OWN, most_in_project: int = MOST_OF_A_PROJECT
    ) -> Literal["", "own", "project"]:
        """Keep a new one, and forget those that have long been over. sure: the time by which something may be
        deleted. Returns of whom too many open already, "" where it was kept: the person's, or those to the plan."""
        own, old = tables.links, sure - _KEPT
        opens = select(func.count()).where(own.c.revoked.is_(None), own.c.expires > link.made)
        row = {
            "id": link.id, "kind": link.kind, "project_id": link.project, "version": link.version,
            "view": _view().dump_json(link.view).decode(), "by": link.by, "by_name": link.by_name, "made": link.made,
            "expires": link.expires, "revoked": link.revoked, "uses": link.uses, "last_use": link.last_use,
        }  # fmt: skip
        with self._database.writing() as connection:
            connection.execute(delete(own).where(or_(own.c.expires < old, own.c.revoked < old)))
            if connection.execute(opens.where(own.c.by == link.by)).scalar_one() >= most_own:
                return "own"
            of_project = opens.where(own.c.project_id == link.project)
            if link.project and connection.execute(of_project).scalar_one() >= most_in_project:
                return "project"
            connection.execute(insert(own).values(**row))
        return ""

    def use(self, link_id: str, now: datetime) -> bool:
        """Count an opening. Returns whether it opens still: it may have been revoked a moment ago."""
        own = tables.links
        there = update(own).where(own.c.id == link_id, own.c.revoked.is_(None), own.c.expires > now)
        with self._database.writing() as connection:
            return bool(connection.execute(there.values(uses=own.c.uses + 1, last_use=now)).rowcount)

    def revoke(self, link_ids: list[str], now: datetime) -> int:
        """They open no more. Returns how many did until now."""
        own, count = tables.links, 0
        with self._database.writing() as connection:
            for link_id in link_ids:
                there = update(own).where(own.c.id == link_id, own.c.revoked.is_(None), own.c.expires > now)
                count += connection.execute(there.values(revoked=now)).rowcount
        return count


def _link(row: Row[Any]) -> Link | None:
    """None for one whose view cannot be read."""
    try:
        view = _view().validate_json(row.view)
    except ValidationError:
        return None
    return Link(
        row.id, row.kind, row.project_id, row.version, view, row.by, row.by_name, row.made, row.expires, row.revoked,
        row.uses, row.last_use,
    )  # fmt: skip
