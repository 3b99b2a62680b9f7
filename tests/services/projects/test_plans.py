from dataclasses import replace

import pytest

from core.access.actor import LOCAL, Actor
from core.errors import AccessError, ChangedError, ProjectError
from core.projects.project import Board, BoardItem, Quotation, Target
from core.services.projects import plans, versions
from core.settings import Settings
from tests.support.versions import version


def test_looking_creates_nothing(settings: Settings) -> None:
    assert plans.plans(settings, LOCAL) == [] and plans.draft(settings, LOCAL, "new") is None
    plans.tidy(settings)
    plans.drop_draft(settings, LOCAL, "new")
    assert not settings.workspace.exists()


def test_found_by_all_words_of_name_and_note(settings: Settings) -> None:
    made = plans.create(settings, LOCAL, "여름 데뷔", note="일본 먼저")
    plans.create(settings, LOCAL, "Winter")
    assert [line.project.id for line in plans.plans(settings, LOCAL, search="데뷔 일본")] == [made.id]
    assert [line.project.name for line in plans.plans(settings, LOCAL, search="WINTER")] == ["Winter"]
    assert plans.plans(settings, LOCAL, search="데뷔 유럽") == []


def test_put_away_deleted_and_taken_back(settings: Settings) -> None:
    made = plans.create(settings, LOCAL, "가")
    away = plans.archive(settings, LOCAL, made)
    assert plans.plans(settings, LOCAL)[0].project.state == "archived"
    gone = plans.delete(settings, LOCAL, away)
    assert plans.plans(settings, LOCAL) == [] and plans.plans(settings, LOCAL, deleted=True)[0].project == gone
    assert plans.reopen(settings, LOCAL, gone).state == "open" and len(plans.plans(settings, LOCAL)) == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  여름\n데뷔 ", "여름 데뷔"),
        ("a\u202eb", "ab"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("👩‍🎤", "👩‍🎤"),
    ],
)
def test_names_are_kept_as_they_are_read(settings: Settings, typed: str, kept: str) -> None:
    assert plans.create(settings, LOCAL, typed).name == kept


@pytest.mark.parametrize("name", ["", " \n", "\u202e", "가" * 81])
def test_what_is_no_name(settings: Settings, name: str) -> None:
    with pytest.raises(ProjectError, match="이름"):
        plans.create(settings, LOCAL, name)
    assert plans.plans(settings, LOCAL) == []


def test_what_is_aimed_at_and_pinned(settings: Settings) -> None:
    made = plans.aim(
        settings, LOCAL, plans.create(settings, LOCAL, "가"), Target(5, " 십대 ", "", ("itzy",), ("무드",))
    )
    board = Board((BoardItem("1", "note", "메모\u2066"),), ("#aabbcc",))
    kept = plans.keep_board(settings, LOCAL, made, board)
    assert plans.plan(settings, LOCAL, made.id) == kept
    assert kept.target.audience == "십대" and kept.board.items[0].text == "메모"
    note = BoardItem("1", "note", "가")
    boards = [Board((note,) * 201), Board((replace(note, text=" "),))]
    for wrong in (Board(colours=("red",)), Board(colours=("#000000",) * 7), *boards):
        with pytest.raises(ProjectError):
            plans.keep_board(settings, LOCAL, kept, wrong)
    weighed = plans.aim(settings, LOCAL, kept, Target(groups=("itzy", "twice"), weights=(3, 1)))
    assert plans.plan(settings, LOCAL, made.id).target == weighed.target
    for weights in ((1,), (0, 1), (1, 6)):
        with pytest.raises(ProjectError, match="비중"):
            plans.aim(settings, LOCAL, weighed, Target(groups=("itzy", "twice"), weights=weights))
    with pytest.raises(ProjectError, match="인원"):
        plans.aim(settings, LOCAL, kept, Target(-1))


def test_of_two_who_aim_at_once_each_changes_what_it_changed(settings: Settings) -> None:
    seen = plans.create(settings, LOCAL, "가", note="메모")
    plans.aim(settings, LOCAL, seen, Target(5, "십대"), "다른 메모")
    both = plans.aim(settings, LOCAL, seen, Target(market="일본", groups=("itzy",)))
    assert both.target == Target(5, "십대", "일본", ("itzy",)) and both.note == "다른 메모"
    assert plans.aim(settings, LOCAL, seen, Target(5), "다른 메모").target == both.target
    for target, note in ((Target(6), None), (Target(groups=("twice",)), None), (Target(), "내 메모")):
        with pytest.raises(ChangedError, match="다른 창"):
            plans.aim(settings, LOCAL, seen, target, note)
    assert plans.plan(settings, LOCAL, seen.id).target == both.target


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "//example.com", "https://", "https://a b", "data:text/html,x", "https://a\u202e", ""],
)
def test_a_link_that_no_browser_should_follow_is_refused(settings: Settings, link: str) -> None:
    made, quoted = plans.create(settings, LOCAL, "가"), Quotation("말", "신문\u202e", link=link)
    with pytest.raises(ProjectError, match="http"):
        plans.keep_board(settings, LOCAL, made, Board((BoardItem("1", "link", "사이트", link=link),)))
    word = BoardItem("1", "word", "<b>몽환</b>", quotations=(quoted,))
    kept = plans.keep_board(settings, LOCAL, made, Board((word,))).board.items[0]
    assert (kept.text, kept.quotations) == ("<b>몽환</b>", (Quotation("말", "신문"),))


def test_a_link_that_is_too_long_is_not_said_to_begin_wrongly(settings: Settings) -> None:
    item, made = BoardItem("1", "link", "사이트", link="https://" + "a" * 3_000), plans.create(settings, LOCAL, "가")
    with pytest.raises(ProjectError, match="너무 깁니다"):
        plans.keep_board(settings, LOCAL, made, Board((item,)))


def test_a_link_without_a_name_is_called_by_its_address(settings: Settings) -> None:
    item, made = BoardItem("1", "link", " ", link="https://example.com/a?b=1"), plans.create(settings, LOCAL, "가")
    assert plans.keep_board(settings, LOCAL, made, Board((item,))).board.items[0].text == item.link


def test_a_draft_is_kept_as_it_was_typed(settings: Settings) -> None:
    typed = "여름 \n" + "가" * plans.LONGEST_NOTE + " "
    plans.keep_draft(settings, LOCAL, "new", typed + "\ud800")
    assert plans.draft(settings, LOCAL, "new") == typed
    plans.drop_draft(settings, LOCAL, "new")
    assert plans.draft(settings, LOCAL, "new") is None


def test_nobody_else_may(settings: Settings) -> None:
    made, other = plans.create(settings, LOCAL, "가"), Actor("x", "다른 사람")
    for ask in (
        lambda: plans.plans(settings, other),
        lambda: plans.plan(settings, other, made.id),
        lambda: plans.create(settings, other, "나"),
        lambda: plans.rename(settings, other, made, "나", ""),
        lambda: plans.delete(settings, other, made),
        lambda: plans.draft(settings, other, "new"),
        lambda: plans.keep_draft(settings, other, "new", "글"),
        lambda: plans.drop_draft(settings, other, "new"),
        lambda: versions.lines(settings, other, made.id),
        lambda: versions.version(settings, other, made.id, 1),
        lambda: versions.save_composed(settings, other, made.id, version({"하나": (1, 0, 0)}), ["하나"]),
    ):
        with pytest.raises(AccessError):
            ask()
