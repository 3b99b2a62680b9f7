"""Jobs as people meet them: one is stopped, or its end put away, by whoever started it or by an admin."""

from core import jobs
from core.access.actor import Actor
from core.services.permitted import check, note
from core.settings import Settings


def cancel(settings: Settings, actor: Actor, job_id: str) -> None:
    """Ask a job to stop. Nothing where there is none such. Raises AccessError."""
    _asked(settings, actor, "job.cancel", job_id)
    jobs.cancel(settings, job_id)


def forget(settings: Settings, actor: Actor, job_id: str) -> None:
    """Put away for everybody what a job said that has ended. Raises AccessError."""
    _asked(settings, actor, "job.forget", job_id)
    jobs.forget(settings, job_id)


def _asked(settings: Settings, actor: Actor, action: str, job_id: str) -> None:
    status = jobs.status(settings, job_id)
    check(settings, actor, action, f"job/{job_id}", owner=status.by if status else "")
    note(settings, actor, action, f"job/{job_id}")
