import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from core.faces.engines import DEFAULT
from core.services.reference import sets as reference
from core.services.training import queue as train
from core.services.training import runs as service
from core.settings import get_settings
from core.storage.training.queue import TrainingQueue
from core.storage.training.recorded import list_recorded
from core.training.comparison import Figures
from core.training.family import Family
from core.ui.training.compare import compared
from core.ui.training.figures import worded
from core.ui.training.state import Section, TrainingPage, View
from core.ui.words_ko import common
from core.ui.words_ko import story_training as story
from core.ui.words_ko import training as t
from models import DEFAULT_FAMILY, FAMILIES
from tests.support.app import open_page, own, press, texts
from tests.support.lab import lab_run


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[train.Request]:
    """What the page asks for; nothing is trained."""
    asked: list[train.Request] = []

    def plan(_: object, requests: list[train.Request]) -> list[str]:
        asked.extend(requests)
        return ["" for _ in requests]

    monkeypatch.setattr(train, "plan", plan)
    monkeypatch.setattr(train, "keep_running", lambda _: None)
    return asked


def _show(app: AppTest, view: View, section: Section | None = None) -> AppTest:
    app = app.segmented_control(key="training.view").set_value(view).run()
    if section:
        app = app.segmented_control(key="run.section").set_value(section).run()
    assert not app.exception and common.UNEXPECTED not in [e.value for e in app.error]
    return app


def test_a_fresh_studio_shows_the_figures_of_the_model_in_use():
    app = open_page("training")
    run = next(r for r in list_recorded(get_settings()).runs if (r.family, r.engine) == (DEFAULT_FAMILY, DEFAULT))
    said, shown = texts(app), [metric.value for metric in app.metric]
    assert t.IN_USE_TITLE in said and t.DEMO_FIGURES_AID in said and t.QUICK not in [b.label for b in app.button]
    assert story.trust(Figures.of(run)).replace("\u00a0", " ") in said
    assert worded("log_loss", run.metrics["photo_cv"]["log_loss"]) in shown
    assert worded("clear_share", run.metrics["repeatability"]["clear_share"]) in shown
    own(app, TrainingPage).known_runs = frozenset()  # as after a change to the demo
    assert t.done(run.name, "finished") not in texts(app.run()), "nobody has trained it here"
    app = press(app, t.OPEN_DETAIL)
    assert app.selectbox[0].value == run.id and t.EXPORT not in [
        getattr(b, "label", "") for b in app.get("download_button")
    ]
    assert common.DELETE not in [b.label for b in app.button]  # what came with the studio stays


def test_figures_of_people_who_do_not_exist_are_said_to_be_theirs():
    assert t.FICTIONAL_FIGURES in texts(_show(open_page("training"), View.COMPARE))
    real = lab_run("실제 사람들")
    assert real.data.set_id != reference.DEMO
    assert t.FICTIONAL_FIGURES not in texts(_show(open_page("training"), View.COMPARE))


def test_why_a_figure_is_missing_is_said_once():
    run = lab_run("모르는 사람으로는 재지 않은 것")
    reasons = [reason for key, reason in run.metrics["reasons"].items() if key != "members"]
    assert len(reasons) > 1 == len({*reasons})
    said = texts(_show(open_page("training"), View.RUN))
    assert said.count(reasons[0]) == 1 and t.NOTHING_ON_STRANGERS in said


def test_what_nobody_has_measured_is_measured_with_one_click(planned, monkeypatch):
    usual, source = list_recorded(get_settings()), reference.active_source(get_settings())
    unmeasured = replace(usual, runs=tuple(run for run in usual.runs if run.engine != DEFAULT))
    monkeypatch.setattr(service, "list_recorded", lambda _: unmeasured)
    app = open_page("training")
    assert t.NOT_MEASURED in texts(app) and not app.metric
    press(app, t.QUICK)
    assert [(r.family, r.set_id) for r in planned] == [(DEFAULT_FAMILY, source.id)]
    assert planned[0].options == FAMILIES[DEFAULT_FAMILY].options()


