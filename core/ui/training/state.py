"""What the training page shows, and what it remembers of a visitor. Codes stand in addresses: they stay."""

from dataclasses import dataclass
from enum import StrEnum

from core.ui.kit.state import Part

VIEW, RUN, SECTION = "training.view", "training.run", "run.section"  # keys of the controls
View = StrEnum("View", "TRAIN COMPARE RUN")
Section = StrEnum("Section", "SUMMARY CURVES GROUPS CONFIDENCE HARD MAP")  # of one run
Projection = StrEnum("Projection", "PCA TSNE")  # of the map


@dataclass
class TrainingPage(Part):
    """Which runs the visitor knows of."""

    known_runs: frozenset[str] | None = None  # on file when last looked: what comes after has just finished
    finished_run: str = ""  # is offered to be opened
