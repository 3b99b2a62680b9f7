from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from core.access.actor import LOCAL
from core.catalog import load_demo
from core.projects.made import version_of
from core.projects.project import Board, Target
from core.reports.report import Part
from core.services.projects import plans, versions
from core.services.reports.write import Written
from core.settings import Settings
from core.storage.database import Database
from core.storage.projects import Projects
from core.types import Box, GroupScores, LineupResult, LineupScores, Picture, TraineeResult
from core.ui.concept.state import ANALYZER
from core.ui.lineup.state import Judged, LineupPage
from core.ui.projects.state import ProjectsPage, View
from core.ui.words_ko import common
from core.ui.words_ko import projects as t
from tests.support.app import labelled, open_page, own, press, texts
from tests.support.builders import encoded, photo_of
from tests.support.inside import shows
from tests.support.versions import BY, version

HOSTILE = "=1+1 <b>별</b> *굵게* \u202e😀"
PEOPLE = {"가온": (0.2, 0.7, 0.1), "나래": (0.1, 0.8, 0.1), "다솜": (0.7, 0.2, 0.1), "라온": None}


@pytest.fixture
def project(settings: Settings) -> str:
    """The id of one with two versions: in the second 다솜 has left, 마루 has come and 가온 has other photos."""
    made = plans.create(settings, LOCAL, "여름 데뷔", note="청량하게")
    storage = Projects(settings)
    first = storage.save_version(made.id, version(PEOPLE, by=LOCAL.name, said="첫 회의"))
    people = {"가온": (0.3, 0.6, 0.1), "나래": (0.1, 0.8, 0.1), "마루": (0.1, 0.2, 0.7)}
    other = version(people, parent=first.number)
    again = replace(other.trainees[0], evidence="of others")
    storage.save_version(made.id, replace(other, trainees=(again, *other.trainees[1:])))
    return made.id


def _open(project: str, view: View = View.LINEUP, **codes: str) -> AppTest:
    return open_page("projects", project=project, view=view, **codes)


def test_the_first_visit_says_what_to_do_and_makes_a_project(settings):
    app = open_page("projects")
    assert t.NONE_YET in texts(app) and t.NONE_YET_HOW in texts(app)
    labelled(app.text_input, t.NAME).set_value("겨울 <b>컨셉</b>")
    app = press(app, t.CREATE)
    assert t.created("겨울 <b>컨셉</b>") in texts(app) and app.title[0].value.replace("\\", "") == "겨울 <b>컨셉</b>"
    (line,) = plans.plans(settings, LOCAL)
    app = press(app, t.BACK)
    assert app.title[0].value == common.PROJECTS and t.NO_VERSION in texts(app)
    assert line.versions == 0


def test_a_name_that_is_none_is_refused_with_the_sentence_of_the_service():
    app = press(open_page("projects"), t.CREATE)
    assert [error.value for error in app.error] == ["프로젝트의 이름을 적어 주세요\\."]


def test_the_list_says_where_the_newest_line_up_stands_and_finds_by_words(settings, project):
    plans.create(settings, LOCAL, HOSTILE)
    app = open_page("projects")
    assert t.facts(2, "")[:4] in texts(app) and "라인업은 ITZY 쪽 53 %" in texts(app) and "청량하게" in texts(app)
    labelled(app.text_input, t.SEARCH).set_value("청량 데뷔").run()
    assert t.found(1) in texts(app) and HOSTILE[:4] not in "".join(button.label for button in app.button)
    labelled(app.text_input, t.SEARCH).set_value("없는 말").run()
    assert t.NOT_FOUND in texts(app)


def test_twenty_are_shown_at_first(settings):
    for number in range(23):
        plans.create(settings, LOCAL, f"프로젝트 {number}")
    app = open_page("projects")
    assert len([b for b in app.button if str(b.key).startswith("project.open.")]) == 20
    app = press(app, t.more(3))
    assert len([b for b in app.button if str(b.key).startswith("project.open.")]) == 23


