"""Fixtures every test may use. Nothing here writes outside tmp_path."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings as hypothesis

import core  # noqa: F401 - before any test loads ONNX Runtime, which is silenced there

if TYPE_CHECKING:
    from core.faces.engine import Engine
    from core.settings import Settings
    from core.types import ReferenceSet
    from tests.support.network import Recorder

ROOT = Path(__file__).resolve().parent.parent
# The same examples every time, however slow the machine: whether a change lands is no lottery. New examples:
# `pytest --hypothesis-profile=explore`.
hypothesis.register_profile("explore", deadline=None)
hypothesis.register_profile("studio", deadline=None, derandomize=True)
hypothesis.load_profile("studio")

# What is in these starts servers, browsers and commands and waits for them most of the time.
_WAITING = ("bench", "browser", "cli", "collect/test_google", "services/training/test_supervisor", "test_jobs")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--whole", action="store_true", help="the samples of docs/quality.md, of which the usual run takes a part"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of two processes one begins with the tests that wait, the other with those that work, so that the processors are
    neither idle nor fought for, and each starts Java, TensorFlow and the shared studio once. Quick tests come last,
    where the processes take them off each other until both are done."""
    if not config.getoption("--whole"):
        left_out = [item for item in items if item.get_closest_marker("whole")]
        items[:] = [item for item in items if not item.get_closest_marker("whole")]
        config.hook.pytest_deselected(items=left_out)
    if os.environ.get("PYTEST_XDIST_WORKER_COUNT") != "2":
        return
    waiting, working, quick = [], [], []
    for item in items:
        if not item.get_closest_marker("slow"):
            quick.append(item)
        elif item.path.relative_to(ROOT / "tests").as_posix().startswith(_WAITING):
            waiting.append(item)
        else:
            working.append(item)
    beside = max(0, len(items) // 2 - len(waiting))  # each is given half of all tests to begin with
    items[:] = [*waiting, *quick[:beside], *working, *quick[beside:]]


@pytest.fixture(autouse=True)
def _own_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a workspace of its own; none sees or changes the user's."""
    from core.settings import get_settings

    # An AppTest leaves its script there, and every process that is spawned afterwards would run it.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.setenv("STUDIO_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("STUDIO_PHOTO_KEY", str(tmp_path / "outside" / "photo.key"))
    get_settings.cache_clear()


@pytest.fixture
def settings() -> "Settings":
    """The settings of this test's own workspace."""
    from core.settings import get_settings

    return get_settings()


@pytest.fixture(scope="session")
def engine() -> "Engine":
    """The engine that needs no download."""
    from core.faces.engines import get_engine

    return get_engine()


@pytest.fixture(scope="session")
def shared_faces() -> Path:
    """Real photos to measure on, beside the checkout. They may never be copied into the project."""
    path = ROOT.parent / "shared" / "faces"
    if not path.is_dir():
        pytest.skip("the photo set to measure on is not beside this checkout")
    return path


@pytest.fixture(scope="session")
def real_people(shared_faces: Path) -> "ReferenceSet":
    """Those of arbitrary groups, embedded by the engine of a new studio. In memory alone."""
    from core.faces.engines import get_engine
    from core.intake import reference_layout
    from core.services.reference.faces import load

    return load(reference_layout(shared_faces / "lfw_groups"), get_engine())[0]


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Is the whole sample asked for?"""
    return bool(request.config.getoption("--whole"))


@pytest.fixture(scope="session")
def korean_sentences() -> list[str]:
    """Real news sentences beside the checkout; they may not be copied into the project."""
    path = ROOT.parent / "shared" / "text" / "korean_sentences.tsv"
    if not path.is_file():
        pytest.skip("the sentence set is not beside this checkout")
    lines = path.read_text(encoding="utf-8").split("\n")
    return [line.split("\t", 1)[1] for line in lines if "\t" in line]


@pytest.fixture(scope="session")
def sentences_with_itji(korean_sentences: list[str]) -> list[str]:
    found = [text for text in korean_sentences if "있지" in text]
    assert found, "the set no longer holds the sentences this is about"
    return found


@pytest.fixture
def recorder(tmp_path: Path) -> "Recorder":
    """Sees whom a command and all it starts ask on the network. Skipped, or failed in CI, where there is none."""
    from tests.support.network import Recorder, require_strace

    require_strace()
    return Recorder(tmp_path)


@pytest.fixture(scope="session")
def demo() -> Path:
    return ROOT / "data" / "demo"
