"""Links: who may make, open, list and revoke them, and what is said of those that do not open."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from core.access.actor import LOCAL, STRANGER, Actor, Role
from core.errors import AccessError, ProjectError
from core.projects.project import Project
from core.services.projects import plans
from core.services.sharing import links
from core.settings import Settings
from core.sharing.link import MOST_OWN, Link, LinkKind, SharedView
from core.storage import schema as tables
from core.storage.audit import Audit
from core.storage.database import Database
from core.storage.links import Links
from core.storage.projects import KEPT_DELETED, Projects
from tests.support.clocks import later, set_clock
from tests.support.versions import version

VIEW = SharedView({"view": "map", "version": "1"})
ROLES: tuple[Role | None, ...] = (None, "viewer", "analyst", "admin")


@pytest.fixture
def project(settings: Settings) -> Project:
    made = plans.create(settings, LOCAL, "여름 데뷔")
    Projects(settings).save_version(made.id, version({"가온": (0.2, 0.7, 0.1)}))
    return plans.plan(settings, LOCAL, made.id)


def _opens(settings: Settings, actor: Actor, link_id: str) -> bool:
    """Everything that does not open says the same."""
    try:
        links.open_link(settings, actor, link_id)
    except AccessError as refused:
        assert str(refused) == links.NO_LINK
        return False
    return True


def test_it_comes_back_as_it_was_made_and_is_counted(settings: Settings, project: Project) -> None:
    view = SharedView(
        {"group": "twice"}, "twice", "청량", date(2026, 1, 2), None, ("한겨레", "=1+1"), ("noun",), (), "", 0
    )  # fmt: skip
    concept = links.make(settings, LOCAL, "concept", view)
    report = links.make(settings, LOCAL, "report", VIEW, project=project.id, version=1, days=7)
    assert report.expires - report.made == timedelta(days=7) and concept.expires - concept.made == timedelta(days=30)
    assert links.open_link(settings, LOCAL, concept.id).view == view
    assert _opens(settings, LOCAL, report.id) and _opens(settings, LOCAL, report.id)
    (listed,) = links.of_project(settings, LOCAL, project.id)
    assert (listed.uses, listed.by_name) == (2, LOCAL.name) and listed.last_use is not None
    assert [one.id for one in links.of_concepts(settings, LOCAL)] == [concept.id]
    assert len({links.make(settings, LOCAL, "concept", VIEW).id for _ in range(20)}) == 20


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("within", ROLES)
@pytest.mark.parametrize("kind", ["project", "version", "report"])
def test_who_may_make_and_open(
    settings: Settings, project: Project, role: Role | None, within: Role | None, kind: LinkKind
) -> None:
    number = 0 if kind == "project" else 1
    other = plans.create(settings, LOCAL, "남의 것")
    who = Actor("me", "나", role, {project.id: within} if within else {})
    made = links.make(settings, LOCAL, kind, VIEW, project=project.id, version=number)
    elsewhere = links.make(settings, LOCAL, "project", VIEW, project=other.id)
    sees = role == "admin" or (role is not None and within is not None)
    works = role == "admin" or (role is not None and within in ("analyst", "admin"))
    assert _opens(settings, who, made.id) == sees and _opens(settings, who, elsewhere.id) == (role == "admin")
    if works:
        mine = links.make(settings, who, kind, VIEW, project=project.id, version=number)
        assert {one.id for one in links.of_project(settings, who, project.id)} == {mine.id, made.id}
    else:
        with pytest.raises(AccessError, match="링크를 만들"):
            links.make(settings, who, kind, VIEW, project=project.id, version=number)
        with pytest.raises(AccessError, match="링크 목록을 볼"):
            links.of_project(settings, who, project.id)
    decides = role == "admin" or (role is not None and within == "admin")
    if decides:
        links.revoke(settings, who, made.id)
    else:
        with pytest.raises(AccessError) as refused:
            links.revoke(settings, who, made.id)
        assert str(refused.value) == links.NO_LINK
    assert _opens(settings, LOCAL, made.id) != decides


@pytest.mark.parametrize("role", ROLES)
def test_a_concept_is_for_all_who_may_read_one(settings: Settings, role: Role | None) -> None:
    made, who = links.make(settings, LOCAL, "concept", VIEW), Actor("me", "나", role)
    assert _opens(settings, who, made.id) == (role is not None)
    if role is None:
        with pytest.raises(AccessError):
            links.make(settings, who, "concept", VIEW)
        return
    mine = links.make(settings, who, "concept", VIEW)
    listed = {mine.id, made.id} if role == "admin" else {mine.id}
    assert {one.id for one in links.of_concepts(settings, who)} == listed
    assert links.revoke_all(settings, who) == len(listed) and not _opens(settings, LOCAL, mine.id)
    assert _opens(settings, LOCAL, made.id) == (role != "admin")


def test_forged_expired_revoked_and_foreign_ones_say_the_same(settings: Settings, project: Project) -> None:
    made = links.make(settings, LOCAL, "version", VIEW, project=project.id, version=1)
    now = datetime.now(UTC)
    old = replace(made, id="o" * 22, made=now - timedelta(days=31), expires=now - timedelta(seconds=1))
    ahead = replace(made, id="h" * 22, made=now + timedelta(days=1), expires=now + timedelta(days=31))
    nowhere = replace(made, id="n" * 22, version=99)
    for link in (old, ahead, nowhere):
        Links(settings).add(link, link.made)
    other = Actor("other", "남", "analyst")
    for forged in (old.id, ahead.id, nowhere.id, "x" * 22, "", "../../etc", "가" * 22, made.id[:-1], f"{made.id} "):
        assert not _opens(settings, LOCAL, forged) and not _opens(settings, other, forged)
    assert not _opens(settings, other, made.id) and not _opens(settings, STRANGER, made.id)
    assert _opens(settings, LOCAL, made.id)
    links.revoke(settings, LOCAL, made.id)
    assert not _opens(settings, LOCAL, made.id)  # again, after it was revoked
    refused = [one for one in Audit(settings).entries(actor="other") if one.outcome == "refused"]
    assert len(refused) == 10 and refused[0].action == "link.open"


def test_a_deleted_plan_is_not_opened_and_takes_its_links_along(settings: Settings, project: Project) -> None:
    made = links.make(settings, LOCAL, "project", VIEW, project=project.id)
    gone = plans.delete(settings, LOCAL, project)
    assert not _opens(settings, LOCAL, made.id)
    with pytest.raises(ProjectError):
        links.make(settings, LOCAL, "project", VIEW, project=project.id)
    back = plans.reopen(settings, LOCAL, gone)
    assert _opens(settings, LOCAL, made.id)
    plans.delete(settings, LOCAL, back)
    Projects(settings).remove_old(datetime.now(UTC) + KEPT_DELETED + timedelta(days=1))
    assert Links(settings).get(made.id) is None


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_link_lasts_a_day_to_a_year(settings: Settings, project: Project, days: int) -> None:
    with pytest.raises(ProjectError, match="1일에서 365일"):
        links.make(settings, LOCAL, "project", VIEW, project=project.id, days=days)


@pytest.mark.parametrize(
    ("kind", "number", "own", "view"),
    [
        ("project", 1, True, VIEW), ("version", 0, True, VIEW), ("report", 9, True, VIEW), ("concept", 0, True, VIEW),
        ("version", 1, False, VIEW), ("other", 0, True, VIEW), ("project", 0, True, SharedView({"a": "가"})),
        ("project", 0, True, SharedView(word="a\u202eb")),
    ],
)  # fmt: skip
def test_what_a_link_cannot_name(
    settings: Settings, project: Project, kind: LinkKind, number: int, own: bool, view: SharedView
) -> None:
    with pytest.raises(ProjectError):
        links.make(settings, LOCAL, kind, view, project=project.id if own else "", version=number)
    assert not links.of_project(settings, LOCAL, project.id)


def test_all_are_revoked_as_far_as_one_may(settings: Settings, project: Project) -> None:
    boss, worker = (
        Actor("boss", "가", "viewer", {project.id: "admin"}),
        Actor("w", "나", "viewer", {project.id: "analyst"}),
    )
    theirs = links.make(settings, boss, "project", VIEW, project=project.id)
    mine = links.make(settings, worker, "project", VIEW, project=project.id)
    assert not links.may_revoke(worker, theirs) and links.may_revoke(worker, mine)
    assert links.revoke_all(settings, worker, project.id) == 1
    assert _opens(settings, boss, theirs.id) and not _opens(settings, boss, mine.id)
    assert links.revoke_all(settings, boss, project.id) == 1 and links.revoke_all(settings, boss, project.id) == 0
    names = {one.on for one in Audit(settings).entries(action="link.revoke") if one.outcome == "done"}
    assert names == {f"project/{project.id}/link/{one.id}" for one in (theirs, mine)}


def test_what_is_long_over_is_forgotten(settings: Settings, project: Project) -> None:
    made = links.make(settings, LOCAL, "project", VIEW, project=project.id)
    long_ago = datetime.now(UTC) - timedelta(days=200)
    gone: list[Link] = [
        replace(made, id="e" * 22, made=long_ago, expires=long_ago + timedelta(days=30)),
        replace(made, id="r" * 22, made=long_ago, revoked=long_ago),
    ]
    for link in gone:
        Links(settings).add(link, link.made)
    links.make(settings, LOCAL, "project", VIEW, project=project.id)
    assert {one.id for one in links.of_project(settings, LOCAL, project.id)} & {"e" * 22, "r" * 22} == set()


def test_by_whatever_clock_a_link_opens_no_longer_than_it_should(
    settings: Settings, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = links.make(settings, LOCAL, "project", VIEW, project=project.id, days=10)
    set_clock(monkeypatch, days=365)
    assert not _opens(settings, LOCAL, made.id)
    other = links.make(settings, LOCAL, "project", VIEW, project=project.id)
    set_clock(monkeypatch, minutes=1)
    assert _opens(settings, LOCAL, made.id), "the clock had jumped, and was put right: nothing was deleted"
    assert not _opens(settings, LOCAL, other.id), "made in another year"
    later(monkeypatch, settings, 11)
    for back in (-1 / 24, -1.0, -365.0):
        set_clock(monkeypatch, days=11 + back)
        assert not _opens(settings, LOCAL, made.id)


def test_looking_creates_nothing(settings: Settings) -> None:
    assert not _opens(settings, LOCAL, "x" * 22) and links.of_concepts(settings, LOCAL) == []
    assert not settings.workspace.exists()


def test_links_are_not_without_number(settings: Settings, project: Project) -> None:
    made = links.make(settings, LOCAL, "project", VIEW, project=project.id)
    new = replace(made, id="n" * 22)
    assert Links(settings).add(new, new.made, most_own=1) == "own"
    assert Links(settings).add(replace(new, by="b2"), new.made, most_own=1, most_in_project=1) == "project"
    links.revoke(settings, LOCAL, made.id)  # what opens no more does not count
    assert Links(settings).add(new, new.made, 1, 1) == "" and len(Links(settings).of_project(project.id)) == 2
    with Database(settings).writing() as connection:
        row = connection.execute(select(tables.links).where(tables.links.c.id == new.id)).one()._asdict()
        connection.execute(insert(tables.links), [row | {"id": f"{n:022d}"} for n in range(MOST_OWN)])
    with pytest.raises(ProjectError, match=f"링크 {MOST_OWN}개가 열려 있어"):
        links.make(settings, LOCAL, "project", VIEW, project=project.id)
