"""Manners of the MediaWiki API, https://www.mediawiki.org/wiki/API:Etiquette."""

from core.web.answers import json_object, part
from core.web.fetcher import Answer, busy

MAXLAG_S = 5  # do not ask while their database copies lag more than this
_LATER = ("maxlag", "ratelimited", "readonly")


def later(answer: Answer) -> bool:
    """Lag and rate limits come as errors in an answer with status 200."""
    return busy(answer) or part(part(json_object(answer), "error"), "code") in _LATER
