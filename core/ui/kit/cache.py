"""Every cache. All users share them, so they hold references, models and concepts, and never anything of a trainee."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from core.charts.style import GroupStyle
from core.settings import get_settings
from core.shelf import Shelf

JobKind = Literal["import", "check", "video", "group_photos", "collect"]
_ROOM = {
    "active": 4,
    "run": 4,
    "faces": 2,
    "concept": 24,
    "versus": 8,
    "proposals": 8,
    "facets": 2,
    "articles": 2,
    "cloud": 16,
    "made_judge": 2,
    "made_alike": 8,
    "made_standing": 16,
    "made_picture": 64,  # of faces that exist nowhere
    "my_debut": 24,
}


@st.cache_resource(max_entries=8, show_spinner=False)
def shelf(kind: str) -> Shelf:
    """One shelf a kind of thing, the same for who fills it and for who clears it: a key of _ROOM."""
    return Shelf(_ROOM[kind])


@dataclass(frozen=True, slots=True)
class SetJob:
    """Work on a set of one's own. id: of the job; new: the set is made by it; mine: this visitor started it."""

    id: str
    kind: JobKind
    set_id: str
    new: bool = False
    mine: bool = True


@st.cache_resource(show_spinner=False)
def set_jobs(workspace: str) -> dict[str, SetJob]:
    """Work on sets that goes on, by id of the job: every visitor watches it, also who loads the page anew."""
    return {}


@dataclass(frozen=True, slots=True)
class SetSummary:
    """What a reference set holds by its folders alone: cheap enough for every page's sidebar.

    photos: kept, of members that are compared with. set_aside, proposed: photos. few: members with too few kept."""

    groups: tuple[GroupStyle, ...]
    members: int
    photos: int
    set_aside: int = 0
    proposed: int = 0
    few: int = 0


_HIDDEN = (".rejected", ".proposed")  # beside the groups whose photos are kept


def set_summary(source_id: str, root: str, fictional: bool) -> SetSummary:
    """Groups in catalogue order, members and photos that are compared with, of the set under `root`."""
    state = "".join(set_state(Path(root) / part) for part in ("", *_HIDDEN))
    return _set_summary(source_id, root, fictional, state)


@st.cache_data(max_entries=16, ttl=600, show_spinner=False)
def _set_summary(source_id: str, root: str, fictional: bool, state: str) -> SetSummary:
    from core.catalog import load_demo, load_real
    from core.services.reference.curation import FEWEST_PHOTOS
    from core.services.reference.sets import own_catalog
    from core.types import MemberId

    settings = get_settings()
    real = load_real(settings)

    def count(place: Path) -> dict[MemberId, int]:
        counted: dict[MemberId, int] = {}
        for folder in _member_folders(place):
            member = MemberId(folder.parent.name, folder.name)
            owner = member if fictional else real.place(member)
            photos = sum(1 for file in os.scandir(folder) if not file.name.startswith("."))
            if owner is not None and photos:
                counted[owner] = counted.get(owner, 0) + photos
        return counted

    kept, *hidden = (count(Path(root) / part) for part in ("", *_HIDDEN))
    set_aside, proposed = (sum(part.values()) for part in hidden)
    few = sum(kept.get(member, 0) < FEWEST_PHOTOS for member in {*kept, *hidden[0]})
    groups = sorted({member.group for member in kept})
    catalog = load_demo(settings) if fictional else own_catalog(groups, real)
    return SetSummary(styles(catalog, groups), len(kept), sum(kept.values()), set_aside, proposed, few)


def set_state(root: Path) -> str:
    """Another text whenever a photo has come to a set, left it or moved within it, or the groups were edited.

    Folders remember when something in them changed: a few dozen looks instead of one a photo."""
    places = [root, *_folders(root), *_member_folders(root), get_settings().workspace / "catalog"]
    changed = []
    for place in places:
        with suppress(OSError):  # it went meanwhile
            changed.append(place.stat().st_mtime_ns)
    return f"{len(changed)}.{max(changed, default=0)}"


def forget_set(set_id: str) -> None:
    """Drop whatever was computed from a set whose photos have changed or are gone."""
    for kind in ("active", "faces"):
        shelf(kind).drop(lambda entry: str(entry).startswith(f"{set_id}/"))
    _set_summary.clear()


def _member_folders(root: Path) -> list[Path]:
    return [member for group in _folders(root) for member in _folders(group)]


def _folders(place: Path) -> list[Path]:
    """Folders that hold kept photos: a hidden one is none."""
    try:
        return sorted(Path(e) for e in os.scandir(place) if e.is_dir() and not e.name.startswith("."))
    except OSError:
        return []


def styles(catalog: Any, groups: Any) -> tuple[GroupStyle, ...]:
    """The groups that take part, in the catalogue's order, the same on all pages."""
    wanted = set(groups)
    return tuple(GroupStyle(g.id, g.name, g.colour) for g in catalog.groups if g.id in wanted)


@st.cache_data(max_entries=256, show_spinner=False)
def reference_thumbnail(path: str, changed: float, side: int = 96) -> bytes | None:
    """A small square of one reference photo (never of a trainee); `changed` is its modification time."""
    from core.ui.kit.photo_view import thumbnail_of

    return thumbnail_of(path, side)


@st.cache_data(max_entries=256, show_spinner=False)
def reference_face(path: str, changed: float, engine: str, _cut: Callable[[Path], bytes | None]) -> bytes | None:
    """The face on one reference photo (never of a trainee) as the engine of that name cuts it; None where `_cut` finds
    none. `changed` is the photo's modification time."""
    return _cut(Path(path))
