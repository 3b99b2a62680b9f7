"""Photos are kept where an admin allows it, of those who consented, sealed, and no longer than that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.access.actor import LOCAL, Actor, Role
from core.cli.privacy import rekey
from core.errors import AccessError, ChangedError, PrivacyError, ProjectError
from core.privacy.consent import day_of
from core.services.privacy import consents, keeping, photos
from core.services.projects import plans
from core.settings import Settings
from core.storage import clock as clocks
from core.storage.audit import Audit
from core.storage.privacy import kept as storage
from core.storage.privacy.kept import Kept
from core.storage.privacy.outside import key_file, renew
from core.storage.projects import Projects
from tests.support.clocks import later, set_clock
from tests.support.traces import traces
from tests.support.trainees import OTHER, Trainee, consent, plant

pytestmark = pytest.mark.slow


@pytest.fixture
def her() -> Trainee:
    return Trainee()


@pytest.fixture
def plan(settings: Settings, her: Trainee) -> str:
    return plant(settings, her)


def test_photos_are_opened_as_they_were_kept_and_lie_sealed(settings: Settings, plan: str, her: Trainee) -> None:
    clock = photos.clock(settings, LOCAL, plan, 1)
    assert clock is not None and (clock.photos, clock.trainees) == (2, (her.name,))
    opened = photos.open_photos(settings, LOCAL, plan, 1)
    assert [one.jpeg for one in opened] == list(her.pictures)
    assert [(one.file, one.spot) for one in opened] == [(f"{her.name}/0.jpg", None), (f"{her.name}/1.jpg", (40, 40))]
    assert traces(settings.workspace, her.pictures, her.vector[None]) == []
    assert photos.clock(settings, LOCAL, plan, 2) is None and photos.open_photos(settings, LOCAL, plan, 2) == []
    told = [one.on for one in Audit(settings).entries(action="photos")]
    assert told == [f"project/{plan}/1/photos/2", f"project/{plan}/1/photos/2"]
    assert key_file(settings).stat().st_mode & 0o077 == 0
    assert key_file(settings).read_bytes().strip() not in settings.database.read_bytes()


def test_without_the_key_outside_nobody_opens_them(settings: Settings, plan: str) -> None:
    key = key_file(settings).read_bytes()
    key_file(settings).unlink()
    with pytest.raises(PrivacyError, match="열쇠 파일이 없거나"):
        photos.open_photos(settings, LOCAL, plan, 1)
    assert "되돌려" in keeping.keeping(settings, LOCAL).lost
    keeping.turn_on(settings, LOCAL)  # makes another
    with pytest.raises(PrivacyError, match="열쇠가 바뀌었습니다"):
        photos.open_photos(settings, LOCAL, plan, 1)
    key_file(settings).write_bytes(key)
    assert len(photos.open_photos(settings, LOCAL, plan, 1)) == 2
    key_file(settings).write_bytes(b"short")
    with pytest.raises(PrivacyError, match="되돌려"):
        photos.open_photos(settings, LOCAL, plan, 1)
    key_file(settings).write_bytes(key)
    key_file(settings).chmod(0o640)
    with pytest.raises(PrivacyError, match="chmod 600"):
        photos.open_photos(settings, LOCAL, plan, 1)
    assert "rekey" in keeping.keeping(settings, LOCAL).lost
    key_file(settings).unlink()
    key_file(settings).mkdir()
    with pytest.raises(PrivacyError, match="읽을 수 없습니다"):
        photos.open_photos(settings, LOCAL, plan, 1)


def test_another_key_takes_the_place_of_the_one_outside(settings: Settings, plan: str, her: Trainee) -> None:
    file, old = key_file(settings), key_file(settings).read_bytes()
    done = rekey()
    assert (done["keys"], done["lost"]) == (1, 0) and file.read_bytes() != old == Path(done["before"]).read_bytes()
    assert all(path.stat().st_mode & 0o077 == 0 for path in (file, Path(done["before"])))
    assert [one.jpeg for one in photos.open_photos(settings, LOCAL, plan, 1)] == list(her.pictures)
    now = file.read_bytes()
    file.write_bytes(old)
    with pytest.raises(PrivacyError, match="열쇠가 바뀌었습니다"):
        photos.open_photos(settings, LOCAL, plan, 1)
    file.write_bytes(now)
    assert Kept(settings).wrap_anew(*renew(settings)) == (1, 0), "cut off before the files were exchanged"
    keeping.go_on(settings)
    assert file.read_bytes() != now and len(photos.open_photos(settings, LOCAL, plan, 1)) == 2
    keeping.go_on(settings)


def test_a_file_that_was_changed_or_exchanged_is_not_opened(settings: Settings, plan: str) -> None:
    first, second = sorted((settings.workspace / storage.FOLDER).iterdir())
    data = first.read_bytes()
    for wrong in (second.read_bytes(), data[:-1] + bytes([data[-1] ^ 1]), b""):
        first.write_bytes(wrong)
        with pytest.raises(PrivacyError, match="풀 수 없습니다"):
            photos.open_photos(settings, LOCAL, plan, 1)


def test_off_keeps_nothing_and_deletes_what_is_kept_if_asked(settings: Settings, plan: str, her: Trainee) -> None:
    assert keeping.turn_off(settings, LOCAL, delete=False) == 0
    assert len(photos.open_photos(settings, LOCAL, plan, 1)) == 2
    with pytest.raises(PrivacyError, match="꺼져"):
        photos.keep(settings, LOCAL, plan, 2, her.result())
    assert keeping.turn_off(settings, LOCAL, delete=True) == 2
    assert Kept(settings).count() == (0, 0) and not list((settings.workspace / storage.FOLDER).iterdir())
    now = keeping.keeping(settings, LOCAL)
    assert not now.on and now.lost == "" and consents.trainees(settings, LOCAL, plan)[0].may_keep


def test_the_key_never_lies_in_the_workspace(settings: Settings) -> None:
    inside = settings.model_copy(update={"photo_key": settings.workspace / "key"})
    with pytest.raises(PrivacyError, match="밖에"):
        keeping.turn_on(inside, LOCAL)
    with pytest.raises(PrivacyError, match="365일"):
        keeping.turn_on(settings, LOCAL, 366)
    assert not keeping.is_on(settings)


def test_they_go_when_their_days_or_the_consent_are_over(
    settings: Settings, plan: str, her: Trainee, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, settings, 29)
    assert photos.clock(settings, LOCAL, plan, 1) is not None
    later(monkeypatch, settings, 32)
    (one, *_) = consents.trainees(settings, LOCAL, plan)
    assert not one.may_keep and one.on_file is not None and one.on_file.photos == 0
    assert not list((settings.workspace / storage.FOLDER).iterdir())
    with pytest.raises(PrivacyError):
        Kept(settings).opened([], b"") or Kept(settings).get("no such")
    found = photos.keep(settings, LOCAL, plan, 1, her.result())
    assert (found.photos, found.without) == (0, {her.name: "over", OTHER: "none"})


def test_a_clock_that_jumps_deletes_nothing_before_a_second_look_and_shows_nothing_either(
    settings: Settings, plan: str, her: Trainee, monkeypatch: pytest.MonkeyPatch
) -> None:
    def files() -> int:
        photos.tidy(settings)  # as each hour
        return len(list((settings.workspace / storage.FOLDER).iterdir()))

    for ahead in (40, 365):
        set_clock(monkeypatch, days=ahead)
        assert photos.clock(settings, LOCAL, plan, 1) is None and photos.open_photos(settings, LOCAL, plan, 1) == []
        assert files() == 2
    set_clock(monkeypatch, days=20)  # by which nothing is over: what is kept now goes by the time that is sure
    plans_photos = photos.keep(settings, LOCAL, plan, 2, her.result())
    assert plans_photos.photos == 2 and files() == 4
    until = {one.until for number in (1, 2) for one in Kept(settings).photos(plan, number)}
    assert max(until) - min(until) < timedelta(minutes=1)
    set_clock(monkeypatch, minutes=5)
    assert len(photos.open_photos(settings, LOCAL, plan, 1)) == 2, "it was put right"
    set_clock(monkeypatch, days=40)
    assert files() == 4
    set_clock(monkeypatch, days=40, hours=1)
    assert files() == 0


def test_a_clock_that_is_set_back_keeps_nothing_longer(
    settings: Settings, plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, settings, 29)
    for back in (-1 / 24, -1.0, -365.0):
        set_clock(monkeypatch, days=29 + back)
        clock = photos.clock(settings, LOCAL, plan, 1)
        assert clock is not None and (clock.until - clocks.times(settings).now) < timedelta(days=2.1)
    monkeypatch.setattr(clocks, "_memory", {settings.workspace: _in_two_days(settings)})  # the server runs on
    assert photos.clock(settings, LOCAL, plan, 1) is None and Kept(settings).count() == (0, 0)


def _in_two_days(settings: Settings) -> clocks._Memory:
    known = clocks._memory[settings.workspace]
    return replace(known, seen_s=known.seen_s - 2.2 * 86400)


def test_a_shorter_or_withdrawn_consent_acts_at_once(settings: Settings, plan: str, her: Trainee) -> None:
    own = consents.trainees(settings, LOCAL, plan)[0].on_file
    assert own is not None and own.consent is not None
    shorter = replace(own.consent, expires=datetime.now(UTC).date() + timedelta(2))
    changed = consents.record(settings, LOCAL, plan, her.name, shorter)
    assert changed.until is not None and changed.until <= datetime.now(UTC) + timedelta(3)
    with pytest.raises(ChangedError):
        consents.record(settings, LOCAL, plan, her.name, shorter)
    assert consents.withdraw(settings, LOCAL, own.id) == 2
    assert photos.clock(settings, LOCAL, plan, 1) is None and not consents.trainees(settings, LOCAL, plan)[0].may_keep
    with pytest.raises(PrivacyError):
        consents.withdraw(settings, LOCAL, "no such")


def test_what_goes_with_a_plan_and_what_a_kill_left(settings: Settings, plan: str) -> None:
    (settings.workspace / storage.FOLDER / "left").write_bytes(b"by a killed process")
    photos.tidy(settings)
    assert len(list((settings.workspace / storage.FOLDER).iterdir())) == 2
    plans.delete(settings, LOCAL, plans.plan(settings, LOCAL, plan))
    Projects(settings).remove_old(datetime.now(UTC) + timedelta(31))
    photos.tidy(settings)
    assert Kept(settings).trainees() == [] and not list((settings.workspace / storage.FOLDER).iterdir())


def test_a_version_keeps_the_photos_of_each_once(settings: Settings, plan: str, her: Trainee) -> None:
    assert photos.keep(settings, LOCAL, plan, 1, her.result()).without == {OTHER: "none"}
    other = consents.record(settings, LOCAL, plan, OTHER, consent())  # consent comes one by one
    again = photos.keep(settings, LOCAL, plan, 1, her.result())
    assert (again.photos, again.trainees, again.without) == (2, 1, {})
    with pytest.raises(PrivacyError, match="이미"):
        photos.keep(settings, LOCAL, plan, 1, her.result())
    consents.withdraw(settings, LOCAL, other.id)
    Kept(settings).share(plan, 1, 2)
    assert [one.jpeg for one in photos.open_photos(settings, LOCAL, plan, 2)] == list(her.pictures)
    assert Kept(settings).count() == (2, 1) and Kept(settings).drop() == 2 and not Kept(settings).photos(plan, 2)
    with pytest.raises(ProjectError):
        photos.keep(settings, LOCAL, plan, 9, her.result())


def test_a_failure_amid_keeping_leaves_nothing(
    settings: Settings, plan: str, her: Trainee, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []

    def full(path: Path, data: bytes) -> None:
        if written:
            raise OSError("no space")
        written.append(path)
        path.write_bytes(data)

    monkeypatch.setattr(storage, "write_atomic", full)
    with pytest.raises(Exception, match=r"쓰기 권한|no space"):
        photos.keep(settings, LOCAL, plan, 2, her.result())
    assert not written[0].exists() and Kept(settings).photos(plan, 2) == [] and Kept(settings).count() == (2, 1)


def _people(plan: str) -> dict[str, Actor]:
    def actor(studio: Role | None, project: Role | None = None) -> Actor:
        return Actor(f"{studio}-{project}", "누구", studio, {plan: project} if project else {})

    return {
        "admin": actor("admin"), "analyst": actor("analyst"), "viewer": actor("viewer"), "nobody": actor(None),
        "own analyst": actor("viewer", "analyst"), "own viewer": actor("analyst", "viewer"),
        "own admin": actor("analyst", "admin"), "out": actor(None, "admin"),
    }  # fmt: skip


MAY = {"admin", "own analyst", "own admin"}


@pytest.mark.parametrize(
    "who", ["admin", "analyst", "viewer", "nobody", "own analyst", "own viewer", "own admin", "out"]
)
def test_who_may_what(settings: Settings, plan: str, her: Trainee, who: str) -> None:
    actor = _people(plan)[who]
    trainee = Kept(settings).trainees(plan)[0].id
    calls = {
        "see": lambda: consents.trainees(settings, actor, plan),
        "one": lambda: consents.on_file(settings, actor, trainee),
        "clock": lambda: photos.clock(settings, actor, plan, 1),
        "open": lambda: photos.open_photos(settings, actor, plan, 1),
        "keep": lambda: photos.keep(settings, actor, plan, 2, her.result()),
        "record": lambda: consents.record(settings, actor, plan, OTHER, consent()),
        "withdraw": lambda: consents.withdraw(settings, actor, trainee),
        "settings": lambda: keeping.keeping(settings, actor),
        "on": lambda: keeping.turn_on(settings, actor),
        "off": lambda: keeping.turn_off(settings, actor, delete=False),
    }
    may = set()
    for name, call in calls.items():
        try:
            call()
            may.add(name)
        except AccessError:
            pass
    admins = {"settings", "on", "off"}
    assert may == (set(calls) - (set() if who == "admin" else admins) if who in MAY else set())
    assert consents.may_see(actor, plan) == (who in MAY)
    refused = [one for one in Audit(settings).entries() if one.outcome == "refused"]
    assert len(refused) == len(calls) - len(may)


def test_a_consent_of_a_plan_is_none_of_another(settings: Settings, plan: str, her: Trainee) -> None:
    other = plant(settings, her, keep=False)
    assert not consents.trainees(settings, LOCAL, other)[0].may_keep
    assert photos.keep(settings, LOCAL, other, 1, her.result()).photos == 0
    with pytest.raises(PrivacyError, match="보호자"):
        consents.record(settings, LOCAL, other, her.name, consent(minor=True))
    kept = consents.record(settings, LOCAL, other, her.name, consent(minor=True, guardian="어머니, 서면"))
    assert kept.consent is not None and kept.consent.by == LOCAL.id and kept.consent.given <= day_of(datetime.now(UTC))
    assert photos.keep(settings, LOCAL, other, 1, her.result()).photos == 2
