"""Where a trainee is, and without her: names in versions, texts, consent, keys, photos. Inside one transaction."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, select, text

from core.privacy.names import GONE, Sought, excerpt, next_number, spellings, without
from core.privacy.receipt import TEXTS, Mode, Place
from core.projects.version import JudgedTrainee, Version
from core.storage import schema as tables
from core.storage.privacy.cells import Cell, bodies, cells, drop_comment, edit, is_of, write_body
from core.storage.privacy.kept import forget_trainee


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is hers, or a text that names her. project: id, "" for none; ref: of ids alone; name: as it is
    written there, "" for a text in which several spellings stand; said: a part of the text around it; exact: in the
    spelling that was asked for. digest: SHA-256 of the thing as it is. at: when it was written, None where unknown."""

    place: Place
    project: str
    ref: str
    name: str = ""
    said: str = ""
    exact: bool = True
    digest: str = ""
    at: datetime | None = None

    @property
    def is_text(self) -> bool:
        """Does a person choose whether it goes?"""
        return self.place in TEXTS


@dataclass(frozen=True, slots=True)
class Gone:
    """What was purged from the database. files: of `kept/`; labels: project -> what she is called there now; names:
    (project, name) of those who are gone."""

    files: tuple[str, ...]
    labels: Mapping[str, str]
    names: frozenset[tuple[str, str]]


def find(connection: Connection, sought: Sought, project: str = "", among: Iterable[Cell] | None = None) -> list[Found]:
    """All of her in a plan or in all of them. among: `cells` of all plans, where they were read already."""
    found = [*_versions(connection, sought, project), *_on_file(connection, sought, project)]
    read = cells(connection, project) if among is None else (one for one in among if is_of(one, project))
    for cell in read:
        every = [(written, one) for written in cell.texts for one in sought.within(cell.project, written)]
        if every:
            written, first = every[0]
            exact = any(one.exact for _, one in every)
            found.append(
                Found(cell.place, cell.project, cell.ref, "", excerpt(written, first), exact, _digest(cell), cell.at)
            )
    return found


def erase(
    connection: Connection, sought: Sought, found: Sequence[Found], mode: Mode, labels: Mapping[str, str]
) -> Gone:
    """Take away what was found. labels: project -> what she is called there already, where she was purged before."""
    by_place: dict[str, list[Found]] = {}
    for one in found:
        by_place.setdefault(one.place, []).append(one)
    names = frozenset((one.project, one.name) for one in found if one.name)
    called = dict(labels)
    for project in {one.project for one in found} - called.keys():
        called[project] = _label(connection, project)
    for project, version, _ in list(bodies(connection)):
        hers = {one.name for one in by_place.get("version", ()) if one.ref == _ref(project, version)}
        if hers:
            write_body(connection, project, _purged(version, hers, mode, called[project]))
    refs = {one.ref for one in found if one.is_text}
    for cell in [one for one in cells(connection) if one.ref in refs]:
        if mode == "row" and cell.place == "comment" and sought.is_one(cell.project, cell.texts[0]):
            drop_comment(connection, cell.ref)
        else:
            edit(connection, cell, _redaction(sought, cell.project, called[cell.project]))
    photos, own = tables.kept_photos, tables.trainees
    files: set[str] = set()
    for project, name in names:
        query = select(own.c.id).where(own.c.project_id == project, own.c.name == name)
        for trainee in connection.execute(query).scalars().all():
            files.update(connection.execute(select(photos.c.file).where(photos.c.trainee == trainee)).scalars())
            forget_trainee(connection, trainee)
    return Gone(tuple(sorted(files)), called, names)


def left(connection: Connection, names: Collection[str]) -> dict[str, int]:
    """Table -> rows in which one of these names still stands, in whatever text."""
    forms = {form for name in names for spelled in spellings(name) for form in (spelled, _escaped(spelled))} - {""}
    counted: dict[str, int] = {}
    query = text("SELECT name FROM sqlite_master WHERE type = 'table'")
    for table in connection.execute(query).scalars().all():
        info = connection.exec_driver_sql(f'PRAGMA table_info("{table}")').all()
        columns = [row[1] for row in info if "CHAR" in row[2].upper() or "TEXT" in row[2].upper()]
        tests = " OR ".join(f'instr("{column}", :n{i})' for column in columns for i in range(len(forms)))
        if tests:
            values = {f"n{i}": form for i, form in enumerate(sorted(forms))}
            if count := connection.execute(text(f'SELECT count(*) FROM "{table}" WHERE {tests}'), values).scalar():  # noqa: S608
                counted[table] = count
    return counted


