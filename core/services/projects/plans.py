"""A plan and what is noted in it: make, find, rename, put away, delete and take back."""

import re
import secrets
from dataclasses import replace
from datetime import UTC, datetime

from core.access.actions import allowed
from core.access.actor import Actor
from core.errors import ChangedError, ProjectError
from core.projects.project import LONGEST_NAME, MOST_COLOURS, MOST_WEIGHT, Board, BoardItem, Project, Quotation, Target
from core.services.permitted import check
from core.services.permitted import note as noted
from core.settings import Settings
from core.storage import clock
from core.storage.projects import CHANGED, KEPT_DELETED, ProjectLine, Projects
from core.text.hidden import hidden, visible
from core.text.unicode import normal

__all__ = ["KEPT_DELETED", "ProjectLine"]
LONGEST_NOTE = 20_000  # characters
MOST_PINS = 200
LONGEST_DRAFT = 2 * LONGEST_NOTE  # what is pasted beyond is no text of a plan
LONGEST_LINK = 2_000
_LINK = re.compile(r"https?://[^\s/?#][^\s]*", re.IGNORECASE)
# Fields of a target that are filled in together.
_TOGETHER = (("size",), ("audience",), ("market",), ("groups", "weights"), ("facets",))
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def plans(settings: Settings, actor: Actor, *, search: str = "", deleted: bool = False) -> list[ProjectLine]:
    """Those that the actor may see, changed last, first. search: parts of the name or the note, all of them."""
    check(settings, actor, "studio.enter")
    if not settings.database.exists():
        return []
    words = normal(search).casefold().split()
    return [
        line
        for line in Projects(settings).list(deleted=deleted)
        if allowed(actor, "project.read", project=line.project.id)
        and all(word in f"{line.project.name}\n{line.project.note}".casefold() for word in words)
    ]


def plan(settings: Settings, actor: Actor, project_id: str) -> Project:
    """Raises ProjectError where it is not there."""
    _check(settings, actor, "project.read", project_id)
    return Projects(settings).get(project_id)


def create(settings: Settings, actor: Actor, name: str, *, note: str = "", is_demo: bool = False) -> Project:
    """Raises ProjectError for a name that cannot be one."""
    check(settings, actor, "project.create")
    made = planned(actor, name, note=note, is_demo=is_demo)
    Projects(settings).add(made, actor.id)
    noted(settings, actor, "project.create", f"project/{made.id}")
    return made


def planned(actor: Actor, name: str, *, note: str = "", is_demo: bool = False) -> Project:
    """A new one that is not on file yet. Raises ProjectError for a name that cannot be one."""
    now = datetime.now(UTC)
    return Project(
        secrets.token_hex(6), clean_name(name), now, now, clean_text(note), changed_by=actor.name, is_demo=is_demo
    )


def rename(settings: Settings, actor: Actor, project: Project, name: str, note: str) -> Project:
    """project: as it was seen; where another changed it since, ProjectError."""
    return _changed(settings, actor, replace(project, name=clean_name(name), note=clean_text(note)))


def aim(settings: Settings, actor: Actor, seen: Project, target: Target, note: str | None = None) -> Project:
    """Set what is looked for and, where it is given, the note. seen: the plan as it was when this was filled in: what
    another changed since then, and this person did not, stays. Raises ChangedError where both changed the same."""
    if not 0 <= target.size <= 100:
        raise ProjectError("목표 인원은 0명에서 100명 사이로 적어 주세요.")
    if target.weights and len(target.weights) != len(target.groups):
        raise ProjectError("목표 그룹마다 비중을 하나씩 정해 주세요.")
    if not all(1 <= weight <= MOST_WEIGHT for weight in target.weights):
        raise ProjectError(f"목표 그룹의 비중은 1에서 {MOST_WEIGHT} 사이로 정해 주세요.")
    clean = replace(target, audience=clean_text(target.audience), market=clean_text(target.market))
    mine = replace(seen, target=clean, note=seen.note if note is None else clean_text(note))
    return _changed(settings, actor, _merged(seen, mine, plan(settings, actor, seen.id)))


def keep_board(settings: Settings, actor: Actor, project: Project, board: Board) -> Project:
    """Write the board as it is now. Raises ProjectError for colours or links that are none, and for too many pins."""
    if len(board.colours) > MOST_COLOURS or not all(_COLOUR.fullmatch(colour) for colour in board.colours):
        raise ProjectError(f"색은 '#5b3fc4' 꼴로 {MOST_COLOURS}개까지 골라 주세요.")
    if len(board.items) > MOST_PINS:
        raise ProjectError(f"보드에는 {MOST_PINS}개까지 올릴 수 있습니다. 쓰지 않는 것을 먼저 내려 주세요.")
    items = tuple(map(_clean_item, board.items))
    return _changed(settings, actor, replace(project, board=replace(board, items=items)))


