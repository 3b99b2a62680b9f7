"""News of acts that do not exist, as unkind as the world's: what is said of an act stands among everything else.

Every sentence carries what its writer knows of it: the concept words that it truly says of the act, the names in it and
their kinds, and whether it speaks of the act at all. Sets A, C and D, by three hands, are for development (D writes
about the acts of A); set B is held out: it shares no pattern, act, name or title with them. Seeded: the same arguments
give the same articles."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from core.catalog import Catalog
from tests.support.unkind_press.marks import FACETS, NAMES, Act, Mark, Marked, Story, marked_terms
from tests.support.unkind_press.writer import Writer

__all__ = [
    "FACETS",
    "NAMES",
    "PARTS",
    "Act",
    "Mark",
    "Marked",
    "Part",
    "Story",
    "catalog",
    "generate",
    "lines",
    "marked_terms",
]

Part = Literal["a", "b", "c", "d", "e"]
PARTS: tuple[Part, ...] = ("a", "b", "c", "d", "e")
# Sets that add to others': whose press they have, and whose acts something else happens to.
_OVER: Mapping[str, tuple[str, str]] = {"d": ("cd", "a"), "e": ("cd", "c")}
_FOLDER = Path(__file__).parent
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=4)
def generate(part: Part, seed: int = 0) -> tuple[Act, ...]:
    """The acts of a set with their news."""
    press, acts = _material(part)
    return tuple(Writer(press, act, label, f"{part}:{seed}").act() for label, act in enumerate(acts))


def catalog(acts: Sequence[Act]) -> Catalog:
    """The acts as a catalogue of groups."""
    return Catalog(tuple(act.group for act in acts))


def lines(part: Part) -> dict[str, list[str]]:
    """Every pattern and every list of names of a set, by its section; the acts' under "acts"."""
    press, acts = _material(part)
    own = [
        line
        for act in acts
        for text in (*act["phrases"].values(), act["own"], act["affairs"])
        for line in text.splitlines()
    ]
    names = [[a["name"], a["latin"], a["agency"], a["fandom"], *a["members"], *a["albums"], *a["songs"]] for a in acts]
    return {**press, "acts": own, "act names": [str(name) for each in names for name in each]}


def _read(part: str, name: str) -> Any:
    return yaml.load((_FOLDER / part / f"{name}.yaml").read_bytes(), _Loader)


@lru_cache(maxsize=4)
def _material(part: Part) -> tuple[dict[str, list[str]], list[dict[str, Any]]]:
    whose, acts = _OVER.get(part, (part, part))
    pressed: dict[str, str] = {}
    for one in whose:
        pressed |= _read(one, "press")
    by_slash = ("shows", "dramas", "venues", "awards", "charts", "events")
    press = {}
    for key, text in pressed.items():
        sep = "\n" if "\n" in text else "/" if key in by_slash and "/" in text else None
        press[key] = [entry.strip() for entry in text.strip().split(sep)]
    written: list[dict[str, Any]] = _read(acts, "acts")
    more = _read(part, "affairs") if part in _OVER else {}
    return press, [{**act, "affairs": act["affairs"] + more.get(act["name"], "")} for act in written]
