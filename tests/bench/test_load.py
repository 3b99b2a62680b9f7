"""Visitors of a real server, by Streamlit's own protocol: the line is fair, is said, and is left by whoever goes."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest
from websockets.exceptions import ConnectionClosed

from core.bench import load
from core.bench.startup import server
from core.bench.visitors.probe import YES, Visitor, bring
from core.types import Upload
from core.ui.kit.in_turn import SEATS

pytestmark = pytest.mark.slow
PATIENCE_S = 60


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with server(tmp_path) as port:
        yield port


def visitor(port: int, photos: list[Upload]) -> Visitor:
    made = Visitor(port, "lineup_match")
    bring(made, photos)
    return made


def places(guest: Visitor) -> list[str]:
    """Have the photos analysed; what was said of the place in line."""
    said = []
    guest.press(YES, lambda kind, text: said.append(text) if "status" in text else None)
    return said


def test_a_visitor_with_many_photos_holds_nobody_up_and_leaves_by_closing_the_tab(port: int, demo: Path) -> None:
    photos = [file.read_bytes() for file in sorted((demo / "lineup").rglob("*.jpg"))]
    few, many = load.lineup(photos, 3), [load.zipped(load.lineup(photos, 400))]
    assert places(visitor(port, few)) == [], "alone there is no line; it embeds the reference set"
    guests = [visitor(port, many) for _ in range(SEATS)]
    at_work = [Event() for _ in guests]

    def work(number: int) -> None:
        with suppress(ConnectionClosed):
            guests[number].press(YES, lambda kind, text: at_work[number].set() if kind == "progress" else None)

    with ThreadPoolExecutor(SEATS) as pool:
        working = [pool.submit(work, number) for number in range(SEATS)]
        assert all(one.wait(PATIENCE_S) for one in at_work)
        said = places(visitor(port, few))
        assert not any(one.done() for one in working), "the others were not waited for"
        assert said and f"앞에 {SEATS}명이 있습니다" in said[0]
        for guest in guests:
            guest.close()
    deadline = time.monotonic() + PATIENCE_S
    while places(visitor(port, few)):
        assert time.monotonic() < deadline, "closed tabs still stand in the line"


@pytest.mark.whole
def test_the_measurement_gives_every_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "MANY", 60)
    found = load.run(None, visitors=3)
    assert found["visitors"]["errors"] == 0
    assert {"whole_answer_p50", "concept_meanwhile_p95", "lineup_beside_many_photos", "peak_memory"} <= set(found)
    assert all(one["ours"] > 0 for one in found.values())
