from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from core.access.acting import who_acts
from core.access.actor import LOCAL, Actor, Role
from core.background import Stage
from core.services.privacy import consents, photos, purging
from core.services.projects import plans, versions
from core.settings import Settings
from core.storage.privacy.kept import Kept
from core.ui.kit.state import Frame, Part
from core.ui.lineup.state import Analysis, Judged, LineupPage
from core.ui.privacy.state import KeptPictures, PrivacyPage, View
from core.ui.projects.state import ProjectsPage
from core.ui.words_ko import common
from core.ui.words_ko import privacy as t
from tests.support.app import ROOT, labelled, open_page, own, press, texts
from tests.support.trainees import OTHER, Trainee, plant


@pytest.fixture
def her() -> Trainee:
    return Trainee()


def _open(view: View) -> AppTest:
    return open_page("privacy", view=view)


def test_without_a_project_it_says_what_to_do_and_keeping_is_off() -> None:
    app = open_page("privacy")
    assert app.title[0].value == common.PRIVACY and t.NO_PROJECTS_HOW in texts(app)
    app = _open(View.KEEPING)
    assert t.IS_OFF in texts(app) and t.kept_now(0, 0) in texts(app)


def test_consent_is_written_down_and_withdrawn(settings: Settings, her: Trainee) -> None:
    plan = plant(settings, her, keep=False)
    app = open_page("privacy")
    assert t.KEEPING_OFF in texts(app) and texts(app).count(her.name) == 1
    app = press(app, t.WRITE)
    labelled(app.text_input, t.BASIS).set_value("동의서 <b>12</b>번")
    app = press(app, t.SAVE)
    assert [error.value.replace("\\", "") for error in app.error] == ["사진을 보관하는 목적을 적어 주세요."]
    labelled(app.text_input, t.PURPOSE).set_value("회의")
    app = press(app, t.SAVE)
    assert "생년월일을 모르면" in " ".join(error.value for error in app.error)
    labelled(app.radio, t.MINOR).set_value(True).run()
    labelled(app.text_input, t.GUARDIAN).set_value("어머니, 서면")
    app = press(app, t.SAVE)
    said = texts(app)
    assert t.consent_saved(her.name) in said and "동의서 <b>12</b>번 · 회의" in said and "보호자: 어머니, 서면" in said
    (found,) = [one for one in consents.trainees(settings, LOCAL, plan) if one.may_keep]
    assert found.name == her.name and found.on_file is not None and found.on_file.consent is not None
    app = press(press(app, t.WITHDRAW), t.WITHDRAW_YES)
    assert t.withdrawn(0) in texts(app)
    assert not any(one.may_keep for one in consents.trainees(settings, LOCAL, plan))


def test_an_admin_turns_keeping_on_and_off_with_what_is_kept(settings: Settings, her: Trainee) -> None:
    app = press(_open(View.KEEPING), t.TURN_ON)
    assert t.TURNED_ON in texts(app) and t.IS_ON in texts(app) and str(settings.photo_key) in texts(app)
    plant(settings, her)
    app = _open(View.KEEPING)
    assert t.kept_now(2, 1) in texts(app)
    app = press(app, t.TURN_OFF)
    labelled(app.checkbox, t.DELETE_KEPT).check().run()
    app = press(app, t.TURN_OFF_YES)
    assert f"{t.TURNED_OFF} {t.deleted_photos(2)}" in texts(app) and Kept(settings).count() == (0, 0)


def test_the_clock_is_seen_and_a_lost_key_is_said(settings: Settings, her: Trainee) -> None:
    plan = plant(settings, her)
    clock = photos.clock(settings, LOCAL, plan, 1)
    assert clock is not None
    until = clock.until.astimezone().date()
    app = open_page("privacy", project=plan)
    assert t.countdown(2, until, datetime.now().astimezone().date()) in texts(app)
    settings.photo_key.unlink()
    assert "열쇠 파일이 없거나" in texts(_open(View.KEEPING))


