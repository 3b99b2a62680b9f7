"""What each role finds on the pages: no control that can be used belongs to an action that would be refused."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.access.actor import LOCAL, ROLES, Role
from core.projects.project import Board, BoardItem
from core.services.catalog import edit as catalog
from core.services.lexicon import edit as lexicon
from core.services.news.importing import import_files
from core.services.people import roles
from core.services.projects import plans
from core.services.reference import collect
from core.services.sharing import links
from core.settings import Settings
from core.sharing.link import SharedView
from core.storage.news.collection_log import NewsCollections, Plan
from core.storage.people import People
from core.storage.projects import Projects
from core.types import MemberId, Upload
from core.ui.catalog.state import CatalogPage
from core.ui.kit.state import Frame
from core.ui.news import state as news
from core.ui.projects.state import View
from core.ui.reference import state as reference
from core.ui.training import state as training
from core.ui.words_ko import common
from tests.access.test_actions import ORDER, TABLE
from tests.support.app import ROOT
from tests.support.lab import lab_run
from tests.support.own_sets import own_set
from tests.support.signed_in import acting_on_pages, person
from tests.support.trainees import Trainee, plant
from tests.support.versions import version

pytestmark = pytest.mark.slow
CSV = """group,title,body,press,date,link
있지,있지 컴백,걸그룹 있지의 청량한 무대,가람일보,2026-03-02,https://garam.kr/1
"""
# How the key of a control begins -> what it does, "" for what only looks. The longest beginning counts; one that is
# missing here is a control of which nobody has said who may use it.
CONTROLS = {
    "account.": "signins.end", "aim.save": "project.change", "backup.": "workspace.backup", "best.": "",
    "board.": "project.change", "catalog.": "catalog.change", "catalog.list": "", "catalog.open.": "", "changes.": "",
    "collect.": "reference.change", "concept.": "", "concept.leave": "lexicon.change",
    "concept.name.back.": "lexicon.change", "concept.name.count.": "lexicon.change",
    "concept.pin.go": "project.change", "concept.pin.new": "project.create", "concept.terms.": "news.change",
    "delete.": "reference.delete", "end.": "signins.end", "engine.alone.": "choice.own",
    "engine.get.": "engine.measure", "engine.use.": "choice.studio", "engines.measure": "engine.measure",
    "home.": "lineup.analyse", "in_use.": "", "intake.": "lineup.analyse", "kept.anew": "project.change",
    "kept.open": "photos.read", "lexicon.": "lexicon.change", "lexicon.near.page": "", "let_in.": "project.share",
    "link.revoke": "link.revoke",
    "member.": "catalog.change", "news.": "news.change", "news.delete.": "news.delete", "own.": "reference.change",
    "privacy.": "privacy.settings", "privacy.withdraw.": "consent.change", "privacy.write.": "consent.change",
    "project.archive": "project.change", "project.back": "", "project.back.": "project.delete",
    "project.delete": "project.delete", "project.open.": "", "project.rename": "project.change",
    "projects.new": "project.create", "purge.": "trainee.purge", "record.": "audit.read", "remove.": "people.change",
    "report.make": "report.make", "review.": "reference.change", "rights.go": "reference.change",
    "rights.missing": "", "role.": "people.change", "run.": "training.change", "run.alone": "choice.own",
    "run.delete": "training.delete", "run.use": "choice.studio", "set.save.": "reference.change",
    "sets.check": "reference.change", "sets.review": "", "share.make": "link.make", "share.revoke": "link.revoke",
    "talk.answer.": "comment.write", "talk.delete.": "comment.delete", "talk.edit.": "comment.change", "talk.go.": "",
    "talk.earlier-ones.": "",
    "talk.resolve.": "comment.resolve", "talk.say.": "comment.write", "training.": "training.change",
    "use.": "choice.studio", "use.alone.": "choice.own",
}  # fmt: skip
USED = ("button", "file_uploader", "color_picker", "checkbox", "toggle")
Opens = tuple[str, dict[str, str]]  # a page and its codes; a code that is the name of a thing stands for its id
IN_A_PROJECT = (View.LINEUP, View.WHAT_IF, View.BOARD, View.AIM, View.COMMENTS, View.REPORT)
PAGES: list[Opens] = [
    ("home", {}), ("lineup_match", {}), ("concept", {"group": "itzy"}),
    ("concept", {"group": "itzy", "view": "lexicon"}),
    *(("concept", {"group": "itzy", "view": "articles", "news.view.4": view}) for view in news.View),
    ("projects", {}), ("projects", {"projects.shelf": "deleted"}),
    *(("projects", {"project": "theirs", "view": view, "version": "1"}) for view in IN_A_PROJECT),
    ("projects", {"project": "own", "view": View.LINEUP, "version": "1"}),
    *(("reference_data", {"view": view, "set": "set"}) for view in reference.View),
    ("reference_data", {"view": reference.View.CATALOG, "opened": "itzy"}),
    ("training", {"view": training.View.TRAIN}), ("training", {"view": training.View.RUN}), ("engines", {}),
    ("account", {}), ("people", {}), ("people", {"view": "record"}),
    *(("privacy", {"view": view}) for view in ("consent", "keeping", "purge")),
]  # fmt: skip


@pytest.fixture
def things(settings: Settings, demo: Path) -> dict[str, str]:
    """Something of everything that can be changed; ids by name."""
    theirs, kept = plans.create(settings, LOCAL, "남의 것").id, plant(settings, Trainee())
    Projects(settings).save_version(theirs, version({"가온": (0.2, 0.7, 0.1), "나래": (0.1, 0.8, 0.1)}))
    board = Board((BoardItem("0123abcd", "note", "바다"),), ("#5b3fc4",))
    plans.keep_board(settings, LOCAL, plans.plan(settings, LOCAL, theirs), board)
    gone = plans.create(settings, LOCAL, "지운 것")
    plans.delete(settings, LOCAL, gone)
    links.make(settings, LOCAL, "project", SharedView({"project": theirs}), project=theirs)
    set_id = own_set(settings, demo, "우리", members=1, photos=1)
    collect.plan(settings, collect.Plan("commons", set_id, (MemberId("itzy", "예지"),), 5))
    import_files(settings, [Upload("a.csv", CSV.encode())])
    day, log = date(2026, 3, 1), NewsCollections(settings)
    log.begin(log.new_id(), Plan("naver", ("itzy",), day, day))
    lexicon.put(settings, "facet", "무지갯물결", "분위기")
    catalog.retire_group(settings, "twice")
    lab_run("첫 학습")
    person(settings, "박지오", "viewer")
    return {"theirs": theirs, "own": kept, "gone": gone.id, "set": set_id}


def _open(page: str, codes: dict[str, str], things: dict[str, str]) -> AppTest:
    """In one run, without the frame around it: there are many."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120).switch_page(f"pages/{page}.py")
    app.session_state["studio"] = {Frame: Frame(framed=True), CatalogPage: CatalogPage(codes.get("opened", ""))}
    for name, code in codes.items():
        if "." in name:
            app.session_state[name] = code
        elif name != "opened":
            app.query_params[name] = things.get(code, code)
    app.run()
    assert not app.exception and common.UNEXPECTED not in [error.value for error in app.error]
    return app