def test_a_project_is_renamed_put_away_deleted_and_taken_back(settings, project):
    app = _open(project)
    plans.rename(settings, LOCAL, plans.plan(settings, LOCAL, project), "봄 데뷔", "")
    assert labelled(app.run().text_input, t.RENAME).value == "봄 데뷔", "as another window has called it"
    labelled(app.text_input, t.RENAME).set_value("가을 데뷔")
    app = press(app, t.SAVE_NAME)
    assert app.title[0].value == "가을 데뷔"
    app = press(app, t.ARCHIVE)
    assert t.ARCHIVED_NOW in texts(app)
    assert plans.plan(settings, LOCAL, project).state == "archived"
    app = press(press(app, t.REOPEN), t.DELETE)
    assert t.deleted("가을 데뷔") in texts(app) and not plans.plans(settings, LOCAL) and not app.info
    app = press(app, t.UNDO)
    assert plans.plan(settings, LOCAL, project).state == "open" and "라인업은 ITZY 쪽" in texts(app)


def test_a_deleted_one_can_be_taken_back_later_and_its_address_leads_to_the_list(settings, project):
    plans.delete(settings, LOCAL, plans.plan(settings, LOCAL, project))
    app = _open(project)
    assert app.title[0].value == common.PROJECTS and app.info[0].value == t.NOT_THERE
    assert not app.run().info, "said once"
    labelled(app.get("button_group"), t.SHELF).set_value("deleted").run()
    assert t.DELETED_AID in texts(app)
    press(app, t.TAKE_BACK)
    assert plans.plan(settings, LOCAL, project).state == "open"


def test_one_that_cannot_be_read_says_so_above_the_list(settings, project):
    plans.create(settings, LOCAL, "다른 것")
    with Database(settings).writing() as connection:
        connection.exec_driver_sql("UPDATE project SET board = '{' WHERE id = ?", (project,))
    app = _open(project)
    assert "읽을 수 없습니다" in app.error[0].value and app.title[0].value == common.PROJECTS
    assert "다른 것" in "".join(button.label for button in app.button)


def test_an_opened_version_says_what_the_line_up_page_said_but_for_photos(project):
    app = _open(project, version="1")
    said = texts(app)
    assert "첫 회의" in said and t.NO_PHOTOS in said and "3명 모두 결과가 뚜렷합니다." in said
    assert "가장 닮은 그룹은 2팀으로 나뉩니다" in said and "기준 사진 세트 '데모 그룹'" not in said
    people, photos = (frame.value for frame in app.dataframe[-2:])
    assert list(people[common.TRAINEE]) == list(PEOPLE) and people["판정"].iloc[3] == "판정하지 못함"
    assert photos["까닭"].iloc[3] == "얼굴이 없습니다." and photos["상태"].iloc[3] == common.STATUS["rejected"]
    assert not app.get("imgs")


def test_what_is_gone_since_is_said(settings, project):
    Projects(settings).save_version(project, version(PEOPLE, judged=replace(BY, set_id="gone", set_name="옛 세트")))
    assert "기준 사진 세트 '옛 세트'는 지워졌습니다" in texts(_open(project))


def test_a_line_up_without_usable_photos_can_be_opened(settings, project):
    Projects(settings).save_version(project, version({"가온": None}))
    assert t.NO_GROUP_NEAR in texts(_open(project, View.COMPARE)) and common.NOBODY in texts(_open(project))
    assert t.NO_SCORED in texts(_open(project, View.WHAT_IF))


def test_two_versions_are_compared_in_words_with_the_reasons(project):
    app = _open(project, View.COMPARE)
    said = texts(app)
    assert "마루가 들어오고 다솜 · 라온이 빠졌습니다." in said and "다른 사진" in said
    who = app.dataframe[-1].value
    why = dict(zip(who[common.TRAINEE], who["왜"], strict=True))
    assert why["마루"] == t.CAME and why["라온"] == t.LEFT and why["나래"] == "그대로입니다."
    assert why["가온"] == "사진이 달라졌습니다."


def test_one_version_alone_is_not_compared(settings):
    made = plans.create(settings, LOCAL, "하나뿐")
    assert t.NEEDS_VERSION in texts(_open(made.id, View.COMPARE))
    Projects(settings).save_version(made.id, version(PEOPLE))
    assert t.ONE_VERSION in texts(_open(made.id, View.COMPARE))


