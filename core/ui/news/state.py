"""What the news section shows, and what it remembers of a visitor."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.services.news.articles import NewsDecisions
from core.services.news.importing import ImportReport
from core.storage.news.collection_log import Plan
from core.ui.kit.state import Part, UndoStack

View = StrEnum("View", "LIST COLLECT FILES KEEP")
Period = StrEnum("Period", "QUARTER YEAR OWN")  # the days to look for; OWN are typed


@dataclass
class NewsDesk(Part):
    """What this visitor does with the articles on file. undo: decisions as they were before, and as they were made."""

    STAYS = ("job",)
    job: str = ""  # a collection that was started
    failed: str = ""  # why one could not be
    plan: Plan | None = None  # of the last one, to go on with
    undo: UndoStack[tuple[NewsDecisions, NewsDecisions]] = field(default_factory=UndoStack)
    asked: tuple[NewsDecisions, bool] | None = None  # decide: as seen, and whether they counted; until it is done
    imported: ImportReport | None = None  # what became of files
    tidied: date | None = None  # the day on which what may not be kept was last removed
