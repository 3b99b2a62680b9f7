"""A visitor who has to wait: told the place, able to stop, and served afterwards."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed

from core.bench.load import lineup, zipped
from core.bench.visitors.probe import YES, Visitor, bring
from core.ui.kit.in_turn import SEATS
from core.ui.words_ko import common as t
from core.ui.words_ko import intake as intake_words
from core.ui.words_ko import lineup as words
from tests.browser.conftest import settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_place_in_line_is_said_and_given_back_by_stopping(open_studio: Any, studio: str, demo: Path) -> None:
    photos = [file.read_bytes() for file in sorted((demo / "lineup").rglob("*.jpg"))]
    few, many = lineup(photos, 4), [zipped(lineup(photos, 400))]
    port = urlsplit(studio).port
    assert port is not None
    first, *guests = [Visitor(port, "lineup_match") for _ in range(1 + SEATS)]
    bring(first, few)
    first.press(YES)  # embeds the reference set
    for guest in guests:
        bring(guest, many)
    page = open_studio()
    page.get_by_role("button", name=t.OPEN_OWN).click()
    page.get_by_text(t.FILES_LABEL).first.wait_for()
    settle(page)
    files = [{"name": file.path, "mimeType": "image/jpeg", "buffer": file.data} for file in few]
    page.locator("input[type=file]").first.set_input_files(files)
    start = page.get_by_role("button", name=t.analyse_button(len(few)))
    start.wait_for()
    settle(page)
    at_work = [Event() for _ in guests]

    def work(number: int) -> None:
        with suppress(ConnectionClosed):
            guests[number].press(YES, lambda kind, _: at_work[number].set() if kind == "progress" else None)

    with ThreadPoolExecutor(SEATS) as pool:
        working = [pool.submit(work, number) for number in range(SEATS)]
        assert all(one.wait(60) for one in at_work)
        start.click()
        page.get_by_role("button", name=words.FICTION_YES).click()
        page.get_by_role("status").filter(has_text=f"앞에 {SEATS}명이 있습니다").wait_for()
        page.get_by_role("button", name=t.STOP).click()
        page.get_by_role("button", name=t.STOP).wait_for(state="detached")
        assert not any(one.done() for one in working)
        for guest in guests:
            guest.close()
    assert page.get_by_role("status").filter(has_text="앞에").count() == 0
    page.get_by_role("button", name=intake_words.AGAIN).click()  # what was brought is still there
    page.get_by_text("실존하지 않는 데모 그룹과 비교한").first.wait_for()
