"""The faces that a report may show: of a version's trainees, while this session holds the photos that judged them."""

from collections.abc import Mapping

from core.projects.made import evidence
from core.projects.version import Version
from core.types import PhotoFaces
from core.ui.kit.photo_view import portrait
from core.ui.kit.state import session
from core.ui.lineup.state import LineupPage
from core.ui.words_ko.story_lineup import best_of

Photos = Mapping[int, PhotoFaces]  # by place in the version


def at_hand(version: Version) -> Photos:
    """The best photo of each trainee whose counted photos are those of the version, whatever she is called by now."""
    judged = session(LineupPage).judged
    if judged is None:
        return {}
    people = [*(one.photos for one in judged.result.trainees), *judged.benched.values()]
    here = {evidence(photos): photos for photos in people}
    found = ((place, best_of(here.get(one.evidence, ()))) for place, one in enumerate(version.trainees) if one.evidence)
    return {place: best[1] for place, best in found if best and best[1].face}


def portraits(photos: Photos) -> dict[int, bytes]:
    """A square JPEG of each face, in memory."""
    drawn = ((place, portrait(photo)) for place, photo in photos.items())
    return {place: jpeg for place, jpeg in drawn if jpeg}
