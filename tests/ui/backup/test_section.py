"""The section makes a backup in another process and hands it out; nobody but admins sees it."""

import time
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.access.acting import who_acts
from core.access.actor import LOCAL, Actor
from core.errors import AccessError, StorageError
from core.services.backup import make
from core.settings import Settings
from core.ui.backup import section
from core.ui.words_ko import backup as t
from tests.support.app import press, texts
from tests.support.workspaces import fill

PATIENCE_S = 60


PAGE = """
if __name__ == "__main__":  # not in the process of the job
    from core.ui.backup.section import section
    from core.ui.kit.components import show_flash

    show_flash()
    section()
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.py"
    file.write_text(PAGE)
    return file


@pytest.mark.slow
def test_a_backup_is_made_and_handed_out(settings: Settings, page: Path) -> None:
    fill(settings, 2)
    app = press(AppTest.from_file(page, default_timeout=PATIENCE_S).run(), t.MAKE)
    end = time.monotonic() + PATIENCE_S
    while not make.waiting(settings):
        assert time.monotonic() < end
        time.sleep(0.1)
    while t.MAKE_AGAIN not in [button.label for button in app.button]:
        assert time.monotonic() < end
        app.run()
    (file,) = make.waiting(settings)
    assert t.made(file.name, file.stat().st_size) in texts(app) and t.RESTORE_AID in texts(app)
    data = make.to_download(settings, LOCAL, file.name)
    assert data == file.read_bytes() and zipfile.is_zipfile(file)
    with pytest.raises(AccessError):
        make.to_download(settings, Actor("v", "나", "analyst"), file.name)
    for name in ("none.zip", "../../studio.db"):
        with pytest.raises(StorageError, match="이미 지워졌습니다"):
            make.to_download(settings, LOCAL, name)


def test_others_see_nothing_and_a_large_workspace_names_the_command(
    settings: Settings, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(settings, 2)
    monkeypatch.setattr(section, "LARGEST", 10)
    app = AppTest.from_file(page, default_timeout=PATIENCE_S).run()
    assert "python -m core backup" in texts(app) and not app.button
    try:
        who_acts(lambda: Actor("v", "나", "analyst"))
        assert texts(app.run()) == ""
    finally:
        who_acts(lambda: LOCAL)
