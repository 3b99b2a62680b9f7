"""The catalogues on file: what is shipped, and over it what the user changed in the workspace."""

import os
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from core.catalog.files import read_group
from core.catalog.groups import Catalog, Group
from core.errors import DataFileError
from core.settings import Settings

_State = tuple[tuple[str, int, int, int], ...]  # of every file: name, time and size, and which file it is


def load_catalog(directory: Path) -> Catalog:
    """Read every *.yaml of a directory. Raises DataFileError with the file and field at fault."""
    files = sorted(directory.glob("*.yaml"))
    if not files:
        raise DataFileError(f"{directory.name} 폴더에 그룹 파일(*.yaml)이 없습니다. 저장소를 다시 받아 주세요.")
    return Catalog(read_group(path) for path in files)


@lru_cache(maxsize=8)
def _cached(directory: Path) -> Catalog:
    return load_catalog(directory)


def load_shipped(settings: Settings) -> Catalog:
    """The real groups as they come with the studio. Read once: the value is immutable."""
    return _cached(settings.catalog)


def load_demo(settings: Settings) -> Catalog:
    """The demo's fictional groups. Read once: the value is immutable."""
    return _cached(settings.demo / "catalog")


def load_real(settings: Settings) -> Catalog:
    """The real groups: the shipped ones, changed and joined by the user's. Read again when a user's file has changed.

    A user's file that cannot be read is left out, see `catalog_problems`. Creates nothing."""
    return _overlaid(settings.catalog, edits_folder(settings), _state(settings))[0]


def catalog_problems(settings: Settings) -> tuple[str, ...]:
    """What is wrong with the user's own files, a Korean sentence each; only after edits by hand."""
    return _overlaid(settings.catalog, edits_folder(settings), _state(settings))[1]


def edits_folder(settings: Settings) -> Path:
    """Where the user's changes lie: `<id>.yaml` replaces the shipped group of that id, or adds one."""
    return settings.workspace / "catalog"


def _state(settings: Settings) -> _State:
    try:
        entries = [e for e in os.scandir(edits_folder(settings)) if e.name.endswith(".yaml") and e.name[0] != "."]
        found = [(e.name, s.st_mtime_ns, s.st_size, s.st_ino) for e in entries for s in (e.stat(),)]
    except OSError:  # no workspace yet, or a file that went meanwhile: the next look sees it
        return ()
    return tuple(sorted(found))


@lru_cache(maxsize=8)
def _overlaid(shipped: Path, folder: Path, state: _State) -> tuple[Catalog, tuple[str, ...]]:
    if not state:
        return _cached(shipped), ()
    known = {group.id: group for group in _cached(shipped).groups}
    edits: list[Group] = []
    problems: list[str] = []
    for name, *_ in state:
        try:
            edits.append(read_group(folder / name))
        except DataFileError as error:
            problems.append(_problem(name, error, known))
    try:
        catalog = overlay(known.values(), edits)  # at once: two groups may have swapped a name
    except DataFileError:
        catalog, left = _as_many_as_fit(known, edits)
        problems += [_problem(f"{group.id}.yaml", error, known) for group, error in left]
    for group in catalog.groups:
        if catalog.heir(group) is None:
            lost = f"merged_into '{group.merged_into}'에 해당하는 그룹이 없어 비교에서 뺐습니다."
            problems.append(f"{_where(f'{group.id}.yaml')}: {lost}")
    return catalog, tuple(problems)


def overlay(groups: Iterable[Group], edits: Iterable[Group]) -> Catalog:
    """The groups with `edits` in place of those of the same id; a new one whose label is taken gets the next free one.

    Raises DataFileError where two groups share a name."""
    changed = {group.id: group for group in edits}
    result = {group.id: group for group in groups if group.id not in changed}
    for group in changed.values():
        taken = {other.label for other in result.values()}
        result[group.id] = replace(group, label=max(taken) + 1) if group.label in taken else group
    return Catalog(result.values())


def _as_many_as_fit(known: dict[str, Group], edits: list[Group]) -> tuple[Catalog, list[tuple[Group, DataFileError]]]:
    """What can stand beside the others, one after the other, and what cannot."""
    catalog, waiting, progress = Catalog(known.values()), edits, True
    left: list[tuple[Group, DataFileError]] = []
    while waiting and progress:
        left = []
        for group in waiting:
            try:
                catalog = overlay(catalog.groups, [group])
            except DataFileError as error:
                left.append((group, error))
        progress, waiting = len(left) < len(waiting), [group for group, _ in left]
    return catalog, left


def _problem(file: str, error: DataFileError, known: dict[str, Group]) -> str:
    shipped = known.get(Path(file).stem)
    instead = f"{shipped.name} 그룹은 처음 값으로 보입니다." if shipped else "이 그룹은 목록에서 빠졌습니다."
    return f"{_where(file)} 파일을 쓰지 못했습니다. {error} 그때까지 {instead}"


def _where(file: str) -> str:
    return f"작업 폴더의 catalog/{file}"
