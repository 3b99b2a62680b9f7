"""A purge leaves nothing: not of bytes, not of names in whatever form, not of numbers near an embedding."""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.access.actor import LOCAL, Actor, Role
from core.errors import AccessError, PrivacyError, ProjectError
from core.privacy.receipt import Mode
from core.services.privacy import photos, purging
from core.services.projects import plans, versions
from core.settings import Settings
from core.storage.audit import Audit
from core.storage.backup.tables import carry_purges
from core.storage.privacy.kept import Kept
from core.storage.privacy.purges import Asked, Purges
from core.storage.projects import Projects
from core.storage.rescue import keep_copy
from tests.support.traces import traces
from tests.support.trainees import OTHER, Trainee, plant
from tests.support.versions import version

pytestmark = pytest.mark.slow
ADMIN, ANALYST, VIEWER, NOBODY = (
    Actor(role or "nobody", role or "", role) for role in ("admin", "analyst", "viewer", None)
)


def names(name: str) -> Iterator[bytes]:
    """The name as software writes it."""
    for form in ("NFC", "NFD"):
        spelled = unicodedata.normalize(form, name)
        yield from (spelled.encode(), spelled.encode("utf-16-le"), spelled.encode("utf-16-be"))
        yield json.dumps(spelled)[1:-1].encode()


def named(folder: Path, name: str) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(form in path.read_bytes() for form in names(name))]


def everything(known: purging.Inventory, mode: Mode = "name") -> Asked:
    return known.asked(mode, list(known.names), [one.ref for one in known.texts])


@pytest.mark.parametrize("mode", ["name", "row"])
def test_nothing_of_her_is_left_and_the_receipt_is_the_inventory(
    settings: Settings, tmp_path: Path, mode: Mode
) -> None:
    her = Trainee()
    plan = plant(settings, her)
    assert named(settings.workspace, her.name), "what is looked for can be found"
    other = next(one for one in versions.version(settings, LOCAL, plan, 1).trainees if one.name == OTHER)
    known = purging.inventory(settings, LOCAL, her.name)
    asked = everything(known, mode)
    counts = {(one.place, one.project): one.count for one in known.goes(asked)}
    assert counts == {
        ("photo", plan): 2, ("key", plan): 1, ("consent", plan): 1, ("version", plan): 2, ("project", plan): 1,
        ("board", plan): 2, ("said", plan): 1, ("draft", plan): 1, ("comment", plan): 2, ("copy", ""): 1,
        ("job", ""): 1,
    }  # fmt: skip
    receipt = purging.purge(settings, LOCAL, asked)
    assert receipt.counts == known.goes(asked) and len(receipt.digests) == receipt.total == sum(counts.values())
    assert receipt.left == {} and receipt.ended is not None
    assert named(tmp_path, her.name) == [], "the name"
    assert traces(tmp_path, her.pictures, her.vector[None]) == [], "photos and numbers"
    assert not list((settings.workspace / "kept").iterdir()) and not list((settings.workspace / "copies").iterdir())
    first = versions.version(settings, LOCAL, plan, 1)
    if mode == "name":
        one = first.trainees[0]
        assert (one.name, one.evidence, one.photos[0].file) == ("지운 연습생 1", "", "지운 연습생 1/1")
        assert one.scores == other.scores and first.lineup is not None and first.purged == 0
    else:
        assert [one.name for one in first.trainees] == [OTHER] and first.purged == 1
        assert Projects(settings).versions(plan)[0].trainees == 1
    assert next(one for one in first.trainees if one.name == OTHER) == other
    now = plans.plan(settings, LOCAL, plan)
    assert now.note == f"지운 연습생 1가 센터, {OTHER}는 아직" and now.board.items[1].text == "청량"
    (kept,) = purging.receipts(settings, LOCAL)
    assert kept == receipt and not purging.inventory(settings, LOCAL, her.name).names


def test_nothing_is_on_the_access_record_but_ids(settings: Settings) -> None:
    her = Trainee()
    plant(settings, her)
    purging.purge(settings, LOCAL, everything(purging.inventory(settings, LOCAL, her.name)))
    told = [(one.action, one.on) for one in Audit(settings).entries()]
    assert any(action == "trainee.purge" and on.startswith("purge/") for action, on in told)
    assert not any(her.name in on for _, on in told) and Audit(settings).verify().broken is None


def test_spellings_and_texts_are_chosen(settings: Settings) -> None:
    plan = plans.create(settings, LOCAL, "가", note="하 나가 왔다")
    store = Projects(settings)
    store.save_version(plan.id, version({"하나": (0.7, 0.2, 0.1), "하 나": (0.1, 0.8, 0.1)}))
    known = purging.inventory(settings, LOCAL, "하나")
    assert known.names == {"하나": True, "하 나": False} and [one.exact for one in known.texts] == [False]
    receipt = purging.purge(settings, LOCAL, known.asked("name", ["하나"], []))
    found = versions.version(settings, LOCAL, plan.id, 1)
    assert [one.name for one in found.trainees] == ["지운 연습생 1", "하 나"]
    assert plans.plan(settings, LOCAL, plan.id).note == "하 나가 왔다" and receipt.left == {}
    again = purging.inventory(settings, LOCAL, "하 나")
    purging.purge(settings, LOCAL, again.asked("name", ["하 나"], [again.texts[0].ref]))
    found = versions.version(settings, LOCAL, plan.id, 1)
    assert [one.name for one in found.trainees] == ["지운 연습생 1", "지운 연습생 2"]