def test_a_trainee_is_looked_for_and_purged_and_the_window_forgets_her(settings: Settings, her: Trainee) -> None:
    plan = plant(settings, her)
    app = _open(View.PURGE)
    assert t.NO_RECEIPTS in texts(app)
    labelled(app.text_input, t.NAME).set_value(her.name)
    app = press(app, t.FIND)
    assert her.name in texts(app) and t.MODE_AID["name"] in texts(app) and t.FILES_AID in texts(app)
    boxes = [box for box in app.checkbox if her.name in box.label.replace("\\", "")]
    assert len(boxes) == 7 and all(box.value for box in boxes)
    boxes[0].uncheck().run()
    assert t.LEFT_OUT in texts(app)
    app = press(press(app, t.PURGE), t.PURGE_YES)
    (receipt,) = purging.receipts(settings, LOCAL)
    assert t.purged(receipt.total, receipt.id) in texts(app) and receipt.left
    assert her.name not in texts(app) and own(app, PrivacyPage).inventory is None
    assert her.name not in repr(app.session_state)
    assert versions.version(settings, LOCAL, plan, 1).trainees[0].name == "지운 연습생 1"
    assert t.receipt_line(receipt.total, receipt.id) in texts(app)


def test_nobody_by_that_name_is_said(settings: Settings) -> None:
    plans.create(settings, LOCAL, "가")
    app = _open(View.PURGE)
    labelled(app.text_input, t.NAME).set_value("없는 이")
    assert t.FOUND_NOTHING in texts(press(app, t.FIND))
    labelled(app.text_input, t.NAME).set_value(" ")
    assert "이름을 적어" in " ".join(error.value for error in press(app, t.FIND).error)


def _parts(her: Trainee, purges: str) -> dict[type, Part]:
    """What the session of somebody holds who has her in a line-up."""
    answer = her.result()
    judged = Judged(answer, None, "key")  # type: ignore[arg-type]
    kept = [photos.Opened(her.name, "1.jpg", datetime.now(UTC), her.pictures[0])]
    parts = (Frame(purges=purges), LineupPage(judged), KeptPictures(photos=kept), ProjectsPage(of=answer))
    return {type(part): part for part in parts}


