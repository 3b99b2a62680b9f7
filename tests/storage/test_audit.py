"""The record of who did what: nothing is changed or left out unseen."""

import sqlite3
import threading

import pytest

from core.settings import Settings
from core.storage.audit import Audit


def filled(settings: Settings) -> Audit:
    log = Audit(settings)
    for number in range(1, 6):
        log.add(f"p{number % 2}", "lexicon.change" if number % 2 else "project.read", f"project/{number}")
    log.add("p1", "trainee.purge", "", "refused")
    return log


def test_it_is_read_newest_first_and_by_person_action_and_object(settings: Settings) -> None:
    log = filled(settings)
    assert [entry.number for entry in log.entries()] == [6, 5, 4, 3, 2, 1]
    assert [entry.number for entry in log.entries(actor="p0")] == [4, 2]
    assert [entry.number for entry in log.entries(action="project")] == [4, 2]
    assert [entry.number for entry in log.entries(on="project/3")] == [3]
    assert [entry.number for entry in log.entries(limit=2)] == [6, 5]
    assert log.entries()[0].outcome == "refused"
    third = log.entries()[3].at
    assert [entry.number for entry in log.entries(since=third)] == [6, 5, 4, 3]
    assert [entry.number for entry in log.entries(until=third)] == [2, 1]
    assert len(log.entries(limit=None)) == 6


@pytest.mark.parametrize(
    ("damage", "broken"),
    [
        ("UPDATE audit SET actor = 'p9' WHERE number = 3", 3),
        ("UPDATE audit SET at = '2026-01-01 00:00:00.000000' WHERE number = 2", 2),
        ("UPDATE audit SET outcome = 'done' WHERE number = 6", 6),
        ("DELETE FROM audit WHERE number = 4", 5),
        ("DELETE FROM audit WHERE number = 1", 2),
        ("DELETE FROM audit WHERE number > 4", 5),
        ("DELETE FROM audit", 1),
        (
            "UPDATE audit SET number = CASE number WHEN 4 THEN -5 WHEN 5 THEN -4 ELSE number END; "
            "UPDATE audit SET number = abs(number)",
            4,
        ),
    ],
)
def test_what_was_changed_afterwards_is_found(settings: Settings, damage: str, broken: int) -> None:
    log = filled(settings)
    assert (log.verify().entries, log.verify().broken) == (6, None)
    with sqlite3.connect(settings.database) as connection:
        connection.executescript(damage)
    assert log.verify().broken == broken
    log.add("p1", "project.read")
    assert log.verify().broken is not None, "more entries do not hide it"


def test_a_record_that_was_written_anew_does_not_fit_what_is_noted_outside(settings: Settings) -> None:
    log = filled(settings)
    with sqlite3.connect(settings.database) as connection:
        connection.execute("DELETE FROM audit")
    outside = next(settings.photo_key.parent.glob("record-*"))
    noted = outside.read_bytes()
    outside.unlink()
    filled(settings)  # the same entries, with hashes that fit
    assert log.verify().broken is None, "by itself it is whole"
    outside.write_bytes(noted)
    assert (log.verify().broken, log.verify().anchored) == (6, 6)
    log.anchor()
    assert log.verify().broken is None
    outside.write_bytes(b"{")
    assert (log.verify().broken, log.verify().anchored) == (None, None), "that nothing is noted is said"
    outside.unlink()
    outside.mkdir()  # cannot be written
    log.add("p1", "project.read")
    assert log.verify().entries == 7 and log.verify().anchored is None


def test_many_hands_write_one_chain(settings: Settings) -> None:
    Audit(settings)
    writers = [threading.Thread(target=filled, args=(settings,)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = Audit(settings).verify()
    assert (found.entries, found.broken) == (18, None)
    assert found.newest == Audit(settings).entries(limit=1)[0].hash