def test_the_time_is_said_before_anything_is_started(planned):
    app = open_page("training")
    summary = FAMILIES["cnn"].summary
    said = next(c.value for c in app.caption if c.value.replace("\\", "").startswith(summary))
    assert re.search(r"\*\*약 [\d.]+(초|분|시간)\*\*", said)
    unknown = next(c.value for c in app.caption if c.value.replace("\\", "").startswith(FAMILIES["resnet50"].summary))
    assert "약" not in unknown.replace("\\", "").removeprefix(FAMILIES["resnet50"].summary)
    assert t.ESTIMATE_AID in texts(app)


def test_every_family_can_be_chosen_and_says_what_it_is(planned):
    said = texts(open_page("training"))
    for family in FAMILIES.values():
        assert family.summary.replace("\u00a0", " ") in said


def test_how_uneven_numbers_of_photos_are_met_is_told_by_family(planned):
    app = open_page("training")
    assert t.BALANCE in texts(app) and t.BALANCE_GROUPS not in texts(app)
    said = texts(app.checkbox(key="training.family.cnn").check().run())
    assert t.BALANCE in said and t.BALANCE_GROUPS in said and t.COPIES_TOGETHER in said


def test_only_options_that_are_heeded_are_offered_and_only_changed_ones_are_passed_on(planned):
    app = open_page("training")
    labels = {n.label for n in app.number_input}
    assert t.OPTIONS["folds"][0] in labels and t.OPTIONS["epochs"][0] not in labels
    app = app.checkbox(key="training.family.cnn").check().run()
    app = next(n for n in app.number_input if n.label == t.OPTIONS["epochs"][0]).set_value(7).run()
    app = app.button_group(key="training.option.head").set_value(["lda", "svm"]).run()
    press(app, t.START)
    assert [(r.family, r.options.head, r.options.epochs) for r in planned] == [
        ("resemblance", "lda", 30),
        ("embedding_head", "lda", 30),
        ("embedding_head", "svm", 30),
        ("cnn", "lda", 7),
    ]
    assert planned[0].options == FAMILIES["resemblance"].options()


def test_a_family_without_weights_says_so(planned, tmp_path, monkeypatch):
    monkeypatch.setenv("DEEPFACE_HOME", str(tmp_path))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    app = open_page("training")
    app = app.checkbox(key="training.family.vggface").check().run()
    app = app.checkbox(key="training.family.resnet50").check().run()
    said = texts(app)
    assert t.NEEDS_WEIGHTS in said and t.NEEDS_NETWORK in said


def test_the_queue_shows_where_a_training_stands_and_stops_it(planned, monkeypatch):
    request = train.Request(DEFAULT_FAMILY, "dlib", FAMILIES[DEFAULT_FAMILY].options(), "demo", "데모 그룹")
    row = train.Training(
        "20261122-100000-000001",
        "닮음",
        "running",
        2,
        5,
        "폴드 2/5",
        request=request,
        stage="evaluation",
        epoch=12,
        epochs=30,
        loss=0.412,
        seconds_left=90,
        cancelling=False,
    )
    failed = replace(row, id="20261122-100000-000002", title="CNN", state="failed", label="메모리가 모자랍니다.")
    monkeypatch.setattr(train, "trainings", lambda _: [row, failed])
    stopped, again = [], []
    monkeypatch.setattr(train, "cancel", lambda _, training_id: stopped.append(training_id))
    monkeypatch.setattr(train, "resume", lambda _, training_id: again.append(training_id))
    app = open_page("training")
    said = texts(app) + " ".join(str(p.proto.text) for p in app.get("progress")).replace("\\", "")
    for words in ("폴드 2/5", "에폭 12/30", "손실 0.412", "2분쯤 남음", "메모리가 모자랍니다"):
        assert words in said
    press(app, t.STOP)
    press(app, t.RESUME)
    assert stopped == [row.id] and again == [failed.id]


