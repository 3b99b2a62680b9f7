"""Comments: who may say, change, settle and delete them, where, and who has seen them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from core.access.actor import LOCAL, STRANGER, Actor, Role
from core.errors import AccessError, ChangedError, ProjectError, StudioError
from core.projects.project import Board, BoardItem, Project
from core.services.projects import plans
from core.services.sharing import comments
from core.settings import Settings
from core.sharing.comment import LONGEST, About, Comment
from core.storage.audit import Audit
from core.storage.comments import Comments
from core.storage.database import Database
from core.storage.projects import KEPT_DELETED, Projects
from tests.support.team import BOSS, person
from tests.support.versions import version

ROLES: tuple[Role | None, ...] = (None, "viewer", "analyst", "admin")
VERSION, TRAINEE = About("version", 1), About("trainee", 1, "가온")
WORD, ITEM = About("word", what="청량", group="twice"), About("item", what="0123abcd")
HOSTILE = "=1+1 <script>alert(1)</script> **굵게** [a](javascript:x) :star: $x$ \u202e가😀\n| a |"


@pytest.fixture
def project(settings: Settings) -> Project:
    made = plans.create(settings, LOCAL, "여름 데뷔")
    Projects(settings).save_version(made.id, version({"가온": (0.2, 0.7, 0.1), "나래": None}))
    made = plans.plan(settings, LOCAL, made.id)
    return plans.keep_board(settings, LOCAL, made, Board((BoardItem(ITEM.what, "word", "청량"),)))


@pytest.mark.parametrize("about", [VERSION, TRAINEE, WORD, ITEM])
def test_said_about_each_place_as_it_was_typed(settings: Settings, project: Project, about: About) -> None:
    said = comments.write(settings, LOCAL, project.id, about, f"  {HOSTILE} ")
    assert said.text == HOSTILE.replace("\u202e", "") and said.about == about and said.by == "local"
    assert comments.comments(settings, LOCAL, project.id) == [said]


@pytest.mark.parametrize(
    "about",
    [
        About("version", 2), About("trainee", 1, "다솜"), About("trainee", 2, "가온"), About("item", what="ffffffff"),
        About("version", 1, "가온"), About("word", what="가" * 101), About("word", what="a\u202eb"), About("word"),
    ],
)  # fmt: skip
def test_there_has_to_be_something_to_speak_of(settings: Settings, project: Project, about: About) -> None:
    with pytest.raises(ProjectError):
        comments.write(settings, LOCAL, project.id, about, "말")
    assert comments.comments(settings, LOCAL, project.id) == []


@pytest.mark.parametrize(("text", "said"), [("", "비어"), (" \n\u202e", "비어"), ("가" * (LONGEST + 1), "너무 깁니다")])
def test_what_is_no_comment(settings: Settings, project: Project, text: str, said: str) -> None:
    with pytest.raises(ProjectError, match=said):
        comments.write(settings, LOCAL, project.id, VERSION, text)


def _may(settings: Settings, actor: Actor, what: str, one: Comment) -> bool:
    try:
        if what == "read":
            comments.comments(settings, actor, one.project)
            comments.earlier(settings, actor, one.id)
        elif what == "write":
            comments.write(settings, actor, one.project, VERSION, "말")
        elif what == "change":
            comments.change(settings, actor, one, "다른 말")
        elif what == "resolve":
            comments.resolve(settings, actor, one.id)
        else:
            comments.delete(settings, actor, one)
    except (AccessError, ProjectError):
        return False
    return True


@pytest.mark.parametrize("what", ["read", "write", "change", "resolve", "delete"])
@pytest.mark.parametrize("mine", [True, False], ids=["own", "other's"])
def test_who_may_what(settings: Settings, project: Project, what: str, mine: bool) -> None:
    for role in ROLES:
        for within in ROLES:
            who = Actor("me", "나", role, {project.id: within} if within else {})
            one = comments.write(settings, LOCAL, project.id, VERSION, "말")
            if mine:
                one = replace(one, id=f"{role}{within}", by="me", by_name="나")
                Comments(settings).add(one)
            boss = role == "admin"
            sees = boss or (role is not None and within is not None)
            expected = {
                "read": sees, "write": sees, "change": sees and mine,
                "resolve": sees and (mine or boss or within in ("analyst", "admin")),
                "delete": sees and (mine or boss or within == "admin"),
            }  # fmt: skip
            assert _may(settings, who, what, one) == expected[what], (role, within)
            stranger = Actor("me", "나", role, {"f" * 12: "admin"})
            again = comments.write(settings, LOCAL, project.id, VERSION, "말")
            assert _may(settings, stranger, what, again) == (boss and what != "change")
    assert not _may(settings, STRANGER, what, one)


def test_an_id_of_another_plan_says_no_more_than_none(settings: Settings, project: Project) -> None:
    said = comments.write(settings, LOCAL, project.id, VERSION, "말")
    other = Actor("me", "나", "analyst")
    sentences = set()
    for one in (said, replace(said, id="0" * 16)):
        late: list[Callable[[], object]] = [
            partial(comments.change, settings, other, one, "x"), partial(comments.delete, settings, other, one),
            partial(comments.resolve, settings, other, one.id), partial(comments.earlier, settings, other, one.id),
        ]  # fmt: skip
        for act in late:
            with pytest.raises(ProjectError) as refused:
                act()
            sentences.add(str(refused.value))
    assert len(sentences) == 1
    assert [one.outcome for one in Audit(settings).entries(actor="me")] == ["refused"] * 4


def test_a_change_keeps_what_was_said_before(settings: Settings, project: Project) -> None:
    first = comments.write(settings, LOCAL, project.id, TRAINEE, "하나")
    second = comments.change(settings, LOCAL, first, "둘")
    third = comments.change(settings, LOCAL, second, "셋")
    assert [one.text for one in comments.earlier(settings, LOCAL, first.id)] == ["하나", "둘"]
    assert comments.comments(settings, LOCAL, project.id) == [third] and third.revision == 2
    comments.delete(settings, LOCAL, third)
    with Database(settings).reading() as connection:
        for table in ("comment", "comment_edit", "comment_mention", "comment_seen"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


def test_two_hands_lose_nothing(settings: Settings, project: Project) -> None:
    seen = comments.write(settings, LOCAL, project.id, VERSION, "하나")
    theirs = comments.change(settings, LOCAL, seen, "둘")
    with pytest.raises(ChangedError, match="먼저 고쳤습니다"):
        comments.change(settings, LOCAL, seen, "나의 것")
    with pytest.raises(ChangedError):
        comments.delete(settings, LOCAL, seen)
    assert comments.comments(settings, LOCAL, project.id) == [theirs]
    comments.delete(settings, LOCAL, theirs)
    for late in (
        lambda: comments.change(settings, LOCAL, theirs, "늦음"),
        lambda: comments.delete(settings, LOCAL, theirs),
    ):
        with pytest.raises(ProjectError, match="그런 댓글이 없습니다"):
            late()


def test_settled_once_and_taken_up_again(settings: Settings, project: Project) -> None:
    said = comments.write(settings, LOCAL, project.id, VERSION, "하나")
    comments.resolve(settings, LOCAL, said.id)
    comments.resolve(settings, Actor("a", "나중", "admin"), said.id)
    (settled,) = comments.comments(settings, LOCAL, project.id)
    assert settled.resolved is not None and settled.resolved_by == LOCAL.name
    comments.resolve(settings, LOCAL, said.id, done=False)
    assert comments.comments(settings, LOCAL, project.id) == [said]


def test_those_who_may_see_the_plan_are_called_and_nobody_else(settings: Settings, project: Project) -> None:
    boss = person(settings, "김대표", "admin")
    mina = person(settings, "이민아", "viewer", {project.id: "viewer"})
    outside, waiting = person(settings, "최밖", "analyst"), person(settings, "박대기", None)
    assert set(comments.to_call(settings, mina, project.id)) == {boss.id}
    assert comments.to_call(settings, LOCAL, project.id) == {}
    said = comments.write(
        settings, boss, project.id, VERSION, "@최밖 @이민아 @김대표", [outside.id, waiting.id, mina.id, "x", boss.id]
    )
    assert said.mentioned == (mina.id,)
    changed = comments.change(settings, boss, said, "아무도 부르지 않음")
    assert changed.mentioned == () and comments.comments(settings, boss, project.id) == [changed]
    with pytest.raises(AccessError):
        comments.to_call(settings, outside, project.id)


def test_new_is_what_others_said_until_it_was_seen(settings: Settings, project: Project) -> None:
    boss = person(settings, "김대표", "admin")
    mina = person(settings, "이민아", "viewer", {project.id: "viewer"})
    other = plans.create(settings, LOCAL, "남의 것")
    Projects(settings).save_version(other.id, version({"가온": None}))
    one = comments.write(settings, boss, project.id, VERSION, "@이민아 보세요")
    two = comments.write(settings, boss, project.id, TRAINEE, "그리고")
    comments.write(settings, boss, other.id, VERSION, "안에서만")
    comments.write(settings, mina, project.id, VERSION, "네")
    (news,) = comments.unread(settings, mina)
    assert (news.project, news.name, news.comments, news.called) == (project.id, "여름 데뷔", 2, 1)
    comments.see(settings, mina, project.id, [one.id, "0" * 16])
    assert comments.unseen(settings, mina, project.id) == {two.id}
    comments.see(settings, mina, project.id, [one.id, two.id])
    assert comments.unread(settings, mina) == []
    assert [(news.project, news.comments) for news in comments.unread(settings, boss)] == [(project.id, 1)]
    with pytest.raises(AccessError):
        comments.unread(settings, STRANGER)
    plans.delete(settings, LOCAL, plans.plan(settings, LOCAL, project.id))
    assert comments.unread(settings, boss) == []
    with pytest.raises(ProjectError):
        comments.write(settings, boss, project.id, VERSION, "늦음")


def test_a_plan_takes_its_comments_along(settings: Settings, project: Project) -> None:
    boss = person(settings, "김대표", "admin")
    said = comments.write(settings, boss, project.id, VERSION, "하나")
    comments.change(settings, boss, said, "둘")
    comments.see(settings, LOCAL, project.id, [said.id])
    other = plans.create(settings, LOCAL, "남는 것")
    Projects(settings).save_version(other.id, version({"가온": None}))
    left = comments.write(settings, boss, other.id, VERSION, "남음")
    plans.delete(settings, LOCAL, plans.plan(settings, LOCAL, project.id))
    Projects(settings).remove_old(datetime.now(UTC) + KEPT_DELETED + timedelta(days=1))
    assert comments.comments(settings, LOCAL, other.id) == [left]
    with Database(settings).reading() as connection:
        for table, count in (("comment", 1), ("comment_edit", 0), ("comment_seen", 0)):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == count


def test_the_record_names_no_trainee(settings: Settings, project: Project) -> None:
    said = comments.write(settings, BOSS, project.id, TRAINEE, "가온은 좋습니다")
    comments.delete(settings, BOSS, said)
    rows = Audit(settings).entries(actor=BOSS.id)
    assert [one.action for one in rows] == ["comment.delete", "comment.write"]
    assert {one.on for one in rows} == {f"project/{project.id}/comment/{said.id}"}


def test_looking_creates_nothing(settings: Settings) -> None:
    assert comments.unread(settings, LOCAL) == [] and comments.comments(settings, LOCAL, "0" * 12) == []
    with pytest.raises(StudioError):
        comments.resolve(settings, LOCAL, "0" * 16)
