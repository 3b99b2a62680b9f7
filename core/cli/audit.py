"""`audit`: the record of who did what: listed, checked, taken out."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from core.cli.command import Json

Person = Annotated[str, typer.Option(help="id of a person")]
Action = Annotated[str, typer.Option(help="an action of docs/roles.md, or its part before the dot")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="in UTC")]


def list_entries(
    person: Person = "", action: Action = "", since: Day = None, until: Day = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="entries")] = 500,
) -> Json:  # fmt: skip
    """List entries, newest first."""
    from dataclasses import asdict

    from core.access.actor import LOCAL
    from core.services.people import record
    from core.settings import get_settings

    found = record.entries(get_settings(), LOCAL, record.Asked(person, action, _utc(since), _utc(until)), limit)
    return {"entries": [asdict(one) | {"at": one.at.isoformat()} for one in found]}


def verify() -> Json:
    """Does every entry fit the one before it, and the last that is noted outside the workspace (`anchored`)?"""
    from dataclasses import asdict

    from core.access.actor import LOCAL
    from core.services.people import record
    from core.settings import get_settings

    return asdict(record.verify(get_settings(), LOCAL))


def export(
    out: Annotated[Path, typer.Option(help="a CSV file")],
    person: Person = "", action: Action = "", since: Day = None, until: Day = None,
) -> Json:  # fmt: skip
    """Write entries into a CSV file, oldest first."""
    from core.access.actor import LOCAL
    from core.files import write_atomic
    from core.services.people import record
    from core.settings import get_settings
    from core.text.csv import to_csv

    rows = list(record.export(get_settings(), LOCAL, record.Asked(person, action, _utc(since), _utc(until))))
    data = to_csv(record.HEADER, rows)
    write_atomic(out, data)
    return {"file": str(out), "entries": len(rows), "bytes": len(data)}


def _utc(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=UTC) if day else None
