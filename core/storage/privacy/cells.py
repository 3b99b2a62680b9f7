"""Every place where people write texts that may name a trainee: read as cells, and edited cell by cell."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, select, text, update

from core.privacy.receipt import Place
from core.projects import version as versions
from core.projects.version import Version
from core.storage import schema as tables
from core.storage.schema import UtcDateTime

Edit = Callable[[str], str]
_TARGET_TEXTS = ("audience", "market")


@dataclass(frozen=True, slots=True)
class Cell:
    """Texts that are chosen and edited together. ref: where they stand, of ids alone; project: id, "" for none; at:
    when they were last written, None where that is not on file."""

    place: Place
    ref: str
    project: str
    texts: tuple[str, ...]
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """A table that may not be there yet. key: column of its id; texts: columns, JSON where `is_json`; project: column;
    more: a table of older texts of the same, with the column that names it."""

    place: Place
    table: str
    texts: tuple[str, ...]
    at: str
    is_json: bool = False
    more: tuple[str, str] = ("", "")


LATER = (
    Later("comment", "comment", ("about", "text"), "at", more=("comment_edit", "comment_id")),
    Later("link", "link", ("view",), "made", is_json=True),
    Later("virtual", "virtual_group", ("body",), "changed", is_json=True),
)
_CODES = {
    "id", "kind", "group", "facet", "pinned", "day", "project", "project_id", "version", "page", "parts",
    "generator", "look", "near", "colours", "mood", "mix", "steps",
}  # fmt: skip
_OF_COMMENT = ("comment_edit", "comment_mention", "comment_seen")  # go with it


def cells(connection: Connection, project: str = "") -> Iterator[Cell]:
    """Of one plan or of all, but for the names of a version's trainees."""
    own = tables.projects
    for row in connection.execute(select(own).where(own.c.id == project) if project else select(own)).all():
        ref = f"project/{row.id}"
        target = json.loads(row.target)
        aims = tuple(str(target.get(name, "")) for name in _TARGET_TEXTS)
        yield Cell("project", f"{ref}/about", row.id, (row.name, row.note, *aims), row.changed)
        for item in json.loads(row.board).get("items", ()):
            yield Cell("board", f"{ref}/board/{item['id']}", row.id, tuple(_strings(item)), row.changed)
    rows = tables.project_versions
    query = select(rows.c.project_id, rows.c.number, rows.c.said, rows.c.at).where(rows.c.said != "")
    for row in connection.execute(query.where(rows.c.project_id == project) if project else query).all():
        yield Cell("said", f"project/{row.project_id}/{row.number}/said", row.project_id, (row.said,), row.at)
    known = set(connection.execute(select(own.c.id)).scalars())
    for row in connection.execute(select(tables.project_drafts)).all():
        of = row.key.partition("/")[0]
        cell = Cell("draft", f"draft/{row.actor}/{row.key}", of if of in known else "", (row.text,), row.at)
        if is_of(cell, project):
            yield cell
    for later in LATER:
        yield from _later(connection, later, project)


def is_of(cell: Cell, project: str) -> bool:
    """Does it belong to a plan ("": to any)? A draft of no plan may."""
    return not project or cell.project == project or (cell.place == "draft" and not cell.project)


def edit(connection: Connection, cell: Cell, change: Edit) -> None:
    """Write a cell's texts as `change` makes them."""
    kind, _, rest = cell.ref.partition("/")
    if kind == "draft":
        actor, _, key = rest.partition("/")
        own = tables.project_drafts
        made = {"text": change(cell.texts[0])}
        connection.execute(update(own).where(own.c.actor == actor, own.c.key == key).values(**made))
    elif kind == "project":
        _edit_project(connection, cell, rest.split("/"), change)
    else:
        _edit_later(connection, next(one for one in LATER if one.place == kind), rest, change)


def drop_comment(connection: Connection, ref: str) -> None:
    """With all that belongs to it."""
    own = ref.partition("/")[2]
    connection.execute(text("DELETE FROM comment WHERE id = :id"), {"id": own})
    for table in _OF_COMMENT:
        if _there(connection, table):
            connection.execute(text(f"DELETE FROM {table} WHERE comment_id = :id"), {"id": own})  # noqa: S608 - ours


def bodies(connection: Connection, project: str = "") -> Iterator[tuple[str, Version, str]]:
    """Plan, version and its JSON of all that this studio can read."""
    rows = tables.project_versions
    query = select(rows.c.project_id, rows.c.body).where(rows.c.form <= versions.FORM)
    for row in connection.execute(query.where(rows.c.project_id == project) if project else query).all():
        try:
            yield row.project_id, versions.adapter().validate_json(row.body), row.body
        except ValidationError:
            continue  # `left` of the receipt counts it


