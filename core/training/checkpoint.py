"""How long computations keep what is finished, so that a killed training goes on where it stopped.

An evaluation is a list of named parts; a part that was kept is read instead of computed. Within a part, a network's fit
keeps its weights now and then. The classes here forget everything: those that keep are in `core.storage`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Epoch:
    """One pass over the training photos. number: from 1. Losses in nats; the validation photos are a part of the
    training fold held back for early stopping, never the fold that is scored; None where there are none."""

    number: int
    loss: float
    accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None


class Monitor:
    """Watches one fit. `epochs` of a fit that goes on from a kept state begin where it stopped."""

    def begun(self) -> Arrays | None:
        """The state last saved for this very fit, None at the start."""
        return None

    def epoch(self, epoch: Epoch, state: Callable[[], Arrays]) -> None:
        """After each epoch; `state()` gives all that is needed to go on, and is called only when it is worth keeping.

        May raise to cancel."""


class Recorder(Monitor):
    """Passes everything on to another monitor and remembers the epochs, those before a restart included."""

    def __init__(self, inner: Monitor) -> None:
        self.epochs: list[Epoch] = []
        self._inner = inner

    def begun(self) -> Arrays | None:
        state = self._inner.begun()
        if state is not None:
            self.epochs = list(epochs_of(state["curve"]))
        return state

    def epoch(self, epoch: Epoch, state: Callable[[], Arrays]) -> None:
        self.epochs.append(epoch)
        self._inner.epoch(epoch, lambda: {**state(), "curve": curve_of(self.epochs)})


def curve_of(epochs: Sequence[Epoch]) -> NDArray[np.float64]:
    """(e, 5) the fields of each epoch, nan for None."""
    rows = [(e.number, e.loss, e.accuracy, _or_nan(e.validation_loss), _or_nan(e.validation_accuracy)) for e in epochs]
    return np.array(rows, dtype=np.float64).reshape(-1, 5)


def epochs_of(curve: NDArray[np.float64]) -> tuple[Epoch, ...]:
    """The reverse of `curve_of`."""
    return tuple(
        Epoch(int(n), float(loss), float(right), _or_none(vl), _or_none(va)) for n, loss, right, vl, va in curve
    )


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


class Checkpoint:
    """Keeps the parts of one training. key: letters, digits, hyphens."""

    def part(self, key: str, make: Callable[[], Arrays]) -> Arrays:
        """What was kept under `key`, or what `make` returns, kept from now on."""
        return make()

    def monitor(self, key: str) -> Monitor:
        """Watches the fit of a part."""
        return Monitor()