def archive(settings: Settings, actor: Actor, project: Project) -> Project:
    """Out of the way, with all that is in it."""
    return _changed(settings, actor, replace(project, state="archived"))


def reopen(settings: Settings, actor: Actor, project: Project) -> Project:
    """Back among the open ones, from the archive or from the deleted."""
    return _changed(settings, actor, replace(project, state="open"))


def delete(settings: Settings, actor: Actor, project: Project) -> Project:
    """Gone for good in 30 days; until then `reopen` brings it back."""
    return _changed(settings, actor, replace(project, state="deleted"), "project.delete")


def tidy(settings: Settings) -> None:
    """What was deleted long enough ago is gone for good."""
    if settings.database.exists():
        Projects(settings).remove_old(clock.times(settings).sure)


def draft(settings: Settings, actor: Actor, key: str) -> str | None:
    """What the actor was typing, None where nothing is kept."""
    check(settings, actor, "draft.keep")
    return Projects(settings).draft(actor.id, key) if settings.database.exists() else None


def keep_draft(settings: Settings, actor: Actor, key: str, text: str) -> None:
    """Of what is being typed, so that a reload, a lost connection or a restart loses none of it. As it was typed: what
    is too long or empty is said when it is saved, and a space at its end belongs to the next word."""
    check(settings, actor, "draft.keep")
    Projects(settings).keep_draft(actor.id, key, visible(text)[:LONGEST_DRAFT])


def drop_draft(settings: Settings, actor: Actor, key: str) -> None:
    """It was saved, or is not wanted."""
    check(settings, actor, "draft.keep")
    if settings.database.exists():
        Projects(settings).drop_draft(actor.id, key)


def clean_name(text: str) -> str:
    """A name as it is kept: one line without marks that are not seen. Raises ProjectError where nothing is left of it,
    or more than fits."""
    name = " ".join(clean_text(text).split())
    if not name:
        raise ProjectError("프로젝트의 이름을 적어 주세요.")
    if len(name) > LONGEST_NAME:
        raise ProjectError(f"이름이 너무 깁니다. {LONGEST_NAME}자까지 적어 주세요.")
    return name


def clean_text(text: str) -> str:
    """Several lines, without marks that are not seen. Raises ProjectError where it is too long."""
    clean = visible(normal(text)).strip()
    if len(clean) > LONGEST_NOTE:
        raise ProjectError(f"글이 너무 깁니다. {LONGEST_NOTE:,}자까지 적어 주세요.")
    return clean


def _clean_item(item: BoardItem) -> BoardItem:
    """Raises ProjectError where nothing is written on it, or its link is none that a browser may follow."""
    text = clean_text(item.text)
    if not text and not item.link:
        raise ProjectError("보드에 올릴 글이 비어 있습니다. 낱말이나 메모를 적어 주세요.")
    quoted = tuple(
        Quotation(clean_text(one.text), clean_text(one.press), one.day, one.link if _is_link(one.link) else "")
        for one in item.quotations
    )
    if len(item.link) > LONGEST_LINK:
        raise ProjectError(f"링크가 너무 깁니다. {LONGEST_LINK:,}자까지 적어 주세요.")
    if (item.link or item.kind == "link") and not _is_link(item.link):
        raise ProjectError("링크는 http:// 나 https:// 로 시작하는 주소로 적어 주세요.")
    return replace(item, text=text or item.link, quotations=quoted)


def _is_link(text: str) -> bool:
    return bool(_LINK.fullmatch(text)) and len(text) <= LONGEST_LINK and not hidden(text)


def _merged(seen: Project, mine: Project, now: Project) -> Project:
    """`now` with what is other in `mine` than in `seen`. Raises ChangedError where it is other in all three."""
    target, note = now.target, now.note
    for names in _TOGETHER:
        before, own, theirs = ({name: getattr(one.target, name) for name in names} for one in (seen, mine, now))
        if own != before:
            if theirs not in (before, own):
                raise ChangedError(CHANGED)
            target = replace(target, **own)
    if mine.note != seen.note:
        if now.note not in (seen.note, mine.note):
            raise ChangedError(CHANGED)
        note = mine.note
    return replace(now, target=target, note=note)


def _changed(settings: Settings, actor: Actor, project: Project, action: str = "project.change") -> Project:
    _check(settings, actor, action, project.id)
    changed = Projects(settings).change(replace(project, changed=datetime.now(UTC), changed_by=actor.name))
    noted(settings, actor, action, f"project/{project.id}")
    return changed


def _check(settings: Settings, actor: Actor, action: str, project_id: str) -> None:
    check(settings, actor, action, f"project/{project_id}", project=project_id)
