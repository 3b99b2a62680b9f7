"""Running `python -m core` as other tools do."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


def studio(
    *arguments: str | Path, workspace: Path, seconds: float = 180, environment: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
) -> subprocess.CompletedProcess[str]:  # fmt: skip
    """before: a command that starts the command."""
    return subprocess.run(
        [*before, sys.executable, "-m", "core", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "STUDIO_WORKSPACE": str(workspace), **(environment or {})},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def answer(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(done.stdout.splitlines()) == 1
    result: dict[str, Any] = json.loads(done.stdout)
    return result
