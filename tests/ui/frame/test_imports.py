import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest

from core.ui.frame import imports

PATIENCE_S = 30
SLOW = "import threading\ngo = threading.Event()\ngo.wait(30)\nWHOLE = True\n"


def test_a_page_waits_for_what_another_thread_has_half_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slow_to_import.py").write_text(SLOW)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(imports, "_LATE", ("slow_to_import",))
    other = threading.Thread(target=import_module, args=("slow_to_import",))
    other.start()
    while not hasattr(half := cast(Any, sys.modules.get("slow_to_import")), "go"):
        assert other.is_alive()
    page = threading.Thread(target=imports.import_ahead)
    page.start()
    page.join(0.1)
    assert page.is_alive() and not hasattr(half, "WHOLE")
    half.go.set()
    for thread in (page, other):
        thread.join(PATIENCE_S)
    assert not page.is_alive() and sys.modules.pop("slow_to_import").WHOLE