@pytest.mark.slow
def test_versions_of_two_projects_are_compared(settings, project):
    other = plans.create(settings, LOCAL, "가을 데뷔")
    assert t.WITH not in [box.label for box in _open(project, View.COMPARE).selectbox], "of one that has no version"
    Projects(settings).save_version(other.id, version({"가온": (0.2, 0.7, 0.1), "사라": (0.8, 0.1, 0.1)}, is_demo=True))
    app = _open(project, View.COMPARE)
    labelled(app.selectbox, t.WITH).set_value(other.id).run()
    assert "‘여름 데뷔’ 버전 2: 라인업은 ITZY 쪽 53 % → ‘가을 데뷔’ 버전 1" in texts(app)
    assert "사라가 들어오고 나래 · 마루가 빠졌습니다." in texts(app) and t.DEMO_BESIDE_REAL in texts(app)
    alone = _open(other.id, View.COMPARE)
    assert labelled(alone.selectbox, t.WITH).value == project and t.ONE_VERSION not in texts(alone)


def test_trainees_are_switched_off_and_the_line_up_is_saved_as_a_version(settings, project):
    app = _open(project, View.WHAT_IF, version="1")
    labelled(app.get("button_group"), t.WHO_IN).set_value(["가온", "나래"]).run()
    assert t.changed_by("ITZY", 1.7 / 3, 0.75).replace("\u00a0", " ") in texts(app)
    assert "뺀 연습생: 다솜 · 라온" in texts(app)
    labelled(app.text_area, t.SAVE_NOTE).set_value("둘이라면").run()
    app = press(app, t.SAVE_VARIANT)
    saved = versions.version(settings, LOCAL, project, 3)
    assert (saved.composed, saved.parent, saved.said, saved.benched) == (True, 1, "둘이라면", ("다솜", "라온"))
    assert t.COMPOSED_AID in texts(app) and "둘이라면" in texts(app)


def test_the_line_ups_nearest_to_the_target_are_listed_and_can_be_tried(settings, project):
    plans.aim(settings, LOCAL, plans.plan(settings, LOCAL, project), Target(size=2, groups=("dreamcatcher",)))
    app = _open(project, View.WHAT_IF, version="1")
    best = app.dataframe[-1].value
    assert list(best["연습생"]) == ["가온, 다솜", "나래, 다솜", "가온, 나래"]
    assert list(best["맞음(%)"]) == [45.0, 40.0, 15.0]
    assert "3명에서 2명을 고르는 3가지를 모두 계산했습니다." in texts(app)
    app = press(app, t.TRY_ON_GO)
    assert labelled(app.get("button_group"), t.WHO_IN).value == ["가온", "다솜"]


def test_the_target_is_saved_and_what_is_typed_outlives_a_reload(settings, project):
    app = _open(project, View.AIM)
    labelled(app.text_area, t.AUDIENCE).set_value("10대 후반").run()
    again = _open(project, View.AIM)
    assert labelled(again.text_area, t.AUDIENCE).value == "10대 후반" and t.DRAFT_KEPT in texts(again)
    assert plans.plan(settings, LOCAL, project).target == Target()
    labelled(again.number_input, t.SIZE).set_value(5)
    again = press(again, t.SAVE_TARGET)
    saved = plans.plan(settings, LOCAL, project)
    assert (saved.target.audience, saved.target.size, saved.note) == ("10대 후반", 5, "청량하게")
    assert t.DRAFT_KEPT not in texts(again) and plans.draft(settings, LOCAL, f"{project}/audience") is None


@pytest.mark.slow
def test_what_is_chosen_outlives_a_reload_as_well(settings, project):
    app = _open(project, View.AIM)
    labelled(app.multiselect, t.GROUPS).set_value(["dreamcatcher", "itzy"]).run()
    labelled(app.slider, t.weight_of("드림캐쳐")).set_value(3).run()
    labelled(app.number_input, t.SIZE).set_value(7).run()
    again = _open(project, View.AIM)
    assert t.mix({"드림캐쳐": 0.75, "있지": 0.25}).replace("\u00a0", " ") in texts(again)
    assert labelled(again.number_input, t.SIZE).value == 7
    press(again, t.SAVE_TARGET)
    saved = plans.plan(settings, LOCAL, project).target
    assert (saved.size, saved.groups, saved.weights) == (7, ("dreamcatcher", "itzy"), (3, 1))
    assert t.mix({"드림캐쳐": 0.75, "ITZY": 0.25}).replace("\u00a0", " ") in texts(_open(project, View.WHAT_IF))


