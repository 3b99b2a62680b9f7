"""The pictures of the review: thumbnails of many photos, and one photo whole, with what is known of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.services.reference import curation
from core.services.reference.curation import ReviewItem
from core.settings import Settings
from core.storage.reference.library import Library
from core.ui.kit.photo_view import thumbnail_of
from core.ui.kit.state import when
from core.ui.words_ko import review as t

_SIDE = 176  # px, as the thumbnails that curation keeps


def thumbnails(settings: Settings, set_id: str, items: Sequence[ReviewItem]) -> tuple[dict[str, bytes], list[str]]:
    """JPEGs by "thumb/<name>", and the names of photos that have none. What curation has not profiled yet gets its
    thumbnail now."""
    known = curation.thumbnails(settings, [item.sha256 for item in items])
    found = {f"thumb/{item.name}": known[item.sha256] for item in items if item.sha256 in known}
    rest = [item.name for item in items if item.sha256 not in known]
    if rest:
        found |= _made(settings, set_id, set(rest))
    return found, [name for name in rest if f"thumb/{name}" not in found]


def details(
    settings: Settings, set_id: str, item: ReviewItem, others: Mapping[str, ReviewItem]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the large view says of a photo, and its pictures: "large/picture", and "large/other" for the photo that a
    copy was set aside for."""
    other = others.get(item.suggestion.name)
    credit = next((c for c in curation.credits(settings, set_id) if c.name == item.name), None)
    rights = credit.rights if credit else None
    header = {
        "name": item.name,
        "sentence": t.why(item),
        "rows": t.facts(item, rights, when(rights.fetched) if rights and rights.fetched else ""),
        "caption": t.stays(other.file) if other else "",
    }
    blobs = {}
    for key, photo in (("large/picture", item), ("large/other", other)):
        if photo and (data := curation.picture(settings, set_id, photo.name)) is not None:
            blobs[key] = data
    return header, blobs


def _made(settings: Settings, set_id: str, names: set[str]) -> dict[str, bytes]:
    library = Library(settings, set_id)
    made = {p.name: thumbnail_of(library.path(p), _SIDE) for p in library.photos() if p.name in names}
    return {f"thumb/{name}": data for name, data in made.items() if data is not None}
