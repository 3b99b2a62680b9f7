"""What makes an article the same one when it comes a second time."""

import hashlib
from urllib.parse import parse_qsl, urlencode, urlsplit

from core.catalog import fold_name
from core.types import Article

# Parameters that say how a reader came to the page, not which article it is.
_TRACKING = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "_ga", "ref", "referer", "from", "input"}
)
_PORTALS = ("news.google.com", "naver.com", "daum.net")  # they give an article an address of their own


def fingerprint(article: Article) -> str:
    """32 hex digits: of the press's own address where there is one, else of title, press and day."""
    day = article.date.isoformat() if article.date else ""
    identity = canonical(article.link) or "\n".join((fold_name(article.title), fold_name(article.press), day))
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def canonical(link: str) -> str:
    """An article's address without what may differ: scheme, www., a last slash, tracking. "" where it names no article
    of a press: a front page, a portal."""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return ""
    if not host or any(host == portal or host.endswith(f".{portal}") for portal in _PORTALS):
        return ""
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith("utm_") and name.lower() not in _TRACKING
    )
    path = parts.path.rstrip("/")
    if not path and not query:
        return ""
    return f"//{host}{port}{path}" + (f"?{urlencode(query)}" if query else "")
