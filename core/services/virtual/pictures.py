"""Pictures as they leave the studio: marked for people, with their provenance for programs, signed where it can be."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.keywords.views.cloud import font_path
from core.services.permitted import permitted
from core.settings import Settings
from core.virtual.credentials import read_signature, signed
from core.virtual.face import Face, Shot
from core.virtual.generator import Generator
from core.virtual.mark import Provenance, as_jpeg, as_png, marked, source_of

Kind = Literal["png", "jpeg"]
PIXELS = 768
_PREVIEW_QUALITY = 88


def provenance_of(generator: Generator) -> Provenance:
    """Without a moment: the same face gives the same bytes, on another day, too."""
    return Provenance(source_of(generator.code), generator.code, generator.version)


def preview(pixels: NDArray[np.uint8], generator: Generator) -> bytes:
    """A small marked JPEG for a contact sheet."""
    return as_jpeg(marked(pixels, font_path()), provenance_of(generator), _PREVIEW_QUALITY)


@permitted("virtual.read")
def picture(
    settings: Settings, generator: Generator, face: Face, shot: Shot | None = None, kind: Kind = "png",
    pixels: int = PIXELS,
) -> bytes:  # fmt: skip
    """A marked picture, signed where a certificate is set. Raises VirtualError where it cannot be made or signed."""
    made, own = marked(generator.picture(face, shot or Shot(), pixels), font_path()), provenance_of(generator)
    data = as_png(made, own) if kind == "png" else as_jpeg(made, own)
    if settings.credentials_certificate is None or settings.credentials_key is None:
        return data
    signature = read_signature(
        settings.credentials_certificate, settings.credentials_key, settings.credentials_algorithm
    )
    return signed(data, own, signature)
