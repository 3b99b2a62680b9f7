"""The figures of runs side by side: what may be compared with what, and which value is the best. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from core.training.run import Run

WhyApart = Literal["stand_in", "other_data"]  # random weights in place of real ones; other photos than most runs


@dataclass(frozen=True, slots=True)
class Figures:
    """The columns of the comparison, None where they could not be computed. Losses in nats, shares 0..1, seconds."""

    log_loss: float | None = None
    accuracy: float | None = None
    hit: float | None = None
    chance: float | None = None
    p: float | None = None
    top1: float | None = None
    clear_top1: float | None = None
    clear_share: float | None = None
    ece: float | None = None
    seconds: float | None = None

    @classmethod
    def of(cls, run: Run) -> "Figures":
        """From the object that `Evaluation.to_json` made."""
        parts = [_part(run.metrics, name) for name in ("photo_cv", "leave_member_out", "repeatability")]
        found = {name: value for part in parts for name, value in part.items()}
        named = {f.name: found.get(f.name) for f in fields(cls) if f.name != "seconds"}
        return cls(**named, seconds=sum(run.seconds.values()))


# What the student project published: VGG-Face, 7 groups, 1,394 faces, 5 folds. The other columns were not measured.
ORIGINAL = Figures(log_loss=1.34, accuracy=0.338)
ORIGINAL_FOLDS = (1.345, 1.328, 1.351, 1.323, 1.351)

_SMALL_IS_GOOD = frozenset({"log_loss", "ece", "seconds"})
_LARGE_IS_GOOD = frozenset({"accuracy", "hit", "top1", "clear_top1", "clear_share"})


def _part(metrics: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = metrics.get(name)
    return found if isinstance(found, Mapping) else {}


def not_comparable(runs: Sequence[Run]) -> dict[str, WhyApart]:
    """Run id -> why its row cannot be held against the others. The data that most of the runs share are the measure,
    those of the newest run where two are as frequent."""
    real = [run for run in runs if not run.stands_in]
    counts = Counter(run.data.fingerprint for run in real)
    newest = {run.data.fingerprint: run.id for run in sorted(real, key=lambda run: run.id)}
    measure = max(counts, key=lambda mark: (counts[mark], newest[mark]), default="")
    why: dict[str, WhyApart] = {}
    for run in runs:
        if run.stands_in:
            why[run.id] = "stand_in"
        elif run.data.fingerprint != measure:
            why[run.id] = "other_data"
    return why


def best(runs: Sequence[Run]) -> set[tuple[str, str]]:
    """(run id, column) of the best values among rows that can be compared; where all are equal none is the best."""
    apart = not_comparable(runs)
    found = set()
    for column in _SMALL_IS_GOOD | _LARGE_IS_GOOD:
        values = {
            run.id: float(value)
            for run in runs
            if run.id not in apart and (value := getattr(Figures.of(run), column)) is not None
        }
        if len(set(values.values())) < 2:
            continue
        top = (min if column in _SMALL_IS_GOOD else max)(values.values())
        found |= {(run_id, column) for run_id, value in values.items() if value == top}
    return found
