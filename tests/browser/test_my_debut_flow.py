"""One's own face on a phone with a camera, on a server that shows this page and nothing else."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from PIL import Image

from core.access.actor import LOCAL
from core.services.my_debut.card import SIZES
from core.services.my_debut.opening import open_alone
from core.settings import Settings
from core.ui.words_en import my_debut as en
from core.ui.words_ko import my_debut as ko
from core.ui.words_ko.built_in import PHRASES
from tests.browser.conftest import TRAFFIC, chromium_path, look, no_sideways_scroll, running_studio, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def film(portrait: Path, file: Path) -> Path:
    """What a fake camera shows: a portrait before a wall, as MJPEG."""
    frame, out = Image.new("RGB", (640, 480), "#b9b2a6"), io.BytesIO()
    with Image.open(portrait) as picture:
        frame.paste(picture.resize((400, 400)), (120, 40))
    frame.save(out, "JPEG", quality=95)
    file.write_bytes(out.getvalue() * 10)
    return file


@contextmanager
def phone(browser: Any, seen: Path) -> Iterator[Any]:
    """A page of 390 x 844 in a Chromium of its own whose camera sees `seen`."""
    camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    own = browser.browser_type.launch(
        executable_path=chromium_path(),
        args=["--no-sandbox", "--disable-dev-shm-usage", *camera, f"--use-file-for-fake-video-capture={seen}"],
    )
    context = own.new_context(
        viewport={"width": 390, "height": 844}, locale="ko-KR", permissions=["camera"], has_touch=True
    )
    context.add_init_script(TRAFFIC)
    page = context.new_page()
    page.set_default_timeout(120_000)
    yield page
    own.close()


def test_a_camera_an_answer_and_a_card_and_no_other_page(browser: Any, demo: Path, tmp_path: Path) -> None:
    open_alone(Settings(workspace=tmp_path / "workspace"), LOCAL, on=True)
    seen = film(demo / "lineup" / "trainee_1" / "02.jpg", tmp_path / "camera.mjpeg")
    alone = {"STUDIO_ONLY": "my_debut"}
    with running_studio(tmp_path, environment=alone) as address, phone(browser, seen) as page:
        with urlopen(f"{address}/") as first, urlopen(f"{address}/_stcore/health") as other:
            assert "camera=(self)" in first.headers["Permissions-Policy"]
            assert "camera=()" in other.headers["Permissions-Policy"]
        for path in ("lineup_match?link=x", "people", "my_debut"):
            page.goto(f"{address}/{path}")
            page.get_by_text(ko.TITLE).first.wait_for()
            settle(page)
            assert page.locator("h1").all_inner_texts() == [ko.TITLE]
            links = page.locator("a[href]").evaluate_all("links => links.map(a => new URL(a.href).pathname)")
            assert set(links) <= {"/", "/my_debut"}, links
        page.get_by_role("button", name=ko.DEMO_GO).click()
        page.get_by_role("radio", name=ko.CAMERA).click()
        page.locator("video").wait_for()
        settle(page)
        look(page, "my-debut-camera")
        page.wait_for_timeout(800)  # until the camera's first frame
        page.get_by_role("button", name=dict(PHRASES)["Take Photo"]).click()
        page.get_by_text(ko.MAP_TITLE).wait_for()
        no_sideways_scroll(page)
        page.get_by_role("button", name=ko.FEED).wait_for()
        settle(page)
        look(page, "my-debut-answer")
        with page.expect_download() as download:
            page.get_by_role("button", name=ko.FEED).click()
        with Image.open(download.value.path()) as card:
            assert card.size == SIZES["feed"]
        page.get_by_role("radio", name="English").click()
        page.get_by_role("heading", name=en.TITLE).wait_for()
        settle(page)
        look(page, "my-debut-english")
