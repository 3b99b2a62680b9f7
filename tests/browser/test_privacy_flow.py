"""Consent, kept photos and a purge as people do them, and another window that forgets without a click."""

import io
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.faces.engine import Engine
from core.services.lineup.match import look_at
from core.types import Upload
from core.ui.words_ko import common
from core.ui.words_ko import privacy as t
from core.ui.words_ko import projects as projects_words
from tests.browser.axe import Visit
from tests.browser.conftest import free_port, look, running_studio, settle, shot
from tests.browser.test_photos_are_forgotten import NOTHING, TTL_S, Lineup, Studio, _all_but, _bring
from tests.support.memory import held_bytes, process_with
from tests.support.near import parts
from tests.support.planting import changed
from tests.support.watched_studio import HURRY_S

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SOON_S = 60


def _click(page: Any, name: str, *, last: bool = False) -> None:
    found = page.get_by_role("button", name=name, exact=True)
    (found.last if last else found.first).click()
    settle(page)


def _view(page: Any, address: str, view: str) -> None:
    page.goto(f"{address}/privacy?view={view}")
    page.get_by_role("heading", level=1).first.wait_for()
    settle(page)


@pytest.mark.parametrize(
    ("width", "dark"), [pytest.param(1400, False, marks=pytest.mark.whole), (420, True)], ids=["desk", "phone"]
)
def test_photos_are_kept_seen_and_purged(open_studio: Any, new_studio: str, width: int, dark: bool) -> None:
    page, mark = open_studio(width, dark, at=new_studio), f"{width}-{'dark' if dark else 'light'}"
    settle(page)
    _view(page, new_studio, "keeping")
    _click(page, t.TURN_ON)
    page.get_by_text(t.TURNED_ON).first.wait_for()
    look(page, f"privacy-keeping-{mark}")
    page.goto(f"{new_studio}/lineup_match")
    page.get_by_role("button", name=common.OPEN_DEMO).first.click()
    page.get_by_role("button", name=projects_words.SAVE_TO).first.wait_for()
    settle(page)
    _click(page, projects_words.SAVE_TO)
    look(page, f"privacy-save-{mark}")
    _click(page, projects_words.SAVE_GO, last=True)
    page.get_by_role("link", name=common.PRIVACY).first.evaluate("link => link.click()")
    page.get_by_role("button", name=t.WRITE).first.wait_for()
    settle(page)
    _click(page, t.WRITE)
    page.get_by_label(t.BASIS).fill("2026-11-28 서명한 동의서, 문서함 12번")
    page.get_by_label(t.PURPOSE).fill("데뷔조 회의")
    page.keyboard.press("Enter")
    page.get_by_text(t.MINORS[False], exact=True).click()
    settle(page)
    shot(page, f"privacy-form-{mark}", whole=False)
    _click(page, t.SAVE)
    page.get_by_text(t.STATE["valid"]).first.wait_for()
    page.get_by_role("link", name=common.LINEUP).first.evaluate("link => link.click()")
    page.get_by_role("button", name=t.KEEP_NOW).first.wait_for()
    settle(page)
    _click(page, t.KEEP_NOW)
    page.get_by_text("연습생 1명의 사진").first.wait_for()
    _click(page, projects_words.OPEN_SAVED)
    page.get_by_role("button", name=t.SEE).first.wait_for()
    settle(page)
    _click(page, t.SEE)
    page.get_by_role("button", name=t.CLOSE).first.wait_for()
    look(page, f"privacy-version-{mark}")
    _view(page, new_studio, "consent")
    look(page, f"privacy-consent-{mark}")
    seen = Visit(page, new_studio)
    seen.papers = ["dark", "light"] if dark else ["light", "dark"]
    seen.look("consent")
    _view(page, new_studio, "purge")
    page.get_by_label(t.NAME).fill(f"{common.DEMO_TRAINEE} 1")
    _click(page, t.FIND)
    page.get_by_text(t.FILES_AID).or_(page.get_by_text(t.MODE_AID["name"])).first.wait_for()
    look(page, f"privacy-found-{mark}")
    seen.look("found")
    assert seen.wrong == []
    _click(page, t.PURGE)
    _click(page, t.PURGE_YES)
    page.get_by_role("button", name=t.RECEIPT).first.wait_for()
    settle(page)
    assert page.get_by_text(f"{common.DEMO_TRAINEE} 1", exact=True).count() == 0
    with page.expect_download() as download:
        page.get_by_role("button", name=t.RECEIPT).first.click()
    assert common.DEMO_TRAINEE not in Path(download.value.path()).read_text(encoding="utf-8")
    look(page, f"privacy-receipt-{mark}")


def test_another_window_forgets_without_a_click_and_so_does_the_process(
    open_studio: Any, demo: Path, tmp_path: Path, engine: Engine
) -> None:
    look, lineup = free_port(), Lineup()
    hers = parts(_embeddings(lineup, demo, engine))
    before = [sys.executable, "-m", "tests.support.watched_studio", str(look)]
    with running_studio(tmp_path, "--server.disconnectedSessionTTL", str(TTL_S), before=before) as address:
        watched, process = Studio(address, look), process_with(str(look))
        page = open_studio(at=f"{address}/lineup_match")
        settle(page)
        _bring(page, lineup, demo)
        held = watched.held(lineup, hers)
        assert held["kinds"]["Picture"] and held["near"] >= len(hers) // 2, "what is looked for can be found"
        found = held_bytes(process, lineup.name, lineup.mark)
        assert found["name"] > 0, "what is looked for can be found"
        admin = open_studio(at=address)
        settle(admin)
        _view(admin, address, "purge")
        admin.get_by_label(t.NAME).fill(f"{lineup.name}1")
        _click(admin, t.FIND)
        _click(admin, t.PURGE)
        _click(admin, t.PURGE_YES)
        page.get_by_text(t.PURGED_HERE).first.wait_for()
        settle(page)
        assert lineup.name not in page.content() and lineup.name not in admin.content()
        admin.close()
        deadline = time.monotonic() + SOON_S
        while _all_but(now := watched.held(lineup, hers)) != NOTHING:
            assert time.monotonic() < deadline, f"still alive: {now}"
            time.sleep(HURRY_S + 3)
        left = held_bytes(process, lineup.name, lineup.mark)
        print("in the process's memory, freed blocks too, before and after:", found, left)


def _embeddings(lineup: Lineup, demo: Path, engine: Engine) -> NDArray[np.float32]:
    """Of the first one's photos as they are brought, and of mirrored, smaller and newly encoded ones."""
    chance, uploads = np.random.default_rng(7), list[Upload]()
    for file in lineup.files(demo)[:3]:
        photo = Image.open(io.BytesIO(file["buffer"])).convert("RGB")
        made = (changed(photo, (one,), chance) for one in ("mirror", "resize", "encode"))
        uploads += [Upload(file["name"], data) for data in (file["buffer"], *made)]
    found = look_at({"": uploads}, engine)[""]
    return np.array([one.embedding for one in found if one.embedding is not None])
