"""Many visitors at once, by Streamlit's own protocol: how long each waits, and what is said to them meanwhile."""

import io
import os
import resource
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np

from core.bench import row, seconds, spread
from core.bench.startup import server
from core.bench.visitors import visits
from core.bench.visitors.probe import YES, Visitor, bring, open_page
from core.settings import get_settings
from core.types import Upload

VISITORS, PHOTOS, MANY = 30, 9, 200
FIRST_LIMIT_S, CONCEPT_LIMIT_S, WORD_LIMIT_S, BESIDE_LIMIT = 12.0, 2.0, 1.0, 2.0
_PAUSE_S = 0.3  # between two pages that one visitor opens


@dataclass
class Waited:
    """When a visitor saw what, in seconds after the press: the place in line, the first word of any kind, the first
    part of the answer, all of it. None for what did not come."""

    place: float | None = None
    word: float | None = None
    first: float | None = None
    whole: float | None = None
    error: str = ""


def run(
    photos: Path | None, visitors: int = VISITORS, rounds: int = 0, signed_in: bool = False
) -> dict[str, dict[str, Any]]:
    """With rounds: as `core/bench/visitors/visits.py` says. Else:

    `visitors` bring PHOTOS photos each and press the button at once, while another one opens concept pages; then one
    with few photos stands beside one with MANY, as often. photos: a folder of photos, without it the demo's line-up."""
    if rounds:
        return visits.run(photos, visitors, rounds, signed_in=signed_in)
    files = [file.read_bytes() for file in sorted((photos or get_settings().demo / "lineup").rglob("*.jpg"))]
    few, many = lineup(files, PHOTOS), [zipped(lineup(files, MANY))]
    with tempfile.TemporaryDirectory() as place, server(Path(place)) as port:
        _analyse(port, few)  # embeds the reference set
        _open_concept(port)  # starts the analyzer
        with _meanwhile(lambda: _open_concept(port)) as concept:
            waited = _at_once(port, few, visitors)
        pages, lineups = _pages(port, few, visitors)
        with _meanwhile(lambda: _analyse(port, many)):
            pages_beside, lineups_beside = _pages(port, few, visitors)
    errors = [one.error for one in waited if one.error]
    places = [one.place for one in waited if one.place is not None]
    print(f"load average {os.getloadavg()[0]:.1f}; errors: {errors[:3]}", file=sys.stderr)
    return {
        "visitors": {"ours": visitors, "photos": PHOTOS, "errors": len(errors), "places_seen": len(places)},
        **spread("place_in_line", places, WORD_LIMIT_S),
        **spread("first_word", [one.word for one in waited], WORD_LIMIT_S),
        **spread("first_answer", [one.first for one in waited], FIRST_LIMIT_S),
        **spread("whole_answer", [one.whole for one in waited], FIRST_LIMIT_S),
        **spread("concept_meanwhile", concept, CONCEPT_LIMIT_S),
        "page_beside_many_photos": _beside(pages, pages_beside),
        "lineup_beside_many_photos": _beside(lineups, lineups_beside),
        "peak_memory": {"ours": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, "unit": "MiB"},
    }


def lineup(files: Sequence[bytes], count: int) -> list[Upload]:
    """So many photos of three people, no two files the same."""
    return [
        Upload(f"{n % 3 + 1}_{n:03d}.jpg", data + bytes([n % 256]))
        for n, data in enumerate(islice(cycle(files), count))
    ]


def zipped(lineup: Sequence[Upload]) -> Upload:
    """The same in one file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for upload in lineup:
            archive.writestr(upload.path, upload.data)
    return Upload("lineup.zip", buffer.getvalue())


def _analyse(port: int, lineup: Sequence[Upload]) -> float:
    """A visitor from opening the page to the answer; seconds from the press."""
    with closing(Visitor(port, "lineup_match")) as visitor:
        bring(visitor, lineup)
        return seconds(lambda: visitor.press(YES))


def _open_concept(port: int) -> float:
    """Seconds that a new visitor of the concept page waits for it."""
    return seconds(lambda: open_page(port, "concept"))


def _at_once(port: int, lineup: Sequence[Upload], visitors: int) -> list[Waited]:
    there = threading.Barrier(visitors)

    def visit(visitor: Visitor) -> Waited:
        own = Waited()

        def sees(kind: str, text: str) -> None:
            after = time.perf_counter() - start
            if 'role="status"' in text:
                own.place = own.place or after
                own.word = own.word or after
            elif kind == "progress":
                own.word = own.word or after
            elif kind in ("plotly_chart", "imgs"):
                own.first = own.first or after

        there.wait()
        start = time.perf_counter()
        try:
            visitor.press(YES, sees)
            own.whole = time.perf_counter() - start
        except Exception as error:  # every one counts, whatever it is
            own.error = repr(error)
        return own

    guests = [Visitor(port, "lineup_match") for _ in range(visitors)]
    for guest in guests:
        bring(guest, lineup)
    with ThreadPoolExecutor(visitors) as pool:
        waited = list(pool.map(visit, guests))
    for guest in guests:
        guest.close()
    return waited


def _pages(port: int, lineup: Sequence[Upload], rounds: int) -> tuple[list[float], list[float]]:
    """Seconds that a visitor with few photos waits: for pages, and for own line-ups."""
    pages, lineups = [], []
    for _ in range(rounds):
        pages.append(_open_concept(port))
        lineups.append(_analyse(port, lineup))
    return pages, lineups


@contextmanager
def _meanwhile(visit: Callable[[], float]) -> Iterator[list[float]]:
    """What `visit` returns, again and again until the block has ended; at least once."""
    found: list[float] = []
    over = threading.Event()

    def go() -> None:
        while not (found and over.is_set()):
            found.append(visit())
            over.wait(_PAUSE_S)

    with ThreadPoolExecutor(1) as pool:
        going = pool.submit(go)
        try:
            yield found
        finally:
            over.set()
    going.result()


def _beside(alone: Sequence[float], beside: Sequence[float]) -> dict[str, Any]:
    """The 95th percentile beside another visitor, against BESIDE_LIMIT times that without."""
    before, after = float(np.percentile(alone, 95)), float(np.percentile(beside, 95))
    return row(after, BESIDE_LIMIT * before, "s", len(beside)) | {"alone": before, "times": after / before}
