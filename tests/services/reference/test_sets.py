"""Reference sets from files to a model, in a workspace of their own; and commands that promise to write nothing."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from core.catalog import Catalog, load_real
from core.cli.evaluate import evaluate
from core.cli.match import match
from core.errors import EngineError, ReferenceSetError, UnknownNameError
from core.faces.engines import get_engine
from core.services.reference import sets as service
from core.services.reference.importing import import_reference
from core.settings import Settings
from core.storage.database import Database
from core.storage.reference.collection_log import Collections
from core.storage.reference.library import Library, PhotoChange
from core.storage.reference.profiles import ProfileStore
from core.storage.training.trials import EngineTrial, read_trial, save_trial
from core.types import MemberId, silent
from tests.support.builders import present
from tests.support.own_sets import own_set


def state(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        p.relative_to(folder).as_posix(): (hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_mtime_ns)
        for p in folder.rglob("*")
        if p.is_file()
    }


def imported(settings: Settings, path: Path, name: str = "우리 세트") -> str:
    return import_reference(silent, settings, name, path, "dlib", temporary=False)


@pytest.mark.slow
def test_a_set_is_imported_used_and_deleted_without_a_trace(settings: Settings, own: Path) -> None:
    said = imported(settings, own)
    assert "그룹 2팀, 멤버 4명, 사진 8장" in said and "쓸 수 없는 파일은 1개" in said
    demo_set, mine = service.list_sources(settings)
    service.activate(settings, mine.id)
    assert service.active_source(settings) == mine
    active = service.load_active(settings, mine, get_engine("dlib"))
    assert active.reference.groups == ("itzy", "우리팀")  # kept under the catalogue's id, whatever the spelling
    assert active.catalog.name("itzy") == "있지"
    assert all(present(active.photo_of(m)).is_file() for m in active.reference.members)
    photos = [hashlib.sha256(p.read_bytes()).hexdigest() for p in mine.root.rglob("*.jpg")]
    version = get_engine("dlib").version
    assert len(Database(settings).faces(version, photos)) == len(ProfileStore(settings).known(version, photos)) == 8
    trial = EngineTrial("dlib", mine.id, "1", 8, None, 4, "", 1.0, "2026-01-01T00:00:00+00:00")
    others = [replace(trial, set_id=set_id) for set_id in (f"{mine.id}0", service.DEMO)]
    for one in (trial, replace(trial, engine="an engine of before"), *others):
        save_trial(settings, one)
    service.delete(settings, mine.id)
    assert not any(mine.id == path.name.rpartition("-")[0] for path in (settings.workspace / "engines").iterdir())
    assert [read_trial(settings, one.set_id, "dlib") for one in others] == others
    assert mine.id not in str(Database(settings).choice("active_reference"))
    assert service.active_source(settings) == demo_set
    assert not mine.root.exists() and Database(settings).faces(version, photos) == {}


@pytest.mark.slow
@pytest.mark.parametrize("wrong", ["demo", "../..", "..", "", "nothing"])
def test_only_a_set_on_file_can_be_deleted(settings: Settings, own: Path, wrong: str) -> None:
    imported(settings, own)
    before = state(settings.workspace)
    with pytest.raises(UnknownNameError, match="우리 세트"):
        service.delete(settings, wrong)
    assert state(settings.workspace) == before


@pytest.mark.slow
def test_a_set_that_photos_are_collected_for_is_not_deleted(settings: Settings, own: Path) -> None:
    imported(settings, own)
    (_, mine) = service.list_sources(settings)
    collections = Collections(settings)
    collecting = collections.add(mine.id, "commons", "{}")
    with collections.at_work(collecting):
        collections.set_state(collecting, "running")
        with pytest.raises(ReferenceSetError, match="모으고 있어"):
            service.delete(settings, mine.id)
    service.delete(settings, mine.id)  # who collected is gone
    assert collections.all() == [] and len(service.list_sources(settings)) == 1


@pytest.mark.slow
def test_what_another_set_holds_too_stays_known(settings: Settings, own: Path) -> None:
    imported(settings, own)
    imported(settings, own, "다른 세트")
    _, other, mine = service.list_sources(settings)
    shas = [photo.sha256 for photo in Library(settings, mine.id).photos()]
    version = get_engine("dlib").version
    service.delete(settings, mine.id)
    assert len(Database(settings).faces(version, shas)) == len(ProfileStore(settings).known(version, shas)) == 8
    service.delete(settings, other.id)
    assert Database(settings).faces(version, shas) == {} and not ProfileStore(settings).known(version, shas)


def test_an_empty_set_is_made_and_renamed_and_not_put_to_use(settings: Settings) -> None:
    made = service.new_set(settings, "  새   세트 ")
    assert [(s.id, s.name) for s in service.list_sources(settings)][1:] == [(made, "새 세트")]
    service.rename_set(settings, made, "다른 이름")
    assert service.list_sources(settings)[1].name == "다른 이름"
    with pytest.raises(ReferenceSetError, match="두 개 이상"):
        service.activate(settings, made)
    with pytest.raises(ReferenceSetError, match="사진을 먼저"):
        service.photos_of(settings, service.list_sources(settings)[1])
    assert service.active_source(settings).id == service.DEMO
    for wrong, name in (("demo", "x"), ("..", "x"), (made, "  ")):
        with pytest.raises((UnknownNameError, ReferenceSetError)):
            service.rename_set(settings, wrong, name)
    with pytest.raises(ReferenceSetError, match="이름"):
        service.new_set(settings, " ")


@pytest.mark.slow
def test_what_is_set_aside_is_not_compared_with(settings: Settings, own: Path) -> None:
    imported(settings, own)
    (_, mine) = service.list_sources(settings)
    library = Library(settings, mine.id)
    gone = [photo for photo in library.photos() if photo.member == MemberId("itzy", "member_1")]
    library.apply([PhotoChange(photo.name, "rejected", photo.member, None) for photo in gone])
    active = service.load_active(settings, mine, get_engine("dlib"))
    assert MemberId("itzy", "member_1") not in active.reference.members and len(active.reference.files) == 6
    others = [photo for photo in library.photos() if photo.member.group == "itzy" and photo not in gone]
    library.apply([PhotoChange(photo.name, "rejected", photo.member, None) for photo in others])
    with pytest.raises(ReferenceSetError, match="두 개 이상"):
        service.activate(settings, mine.id)


@pytest.mark.slow
def test_folders_of_one_member_come_together_under_the_catalogues_id(
    settings: Settings, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(settings, own)
    (_, mine) = service.list_sources(settings)
    known = load_real(settings)
    yeji = known.get("itzy").members[0]
    (mine.root / "itzy" / "member_1").rename(mine.root / "itzy" / yeji.name)
    (mine.root / "itzy").rename(mine.root / "있지")
    assert MemberId("itzy", yeji.id) in service.photos_of(settings, mine).members
    retired = [replace(group, retired=True) if group.id == "itzy" else group for group in known]
    monkeypatch.setattr(service, "load_real", lambda _: Catalog(retired))
    assert {member.group for member in service.photos_of(settings, mine).members} == {"우리팀"}
    with pytest.raises(ReferenceSetError, match="두 개 이상"):
        service.activate(settings, mine.id)


def test_an_engine_that_is_not_there_is_not_chosen(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEEPFACE_HOME", str(tmp_path))
    with pytest.raises(EngineError, match="엔진 페이지"):
        service.choose_engine(settings, "ArcFace")
    assert service.active_engine(settings) == "SFace"


@pytest.mark.slow
def test_commands_change_nothing_in_a_workspace_in_use(settings: Settings, own: Path, demo: Path) -> None:
    imported(settings, own)
    service.activate(settings, service.list_sources(settings)[1].id)
    before = state(settings.workspace)
    found = match([demo / "lineup" / "trainee_1"])
    assert found["groups"] == ["itzy", "우리팀"]
    evaluate(own)
    assert state(settings.workspace) == before


def test_looking_at_a_studio_creates_nothing(settings: Settings) -> None:
    assert [s.id for s in service.list_sources(settings)] == ["demo"]
    assert service.active_engine(settings) == "SFace"
    assert not settings.workspace.exists()


def test_what_everybody_judges_with_is_chosen_again_whole_or_not_at_all(settings: Settings, demo: Path) -> None:
    mine, other = (own_set(settings, demo, name, members=1, photos=1) for name in ("하나", "둘"))
    service.activate(settings, mine)
    before = service.team_choice(settings)
    assert before == {"active_reference": mine, "engine": "SFace", "active_run": ""}
    service.choose_engine(settings, "dlib")
    service.activate(settings, other)
    service.choose_again(settings, before)
    assert service.team_choice(settings) == before
    service.activate(settings, other)
    service.delete(settings, mine)
    with pytest.raises(UnknownNameError):
        service.choose_again(settings, before)
    assert service.active_source(settings).id == other
