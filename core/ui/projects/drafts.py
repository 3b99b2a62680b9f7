"""What is filled in is on file within a second, and there again after a reload or a restart, until it is saved."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from core.access.acting import acting
from core.errors import StudioError
from core.services.projects import plans
from core.settings import get_settings
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Part, session
from core.ui.typed import send_while_typing
from core.ui.words_ko import projects as t

V = TypeVar("V", str, int, list[str])
_KEY = "draft"


@dataclass
class Drafts(Part):
    """By name. times: how often each control started; begun: what it started with; on_file: what is saved instead of
    it; restored: drafts that were there before the page was loaded; failed: the last one that was not kept, and why."""

    times: dict[str, int] = field(default_factory=dict)
    on_file: dict[str, Any] = field(default_factory=dict)
    begun: dict[str, Any] = field(default_factory=dict)
    restored: set[str] = field(default_factory=set)
    failed: tuple[str, str] = ("", "")

    def key(self, name: str) -> str:
        """Of its control."""
        return f"{_KEY}.{name}.{self.times.get(name, 0)}"

    def restart(self, name: str) -> None:
        """Its control starts with what is on file when it is drawn next."""
        self.times[name] = self.times.get(name, 0) + 1


def listen() -> None:
    """To be called once on a page with such controls: what is typed is sent before its field is left."""
    send_while_typing(_KEY)


def kept(draw: Callable[..., Any], label: str, name: str, saved: V, **more: Any) -> V:
    """A control and what it says. draw: such as st.text_area, st.number_input, st.multiselect; name: of the draft,
    "<project id>/<what>"; saved: what is on file already; more: as for `draw`."""
    own = session(Drafts)
    before = own.on_file.get(name, saved)
    if before != saved and st.session_state.get(own.key(name), before) == before:  # nobody touched it: it follows
        own.restart(name)
    own.on_file[name] = saved
    key = own.key(name)
    if fresh(name) or name not in own.begun:  # a visit that was taken up again remembers its own drafts
        found = _read(name, saved, more)
        own.begun[name] = saved if found is None else found
        if found is not None and found != saved:
            own.restored.add(name)
    # As its own start, the same in each run: what is put into the session for it does not reach a closed popover.
    begun = _start(draw.__name__, own.begun[name], more.get("options", ()))
    said: V = draw(label, key=key, on_change=_keep, args=(name, key, saved), **begun, **more)
    return said


def _start(control: str, value: Any, options: Sequence[str]) -> dict[str, Any]:
    if control == "multiselect":
        return {"default": [one for one in value if one in options]}
    if control == "selectbox":
        return {"index": options.index(value) if value in options else 0}
    return {"value": value}


def key_of(name: str) -> str:
    """Of its control, as it is drawn next."""
    return session(Drafts).key(name)


def fresh(name: str) -> bool:
    """Does its control start with what is on file when it is drawn next?"""
    return session(Drafts).key(name) not in st.session_state


def say(*names: str) -> None:
    """Below controls: whether what one of them says was there before the page was loaded, or is on file nowhere. Not
    above them: the browser would build them anew, and who types there would lose the focus."""
    own = session(Drafts)
    if own.restored.intersection(names):
        st.caption(t.DRAFT_KEPT)
    if own.failed[0] in names:
        st.error(escape_markdown(own.failed[1]), icon=":material/error:")


def done(*names: str) -> None:
    """They were saved: their controls start anew with what is on file."""
    own = session(Drafts)
    for name in names:
        plans.drop_draft(get_settings(), acting(), name)
        own.restart(name)
        own.restored.discard(name)
    if own.failed[0] in names:
        own.failed = ("", "")


def _read(name: str, saved: V, more: dict[str, Any]) -> V | None:
    """None where nothing is kept that the control could show."""
    text = plans.draft(get_settings(), acting(), name)
    if text is None or isinstance(saved, str):
        return text if text in more.get("options", [text]) else None
    found: Any = None
    with suppress(ValueError):
        found = json.loads(text)
    if isinstance(saved, list) and isinstance(found, list):
        return [one for one in found if one in more["options"]]
    if isinstance(saved, int) and isinstance(found, int):
        return max(int(more["min_value"]), min(found, int(more["max_value"])))
    return None


def _keep(name: str, key: str, saved: str | int | list[str]) -> None:
    value, own = st.session_state[key], session(Drafts)
    own.failed = ("", "")
    try:
        if value == saved:
            plans.drop_draft(get_settings(), acting(), name)
        else:
            plans.keep_draft(get_settings(), acting(), name, value if isinstance(saved, str) else json.dumps(value))
    except StudioError as error:
        own.failed = (name, str(error))
