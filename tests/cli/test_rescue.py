"""At the server a damaged database is mended, and a clock is called right."""

from datetime import UTC, datetime, timedelta

import pytest

from core.access.actor import LOCAL
from core.access.people import Claims, SignInRules
from core.cli.rescue import clock, rescue
from core.errors import StorageError
from core.services.people import roles
from core.services.people.signed_in import recognise
from core.settings import Settings
from core.storage import database
from core.storage.audit import Audit
from core.storage.people import People
from core.storage.rescue import copies, keep_copy
from tests.support.clocks import later, set_clock
from tests.support.signed_in import person


def test_a_copy_takes_the_place_of_a_damaged_database_and_everybody_signs_in_anew(settings: Settings) -> None:
    boss, mina = person(settings, "김대표", "admin"), person(settings, "이민아", "analyst")
    keep_copy(settings)
    roles.remove(settings, LOCAL, mina.id)
    with pytest.raises(StorageError, match="--anyway"):
        rescue(copy="newest")
    done = rescue(copy="newest", anyway=True)
    assert done["mended"] and done["rights_kept"]
    assert {one.id: one.state for one in People(settings).all()} == {boss.id: "active", mina.id: "removed"}
    assert all(one.ended for who in (boss, mina) for one in People(settings).sign_ins(who.id))
    settings.database.write_bytes(bytes(settings.database.stat().st_size))
    database._connect.cache_clear()
    said = rescue()
    assert (
        said["damaged"]
        and not said["mended"]
        and [one["name"] for one in said["copies"]] == [one.path.name for one in copies(settings)]
    )
    with pytest.raises(StorageError, match=said["copies"][0]["name"]):
        rescue(copy="none")
    done = rescue(copy=said["copies"][0]["name"])
    assert done["mended"] and not done["rights_kept"] and (settings.workspace / done["aside"]).exists()
    assert {one.id: one.state for one in People(settings).all()} == {boss.id: "active", mina.id: "active"}
    assert not rescue()["damaged"]
    assert rescue(empty=True, anyway=True)["mended"] and People(settings).all() == []


def test_a_copy_of_a_clock_that_was_ahead_is_the_oldest(settings: Settings) -> None:
    person(settings, "김대표", "admin")
    keep_copy(settings)
    (made,) = copies(settings)
    made.path.rename(made.path.with_name("studio-29991129-000000.db"))
    assert keep_copy(settings), "that of another century is none of today"
    assert [one.made.year for one in copies(settings)] == [datetime.now().year, 2999]


def test_a_clock_that_was_believed_and_put_right_is_trusted_by_hand(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(settings, "김대표", "admin")
    later(monkeypatch, settings, 365)
    set_clock(monkeypatch)
    said = clock()
    assert said["behind_s"] > 364 * 86400 and not said["trusted"]
    claims = Claims("https://id.example", "김대표", datetime.now(UTC), nonce="new")
    assert recognise(settings, claims, SignInRules()).role is None, "nobody comes in meanwhile"
    assert clock(trust=True)["behind_s"] == 0
    assert recognise(settings, claims, SignInRules()).role == "admin"
    entries = list(Audit(settings).all())
    assert entries[-2].on.startswith("clock/") and Audit(settings).verify().broken is None


def test_the_record_is_a_chain_by_number_whatever_the_clock_said(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days in (0, 365, -365, 0):

        class Clock(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
                del tz
                return datetime.now(UTC) + timedelta(days=days)  # noqa: B023 - of this turn

        monkeypatch.setattr("core.storage.audit.datetime", Clock)
        Audit(settings).add("studio", "studio.enter", str(days))
    assert Audit(settings).verify().broken is None
    assert [one.on for one in Audit(settings).entries()] == ["0", "-365", "365", "0"]
