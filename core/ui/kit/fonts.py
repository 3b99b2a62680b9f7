"""Noto Sans KR for the pages and for words drawn on photos, from an installed package: no download, no system font."""

import io
import shutil
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from core.files import replacing
from core.settings import ROOT

STATIC = ROOT / "static"
FONT_NAME = "NotoSansKR-Regular.otf"  # the url in .streamlit/config.toml


def font_path() -> Path:
    """The Korean font file of pylopdf-fonts-ko (OFL)."""
    from pylopdf_fonts_ko import sans_path

    return Path(sans_path())


def ensure_static_font(folder: Path = STATIC) -> Path | None:
    """Put the font where Streamlit serves it, once, whole or not at all. Returns its path.

    None when the folder cannot be written (a read-only install): the page then falls back to a system font."""
    source, target = font_path(), folder / FONT_NAME
    if target.is_file() and target.stat().st_size == source.stat().st_size:
        return target
    try:
        with source.open("rb") as data, replacing(target, shared=True) as out:
            shutil.copyfileobj(data, out)
    except OSError:
        return None
    return target


@lru_cache(maxsize=16)
def pillow_font(size: int) -> ImageFont.FreeTypeFont:
    """The same font for drawing on photos. size: px."""
    return ImageFont.truetype(str(font_path()), size)


@lru_cache(maxsize=4)
def wordmark(text: str, accent: str, colour: str, accent_from: int) -> bytes:
    """The studio's name as a PNG, 3x for sharp screens; from character `accent_from` on in the accent colour."""
    font = pillow_font(66)
    width = int(font.getlength(text)) + 8
    picture = Image.new("RGBA", (width, 96), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    head = text[:accent_from]
    # The package has the Regular cut only: a thin stroke of the same colour makes it read as bold.
    pen.text((4, 48), head, font=font, fill=colour, anchor="lm", stroke_width=1, stroke_fill=colour)
    x = 4 + font.getlength(head)
    pen.text((x, 48), text[accent_from:], font=font, fill=accent, anchor="lm", stroke_width=1, stroke_fill=accent)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@lru_cache(maxsize=1)
def page_icon(letter: str, accent: str) -> Image.Image:
    """The browser tab's icon: one letter on the accent colour."""
    picture = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, 63, 63), 14, fill=accent)
    pen.text((32, 32), letter, font=pillow_font(42), fill="#ffffff", anchor="mm", stroke_width=1, stroke_fill="#ffffff")
    return picture
