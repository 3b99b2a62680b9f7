"""What the parts about links and comments remember of a visitor."""

from dataclasses import dataclass, field

from core.sharing.comment import Comment
from core.sharing.link import Link
from core.ui.kit.state import Frame, Part


@dataclass
class LinksPart(Part):
    """asked: id in the address that was followed last; link: what it named, None where it did not open; refused: why
    not, until another page is opened. leading: the link is yet to be shown, on another page than it was opened on.
    shown_to: the frame of the visit that it was shown to: an earlier visit that is taken up again has another."""

    OF_THE_ADDRESS = True
    asked: str = ""
    link: Link | None = None
    refused: str = ""
    leading: bool = False
    shown_to: Frame | None = None


@dataclass
class TalkPart(Part):
    """editing: the comment that is being changed, as it was when that began. told: it was said that another changed it
    meanwhile. histories: ids of the comments whose earlier texts are shown; resolved: keys of the places where those
    that are dealt with are shown; answering: of those where an answer is written. new: ids that were new when the page
    was opened: they stay marked till it is left."""

    editing: Comment | None = None
    told: bool = False
    histories: set[str] = field(default_factory=set)
    resolved: set[str] = field(default_factory=set)
    answering: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)
