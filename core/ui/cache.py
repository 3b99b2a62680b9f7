"""Every cache. All users share them, so they hold references, models and concepts, and never anything of a trainee."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from core.charts.style import GroupStyle
from core.settings import get_settings

T = TypeVar("T")


class Shelf:
    """A small least-recently-used store whose makers may report progress, which st.cache_resource does not allow.

    Two visitors who ask for the same thing wait for one computation."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._items: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}

    def peek(self, key: Hashable) -> Any | None:
        """What is there, without making it."""
        with self._lock:
            return self._items.get(key)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is there, or what `make` returns, kept for the next visitor. Errors are raised and not kept."""
        with self._lock:
            if key in self._items:
                self._items.move_to_end(key)
                kept: T = self._items[key]
                return kept
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._items:
                    kept = self._items[key]
                    return kept
            made = make()
            with self._lock:
                self._items[key] = made
                self._making.pop(key, None)
                while len(self._items) > self._room:
                    self._items.popitem(last=False)
            return made

    def drop(self, wanted: Callable[[Hashable], bool]) -> None:
        """Forget the entries whose key is wanted."""
        with self._lock:
            for key in [k for k in self._items if wanted(k)]:
                del self._items[key]


_ROOM = {"active": 2, "run": 4, "faces": 2, "concept": 16, "articles": 1, "cloud": 16}


@st.cache_resource(max_entries=8, show_spinner=False)
def shelf(kind: str) -> Shelf:
    """One shelf a kind of thing, the same for who fills it and for who clears it: a key of _ROOM."""
    return Shelf(_ROOM[kind])


@dataclass(frozen=True, slots=True)
class SetSummary:
    """What a reference set holds by its folders alone: cheap enough for every page's sidebar."""

    groups: tuple[GroupStyle, ...]
    members: int
    photos: int


@st.cache_data(max_entries=16, ttl=600, show_spinner=False)
def set_summary(source_id: str, root: str, fictional: bool) -> SetSummary:
    """Groups in catalogue order, members and photos of the set under `root`."""
    from core.catalog import load_demo, load_real
    from core.services.reference import own_catalog

    folders = sorted(p for p in Path(root).iterdir() if p.is_dir()) if Path(root).is_dir() else []
    members = [m for folder in folders for m in folder.iterdir() if m.is_dir()]
    photos = sum(1 for member in members for file in member.iterdir() if file.is_file())
    settings = get_settings()
    names = [folder.name for folder in folders]
    catalog = load_demo(settings) if fictional else own_catalog(names, load_real(settings))
    return SetSummary(styles(catalog, names), len(members), photos)


def styles(catalog: Any, groups: Any) -> tuple[GroupStyle, ...]:
    """The groups that take part, in the catalogue's order, the same on all pages."""
    wanted = set(groups)
    return tuple(GroupStyle(g.id, g.name, g.colour) for g in catalog.groups if g.id in wanted)


@st.cache_data(max_entries=256, show_spinner=False)
def reference_thumbnail(path: str, changed: float) -> bytes | None:
    """A small square of one reference photo (never of a trainee); `changed` is its modification time."""
    import numpy as np
    from PIL import Image

    from core.ui.photo_view import thumbnail

    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as picture:
            picture.draft("RGB", (256, 256))
            return thumbnail(np.asarray(picture.convert("RGB")))
    except OSError:
        return None
