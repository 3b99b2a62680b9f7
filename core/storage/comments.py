"""Comments on file: what they say now and said before, whom they call, and who has seen them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, case, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from core.errors import ChangedError, ProjectError
from core.settings import Settings
from core.sharing.comment import About, Comment, Earlier, Unread
from core.storage import schema as tables
from core.storage.database import Database

GONE = "그런 댓글이 없습니다. 지워졌을 수 있으니 화면을 다시 열어 주세요."
CHANGED = "다른 창에서 이 댓글을 먼저 고쳤습니다. 지금 내용을 확인한 뒤 다시 저장해 주세요."


class Comments:
    """The comments of one workspace. Methods raise StorageError, and ProjectError for one that is not there."""

    def __init__(self, settings: Settings) -> None:
        self._database = Database(settings)

    def get(self, comment_id: str) -> Comment:
        with self._database.reading() as connection:
            found = _read(connection, tables.comments.c.id == comment_id)
        if not found:
            raise ProjectError(GONE)
        return found[0]

    def of_project(self, project_id: str) -> list[Comment]:
        """The first said first."""
        with self._database.reading() as connection:
            return _read(connection, tables.comments.c.project_id == project_id)

    def add(self, made: Comment) -> None:
        row = {
            "id": made.id, "project_id": made.project, "about_kind": made.about.kind, "version": made.about.version,
            "about": made.about.what, "group_id": made.about.group, "text": made.text, "by": made.by,
            "by_name": made.by_name, "at": made.at, "changed": made.changed, "revision": made.revision,
            "resolved": made.resolved, "resolved_by": made.resolved_by,
        }  # fmt: skip
        with self._database.writing() as connection:
            connection.execute(insert(tables.comments).values(**row))
            _mention(connection, made.id, made.mentioned)

    def change(self, seen: Comment, text: str, mentioned: Sequence[str], now: datetime) -> Comment:
        """Another text in place of the one that was seen, which is kept. Raises ChangedError where it reads otherwise
        already, and leaves it as it is."""
        own, mentions = tables.comments, tables.comment_mentions
        values = {"text": text, "changed": now, "revision": seen.revision + 1}
        earlier = {"comment_id": seen.id, "revision": seen.revision, "text": seen.text, "at": seen.changed or seen.at}
        with self._database.writing() as connection:
            self._unchanged(connection, seen)
            connection.execute(update(own).where(own.c.id == seen.id).values(**values))
            connection.execute(insert(tables.comment_edits).values(**earlier))
            connection.execute(delete(mentions).where(mentions.c.comment_id == seen.id))
            _mention(connection, seen.id, mentioned)
        return replace(seen, text=text, changed=now, revision=seen.revision + 1, mentioned=tuple(mentioned))

    def resolve(self, comment_id: str, by: str, now: datetime | None) -> None:
        """Put it away as dealt with, or take it up again (None). Who comes second changes nothing."""
        own = tables.comments
        which = and_(own.c.id == comment_id, own.c.resolved.is_(None) if now else own.c.resolved.is_not(None))
        with self._database.writing() as connection:
            connection.execute(update(own).where(which).values(resolved=now, resolved_by=by if now else ""))

    def delete(self, seen: Comment) -> None:
        """With all it said before. Raises ChangedError where it reads otherwise than it was seen."""
        with self._database.writing() as connection:
            self._unchanged(connection, seen)
            for beside in (tables.comment_edits, tables.comment_mentions, tables.comments_seen):
                connection.execute(delete(beside).where(beside.c.comment_id == seen.id))
            connection.execute(delete(tables.comments).where(tables.comments.c.id == seen.id))

    def earlier(self, comment_id: str) -> list[Earlier]:
        """How it read before, the first text first."""
        own = tables.comment_edits
        query = select(own.c.text, own.c.at).where(own.c.comment_id == comment_id).order_by(own.c.revision)
        with self._database.reading() as connection:
            return [Earlier(row.text, row.at) for row in connection.execute(query)]

    def see(self, person: str, comment_ids: Iterable[str]) -> None:
        """A person has seen these."""
        rows = [{"person": person, "comment_id": one} for one in comment_ids]
        if rows:
            with self._database.writing() as connection:
                connection.execute(insert(tables.comments_seen).on_conflict_do_nothing(), rows)

    def unseen(self, person: str, project_id: str) -> set[str]:
        """Ids of the comments of others in a plan that a person has not seen."""
        own = tables.comments
        with self._database.reading() as connection:
            query = select(own.c.id).where(_unseen(person), own.c.project_id == project_id)
            return set(connection.execute(query).scalars())

    def unread(self, person: str) -> list[Unread]:
        """By plan, that with the newest first; deleted plans are left out."""
        own, calls, plans = tables.comments, tables.comment_mentions, tables.projects
        query = (
            select(own.c.project_id, plans.c.name, func.count().label("comments"),
                   func.sum(case((calls.c.person.is_not(None), 1), else_=0)).label("called"))
            .join(plans, plans.c.id == own.c.project_id)
            .outerjoin(calls, and_(calls.c.comment_id == own.c.id, calls.c.person == person))
            .where(_unseen(person), plans.c.state != "deleted")
            .group_by(own.c.project_id)
            .order_by(func.max(own.c.at).desc())
        )  # fmt: skip
        with self._database.reading() as connection:
            return [Unread(row.project_id, row.name, row.comments, row.called) for row in connection.execute(query)]

    def _unchanged(self, connection: Connection, seen: Comment) -> None:
        own = tables.comments
        now = connection.execute(select(own.c.revision).where(own.c.id == seen.id)).scalar()
        if now is None:
            raise ProjectError(GONE)
        if now != seen.revision:
            raise ChangedError(CHANGED)


def _unseen(person: str) -> Any:
    own, seen = tables.comments, tables.comments_seen
    mine = select(seen.c.comment_id).where(seen.c.person == person)
    return and_(own.c.by != person, own.c.id.not_in(mine))


def _mention(connection: Connection, comment_id: str, people: Iterable[str]) -> None:
    rows = [{"comment_id": comment_id, "person": one} for one in dict.fromkeys(people)]
    if rows:
        connection.execute(insert(tables.comment_mentions), rows)


def _read(connection: Connection, which: Any) -> list[Comment]:
    own, calls = tables.comments, tables.comment_mentions
    rows = connection.execute(select(own).where(which).order_by(own.c.at, own.c.id)).all()
    called = select(calls).join(own, own.c.id == calls.c.comment_id).where(which).order_by(calls.c.person)
    mentioned: dict[str, list[str]] = {}
    for row in connection.execute(called):
        mentioned.setdefault(row.comment_id, []).append(row.person)
    return [_comment(row, mentioned.get(row.id, ())) for row in rows]


def _comment(row: Row[Any], mentioned: Iterable[str]) -> Comment:
    return Comment(
        row.id, row.project_id, About(row.about_kind, row.version, row.about, row.group_id), row.text, row.by,
        row.by_name, row.at, row.changed, row.revision, row.resolved, row.resolved_by, tuple(mentioned),
    )  # fmt: skip
