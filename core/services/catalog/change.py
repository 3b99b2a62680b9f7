"""One change of the catalogue from check to undo: read, decide, check against the other groups, write, remember."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from core.catalog import Catalog, Group, load_real, load_shipped
from core.catalog.files import parse_group, write_group
from core.catalog.load import edits_folder, overlay
from core.errors import CatalogError, DataFileError, StudioError
from core.services.catalog.names import Clash
from core.services.overtaken import by_whom, overtaken
from core.services.permitted import permitted
from core.settings import Settings
from core.storage import catalog_edits
from core.storage.catalog_edits import Snapshot, changing
from core.storage.changes import Changes, SharedChange


@dataclass(frozen=True, slots=True)
class CatalogEdit:
    """A change that was made. group: its id; before, after: the files it touched."""

    group: str
    before: Snapshot
    after: Snapshot


@permitted("catalog.change", on="touches")
def change(settings: Settings, make: Callable[[Catalog], list[Group]], touches: str = "") -> CatalogEdit:
    """Write what `make` returns. touches: the group that it is about, whose file goes if it is not among those. Raises
    CatalogError, also where somebody else changed the same since it was seen (Clash)."""
    with _naming_the_first(settings, touches):
        _made(settings, make, touches)  # what cannot be is said before a workspace is made for it
    with changing(settings), _naming_the_first(settings, touches):
        shipped, groups, ids = load_shipped(settings), *_made(settings, make, touches)
        known = load_real(settings)
        before = catalog_edits.snapshot(settings, ids)
        try:
            for group in groups:
                if group.id in shipped and shipped.get(group.id) == group:
                    catalog_edits.forget_group(settings, group.id)
                else:
                    catalog_edits.keep_group(settings, group)
            if not groups:
                catalog_edits.forget_group(settings, touches)
            after = catalog_edits.snapshot(settings, ids)
            name = groups[0].name if groups else known.name(touches)
            Changes(settings).add("catalog", name, _texts(before), _texts(after))
        except StudioError:
            catalog_edits.restore(settings, before)
            raise
        return CatalogEdit(ids[0], before, after)


@permitted("catalog.change")
def undo(settings: Settings, edit: CatalogEdit) -> None:
    """Put the files back as they were before a change. Raises CatalogError where they were changed since."""
    with changing(settings):
        now, known = catalog_edits.snapshot(settings, edit.before), load_real(settings)
        name = known.name(edit.group)
        if now != edit.after:
            others = [group for group in edit.before if now[group] != edit.after.get(group)]
            who = by_whom(settings, "catalog", others)
            raise CatalogError(f"그 뒤에 {who} 같은 그룹을 바꾸어 되돌릴 수 없습니다. 지금 값을 고쳐 주세요.")
        shipped = {group.id: group for group in load_shipped(settings).groups}
        rest = [group for group in known.groups if group.id not in edit.before]
        back = []
        for group, content in edit.before.items():
            if content is not None:
                try:
                    back.append(parse_group(f"{group}.yaml", content))
                except DataFileError:  # it was broken before: so it is again
                    continue
            elif group in shipped:
                back.append(shipped[group])
        _fits(rest, back)
        catalog_edits.restore(settings, edit.before)
        Changes(settings).add("catalog", name, _texts(edit.after), _texts(edit.before))


@permitted("studio.enter")
def edited_ids(settings: Settings) -> list[str]:
    """Ids that a file has, readable or not: a new group never writes over one."""
    return [path.stem for path in edits_folder(settings).glob("*.yaml")]


def _texts(files: Snapshot) -> Mapping[str, str | None]:
    """As they are put on record: one that is no text any more is as good as none."""
    return {group: None if data is None else data.decode("utf-8", "replace") for group, data in files.items()}


@permitted("change.read")
def as_filed(settings: Settings, group: str, text: str | None) -> Group | None:
    """A group as its file on record has it, as shipped where there was none; None where it was not in the list."""
    shipped = load_shipped(settings)
    if text is None:
        return shipped.get(group) if group in shipped else None
    try:
        return parse_group(f"{group}.yaml", text.encode())
    except DataFileError:
        return None


@contextmanager
def _naming_the_first(settings: Settings, group: str) -> Iterator[None]:
    try:
        yield
    except Clash as clash:
        now = clash.now

        def made(change: SharedChange) -> bool:
            before, after = (_said(settings, group, files.get(group)) for files in (change.before, change.after))
            return now in after - before

        raise overtaken(settings, CatalogError, "catalog", clash.field, [group], made=made) from clash


def _said(settings: Settings, group: str, text: str | None) -> frozenset[str]:
    """The fields of a group and of its members as a file on record had them; as shipped without one."""
    found = as_filed(settings, group, text)
    if found is None:
        return frozenset()
    own = (found.name, found.latin, found.colour, found.note)
    return frozenset([*own, *(name for one in found.members for name in (one.name, one.latin))])


def _made(settings: Settings, make: Callable[[Catalog], list[Group]], touches: str) -> tuple[list[Group], list[str]]:
    """What a change would write, and the ids it is about."""
    catalog = load_real(settings)
    groups = make(catalog)
    ids = [group.id for group in groups] or [touches]
    _fits([group for group in catalog.groups if group.id not in ids], groups)
    return groups, ids


def _fits(others: Iterable[Group], changed: Iterable[Group]) -> None:
    try:  # as it will be read: nothing is written that the next page could not
        overlay(others, [parse_group(f"{group.id}.yaml", write_group(group)) for group in changed])
    except DataFileError as error:
        raise CatalogError(str(error)) from error
