"""What people said in a plan, as a part of a report: of the version, its trainees, the board and words."""

from core.access.actor import Actor
from core.catalog.load import load_demo, load_real
from core.projects.project import Project
from core.projects.version import Version
from core.reports import words_ko as words
from core.reports.given import Made
from core.reports.make import korean_day
from core.reports.report import Quote, Quotes, Text
from core.services.permitted import check
from core.services.sharing import comments as sharing
from core.settings import Settings
from core.sharing.comment import About, Comment
from core.ui.words_ko import sharing as t


def comments(settings: Settings, actor: Actor, project: Project, version: Version) -> Made:
    """By what they are about, in the order in which that was first spoken of. Raises AccessError."""
    check(settings, actor, "comment.read", f"project/{project.id}", project=project.id)
    by_place: dict[About, list[Comment]] = {}
    for one in sharing.comments(settings, actor, project.id):
        if one.about.version in (0, version.number):
            by_place.setdefault(one.about, []).append(one)
    title = words.PARTS["comments"]
    if not by_place:
        return title, (Text(words.NOTHING["comments"], quiet=True),)
    pins = {item.id: item.text for item in project.board.items}
    return title, [
        Quotes(t.place(about, pins.get(about.what, "") if about.kind == "item" else _group(settings, about.group)),
               tuple(map(_quote, said)))
        for about, said in by_place.items()
    ]  # fmt: skip


def _group(settings: Settings, group: str) -> str:
    """Its name, of either catalogue; the id where neither knows it."""
    catalog = load_demo(settings) if group in load_demo(settings) else load_real(settings)
    return catalog.name(group) if group else ""


def _quote(one: Comment) -> Quote:
    day = korean_day(one.at)
    signed = t.signed(one.by_name, day, "")
    return Quote(one.text, f"{signed} · {t.resolved_by(one.resolved_by, korean_day(one.resolved))}"
                 if one.resolved else signed)  # fmt: skip
