import random
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from core.errors import ProjectError, StorageError
from core.projects.project import Board, BoardItem, Project, Quotation, Target
from core.settings import Settings
from core.storage import projects as storage
from core.storage import schema as tables
from core.storage.database import Database
from core.storage.projects import Projects
from core.storage.rescue import keep_copy
from tests.support.forks import forks
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
def store(settings: Settings) -> Projects:
    found = Projects(settings)
    found.add(PLAN, "local")
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


def test_a_target_that_was_stored_without_weights_weighs_its_groups_alike(store: Projects, settings: Settings) -> None:
    old = '{"size":5,"audience":"십대","market":"","groups":["itzy","twice"],"facets":["무드"]}'
    with Database(settings).writing() as connection:
        connection.execute(update(tables.projects).values(target=old))
    read = store.get(PLAN.id)
    assert read.target.mix({"itzy", "twice"}) == {"itzy": 0.5, "twice": 0.5}
    weighed = store.change(replace(read, target=replace(read.target, weights=(3, 1))))
    assert store.get(PLAN.id) == weighed and weighed.target.mix({"itzy", "twice"})["itzy"] == 0.75


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


def test_a_plan_that_cannot_be_read_stands_in_the_list_and_hides_no_other(store: Projects, settings: Settings) -> None:
    store.add(replace(PLAN, id="b" * 12), "local")
    for column, text in (("board", '{"items":[{"id":"1","kind":"hologram","text":"가"}]}'), ("target", "{")):
        with Database(settings).writing() as connection:
            connection.execute(update(tables.projects).where(tables.projects.c.id == PLAN.id).values({column: text}))
        with pytest.raises(ProjectError, match=storage.UNREADABLE[:20]):
            store.get(PLAN.id)
        broken, other = sorted((line.project for line in store.list()), key=lambda project: project.id)
        assert (broken.name, broken.board, other.board) == (PLAN.name, Board(), PLAN.board)


def test_on_a_full_disk_nothing_is_half_saved(store: Projects, settings: Settings) -> None:
    store.save_version(PLAN.id, LINEUP)
    long = replace(LINEUP, said="가" * 60_000)
    with Database(settings).writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")  # of this connection, which is used again
    with pytest.raises(StorageError, match="디스크가 가득"):
        store.save_version(PLAN.id, long)
    with Database(settings).writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    assert len(store.versions(PLAN.id)) == 1 and store.save_version(PLAN.id, long).number == 2


def test_a_plan_and_its_first_line_up_are_on_file_together_or_not_at_all(store: Projects, settings: Settings) -> None:
    other, long = replace(PLAN, id="b" * 12), replace(LINEUP, said="가" * 60_000)
    with Database(settings).writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
    with pytest.raises(StorageError, match="디스크가 가득"):
        store.begin(other, long, "local")
    with Database(settings).writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    assert [line.project.id for line in store.list()] == [PLAN.id]
    assert store.begin(other, long, "local").number == 1 and store.version(other.id, 1).said == long.said


def test_of_what_is_gone_for_good_no_word_is_left(store: Projects, settings: Settings) -> None:
    store.save_version(PLAN.id, LINEUP)
    assert keep_copy(settings)
    store.change(replace(store.get(PLAN.id), state="deleted", changed=NOW))
    files = [path.read_bytes() for path in settings.workspace.rglob("*.db")]
    assert len(files) == 2 and all("여름 데뷔".encode() in data and "하나".encode() in data for data in files)
    store.remove_old(NOW + timedelta(days=31))
    (data,) = [path.read_bytes() for path in settings.workspace.rglob("*.db")]
    assert "여름 데뷔".encode() not in data and "하나".encode() not in data


# Saves versions and acknowledges each.
PROGRAM = """
import os, sys

def save(first):
    for number in range(int(first), 10_000):
        saved = Projects(settings).save_version(PLAN.id, replace(LINEUP, said=f"{number}" + "가" * 4_000))
        os.write(acknowledged, f"{saved.number}/{number}\\n".encode())

if __name__ == "__main__":
    from dataclasses import replace
    from core.settings import get_settings
    from core.storage.projects import Projects
    from tests.storage.test_projects import LINEUP, PLAN
    from tests.support.forks import serve

    settings = get_settings()
    acknowledged = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    serve(save)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes as Linux lists them")
def test_no_kill_loses_a_version_that_was_acknowledged(tmp_path: Path) -> None:
    chance, file = random.Random(5), tmp_path / "acknowledged"
    file.touch()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as place:
        settings = Settings(workspace=Path(place) / "workspace")
        Projects(settings).add(PLAN, "local")
        with forks(PROGRAM, settings, file) as processes:
            for first in range(0, 2_000, 100):
                before = file.stat().st_size
                processes.begin(first)
                end = time.monotonic() + 30
                while file.stat().st_size == before:
                    assert time.monotonic() < end, "nothing was saved"
                time.sleep(chance.uniform(0, 0.02))
                processes.kill()
        store = Projects(settings)
        done = [line.split("/") for line in file.read_text().splitlines()]
        assert len(done) > 40
        numbers = [line.number for line in store.versions(PLAN.id)]
        assert numbers == list(range(len(numbers), 0, -1))
        for number, said in done:
            assert store.version(PLAN.id, int(number)).said == said + "가" * 4_000
        with Database(settings).reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]


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
