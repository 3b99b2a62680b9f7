import json
from typing import Any

from typer.testing import CliRunner

from core.__main__ import command_line
from core.access.actor import LOCAL
from core.services.projects import plans, versions
from core.settings import Settings
from core.storage.projects import Projects
from tests.support.versions import version


def asked(*words: str) -> dict[str, Any]:
    done = CliRunner().invoke(command_line(), ["purge", *words, "--json"])
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_looked_for_and_purged(settings: Settings) -> None:
    plan = plans.create(settings, LOCAL, "여름 데뷔", note="하나와 하 나")
    Projects(settings).save_version(plan.id, version({"하나": (0.7, 0.2, 0.1), "하 나": (0.1, 0.8, 0.1)}))
    dry = asked("하나", "--dry-run", "--project", "여름 데뷔")
    assert not dry["purged"] and [one["chosen"] for one in dry["names"]] == [True, False]
    assert {(one["place"], one["count"]) for one in dry["counts"]} == {("version", 1), ("project", 1)}
    assert versions.version(settings, LOCAL, plan.id, 1).trainees[0].name == "하나"
    done = asked("하나", "--variants", "--row")
    assert done["purged"] and len(done["hash"]) == 64 and done["left"] == {}
    assert versions.version(settings, LOCAL, plan.id, 1).trainees == ()
    assert plans.plan(settings, LOCAL, plan.id).note == "지운 연습생 1와 지운 연습생 1"
    refused = CliRunner().invoke(command_line(), ["purge", " ", "--json"])
    assert refused.exit_code == 1 and "이름을 적어" in refused.stderr
