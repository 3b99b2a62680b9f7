"""Every service of what all share asks who may: none is left out, and each refuses whom docs/roles.md says."""

import ast
import importlib
import itertools
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core import jobs
from core.access.acting import acting_as
from core.access.actions import ACTIONS
from core.access.actor import LOCAL, ROLES, STUDIO, Actor, Role
from core.access.people import SignIn, SignInRules
from core.errors import AccessError, StudioError
from core.projects.project import Project
from core.services import changes, choices, upkeep, work
from core.services.backup import make, restore
from core.services.catalog import edit as catalog
from core.services.concept.exclusions import change_exclusions, exclusions
from core.services.lexicon import edit as lexicon
from core.services.lineup import match
from core.services.measured import engine_trial
from core.services.my_debut import opening as debut
from core.services.my_debut import words as debut_words
from core.services.news import articles as news
from core.services.people import record, roles
from core.services.permitted import PERMITTED, permitted
from core.services.projects import plans
from core.services.reference import sets as reference
from core.services.reports.write import write_report
from core.services.training import queue, runs
from core.services.virtual import groups, searches, sheets
from core.settings import Settings
from core.storage.audit import Audit
from core.storage.changes import Changes
from core.storage.people import People
from core.types import silent
from tests.access.test_actions import ORDER, TABLE
from tests.conftest import ROOT
from tests.support.versions import version

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
# Services that take the settings and ask nobody, and why.
ASK_NOBODY = {
    "core.services.backup.restore.differences": "part of a restore, which is asked for",
    "core.services.my_debut.opening.is_open": "says what holds for everybody",
    "core.services.health.health": "says nothing of anybody",
    "core.services.choices.in_force": "says what holds for who acts",
    "core.services.choices.own_choices": "one's own",
    "core.services.choices.studios": "says what holds for everybody, to all of them",
    "core.services.news.collect.delete_expired": "what may not be kept goes, whoever is there",
    "core.services.overtaken.by_whom": "part of a refusal",
    "core.services.overtaken.overtaken": "part of a refusal",
    "core.services.people.provider.keep": "the start of a company's server",
    "core.services.people.provider.rules": "the start of a company's server",
    "core.services.people.roles.has_admin": "says only whether somebody has to become one",
    "core.services.people.roles.myself": "oneself",
    "core.services.people.signed_in.why_out": "says to somebody why not",
    "core.services.people.signed_in.recognise": "finds out who it is",
    "core.services.permitted.check": "the question itself",
    "core.services.permitted.looked_at": "the record itself",
    "core.services.permitted.note": "the record itself",
    "core.services.privacy.keeping.days": "says what holds for everybody",
    "core.services.privacy.keeping.is_on": "says what holds for everybody",
    "core.services.privacy.noted.noted": "the record itself",
    "core.services.privacy.photos.tidy": "what may not be kept goes, whoever is there",
    "core.services.privacy.purging.drop_older_copies": "the studio's own, each hour",
    "core.services.privacy.keeping.go_on": "goes on with what was asked for",
    "core.services.privacy.purging.forget_values": "lets go of what nobody sees",
    "core.services.privacy.purging.go_on": "goes on with what was asked for",
    "core.services.privacy.purging.reapply": "part of a restore, which is asked for",
    "core.services.privacy.purging.stamp": "says only that something changed",
    "core.services.privacy.purging.stones": "marks without names",
    "core.services.privacy.purging.who_is_gone": "every window has to forget them",
    "core.services.projects.plans.tidy": "the studio's own, at its start",
    "core.services.reports.beside.parts_beside": "part of a report, which is asked for",
    "core.services.reports.credits.credits_on_file": "part of a report, which is asked for",
    "core.services.reports.gather.said_of": "part of a report, which is asked for",
    "core.services.reports.standing.in_the_news": "part of a report or of the map of a version that was asked for",
    "core.services.reports.standing.spread_on_file": "part of a report or of the map of a version that was asked for",
    "core.services.reports.standing.standing_on_file": "part of a report, which is asked for",
    "core.services.reference.sets.existing_database": "opens and reads nothing",
    "core.services.training.supervisor.keep_running": "the studio's own; who queued a training was asked then",
    "core.services.training.supervisor.supervise": "the studio's own",
    "core.services.upkeep.begin": "the studio's own, at its start",
    "core.services.upkeep.tidy": "the studio's own, at its start",
    "core.services.virtual.lent.lent": "knows nobody; what is drawn with it is asked for",
}
# Actions that are tried with every role beside their own services: tests/services/sharing and tests/services/privacy.
ELSEWHERE = {
    "link.make", "link.open", "link.read", "link.revoke", "comment.read", "comment.write", "comment.change",
    "comment.delete", "comment.resolve", "photos.read", "photos.keep", "consent.change", "privacy.settings",
    "trainee.purge",
}  # fmt: skip


