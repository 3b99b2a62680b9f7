"""`purge`: an end to all that is known of a trainee, or with --dry-run a look at what that is; `rekey`: another key
outside the workspace opens the kept photos."""

from typing import Annotated

import typer

from core.cli.command import Json


def purge(
    name: Annotated[str, typer.Argument(metavar="NAME", help="the trainee's name as typed")],
    project: Annotated[str | None, typer.Option(help="id or name of the only project; else all")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what is there, change nothing")] = False,
    row: Annotated[bool, typer.Option("--row", help="her whole row of each version; else her name alone")] = False,
    variants: Annotated[bool, typer.Option("--variants", help="other spellings too: spaces, capitals")] = False,
    keep_texts: Annotated[bool, typer.Option("--keep-texts", help="notes, drafts and comments stay")] = False,
) -> Json:
    """Purge a trainee from the whole workspace: names, photos, keys, consent, texts, safety copies."""
    from core.access.actor import LOCAL
    from core.cli.project import find
    from core.privacy.receipt import Mode, hash_of
    from core.services.privacy import purging
    from core.settings import get_settings

    settings = get_settings()
    plan = find(settings, project).id if project else ""
    known = purging.inventory(settings, LOCAL, name, plan)
    names = [spelled for spelled, exact in known.names.items() if exact or variants]
    texts = [] if keep_texts else [one.ref for one in known.texts if one.exact or variants]
    mode: Mode = "row" if row else "name"
    asked = known.asked(mode, names, texts)
    answer: Json = {
        "mode": mode,
        "names": [
            {"name": spelled, "exact": exact, "chosen": spelled in names} for spelled, exact in known.names.items()
        ],
        "texts": [
            {"place": one.place, "project": one.project, "ref": one.ref, "said": one.said, "exact": one.exact,
             "chosen": one.ref in texts}
            for one in known.texts
        ],
        "counts": [{"place": one.place, "project": one.project, "count": one.count} for one in known.goes(asked)],
    }  # fmt: skip
    if dry_run:
        return {"purged": False, **answer}
    receipt = purging.purge(settings, LOCAL, asked)
    counts = [{"place": one.place, "project": one.project, "count": one.count} for one in receipt.counts]
    return {"purged": True, "receipt": receipt.id, "hash": hash_of(receipt), "mode": mode, "counts": counts,
            "left": receipt.left}  # fmt: skip


def rekey() -> Json:
    """Change the key that opens kept photos; the old one is put beside it, for backups that were made before."""
    from core.access.actor import LOCAL
    from core.services.privacy import keeping
    from core.settings import get_settings

    settings = get_settings()
    done = keeping.rekey(settings, LOCAL)
    return {"keys": done.keys, "lost": done.lost, "key": str(settings.photo_key), "before": str(done.before)}
