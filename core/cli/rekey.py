"""`rekey`: another key outside the workspace opens the kept photos."""

from core.cli.command import Json


def rekey() -> Json:
    """Change the key that opens kept photos; the old one is put beside it, for backups that were made before."""
    from core.access.actor import LOCAL
    from core.services.privacy import keeping
    from core.settings import get_settings

    settings = get_settings()
    done = keeping.rekey(settings, LOCAL)
    return {"keys": done.keys, "lost": done.lost, "key": str(settings.photo_key), "before": str(done.before)}
