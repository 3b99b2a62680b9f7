"""Changes on file: what is written of them, in which order they come back, and what goes with what they are about."""

import json
from collections.abc import Iterator

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, delete, select

from core.access.acting import acting_as
from core.access.actor import Actor
from core.settings import Settings
from core.storage.changes import Changes, forget_about, write_down
from core.storage.database import Database
from core.storage.schema import shared_changes

MINA = Actor("a1", "이민아", "analyst")
STATE = st.one_of(st.none(), st.booleans(), st.text("xy"))
STATES = st.dictionaries(st.sampled_from(["가", "나", "다", "라/마"]), STATE)


@pytest.fixture(scope="module")
def memory() -> Iterator[Connection]:
    """A table that waits for no disk."""
    with create_engine("sqlite://").begin() as connection:
        shared_changes.create(connection)
        yield connection


def test_looking_creates_nothing(settings: Settings) -> None:
    changes = Changes(settings)
    assert (changes.latest(), changes.count(), changes.get(1), list(changes.of("news", ["x"]))) == ([], 0, None, [])
    assert not settings.workspace.exists()


@hypothesis.settings(max_examples=30)
@given(before=STATES, after=STATES)
def test_only_what_became_another_is_written(
    memory: Connection, before: dict[str, object], after: dict[str, object]
) -> None:
    memory.execute(delete(shared_changes))
    write_down(memory, "lexicon", "가", before, after)
    rows = memory.execute(select(shared_changes)).all()
    differ = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert len(rows) == bool(differ)
    for row in rows:
        assert set(row.on.split("\n")) == differ
        assert json.loads(row.before) == {key: before.get(key) for key in differ}
        assert json.loads(row.after) == {key: after.get(key) for key in differ}


def test_the_newest_come_first_and_those_of_one_thing_are_found(settings: Settings) -> None:
    changes = Changes(settings)
    for number, key in enumerate(("가", "나", "가"), start=1):
        with acting_as(MINA):
            changes.add("exclusions", key, {key: number}, {key: None, "다": number})
    changes.add("terms", "있지", {}, {"itzy": {"every": ["가"]}})
    assert [one.number for one in changes.latest()] == [4, 3, 2, 1]
    assert [one.number for one in changes.latest(["exclusions"], most=2)] == [3, 2]
    assert [one.number for one in changes.of("exclusions", ["가"])] == [3, 1]
    assert [one.number for one in changes.of("exclusions", ["다", "라"], after=2)] == [3]
    assert [(one.by, one.by_name) for one in changes.latest(most=2)] == [
        ("local", "이 컴퓨터의 사용자"),
        ("a1", "이민아"),
    ]


def test_who_took_a_change_back_is_kept_and_what_is_about_nothing_goes(settings: Settings) -> None:
    changes = Changes(settings)
    with Database(settings).writing() as connection:
        for key in ("a/naver/1", "a/naver/2"):
            write_down(connection, "news", "제목", {key: ""}, {key: "out"})
        write_down(connection, "exclusions", "a/naver/1", {"a/naver/1": False}, {"a/naver/1": True})
    with acting_as(MINA):
        changes.mark_undone(2)
    assert [(one.number, one.undone_by, one.undone is None) for one in changes.latest(["news"])] == [
        (2, "이민아", False),
        (1, "", True),
    ]
    with Database(settings).writing() as connection:
        forget_about(connection, "news", ["a/naver/1"])
    assert [one.kind for one in changes.latest()] == ["exclusions", "news"]
