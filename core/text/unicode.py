"""Unicode's normal forms in time that grows with the text alone."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

_MOST_MARKS = 30  # in a row: Unicode's own limit for text that is read as a stream (UAX #15, Stream-Safe Text Format)
_HARMLESS = 2_000  # characters that may all be marks: a few milliseconds


def normal(text: str, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """The text in a normal form. Of more than 30 combining marks in a row the rest is dropped: no writing has them, and
    putting n of them in order takes n * n steps."""
    return unicodedata.normalize(form, text if len(text) < _HARMLESS else _too_many_marks().sub(r"\1", text))


@lru_cache(maxsize=1)
def _too_many_marks() -> re.Pattern[str]:
    marks = [chr(c) for c in range(0x300, 0x20000) if unicodedata.combining(chr(c))]
    every = "".join(map(re.escape, marks))
    return re.compile(f"([{every}]{{{_MOST_MARKS}}})[{every}]+")
