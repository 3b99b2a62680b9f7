"""Follows one training: what the page shows of it, how long it will take, and whether it was asked to stop."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from core import jobs
from core.storage.training.queue import TrainingQueue
from core.storage.training.records import Stage, TrainingEntry
from core.training.checkpoint import Epoch
from core.types import Progress

_WRITE_EVERY_S = 0.3
_AFTER = 2  # steps after the evaluation: the map and the final fit


class Watch:
    """Reports of one training. progress: is told everything too, and may raise to stop the work.

    The time left counts from the first step that is computed in this attempt, since parts that were kept take none."""

    def __init__(self, queue: TrainingQueue, entry: TrainingEntry, progress: Progress) -> None:
        self._queue, self._id, self._progress = queue, entry.id, progress
        self._folds, self._epochs = entry.request.options.folds, entry.request.options.epochs
        self._report = replace(
            entry.report, stage="", label="", done=0, total=0, epoch=0, epochs=0, loss=None, seconds_left=None
        )
        self._written = 0.0
        self._stage_start = 0.0
        self._before = 0.0  # seconds of this stage in earlier attempts
        self._base: tuple[float, float] | None = None  # (moment, steps done) when the first step was computed
        self._last: tuple[float, float] = (0.0, 0.0)
        self._warm = False
        self._part = ""  # what the last part was: "fold", "left" ...

    @property
    def spent(self) -> dict[str, float]:
        """Seconds by stage so far."""
        return dict(self._report.spent)

    @contextmanager
    def stage(self, name: Stage, label: str) -> Iterator[None]:
        """The work within belongs to a stage."""
        self._stage_start, self._before = time.monotonic(), self._report.spent.get(name, 0.0)
        counted = {"done": 0, "total": 0} if name in ("features", "evaluation") else {}
        self._tell(stage=name, label=label, epoch=0, epochs=0, loss=None, now=True, **counted)
        try:
            yield
        finally:
            self._count_time()

    def reading(self, done: int, total: int, label: str) -> None:
        """Progress of `gather` while photos are read."""
        self._tell(done=done, total=total, label=f"얼굴 찾기 {done:,}/{total:,}")

    def computing(self, done: int, total: int, label: str) -> None:
        """Progress of `gather` while a frozen base runs on the photos and their copies."""
        self._tell(done=done, total=total, label=f"{label} {done:,}/{total:,}")

    def evaluation(self, done: int, total: int, label: str) -> None:
        """Progress of `evaluate`."""
        self._step(done, total + _AFTER, label)

    def after(self, step: int) -> None:
        """The map (0) or the final fit (1) begins."""
        total = self._report.total or self._folds + _AFTER
        self._step(total - _AFTER + step, total, self._report.label)

    def part(self, key: str, kept: bool) -> None:
        """A part is about to be computed, or was read."""
        kind, _, number = key.rpartition("-")
        label = self._report.label
        if kind == "fold":
            label = f"폴드 {int(number) + 1}/{self._folds}"
        elif kind == "left" and self._part == "fold":  # the first: the next ones know how many are done
            label = "멤버를 빼고 평가"
        self._part = kind
        if not kept and self._base is None:
            self._base = (time.monotonic(), float(self._report.done))
        self._tell(label=label, epoch=0, epochs=0, loss=None)

    def epoch(self, epoch: Epoch) -> None:
        """A network's fit has finished an epoch."""
        steps = self._report.done + epoch.number / self._epochs
        if not self._warm:  # the first epoch of all builds the network, and an earlier attempt may have done others
            self._warm, self._base = True, (time.monotonic(), steps)
        self._estimate(steps)
        self._tell(epoch=epoch.number, epochs=self._epochs, loss=epoch.loss)

    def _step(self, done: int, total: int, label: str) -> None:
        if done > self._report.done:
            self._estimate(float(done))
        self._tell(done=done, total=total, label=label, epoch=0, epochs=0, loss=None)

    def _estimate(self, steps: float) -> None:
        self._last = (time.monotonic(), steps)

    def _seconds_left(self, total: int) -> float | None:
        moment, steps = self._last
        if self._base is None or steps <= self._base[1] or moment <= self._base[0]:
            return None
        each = (moment - self._base[0]) / (steps - self._base[1])
        return max(0.0, each * (total - steps) - (time.monotonic() - moment))

    def _count_time(self) -> None:
        now: dict[str, float] = {self._report.stage: self._before + time.monotonic() - self._stage_start}
        self._report = replace(self._report, spent={**self._report.spent, **now})

    def _tell(self, *, now: bool = False, **changes: object) -> None:
        self._report = replace(self._report, **changes)  # type: ignore[arg-type]
        self._count_time()
        if self._report.stage != "features":
            self._report = replace(self._report, seconds_left=self._seconds_left(self._report.total))
        if self._queue.stop_requested(self._id):
            raise jobs.Cancelled
        own = self._report
        words = [own.label]
        if own.epoch:
            words += [f"에폭 {own.epoch}/{own.epochs}", f"손실 {own.loss:.3f}"]
        self._progress(own.done, own.total, " · ".join(words))
        if now or time.monotonic() - self._written > _WRITE_EVERY_S:
            self._queue.set_report(self._id, own)
            self._written = time.monotonic()
