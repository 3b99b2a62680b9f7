"""The person on whose behalf something is read or written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Role = Literal["viewer", "analyst", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may what those before it may


@dataclass(frozen=True, slots=True)
class Actor:
    """id: stays; name: as others see it. role: in the whole studio, None for none. projects: id of a project -> role in
    it, of those that the person made or was let into."""

    id: str
    name: str
    role: Role | None = None
    projects: Mapping[str, Role] = field(default_factory=dict)


# Who sits at the computer that the studio runs on, and its commands.
LOCAL = Actor("local", "이 컴퓨터의 사용자", "admin")
STUDIO = Actor("studio", "스튜디오", "admin")  # what it does by itself: tidying, trainings in turn
STRANGER = Actor("", "", None)  # not signed in, or not known
GUEST = Actor("guest", "손님", None)  # of a server that opens one page alone: no role, see `Rule.guest`


def reaches(role: Role | None, needed: Role | None) -> bool:
    """Is a role at least the one that is needed? Never where either is None."""
    return role is not None and needed is not None and ROLES.index(role) >= ROLES.index(needed)
