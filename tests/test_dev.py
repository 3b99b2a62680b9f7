"""What `make audit` says of what pip-audit found."""

import importlib.util
import json
from typing import Any

from tests.conftest import ROOT


def dev() -> Any:
    found = importlib.util.spec_from_file_location("dev", ROOT / "scripts" / "dev.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_holes_are_named_and_what_could_not_be_asked_is_no_hole_and_no_all_clear() -> None:
    hole = {"id": "PYSEC-2026-1", "fix_versions": ["1.1", "1.2"], "aliases": [], "description": "x"}
    sound, holed = {"name": "a", "version": "1", "vulns": []}, {"name": "b", "version": "1.0", "vulns": [hole]}
    unknown = {"name": "c", "skip_reason": "Dependency not found on PyPI and could not be audited: c (1)"}

    def said(*packages: object) -> tuple[str, int]:
        return dev().audited(json.dumps({"dependencies": packages, "fixes": []}))  # type: ignore[no-any-return]

    assert said(sound) == ("0 known holes in 1 packages.", 0)
    text, holes = said(sound, holed, unknown)
    assert holes == 1 and "b 1.0: PYSEC-2026-1, mended in 1.1, 1.2" in text and "NOT CHECKED: c," in text
    for nothing in (said(unknown), said(), dev().audited(""), dev().audited("Traceback")):
        assert nothing[1] == 0 and nothing[0].startswith("NOT CHECKED") and "known holes" not in nothing[0]