@pytest.mark.slow
def test_of_two_windows_each_changes_what_it_changed_and_hears_of_the_other(settings, project):
    one, other = _open(project, View.AIM), _open(project, View.AIM)
    labelled(one.text_area, t.AUDIENCE).set_value("십대").run()
    press(one, t.SAVE_TARGET)
    labelled(other.text_area, t.MARKET).set_value("일본").run()
    other = press(other, t.SAVE_TARGET)
    saved = plans.plan(settings, LOCAL, project)
    assert (saved.target.audience, saved.target.market) == ("십대", "일본")
    plans.rename(settings, LOCAL, saved, saved.name, "그 사이의 메모")
    labelled(other.text_area, t.NOTE).set_value("나의 메모").run()
    other = press(other, t.SAVE_TARGET)
    assert "그 사이의 메모" in texts(other) and other.error and plans.plan(settings, LOCAL, project).note != "나의 메모"
    press(other, t.SAVE_TARGET)
    assert plans.plan(settings, LOCAL, project).note == "나의 메모"


@pytest.mark.slow
def test_a_draft_that_cannot_be_kept_is_said_where_it_is_typed(settings, project):
    app = _open(project, View.AIM)
    with Database(settings).writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    try:
        labelled(app.text_area, t.NOTE).set_value("가" * 9000).run()
    finally:
        with Database(settings).writing() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    assert "디스크가 가득" in app.error[0].value and labelled(app.text_area, t.NOTE).value == "가" * 9000
    app = press(app, t.SAVE_TARGET)
    assert not app.error and plans.plan(settings, LOCAL, project).note == "가" * 9000


def test_the_map_means_nothing_without_news_of_all_groups_and_says_so(settings, project):
    Projects(settings).save_version(project, version(PEOPLE, judged=replace(BY, set_id="gone")))
    app = _open(project, View.MAP)
    assert t.MAP_CIRCLE in texts(app) and t.MAP_NO_SPREAD in texts(app)
    rows = app.dataframe[-1].value
    assert list(rows["무엇"])[:4] == ["라인업", "연습생", "연습생", "연습생"]


def test_notes_and_links_are_put_on_the_board_moved_removed_and_back(settings, project):
    app = _open(project, View.BOARD)
    assert t.BOARD_EMPTY in texts(app)
    for text in ("파란 조명", HOSTILE):
        labelled(app.text_area, t.OWN_NOTE).set_value(text).run()
        app = press(app, t.ADD_NOTE)
    app = press(app, t.item(t.DOWN, 1))
    assert [item.text for item in _board(settings, project).items] == ["=1+1 <b>별</b> *굵게* 😀", "파란 조명"]
    app = press(app, t.item(t.REMOVE, 1))
    assert [item.text for item in _board(settings, project).items] == ["파란 조명"]
    app = press(app, t.UNDO)
    assert len(_board(settings, project).items) == 2
    labelled(app.text_input, t.LINK).set_value("javascript:alert(1)")
    app = press(app, t.ADD_LINK)
    said = app.error[0].value.replace("\\", "").replace("\u2060", "")  # no link is made of it
    assert t.BAD_LINK.replace("://", "") in said.replace("://", "")
    app = press(app, t.ADD_COLOUR)
    labelled(app.get("color_picker"), t.colour(1)).set_value("#112233").run()
    assert _board(settings, project).colours == ("#112233",)
    assert Part.BOARD in _parts(_open(project, View.REPORT)).value, (
        "what was collected is handed out unless one says no"
    )


def _board(settings: Settings, project: str) -> Board:
    return plans.plan(settings, LOCAL, project).board


