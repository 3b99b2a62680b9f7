from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from core.errors import ProjectError
from core.projects.project import Board, BoardItem, Project, Quotation, Target
from core.settings import Settings, get_settings
from core.storage import projects as storage
from core.storage import schema as tables
from core.storage.database import Database
from core.storage.projects import Projects
from tests.support.versions import version

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
PIN = BoardItem(
    "1", "word", "몽환", "itzy", "분위기", quotations=(Quotation("꿈결 같다", "신문", NOW.date()),), pinned=NOW
)
PLAN = Project(
    "a" * 12, "여름 데뷔", NOW, NOW, "메모", Target(5, "십대", "일본", ("itzy",)), Board((PIN,), ("#112233",))
)
LINEUP = version({"하나": (0.7, 0.2, 0.1), "둘": (0.6, 0.3, 0.1)})


@pytest.fixture
def settings() -> Settings:
    return get_settings()


@pytest.fixture
def store(settings: Settings) -> Projects:
    found = Projects(settings)
    found.add(PLAN)
    return found


def test_a_plan_and_its_versions_come_back_as_they_were(store: Projects) -> None:
    first = store.save_version(PLAN.id, LINEUP)
    second = store.save_version(PLAN.id, replace(version({"하나": None}), parent=1, said="사진 없음"))
    assert (first.number, second.number) == (1, 2)
    assert store.version(PLAN.id, 1) == first and store.version(PLAN.id, 2) == second
    newest, oldest = store.versions(PLAN.id)
    assert (oldest.near, round(oldest.share or 0, 3), oldest.trainees) == ("드림캐쳐", 0.65, 2)
    assert (newest.near, newest.share, newest.said, newest.parent) == ("", None, "사진 없음", 1)
    (line,) = store.list()
    assert line.versions == 2 and line.newest == newest
    assert line.project == replace(PLAN, changed=second.at, changed_by=second.by)


def test_a_line_up_close_to_nobody_is_near_to_none(store: Projects) -> None:
    assert LINEUP.lineup is not None
    store.save_version(PLAN.id, replace(LINEUP, lineup=replace(LINEUP.lineup, nobody=0.7)))
    assert (store.versions(PLAN.id)[0].near, store.versions(PLAN.id)[0].share) == ("", None)


def test_of_two_who_change_a_plan_at_once_the_second_hears_of_it(store: Projects) -> None:
    seen = store.get(PLAN.id)
    first = store.change(replace(seen, note="가"))
    with pytest.raises(ProjectError, match=storage.CHANGED):
        store.change(replace(seen, note="나"))
    assert store.get(PLAN.id) == first and first.note == "가"
    with pytest.raises(ProjectError, match=storage.GONE):
        store.change(replace(seen, id="b" * 12))


def test_what_cannot_be_opened_says_why_and_the_others_can(store: Projects, settings: Settings) -> None:
    for _ in range(3):
        store.save_version(PLAN.id, LINEUP)
    rows = tables.project_versions
    with Database(settings).writing() as connection:
        connection.execute(update(rows).where(rows.c.number == 1).values(form=99))
        connection.execute(update(rows).where(rows.c.number == 2).values(body="{"))
    for number, reason in ((1, storage.NEWER_FORM), (2, storage.BROKEN), (4, storage.NO_VERSION)):
        with pytest.raises(ProjectError, match=reason[:20]):
            store.version(PLAN.id, number)
    assert store.version(PLAN.id, 3).trainees == LINEUP.trainees and len(store.versions(PLAN.id)) == 3


def test_deleted_is_gone_after_thirty_days_and_not_before(store: Projects) -> None:
    store.save_version(PLAN.id, LINEUP)
    store.keep_draft("local", f"{PLAN.id}/note", "쓰던 글")
    store.keep_draft("local", "new", "새 글")
    store.change(replace(store.get(PLAN.id), state="deleted", changed=NOW))
    assert store.list() == [] and len(store.list(deleted=True)) == 1
    with pytest.raises(ProjectError, match=storage.GONE):
        store.save_version(PLAN.id, LINEUP)
    assert store.remove_old(NOW + timedelta(days=29)) == 0 and store.version(PLAN.id, 1)
    assert store.remove_old(NOW + timedelta(days=31)) == 1
    assert store.list(deleted=True) == [] and store.versions(PLAN.id) == []
    assert store.draft("local", f"{PLAN.id}/note") is None and store.draft("local", "new") == "새 글"


def test_what_is_typed_stays_until_it_is_dropped(store: Projects) -> None:
    store.keep_draft("local", "new", "가")
    store.keep_draft("local", "new", "가나")
    assert (store.draft("local", "new"), store.draft("other", "new")) == ("가나", None)
    store.drop_draft("local", "new")
    assert store.draft("local", "new") is None
