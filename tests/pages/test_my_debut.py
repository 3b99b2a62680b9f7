"""One's own face on the page: each state, in both languages, as colleague and as guest of a server of its own."""

import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from core.access.acting import who_acts
from core.access.actor import GUEST, LOCAL
from core.errors import EngineError
from core.services.my_debut.answer import NEAREST
from core.services.my_debut.opening import is_open, open_alone
from core.settings import Settings, get_settings
from core.ui.my_debut import work
from core.ui.my_debut.opening import COMMAND
from core.ui.my_debut.state import MyDebut
from core.ui.visits.limits import Door, Limits
from core.ui.words_en import my_debut as en
from core.ui.words_ko import common
from core.ui.words_ko import my_debut as ko
from tests.support.app import ROOT, open_page, own, press, texts
from tests.support.traces import traces

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "DOOR", Door(Limits(100, 1), Limits(100, 1)))


@pytest.fixture
def few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words without the analyzer, which takes seconds to start."""
    monkeypatch.setattr(work, "concept_words", lambda *_, **__: ("청량", "여름"))


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """A server that shows the page alone."""
    monkeypatch.setenv("STUDIO_ONLY", "my_debut")
    get_settings.cache_clear()
    who_acts(lambda: GUEST)
    yield get_settings()
    who_acts(lambda: LOCAL)
    get_settings.cache_clear()


def opened() -> AppTest:
    """With the demo's groups agreed to."""
    return press(open_page("my_debut"), ko.DEMO_GO)


def bring(app: AppTest, data: bytes, name: str = "이름.jpg") -> AppTest:
    app = app.file_uploader[0].upload(name, data, "image/jpeg").run()
    assert not app.exception
    return app


def several(demo: Path) -> bytes:
    """Two people beside each other."""
    sheet, out = Image.new("RGB", (900, 460), "grey"), io.BytesIO()
    for place, person in enumerate(("trainee_1/01.jpg", "trainee_4/01.jpg")):
        sheet.paste(Image.open(demo / "lineup" / person).resize((420, 420)), (20 + 440 * place, 20))
    sheet.save(out, "JPEG", quality=95)
    return out.getvalue()


def names(app: AppTest) -> list[str]:
    return [button.label.replace("\\", "") for button in app.button]


def test_without_reference_photos_the_demo_is_one_click_away_and_says_what_it_is() -> None:
    app = open_page("my_debut")
    assert ko.DEMO_TITLE in texts(app) and "실존하지 않으니" in texts(app) and not app.file_uploader
    app = press(app, ko.DEMO_GO)
    assert app.file_uploader[0].label == ko.PHOTO_LABEL and ko.PROMISE in texts(app)


