"""Links to a plan, a version, a report or a concept: made, opened, listed and revoked.

A link opens nothing by itself: who follows it needs the same right as without it. Of one that does not open nothing is
said but that: neither that it was there nor whose it is."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from core.access.actions import allowed
from core.access.actor import LOCAL, Actor
from core.errors import AccessError, ProjectError, instead_of
from core.services.permitted import check, note
from core.settings import Settings
from core.sharing.link import (
    KINDS,
    MOST_DAYS,
    MOST_OF_A_PROJECT,
    MOST_OWN,
    USUAL_DAYS,
    Link,
    LinkKind,
    SharedView,
    is_id,
    is_sound,
)
from core.storage import clock
from core.storage.audit import Audit
from core.storage.links import Links
from core.storage.projects import GONE, NO_VERSION, Projects
from core.text.hidden import hidden

NO_LINK = (
    "이 링크로는 열 수 없습니다. 기한이 지났거나 거둔 링크이거나, 볼 권한이 없는 것의 링크입니다. 보낸 사람에게 새 "
    "링크나 권한을 부탁해 주세요."
)
BAD_DAYS = f"링크의 기한은 1일에서 {MOST_DAYS}일 사이로 정해 주세요."
FULL = {
    "own": f"내가 만든 링크 {MOST_OWN}개가 열려 있어 더 만들 수 없습니다. 쓰지 않는 링크를 거둔 뒤 다시 만들어 주세요.",
    "project": f"이 프로젝트로 여는 링크가 {MOST_OF_A_PROJECT}개라 더 만들 수 없습니다. 쓰지 않는 링크를 거둬 주세요.",
}
BAD_VIEW = "지금 보는 화면은 링크로 만들 수 없습니다. 필터를 줄이거나 화면을 다시 연 뒤 시도해 주세요."


def make(
    settings: Settings, actor: Actor, kind: LinkKind, view: SharedView, *, project: str = "", version: int = 0,
    days: int = USUAL_DAYS,
) -> Link:  # fmt: skip
    """A new link. project: id, of all but a concept; version: number, of a version and a report. Raises ProjectError
    where there is nothing to link to, for days out of 1..MOST_DAYS, and where there are too many already."""
    _check_maker(settings, actor, kind, project)
    if not 1 <= days <= MOST_DAYS:
        raise ProjectError(BAD_DAYS)
    if kind not in KINDS or bool(project) == (kind == "concept") or bool(version) == (kind in ("project", "concept")):
        raise ProjectError(BAD_VIEW)
    if not is_sound(view) or any(map(hidden, (view.word, view.group, *view.presses))):
        raise ProjectError(BAD_VIEW)
    if project:
        _check_there(settings, project, version)
    times = clock.times(settings)
    now = times.now
    made = Link(
        secrets.token_urlsafe(16), kind, project, version, view, actor.id, actor.name, now, now + timedelta(days=days)
    )
    if too_many := Links(settings).add(made, times.sure):
        raise ProjectError(FULL[too_many])
    note(settings, actor, "link.make", _on(made))
    return made


def open_link(settings: Settings, actor: Actor, link_id: str) -> Link:
    """What it names, for somebody who may see that. Counted. Raises AccessError, with the same sentence for a link that
    never was, that is over or revoked, and for what the actor may not see."""
    found = _find(settings, link_id)
    if found is None or not found.opens(now := clock.times(settings).now) or not _is_there(settings, found):
        raise _refused(settings, actor, "link.open", found)
    with instead_of(AccessError, AccessError(NO_LINK)):
        if found.kind == "concept":
            check(settings, actor, "concept.read", _on(found))
        else:
            check(settings, actor, "link.open", _on(found), project=found.project)
    if not Links(settings).use(found.id, now):
        raise AccessError(NO_LINK)  # revoked this moment
    note(settings, actor, "link.open", _on(found))
    return found


def of_project(settings: Settings, actor: Actor, project: str) -> list[Link]:
    """All that lead to a plan, made last, first."""
    check(settings, actor, "link.read", f"project/{project}", project=project)
    return Links(settings).of_project(project) if settings.database.exists() else []


def of_concepts(settings: Settings, actor: Actor) -> list[Link]:
    """All that lead to concepts, for an admin; else those that the actor made. The last first."""
    check(settings, actor, "link.read", "concept", owner=actor.id)
    found = Links(settings).of_project("") if settings.database.exists() else []
    return [link for link in found if allowed(actor, "link.read", owner=link.by)]


def may_revoke(actor: Actor, link: Link) -> bool:
    """Is it the actor's own, or is the actor an admin where it leads to?"""
    return allowed(actor, "link.revoke", project=link.project, owner=link.by)


def revoke(settings: Settings, actor: Actor, link_id: str) -> None:
    """It opens no more. Raises AccessError, with the same sentence where it is not there."""
    found = _find(settings, link_id)
    if found is None:
        raise _refused(settings, actor, "link.revoke", found)
    with instead_of(AccessError, AccessError(NO_LINK)):
        check(settings, actor, "link.revoke", _on(found), project=found.project, owner=found.by)
    _revoke(settings, actor, [found])


def revoke_all(settings: Settings, actor: Actor, project: str = "") -> int:
    """Those that lead to a plan, or without one to concepts, as far as the actor may. Returns how many opened until
    now."""
    found = of_project(settings, actor, project) if project else of_concepts(settings, actor)
    return _revoke(settings, actor, [link for link in found if may_revoke(actor, link)])


def _revoke(settings: Settings, actor: Actor, links: Iterable[Link]) -> int:
    now = clock.times(settings).now
    open_now = [link for link in links if link.opens(now)]
    count = Links(settings).revoke([link.id for link in open_now], now)
    for link in open_now:
        note(settings, actor, "link.revoke", _on(link))
    return count


def _check_maker(settings: Settings, actor: Actor, kind: LinkKind, project: str) -> None:
    """What a page shows to all who may read concepts, they may also send each other."""
    if kind == "concept":
        check(settings, actor, "concept.read")
    else:
        check(settings, actor, "link.make", f"project/{project}", project=project)


def _check_there(settings: Settings, project: str, version: int) -> None:
    storage = Projects(settings)
    if storage.get(project).state == "deleted":
        raise ProjectError(GONE)
    if version and version not in {line.number for line in storage.versions(project)}:
        raise ProjectError(NO_VERSION)


def _find(settings: Settings, link_id: str) -> Link | None:
    return Links(settings).get(link_id) if is_id(link_id) and settings.database.exists() else None


def _is_there(settings: Settings, link: Link) -> bool:
    """Is what it names still there?"""
    try:
        if link.project:
            _check_there(settings, link.project, link.version)
    except ProjectError:
        return False
    return True


def _refused(settings: Settings, actor: Actor, action: str, link: Link | None) -> AccessError:
    """What to raise; on the record, as far as there is one."""
    if actor != LOCAL and settings.database.exists():
        Audit(settings).add(actor.id, action, _on(link) if link else "link", "refused")
    return AccessError(NO_LINK)


def _on(link: Link) -> str:
    where = f"project/{link.project}" if link.project else "concept"
    return f"{where}/{link.version}/link/{link.id}" if link.version else f"{where}/link/{link.id}"
