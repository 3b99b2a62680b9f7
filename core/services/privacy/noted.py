"""What is done with trainees' data is on the access record by ids, also on one's own computer."""

from core.access.actor import Actor
from core.settings import Settings
from core.storage.audit import Audit


def noted(settings: Settings, actor: Actor, action: str, on: str) -> None:
    """on: ids, and no name of a trainee."""
    Audit(settings).add(actor.id, action, on)
