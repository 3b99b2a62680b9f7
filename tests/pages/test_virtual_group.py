"""The page of AI groups: without a generator, for those who may only look, and from candidates to a project."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import jobs
from core.errors import VirtualError
from core.faces.engine import Engine
from core.services.virtual import generators, groups, lent, searches, sheets
from core.services.virtual.made import drawing
from core.settings import Settings, get_settings
from core.types import silent
from core.ui.kit.state import Frame
from core.ui.lineup.state import LineupPage
from core.ui.virtual.state import VirtualPage
from core.ui.words_ko import common
from core.ui.words_ko import made_faces as faces
from core.ui.words_ko import virtual as t
from tests.support.app import labelled, open_page, own, press, texts
from tests.support.made_up import whole
from tests.support.signed_in import acting_on_pages, person

pytestmark = pytest.mark.slow
PAGE = "virtual_group"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, engine: Engine, demo: Path) -> Settings:
    return whole(tmp_path_factory.mktemp("studio"), engine, demo)


@pytest.fixture
def studio(small: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """With the stand-in's generator alone, and jobs that are over when they were begun."""
    for name in ("data", "stylegan_mapping", "stylegan_synthesis", "stylegan_truncation"):
        monkeypatch.setenv(f"STUDIO_{name.upper()}", str(getattr(small, name)))
    get_settings.cache_clear()
    only(monkeypatch, generators.GENERATORS["stylegan"])

    def start(settings: Settings, title: str, work: Any, *arguments: Any, **more: Any) -> str:
        work(silent, *arguments)
        return "job"

    monkeypatch.setattr(jobs, "start", start)
    shutil.rmtree(get_settings().workspace, ignore_errors=True)
    return get_settings()


def only(monkeypatch: pytest.MonkeyPatch, opens: Any) -> None:
    """There is no generator but the company's."""
    for module in (generators, lent):
        monkeypatch.setattr(module, "GENERATORS", {"stylegan": opens})


def absent(settings: Settings) -> Any:
    raise VirtualError("생성기가 없습니다.")


def test_without_a_generator_the_page_says_the_one_command(studio: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, absent)
    monkeypatch.setattr(lent, "_shared", {})
    app = open_page(PAGE)
    assert app.code[0].value == t.COMMAND and t.NOTHING_YET in texts(app)
    assert t.MAKE not in [button.label for button in app.button]
    assert t.NO_SEARCHES in texts(open_page(PAGE, view="face"))
    assert t.NO_GROUP in texts(open_page(PAGE, view="groups"))


def test_from_candidates_to_a_group_its_files_a_line_up_and_a_project(studio: Settings) -> None:
    app = press(open_page(PAGE), t.MAKE)
    (sheet,) = sheets.sheets(studio)
    assert t.made_sheet(sheet.name) in texts(app) and "24 / 24명" in texts(app)
    app = press(app, t.star(2, 0))
    assert sheets.sheet_view(studio, sheet.id).stars == {2: 1}
    app = press(app, t.star(2, 1))
    assert sheets.sheet_view(studio, sheet.id).stars == {}
    _looked_at(studio)
    labelled(app.number_input, t.SIZE).set_value(2)
    app = press(app, t.PROPOSE)
    chosen = own(app, VirtualPage).chosen[sheet.id]
    assert len(chosen) == 2 and t.chosen(2) in texts(app)
    app = press(app, t.MAKE_GROUP)
    (made,) = groups.groups(studio)
    assert t.made_group(made.name, 2) in texts(app) and t.holds(made.threshold, made.floor, sure=True) in texts(app)
    assert [len(row) for row in drawing.drawn(studio, made.id).views] == [1, 1]
    assert t.SHEET_TITLE in texts(app) and t.WORDS in texts(app)
    assert [str(one.proto.label) for one in app.get("download_button")][-3:] == list(t.FILES.values())
    _changed(app, made.id, studio)


def _looked_at(studio: Settings) -> None:
    """By somebody who may give stars and nothing else."""
    with acting_on_pages(studio, person(studio, "보는 사람", "viewer")):
        labels = {button.label for button in open_page(PAGE).button}
    assert t.star(0, 0) in labels and not {t.MAKE, t.PROPOSE, t.DELETE_SHEET, t.MAKE_GROUP} & labels


def _changed(app: AppTest, group: str, studio: Settings) -> None:
    labelled(app.text_input, t.NEW_NAME).set_value("새벽노트")
    app = press(app, t.KEEP_NAMES)
    assert groups.group(studio, group).name == "새벽노트"
    app = press(app, t.UNDO)
    assert groups.group(studio, group).name != "새벽노트" and t.TAKEN_BACK in texts(app)
    labelled(app.toggle, t.HOLD).set_value(True).run()
    assert groups.group(studio, group).members[0].held

    app = press(open_page(PAGE, view="groups", group=group), t.TUNE)
    labelled(app.slider, faces.control("axis_1")).set_value(0.2)
    app = press(app.run(), t.APPLY)
    assert t.TUNED in texts(app) and own(app, VirtualPage).edits is None
    app = press(app, t.AS_VERSION_GO)
    (saved,) = own(app, VirtualPage).saved.values()
    assert t.saved(saved[1], 1) in texts(app)
    app = press(app, t.AS_LINEUP)
    assert own(app, LineupPage).title.endswith(f"({t.AI})") or own(app, LineupPage).analysis is not None
    app = press(open_page(PAGE, view="groups", group=group), t.DELETE_GROUP)
    assert own(app, Frame).asked[0] == "virtual.group"
    app = press(app, common.DELETE_YES)
    assert groups.groups(studio) == [] and t.NO_GROUP in texts(app)


def test_a_face_is_searched_for_and_taken_away(studio: Settings) -> None:
    app = press(open_page(PAGE, view="face"), t.SEARCH)
    (found,) = searches.search_views(studio)
    assert found.preview.startswith(b"\xff\xd8") and found.found is not None
    said = t.search_found(found.found.score, found.found.start, found.found.seconds)
    assert said.replace("\u00a0", " ") in texts(app)
    app = press(press(app, t.DELETE_SEARCH), common.DELETE_YES)
    assert searches.search_views(studio) == [] and t.NO_SEARCHES in texts(app)
