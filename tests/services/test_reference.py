"""Reference sets from files to a model, in a workspace of their own; and commands that promise to write nothing."""

import hashlib
import shutil
import unicodedata
import zipfile
from pathlib import Path

import pytest

from core.errors import EngineError, ReferenceSetError, UnknownNameError
from core.progress import silent
from core.services import command_line
from core.services import reference as service
from core.settings import Settings, get_settings
from core.storage.database import Database

GROUPS = ("group_1", "group_2")


@pytest.fixture
def settings() -> Settings:
    return get_settings()


@pytest.fixture
def own(demo: Path, tmp_path: Path) -> Path:
    """Two groups of two members with two photos each, one group under a name that the catalogue knows; one bad file."""
    root = tmp_path / "own"
    for group, name in zip(GROUPS, ("있지", "우리팀"), strict=True):
        for member in ("member_1", "member_2"):
            folder = root / unicodedata.normalize("NFD", name) / member
            folder.mkdir(parents=True)
            for file in sorted((demo / "reference" / group / member).glob("*.jpg"))[:2]:
                shutil.copy(file, folder)
    (folder / "broken.jpg").write_bytes(b"")
    return root


def state(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        p.relative_to(folder).as_posix(): (hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_mtime_ns)
        for p in folder.rglob("*")
        if p.is_file()
    }


def imported(settings: Settings, path: Path, temporary: bool = False) -> str:
    return service.import_reference(silent, settings, "우리 세트", path, "dlib", temporary)


def test_a_set_is_imported_used_and_deleted_without_a_trace(settings: Settings, own: Path) -> None:
    said = imported(settings, own)
    assert "그룹 2팀, 멤버 4명, 사진 8장" in said and "쓸 수 없는 파일은 1개" in said
    demo_set, mine = service.list_sources(settings)
    service.activate(settings, mine.id)
    assert service.active_source(settings) == mine
    active = service.load_active(settings, mine, service.get_engine("dlib"))
    assert active.reference.groups == ("itzy", "우리팀")  # kept under the catalogue's id, whatever the spelling
    assert active.catalog.name("itzy") == "있지"
    assert all(active.photo_of(m).is_file() for m in active.reference.members)
    photos = [hashlib.sha256(p.read_bytes()).hexdigest() for p in mine.root.rglob("*.jpg")]
    version = service.get_engine("dlib").version
    assert len(Database(settings).faces(version, photos)) == 8
    service.delete(settings, mine.id)
    assert service.active_source(settings) == demo_set
    assert not mine.root.exists() and Database(settings).faces(version, photos) == {}


def test_an_uploaded_zip_is_deleted_afterwards(settings: Settings, own: Path, tmp_path: Path) -> None:
    packed = Path(shutil.make_archive(str(tmp_path / "upload"), "zip", own))
    imported(settings, packed, temporary=True)
    assert not packed.exists() and len(service.list_sources(settings)) == 2


def test_a_set_that_cannot_be_compared_leaves_nothing(settings: Settings, demo: Path, tmp_path: Path) -> None:
    with pytest.raises(ReferenceSetError, match="두 개 이상"):
        lone = tmp_path / "lone" / "g" / "m"
        shutil.copytree(demo / "reference" / "group_1" / "member_1", lone)
        imported(settings, tmp_path / "lone")
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("g/m/1.jpg", "text")
    with pytest.raises(ReferenceSetError, match="읽을 수 있는 사진"):
        imported(settings, bad)
    assert len(service.list_sources(settings)) == 1
    assert not list((settings.workspace / "sets").rglob("*.jpg"))


def test_a_cancelled_import_leaves_nothing(settings: Settings, own: Path) -> None:
    class Stop(Exception):
        pass

    def cancel(done: int, total: int, label: str) -> None:
        if done == 3:
            raise Stop

    with pytest.raises(Stop):
        service.import_reference(cancel, settings, "x", own, "dlib", temporary=False)
    assert not list((settings.workspace / "sets").rglob("*.jpg"))


@pytest.mark.parametrize("wrong", ["demo", "../..", "..", "", "nothing"])
def test_only_a_set_on_file_can_be_deleted(settings: Settings, own: Path, wrong: str) -> None:
    imported(settings, own)
    before = state(settings.workspace)
    with pytest.raises(UnknownNameError, match="우리 세트"):
        service.delete(settings, wrong)
    assert state(settings.workspace) == before


def test_an_engine_that_is_not_there_is_not_chosen(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEEPFACE_HOME", str(tmp_path))
    with pytest.raises(EngineError, match="엔진 페이지"):
        service.choose_engine(settings, "SFace")
    assert service.active_engine(settings) == "dlib"


def test_commands_change_nothing_in_a_workspace_in_use(settings: Settings, own: Path, demo: Path) -> None:
    imported(settings, own)
    service.activate(settings, service.list_sources(settings)[1].id)
    before = state(settings.workspace)
    found = command_line.match([demo / "lineup" / "trainee_1"], None, None, silent)
    assert found["groups"] == ["itzy", "우리팀"]
    command_line.evaluate(own, "resemblance", None, {}, None, silent)
    assert state(settings.workspace) == before


def test_looking_at_a_studio_creates_nothing(settings: Settings) -> None:
    assert [s.id for s in service.list_sources(settings)] == ["demo"]
    assert service.active_engine(settings) == "dlib"
    assert not settings.workspace.exists()
