"""`curate DIR`: what is wrong in a folder of reference photos. Nothing is written, not even the workspace."""

import hashlib
import time
from pathlib import Path
from typing import Any

from core.batches import batched
from core.collect.curate import Item, curate
from core.collect.looks import look
from core.faces.engines import get_engine
from core.intake import reference_layout
from core.photo_profile import Look
from core.services.reference.examine import onward
from core.services.reference.sets import active_engine
from core.settings import get_settings
from core.text.numbers import rounded
from core.types import Finding, MemberId, Progress, Upload, silent

_BATCH = 64  # photos in memory at once


def curate_folder(directory: Path, engine: str | None = None, progress: Progress = silent) -> dict[str, Any]:
    """The JSON object of the command. engine: its name; the one in use where none is given.

    file: path in the folder, with `/`. Photos that cannot be read count as photos without a face; what is no photo by
    its name, or does not lie in `<group>/<member>/`, is not looked at. Raises StudioError."""
    start = time.perf_counter()
    settings = get_settings()
    photos = reference_layout(directory, settings)
    misplaced = {photo.path for photo in photos.refused}
    own_engine = get_engine(engine or active_engine(settings, read_only=True))
    items: list[Item] = []
    for batch in batched(photos, _BATCH):
        seen = look(own_engine, [upload for _, upload in batch], onward(progress, len(items), len(photos)))
        items.extend(_item(member, upload, own) for (member, upload), (_, own) in zip(batch, seen, strict=True))
    found = curate(items)
    # Photos whose bytes could not even be fetched from the disk or the ZIP.
    lost = [photo.path for photo in photos.refused if photo.path not in misplaced]
    found += tuple(Finding(path, "no_face") for path in lost)
    return {
        "photos": len(items) + len(lost),
        "kept": len(items) + len(lost) - len(found),
        "flagged": [_json(finding) for finding in found],
        "seconds": round(time.perf_counter() - start, 2),
    }


def _item(member: MemberId, upload: Upload, own: Look) -> Item:
    return Item(upload.path, member, hashlib.sha256(upload.data).hexdigest(), own)


def _json(finding: Finding) -> dict[str, Any]:
    return {
        "file": finding.file,
        "reason": finding.reason,
        "suggestion": str(finding.suggestion),
        "score": rounded(finding.score, 3),
    }
