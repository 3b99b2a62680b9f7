"""`curate`: what is wrong in a folder of reference photos. Nothing is written, not even the workspace.

file: path in the folder, with `/`. Photos that cannot be read count as photos without a face; what is no photo by its
name, or does not lie in `<group>/<member>/`, is not looked at."""

import hashlib
import time

from core.cli.command import Directory, EngineName, Json, progress
from core.text.numbers import rounded

_BATCH = 64  # photos in memory at once


def curate(directory: Directory, engine: EngineName = None) -> Json:
    """Find what is wrong in a folder of reference photos: copies, strangers, swaps, photos without a usable face."""
    from core.batches import batched
    from core.collect.curate import Item
    from core.collect.curate import curate as findings
    from core.collect.profiles import profile_photos
    from core.faces.engines import get_engine
    from core.intake import reference_layout
    from core.services.reference.examine import LOOKING, onward
    from core.services.reference.sets import active_engine
    from core.settings import get_settings
    from core.types import Finding

    start = time.perf_counter()
    settings = get_settings()
    photos = reference_layout(directory, settings)
    misplaced = {photo.path for photo in photos.refused}
    own_engine = get_engine(engine or active_engine(settings, read_only=True))
    items: list[Item] = []
    for batch in batched(photos, _BATCH):
        seen = profile_photos(
            own_engine, [upload for _, upload in batch], onward(progress, len(items), len(photos), LOOKING)
        )
        for (member, upload), (_, own) in zip(batch, seen, strict=True):
            items.append(Item(upload.path, member, hashlib.sha256(upload.data).hexdigest(), own))
    found = findings(items)
    # Photos whose bytes could not even be fetched from the disk or the ZIP.
    lost = [photo.path for photo in photos.refused if photo.path not in misplaced]
    found += tuple(Finding(path, "no_face") for path in lost)
    return {
        "photos": len(items) + len(lost),
        "kept": len(items) + len(lost) - len(found),
        "flagged": [
            {"file": one.file, "reason": one.reason, "suggestion": str(one.suggestion), "score": rounded(one.score, 3)}
            for one in found
        ],
        "seconds": rounded(time.perf_counter() - start, 2),
    }
