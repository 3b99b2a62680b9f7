"""Comments in a plan: said, changed with what they said before, dealt with, deleted, and read by those they are for."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from core.access.actions import allowed
from core.access.actor import LOCAL, STUDIO, Actor
from core.access.people import told_apart
from core.errors import AccessError, ProjectError, instead_of
from core.projects.project import Project
from core.services.permitted import check, note
from core.settings import Settings
from core.sharing.comment import LONGEST, MOST_MENTIONED, About, Comment, Earlier, Unread, called_in
from core.storage.comments import GONE, Comments
from core.storage.people import People
from core.storage.projects import GONE as NO_PROJECT
from core.storage.projects import NO_VERSION, Projects
from core.text.hidden import hidden, visible
from core.text.unicode import normal

EMPTY = "댓글이 비어 있습니다. 할 말을 적은 뒤 다시 눌러 주세요."
TOO_LONG = f"댓글이 너무 깁니다. {LONGEST:,}자까지 적어 주세요."
NO_PLACE = "댓글을 달 곳이 없습니다. 지워졌을 수 있으니 화면을 다시 열어 주세요."
_LONGEST_WORD = 100
_NOBODY = (LOCAL, STUDIO)  # who is no person among others


def comments(settings: Settings, actor: Actor, project: str) -> list[Comment]:
    """All of a plan, the first said first."""
    check(settings, actor, "comment.read", f"project/{project}", project=project)
    return Comments(settings).of_project(project) if settings.database.exists() else []


def to_call(settings: Settings, actor: Actor, project: str) -> dict[str, str]:
    """Id -> name of the others who may see a plan and can be called; namesakes with their address of mail. Nobody where
    one person works alone."""
    check(settings, actor, "comment.read", f"project/{project}", project=project)
    if actor in _NOBODY:
        return {}
    people = People(settings)
    let_in = {person.id for person, _ in people.members(project)}
    found = [
        one for one in people.all()
        if one.state == "active" and one.role is not None and one.id != actor.id
        and (one.id in let_in or allowed(Actor(one.id, one.name, one.role), "project.read", project=project))
    ]  # fmt: skip
    return told_apart(found)


def write(
    settings: Settings, actor: Actor, project: str, about: About, text: str, called: Collection[str] = ()
) -> Comment:
    """Say something. called: ids of people, beside those whom the text calls by "@name"; who may not see the plan is
    not called. Raises ProjectError for what is empty or too long, and where there is nothing to say it about."""
    check(settings, actor, "comment.write", f"project/{project}", project=project)
    said = clean(text)
    _check_place(settings, project, about)
    now = datetime.now(UTC)
    made = Comment(secrets.token_hex(8), project, about, said, actor.id, actor.name, now)
    made = replace(made, mentioned=_called(settings, actor, project, said, called))
    Comments(settings).add(made)
    note(settings, actor, "comment.write", _on(made))
    return made


def change(settings: Settings, actor: Actor, seen: Comment, text: str, called: Collection[str] = ()) -> Comment:
    """Another text in place of the actor's own one. seen: as it was when it began to be changed: where it reads
    otherwise by now, ChangedError."""
    on_file = _reached(settings, actor, seen.id)
    check(settings, actor, "comment.change", _on(on_file), project=on_file.project, owner=on_file.by)
    said = clean(text)
    people = _called(settings, actor, on_file.project, said, called)
    changed = Comments(settings).change(replace(on_file, text=seen.text, revision=seen.revision), said, people,
                                        datetime.now(UTC))  # fmt: skip
    note(settings, actor, "comment.change", _on(on_file))
    return changed


def resolve(settings: Settings, actor: Actor, comment_id: str, *, done: bool = True) -> None:
    """It is dealt with; or not any more (done=False)."""
    on_file = _reached(settings, actor, comment_id)
    check(settings, actor, "comment.resolve", _on(on_file), project=on_file.project, owner=on_file.by)
    Comments(settings).resolve(comment_id, actor.name, datetime.now(UTC) if done else None)
    note(settings, actor, "comment.resolve", _on(on_file))


def delete(settings: Settings, actor: Actor, seen: Comment) -> None:
    """For good, with all it said before. Raises ChangedError where it reads otherwise than it was seen."""
    on_file = _reached(settings, actor, seen.id)
    check(settings, actor, "comment.delete", _on(on_file), project=on_file.project, owner=on_file.by)
    Comments(settings).delete(replace(on_file, revision=seen.revision))
    note(settings, actor, "comment.delete", _on(on_file))


def earlier(settings: Settings, actor: Actor, comment_id: str) -> list[Earlier]:
    """How it read before, the first text first."""
    return Comments(settings).earlier(_reached(settings, actor, comment_id).id)


def may(actor: Actor, action: str, comment: Comment) -> bool:
    """Whether an action such as "comment.change" is offered; asked again when it is done."""
    return allowed(actor, action, project=comment.project, owner=comment.by)


def unread(settings: Settings, actor: Actor) -> list[Unread]:
    """By plan that the actor may see, that with the newest first."""
    check(settings, actor, "studio.enter")
    if not settings.database.exists():
        return []
    found = Comments(settings).unread(actor.id)
    return [one for one in found if allowed(actor, "comment.read", project=one.project)]


def unseen(settings: Settings, actor: Actor, project: str) -> set[str]:
    """Ids of the comments of others in a plan that the actor has not seen."""
    check(settings, actor, "comment.read", f"project/{project}", project=project)
    return Comments(settings).unseen(actor.id, project) if settings.database.exists() else set()


def see(settings: Settings, actor: Actor, project: str, comment_ids: Iterable[str]) -> None:
    """The actor has seen these, as far as they are the plan's."""
    own = unseen(settings, actor, project)
    Comments(settings).see(actor.id, own.intersection(comment_ids))


