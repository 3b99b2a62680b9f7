"""9 trainees x 3 photos of 12 megapixels, warm, from bytes to a judged line-up; limit 1.4 s on two idle cores."""

import io
import sys
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from core.bench import alone, seconds
from core.services.lineup import match as service
from core.services.reference.sets import model_for
from core.settings import get_settings
from core.types import Upload

SIZE = (4000, 3000)
TRAINEES, PHOTOS, LIMIT_S, ROUNDS = 9, 3, 1.4, 3


def run(photos: Path | None) -> dict[str, dict[str, Any]]:
    """`lineup_12mp`: seconds for the whole line-up, decode to interval."""
    settings = get_settings()
    files = sorted((photos or settings.demo / "lineup").rglob("*.jpg"))
    uploads = []
    for index in range(TRAINEES * PHOTOS):
        uploads.append(Upload(f"t{index // PHOTOS}/{index % PHOTOS}.jpg", large(files[index % len(files)])))
    print(f"{sum(len(u.data) for u in uploads) / len(uploads) / 2**20:.1f} MiB a photo", file=sys.stderr)
    engine, model = model_for(settings)
    service.analyse(uploads[:3], engine, model)
    times = [seconds(lambda: service.analyse(uploads, engine, model)) for _ in range(ROUNDS)]
    return {"lineup_12mp": alone(times, "s", LIMIT_S)}


def large(file: Path) -> bytes:
    """A photo of SIZE. A portrait blown up has less detail than a phone's: grain makes the JPEG as hard to decode."""

    buffer = io.BytesIO()
    picture = ImageOps.fit(Image.open(file).convert("RGB"), SIZE)
    Image.blend(picture, Image.effect_noise(SIZE, 12).convert("RGB"), 0.1).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()
