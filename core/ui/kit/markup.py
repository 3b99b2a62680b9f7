"""Small pieces of our own markup. Every text is escaped, every colour checked, nothing of Streamlit's is styled."""

import html
import re
from collections.abc import Sequence

from core.text.numbers import percent

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")  # not the unbreakable one between a number and its unit
_NAMED = re.compile(r":(?=[a-z0-9_+/-]+:)", re.IGNORECASE)  # Streamlit makes icons of ":star:", escaped or not
_ADDRESS = re.compile(r"(https?:|www)(?=//|\.)", re.IGNORECASE)  # of which Streamlit makes links, escaped or not
_JOINER = "\N{WORD JOINER}"  # is not seen
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&])")


def escape_markdown(text: str, *, linked: bool = False) -> str:
    """Text from outside as plain text inside st.markdown and captions, and in labels of buttons and choices.

    linked: addresses in it may be followed; elsewhere a name cannot be one."""
    if not linked:
        text = _ADDRESS.sub(rf"\1{_JOINER}", text)
    return _MARKDOWN.sub(r"\\\1", _NAMED.sub(f":{_JOINER}", _SPACES.sub(" ", text).strip()))


def colour(value: str) -> str:
    """A colour that is one; anything else becomes grey, so that a catalogue file cannot bring CSS along."""
    return value if _COLOUR.fullmatch(value) else "#77737f"


def bars(rows: Sequence[tuple[str, float, str]], full: float = 1.0, names: float = 5.2) -> str:
    """Thin bars with name and percent. rows: (name, share 0..1, "#rrggbb"); names: em that they have."""
    parts = []
    for name, share, tone in rows:
        width = max(1.0, min(100.0, share / full * 100))
        parts.append(
            '<div style="display:flex;align-items:center;gap:.6rem;margin:.28rem 0;font-size:.88rem">'
            f'<span style="flex:0 0 {names}em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">'
            f"{html.escape(name)}</span>"
            '<span style="flex:1;height:.55rem;border-radius:.3rem;background:rgba(128,124,140,.15)">'
            f'<span style="display:block;height:100%;width:{width:.1f}%;border-radius:.3rem;background:{colour(tone)}">'
            "</span></span>"
            f'<span style="flex:0 0 3em;text-align:right">{html.escape(percent(share))}</span></div>'
        )
    return "".join(parts)


def dots(items: Sequence[tuple[str, str]]) -> str:
    """Names with a dot of their colour, in a row that wraps. items: (name, "#rrggbb")."""
    names = "".join(
        '<span style="white-space:nowrap"><span style="display:inline-block;width:.7em;height:.7em;'
        f'border-radius:50%;background:{colour(tone)};margin-right:.45em"></span>{html.escape(name)}</span>'
        for name, tone in items
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;font-size:.95rem">{names}</div>'


def headline(before: str, name: str, after: str, tone: str, numbers: str) -> str:
    """The answer in large type; a bar of the group's colour under its name keeps the text readable on any paper."""
    return (
        '<div style="font-size:1.5rem;font-weight:700;line-height:1.45;word-break:keep-all">'
        f'{html.escape(before)}<span style="box-shadow:inset 0 -.32em 0 {colour(tone)}66">{html.escape(name)}</span>'
        f"{html.escape(after)}<br>{html.escape(numbers)}</div>"
    )


def live(text: str) -> str:
    """A sentence that is read out when it changes, to those who hear the page."""
    return f'<p role="status" style="margin:0">{html.escape(text)}</p>'


def sentence(text: str, spans: Sequence[tuple[int, int]], tone: str) -> str:
    """A sentence with parts highlighted. spans: (start, end) in characters, in order, not overlapping."""
    out, at = [], 0
    for start, end in spans:
        out.append(html.escape(text[at:start]))
        out.append(
            f'<mark style="background:{colour(tone)}40;color:inherit;border-radius:.25em;padding:.05em .15em;'
            f'font-weight:700">{html.escape(text[start:end])}</mark>'
        )
        at = end
    out.append(html.escape(text[at:]))
    return f'<div style="line-height:1.65;word-break:keep-all">{"".join(out)}</div>'


def jump_bar(anchor: str, text: str, link: str) -> str:
    """A bar at the foot of a phone's screen that leads here, where a tap elsewhere has changed something; on wide
    screens nothing is seen of it."""
    return (
        f'<span id="{html.escape(anchor)}"></span>'
        "<style>.jump{display:none}@media (max-width:640px){.jump{display:flex;position:fixed;left:0;right:0;bottom:0;"
        "z-index:99;justify-content:space-between;gap:1rem;padding:.7rem 1rem max(.7rem,env(safe-area-inset-bottom));"
        "background:var(--st-background-color,Canvas);border-top:1px solid rgba(128,124,140,.4);"
        "text-decoration:none!important;color:inherit!important}"
        ".jump b{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.jump span{white-space:nowrap}}</style>"
        f'<a class="jump" href="#{html.escape(anchor)}"><b>{html.escape(text)}</b>'
        f"<span>{html.escape(link)}</span></a>"
    )
