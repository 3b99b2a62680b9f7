"""The document that a browser loads first: Streamlit's own, in the studio's language and knowing where it is served."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import streamlit as st

from core.settings import ROOT
from core.ui.words_ko.built_in import LANGUAGE, NEEDS_SCRIPT
from core.ui.words_ko.common import STUDIO

_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.S)


def first_page() -> bytes:
    """Streamlit's index.html, UTF-8. ValueError if it is not as we know it: it would stay English unnoticed."""
    page = (Path(st.__file__).parent / "static/index.html").read_text(encoding="utf-8")
    for pattern, ours in (
        (r'<html lang="en">', f'<html lang="{LANGUAGE}">'),
        (r"<title>.*?</title>", f"<title>{STUDIO}</title>\n    <script>{_where_it_is()}</script>"),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{NEEDS_SCRIPT}</p></noscript>"),
    ):
        page, found = re.subn(pattern, lambda _, ours=ours: ours, page, count=1, flags=re.S)  # type: ignore[misc]
        if not found:
            raise ValueError(f"Streamlit's first page has no {pattern}")
    return page.encode()


def script_hashes(page: bytes) -> str:
    """Of the scripts that stand in the page itself, as a Content-Security-Policy allows them."""
    return " ".join(f"'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in _SCRIPT.findall(page))


def _where_it_is() -> str:
    """Left to itself, Streamlit asks below the address of a page first and writes two failures to the console."""
    names = "|".join(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
    return f'window.__streamlit = {{BACKEND_BASE_URL: location.origin + location.pathname.replace(/(?:{names})$/, "")}}'
