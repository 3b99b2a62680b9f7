"""The one door to what a visitor's session holds: what belongs to one person at one screen lives here and nowhere else.

Each screen has a part of its own, beside that screen; what controls say is Streamlit's own matter."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Protocol, TypeVar
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


class Gone(Protocol):
    """Trainees who were purged."""

    def is_one(self, name: str) -> bool:
        """Is this the name of one of them?"""
        ...

    def is_in(self, text: str) -> bool:
        """Is one of them named there?"""
        ...


class Part:
    """What one screen remembers of one visitor; made empty when it is first asked for.

    STAYS: the fields that are left when the visitor clears, for what runs in the background is still watched.
    OF_THE_ADDRESS: it says what the visit was opened with, and an earlier visit that is taken up again says nothing of
    that."""

    STAYS: ClassVar[tuple[str, ...]] = ()
    OF_THE_ADDRESS: ClassVar[bool] = False

    @property
    def unsaved(self) -> bool:
        """Does it hold what is nowhere else and would be missed?"""
        return False

    def holds(self, gone: Gone) -> bool:
        """Is there something of a trainee who was purged?"""
        return False

    def end(self) -> None:
        """The visitor clears: what goes on for this part alone is not wanted any more."""


P = TypeVar("P", bound=Part)
T = TypeVar("T")
STEPS = 20  # to undo: line-ups share their photos, so a step costs little
_KEY = "studio"


@dataclass
class Frame(Part):
    """What all screens share."""

    STAYS = ("framed", "intake", "cleared", "answers", "download_job", "purges")
    framed: bool = False  # the entry script has drawn the frame around the pages
    wanted_page: str | None = None
    led_to: str = ""  # file of the page that was wanted and has been gone on to
    page: str | None = None  # that the browser's address stands for; None before the first was drawn
    at: str = ""  # file of the page that is drawn
    arrived: bool = False  # from another page, with this run
    linked: bool = False  # this run shows what its address says, not what was chosen before
    way_out: bool = False  # this run has offered the way out of a damaged database
    codes: dict[str, str] = field(default_factory=dict)  # of what this run draws, by their name in the address
    next_values: dict[str, Any] = field(default_factory=dict)  # what controls show when they are drawn next, by key
    cleared: int = 0  # times
    answers: int = 0  # that took the place of what the page had shown: each is read from its top
    intake: int = 0  # part of the uploaders' keys: a new number empties them
    uploads: set[str] = field(default_factory=set)  # ids of the files that uploaders have shown
    shown: set[str] | None = None  # those that this run shows; None while it has drawn no uploader
    pressed: str = ""  # the button that starts work on an upload which has not arrived yet
    asked: tuple[str, ...] = ()  # what is to be deleted, after its kind: the visitor has yet to say yes
    download_job: str | None = None  # of an engine's weights
    purges: str | None = None  # how it stood with purges when this session ran last; None before its first run
    notice: str = ""  # said once on the next run, where the page is drawn anew
    toast: str = ""  # said once over the page, however far down the visitor has scrolled


@dataclass
class Emptied(Part):
    """unread: somebody was purged of whom this session had something; its visitor has yet to read that it is gone."""

    unread: bool = False


class UndoStack(deque[T]):
    """The last STEPS steps, the newest at the end: `append` one, `pop` the one to undo. The oldest fall off."""

    def __init__(self, steps: Iterable[T] = (), maxlen: int | None = STEPS) -> None:
        super().__init__(steps, maxlen)


def session(part: type[P]) -> P:
    """This visitor's own `part`."""
    parts: dict[type[Part], Any] = st.session_state.setdefault(_KEY, {})
    own: P = parts.setdefault(part, part())
    return own


def parts() -> Iterable[Part]:
    """What all screens remember of this visitor."""
    return tuple(st.session_state.get(_KEY, {}).values())


def forget_keys(beginning: str) -> None:
    """What controls hold whose keys begin so."""
    for name in [one for one in st.session_state if str(one).startswith(beginning)]:
        del st.session_state[name]


def unsaved() -> bool:
    """Would this visitor lose something with the tab?"""
    return any(part.unsaved for part in parts())


def key(name: str) -> str:
    """A widget key that no page of ours uses twice and that changes when the intake is emptied."""
    return f"{name}.{session(Frame).intake}"


def empty_intake() -> None:
    """What was uploaded has been read or is not wanted: every uploader is empty, and the raw files are let go.

    An uploader that goes deletes nothing: Streamlit would keep its files as long as the visitor stays."""
    own = session(Frame)
    own.intake += 1
    own.uploads.clear()
    if run := get_script_run_ctx(suppress_warning=True):
        run.uploaded_file_mgr.remove_session_files(run.session_id)


def show_next(key: str, value: Any) -> None:
    """Choose for the visitor: the control `key` shows `value` when it is drawn next, though it stands there already."""
    session(Frame).next_values[key] = value


def take_next(key: str) -> str:
    """To be called before a control is drawn for which `show_next` may have chosen. Returns the key."""
    wanted = session(Frame).next_values
    if key in wanted:
        st.session_state[key] = wanted.pop(key)
    return key


def from_the_top() -> None:
    """The next run shows an answer in place of what was asked with: a phone, scrolled down to the button, goes up."""
    session(Frame).answers += 1


def clear_session() -> None:
    """Forget everything of this visitor, what controls say included; the page is to be drawn anew after it."""
    from core.ui.visits.closed_tabs import forget_controls

    parts: dict[type[Part], Any] = st.session_state.get(_KEY, {})
    for part in parts.values():
        part.end()
    for name in list(st.session_state):
        del st.session_state[name]
    left = {kind: kind(**{name: getattr(part, name) for name in kind.STAYS}) for kind, part in parts.items()}
    st.session_state[_KEY] = left
    session(Frame).cleared += 1
    empty_intake()
    forget_controls()


def resume(earlier: Mapping[str, Any]) -> None:
    """Go on with the session of an earlier visit, at the address that the browser has now."""
    if _KEY in earlier:
        own = {kind: part for kind, part in st.session_state.get(_KEY, {}).items() if kind.OF_THE_ADDRESS}
        st.session_state[_KEY] = {**earlier[_KEY], **own}
        session(Frame).page = None


def is_dark() -> bool:
    """Does this visitor look at dark paper? Charts choose their ink by it."""
    return getattr(st.context.theme, "type", None) == "dark"


def when(moment: datetime) -> str:
    """ "2026-11-28 14:29" on the visitor's own clock; on the studio's where a browser does not say its zone.

    moment: one that knows its zone, or of the studio's own clock."""
    return f"{moment.astimezone(zone()):%Y-%m-%d %H:%M}"


def own_day(moment: datetime) -> date:
    """The day of a moment on the visitor's own clock."""
    return moment.astimezone(zone()).date()


def zone() -> ZoneInfo | None:
    """Of the visitor's clock; None, which is the studio's own, where the browser does not say."""
    try:
        return ZoneInfo(st.context.timezone or "")
    except (KeyError, ValueError, OSError):  # none, one that this machine does not know, no name of a zone at all
        return None
