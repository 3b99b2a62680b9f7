"""A face on a card: square, small, without what a camera writes beside it, and blurred beyond recognition if asked."""

import io

from PIL import Image, ImageFilter, ImageOps

SIDE = 360  # px: sharp at 3 cm on paper
_LEFT_OF_A_FACE = 5  # px a side that a blurred one is made of, whatever is done to sharpen it again


def square(jpeg: bytes, *, blurred: bool) -> bytes:
    """A JPEG of any size to one of SIDE x SIDE. Raises PIL.UnidentifiedImageError for what is none."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG", "PNG")) as opened:
        picture = ImageOps.fit(opened.convert("RGB"), (SIDE, SIDE), centering=(0.5, 0.4))
    if blurred:
        few = picture.resize((_LEFT_OF_A_FACE, _LEFT_OF_A_FACE), Image.Resampling.BOX)
        picture = few.resize((SIDE, SIDE), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(SIDE / 20))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()
