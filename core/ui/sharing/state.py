"""What the parts about links and comments remember of a visitor."""

from dataclasses import dataclass, field

from core.sharing.comment import Comment
from core.sharing.link import Link
from core.ui.kit.state import Part


@dataclass
class LinksPart(Part):
    """followed: the link that was opened last; leading: one that was opened on another page than its own, to be shown
    there; refused: why the last did not open, until another page is opened. made: where it was made -> the newest."""

    followed: str = ""
    leading: Link | None = None
    refused: str = ""
    made: dict[str, Link] = field(default_factory=dict)


@dataclass
class TalkPart(Part):
    """editing: the comment that is being changed, as it was when that began. told: it was said that another changed it
    meanwhile. histories: ids of the comments whose earlier texts are shown; resolved: keys of the places where those
    that are dealt with are shown. new: ids that were new when the page was opened: they stay marked till it is left."""

    editing: Comment | None = None
    told: bool = False
    histories: set[str] = field(default_factory=set)
    resolved: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)
