"""`report`: a version on file as the file that was asked for."""

from dataclasses import replace
from pathlib import Path

import pytest
import typer

from core import settings as settings_of
from core.access.actor import LOCAL
from core.cli.report import report
from core.errors import ProjectError, StudioError, UnknownNameError
from core.reports import words_ko as words
from core.services.projects.plans import create
from core.services.reports.write import WRITERS
from core.settings import Settings
from core.storage.projects import Projects
from core.ui.words_ko import projects as t
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
    with pytest.raises(typer.BadParameter, match="comparison"):
        report("새벽", number, "html", tmp_path / "b", "brief", before=number)
    assert "comparison" in report("새벽", number, "html", out, before=number)["parts"]
    with pytest.raises(StudioError, match=f"'{tmp_path}'에 보고서를"):
        report("새벽", number, "html", tmp_path, "method")


@pytest.mark.parametrize("form", WRITERS)
def test_each_part_can_be_asked_for_and_says_why_it_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    settings = Settings(workspace=tmp_path / "ws")
    monkeypatch.setattr(settings_of, "get_settings", lambda: settings)
    plan = create(settings, LOCAL, "새벽")
    first = Projects(settings).save_version(plan.id, replace(version(["가", "나"]), parent=0))
    second = Projects(settings).save_version(plan.id, replace(version(["가", "다"]), parent=first.number))
    wanted, before = "what_if,comparison,positioning,credits", set(tmp_path.rglob("*"))
    said = report("새벽", second.number, form, tmp_path / "own", wanted)
    assert (said["parts"], said["failed"]) == (wanted.split(","), [])
    made = {path for path in tmp_path.rglob("*") if path.is_file() and not path.name.startswith("studio.db")} - before
    assert made == {tmp_path / "own"}
    if form == "html":
        text = (tmp_path / "own").read_text("utf-8")
        for told in ("다가 들어오고 나가 빠졌습니다", words.NO_CREDITS["gone"], t.WHAT_IF_NEEDS, words.MAP_TABLE):
            assert told in text
        report("새벽", first.number, form, tmp_path / "own", "comparison")
        assert t.NO_OTHER_VERSION in (tmp_path / "own").read_text("utf-8")
        report("새벽", first.number, form, tmp_path / "own", "comparison", before=second.number)
        assert "나가 들어오고 다가 빠졌습니다" in (tmp_path / "own").read_text("utf-8")
