"""The encyclopedia's text of each real group, apart from its news."""

from datetime import UTC, datetime

from sqlalchemy import select

from core.news.wikipedia import Background
from core.settings import Settings
from core.storage.database import Database, upsert
from core.storage.news.retention import kept_since
from core.storage.rescue import drop_copies
from core.storage.schema import backgrounds as table

SOURCE = "wikipedia"


def background_on_file(settings: Settings, group: str) -> tuple[Background, datetime] | None:
    """The text and when it came (UTC), None where there is none that may be kept. Creates nothing."""
    if not settings.database.exists():
        return None
    with Database(settings).reading() as connection:
        row = connection.execute(select(table).where(table.c.group_id == group)).one_or_none()
    if row is None or row.fetched < kept_since(settings, SOURCE):
        return None
    return Background(row.title, row.text, row.link, row.licence), row.fetched


def keep_background(settings: Settings, group: str, found: Background) -> None:
    """Write a group's text in place of the one before."""
    values = {"title": found.title, "text": found.text, "link": found.link, "licence": found.licence}
    with Database(settings).writing() as connection:
        connection.execute(upsert(table).values(group_id=group, fetched=datetime.now(UTC), **values))


def remove_backgrounds(settings: Settings, group: str = "", *, only_over: bool = False) -> int:
    """Delete the text of a group, or all, or only the expired ones; how many."""
    if not settings.database.exists():
        return 0
    going = table.delete()
    if group:
        going = going.where(table.c.group_id == group)
    if only_over:
        going = going.where(table.c.fetched < kept_since(settings, SOURCE))
    with Database(settings).writing() as connection:
        number = int(connection.execute(going).rowcount)
    if number:
        drop_copies(settings)
    return number
