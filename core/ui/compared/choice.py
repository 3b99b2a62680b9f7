"""Which reference set a visitor compares with: the team's, or another that was chosen by the visitor alone.

The one place that pages ask. `source` is for all that a visitor judges with or is shown as the set in use; `team` for
what is the same for everybody: switching it, and the engines that it is measured and read with. Of who signed in the
choice is on file; without sign-in it lasts as long as the visit."""

from dataclasses import dataclass

from core.access.actor import STUDIO
from core.services import choices
from core.services.reference import sets as reference
from core.services.reference.sets import ReferenceSource
from core.settings import get_settings
from core.ui.kit.state import Part, session


@dataclass
class OwnSet(Part):
    """A visitor's own choice, whatever else is cleared. It stands in no address: who is sent one would compare with
    another set without having chosen it.

    id: "" for the team's set. name: of the set when it was last seen. gone: name of one that was deleted meanwhile,
    until that was read, "" where it was never seen; None for none."""

    STAYS = ("id", "name", "gone")
    id: str = ""
    name: str = ""
    gone: str | None = None


def team() -> ReferenceSource:
    """The set that everybody compares with who has chosen no other. Raises StorageError."""
    return reference.active_source(get_settings(), STUDIO)


def source() -> ReferenceSource:
    """The set that this visitor compares with: the team's again where the chosen one was deleted. Raises
    StorageError."""
    own = session(OwnSet)
    if choices.has_own():  # on file: chosen in another browser, perhaps
        own.id = choices.own_choices(get_settings()).get(choices.SET, "")
    if not own.id:
        return team()
    found = next((one for one in reference.list_sources(get_settings()) if one.id == own.id), None)
    if found is None:
        own.id, own.gone = "", own.name
        return team()
    own.name = found.name
    return found


def choose(set_id: str) -> ReferenceSource:
    """Compare with this set from now on, alone; with the team's set that is to follow the team. Raises
    UnknownNameError, and ReferenceSetError where it is too small to compare with."""
    own, found = session(OwnSet), reference.usable(get_settings(), set_id)
    follows = set_id == team().id
    if choices.has_own() and follows:
        choices.choose_own(get_settings(), {choices.SET: None})
    elif choices.has_own():
        reference.choose_alone(get_settings(), set_id)
    own.id, own.name, own.gone = "" if follows else set_id, found.name, None
    return found


def follow_team(*keys: str) -> None:
    """Compare with the team's set again, whichever it will be. keys: of `core.services.choices`, for other choices of
    one's own that end, too; those that the visitor has not made change nothing."""
    own = session(OwnSet)
    own.id, own.gone = "", None
    if choices.has_own():
        mine = choices.own_choices(get_settings())
        ends = [key for key in (choices.SET, *keys) if key in mine]
        if ends:
            choices.choose_own(get_settings(), dict.fromkeys(ends))
