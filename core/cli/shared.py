"""`project comments` and `project links`: what is said in a plan, and the links that lead to it."""

from typing import Annotated

import typer

from core.cli.command import Json
from core.cli.project import Plan, find, plain


def comments(
    project: Plan,
    resolve: Annotated[str, typer.Option(help="id of a comment that is dealt with")] = "",
    open_only: Annotated[bool, typer.Option("--open", help="only those that are not dealt with")] = False,
) -> Json:
    """List what is said in a project, the first first; or mark a comment as dealt with."""
    from core.access.actor import LOCAL
    from core.errors import ProjectError
    from core.services.sharing import comments as service
    from core.settings import get_settings

    settings = get_settings()
    plan = find(settings, project)
    if resolve:
        if resolve not in {one.id for one in service.comments(settings, LOCAL, plan.id)}:
            raise ProjectError(f"'{plan.name}'에 그런 댓글이 없습니다. `project comments`로 id를 확인해 주세요.")
        service.resolve(settings, LOCAL, resolve)
    found = service.comments(settings, LOCAL, plan.id)
    return {
        "project": plan.id,
        "comments": [
            {
                "id": one.id, "about": one.about.kind, "version": one.about.version or None, "what": one.about.what,
                "group": one.about.group, "text": one.text, "by": one.by_name, "at": plain(one.at),
                "changed": plain(one.changed), "resolved": plain(one.resolved), "resolved_by": one.resolved_by,
            }
            for one in found
            if not (open_only and one.resolved)
        ],
    }  # fmt: skip


def links(
    project: Plan,
    revoke: Annotated[str, typer.Option(help="id of a link that shall open no more, or `all`")] = "",
) -> Json:
    """List the links that lead to a project, made last, first; or revoke one, or all."""
    from datetime import UTC, datetime

    from core.access.actor import LOCAL
    from core.errors import ProjectError
    from core.services.sharing import links as service
    from core.settings import get_settings

    settings = get_settings()
    plan = find(settings, project)
    revoked = 0
    if revoke == "all":
        revoked = service.revoke_all(settings, LOCAL, plan.id)
    elif revoke:
        if revoke not in {one.id for one in service.of_project(settings, LOCAL, plan.id)}:
            raise ProjectError(f"'{plan.name}'에 그런 링크가 없습니다. `project links`로 id를 확인해 주세요.")
        service.revoke(settings, LOCAL, revoke)
        revoked = 1
    now = datetime.now(UTC)
    return {
        "project": plan.id,
        "revoked": revoked,
        "links": [
            {
                "id": one.id, "kind": one.kind, "version": one.version or None, "by": one.by_name,
                "made": plain(one.made), "expires": plain(one.expires), "uses": one.uses,
                "last_use": plain(one.last_use), "revoked": plain(one.revoked), "opens": one.opens(now),
            }
            for one in service.of_project(settings, LOCAL, plan.id)
        ],
    }  # fmt: skip
