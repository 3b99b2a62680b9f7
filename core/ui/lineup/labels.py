"""What stands over a trainee's face."""

from collections.abc import Mapping

from core.charts.style import GroupStyle
from core.types import GroupScores, TraineeResult
from core.ui.kit.photo_view import UNCLEAR
from core.ui.words_ko import lineup as words


def face_label(trainee: TraineeResult, styles: Mapping[str, GroupStyle]) -> tuple[str, str]:
    """(what stands over the face, its colour): the group where that is clear."""
    if trainee.verdict == "nobody":
        return words.NO_GROUP, UNCLEAR
    return _label(trainee.scores, styles, sure=trainee.verdict == "clear")


def photo_label(scores: GroupScores | None, styles: Mapping[str, GroupStyle]) -> tuple[str, str]:
    """The same of one photo, whose group is sure where it is likelier than all others together."""
    return _label(scores, styles, sure=scores is not None and scores.values[scores.top] >= 0.5)


def _label(scores: GroupScores | None, styles: Mapping[str, GroupStyle], *, sure: bool) -> tuple[str, str]:
    if scores is None:
        return "?", UNCLEAR
    top = styles[scores.top]
    return (top.name, top.colour) if sure else (f"{top.name}?", UNCLEAR)
