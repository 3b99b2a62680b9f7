"""A workspace whose database is damaged, locked or full: each page says so, none shows a traceback, and there is a way
out."""

import random
import sqlite3
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from core import jobs
from core.services.reference import sets as reference
from core.settings import Settings
from core.storage import database, rescue
from core.storage.database import DAMAGED, Database
from core.storage.news.articles import Articles
from core.ui.words_ko import common as t
from tests.storage.test_rescue import DAMAGE, damage, studio
from tests.support.app import open_page, texts
from tests.support.builders import article

__all__ = ["studio"]  # a fixture
PAGES = ("home", "lineup_match", "concept", "reference_data", "training", "engines")


def press(app: AppTest, label: str) -> AppTest:
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


@pytest.mark.slow
@pytest.mark.parametrize("how", DAMAGE)
def test_every_page_says_it_and_leads_out(studio: Settings, how: Callable[[bytes], bytes]) -> None:
    rescue.keep_copy(studio)
    damage(studio, how)
    for page in PAGES:
        app = open_page(page)  # asserts that nothing was raised and nothing unexpected is said
        said = [button.label for button in app.button]
        if page == "reference_data":  # which uses all of it
            assert DAMAGED in texts(app) and t.START_EMPTY in said
    copy = rescue.copies(studio)[0]
    app = press(app if t.START_EMPTY in said else open_page("reference_data"), t.restore(f"{copy.made:%Y-%m-%d %H:%M}"))
    assert t.RESCUE_TITLE not in texts(app) and Database(studio).sets()[0].name == "우리 세트"


def test_to_begin_with_an_empty_one_keeps_the_sets(studio: Settings) -> None:
    damage(studio, DAMAGE[0])
    app = press(open_page("reference_data"), t.START_EMPTY)
    assert "되찾은 세트 1" in [source.name for source in reference.list_sources(studio)]
    assert t.RESCUE_TITLE not in texts(app)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_whatever_bytes_a_disk_gives_back_no_page_breaks(studio: Settings, seed: int) -> None:
    Articles(studio).keep(
        "itzy", [article(f"있지 예지 {n}", "예지 " * 90, group="itzy") for n in range(30)], filed=True
    )
    chance, data = random.Random(seed), bytearray(studio.database.read_bytes())
    for _ in range(chance.choice([1, 20, 400])):
        place = chance.randrange(100, len(data))
        data[place : place + 8] = chance.randbytes(8)
    studio.database.write_bytes(data)
    database._connect.cache_clear()
    for page in PAGES:
        open_page(page, **({"analyzer": "kiwi"} if page == "concept" else {}))  # which starts faster


@pytest.mark.slow
def test_every_page_says_that_another_program_holds_it(studio: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PATIENCE_S", 0)
    with sqlite3.connect(studio.database, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        for page in PAGES:
            app = open_page(page)
            assert "잠그고 있습니다" in texts(app) or page == "lineup_match"
            assert t.START_EMPTY not in [button.label for button in app.button], "nothing is wrong with it"


def test_what_a_killed_studio_left_undone_is_said_where_it_was_begun(settings: Settings) -> None:
    places = {"reference_data": "core.services.reference.importing", "engines": "core.services.measured.engine_trial"}
    for page, work in places.items():
        record = jobs._Record(page, f"{page} 작업", "running", 3, 9, studio="0" * 12, work=work)
        jobs._write(settings.workspace / "jobs", record)
    for page in places:
        app = open_page(page)
        assert f"{page} 작업: {jobs._ENDED}" in texts(app) and texts(app).count("꺼져서") == 1
        app = press(app, t.PUT_AWAY)
        assert "꺼져서" not in texts(app) and "꺼져서" not in texts(open_page(page))
