"""`people` and `audit`: for who sits at the company's server."""

import csv
import json
from pathlib import Path

import pytest

from core.access.actor import Actor
from core.cli import audit, people
from core.errors import AccessError
from core.services.people import roles
from core.settings import Settings
from core.storage.people import People
from tests.support.signed_in import person


def test_people_are_listed_given_roles_removed_and_signed_out(settings: Settings) -> None:
    boss, mina = person(settings, "김대표", "admin"), person(settings, "이민")
    assert {one["id"] for one in people.list_people()["people"]} == {boss.id, mina.id}
    json.dumps(people.list_people())
    assert people.role(mina.id, "analyst")["role"] == "analyst"
    assert people.role("2@EXAMPLE.com", "none")["role"] is None
    assert people.remove(mina.id)["state"] == "removed" and people.remove(mina.id, back=True)["state"] == "active"
    people.end_sign_ins("2@example.com")
    assert all(one.ended for one in People(settings).sign_ins(mina.id))
    with pytest.raises(AccessError, match="관리자가 한 명은"):
        people.role(boss.id, "viewer")
    with pytest.raises(AccessError, match="people list"):
        people.remove("nobody")
    person(settings, "박유")
    with pytest.raises(AccessError, match="2명"):
        people.remove("2@example.com")


def test_the_record_is_listed_checked_and_taken_out(settings: Settings, tmp_path: Path) -> None:
    boss, mina = person(settings, "=김대", "admin"), person(settings, "이민")
    roles.give_role(settings, Actor(boss.id, boss.name, "admin"), mina.id, "viewer")
    found = audit.list_entries()["entries"]
    assert [one["action"] for one in found] == ["people.change", "studio.enter", "studio.enter"]
    assert len(audit.list_entries(person=mina.id)["entries"]) == 1
    assert len(audit.list_entries(action="people")["entries"]) == 1
    assert audit.verify() == {"entries": 3, "broken": None, "newest": found[0]["hash"], "anchored": 3}
    out = tmp_path / "record.csv"
    assert audit.export(out)["entries"] == 3
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert [row["number"] for row in rows] == ["1", "2", "3"] and rows[0]["name"] == "'=김대"
