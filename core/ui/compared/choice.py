"""Which reference set a visitor compares with: the team's, or another that was chosen for this visit alone.

The one place that pages ask. `source` is for all that a visitor judges with or is shown as the set in use; `team` for
what is the same for everybody: switching it, and the engines that it is measured and read with."""

from dataclasses import dataclass

from core.services.reference import sets as reference
from core.services.reference.sets import ReferenceSource
from core.settings import get_settings
from core.ui.kit.state import Part, session


@dataclass
class OwnSet(Part):
    """A visitor's own choice, which lasts as long as the visit, whatever else is cleared. It stands in no address: who
    is sent one would compare with another set without having chosen it.

    id: "" for the team's set. name: of the set when it was last seen. gone: name of one that was deleted meanwhile,
    until that was read."""

    STAYS = ("id", "name", "gone")
    id: str = ""
    name: str = ""
    gone: str = ""


def team() -> ReferenceSource:
    """The set that everybody compares with who has chosen no other. Raises StorageError."""
    return reference.active_source(get_settings())


def source() -> ReferenceSource:
    """The set that this visitor compares with: the team's again where the chosen one was deleted. Raises
    StorageError."""
    own = session(OwnSet)
    if not own.id:
        return team()
    found = next((one for one in reference.list_sources(get_settings()) if one.id == own.id), None)
    if found is None:
        own.id, own.gone = "", own.name
        return team()
    own.name = found.name
    return found


def choose(set_id: str) -> ReferenceSource:
    """Compare with this set from now on, in this visit alone; with the team's set that is to follow the team. Raises
    UnknownNameError, and ReferenceSetError where it is too small to compare with."""
    own, found = session(OwnSet), reference.usable(get_settings(), set_id)
    own.id, own.name, own.gone = "" if set_id == team().id else set_id, found.name, ""
    return found


def follow_team() -> None:
    """Compare with the team's set again, whichever it will be."""
    own = session(OwnSet)
    own.id = own.gone = ""