def test_a_photo_two_people_friends_and_nothing_kept(
    settings: Settings, demo: Path, few_words: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", None)
    group_photo, photo = several(demo), (demo / "lineup" / "trainee_1" / "02.jpg").read_bytes()
    photo = photo[:-2] + b"a mark that no other file holds" + photo[-2:]
    app = bring(opened(), group_photo)
    assert ko.WHICH_FACE in texts(app) and own(app, MyDebut).answer is None
    app = press(app, ko.face(2))
    state = own(app, MyDebut)
    first = state.answer
    assert first is not None and ko.VERDICT["unclear"] in texts(app) and ko.ADVICE["one_photo"] in texts(app)
    assert ko.MAP_TITLE in texts(app) and first.why is not None and first.why.map.repeats
    assert len(first.near) == NEAREST and all(one.photo and one.photo.is_file() for one in first.near)
    assert "청량" in texts(app) and ko.FICTIONAL in texts(app)
    assert sum(share for _, share in first.shares) == pytest.approx(1)
    app = press(app, ko.NEXT_FRIEND)
    assert state.answer is None and [one.name for one in state.friends] == [ko.friend(1)]
    assert state.friends[0].card.face is None, "the face is left out unless it is ticked"
    app = bring(app, photo)
    app = app.checkbox[0].check().run()
    app = press(app, ko.NEXT_FRIEND)
    assert state.friends[1].card.face is not None and "2명이 함께" in texts(app)
    app = press(app, f"{ko.friend(1)} · {ko.LEAVE_FRIEND}")
    assert [one.name for one in state.friends] == [ko.friend(2)]
    embeddings = np.stack([one.embedding for f in state.friends for one in f.photos if one.embedding is not None])
    shown = [f.card.face for f in state.friends if f.card.face]
    for folder in (settings.workspace, tmp_path / "tmp"):
        assert traces(folder, [group_photo, photo, *shown], embeddings) == []


def test_a_second_photo_makes_it_clearer_and_english_says_so(demo: Path, few_words: None) -> None:
    app = opened()
    own(app, MyDebut).language = "en"
    app = bring(app.run(), (demo / "lineup" / "trainee_1" / "01.jpg").read_bytes())
    assert en.VERDICT["unclear"] in texts(app) and "Hanbitgyeol" in texts(app)
    assert not any("가" <= letter <= "힣" for letter in "".join(one.value for one in app.info))
    app = bring(app, (demo / "lineup" / "trainee_1" / "02.jpg").read_bytes())
    assert len(own(app, MyDebut).photos) == 2 and en.ADVICE["one_photo"] not in texts(app)
    state = own(app, MyDebut)
    assert state.answer is not None
    state.answer = replace(state.answer, nobody=0.8, verdict="nobody", advice=(), why=None)  # close to none of them
    app = app.run()
    assert en.VERDICT["nobody"] in texts(app) and en.MAP_TITLE not in texts(app) and en.NO_MAP not in texts(app)
    assert en.WORDS_TITLE not in texts(app)
    app = press(app, en.NEXT_FRIEND)
    assert state.friends[0].card.group == en.NOBODY_TITLE and state.friends[0].card.figure == "80\u00a0%"
    assert state.photos == [] and app.file_uploader[0].label == en.PHOTO_LABEL


def test_what_is_no_photo_and_a_photo_without_a_face_are_answered_in_either_language() -> None:
    app = bring(opened(), b"this is text and no photo at all")
    assert ko.REFUSED["no_photo"] in texts(app) and app.file_uploader
    own(app, MyDebut).language = "en"
    blank = io.BytesIO()
    Image.new("RGB", (400, 400), "grey").save(blank, "PNG")
    app = bring(app.run(), blank.getvalue(), "blank.png")
    assert en.FACE["no_face"] in texts(app) and en.AGAIN_TITLE in texts(app)


def test_a_model_that_is_not_ready_says_so_and_more_to_who_can_mend_it(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise EngineError("가중치가 없습니다. 엔진 페이지에서 내려받아 주세요.")

    monkeypatch.setattr(work, "_ready", broken)
    app = bring(opened(), (demo / "lineup" / "trainee_1" / "01.jpg").read_bytes())
    assert ko.NOT_READY in texts(app) and "가중치가 없습니다" in texts(app)


def test_too_many_photos_in_a_short_time_are_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "DOOR", Door(Limits(1, 30), Limits(9, 1)))
    app = bring(opened(), b"no photo")
    app = bring(app, b"no photo either")
    assert ko.too_often(30) in texts(app) or ko.too_often(29) in texts(app)


def test_alone_it_is_closed_until_an_admin_opens_it(alone: Settings) -> None:
    app = open_page()
    assert ko.CLOSED in texts(app) and not app.button
    open_alone(alone, LOCAL, on=True)
    app = app.run()
    assert names(app) == [ko.DEMO_GO] and ko.CLOSED not in texts(app)


def test_alone_no_other_page_opens_by_any_way(alone: Settings) -> None:
    open_alone(alone, LOCAL, on=True)
    for page in (path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "my_debut"):
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
        app.query_params.update({"link": "x", "group": "itzy"})
        app = app.switch_page(f"pages/{page}.py").run()  # as a browser that opens this address first of all
        assert {one.value.replace("\\", "") for one in app.title} <= {ko.TITLE}, page
        assert not app.sidebar.button and not app.get("page_link") and not app.get("download_button")
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            app.run().switch_page(f"pages/{page}.py")
    straight = AppTest.from_file(str(ROOT / "pages" / "concept.py"), default_timeout=120).run()
    assert not straight.title and not straight.button


def test_the_admins_switch_shows_how_and_is_refused_to_others(settings: Settings) -> None:
    app = open_page("my_debut")
    assert COMMAND in [one.value for one in app.code]
    app = app.toggle[0].set_value(True).run()
    assert is_open(settings) and app.toggle[0].value
    app.toggle[0].set_value(False).run()
    assert not is_open(settings)


def test_home_leads_to_it() -> None:
    assert common.TRY_MY_DEBUT in [str(getattr(link, "label", "")) for link in open_page().get("page_link")]
