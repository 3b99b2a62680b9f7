"""What stands over a trainee's face."""

from collections.abc import Mapping

from core.charts.style import GroupStyle
from core.types import TraineeResult
from core.ui.kit.photo_view import UNCLEAR
from core.ui.words_ko import lineup as words


def face_label(trainee: TraineeResult, styles: Mapping[str, GroupStyle]) -> tuple[str, str]:
    """(what stands over the face, its colour): the group where that is clear."""
    if trainee.verdict == "nobody":
        return words.NO_GROUP, UNCLEAR
    top = styles[trainee.scores.top] if trainee.scores else None
    if top is None:
        return "?", UNCLEAR
    return (top.name, top.colour) if trainee.verdict == "clear" else (f"{top.name}?", UNCLEAR)
