import hashlib
from dataclasses import replace
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.services.reference import sets as reference
from core.settings import get_settings
from core.ui.compared.choice import OwnSet
from core.ui.concept.state import GROUP
from core.ui.lineup.state import LineupPage, Way
from core.ui.words_ko import common as t
from core.ui.words_ko import intake as intake_words
from core.ui.words_ko import lineup as words
from tests.support.app import labelled, open_page, own, press, texts
from tests.support.builders import present, zipped
from tests.support.own_sets import own_set

pytestmark = pytest.mark.slow


def _upload(demo, extra=(), *, agreed=True):
    files = [
        (f"{person}_{photo}.jpg", (demo / "lineup" / person / f"{photo}.jpg").read_bytes(), "image/jpeg")
        for person in ("trainee_1", "trainee_2")
        for photo in ("01", "02", "03")
    ]
    app = open_page("lineup_match")
    _own(app).agreed = agreed
    app.file_uploader[0].set_value([*files, *extra]).run()
    return press(app, t.analyse_button(len(files) + len(extra)))


def _own(app: AppTest) -> LineupPage:
    return own(app, LineupPage)


def test_nothing_chosen_says_what_to_do():
    app = press(open_page("lineup_match"), t.analyse_button(0))
    assert f"{t.NO_FILES} {t.STARTS_BY_ITSELF}" in [w.value for w in app.warning]
    assert not app.exception


def test_the_page_says_that_nothing_is_stored_and_nobody_judged():
    said = texts(open_page("lineup_match"))
    assert t.IN_MEMORY in said and t.NOT_A_JUDGEMENT in said


def test_the_demo_is_answered_in_a_sentence_with_cards_and_tables(tmp_path):
    app = press(open_page("lineup_match"), t.OPEN_DEMO)
    assert not app.exception
    said = texts(app)
    assert "연습생 6명, 사진 24장" in said
    assert "결과가 뚜렷합니다" in said and "결과를 이끌었" in said
    assert t.FICTIONAL_PEOPLE in said
    assert len([b for b in app.button if b.label.endswith(t.SEE_PHOTOS)]) == 6
    table = app.dataframe[0].value
    assert list(table[t.TRAINEE]) == [f"연습생 {i}" for i in range(1, 7)]
    shares = table[[c for c in table.columns if c.endswith("(%)") and c not in t.COLUMNS_LINEUP]].sum(axis=1)
    assert shares.between(99, 101).all()


def test_a_camera_shot_is_analysed_without_another_click(demo, monkeypatch):
    shot = SimpleNamespace(file_id="1", getvalue=(demo / "lineup" / "trainee_1" / "01.jpg").read_bytes)
    monkeypatch.setattr(st, "camera_input", lambda *_, **__: shot)
    app = open_page("lineup_match")
    _own(app).agreed = True
    app.segmented_control[0].set_value(Way.CAMERA).run()
    app.text_input[0].set_value("윤/슬").run()
    press(app, t.analyse_button(1))
    assert [p.name for p in present(_own(app).result).trainees] == ["윤 슬"]
    assert not _own(app).camera


def test_one_bad_file_never_hides_the_others(demo):
    bad = [("trainee_3_01.jpg", b"no photo at all", "image/jpeg"), ("빈_1.jpg", b"", "image/jpeg"),
           ("묶음.zip", b"PK\x03\x04broken", "application/zip")]  # fmt: skip
    app = _upload(demo, bad)
    assert not app.exception
    said = texts(app)
    assert "연습생 4명, 사진 8장" in said
    assert t.REFUSED_TITLE in said and "묶음.zip" in said
    assert "판정" in said or "쓸 수 있는 사진이 없습니다" in said
    assert sum(p.scores is not None for p in present(_own(app).result).trainees) == 2


def test_a_photo_is_moved_and_undo_brings_it_back(demo):
    from core.services.lineup import match
    from core.ui.lineup.arrange import regroup

    app = _upload(demo)
    mine = _own(app)
    before = present(mine.judged)
    pairs = [(p.name, photo) for p in before.result.trainees for photo in p.photos]
    moved = regroup([("trainee_2", pairs[0][1]), *pairs[1:]])
    mine.change(replace(before, result=match.judge(moved, before.result.engine, before.by.model)))
    app.run()
    assert [len(p.photos) for p in present(mine.result).trainees] == [4, 2]
    press(app, t.UNDO)
    assert _own(app).judged is before


