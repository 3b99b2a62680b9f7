"""What text from outside must not bring along: control characters, half characters (lone surrogates, which no encoding
takes) and those that turn the direction of a line. They break pages, files and tables, or disguise a name."""

import re

_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def hidden(text: str) -> str:
    """The first of them as "U+202E", "" where there is none. Tabs and line breaks are none."""
    found = _HIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def visible(text: str) -> str:
    """The text without them."""
    return _HIDDEN.sub("", text)
