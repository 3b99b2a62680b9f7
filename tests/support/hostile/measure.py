"""The bench of hostile files: all of them by page and by command, what is taken and refused, what the worst takes.

Fed in a process each kind, which is killed when a file holds it for ten minutes."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import Any

from core.bench import row
from core.settings import ROOT
from tests.support.hostile import KINDS, make
from tests.support.hostile.feed import Outcome

PATIENCE_S = 600.0
LIMITS = {"memory": 400.0, "seconds": 3.0, "six": 900.0, "visitors": 2.0}  # MB, s, MB, times


class _Feeder:
    """A process that feeds files, started again after it was killed."""

    def __init__(self, folder: Path, workspace: Path) -> None:
        self._command = [sys.executable, "-m", "tests.support.hostile.feed", str(folder)]
        self._environment = os.environ | {"STUDIO_WORKSPACE": str(workspace)}
        self._process: subprocess.Popen[str] | None = None

    def ask(self, what: str, key: str, patience: float = PATIENCE_S) -> Any:
        """The answer, None where the process died or was killed over it."""
        if self._process is None:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, text=True, encoding="utf-8", bufsize=1,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            patience += PATIENCE_S  # for its models
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        clock = Timer(patience, process.kill)
        clock.start()
        try:
            print(json.dumps([what, key]), file=process.stdin, flush=True)
            return json.loads(process.stdout.readline())
        except (ValueError, OSError):
            self.end()
            return None
        finally:
            clock.cancel()

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            with suppress(OSError), self._process:
                pass
            self._process = None


def measure(portraits: Path, place: Path) -> dict[str, dict[str, Any]]:
    """Make the files of every kind below `place` and feed them; name -> {ours, baseline, ratio, unit, n}. A line a kind
    and one for whatever is wrong with a file on stderr."""
    rows: list[dict[str, Any]] = []
    folder = place / "files"
    for kind in KINDS:
        own = make(portraits, folder, [kind])
        with _feeding(folder, place / "workspace") as feeder:
            told = [outcome for key in own for outcome in _judged(feeder.ask("feed", key), key, own[key])]
        print(_line(kind, len(own), told), file=sys.stderr, flush=True)
        rows += told
    worst = [max(_of(rows, kind), key=lambda outcome: outcome["memory"]) for kind in ("photo", "article")]
    with _feeding(folder, place / "workspace") as feeder:
        six = [feeder.ask("six", one["file"], 10 * PATIENCE_S)["memory"] for one in worst]
        slower = [_slower(feeder.ask("visitors", one["file"], 10 * PATIENCE_S)) for one in worst]
    return _figures(rows, max(six), max(slower))


@contextmanager
def _feeding(folder: Path, workspace: Path) -> Iterator[_Feeder]:
    feeder = _Feeder(folder, workspace)
    try:
        yield feeder
    finally:
        feeder.end()


def _judged(outcomes: list[dict[str, Any]] | None, key: str, want: str) -> list[dict[str, Any]]:
    """The outcomes of a file with what is wrong with each; one that killed its process is the worst there is."""
    found = []
    for fields in outcomes or [
        {"file": key, "way": "page", "crash": "killed", "seconds": PATIENCE_S, "cpu": PATIENCE_S}
    ]:
        one = Outcome(**fields | {"said": [tuple(said) for said in fields.get("said", ())]})
        found.append({
            **vars(one),
            "crashed": bool(one.crash),
            "silent": one.silent,
            "unclear": one.unclear,
            "wrong": (want == "no" and one.taken and not one.refusals) or (want == "ok" and not one.taken),
        })  # fmt: skip
    for one_row in found:
        for what in ("crashed", "silent", "unclear", "wrong"):
            if one_row[what]:
                print(
                    f"  {what}: {one_row['file']!r} by {one_row['way']}: {one_row['crash'] or one_row['said'][:1]}",
                    file=sys.stderr,
                )
    return found


def _of(rows: Sequence[Mapping[str, Any]], kind: str) -> list[Mapping[str, Any]]:
    return [outcome for outcome in rows if outcome["file"].startswith(kind) and not outcome["crashed"]]


def _line(kind: str, files: int, rows: Sequence[Mapping[str, Any]]) -> str:
    taken = sum(any(said[0] for said in outcome["said"]) for outcome in rows if outcome["way"] == "page")
    worst = {what: max(rows, key=lambda outcome: outcome[what]) for what in ("memory", "seconds", "cpu")}
    wrong = ", ".join(
        f"{what} {sum(bool(outcome[what]) for outcome in rows)}" for what in ("crashed", "silent", "unclear", "wrong")
    )
    units = {"memory": "MB", "seconds": "s", "cpu": "s of processors"}
    most = ", ".join(f"{one[what]:.1f} {units[what]} ({one['file']})" for what, one in worst.items())
    return f"{kind}: {files} files, {taken} taken, {files - taken} refused; {wrong}; worst {most}"


def _slower(times: Mapping[str, Sequence[float]]) -> float:
    """How much longer the slowest twentieth of another visitor's analyses take."""
    before, after = (statistics.quantiles(times[when], n=20)[-1] for when in ("alone", "meanwhile"))
    return after / before


def _figures(rows: Sequence[Mapping[str, Any]], six: float, slower: float) -> dict[str, dict[str, Any]]:
    n = len(rows)
    counted = {
        f"hostile_{what}": {
            "ours": sum(bool(outcome[what]) for outcome in rows),
            "baseline": 0,
            "unit": "files",
            "n": n,
        }
        for what in ("crashed", "silent", "unclear", "wrong")
    }
    counted = {name: {**one, "ratio": float(one["ours"] == 0)} for name, one in counted.items()}  # 1: the bar is held
    return counted | {
        "hostile_memory": row(max(outcome["memory"] for outcome in rows), LIMITS["memory"], "MB", n),
        "hostile_seconds": row(max(outcome["seconds"] for outcome in rows), LIMITS["seconds"], "s", n),
        "hostile_six_at_once": row(six, LIMITS["six"], "MB", 6),
        "hostile_other_visitors": row(slower, LIMITS["visitors"], "times", 30),
    }