def write_body(connection: Connection, project: str, version: Version) -> None:
    """In place of the one of this number."""
    rows = tables.project_versions
    made = {
        "said": version.said, "trainees": len(version.trainees),
        "body": versions.adapter().dump_json(version).decode(),
    }  # fmt: skip
    which = (rows.c.project_id == project, rows.c.number == version.number)
    connection.execute(update(rows).where(*which).values(**made))


def _later(connection: Connection, later: Later, project: str) -> Iterator[Cell]:
    if not _there(connection, later.table):
        return
    moment, older = UtcDateTime(), dict[str, list[str]]()
    table, column = later.more
    if table and _there(connection, table):
        for own, written in connection.execute(text(f"SELECT {column}, text FROM {table}")):  # noqa: S608 - ours
            older.setdefault(own, []).append(written)
    query = text(f"SELECT * FROM {later.table}").columns(**{later.at: moment})  # noqa: S608 - names of ours
    for row in connection.execute(query).mappings().all():
        if project and row["project_id"] != project:
            continue
        texts = [str(row[name]) for name in later.texts]
        if later.is_json:
            texts = [one for value in texts for one in _strings(json.loads(value))]
        if "about_kind" in row and row["about_kind"] != "trainee":
            texts[0] = ""
        texts += older.get(row["id"], ())
        yield Cell(later.place, f"{later.place}/{row['id']}", row["project_id"], tuple(texts), row[later.at])


def _edit_later(connection: Connection, later: Later, own: str, change: Edit) -> None:
    query = text(f"SELECT * FROM {later.table} WHERE id = :id")  # noqa: S608
    row = connection.execute(query, {"id": own}).mappings().one()
    made = {}
    for name in later.texts:
        value = str(row[name])
        made[name] = json.dumps(_edited(json.loads(value), change), ensure_ascii=False) if later.is_json else value
        if not later.is_json and (name != "about" or row["about_kind"] == "trainee"):
            made[name] = change(value)
    _set(connection, later.table, "id = :own", made, {"own": own})
    table, column = later.more
    if table and _there(connection, table):
        older = text(f"SELECT revision, text FROM {table} WHERE {column} = :id")  # noqa: S608
        for number, written in connection.execute(older, {"id": own}).all():
            which = {"own": own, "number": number}
            _set(connection, table, f"{column} = :own AND revision = :number", {"text": change(written)}, which)


def _set(connection: Connection, table: str, where: str, made: dict[str, str], which: dict[str, Any]) -> None:
    columns = ", ".join(f'"{name}" = :{name}' for name in made)
    connection.execute(text(f"UPDATE {table} SET {columns} WHERE {where}"), {**made, **which})  # noqa: S608 - ours


def _edit_project(connection: Connection, cell: Cell, parts: list[str], change: Edit) -> None:
    own, project = tables.projects, parts[0]
    if parts[-1] == "said":
        (found,) = [one for of, one, _ in bodies(connection, project) if of == project and one.number == int(parts[1])]
        write_body(connection, project, replace(found, said=change(found.said)))
        return
    row = connection.execute(select(own).where(own.c.id == project)).one()
    made: dict[str, Any] = {"revision": own.c.revision + 1}  # windows that show it notice
    if parts[1] == "about":
        target = json.loads(row.target)
        target |= {name: change(str(target.get(name, ""))) for name in _TARGET_TEXTS}
        made |= {"name": change(row.name), "note": change(row.note), "target": json.dumps(target, ensure_ascii=False)}
    else:
        board = json.loads(row.board)
        board["items"] = [_edited(item, change) if item["id"] == parts[2] else item for item in board.get("items", ())]
        made["board"] = json.dumps(board, ensure_ascii=False)
    connection.execute(update(own).where(own.c.id == project).values(**made))
    del cell


def _strings(value: Any) -> Iterator[str]:
    """All texts in a JSON value that people wrote; of an item of a board without its ids."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if not _is_code(key):
                yield from _strings(one)


def _edited(value: Any, change: Edit) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_edited(one, change) for one in value]
    if isinstance(value, dict):
        return {key: one if _is_code(key) else _edited(one, change) for key, one in value.items()}
    return value


def _is_code(key: str) -> bool:
    """Of values that programs compare."""
    return key in _CODES


def _there(connection: Connection, table: str) -> bool:
    found = text("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name")
    return connection.execute(found, {"name": table}).scalar() is not None
