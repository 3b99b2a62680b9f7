"""Moments in the database: they lie there as UTC without a zone, and come back with one."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from core.errors import StorageError
from core.settings import get_settings
from core.storage.database import Database
from core.storage.schema import backgrounds, fetches


def test_moments_lie_as_utc_and_come_back_as_it() -> None:
    korean = datetime(2026, 1, 1, 9, tzinfo=timezone(timedelta(hours=9)))
    row = dict.fromkeys(("set_id", "url", "collection", "group_id", "member", "outcome"), "x") | {"bytes": 0}
    with Database(get_settings()).writing() as connection:
        connection.execute(fetches.insert().values(**row, at=korean))
        (found,) = connection.execute(select(fetches.c.at).where(fetches.c.at >= korean)).scalars()
    assert found == datetime(2026, 1, 1, tzinfo=UTC) and found.tzinfo is UTC
    with sqlite3.connect(get_settings().database) as connection:
        assert connection.execute("SELECT at FROM collection_fetch").fetchall() == [("2026-01-01 00:00:00.000000",)]


def test_a_moment_of_no_zone_is_refused() -> None:
    naive = datetime(2026, 1, 1)
    with pytest.raises(StorageError) as refused, Database(get_settings()).reading() as connection:
        connection.execute(backgrounds.select().where(backgrounds.c.fetched == naive))
    assert isinstance(refused.value.__cause__, StatementError) and "zone" in str(refused.value.__cause__)