def _versions(connection: Connection, sought: Sought, project: str) -> Iterator[Found]:
    for of, version, body in bodies(connection, project):
        names = dict.fromkeys((*(one.name for one in version.trainees), *version.benched))
        for name in names:
            if sought.is_one(of, name):
                digest = sha256(body.encode()).hexdigest()
                yield Found(
                    "version", of, _ref(of, version), name, "", sought.is_exact(name), digest, version.at
                )  # fmt: skip


def _on_file(connection: Connection, sought: Sought, project: str) -> Iterator[Found]:
    own, photos, said = tables.trainees, tables.kept_photos, tables.consents
    for row in connection.execute(select(own)).all():
        if (project and row.project_id != project) or not sought.is_one(row.project_id, row.name):
            continue
        exact = sought.is_exact(row.name)
        consent = connection.execute(select(said).where(said.c.trainee == row.id)).one_or_none()
        at = consent.at if consent else None
        ref = f"trainee/{row.id}"
        if consent is not None:
            digest = _sha(str(tuple(consent)))
            yield Found("consent", row.project_id, ref, row.name, "", exact, digest, at)
        if row.wrapped is not None:
            yield Found("key", row.project_id, ref, row.name, "", exact, sha256(row.wrapped).hexdigest(), at)
        files = {one.file: one for one in connection.execute(select(photos).where(photos.c.trainee == row.id))}
        for one in files.values():
            yield Found("photo", row.project_id, f"photo/{one.id}", row.name, "", exact, one.sha256, one.kept)


def _purged(version: Version, names: set[str], mode: Mode, label: str) -> Version:
    """Several spellings in one version get a number each."""
    others = [one.name for one in version.trainees if one.name not in names]
    called = dict(zip(sorted(names), _labels(label, others), strict=False))
    if mode == "row":
        rows = tuple(one for one in version.trainees if one.name not in names)
        gone = len(version.trainees) - len(rows)
        benched = tuple(name for name in version.benched if name not in names)
        return replace(version, trainees=rows, benched=benched, purged=version.purged + gone)
    rows = tuple(_unnamed(one, called[one.name]) if one.name in names else one for one in version.trainees)
    return replace(version, trainees=rows, benched=tuple(called.get(name, name) for name in version.benched))


def _unnamed(one: JudgedTrainee, label: str) -> JudgedTrainee:
    """Her figures without her name, the names of her files and the digest of her photos."""
    photos = tuple(replace(photo, file=f"{label}/{n}") for n, photo in enumerate(one.photos, start=1))
    return replace(one, name=label, photos=photos, evidence="")


def _labels(label: str, taken: Collection[str]) -> Iterator[str]:
    start, _, number = label.rpartition(" ")
    at = int(number)
    while True:
        if (free := f"{start} {at}") not in taken:
            yield free
        at += 1


def _label(connection: Connection, project: str) -> str:
    """The next that is free in a plan."""
    names = [one.name for of, version, _ in bodies(connection, project) for one in version.trainees if of == project]
    stones = tables.purged
    used = connection.execute(select(stones.c.label).where(stones.c.project_id == project)).scalars()
    return f"{GONE} {next_number((*names, *used))}"


def _redaction(sought: Sought, project: str, label: str) -> Callable[[str], str]:
    def change(written: str) -> str:
        found = sought.within(project, written)
        return without(written, found, label) if found else written

    return change


def _ref(project: str, version: Version) -> str:
    return f"project/{project}/{version.number}"


def _digest(cell: Cell) -> str:
    """Of where a text stands: a digest of a short text would tell it to whoever guesses."""
    return _sha(cell.ref)


def _sha(value: str) -> str:
    return sha256(value.encode("utf-8", "replace")).hexdigest()


def _escaped(name: str) -> str:
    r"""As JSON writes it with \u."""
    return json.dumps(name)[1:-1]
