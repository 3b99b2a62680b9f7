"""Text from outside, made plain: encodings, entities, control characters, links."""

import html
import re
from urllib.parse import urlsplit

from core.errors import NewsError
from core.text.hidden import hidden, visible
from core.text.unicode import normal

MAX_BODY = 20_000  # characters; a news article is far shorter, a pasted book is not news
MAX_LINK = 2_000  # characters

_SPACES = re.compile(r"[ \t\u00a0\u200b\ufeff]+")


def decode(data: bytes) -> str:
    """Text of a Korean file: UTF-8 with or without BOM, UTF-16 with BOM, or CP949 as Excel saves it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NewsError("기사 파일의 글자를 읽을 수 없습니다. UTF-8로 다시 저장해 주세요.")


def looks_like_html(data: bytes) -> bool:
    """An error page where data was expected."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html"))


def clean(text: object, limit: int = MAX_BODY) -> str:
    """Entities resolved, NFC, nothing hidden, single spaces; line breaks stay."""
    plain = normal(html.unescape(characters(text)))
    plain = visible(plain.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.strip() for line in _SPACES.sub(" ", plain).split("\n")).strip()[:limit]


def characters(value: object) -> str:
    """A value of a cell or of JSON as text that a database takes: JSON may hold half characters. Lists and mappings are
    no text."""
    if value is None or isinstance(value, list | dict):
        return ""
    return str(value).encode("utf-8", "replace").decode()


def web_link(value: object) -> str:
    """The address if it is http or https with a host, else empty: nothing else may become a link on a page.

    Only "&amp;" is resolved: in "?a=1&copy=2" nothing was escaped."""
    text = characters(value).strip()
    for _ in range(3):  # exports escape what was escaped
        text = text.replace("&amp;", "&").replace("&#38;", "&")
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    unfit = hidden(text) or any(c.isspace() for c in text)
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc or unfit:
        return ""
    return text if len(text) <= MAX_LINK else ""
