"""An AI group in a browser, by keyboard: candidates in the background, a reload meanwhile, stars, a group, a sheet."""

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from core.faces.engine import Engine
from core.ui.words_ko import virtual as t
from core.virtual.mark import source_in
from tests.browser.conftest import look, press_key, running_studio, settle
from tests.support.made_up import whole

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory, engine: Engine, demo: Path) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("made-up")
    own = whole(folder, engine, demo)
    named = ("data", "stylegan_mapping", "stylegan_synthesis", "stylegan_truncation")
    with running_studio(folder, environment={f"STUDIO_{n.upper()}": str(getattr(own, n)) for n in named}) as address:
        yield address


def test_an_ai_group_is_made_by_keyboard_and_taken_along(made_up: str, new_page: Callable[..., Any]) -> None:
    page = new_page()
    page.goto(f"{made_up}/virtual_group")
    page.get_by_role("button", name=t.MAKE).wait_for()
    settle(page)
    look(page, "virtual-first-wide")
    press_key(page, "button", re.compile(t.MAKE))
    page.reload()
    page.get_by_role("button", name=t.star(23, 0)).wait_for()
    settle(page)
    press_key(page, "button", re.compile(f"{t.star(3, 0)}$"))
    page.get_by_role("button", name=t.star(3, 1)).first.wait_for()
    page.get_by_role("spinbutton", name=t.SIZE).fill("2")
    page.keyboard.press("Enter")
    settle(page)
    press_key(page, "button", re.compile(t.PROPOSE))
    look(page, "virtual-candidates-wide")
    press_key(page, "button", re.compile(t.MAKE_GROUP))
    page.get_by_role("heading", name=t.HAND_OUT).wait_for()
    page.get_by_text(t.HEAT_AID).wait_for()
    settle(page)
    look(page, "virtual-group-wide")
    with page.expect_download() as taken:
        press_key(page, "button", re.compile(t.FILES["png"]))
    sheet = taken.value.path().read_bytes()
    assert source_in(sheet) == "trainedAlgorithmicMedia" and Image.open(io.BytesIO(sheet)).width == 1600
    with page.expect_download() as taken:
        press_key(page, "button", re.compile(t.FILES["json"]))
    assert json.loads(taken.value.path().read_bytes())["form"] == 1

    phone = new_page(420, True)
    phone.goto(page.url)
    phone.get_by_role("heading", name=t.HAND_OUT).wait_for()
    settle(phone)
    look(phone, "virtual-group-narrow-dark")