def functions(path: Path) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}


def asks(name: str, of: dict[str, ast.FunctionDef]) -> bool:
    """Does it call `check` or `require`, by itself or by another function of its module?"""
    called = {n.func.id for n in ast.walk(of[name]) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    return bool(called & {"check", "require"}) or any(asks(one, of) for one in called & (of.keys() - {name}))


def test_every_service_asks_who_may_or_says_why_not() -> None:
    silent_ones = set()
    for path in sorted((ROOT / "core" / "services").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        importlib.import_module(module.removesuffix(".__init__"))
        own = functions(path)
        for name, node in own.items():
            takes = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
            if name.startswith("_") or "settings" not in takes or f"{module}.{name}" in PERMITTED:
                continue
            # A function called `check` that is no question of rights must not pass for one.
            if module.endswith("permitted") or not asks(name, own):
                silent_ones.add(f"{module}.{name}")
    assert silent_ones == set(ASK_NOBODY)


def test_services_hand_on_no_function_of_the_storage_that_writes() -> None:
    """What pages take from a service by another name would be asked nothing."""
    for path in sorted((ROOT / "core" / "services").rglob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "__all__" for t in node.targets):
                handed = set(ast.literal_eval(node.value))
                module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
                foreign = {
                    name for name in handed
                    if callable(one := getattr(module, name)) and not isinstance(one, type)
                    and getattr(one, "__module__", "").startswith("core.storage")
                }  # fmt: skip
                assert foreign <= {"is_recorded", "is_damaged", "which_file"}, path


# A call of each action. settings, actor, project: the actor's roles are in `actor.projects`.
Call = Callable[[Settings, Actor, Project], object]
NOBODY = SimpleNamespace(survey=lambda *_: [], name="SFace")
MODEL: Any = SimpleNamespace(groups=(), calibration=SimpleNamespace(confidence=None, clear_from=0.0))


def _engine(settings: Settings) -> object:
    return engine_trial.download(silent, settings, "없는 엔진")


CALLS: dict[str, Call] = {
    "virtual.read": lambda s, a, p: sheets.sheets(s),
    "virtual.vote": lambda s, a, p: sheets.star(s, "없음", 0),
    "virtual.make": lambda s, a, p: searches.go_on(s, "없음"),
    "virtual.delete": lambda s, a, p: groups.forget_group(s, "없음"),
    "studio.enter": lambda s, a, p: plans.plans(s, a),
    "lineup.analyse": lambda s, a, p: match.analyse([], NOBODY, MODEL),  # type: ignore[arg-type]
    "debut.enter": lambda s, a, p: debut_words.concept_words(s, "itzy", fictional=False),
    "debut.open": lambda s, a, p: debut.open_alone(s, a, on=True),
    "concept.read": lambda s, a, p: exclusions(s),
    "reference.read": lambda s, a, p: reference.list_sources(s),
    "reference.change": lambda s, a, p: reference.rename_set(s, "없음", "이름"),
    "reference.delete": lambda s, a, p: reference.delete(s, "없음"),
    "catalog.change": lambda s, a, p: catalog.retire_group(s, "없음"),
    "lexicon.change": lambda s, a, p: change_exclusions(s, add=["한정판"]),
    "news.read": lambda s, a, p: news.filed(s),
    "news.change": lambda s, a, p: news.decide(s, {}),
    "news.delete": lambda s, a, p: news.forget(s, "없음"),
    "training.read": lambda s, a, p: runs.list_runs(s),
    "training.change": lambda s, a, p: queue.cancel(s, "없음"),
    "training.delete": lambda s, a, p: runs.delete(s, "없음"),
    "engine.measure": lambda s, a, p: _engine(s),
    "choice.own": lambda s, a, p: choices.choose_own(s, {}),
    "choice.studio": lambda s, a, p: choices.choose_for_all(s, {}, ""),
    "change.read": lambda s, a, p: changes.changes(s),
    "change.undo": lambda s, a, p: changes.take_back(s, 10**6),
    "project.create": lambda s, a, p: plans.create(s, a, ""),
    "project.read": lambda s, a, p: plans.plan(s, a, p.id),
    "project.change": lambda s, a, p: plans.rename(s, a, p, p.name, p.note),
    "project.delete": lambda s, a, p: plans.reopen(s, a, plans.delete(s, a, p)),
    "project.share": lambda s, a, p: roles.let_in(s, a, p.id, "없음", "viewer"),
    "report.make": lambda s, a, p: write_report(s, a, p, version({}), "없음"),
    "draft.keep": lambda s, a, p: plans.draft(s, a, "x"),
    "people.read": lambda s, a, p: roles.people(s, a),
    "audit.read": lambda s, a, p: record.verify(s, a),
    "workspace.backup": lambda s, a, p: make.backup(s, a, s.workspace / "no" / "way", silent),
    "workspace.restore": lambda s, a, p: restore.undo(s, a),
    "people.change": lambda s, a, p: roles.remove(s, a, "없음"),
    "workspace.rescue": lambda s, a, p: upkeep.copies(s),
}


# What may be done to one's own: called with whose it is.
def _job_of(settings: Settings, whose: str) -> str:
    pool: Any = SimpleNamespace(submit=lambda *_: SimpleNamespace(add_done_callback=lambda _: None))
    with acting_as(Actor(whose, whose, "analyst")):
        return jobs.start(settings, "재기", len, pool=pool)  # type: ignore[arg-type]


OWN_CALLS: dict[str, Callable[[Settings, Actor, str], object]] = {
    "signins.read": lambda s, a, whose: roles.sign_ins(s, a, whose, SignInRules()),
    "signins.end": lambda s, a, whose: roles.end_sign_in(s, a, f"of-{whose}"),
    "job.cancel": lambda s, a, whose: work.cancel(s, a, _job_of(s, whose)),
    "job.forget": lambda s, a, whose: work.forget(s, a, _job_of(s, whose)),
}


def test_every_action_has_a_call_here_or_elsewhere() -> None:
    assert {*CALLS, *OWN_CALLS, *ELSEWHERE} == set(ACTIONS)
    assert not ELSEWHERE & {*CALLS, *OWN_CALLS, *PERMITTED.values()}


def was_refused(call: Callable[[Settings, Actor, Any], object], settings: Settings, actor: Actor, on: object) -> bool:
    """By the question of rights, and not for what was asked."""
    try:
        with acting_as(actor):
            call(settings, actor, on)
    except AccessError as error:
        return "권한이 없습니다" in str(error)
    except StudioError:
        pass
    return False


@cache
def expected(action: str, role: Role | None, within: Role | None, *, own: bool) -> bool:
    studio, project, owner = TABLE[action]
    return role is not None and (
        (studio != "-" and ORDER[role] >= ORDER[studio])
        or (project != "-" and within is not None and ORDER[within] >= ORDER[project])
        or (owner == "yes" and own)
    )


@pytest.fixture
def in_memory() -> Iterator[Settings]:
    """A workspace that need not wait for the disk: each refusal is on it."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        yield Settings(workspace=Path(place) / "workspace")


@pytest.mark.slow
def test_every_service_refuses_whom_the_document_says(in_memory: Settings) -> None:
    project = plans.create(in_memory, LOCAL, "여름")
    wrong: list[tuple[object, ...]] = []
    for action, role in itertools.product(CALLS, (None, *ROLES)):
        for within in (None, *ROLES) if TABLE[action][1] != "-" else (None,):
            current = plans.plan(in_memory, LOCAL, project.id)
            actor = Actor("me", "나", role, {project.id: within} if within else {})
            if was_refused(CALLS[action], in_memory, actor, current) == expected(action, role, within, own=False):
                wrong.append((action, role, within))
    for whose in ("me", "other"):
        People(in_memory).begin(SignIn(f"of-{whose}", whose, NOW, NOW, "Linux, Chrome"), NOW)
    for action, role, whose in itertools.product(OWN_CALLS, (None, *ROLES), ("me", "other")):
        said = was_refused(OWN_CALLS[action], in_memory, Actor("me", "나", role), whose)
        if said == expected(action, role, None, own=whose == "me"):
            wrong.append((action, role, whose))
    assert wrong == []


def test_what_is_done_and_what_is_refused_stand_on_the_record_once(settings: Settings) -> None:
    mina, viewer = Actor("a1", "이민아", "analyst"), Actor("b2", "박지오", "viewer")
    with acting_as(mina):
        catalog.edit_group(settings, "itzy", note="메모")  # asks once more inside
        exclusions(settings)
    with acting_as(Actor("c3", "김대표", "admin")):
        make.size_of(settings), make.waiting(settings)  # looked at, not made
    with acting_as(viewer), pytest.raises(AccessError):
        lexicon.put(settings, "term", "청량미")
    with acting_as(STUDIO):
        change_exclusions(settings, add=["한정판"])
    change_exclusions(settings, remove=["한정판"])
    found = [(one.actor, one.action, one.on, one.outcome) for one in Audit(settings).all()]
    assert found == [("a1", "catalog.change", "itzy", "done"), ("b2", "lexicon.change", "청량미", "refused")]
    assert lexicon.own_entries(settings) == ()


@permitted("engine.measure", on="name")
def measuring(progress: object, settings: Settings, name: str) -> str:
    return f"{name} 쟀습니다."


def test_a_job_is_asked_for_where_it_is_started(settings: Settings) -> None:
    started: list[object] = []

    def submit(*call: object) -> object:
        started.append(call)
        return SimpleNamespace(add_done_callback=lambda _: None)

    pool: Any = SimpleNamespace(submit=submit)
    with acting_as(Actor("b2", "박지오", "viewer")), pytest.raises(AccessError, match="얼굴 엔진"):
        jobs.start(settings, "재기", measuring, settings, "dlib", pool=pool)
    assert not started
    with acting_as(Actor("a1", "이민아", "analyst")):
        jobs.start(settings, "재기", measuring, settings, "dlib", pool=pool)
    assert len(started) == 1
    assert [(one.actor, one.on, one.outcome) for one in Audit(settings).all()] == [
        ("b2", "dlib", "refused"),
        ("a1", "dlib", "done"),
    ]


def test_a_role_that_changes_what_all_share_is_named_with_it(settings: Settings) -> None:
    with acting_as(Actor("a1", "이민아", "analyst")):
        change_exclusions(settings, add=["한정판"])
    (change,) = Changes(settings).latest()
    assert (change.by, change.by_name, change.kind) == ("a1", "이민아", "exclusions")