def test_one_plan_is_purged_and_the_other_stays(settings: Settings) -> None:
    ids = [plans.create(settings, LOCAL, name).id for name in ("가", "나")]
    for one in ids:
        Projects(settings).save_version(one, version({"하나": (0.7, 0.2, 0.1)}))
    known = purging.inventory(settings, LOCAL, "하나", ids[0])
    purging.purge(settings, LOCAL, everything(known))
    assert [versions.version(settings, LOCAL, one, 1).trainees[0].name for one in ids] == ["지운 연습생 1", "하나"]
    with pytest.raises(ProjectError):
        purging.inventory(settings, LOCAL, "하나", "no such plan")
    with pytest.raises(PrivacyError):
        purging.inventory(settings, LOCAL, " \u202e")


def test_who_was_purged_stays_purged_in_a_restored_state(settings: Settings, tmp_path: Path) -> None:
    her = Trainee()
    plan = plant(settings, her)
    before = settings.database.read_bytes()
    purging.purge(settings, LOCAL, everything(purging.inventory(settings, LOCAL, her.name)))
    newer = tmp_path / "newer.db"
    newer.write_bytes(settings.database.read_bytes())
    settings.database.write_bytes(before)
    assert purging.stones(settings) == []
    keep_copy(settings)
    carry_purges(newer, settings.database)
    again = purging.reapply(settings)
    assert again["version"] == 2 and again["comment"] == 2
    assert named(settings.workspace, her.name) in ([], ["0123.json"])
    assert versions.version(settings, LOCAL, plan, 1).trainees[0].name == "지운 연습생 1"
    assert purging.reapply(settings) == {}
    Projects(settings).save_version(plan, replace(version({her.name: (0.7, 0.2, 0.1)}), at=datetime.now(UTC)))
    assert purging.reapply(settings) == {}, "what came after the purge is of its own"


def test_a_cut_off_purge_goes_on(settings: Settings) -> None:
    her = Trainee()
    plan = plant(settings, her)
    asked = everything(known := purging.inventory(settings, LOCAL, her.name))
    purges = Purges(settings)
    purges.begin("0" * 12, asked, "local", datetime.now(UTC))
    assert purging.unfinished(settings, LOCAL) == 1 and purging.receipts(settings, LOCAL) == []
    purging.go_on(settings)
    (receipt,) = purging.receipts(settings, LOCAL)
    assert receipt.counts == known.goes(asked) and receipt.ended and purging.unfinished(settings, LOCAL) == 0
    assert not named(settings.workspace, her.name)
    purges.begin("1" * 12, asked, "local", datetime.now(UTC))
    purges.erase("1" * 12)
    assert purges.erase("1" * 12) == purging.receipts(settings, LOCAL)[0]
    purging.go_on(settings)
    assert purging.unfinished(settings, LOCAL) == 0 and Kept(settings).photos(plan, 1) == []


def test_a_copy_that_was_begun_before_and_written_after_goes(settings: Settings) -> None:
    her = Trainee()
    plant(settings, her)
    (copy,) = (settings.workspace / "copies").iterdir()
    data = copy.read_bytes()
    purging.purge(settings, LOCAL, everything(purging.inventory(settings, LOCAL, her.name)))
    copy.write_bytes(data)
    later = copy.with_name(f"studio-{datetime.now() + timedelta(minutes=1):%Y%m%d-%H%M%S}.db")
    later.write_bytes(b"of the clean database")
    purging.drop_older_copies(settings)
    assert [path.name for path in copy.parent.iterdir()] == [later.name]


def test_open_windows_know_who_is_gone(settings: Settings) -> None:
    assert purging.stamp(settings) == "" and not purging.who_is_gone(settings).is_one("하나")
    plans.create(settings, LOCAL, "가")
    before = purging.stamp(settings)
    assert before == "", "that the database was made is no purge"
    purging.purge(settings, LOCAL, purging.inventory(settings, LOCAL, "하나").asked("name", [], []))
    gone = purging.who_is_gone(settings)
    assert (
        purging.stamp(settings) != before
        and gone.is_one("하 나")
        and not gone.is_one("둘")
        and gone.is_in("어제 하나가")
        and not gone.is_in("어제")
    )


def test_only_admins_purge(settings: Settings) -> None:
    plan = plans.create(settings, LOCAL, "가")
    Projects(settings).save_version(plan.id, version({"하나": (0.7, 0.2, 0.1)}))
    asked = everything(purging.inventory(settings, LOCAL, "하나"))
    own: dict[str, Role] = {plan.id: "admin"}
    for actor in (ANALYST, VIEWER, NOBODY, replace(ANALYST, projects=own), replace(NOBODY, projects=own)):
        for call in (
            lambda who=actor: purging.inventory(settings, who, "하나", plan.id),
            lambda who=actor: purging.purge(settings, who, asked),
            lambda who=actor: purging.receipts(settings, who),
            lambda who=actor: purging.unfinished(settings, who),
        ):
            with pytest.raises(AccessError):
                call()
    assert versions.version(settings, LOCAL, plan.id, 1).trainees[0].name == "하나"
    assert purging.purge(settings, ADMIN, asked).by == "admin" and photos.clock(settings, ADMIN, plan.id, 1) is None