@pytest.mark.slow
def test_the_demo_is_saved_from_its_page_and_a_word_is_pinned(settings):
    app = press(open_page("lineup_match"), common.OPEN_DEMO)
    labelled(app.text_input, t.NAME).set_value("데모 계획")
    app = press(app, t.SAVE_GO)
    (line,) = plans.plans(settings, LOCAL)
    assert line.project.is_demo and line.versions == 1 and t.saved("데모 계획", 1) in texts(app)
    assert any(title.value == t.balance_title([]) or "닮았습니다" in title.value for title in app.header)
    app = press(app, t.SAVE_GO)
    assert versions.version(settings, LOCAL, line.project.id, 2).parent == 1
    app = press(app, t.OPEN_SAVED)
    assert app.title[0].value == "데모 계획"
    app = app.switch_page("pages/projects.py").run()
    app.session_state[ANALYZER] = "kiwi"  # starts faster than the Java machine
    labelled(app.get("button_group"), t.VIEW).set_value(View.MAP).run()
    assert t.MAP_FACETS in texts(app) and t.MAP_SPREAD in texts(app)
    app = press(app.switch_page("pages/concept.py").run(), t.PIN)
    (item,) = _board(settings, line.project.id).items
    assert item.kind == "word" and item.quotations and item.group
    plans.delete(settings, LOCAL, plans.plan(settings, LOCAL, line.project.id))
    labelled(app.run().text_input, t.NAME).set_value("첫 계획")
    app = press(app, t.CREATE_AND_PIN)
    (line,) = plans.plans(settings, LOCAL)
    assert line.project.name == "첫 계획" and [one.text for one in line.project.board.items] == [item.text]


def test_a_version_is_handed_out_with_what_it_came_from(settings, project):
    plans.aim(settings, LOCAL, plans.plan(settings, LOCAL, project), Target(2, "", "", ("itzy",)))
    app = _open(project, View.REPORT)
    pills = _parts(app)
    assert Part.BOARD not in pills.value
    pills.set_value([Part.BRIEF, Part.COMPARISON, Part.WHAT_IF, Part.CREDITS]).run()
    app = press(app, t.MAKE_REPORT)
    assert not app.exception and not app.warning
    made = _handed(app)
    assert made.data.startswith(b"%PDF") and not made.failed
    assert [section.part for section in made.report.sections] == [
        Part.BRIEF, Part.WHAT_IF, Part.COMPARISON, Part.CREDITS
    ]  # fmt: skip
    pills.set_value([]).run()
    assert t.PICK_PART in texts(app)


def _parts(app: AppTest) -> Any:
    """What may be ticked."""
    return next(one for one in app.pills if one.label == t.PARTS)


def _handed(app: AppTest) -> Written:
    """The report that was made last."""
    made = own(app, ProjectsPage).handed
    assert made is not None
    return made[1]


def test_faces_are_handed_out_while_the_session_has_the_photos_and_off_at_first(settings, project):
    app = _open(project, View.REPORT, version="1")
    assert t.faces_at_hand(0, 4, may_analyse=True) in texts(app) and t.REPORT_FACES not in [
        getattr(one, "label", "") for one in app.get("button_group")
    ]
    jpeg = encoded(Image.fromarray(np.random.default_rng(3).integers(0, 255, (9, 9, 3), np.uint8)).resize((90, 90)))
    photo = replace(photo_of(90, 90, Box(0, 0, 90, 90)), embedding=np.full(4, 0.5, np.float32), picture=Picture(jpeg))
    scores = GroupScores(dict(zip(BY.groups, (0.2, 0.7, 0.1), strict=True)))
    one = TraineeResult("가온", (photo,), (scores,), scores, 0.9, "clear", (), nobody=0.1)
    result = LineupResult("SFace", tuple(BY.groups), (one,), LineupScores(scores, None, None))
    kept = version_of(result, BY, load_demo(settings), by="나", at=version(PEOPLE).at)
    other = replace(version(PEOPLE).trainees[1])
    Projects(settings).save_version(project, replace(kept, trainees=(*kept.trainees, other)))
    own(app, LineupPage).judged = Judged(result, cast(Any, None), "")
    app.run().selectbox[0].set_value("3").run()
    faces = labelled(app.get("button_group"), t.REPORT_FACES)
    assert faces.value == "off" and t.FACES_AIDS["off"] in texts(app)
    labelled(app.get("button_group"), t.FORMAT).set_value("xlsx")
    app = press(app, t.MAKE_REPORT)
    assert not shows(_handed(app).data, jpeg)
    labelled(app.get("button_group"), t.REPORT_FACES).set_value("shown").run()
    assert own(app, ProjectsPage).handed is None and t.faces_at_hand(1, 2, may_analyse=True) in texts(app)
    app = press(app, t.MAKE_REPORT)
    assert shows(_handed(app).data, jpeg)
    assert not any(shows(file.read_bytes(), jpeg) for file in settings.workspace.rglob("*") if file.is_file())
    own(app, LineupPage).judged = None
    app.run()
    assert own(app, ProjectsPage).handed is None and t.faces_at_hand(0, 2, may_analyse=True) in texts(app)
