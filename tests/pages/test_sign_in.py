"""What a page shows to whom: the door, one's account, the people and the record."""

import csv
import io
import re
import runpy
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from core.access.acting import acting, who_acts
from core.access.actor import LOCAL, Actor, Role
from core.access.people import Person
from core.errors import DamagedError
from core.services.people import record, roles
from core.services.projects import plans
from core.services.upkeep import DAMAGED
from core.settings import Settings
from core.storage.audit import Audit
from core.storage.people import People
from core.text.csv import to_csv
from core.ui.people import door
from core.ui.words_ko import common
from core.ui.words_ko import sign_in as t
from tests.support.app import ROOT, labelled, open_page, press, texts
from tests.support.signed_in import acting_on_pages, person

pytestmark = pytest.mark.slow


def names(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


@pytest.fixture
def boss(settings: Settings) -> Iterator[Person]:
    """An admin, who opens the pages."""
    who = person(settings, "김대표", "admin")
    with acting_on_pages(settings, who):
        yield who


def test_a_stranger_sees_the_door_and_nothing_else(settings: Settings) -> None:
    with acting_on_pages(settings, None):
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
        app.query_params["sign_in"] = "denied"
        app.run()
        assert names(app) == [t.SIGN_IN] and t.FAILED["denied"] in texts(app)
        app.query_params["sign_in"] = "<b>x"
        app.run()
        assert not app.warning and not app.sidebar.button
        for page in ("concept", "people", "account"):
            assert names(app.switch_page(f"pages/{page}.py").run()) == [t.SIGN_IN]


def test_a_stranger_is_offered_no_way_out_of_a_damaged_database(settings: Settings) -> None:
    def gone() -> Actor:
        raise DamagedError(DAMAGED)

    who_acts(gone)
    try:
        app = open_page()
        assert t.DAMAGED in texts(app) and common.RESCUE_AT_SERVER in texts(app) and names(app) == []
    finally:
        who_acts(lambda: LOCAL)


def test_of_a_damaged_database_people_hear_who_may_mend_it(settings: Settings) -> None:
    """Some of it can still be read: who is signed in."""

    def offered(role: Role | None) -> list[str]:
        def script() -> None:
            from core.ui.kit.rescue import offer

            offer()

        who_acts(lambda: Actor("1", "가", role))
        app = AppTest.from_function(script).run()
        assert not app.exception and (common.RESCUE_BY_ADMIN in texts(app)) == (role != "admin")
        return names(app)

    try:
        assert offered("viewer") == offered("analyst") == [] and offered("admin") == [common.START_EMPTY]
    finally:
        who_acts(lambda: LOCAL)


def test_who_waits_is_let_in_with_the_click_after_the_role(settings: Settings) -> None:
    mina = person(settings, "이민아 <b>*x*")
    with acting_on_pages(settings, mina):
        app = open_page()
        assert t.WAITING_TITLE in texts(app) and "이민아 <b>*x*" in texts(app)
        assert names(app) == [t.WAITING_AGAIN, t.SIGN_OUT]
        roles.give_role(settings, LOCAL, mina.id, "viewer")
        app = press(app, t.WAITING_AGAIN)
        assert common.NEXT_READ in texts(app) and t.SIGN_OUT in names(app)
        assert common.OPEN_DEMO not in names(app), "that is for who may analyse"


@pytest.mark.parametrize(
    ("action", "opens"), [("people.read", False), ("lineup.analyse", False), ("concept.read", True)]
)
def test_a_page_that_somebody_may_not_use_refuses(action: str, opens: bool) -> None:
    def page(action: str) -> None:
        import streamlit as st

        from core.access.actor import Actor
        from core.ui.people.door import opens, shows

        row = ("x", "엑스", "home", action)
        viewer = Actor("1", "민아", "viewer")
        assert opens(viewer, row) == shows(viewer, *row)
        st.caption(str(shows(viewer, *row)))

    app = AppTest.from_function(page, kwargs={"action": action}).run()
    assert (t.NO_RIGHT_TITLE in texts(app)) == (not opens) and str(opens) in texts(app)


def test_the_table_of_pages_is_the_documents() -> None:
    said = re.findall(
        r"^\| ([A-Z가-힣][^|]*) \| `([a-z.]+)` \|$", (ROOT / "docs" / "roles.md").read_text("utf-8"), re.M
    )
    told = {title: action for titles, action in said for title in titles.split(", ")}
    pages = runpy.run_path(str(ROOT / "streamlit_app.py"), run_name="table")["PAGES"]
    assert told == {title: action for rows in pages.values() for _, title, _, action in rows}


def test_a_studio_of_one_computer_has_no_account(settings: Settings) -> None:
    assert t.LOCAL_ACCOUNT in texts(open_page("account"))
    assert t.SIGN_OUT not in names(open_page())


def test_a_studio_that_is_open_to_all_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert t.OPEN_TO_ALL not in texts(open_page())
    monkeypatch.setattr(door, "is_open", lambda: True)
    assert t.OPEN_TO_ALL in texts(open_page())


def test_ones_own_sign_ins_are_listed_and_ended(settings: Settings) -> None:
    mina = person(settings, "민아", "viewer")
    with acting_on_pages(settings, mina):
        app = open_page("account")
        assert "Chrome, Windows" in texts(app)
        app = press(app, t.END)
        assert t.NO_SIGN_INS in texts(app) and t.ENDED_ONE in texts(app)
    (gone,) = People(settings).sign_ins(mina.id)
    assert gone.ended is not None


def test_an_admin_gives_roles_takes_them_back_and_removes(settings: Settings, boss: Person) -> None:
    mina = person(settings, "이민아")
    app = open_page("people")
    assert "이민아" not in texts(app) and t.ONE_SELF in texts(app) and app.button_group
    app = _shelf(app, "waiting")
    app = app.selectbox(f"role.{mina.id}").select("analyst").run()
    assert People(settings).get(mina.id).role == "analyst" and t.role_given("이민아", "analyst") in texts(app)
    app = press(app, common.UNDO)
    assert People(settings).get(mina.id).role is None
    roles.give_role(settings, LOCAL, mina.id, "viewer")
    app = press(press(_shelf(app, "active"), t.REMOVE), t.REMOVE_YES)
    assert People(settings).get(mina.id).state == "removed" and t.removed("이민아") in texts(app)
    app = press(_shelf(app, "removed"), t.TAKE_BACK)
    assert People(settings).get(mina.id).state == "active"
    app = press(_shelf(app, "active"), t.END_SIGN_INS)
    assert People(settings).get(mina.id).not_before is not None
    app = labelled(app.text_input, t.SEARCH).input("김대").run()
    assert "이민아" not in texts(app) and "김대표" in texts(app)


def test_who_waits_is_said_to_admins_beside_each_page(settings: Settings, boss: Person) -> None:
    """Where it leads: tests/browser/test_sign_in_flow.py."""
    assert t.who_waits(1) not in names(open_page())
    person(settings, "이민아")
    assert t.who_waits(1) in names(open_page())
    with acting_on_pages(settings, person(settings, "박유나", "analyst")):
        assert t.who_waits(1) not in names(open_page())


def test_a_project_is_opened_to_others_where_it_is_read(settings: Settings, boss: Person) -> None:
    mina, yuna = person(settings, "이민아", "analyst"), person(settings, "박유나", "viewer")
    with acting_on_pages(settings, mina):
        plan = plans.create(settings, acting(), "여름 데뷔").id
        app = open_page("projects", project=plan)
        app.session_state[f"let_in.{plan}"] = True
        app = app.run()
        assert t.NO_ONE_TO_LET_IN not in texts(app) and t.ONE_SELF in texts(app)
        app = app.selectbox("let_in.who").select(yuna.id).run()
        assert boss.name not in str(app.selectbox("let_in.who").options), "admins see it anyway"
        app = press(app, t.LET_IN_GO)
        assert People(settings).roles_in_projects(yuna.id) == {plan: "viewer"}
        assert t.NO_ONE_TO_LET_IN in texts(app)
        app = app.selectbox(f"let_in.role.{yuna.id}").select("analyst").run()
        assert People(settings).roles_in_projects(yuna.id) == {plan: "analyst"}
    with acting_on_pages(settings, yuna):
        assert t.LET_IN not in [one.proto.popover.label for one in open_page("projects", project=plan).get("popover")]
    press(app, t.LET_OUT)
    assert People(settings).roles_in_projects(yuna.id) == {}


def test_the_last_admin_stays(settings: Settings, boss: Person) -> None:
    app = open_page("people")
    app = app.selectbox(f"role.{boss.id}").select("viewer").run()
    assert "관리자가 한 명은" in texts(app) and app.selectbox(f"role.{boss.id}").value == "admin"


def test_the_record_is_narrowed_checked_and_exported(settings: Settings, boss: Person) -> None:
    mina = person(settings, "=이민아")
    plan = plans.create(settings, acting(), "여름 데뷔")
    roles.give_role(settings, acting(), mina.id, "viewer")
    app = open_page("people", view="record")
    rows = app.dataframe[0].value
    assert "여름 데뷔" in set(rows[t.ON]) and plan.id in Audit(settings).entries()[1].on
    assert rows[t.ON].iloc[0] == "=이민아 · 역할 · 보는 사람"
    assert rows[t.WHAT].iloc[0] == t.action("people.change") and set(rows[t.WHO]) == {"김대표", "=이민아"}
    app = labelled(app.selectbox, t.WHO).select(mina.id).run()
    assert set(app.dataframe[0].value[t.WHO]) == {"=이민아"}
    app = press(app, t.VERIFY)
    assert "모두 이어지고, 작업 폴더 밖에 적어 둔 마지막 기록과도 맞습니다" in texts(app)
    data = to_csv(record.HEADER, record.export(settings, acting(), record.Asked()))
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert tuple(table[0]) == record.HEADER and table[1][2] == boss.id and "'=이민아" in {row[3] for row in table}
    assert Audit(settings).entries()[0].on == "export"


def _shelf(app: AppTest, name: str) -> AppTest:
    return next(one for one in app.button_group if one.key == "people.shelf").set_value(name).run()
