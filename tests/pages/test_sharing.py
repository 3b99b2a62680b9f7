"""Links and comments as people meet them on the pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from core.access.acting import who_acts
from core.access.actor import LOCAL, Actor
from core.projects.project import Board, BoardItem
from core.reports.report import Part
from core.services.projects import plans
from core.services.sharing import comments, links
from core.settings import Settings
from core.sharing.comment import About
from core.sharing.link import SharedView
from core.storage.projects import Projects
from core.ui.kit.address import code_of
from core.ui.kit.state import Frame
from core.ui.projects.state import ProjectsPage, View
from core.ui.sharing.comments import AT_ONCE
from core.ui.words_ko import common, concept
from core.ui.words_ko import projects as words
from core.ui.words_ko import sharing as t
from tests.support.app import labelled, open_page, own, press, texts
from tests.support.team import person
from tests.support.versions import version

pytestmark = pytest.mark.slow
HOSTILE = "=1+1 <b>별</b> **굵게** :star: $x$ [a](javascript:x)"
PEOPLE = {"가온": (0.2, 0.7, 0.1), "나래": (0.1, 0.8, 0.1)}


@pytest.fixture
def project(settings: Settings) -> str:
    made = plans.create(settings, LOCAL, "여름 데뷔")
    for _ in range(2):
        Projects(settings).save_version(made.id, version(PEOPLE))
    made = plans.plan(settings, LOCAL, made.id)
    plans.keep_board(settings, LOCAL, made, Board((BoardItem("0123abcd", "note", "바다"),)))
    return made.id


@contextmanager
def acting_as_page(actor: Actor) -> Iterator[None]:
    """Who opens a page is this one."""
    who_acts(lambda: actor)
    try:
        yield
    finally:
        who_acts(lambda: LOCAL)


def _open(project: str, view: View = View.LINEUP, **codes: str) -> AppTest:
    return open_page("projects", project=project, view=view, **codes)


def _labels(app: AppTest) -> list[str]:
    """Of what opens."""
    return [one.proto.popover.label for one in app.get("popover")]


def _opened(app: AppTest, key: str) -> AppTest:
    app.session_state[key] = True
    return app.run()


def _says(app: AppTest, text: str) -> AppTest:
    labelled(app.text_area, t.SAY).set_value(text).run()
    return press(app, t.SAY_GO)


def test_the_last_of_many_comments_are_drawn_and_only_those_count_as_seen(settings: Settings, project: str) -> None:
    for number in range(AT_ONCE + 1):
        comments.write(settings, Actor("mina", "이민아", "admin"), project, About("version", 1), f"의견{number:03}")
    app = _open(project, version="1")
    assert "의견001" in texts(app) and "의견000" not in texts(app)
    assert [one.comments for one in comments.unread(settings, LOCAL)] == [1]
    app = press(app, t.more_earlier(1))
    assert "의견000" in texts(app) and not comments.unread(settings, LOCAL)


def test_a_version_is_spoken_of_changed_settled_and_the_comment_deleted(settings: Settings, project: str) -> None:
    app = _open(project, version="1")
    assert t.NO_COMMENTS in texts(app)
    app = press(app, t.SAY_GO)
    assert comments.EMPTY in texts(app)
    app = _says(app, HOSTILE)
    (said,) = comments.comments(settings, LOCAL, project)
    assert said.text == HOSTILE and said.about == About("version", 1) and HOSTILE[:8] in texts(app)
    assert (
        labelled(app.text_area, t.SAY).value == ""
        and plans.draft(settings, LOCAL, f"{project}/comment/version/1//") is None
    )
    app = press(app, t.EDIT)
    labelled(app.text_area, t.EDIT).set_value("고친 글").run()
    app = press(press(app, t.SAVE), t.HISTORY)
    assert "고친 글" in texts(app) and HOSTILE[:8] in texts(app)
    app = press(press(app, t.HISTORY_CLOSE), t.RESOLVE)
    assert "고친 글" not in texts(app)
    app = press(press(app, t.resolved(1, shown=False)), t.REOPEN)
    app = press(app, t.DELETE)
    assert t.DELETE_AID in texts(app) and comments.comments(settings, LOCAL, project)
    app = press(app, common.DELETE_YES)
    assert t.DELETED in texts(app) and t.NO_COMMENTS in texts(app)
    assert comments.comments(settings, LOCAL, project) == []


def test_what_another_changed_meanwhile_is_shown_before_it_is_replaced(settings: Settings, project: str) -> None:
    first = comments.write(settings, LOCAL, project, About("version", 2), "처음")
    app = press(_open(project), t.EDIT)
    comments.change(settings, LOCAL, first, "다른 창의 글")
    labelled(app.text_area, t.EDIT).set_value("내 글").run()
    app = press(app, t.SAVE)
    assert "먼저 고쳤습니다" in texts(app)
    app = app.run()
    assert t.NOW_READS in texts(app) and "다른 창의 글" in texts(app)
    assert labelled(app.text_area, t.EDIT).value == "내 글"
    press(app, t.SAVE)
    assert [one.text for one in comments.comments(settings, LOCAL, project)] == ["내 글"]
    assert [one.text for one in comments.earlier(settings, LOCAL, first.id)] == ["처음", "다른 창의 글"]


def test_all_of_a_plan_stands_in_one_place_with_the_way_to_each(settings: Settings, project: str) -> None:
    assert t.NONE_AT_ALL in texts(_open(project, View.COMMENTS))
    for about in (About("trainee", 1, "나래"), About("item", what="0123abcd"), About("word", what="청량")):
        comments.write(settings, LOCAL, project, about, f"말 {about.kind}")
    app = _open(project, View.COMMENTS)
    said = texts(app)
    assert said.index("낱말 ‘청량’") < said.index("컨셉 보드 · 바다") < said.index("버전 1 · 나래")
    ways = [button for button in app.button if button.label == t.GO_THERE]
    app = ways[2].click().run()
    assert labelled(app.selectbox, words.VERSION).value == "1" and t.talk(1, 0) in _labels(app)
    comments.resolve(settings, LOCAL, comments.comments(settings, LOCAL, project)[0].id)
    app = _open(project, View.COMMENTS)
    assert "버전 1 · 나래" not in texts(app)
    labelled(app.get("button_group"), t.WHICH).set_value("every").run()
    assert "버전 1 · 나래" in texts(app)


def test_what_is_new_stands_at_the_side_until_it_was_seen(settings: Settings, project: str) -> None:
    boss = person(settings, "김대표", "admin")
    mina = person(settings, "이민아", "viewer", {project: "viewer"})
    comments.write(settings, boss, project, About("trainee", 1, "나래"), "@이민아 어때요")
    with acting_as_page(mina):
        app = open_page()
        line = t.new_in("여름 데뷔", 1, 1)
        assert line in [one.label for one in app.sidebar.button]
        app = _open(project, View.COMMENTS)
        assert "어때요" in texts(app) and "@이민아" in texts(app)
        assert t.NEW in texts(app) and not app.text_area
        app = press(app, t.SAY)
        assert labelled(app.multiselect, t.CALL).options == ["김대표"]
        assert comments.unread(settings, mina) == []
        assert line not in [one.label for one in open_page().sidebar.button]
        labels = [one.label for one in app.button]
        assert t.EDIT not in labels and t.DELETE not in labels and t.RESOLVE not in labels
        assert t.SHARE not in _labels(app)


def test_a_link_opens_the_view_it_was_made_of(settings: Settings, project: str) -> None:
    view = SharedView({"project": project, "view": "what_if", "version": "1"})
    made = links.make(settings, LOCAL, "version", view, project=project, version=1)
    app = open_page("projects", link=made.id)
    assert labelled(app.segmented_control, words.VIEW).value == View.WHAT_IF
    assert labelled(app.selectbox, words.VERSION).value == "1"
    assert own(app, Frame).codes == {"project": project, "view": "what_if", "version": "1"}
    labelled(app.segmented_control, words.VIEW).set_value(View.AIM).run()
    assert labelled(app.segmented_control, words.VIEW).value == View.AIM  # the link is followed once
    assert links.of_project(settings, LOCAL, project)[0].uses == 1


def test_a_link_that_does_not_open_says_so_and_leaves_the_page(settings: Settings, project: str) -> None:
    made = links.make(settings, LOCAL, "project", SharedView({"project": project}), project=project)
    said = set()
    with acting_as_page(person(settings, "최밖", "analyst")):
        for link in (made.id, "x" * 22, "<b>"):
            app = open_page("projects", link=link)
            said.add(tuple(error.value.replace("\\", "") for error in app.error))
            assert app.title[0].value == common.PROJECTS
    assert said == {(links.NO_LINK,)}


def test_a_link_to_a_report_makes_it_anew(settings: Settings, project: str) -> None:
    view = SharedView({"project": project, "view": "report", "version": "2"}, parts=("brief", "comments"), form="html")
    made = links.make(settings, LOCAL, "report", view, project=project, version=2)
    comments.write(settings, LOCAL, project, About("trainee", 2, "가온"), HOSTILE)
    app = open_page("projects", link=made.id)
    assert set(labelled(app.get("button_group"), words.PARTS).value) == {"brief", "comments"}
    (button,) = app.get("download_button")
    assert "HTML" in button.proto.label
    handed = own(app, ProjectsPage).handed
    assert handed is not None
    data = handed[1].data
    assert "javascript:x" in data.decode() and 'href="javascript' not in data.decode() and "<b>별" not in data.decode()


def test_a_link_is_made_listed_and_revoked_where_it_leads(settings: Settings, project: str) -> None:
    app = _open(project, View.REPORT, version="1")
    labelled(app.pills, words.PARTS).set_value([Part.BRIEF, Part.COMMENTS]).run()
    app = press(_opened(app, f"share.{project}"), t.MAKE)
    (made,) = links.of_project(settings, LOCAL, project)
    assert (made.kind, made.version, made.view.parts) == ("report", 1, ("brief", "comments"))
    assert made.view.codes == {"project": project, "view": "report", "version": "1"}
    assert f"/projects?link={made.id}" in [one.value for one in app.code] and t.links(1) in texts(app)
    app = press(app, t.REVOKE)
    assert t.links(0) in texts(app) and not links.of_project(settings, LOCAL, project)[0].opens(made.made)
    labelled(app.number_input, t.DAYS).set_value(7)
    app = press(press(press(app, t.MAKE), t.MAKE), t.REVOKE_ALL)
    assert t.links(0) in texts(app) and len(links.of_project(settings, LOCAL, project)) == 3


def test_a_link_keeps_group_view_word_and_filters_of_a_concept(settings: Settings, project: str) -> None:
    group, word = "group_1", "바다"
    codes = {"group": code_of(group), "view": "trend", "analyzer": "kiwi"}
    view = SharedView(codes, group, word, date(2026, 1, 1), None, (), ("noun",))
    made = links.make(settings, LOCAL, "concept", view)
    app = open_page("concept", link=made.id)
    assert labelled(app.selectbox, concept.GROUP).value == group
    assert labelled(app.selectbox, concept.OTHER_WORD).value == word
    assert labelled(app.pills, concept.KINDS).value == ["noun"]
    assert labelled(app.date_input, concept.SINCE).value == date(2026, 1, 1)
    assert labelled(app.segmented_control, concept.VIEW).value == "trend"
    app = press(_opened(app, "share.concept"), t.MAKE)
    assert links.of_concepts(settings, LOCAL)[0].view == view
    # What is said of the word, in a project.
    app = _opened(app, "talk.word")
    assert labelled(app.selectbox, t.WORD_PROJECT).value == project
    _says(app, "이 말로 가요")
    (said,) = comments.comments(settings, LOCAL, project)
    assert said.about == About("word", what=word, group=group)
