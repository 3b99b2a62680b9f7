"""Who acts, and whether they may. One person on one machine for now, who may do everything."""

from dataclasses import dataclass
from typing import Literal

from core.errors import AccessError

Action = Literal["read", "write", "delete"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The person on whose behalf something is read or written. id: stays; name: as others see it (Korean)."""

    id: str
    name: str


LOCAL = Actor("local", "이 컴퓨터의 사용자")


def require(actor: Actor, action: Action, what: str) -> None:
    """The one place that is asked before anything of a project is read or written. what: "project/<id>".

    Raises AccessError for what the actor may not do; the local actor may everything."""
    if actor != LOCAL:
        raise AccessError("이 프로젝트를 볼 권한이 없습니다. 관리자에게 권한을 요청해 주세요.")