def clean(text: str) -> str:
    """A comment as it is kept, without marks that are not seen. Raises ProjectError where nothing is left of it, or
    more than fits."""
    said = visible(normal(text)).strip()
    if not said:
        raise ProjectError(EMPTY)
    if len(said) > LONGEST:
        raise ProjectError(TOO_LONG)
    return said


def _called(settings: Settings, actor: Actor, project: str, text: str, called: Collection[str]) -> tuple[str, ...]:
    people = to_call(settings, actor, project)
    wanted = {*called, *called_in(text, people)}
    return tuple(one for one in people if one in wanted)[:MOST_MENTIONED]


def _check_place(settings: Settings, project: str, about: About) -> None:
    """Raises ProjectError where there is none such."""
    storage = Projects(settings)
    plan = storage.get(project)
    if plan.state == "deleted":
        raise ProjectError(NO_PROJECT)
    if not about.whole or (about.kind == "word" and hidden(about.what + about.group)):
        raise ProjectError(NO_PLACE)
    if about.version and about.version not in {line.number for line in storage.versions(project)}:
        raise ProjectError(NO_VERSION)
    if not _is_there(storage, plan, about):
        raise ProjectError(NO_PLACE)


def _is_there(storage: Projects, plan: Project, about: About) -> bool:
    """About a version: it was looked for before."""
    if about.kind == "trainee":
        return about.what in {one.name for one in storage.version(plan.id, about.version).trainees}
    if about.kind == "item":
        return about.what in {one.id for one in plan.board.items}
    return len(about.what) <= _LONGEST_WORD and len(about.group) <= _LONGEST_WORD


def _reached(settings: Settings, actor: Actor, comment_id: str) -> Comment:
    """A comment of a plan that the actor may see. Raises ProjectError, with the same sentence for one of another plan
    and for none at all."""
    found = Comments(settings).get(comment_id)
    with instead_of(AccessError, ProjectError(GONE)):
        check(settings, actor, "comment.read", _on(found), project=found.project)
    return found


def _on(comment: Comment) -> str:
    return f"project/{comment.project}/comment/{comment.id}"
