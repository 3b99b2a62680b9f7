from typing import Any

from streamlit.testing.v1 import AppTest

from core.catalog import load_real
from core.images import decode
from core.services.reference import curation
from core.services.reference import sets as reference
from core.settings import get_settings
from core.storage.reference.library import Library
from core.storage.reference.profiles import ProfileStore
from core.types import MemberId, PhotoState, Rights, Upload
from core.ui.reference.sets import compared
from core.ui.reference.state import CountBy, View
from core.ui.words_ko import common
from core.ui.words_ko import reference as page_words
from core.ui.words_ko import review as t
from tests.support.app import labelled, open_page, press, texts
from tests.support.big_set import FLAGGED, NAME, SET, fill


def _open() -> AppTest:
    app = open_page("reference_data")
    labelled(app.segmented_control, page_words.VIEW).set_value(View.REVIEW).run()
    assert not app.exception and common.UNEXPECTED not in [error.value for error in app.error]
    return app


def _grids(app: AppTest) -> list[Any]:
    return [block for block in app.main if block.type == "bidi_component"] or [*app.get("bidi_component")]


def test_the_review_says_how_much_is_kept_and_counts_members_and_groups():
    fill(get_settings().workspace, 60)
    app = _open()
    assert t.kept(60, 54) in texts(app) and t.waiting(60 // FLAGGED) in texts(app)
    assert t.NOT_EXAMINED not in texts(app)
    (grid,) = _grids(app)
    assert len(grid.proto.bytes) > 5_000
    members = app.dataframe[0].value
    assert members.iloc[:, 2].sum() == 60 and members.iloc[:, 3].sum() == 54
    groups = app.segmented_control(key="review.by").set_value(CountBy.GROUP).run().dataframe[0].value
    assert groups.iloc[:, 2].sum() == 60 and len(groups) < len(members)
    few = sum(count.few for count in curation.counts(curation.items(get_settings(), SET)))
    assert page_words.few(few, curation.FEWEST_PHOTOS) in texts(app)


def test_a_set_nobody_has_examined_offers_to_do_so():
    settings = get_settings()
    fill(settings.workspace, 20)
    ProfileStore(settings).forget([item.sha256 for item in curation.items(settings, SET)])
    app = _open()
    assert t.NOT_EXAMINED in texts(app)
    assert t.EXAMINE in [button.label for button in app.button]


def test_an_empty_set_says_where_photos_come_from():
    reference.new_set(get_settings(), NAME)
    app = _open()
    assert t.EMPTY in texts(app) and not _grids(app)
    app = press(app, page_words.TO_COLLECT)
    assert labelled(app.segmented_control, page_words.VIEW).value == View.COLLECT


def test_two_spellings_of_a_member_and_who_only_waits_are_not_counted_as_poor(demo):
    settings = get_settings()
    set_id = reference.new_set(settings, NAME)
    library = Library(settings, set_id)
    files = sorted((demo / "reference").rglob("*.jpg"))
    folders = [MemberId("twice", "나연"), MemberId("twice", "nayeon"), MemberId("itzy", "모름")]
    for number, file in enumerate(files[:13]):
        state: PhotoState = "proposed" if number == 12 else "kept"
        member = folders[2] if state == "proposed" else folders[number % 2]
        library.add(member, decode(Upload(file.name, file.read_bytes()), settings), Rights("upload"), state=state)
    counts = curation.counts(curation.items(settings, set_id))
    assert [count.few for count in counts] == [True] * 3
    assert compared(counts, load_real(settings))[0].kept == 12
    assert "적습니다" not in texts(_open())
