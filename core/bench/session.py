"""What a visitor's session keeps of a line-up of 200 photos of 12 megapixels; limit 60 MB."""

import gc
import sys
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from core.bench import alone
from core.bench.match import large
from core.services.lineup import match as service
from core.services.reference.sets import model_for
from core.types import Upload

PHOTOS, PER_TRAINEE, LIMIT_MB = 200, 5, 60.0


def run(photos: Path | None) -> dict[str, dict[str, Any]]:
    """`session_200`: MB that can be reached from the judged line-up."""
    from core.settings import get_settings

    settings = get_settings()
    files = sorted((photos or settings.demo / "lineup").rglob("*.jpg"))[:PHOTOS]
    data = islice(cycle([large(file) for file in files]), PHOTOS)
    uploads = [Upload(f"t{index // PER_TRAINEE}/{index}.jpg", photo) for index, photo in enumerate(data)]
    engine, model = model_for(settings)
    return {"session_200": alone([reachable(service.analyse(uploads, engine, model)) / 1e6], "MB", LIMIT_MB)}


def reachable(root: object) -> int:
    """Bytes of everything an object leads to."""
    import numpy as np

    seen: set[int] = set()
    waiting, total = [root], 0
    while waiting:
        one = waiting.pop()
        if id(one) not in seen and not isinstance(one, type):
            seen.add(id(one))
            total += one.nbytes if isinstance(one, np.ndarray) else sys.getsizeof(one)  # also where it owns no pixels
            waiting += gc.get_referents(one)
    return total
