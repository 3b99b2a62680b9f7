"""One change of the catalogue from check to undo: read, decide, check against the other groups, write, remember."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.catalog import Catalog, Group, load_real, load_shipped
from core.catalog.files import parse_group, write_group
from core.catalog.load import edits_folder, overlay
from core.errors import CatalogError, DataFileError, StudioError
from core.settings import Settings
from core.storage import catalog_edits
from core.storage.catalog_edits import Snapshot, changing


@dataclass(frozen=True, slots=True)
class CatalogEdit:
    """A change that was made. group: its id; before, after: the files it touched."""

    group: str
    before: Snapshot
    after: Snapshot


def change(settings: Settings, make: Callable[[Catalog], list[Group]], touches: str = "") -> CatalogEdit:
    """Write what `make` returns. touches: a group whose file goes if it is not among those."""
    _made(settings, make, touches)  # what cannot be is said before a workspace is made for it
    with changing(settings):
        shipped, groups, ids = load_shipped(settings), *_made(settings, make, touches)
        before = catalog_edits.snapshot(settings, ids)
        try:
            for group in groups:
                if group.id in shipped and shipped.get(group.id) == group:
                    catalog_edits.forget_group(settings, group.id)
                else:
                    catalog_edits.keep_group(settings, group)
            if not groups:
                catalog_edits.forget_group(settings, touches)
        except StudioError:
            catalog_edits.restore(settings, before)
            raise
        return CatalogEdit(ids[0], before, catalog_edits.snapshot(settings, ids))


def undo(settings: Settings, edit: CatalogEdit) -> None:
    """Put the files back as they were before a change. Raises CatalogError where they were changed since."""
    with changing(settings):
        if catalog_edits.snapshot(settings, edit.before) != edit.after:
            raise CatalogError("그 뒤에 다른 화면에서 같은 그룹을 바꾸어 되돌릴 수 없습니다. 지금 값을 고쳐 주세요.")
        shipped = {group.id: group for group in load_shipped(settings).groups}
        now = [group for group in load_real(settings).groups if group.id not in edit.before]
        back = []
        for group, content in edit.before.items():
            if content is not None:
                try:
                    back.append(parse_group(f"{group}.yaml", content))
                except DataFileError:  # it was broken before: so it is again
                    continue
            elif group in shipped:
                back.append(shipped[group])
        _fits(now, back)
        catalog_edits.restore(settings, edit.before)


def edited_ids(settings: Settings) -> list[str]:
    """Ids that a file has, readable or not: a new group never writes over one."""
    return [path.stem for path in edits_folder(settings).glob("*.yaml")]


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
