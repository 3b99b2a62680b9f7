from typing import Any, cast

import pytest

from core.types import LineupResult, Upload
from core.ui.lineup.state import Judged, LineupPage
from core.ui.words_ko import common as t
from tests.support.app import open_page, own, press, texts


def test_first_visit_offers_the_demo_and_says_its_people_do_not_exist():
    app = open_page()
    assert not app.exception
    assert app.title[0].value.replace("\\", "") == t.HOME_TITLE
    assert t.OPEN_DEMO in [b.label for b in app.button]
    assert "실존하지 않는 인물" in texts(app)
    assert "7팀 · 28명" in texts(app) and t.STEP_KEEP in _links(app)


@pytest.mark.slow
def test_the_demo_button_leads_to_the_line_up_page():
    app = open_page()
    next(b for b in app.button if b.label == t.OPEN_DEMO).click().run(timeout=120)
    assert not app.exception
    assert t.DEMO_LINEUP_TITLE in app.title[0].value


NOBODY = LineupResult("SFace", (), (), None)


def _links(app):
    return [str(getattr(link, "label", "")) for link in app.get("page_link")]


def test_the_primary_button_is_the_next_step():
    def primary(app):
        return [b.label for b in app.button if b.proto.type == "primary"]

    app = open_page()
    assert primary(app) == [t.OPEN_DEMO]
    assert t.STEP_UPLOAD in _links(app) and t.STEP_RESULT not in _links(app)
    own(app, LineupPage).show(Judged(NOBODY, cast(Any, None), ""), "내 라인업")
    app = app.run()
    assert primary(app) == [t.CONTINUE] and t.next_result("내 라인업", 0) in texts(app)
    assert t.STEP_UPLOAD not in _links(app) and t.STEP_RESULT in _links(app)
    assert len({*_links(app)}) == len(_links(app))


@pytest.mark.parametrize("label", [t.OPEN_DEMO, t.OPEN_OWN])
def test_an_open_line_up_is_not_lost_without_a_question(label):
    app = open_page()
    own(app, LineupPage).show(Judged(NOBODY, cast(Any, None), ""), "내 라인업")
    app = press(app.run(), label)
    assert own(app, LineupPage).result is NOBODY and t.replace_sure("내 라인업", 0).replace("**", "") in texts(
        app
    ).replace("**", "")
    app = press(app, t.CANCEL)
    assert own(app, LineupPage).result is NOBODY and t.REPLACE_YES not in [b.label for b in app.button]


def test_what_was_only_brought_so_far_is_kept():
    app = open_page()
    shot = Upload("가온/01.jpg", b"")
    own(app, LineupPage).camera.append(shot)
    app = press(app, t.OPEN_OWN)
    assert own(app, LineupPage).camera == [shot] and t.LINEUP in app.title[0].value


def test_home_leads_to_the_page_of_reference_photos():
    app = open_page()
    assert t.OWN_ADD in [getattr(link, "label", "") for link in app.get("page_link")]


def test_an_own_set_replaces_the_demo_and_can_go_again(demo):
    from core.images import decode
    from core.services.reference import sets as reference
    from core.settings import get_settings
    from core.storage.reference.library import Library
    from core.types import MemberId, Rights, Upload

    settings = get_settings()
    own = reference.new_set(settings, "우리 세트")
    for group in ("group_1", "group_2"):
        for file in sorted((demo / "reference" / group).rglob("*.jpg"))[:9]:
            photo = decode(Upload(file.name, file.read_bytes()), settings)
            Library(settings, own).add(MemberId(group, file.parent.name), photo, Rights("upload"))
    reference.activate(settings, own)
    assert "2팀 · 4명" in texts(open_page())
    reference.activate(settings, reference.DEMO)
    assert "7팀 · 28명" in texts(open_page())