def test_what_is_judged_anew_stands_beside_what_it_was(demo):
    app = _upload(demo)
    mine = _own(app)
    was = mine.judged = replace(present(mine.judged), key="another run")
    app.run()
    assert mine.before is was and present(mine.judged).key != was.key
    assert "다시 분석했습니다" in texts(app) and t.CANCEL not in [b.label for b in app.button]
    press(app, words.STAY)
    assert mine.judged is was
    assert words.older_answer("데모 그룹") in texts(app.run()), "the old answer is named as old"
    press(app, words.NOW_IN_USE)
    press(app, words.SEEN)
    assert mine.before is None and words.older_answer("데모 그룹") not in texts(app)


def test_whoever_changes_the_set_in_use_the_answer_stands_with_what_gave_it(demo):
    """Between sets that share no group; as a colleague does it in another browser, tests/browser/test_two_browsers."""
    app = _upload(demo)
    settings = get_settings()
    names = {reference.DEMO: "데모 그룹", own_set(settings, demo, "다른 세트"): "다른 세트"}
    other = next(name for name in names if name != reference.DEMO)
    for turn in range(4):
        wanted = reference.DEMO if turn % 2 else other
        reference.activate(settings, wanted)
        app.run()
        banner = [words.REAL_AGAINST_FICTION] if wanted == reference.DEMO else []
        assert not app.exception and [error.value for error in app.error] == banner
        now = present(_own(app).judged)
        assert now.by.source.id == wanted and set(now.result.groups) == set(now.by.model.groups)
        assert f"기준: {names[wanted]}" in texts(app)


def test_a_visitor_alone_compares_with_another_set_until_it_is_deleted(demo):
    """The answer and its heading name the visitor's own set, whatever becomes of it; the team's stays as it was."""
    app = _upload(demo)
    settings, before = get_settings(), present(_own(app).judged)
    other = own_set(settings, demo, "다른 세트")
    own(app, OwnSet).id = other
    app = app.run()
    now = present(_own(app).judged)
    assert not app.exception and now.by.source.id == other and _own(app).before is before
    assert "기준: 다른 세트" in texts(app) and reference.active_source(settings).id == reference.DEMO
    reference.rename_set(settings, other, "새 이름")
    assert "기준: 새 이름" in texts(app.run())
    _own(app).stays_with, _own(app).before = now.key, None
    reference.delete(settings, other)
    said, gone = texts(app.run()), words.gone_set("다른 세트")
    assert not app.exception and _own(app).judged is now
    assert f"기준: {gone}" in said and words.old_answer(gone, "데모 그룹") in said


def test_real_photos_are_compared_with_invented_groups_only_after_a_question(demo):
    app = _upload(demo, agreed=False)
    assert _own(app).judged is None and "지어낸 것이라" in texts(app)
    press(app, words.FICTION_YES)
    assert present(_own(app).result).trainees and not _own(app).waiting
    assert "실존하지 않는 데모 그룹과 비교한 결과" in texts(app)


def test_no_click_destroys_a_line_up_without_a_question(demo):
    app = _upload(demo)
    before = _own(app).judged
    for label in (t.CLEAR_ALL, t.NEW_LINEUP):
        press(press(app, label), t.CANCEL)
        assert _own(app).judged is before


def test_a_trainee_is_left_out_and_brought_back(demo):
    app = _upload(demo)
    press(app, f"trainee_1 {t.SEE_PHOTOS}")
    press(app, words.BENCH)
    assert [p.name for p in present(_own(app).result).trainees] == ["trainee_2"]
    press(app, "trainee_1")
    assert sorted(p.name for p in present(_own(app).result).trainees) == ["trainee_1", "trainee_2"]
    for name in ("trainee_1", "trainee_2"):
        press(press(app, f"{name} {t.SEE_PHOTOS}"), words.BENCH)
    assert words.EMPTY in texts(app) and t.NOBODY not in texts(app)
    undo = [button for button in app.button if button.label == t.UNDO]
    assert len(undo) == 2, "beside what was changed, too"
    undo[-1].click().run()
    assert [p.name for p in present(_own(app).result).trainees] == ["trainee_2"]
    assert len([button for button in app.button if button.label == t.UNDO]) == 1


def test_a_name_that_is_taken_joins_two_people_only_after_a_question(demo):
    app = press(_upload(demo), f"trainee_1 {t.SEE_PHOTOS}")

    def rename(name):
        labelled(app.text_input, words.NEW_NAME).set_value(name)
        return press(app, words.RENAME_GO)

    app = rename("  김  하늘 ")
    assert [p.name for p in present(_own(app).result).trainees] == ["김 하늘", "trainee_2"] and _own(app).looks_at == 0
    app = rename("trainee_2")
    assert len(present(_own(app).result).trainees) == 2 and words.name_taken("trainee_2") in texts(app)
    app = press(app, words.JOIN)
    assert [(p.name, len(p.photos)) for p in present(_own(app).result).trainees] == [("trainee_2", 6)]
    for _ in range(2):
        app = [button for button in app.button if button.label == t.UNDO][-1].click().run()
    assert [p.name for p in present(_own(app).result).trainees] == ["trainee_1", "trainee_2"]