def test_a_stopped_training_is_not_removed_by_a_second_click(planned, monkeypatch):
    own = FAMILIES[DEFAULT_FAMILY]
    training_id = plan_one(own)
    gone: list[str] = []
    monkeypatch.setattr(train, "forget", lambda _, one: gone.append(one))
    app = press(open_page("training"), t.REMOVE)
    assert gone == [] and t.FORGET_SURE in texts(app)
    press(app, common.DELETE_YES)
    assert gone == [training_id]


def plan_one(family: Family) -> str:
    """A training that was stopped."""
    queue = TrainingQueue(get_settings())
    training_id = queue.add(train.Request(family.name, DEFAULT, family.options(), "demo", "데모 그룹"))
    train.cancel(get_settings(), training_id)
    return training_id


def test_a_run_that_comes_while_the_page_is_open_is_offered():
    app = open_page("training")
    run = lab_run("새로 끝난 것")
    app = app.run()
    assert t.done(run.name, "finished") in texts(app)
    app = press(app, t.OPEN_RUN)
    assert app.segmented_control(key="training.view").value == View.RUN
    assert t.FOUR_BARS in texts(app) and t.done(run.name, "finished") not in texts(app)


@pytest.mark.slow
def test_runs_are_compared_with_the_original_and_other_data_are_named():
    lab_run("같은 사진 1")
    lab_run("같은 사진 2", "embedding_head")
    other = lab_run("다른 사진")
    service.delete(get_settings(), other.id)
    lab_run("다른 사진", data=replace(other.data, fingerprint="cd" * 32))
    lab_run("가짜", base_version="vggface-stand-in-1")
    app = _show(open_page("training"), View.COMPARE)
    table = app.dataframe[0].value
    assert t.ORIGINAL_NAME in list(table[t.COLUMNS_COMPARE[0]])
    assert list(table[t.COLUMNS_COMPARE[3]])[-1] == "1.340"
    assert next(iter(table[t.COLUMNS_COMPARE[0]])) in (
        "같은 사진 1",
        "다른 사진",
        "가짜",
    )  # who judges, before the heads
    marked = table[[t.BEST in " ".join(map(str, row)) for row in table.to_numpy()]]
    assert len(marked) > 0 and set(marked[t.COLUMNS_COMPARE[0]]) <= {"같은 사진 1", "같은 사진 2"}
    said = texts(app)
    assert f"{t.WHY_APART['other_data']}: 다른 사진" in said and f"{t.WHY_APART['stand_in']}: 가짜" in said
    assert "아는 멤버의 새 사진을" in said


def test_no_star_for_what_chance_gives_as_well():
    """Whoever judges trainees leads, and the best hit rate that chance explains is no achievement."""
    usual = {"photo_cv": {"log_loss": 0.1, "accuracy": 1.0}, "repeatability": {}}
    lucky = {**usual, "leave_member_out": {"hit": 0.32, "chance": 0.25, "p": 0.213}}
    worse = {**usual, "leave_member_out": {"hit": 0.2, "chance": 0.25, "p": 0.8}}
    recorded = list_recorded(get_settings()).runs
    judge = next(run for run in recorded if run.family == DEFAULT_FAMILY)
    head = next(run for run in recorded if run.family == "embedding_head")
    rows = [replace(head, id="2", metrics=lucky), replace(judge, id="1", metrics=worse)]
    shown = compared(rows)
    assert [row[0] for row in shown] == [judge.name, head.name, t.ORIGINAL_NAME]
    hit = t.COLUMNS_COMPARE.index("처음 보는 멤버(%)")
    assert [row[hit] for row in shown] == ["20", "32", "–"]
    better = {**usual, "leave_member_out": {"hit": 0.5, "chance": 0.25, "p": 0.01}}
    assert compared([rows[0], replace(judge, id="1", metrics=better)])[0][hit] == f"{t.BEST} 50"


