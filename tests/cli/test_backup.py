"""`backup` and `restore`: what each command answers."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from core.__main__ import command_line
from core.settings import Settings
from tests.support.workspaces import TRAINEE, files, fill


def asked(*words: object) -> dict[str, Any]:
    done = CliRunner().invoke(command_line(), [*map(str, words), "--json"])
    assert done.exit_code == 0, done.stderr
    assert TRAINEE not in done.stdout
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def refused(*words: object) -> str:
    done = CliRunner().invoke(command_line(), [*map(str, words), "--json"])
    assert done.exit_code == 1 and done.stdout == ""
    return done.stderr


def test_made_looked_at_put_back_and_undone(settings: Settings, tmp_path: Path) -> None:
    fill(settings, 2)
    then = files(settings.workspace)
    made = asked("backup", tmp_path / "a.zip")
    assert made["verified"] and made["rows"]["project_version"] == 1 and made["files"] == len(then)
    assert made["photo_key"] == {"included": False, "path": str(settings.photo_key.expanduser()),
                                 "exists": settings.photo_key.expanduser().exists()}  # fmt: skip
    assert made["photo_key"]["path"] in made["note"]
    (settings.workspace / "lexicon.yaml").write_text("terms: []")
    dry = asked("restore", made["file"], "--dry-run")
    assert not dry["restored"] and dry["differences"]["files"] == {"added": 0, "changed": 1, "removed": 0}
    assert dry["differences"]["tables"] == {"audit": {"here": 1, "backup": 0}}
    done = asked("restore", made["file"])
    assert done["restored"] and done["purges_kept"] == 0 and files(settings.workspace) == then
    assert asked("restore", "--undo")["undone"] and files(settings.workspace) != then
    other = asked("restore", made["file"], "--to", tmp_path / "other", "--purges", settings.workspace)
    assert other["to"] == str(tmp_path / "other") and other["aside"] is None and files(tmp_path / "other") == then


def test_what_cannot_be_done_is_said_in_a_line(settings: Settings, tmp_path: Path) -> None:
    assert "백업할 작업 폴더가 없습니다" in refused("backup", tmp_path / "a.zip")
    assert "열 수 없습니다" in refused("restore", tmp_path / "a.zip")
    (tmp_path / "a.zip").touch()
    assert "백업이 아니거나 손상" in refused("restore", tmp_path / "a.zip")
    assert CliRunner().invoke(command_line(), ["restore", "--json"]).exit_code == 2
    settings.workspace.mkdir()
    assert "파일을 읽거나 쓸 수 없습니다" in refused("backup", "가" * 300)
    said = refused("restore", tmp_path / ("\u202e" + "긴" * 50_000))
    assert len(said) < 1_100 and "\u202e" not in said
