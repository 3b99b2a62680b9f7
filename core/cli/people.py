"""`people`: who may use the studio of a company, and as what. For who sits at its computer."""

from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.command import Json
from core.errors import AccessError

if TYPE_CHECKING:
    from core.access.people import Person

Who = Annotated[str, typer.Argument(metavar="PERSON", help="id, or address of mail where one person has it")]
_NONE = "none"  # a role that is taken away


def list_people() -> Json:
    """List the people, seen last first."""
    from core.access.actor import LOCAL
    from core.services.people.roles import people
    from core.settings import get_settings

    return {"people": [_brief(one) for one in people(get_settings(), LOCAL)]}


def role(
    person: Who, role: Annotated[str, typer.Argument(metavar="ROLE", help="viewer, analyst, admin or none")]
) -> Json:
    """Give a role, or take it away; it acts with the person's next click."""
    from core.access.actor import LOCAL, ROLES
    from core.services.people.roles import give_role
    from core.settings import get_settings

    given = next((one for one in ROLES if one == role), None)
    if given is None and role != _NONE:
        raise typer.BadParameter(f"a role is one of {', '.join(ROLES)}, {_NONE}")
    return _brief(give_role(get_settings(), LOCAL, _find(person).id, given))


def remove(
    person: Who, back: Annotated[bool, typer.Option("--back", help="let a removed person sign in again")] = False
) -> Json:
    """Remove somebody at once, or take somebody back."""
    from core.access.actor import LOCAL
    from core.services.people import roles
    from core.settings import get_settings

    return _brief((roles.take_back if back else roles.remove)(get_settings(), LOCAL, _find(person).id))


def end_sign_ins(person: Who) -> Json:
    """End all sign-ins of somebody, on every device, at once."""
    from core.access.actor import LOCAL
    from core.services.people import roles
    from core.settings import get_settings

    found = _find(person)
    roles.end_sign_ins(get_settings(), LOCAL, found.id)
    return _brief(found)


def _find(text: str) -> "Person":
    from core.access.actor import LOCAL
    from core.access.people import same_mail
    from core.services.people.roles import people
    from core.settings import get_settings

    every = people(get_settings(), LOCAL)
    found = [one for one in every if one.id == text] or [one for one in every if same_mail(one.email, text)]
    if len(found) > 1:
        raise AccessError(f"메일이 '{text}'인 사람이 {len(found)}명입니다. `people list`의 id로 골라 주세요.")
    if not found:
        raise AccessError(f"'{text}'이라는 사람은 없습니다. `people list`의 id나 메일을 적어 주세요.")
    return found[0]


def _brief(one: "Person") -> Json:
    return {"id": one.id, "name": one.name, "email": one.email, "issuer": one.issuer, "role": one.role,
            "state": one.state, "first_seen": one.first_seen.isoformat(),
            "last_seen": one.last_seen.isoformat()}  # fmt: skip