def test_a_photo_moves_to_another_trainee_and_the_last_one_takes_the_dialog_with_it(demo):
    app = press(_upload(demo), f"trainee_1 {t.SEE_PHOTOS}")
    for left in (2, 1, 0):
        labelled(app.selectbox, t.MOVE_TO).set_value("trainee_2").run()
        app = (
            next(button for button in app.button if button.label == words.MOVE_GO and not button.disabled).click().run()
        )
        counts = {p.name: len(p.photos) for p in present(_own(app).result).trainees}
        assert counts == {"trainee_1": left, "trainee_2": 6 - left} if left else {"trainee_2": 6}
        assert _own(app).looks_at == (0 if left else None)


def test_a_photo_is_taken_out_and_another_trainee_looked_at(demo):
    app = _upload(demo)
    press(app, f"trainee_1 {t.SEE_PHOTOS}")
    said = texts(app)
    assert "확신도" in said and "이상이고," in said and words.CARRIED in said and "사진 3장 중" in said
    app = press(app, words.take_out(0))
    assert [p.code for p in present(_own(app).result).trainees[0].photos] == ["left_out", "", ""]
    assert _own(app).looks_at == 0
    assert app.toast[-1].value.replace("\\", "") == words.taken_out(words.photo(0))
    app = press(app, words.take_in(0))
    assert [p.code for p in present(_own(app).result).trainees[0].photos] == ["", "", ""]
    press(app, words.NEXT)
    assert _own(app).looks_at == 1


def test_photos_are_added_to_a_line_up(demo):
    app = _upload(demo)
    more = ("trainee_2_04.jpg", (demo / "lineup" / "trainee_2" / "04.jpg").read_bytes(), "image/jpeg")
    app.file_uploader[0].set_value([more]).run()
    press(app, words.ADD_GO)
    assert [len(p.photos) for p in present(_own(app).result).trainees] == [3, 4]
    press(app, t.UNDO)
    assert [len(p.photos) for p in present(_own(app).result).trainees] == [3, 3]


def test_clear_drops_everything_of_the_visitor(demo):
    app = press(press(_upload(demo), t.CLEAR_ALL), words.CLEAR_YES)
    mine = _own(app)
    assert mine.result is None and not mine.history and not mine.camera


def test_nothing_of_a_trainee_reaches_the_disk(demo):
    from core.settings import get_settings
    from core.storage.database import Database
    from core.ui.lineup.analysis import engine

    press(open_page("lineup_match"), t.OPEN_DEMO)  # embeds the reference set, which is kept
    settings = get_settings()
    before = {p for p in settings.workspace.rglob("*") if p.is_file()}
    _upload(demo)
    assert {p for p in settings.workspace.rglob("*") if p.is_file()} <= before
    ours = [hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted((demo / "lineup").rglob("*.jpg"))]
    assert len(ours) == 24 and Database(settings).faces(engine().version, ours) == {}


def test_the_button_opens_the_concept_of_the_matched_group(demo):
    app = press(open_page("lineup_match"), t.OPEN_DEMO)
    top = present(present(_own(app).result).lineup).scores.top
    label = next(b.label for b in app.button if t.SEE_CONCEPT in b.label)
    press(app, label.replace("\\", ""))
    assert app.session_state[GROUP] == top
    assert "의 컨셉" in app.title[0].value


def test_who_gets_which_file_is_said_before_anything_is_analysed():
    packed = zipped(("묶음/가온/1.jpg", b"1"), ("묶음/가온/2.jpg", b"2"), ("묶음/다솜_1.jpg", b"3"), ("메모.txt", b"4"))
    files = [("라인업.zip", packed, "application/zip"), ("IMG_1.jpg", b"5", "image/jpeg")]
    app = open_page("lineup_match")
    app.file_uploader[0].set_value([*files, ("더.7z", b"7z\xbc\xaf", "application/x-7z")]).run()
    assert not app.exception and _own(app).result is None
    said = texts(app)
    assert "연습생 2명: 가온 2장 · 다솜 1장" in said
    assert "이름을 알 수 없는 사진 1장(IMG_1.jpg)" in said
    assert "쓰지 않을 파일 1개(메모.txt)" in said and "7z 압축 파일은 열지 못합니다" in said
    assert list(app.dataframe[0].value["파일"]) == ["1.jpg, 2.jpg", "다솜_1.jpg", "IMG_1.jpg"]
    name = labelled(app.text_input, intake_words.LINEUP_NAME)
    name.set_value("  여름 데뷔조 ").run()
    assert not app.exception