def _controls(app: AppTest) -> Iterator[str]:
    """Keys of those that can be used now."""
    for kind in USED:
        yield from (str(one.key or one.proto.id) for one in app.get(kind) if not one.proto.disabled)
    yield from (
        str(one.key) for one in app.selectbox if str(one.key).startswith(("role.", "let_in.")) and not one.disabled
    )


def _action(key: str) -> str | None:
    begins = [one for one in CONTROLS if key.startswith(one)]
    return CONTROLS[max(begins, key=len)] if begins else None


def _may(action: str, role: Role, within: Role | None) -> bool:
    """By docs/roles.md; within: the role in the project that is open. One's own is one's own."""
    studio, project, owner = TABLE[action]
    return (
        (studio != "-" and ORDER[role] >= ORDER[studio])
        or (project != "-" and within is not None and ORDER[within] >= ORDER[project])
        or (owner == "yes" and action.startswith("signins."))
    )


def test_nothing_is_offered_that_would_be_refused(settings: Settings, things: dict[str, str]) -> None:
    """Another's project, where one is let in to look, and one's own, where the studio's role counts for nothing."""
    wrong: list[tuple[object, ...]] = []
    seen: dict[Role, set[str]] = {role: set() for role in ROLES}
    who = person(settings, "이민아", "viewer")
    roles.let_in(settings, LOCAL, things["theirs"], who.id, "viewer")
    roles.let_in(settings, LOCAL, things["own"], who.id, "admin")
    within: dict[str, Role] = {"theirs": "viewer", "own": "admin"}
    with ExitStack() as stack:
        stack.enter_context(acting_on_pages(settings, who))
        for role, used in seen.items():
            People(settings).set_role(who.id, role, "test")
            for page, codes in PAGES:
                if page == "lineup_match" and role == "viewer":
                    continue  # its door is shut: tests/pages/test_sign_in.py
                if page == "projects" and codes and role == "analyst":
                    continue  # in a plan the role in the studio counts only where it is an admin's
                app = _open(page, codes, things)
                here = within.get(codes.get("project", "own"))  # no project is open: the one that is offered is own
                for key in _controls(app):
                    action = _action(key)
                    if action is None or (action and not _may(action, role, here)):
                        wrong.append((role, page, codes, key, action))
                    elif action:
                        used.add(action)
    assert wrong == []
    # What a role may is there for it, too.
    everything = {action for action in CONTROLS.values() if action} - {"comment.change"}
    assert everything - seen["admin"] <= {
        "link.make",
        "link.revoke",
        "project.share",
    }  # behind a button that opens them: tests/ui/sharing, tests/pages/test_sign_in.py
    assert {"lexicon.change", "catalog.change", "news.change", "training.change"} <= seen["analyst"] - seen["viewer"]
    assert {"comment.write", "report.make", "choice.own"} <= seen["viewer"]
