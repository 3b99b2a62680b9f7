"""A made picture says that it is one: a mark that people see, and provenance that programs read.

The Korean AI Basic Act (article 31) asks that people can tell, the EU AI Act (article 50(2)) that machines can, too.
Machines read XMP (ISO 16684-1) with IPTC's `DigitalSourceType`, in a PNG as an iTXt chunk, in a JPEG as APP1, which
survive being laid into our PDF and PPTX, as those take JPEG files as they are. C2PA: `core/virtual/credentials.py`."""

import io
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import numpy as np
from defusedxml import ElementTree  # type: ignore[import-untyped]
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

import core

LABEL = "AI 생성"
Source = Literal["trainedAlgorithmicMedia", "algorithmicMedia"]
# IPTC NewsCodes, digitalsourcetype: pictures of a network that has learned from pictures; pictures made by an algorithm
# alone, as of heads that are rendered: "not based on any sampled training data".
SOURCES: dict[str, Source] = {"stylegan": "trainedAlgorithmicMedia", "heads": "algorithmicMedia"}
VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_EXT, _RDF = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP, _DC = "http://ns.adobe.com/xap/1.0/", "http://purl.org/dc/elements/1.1/"
_PNG_KEY = "XML:com.adobe.xmp"
_SHARE, _LEAST = 0.045, 11  # of the picture's side, px: the height of the letters
_QUALITY = 93


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a picture says of itself. source: of IPTC's vocabulary; generator, version: that made it; made: when, None
    where the same bytes are to come out again."""

    source: Source
    generator: str
    version: str
    made: datetime | None = None


def source_of(generator: str) -> Source:
    """By the generator's code; what is not known counts as learned from pictures, which says more."""
    return SOURCES.get(generator, "trainedAlgorithmicMedia")


def marked(pixels: NDArray[np.uint8], font: Path) -> NDArray[np.uint8]:
    """(h, w, 3) uint8 RGB with LABEL in the lower right corner, readable on any picture. font: that has Korean."""
    height, width = pixels.shape[:2]
    size = max(_LEAST, round(_SHARE * min(height, width)))
    letters = _letters(font, size)
    left, top, right, bottom = letters.getbbox(LABEL)
    pad = round(size * 0.45)
    wide, high = round(right - left) + 2 * pad, round(bottom - top) + 2 * pad
    at = (width - wide - pad, height - high - pad)
    plate = Image.new("RGBA", (width, height))
    draw = ImageDraw.Draw(plate)
    draw.rounded_rectangle((*at, at[0] + wide, at[1] + high), radius=high // 3, fill=(16, 16, 20, 190))
    draw.text((at[0] + pad - left, at[1] + pad - top), LABEL, font=letters, fill=(255, 255, 255, 255))
    base = Image.fromarray(pixels).convert("RGBA")
    return np.asarray(Image.alpha_composite(base, plate).convert("RGB"), np.uint8)


def as_png(pixels: NDArray[np.uint8], provenance: Provenance) -> bytes:
    """A PNG that says where it comes from; the same picture gives the same bytes."""
    info, out = PngInfo(), io.BytesIO()
    info.add_itxt(_PNG_KEY, xmp(provenance))
    Image.fromarray(pixels).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def as_jpeg(pixels: NDArray[np.uint8], provenance: Provenance, quality: int = _QUALITY) -> bytes:
    """The same as a JPEG, for PDF and PPTX, which take its bytes as they are."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=quality, xmp=xmp(provenance).encode())
    return out.getvalue()


def xmp(provenance: Provenance) -> str:
    """The packet. Attributes of one description, in XMP's simple form."""
    made = f'\n   xmp:CreateDate="{provenance.made.isoformat(timespec="seconds")}"' if provenance.made else ""
    tool = escape(f"Debut Concept Studio {core.__version__} ({provenance.generator} {provenance.version})", _QUOTES)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">\n'
        f'  <rdf:Description rdf:about="" xmlns:Iptc4xmpExt="{_EXT}" xmlns:xmp="{_XMP}" xmlns:dc="{_DC}"\n'
        f'   Iptc4xmpExt:DigitalSourceType="{VOCABULARY}{provenance.source}"\n   xmp:CreatorTool="{tool}"{made}>\n'
        f'   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{LABEL}</rdf:li></rdf:Alt></dc:description>\n'
        '  </rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


def source_in(data: bytes) -> str:
    """IPTC's term in a PNG or JPEG, "" where it says none: what any reader of XMP finds."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        packet = picture.info.get("xmp") or picture.info.get(_PNG_KEY) or ""
    return source_in_packet(packet)


def source_in_packet(packet: str | bytes) -> str:
    """IPTC's term in an XMP packet."""
    text = packet.decode("utf-8", "replace") if isinstance(packet, bytes) else packet
    start, end = text.find("<x:xmpmeta"), text.find("</x:xmpmeta>")
    if start < 0 or end < 0:
        return ""
    root = ElementTree.fromstring(text[start : end + len("</x:xmpmeta>")])
    for one in root.iter(f"{{{_RDF}}}Description"):
        if found := one.get(f"{{{_EXT}}}DigitalSourceType"):
            return str(found).removeprefix(VOCABULARY)
    return ""


_QUOTES = {'"': "&quot;"}


@lru_cache(maxsize=8)
def _letters(font: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font), size)
