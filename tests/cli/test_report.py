"""`report`: a version on file as the file that was asked for."""

from pathlib import Path

import pytest

from core import settings as settings_of
from core.access import LOCAL
from core.cli.report import report
from core.errors import ProjectError, StudioError, UnknownNameError
from core.services.projects.plans import create
from core.settings import Settings
from core.storage.projects import Projects
from tests.support.reports import version


def test_a_version_becomes_a_file_and_what_is_wrong_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(workspace=tmp_path / "ws")
    monkeypatch.setattr(settings_of, "get_settings", lambda: settings)
    plan = create(settings, LOCAL, "새벽")
    number = Projects(settings).save_version(plan.id, version(["가", "나"])).number
    out = tmp_path / "a.html"
    said = report("새벽", number, "html", out, "brief,method")
    assert (said["parts"], said["failed"], said["bytes"]) == (["brief", "method"], [], out.stat().st_size)
    assert "블루윈드" in out.read_text("utf-8")
    for wrong, error in (({"version": number + 1}, ProjectError), ({"form": "doc"}, UnknownNameError)):
        options = {"project": "새벽", "version": number, "form": "html", "out": tmp_path / "b", "parts": ""} | wrong
        with pytest.raises(error):
            report(**options)  # type: ignore[arg-type]
    assert not (tmp_path / "b").exists()
    with pytest.raises(StudioError, match="하나 이상"):
        report("새벽", number, "html", tmp_path / "b", " , ")
    with pytest.raises(StudioError, match=f"'{tmp_path}'에 보고서를"):
        report("새벽", number, "html", tmp_path, "method")
