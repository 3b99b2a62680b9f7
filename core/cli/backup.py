"""`backup` and `restore`: the whole workspace as one file, and back."""

from pathlib import Path
from typing import Annotated, Any

import typer

from core.cli.command import Json, progress


def backup(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="a new file, or a folder")],
    everything: Annotated[bool, typer.Option("--all", help="also what can be computed again")] = False,
) -> Json:
    """Copy the workspace into one archive while the studio runs, and restore it on trial before saying so."""
    from core.access.actor import LOCAL
    from core.services.backup import make
    from core.settings import get_settings

    made = make.backup(get_settings(), LOCAL, out, progress, whole=everything)
    return {
        "file": str(made.file),
        "bytes": made.size,
        **_described(made.manifest),
        "verified": True,
        "photo_key": {"included": False, "path": str(made.key), "exists": made.has_key},
        "note": f"보관한 사진을 여는 키는 백업에 들어 있지 않습니다. 따로 보관해 주세요: {made.key}",
    }


def restore(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="the archive of a backup")] = None,
    to: Annotated[Path | None, typer.Option(metavar="DIR", help="workspace; else the studio's own")] = None,
    purges: Annotated[
        Path | None, typer.Option(metavar="FROM", help="newer backup or workspace: whom it has purged stays away")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would change, write nothing")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="back to before the last restore")] = False,
) -> Json:
    """Put a backup into the place of a workspace that no studio uses. What was there is kept for seven days."""
    from core.access.actor import LOCAL
    from core.services.backup import restore as service
    from core.settings import get_settings

    settings = get_settings()
    if to is not None:
        settings = settings.model_copy(update={"workspace": to.resolve()})
    if undo:
        aside = service.undo(settings, LOCAL)
        return {"to": str(settings.workspace), "undone": True, "aside": str(aside) if aside else None}
    if file is None:
        raise typer.BadParameter("FILE, or --undo")
    found = service.restore(settings, LOCAL, file, progress, dry_run=dry_run, purges=purges)
    tables = found.differences.tables
    return {
        "to": str(settings.workspace),
        "restored": found.done,
        **_described(found.manifest),
        "differences": {
            "files": {
                "added": found.differences.added,
                "changed": found.differences.changed,
                "removed": found.differences.removed,
            },
            "tables": None if tables is None else {
                name: {"here": rows.here, "backup": rows.there} for name, rows in tables.items()
            },
        },
        "aside": str(found.aside) if found.aside else None,
        "purges_kept": found.purges,
        "photo_key": {"included": False, "path": str(found.key), "exists": found.has_key},
    }  # fmt: skip


def _described(manifest: Any) -> Json:
    return {
        "id": manifest.id,
        "made": manifest.made.isoformat(),
        "studio": manifest.studio,
        "schema": manifest.schema,
        "whole": manifest.whole,
        "files": len(manifest.files),
        "rows": {name: table.rows for name, table in manifest.tables.items()},
        "left_out": list(manifest.left_out),
    }
