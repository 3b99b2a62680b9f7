"""A quiet sign beside every other page that work goes on somewhere: what it is, how far, and the way there."""

from dataclasses import dataclass, field

import streamlit as st

from core import jobs
from core.settings import get_settings
from core.types import JobStatus
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Part, session
from core.ui.words_ko import common as t

# Where the work of a package is watched: the file below pages/.
_PAGES = {
    "core.services.reference": "reference_data",
    "core.services.news": "concept",
    "core.services.training": "training",
    "core.services.measured": "engines",
    "core.services.virtual": "virtual_group",
    "core.faces": "engines",
}
_EVERY_S = 3


@dataclass
class WorkSeen(Part):
    """Work that this visitor was told of, title and page by id of the job, until the page is opened where it ended."""

    STAYS = ("told",)
    told: dict[str, tuple[str, str]] = field(default_factory=dict)


def work_elsewhere(page: str) -> None:
    """page: the one that is shown. It shows its own work itself, how that ended too."""
    told = session(WorkSeen).told
    for job_id in [job_id for job_id, (_, place) in told.items() if place == page]:
        del told[job_id]
    going = _going(page)
    if going or told:
        st.fragment(_draw, run_every=_EVERY_S if going else None)(page)


def _draw(page: str) -> None:
    told, going = session(WorkSeen).told, _going(page)
    with st.container(gap="xxsmall", key="work-elsewhere"):
        if going:
            st.caption(t.WORK_ELSEWHERE)
        for status, place in going:
            told[status.id] = status.title, place
            _link(status.title, place, "pending")
            st.caption(escape_markdown(t.work_under_way(status)))
        running = {status.id for status, _ in going}
        for job_id, (title, place) in told.items():
            if job_id not in running:
                now = jobs.status(get_settings(), job_id)
                well = now is not None and now.state == "done"
                _link(t.work_ended(title, well=well), place, "check_circle" if well else "error")


def _link(words: str, page: str, icon: str) -> None:
    st.page_link(f"pages/{page}.py", label=escape_markdown(words), icon=f":material/{icon}:")


def _going(page: str) -> list[tuple[JobStatus, str]]:
    """Work that is watched on other pages, with the page."""
    found = []
    for status, work in jobs.going_on(get_settings()):
        place = next((place for package, place in _PAGES.items() if f"{work}.".startswith(f"{package}.")), None)
        if place not in (None, page):
            found.append((status, str(place)))
    return found
