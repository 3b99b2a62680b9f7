"""HTML out of cells, feeds and answers as the text that people read."""

import html
import re

from core.text.html import MAX_BODY, characters, clean

# Names of the language alone: <Love Dive>, <잔향> and, for its capital, <Time> are titles.
_BLOCKS = (
    "p br div li ul ol tr table tbody thead h1 h2 h3 h4 h5 h6 hr blockquote section article figure figcaption "
    "header footer dl dt dd pre center aside main nav form"
)
_APART = "td th"  # beside each other
_INLINE = (
    "a b i u s em strong span font img small big sub sup mark del ins strike code q cite abbr iframe video "
    "audio source object embed param input button label svg path picture noscript html head body meta link "
    "time tt wbr"
)
_SHOUTED = "P BR DIV LI UL OL TR TABLE HR H1 H2 H3"  # <TIME> and <Time> are titles, too


def _any(names: str) -> str:
    return "|".join(names.split())


_NAME = (
    rf"/?(?:(?P<block>{_any(_BLOCKS)}|{_any(_SHOUTED)})|(?P<apart>{_any(_APART)}|TD|TH)"
    rf"|{_any(_INLINE)}|[BIU]|A(?=\s)|(?<=/)A|FONT|SPAN|IMG)(?=[\s/>]|$)"
)
_TAG = re.compile(rf"<{_NAME}[^<>]*>")
_CUT = re.compile(rf"<{_NAME}(?:\s[^<>]*=|$|/?$)")
# What stands between them is no text of an article.
_UNREAD = (("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->"))
_ESCAPES = 3  # exports escape what was escaped


def plain(value: object, limit: int = MAX_BODY) -> str:
    """As `clean`, without tags and comments, entities resolved however often they were escaped. Lines where blocks
    were; inline tags vanish without a space, or the words that they mark would split."""
    text = characters(value)
    if not text:
        return ""
    if "&" in text:
        text = _unescaped(text)
    if "<" in text:
        text = "\n".join(filter(None, map(str.strip, _without_tags(text).split("\n"))))
    return clean(text, limit)


def line(value: object, limit: int) -> str:
    """As `plain`, on one line."""
    return " ".join(plain(value, 2 * limit).split())[:limit]


def _unescaped(text: str) -> str:
    for _ in range(_ESCAPES):
        once_more = html.unescape(text)
        if once_more == text:
            break
        text = once_more
    return text


def _without_tags(text: str) -> str:
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    for begin, end in _UNREAD:
        text = _without(text, begin, end)
    last = text.rfind("<")
    if last > text.rfind(">") and _CUT.match(text, last):  # the text ends in the middle of a tag
        text = text[:last]
    return _TAG.sub(_instead, text)


def _instead(tag: re.Match[str]) -> str:
    return "\n" if tag["block"] else " " if tag["apart"] else ""


def _without(text: str, begin: str, end: str) -> str:
    """Without what is between these and themselves. One pass, whatever is never closed."""
    low = text.lower()
    if begin not in low or len(low) != len(text):  # some letters are longer in lower case
        return text
    kept, at = [], 0
    while (start := low.find(begin, at)) >= 0 and (stop := low.find(end, start)) >= 0:
        kept.append(text[at:start])
        at = stop + len(end)
    return "".join([*kept, text[at:]])
