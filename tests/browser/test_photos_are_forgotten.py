"""What is left of a line-up once it was read or cleared, once its tab was closed, and on the browser's own disk."""

import base64
import io
import json
import secrets
import sys
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.ui.visits.closed_tabs import _LOOK_S
from core.ui.words_ko import common as t
from core.ui.words_ko import intake as intake_words
from core.ui.words_ko import lineup as lineup_words
from tests.browser.conftest import TRAFFIC, chromium_path, free_port, running_studio, settle
from tests.support.watched_studio import HURRY_S

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TTL_S = 4
SOON_S = 60  # a busy machine; no bar
PEOPLE, MANY = 2, 400  # as many as a line-up may have


@dataclass
class Lineup:
    """Photos with a mark in their bytes, and names that no other text holds."""

    name: str = field(default_factory=lambda: f"표식{secrets.token_hex(6)}")
    mark: bytes = field(default_factory=lambda: secrets.token_bytes(24))

    def files(self, demo: Path) -> list[dict[str, Any]]:
        made = []
        for person in range(1, PEOPLE + 1):
            for photo in (1, 2, 3):
                out = io.BytesIO()
                picture = Image.open(demo / "lineup" / f"trainee_{person}" / f"{photo:02d}.jpg")
                picture.resize((1400, 1400)).save(out, "JPEG", quality=95, comment=self.mark)
                assert len(out.getvalue()) > 2**17
                name = f"{self.name}{person}_{photo}.jpg"
                made.append({"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()})
        return made

    def many(self, demo: Path) -> dict[str, Any]:
        """Hundreds in one file: what takes long."""
        out, whole = io.BytesIO(), io.BytesIO()
        picture = Image.open(demo / "lineup" / "trainee_1" / "01.jpg")
        picture.resize((700, 700)).save(out, "JPEG", quality=60, comment=self.mark)
        with zipfile.ZipFile(whole, "w") as archive:
            for photo in range(MANY):
                archive.writestr(f"{self.name}{photo % 9}_{photo}.jpg", out.getvalue() + bytes([photo % 256]))
        return {"name": "lineup.zip", "mimeType": "application/zip", "buffer": whole.getvalue()}


class Studio:
    """A studio whose process can be asked what it holds."""

    def __init__(self, address: str, look: int) -> None:
        self.address, self._look = address, look

    def held(self, lineup: Lineup, parts: Iterable[NDArray[np.float32]] = ()) -> dict[str, Any]:
        """See tests.support.watched_studio; kinds without sessions, of which the server's own one is left."""
        rows = "".join(f"&part={part.tobytes().hex()}" for part in parts)
        marks = "&".join(f"mark={mark.hex()}" for mark in (lineup.name.encode(), lineup.mark))
        with urlopen(f"http://127.0.0.1:{self._look}/?{marks}{rows}", timeout=300) as answer:
            found: dict[str, Any] = json.load(answer)
        found["kinds"].pop("AppSession", None)
        found["served"].pop("image/png", None)  # the studio's own icon and name
        return found


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    look = free_port()
    before = [sys.executable, "-m", "tests.support.watched_studio", str(look)]
    folder = tmp_path_factory.mktemp("watched")
    with running_studio(folder, "--server.disconnectedSessionTTL", str(TTL_S), before=before) as address:
        yield Studio(address, look)
    assert "표식" not in (folder / "log").read_text(), "a name in the log"


def _bring(page: Any, lineup: Lineup, demo: Path) -> None:
    _begin(page, lineup.files(demo))
    _judged(page)


def _begin(page: Any, files: list[dict[str, Any]]) -> None:
    page.get_by_text(t.FILES_LABEL).first.wait_for()
    settle(page)
    page.locator("input[type=file]").first.set_input_files(files)
    page.get_by_role("button", name=t.analyse_button(len(files))).click()
    page.get_by_role("button", name=lineup_words.FICTION_YES).click()


def _judged(page: Any) -> None:
    page.get_by_role("button", name=t.SEE_PHOTOS).nth(PEOPLE - 1).wait_for()
    settle(page)


def _rename(page: Any, name: str) -> None:
    page.get_by_role("button", name=t.SEE_PHOTOS).first.click()
    page.get_by_role("button", name=lineup_words.RENAME, exact=True).click()
    page.get_by_label(lineup_words.NEW_NAME).fill(name)
    page.get_by_role("button", name=lineup_words.RENAME_GO).click()
    page.get_by_text(name).first.wait_for()
    settle(page)
    page.get_by_role("dialog").get_by_role("button", name=t.PUT_AWAY).first.click()
    settle(page)


NOTHING = {"raw": 0, "served": {}, "kinds": {}, "marks": [0, 0], "near": 0}


def _all_but(found: Mapping[str, Any], *left_out: str) -> dict[str, Any]:
    return {what: value for what, value in found.items() if what not in ("active", *left_out)}


def _until_nothing_is_held(watched: Studio, lineup: Lineup, after: float) -> dict[str, Any]:
    """after: seconds. Not asked more often: the question itself holds what it finds, until garbage is collected."""
    deadline = time.monotonic() + TTL_S + SOON_S
    while True:
        time.sleep(after)
        if _all_but(found := watched.held(lineup)) == NOTHING:
            return found
        assert time.monotonic() < deadline, f"still alive: {found}"


def test_raw_files_go_when_they_are_read_and_everything_when_it_is_cleared(watched, open_studio, demo):
    page, lineup = open_studio(at=f"{watched.address}/lineup_match"), Lineup()
    for leave, yes in ((t.NEW_LINEUP, lineup_words.NEW_YES), (t.CLEAR_ALL, lineup_words.CLEAR_YES)):
        _bring(page, lineup, demo)
        found = watched.held(lineup)
        assert found["raw"] == 0 and found["marks"][1] == 0, "nothing but what was made of the photos is left"
        assert found["kinds"]["Picture"] == 3 * PEOPLE and found["marks"][0] > 0, "what is looked for can be found"
        assert set(found["served"]) == {"text/csv"}
        _rename(page, f"{lineup.name}x")
        page.get_by_role("button", name=leave).click()
        page.get_by_role("button", name=yes).click()
        page.get_by_text(t.FILES_LABEL).first.wait_for()
        settle(page)
        _until_nothing_is_held(watched, lineup, HURRY_S + 3)
    page.reload()
    page.get_by_text(t.FILES_LABEL).first.wait_for()


def test_a_reload_finds_the_line_up_another_tab_does_not_and_a_closed_tab_is_forgotten(watched, open_studio, demo):
    page, lineup = open_studio(at=f"{watched.address}/lineup_match"), Lineup()
    _bring(page, lineup, demo)
    _rename(page, f"{lineup.name}x")
    for _ in range(2):
        page.reload()
        _judged(page)
        page.get_by_text(f"{lineup.name}x").first.wait_for()
    page.get_by_role("button", name=t.UNDO).click()  # what was done can still be undone
    page.get_by_text(f"{lineup.name}x").first.wait_for(state="detached")
    assert watched.held(lineup)["kinds"]["LineupResult"] == 1
    other = page.context.new_page()
    other.goto(f"{watched.address}/lineup_match")
    other.get_by_text(t.FILES_LABEL).first.wait_for()
    settle(other)
    assert lineup.name not in other.content()
    other.close()
    page.close()
    assert _until_nothing_is_held(watched, lineup, TTL_S + 2 * _LOOK_S)["active"] == 0, "no visitor is there"


def test_an_analysis_goes_on_elsewhere_and_over_a_reload_and_ends_with_its_tab(watched, open_studio, demo):
    page, lineup, asked = open_studio(at=f"{watched.address}/lineup_match"), Lineup(), list[str]()

    def reload(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", reload)
    stop, link = page.get_by_role("button", name=t.STOP), page.get_by_role("link", name=intake_words.WATCH)
    _begin(page, [lineup.many(demo)])
    for leave in (t.HOME, t.ENGINES):
        stop.wait_for()
        page.get_by_role("link", name=leave).first.click()
        link.wait_for()
        if leave == t.HOME:
            link.click()
    assert asked == [], "the studio's own pages are left without a question"
    page.reload()
    assert asked == ["beforeunload"], "no browser tells this from closing"
    link.click()
    stop.wait_for()
    assert (found := watched.held(lineup))["raw"] == 0 and found["marks"][1] > 0, "the analysis has them, no uploader"
    page.close()
    assert _until_nothing_is_held(watched, lineup, TTL_S + 2 * _LOOK_S)["active"] == 0, "no visitor is there"


def test_what_was_chosen_and_not_read_goes_with_its_uploader(watched, open_studio, demo):
    page, lineup = open_studio(at=f"{watched.address}/lineup_match"), Lineup()
    page.get_by_text(t.FILES_LABEL).first.wait_for()
    settle(page)
    page.locator("input[type=file]").first.set_input_files(lineup.files(demo)[:2])
    page.get_by_role("button", name=t.analyse_button(2)).wait_for()
    assert watched.held(lineup)["raw"] == 2
    page.get_by_role("radio", name=t.INTAKE_WAYS["folder"]).click()
    page.get_by_text(t.FOLDER_UPLOAD_LABEL).first.wait_for()
    settle(page)
    assert _all_but(watched.held(lineup), "marks")["raw"] == 0
    page.get_by_role("radio", name=t.INTAKE_WAYS["files"]).click()
    page.get_by_text(t.FILES_LABEL).first.wait_for()
    settle(page)
    page.locator("input[type=file]").first.set_input_files(lineup.files(demo)[:2])
    page.get_by_role("button", name=t.analyse_button(2)).wait_for()
    page.get_by_role("link", name=t.CONCEPT).first.click()
    page.get_by_role("heading", level=1).get_by_text("컨셉").first.wait_for()
    settle(page)
    assert watched.held(lineup)["raw"] == 0


def _asked(address: str, cookie: str = "") -> tuple[int, str | None, str | None]:
    """Status, and the two headers that matter."""
    try:
        answer = urlopen(Request(address, headers={"Cookie": cookie}), timeout=60)
    except HTTPError as error:
        answer = error
    return answer.status, answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]


def test_a_download_is_the_browsers_that_shows_it_and_kept_by_none(watched, open_studio, demo):
    page, lineup = open_studio(at=f"{watched.address}/lineup_match"), Lineup()
    _bring(page, lineup, demo)
    page.get_by_text(t.TABLE_BEHIND).first.click()
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=lineup_words.CSV_PEOPLE, exact=True).click()
    assert lineup.name in Path(download.value.path()).read_text(encoding="utf-8-sig")
    stranger = open_studio(at=watched.address)
    own, theirs = (
        "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in each.context.cookies())
        for each in (page, stranger)
    )
    assert "_streamlit_xsrf" in own and "_streamlit_xsrf" in theirs
    yes, no = (200, "no-store", "nosniff"), (404, "no-store", "nosniff")
    address = download.value.url
    assert [_asked(address, cookie) for cookie in (own, theirs, "", own.replace("2|", "3|"))] == [yes, no, no, no]
    page.close()
    settle(stranger)
    assert [_asked(address, cookie) for cookie in (own, theirs)] == [no, no], "no tab shows it any more"


@contextmanager
def _kept_profile(browser: Any, folder: Path) -> Iterator[Any]:
    """A page of a Chromium that keeps its profile in `folder`, as people's browsers do."""
    context = browser.browser_type.launch_persistent_context(
        folder, executable_path=chromium_path(), args=["--no-sandbox", "--disable-dev-shm-usage"], locale="ko-KR",
        viewport={"width": 1400, "height": 900},
    )  # fmt: skip
    context.add_init_script(TRAFFIC)
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


_PICTURES = "() => [...document.querySelectorAll('main img[alt], [role=dialog] img[alt]')].map(e => e.src)"


def test_nothing_of_a_line_up_is_on_the_browsers_disk(watched, browser, demo, tmp_path):
    lineup, shown = Lineup(), dict[str, bytes]()
    with _kept_profile(browser, tmp_path / "profile") as page:
        page.goto(f"{watched.address}/lineup_match")
        _bring(page, lineup, demo)
        _rename(page, f"{lineup.name}x")
        page.get_by_role("button", name=t.SEE_PHOTOS).first.click()
        page.get_by_role("dialog").locator("img").first.wait_for()
        settle(page)
        for source in page.evaluate(_PICTURES):
            assert source.startswith("data:image/jpeg;base64,"), source[:60]
            jpeg = base64.b64decode(source.partition(",")[2])
            shown[source] = jpeg[len(jpeg) // 2 :][:40]
        page.keyboard.press("Escape")
        settle(page)
        page.get_by_text(t.TABLE_BEHIND).first.click()
        settle(page)
        with page.expect_download():
            page.get_by_role("button", name=lineup_words.CSV_PEOPLE, exact=True).click()
        page.reload()
        _judged(page)
        page.get_by_role("link", name=t.CONCEPT).first.click()
        settle(page)
        page.go_back()
        _judged(page)
    assert len(shown) >= PEOPLE + 3
    texts = [lineup.name.encode(), lineup.name.encode("utf-16-le"), lineup.mark]
    coded = [base64.b64encode(part[2:38])[4:40] for part in shown.values()]
    files = [file for file in (tmp_path / "profile").rglob("*") if file.is_file()]
    assert any("Cache_Data" in file.parts for file in files), "the browser does keep what it may"
    for file in files:
        content = file.read_bytes()
        found = [part for part in (*texts, *coded, *shown.values()) if part in content]
        assert not found, f"{file.relative_to(tmp_path)}: {found}"