@pytest.mark.slow
def test_a_new_run_joins_those_that_are_compared_and_a_deleted_one_leaves():
    first, second = lab_run("먼저"), lab_run("다음")
    app = _show(open_page("training"), View.COMPARE)
    app = app.multiselect(key="training.compared").set_value([first.id]).run()
    third = lab_run("새로 끝난 것")
    app = app.run()
    assert set(app.multiselect(key="training.compared").value) == {third.id, first.id}
    service.delete(get_settings(), first.id)
    app = app.run()
    assert not app.exception and app.multiselect(key="training.compared").value == [third.id]
    assert second.name not in list(app.dataframe[0].value[t.COLUMNS_COMPARE[0]])


@pytest.mark.slow
@pytest.mark.parametrize("section", list(Section))
@pytest.mark.parametrize("epochs", [0, 4])
def test_every_section_draws_for_every_kind_of_run(section, epochs):
    lab_run("이름이 아주 긴 학습 결과 " * 3, epochs=epochs)
    app = _show(open_page("training"), View.RUN, section)
    said = texts(app)
    if section == Section.CURVES:
        assert (t.NO_CURVES in said) == (epochs == 0)
        assert ("4에폭 만에 0.25까지" in said) == (epochs == 4)
    if section in (Section.HARD, Section.MAP):
        assert t.NO_FACES_FOLDER in said
    assert app.dataframe or (section == Section.CONFIDENCE and app.info)  # a table behind every chart


@pytest.mark.slow
def test_a_run_is_renamed_and_deleting_asks_first():
    run = lab_run("처음 이름")
    app = _show(open_page("training"), View.RUN)
    app = app.text_input(key=f"run.name.{run.id}.{run.name}").set_value("새 이름").run()
    app = press(app, t.SAVE_NAME)
    assert service.list_runs(get_settings()).runs[0].name == "새 이름" and "새 이름" in texts(app)
    app = press(app, common.DELETE)  # the dialog itself is for a browser: see tests/browser
    assert common.DELETE_YES in [b.label for b in app.button] and t.DELETE_SURE in texts(app)
    assert run.id in [one.id for one in service.list_runs(get_settings()).runs]


@pytest.mark.slow
def test_a_run_that_vanishes_while_it_is_open_is_told():
    lab_run("남는 것")
    run = lab_run("지워질 것")
    app = _show(open_page("training"), View.RUN)
    app = app.selectbox[0].set_value(run.id).run()
    service.delete(get_settings(), run.id)
    app = app.run()
    assert t.RUN_GONE in texts(app) and "남는 것" in app.selectbox[0].options
    assert t.RUN_GONE not in texts(app.run())


def test_only_a_family_that_judges_strangers_is_offered_for_use():
    lab_run("분류기", "embedding_head")
    app = _show(open_page("training"), View.RUN)
    assert t.CANNOT_JUDGE in texts(app) and t.USE not in [b.label for b in app.button]


def test_a_refused_activation_says_why_and_changes_nothing():
    lab_run("모르는 멤버들")  # its members are in no set of this studio
    app = press(_show(open_page("training"), View.RUN), t.USE)
    assert any("쓸 수 없습니다" in error.value.replace("\\", "") for error in app.error)
    assert service.active_run(get_settings()) is None


def test_a_foreign_zip_is_refused_with_a_sentence_and_a_good_one_comes_in():
    run = lab_run("옮길 것")
    packed = service.export(get_settings(), run.id)
    service.delete(get_settings(), run.id)
    app = _show(open_page("training"), View.RUN)
    app.file_uploader[0].upload("x.zip", b"this is no archive", "application/zip")
    app = press(app.run(), t.IMPORT_GO)
    assert len(app.error) == 1
    app.file_uploader[0].upload("run.zip", packed, "application/zip")
    app = press(app.run(), t.IMPORT_GO)
    assert t.done(run.name, "imported") in texts(app)
    assert service.list_runs(get_settings()).runs[0].origin == "imported"


def test_a_broken_folder_is_named_and_can_be_deleted():
    run = lab_run("망가질 것")
    (get_settings().workspace / "runs" / run.id / "run.json").write_text("{")
    app = _show(open_page("training"), View.RUN)
    assert run.id in texts(app)
    assert common.DELETE_YES in [b.label for b in press(app, common.DELETE).button]
