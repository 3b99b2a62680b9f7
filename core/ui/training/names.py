"""What runs are called where several stand side by side."""

from collections.abc import Iterable

from core.text.names import numbered
from core.training.run import Run


def called(runs: Iterable[Run]) -> dict[str, str]:
    """Run id to a name that no other has, in the order given: of those with one name the older ones are numbered. The
    browser answers with the words of a choice, so that nobody could choose between two that read the same."""
    return numbered((run.id, run.name) for run in runs)
