"""Every session key, in one place. What belongs to one person at one screen lives here and nowhere else."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import streamlit as st

from core.services.catalog.change import CatalogEdit
from core.types import LineupResult, Upload
from core.ui.kit.undo import UndoStack

MIX = "@lineup"  # instead of a group's id: the line-up's own mix of groups
JobKind = Literal["import", "check", "video", "group_photos", "collect"]


@dataclass(frozen=True, slots=True)
class SetJob:
    """Work on a set of one's own. id: of the job; new: the set is made by it; mine: this visitor started it."""

    id: str
    kind: JobKind
    set_id: str
    new: bool = False
    mine: bool = True


@dataclass(frozen=True, slots=True)
class EndedJob:
    """How such work ended, said until it is put away. sentence: Korean, its own closing words."""

    job: SetJob
    state: Literal["done", "failed", "cancelled"]
    sentence: str


@dataclass
class NewsDesk:
    """What this visitor does with the articles on file. job: a collection that was started; failed: why one could not
    be; undo: decisions about articles as they were before; imported: what became of files; tidied: the day on which
    what may not be kept was last removed."""

    job: str = ""
    failed: str = ""
    undo: UndoStack[Any] = field(default_factory=UndoStack)
    imported: Any = None
    tidied: date | None = None


@dataclass
class Session:
    """All of one visitor's own data. Dropped as a whole by `clear`."""

    lineup: LineupResult | None = None
    title: str = ""
    is_demo: bool = False
    judged_by: str = ""  # set and engine the line-up was judged with
    wants_demo: bool = False  # a button is true for one run only: this remembers the intent
    history: UndoStack[LineupResult] = field(default_factory=UndoStack)
    camera: list[Upload] = field(default_factory=list)
    intake: int = 0  # part of the uploaders' keys: a new number empties them, so that raw files leave the memory
    papers_of: str = ""  # the group whose papers the concept is filtered by
    concept_word: str = ""  # whose sentences are read
    concept_lines: tuple[str, ...] = ()  # whose trend is drawn
    set_jobs: tuple[SetJob, ...] = ()
    ended_jobs: tuple[EndedJob, ...] = ()
    toast: str = ""  # said once over the page, wherever somebody has scrolled to
    reviews: dict[str, Any] = field(default_factory=dict)  # by set: what was shown and can be undone in its review
    catalog_open: str = ""  # the group whose entry is edited, and which of its members
    catalog_member: str = ""
    catalog_history: UndoStack[tuple[str, CatalogEdit]] = field(
        default_factory=UndoStack
    )  # what was said, how it is undone
    lexicon_history: UndoStack[tuple[str, Any]] = field(default_factory=UndoStack)  # of the lexicon, the same
    lexicon_last: Any = None  # its last change and the words shown before it, to say what it changed
    news: NewsDesk = field(default_factory=NewsDesk)
    download_job: str | None = None
    known_runs: frozenset[str] | None = None  # on file when last looked: what comes after has just finished
    finished_run: str = ""  # is offered to be opened
    framed: bool = False  # the entry script has drawn the frame around the pages
    wanted_page: str | None = None
    codes: dict[str, str] = field(default_factory=dict)  # of what this run draws, by their name in the address
    next_values: dict[str, Any] = field(default_factory=dict)  # what controls show when they are drawn next, by key
    asked: tuple[str, ...] = ()  # what is to be deleted, after its kind: somebody has yet to say yes
    pressed: str = ""  # the button that starts work on an upload which has not arrived yet
    notice: str = ""  # said once on the next run, where the page is drawn anew

    def show(self, lineup: LineupResult, title: str, judged_by: str, *, is_demo: bool = False) -> None:
        """A fresh analysis: forget the one before and the raw files it came from."""
        self.lineup, self.title, self.is_demo, self.judged_by = lineup, title, is_demo, judged_by
        self.history.clear()
        self.camera.clear()
        self.intake += 1
        self.wants_demo = False

    def change(self, lineup: LineupResult) -> None:
        """Replace the result and keep the one before for `undo`."""
        if self.lineup is not None:
            self.history.append(self.lineup)
        self.lineup = lineup

    def undo(self) -> None:
        """Back to the result before the last change."""
        if self.history:
            self.lineup = self.history.pop()

    def clear(self) -> None:
        """Drop photos, embeddings, names and results of this session. What runs in the background is still watched."""
        fresh = Session(
            intake=self.intake + 1, framed=self.framed, set_jobs=self.set_jobs, ended_jobs=self.ended_jobs,
            download_job=self.download_job, reviews=self.reviews, news=NewsDesk(job=self.news.job),
        )  # fmt: skip
        self.__dict__.update(fresh.__dict__)


_KEY = "studio"


def session() -> Session:
    """This visitor's data."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Session()
    own: Session = st.session_state[_KEY]
    return own


def key(name: str) -> str:
    """A widget key that no page of ours uses twice and that changes when the intake is emptied."""
    return f"{name}.{session().intake}"


def show_next(key: str, value: Any) -> None:
    """Choose for the visitor: the control `key` shows `value` when it is drawn next, though it stands there already."""
    session().next_values[key] = value


def take_next(key: str) -> str:
    """To be called before a control is drawn for which `show_next` may have chosen. Returns the key."""
    wanted = session().next_values
    if key in wanted:
        st.session_state[key] = wanted.pop(key)
    return key


def clear_session() -> None:
    """Forget everything of this visitor, widgets included."""
    own = session()
    own.clear()
    for name in [n for n in st.session_state if n != _KEY]:
        del st.session_state[name]


def is_dark() -> bool:
    """Does this visitor look at dark paper? Charts choose their ink by it."""
    return getattr(st.context.theme, "type", None) == "dark"
