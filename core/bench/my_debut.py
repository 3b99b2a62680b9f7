"""One photo of 12 megapixels, as a phone makes it, from bytes to the answer with its map, warm; limit 1.5 s on two idle
cores. The words of the group's concept are ready by then: they are the same for all visitors."""

import io
import sys
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from core.bench import alone, seconds
from core.bench.match import SIZE
from core.faces.engines import get_engine
from core.services.my_debut import answer
from core.services.my_debut.card import Card, draw
from core.services.my_debut.words import concept_words
from core.services.reference.sets import active_engine, active_source, load_active
from core.settings import get_settings
from core.types import Upload

LIMIT_S, CARD_S, ROUNDS, SHARE = 1.5, 1.0, 7, 0.6  # SHARE: of the picture's height that the portrait fills


def run(photos: Path | None) -> dict[str, dict[str, Any]]:
    """`my_debut`: seconds to the answer; `my_debut_card`: seconds of drawing a card."""
    settings = get_settings()
    files = sorted((photos or settings.demo / "lineup").rglob("*.jpg"))
    engine = get_engine(active_engine(settings))
    active = load_active(settings, active_source(settings), engine)
    upload = Upload("", phone_photo(files[0]))
    print(f"{len(upload.data) / 2**20:.1f} MiB", file=sys.stderr)

    def whole() -> answer.Answer:
        found = answer.find(settings, [answer.look_at(upload, engine)], active, engine)
        if found is None:
            raise ValueError("the photo to measure on shows no usable face")
        return found

    found = whole()
    words = concept_words(settings, found.top, fictional=active.source.fictional)
    shares = tuple((group, share, "#5b3fc4") for group, share in found.shares)
    card = Card("", found.top, "#5b3fc4", "", "", shares, words, ())
    draw(card, "feed")
    return {
        "my_debut": alone([seconds(whole) for _ in range(ROUNDS)], "s", LIMIT_S),
        "my_debut_card": alone([seconds(lambda: draw(card, "feed")) for _ in range(ROUNDS)], "s", CARD_S),
    }


def phone_photo(file: Path) -> bytes:
    """A photo of SIZE with a portrait in its middle and grain all over, as hard to decode as a phone's."""
    picture = Image.new("RGB", SIZE, "#b9b2a6")
    with Image.open(file) as portrait:
        side = round(SIZE[1] * SHARE)
        picture.paste(portrait.convert("RGB").resize((side, side)), ((SIZE[0] - side) // 2, (SIZE[1] - side) // 2))
    grain = np.random.default_rng(0).normal(0, 6, (SIZE[1], SIZE[0], 1)).astype(np.float32)
    out = io.BytesIO()
    Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=90)
    return out.getvalue()
