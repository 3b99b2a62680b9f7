"""Fixtures every test may use. Nothing here writes outside tmp_path."""

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
# The same examples every time, however slow the machine: whether a change lands is no lottery. New examples:
# `pytest --hypothesis-profile=explore`.
settings.register_profile("explore", deadline=None)
settings.register_profile("studio", deadline=None, derandomize=True)
settings.load_profile("studio")


@pytest.fixture(autouse=True)
def _own_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a workspace of its own; none sees or changes the user's."""
    from core.settings import get_settings

    monkeypatch.setenv("STUDIO_WORKSPACE", str(tmp_path / "workspace"))
    get_settings.cache_clear()


@pytest.fixture(scope="session")
def shared_faces() -> Path:
    """Real photos to measure on, beside the checkout. They may never be copied into the project."""
    path = ROOT.parent / "shared" / "faces"
    if not path.is_dir():
        pytest.skip("the photo set to measure on is not beside this checkout")
    return path


@pytest.fixture(scope="session")
def demo() -> Path:
    return ROOT / "data" / "demo"