def _next_run(parts: dict[type, Part]) -> AppTest:
    """Of the whole app: a page by itself is drawn without what stands before each."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    app.session_state["studio"] = parts
    app.run()
    assert not app.exception
    return app


def test_an_open_window_with_her_is_emptied_with_its_next_run_and_no_other(settings: Settings, her: Trainee) -> None:
    plans.create(settings, LOCAL, "가")
    before = purging.stamp(settings)
    purging.purge(settings, LOCAL, purging.inventory(settings, LOCAL, her.name).asked("name", [], []))
    app = _next_run(_parts(her, before))
    assert own(app, LineupPage).judged is None and own(app, ProjectsPage).of is None
    assert t.PURGED_HERE in texts(app)
    assert own(app, KeptPictures).photos == [] and own(app, Frame).purges == purging.stamp(settings)
    other = _next_run(_parts(Trainee(), before))
    assert own(other, LineupPage).judged is not None and own(other, KeptPictures).photos
    later = _next_run(_parts(her, purging.stamp(settings)))
    assert own(later, LineupPage).judged is not None, "who comes with her photos after the purge may use them"


@dataclass
class Work:
    """An analysis in the background. done: it is over, with this outcome."""

    judged: Judged
    done: bool = False
    failed: bool = False
    stage: Stage = field(default_factory=Stage)

    def over(self) -> bool:
        return self.done

    def stop(self) -> None:
        self.done = True

    def outcome(self) -> Judged:
        return self.judged


@pytest.mark.parametrize("done", [True, False], ids=["over", "going on"])
def test_an_analysis_that_was_under_way_says_nothing_of_her(settings: Settings, her: Trainee, done: bool) -> None:
    plans.create(settings, LOCAL, "가")
    before = purging.stamp(settings)
    purging.purge(settings, LOCAL, purging.inventory(settings, LOCAL, her.name).asked("name", [], []))
    work = Work(Judged(her.result(), None, "key"), done)  # type: ignore[arg-type]
    analysis = Analysis([], work=work)  # type: ignore[arg-type]
    app = _next_run({Frame: Frame(purges=before), LineupPage: LineupPage(analysis=analysis)})
    if not done:
        assert own(app, LineupPage).analysis is analysis, "a ZIP says at its end whose photos are in it"
        work.done = True
        app = _next_run(app.session_state["studio"])
        assert t.PURGED_HERE in texts(app)
    assert own(app, LineupPage).judged is None and own(app, LineupPage).analysis is None
    assert her.name not in f"{texts(app)} {app.session_state!r}"


@pytest.mark.parametrize(
    ("studio", "project", "offered"),
    [("viewer", "viewer", False), ("viewer", "analyst", True), ("analyst", None, False), ("analyst", "admin", True)],
)
def test_others_see_their_projects_consent_and_no_more(
    settings: Settings, her: Trainee, studio: Role, project: Role | None, offered: bool
) -> None:
    plan = plant(settings, her)
    actor = Actor("x", "누구", studio, {plan: project} if project else {})
    who_acts(lambda: actor)
    try:
        app = open_page("privacy", view=View.PURGE)
        kinds = {option for group in app.get("button_group") for option in group.options}  # type: ignore[union-attr]
    finally:
        who_acts(lambda: LOCAL)
    assert not {t.VIEWS["purge"], t.VIEWS["keeping"]} & kinds and t.PURGE_AID not in texts(app)
    assert (her.name in texts(app)) == offered


def test_the_photos_of_a_version_are_opened_and_put_away(settings: Settings, her: Trainee) -> None:
    plan = plant(settings, her)
    app = open_page("projects", project=plan, version="1")
    clock = photos.clock(settings, LOCAL, plan, 1)
    assert clock is not None
    until = clock.until.astimezone().date()
    told = t.keeps(2, (her.name,), 2, until, datetime.now().astimezone().date())
    assert told in texts(app) and own(app, KeptPictures).of is None
    app = press(app, t.SEE)
    assert [one.jpeg for one in own(app, KeptPictures).photos] == list(her.pictures)
    app = press(app, t.CLOSE)
    assert own(app, KeptPictures).photos == []
    assert told not in texts(open_page("projects", project=plan, version="2"))


def test_a_purged_row_is_said_where_its_version_is_opened(settings: Settings, her: Trainee) -> None:
    plan = plant(settings, her, keep=False)
    known = purging.inventory(settings, LOCAL, her.name)
    purging.purge(settings, LOCAL, known.asked("row", list(known.names), [one.ref for one in known.texts]))
    app = open_page("projects", project=plan, version="1")
    assert t.incomplete(1) in texts(app) and OTHER in texts(app) and her.name not in texts(app)


def test_who_is_not_kept_and_why_is_said() -> None:
    told = t.kept(2, 1, {"하나": "none", "둘": "over", "셋": "none", "넷": "withdrawn", "다섯": "later"})
    assert told == (
        "연습생 1명의 사진 2장을 보관했습니다. 하나, 셋은 동의 기록이 없어 보관하지 않았습니다. "
        "다섯은 동의한 날이 아직 오지 않아 보관하지 않았습니다. 둘은 동의 기간이 끝나 보관하지 않았습니다. "
        "넷은 동의를 거두어 보관하지 않았습니다."
    )


def test_the_clock_counts_the_visitors_own_days_right_over_midnight() -> None:
    until = datetime(2026, 11, 30, 15, tzinfo=UTC)  # midnight in Seoul
    seoul, york = ZoneInfo("Asia/Seoul"), ZoneInfo("America/New_York")
    moments = [(seoul, 30, 14, 59), (seoul, 29, 15, 0), (seoul, 29, 14, 59), (york, 30, 4, 59), (york, 30, 5, 0)]
    said = []
    for place, day, hour, minute in moments:
        now = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
        said.append(t.countdown(1, until.astimezone(place).date(), now.astimezone(place).date()))
    assert [one.split(" · ")[1] for one in said] == [
        "1일 뒤 지워짐(2026-12-01)", "1일 뒤 지워짐(2026-12-01)", "2일 뒤 지워짐(2026-12-01)",
        "1일 뒤 지워짐(2026-11-30)", "오늘 지워짐(2026-11-30)",
    ]  # fmt: skip
