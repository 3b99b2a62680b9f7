"""The news section of the concept page, on its own: what it shows, starts, keeps and takes back."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import jobs
from core.news.reading import korean_today
from core.services.news import articles as news
from core.services.news import collect as news_collect
from core.services.news.importing import import_files
from core.services.news.terms import terms_of
from core.settings import Settings
from core.storage.news.collection_log import GroupReport, NewsCollections, Plan
from core.storage.news.retention import keep_days
from core.text.terms import Terms
from core.types import JobStatus, Upload
from core.ui.concept.state import GROUP, VIEW
from core.ui.concept.state import View as Shown
from core.ui.kit.state import Frame
from core.ui.news.collect import DAYS
from core.ui.news.state import Period, View
from core.ui.words_ko import common
from core.ui.words_ko import news as t
from core.ui.words_ko import reference as keys_t
from tests.support.app import labelled, press, texts
from tests.support.news_server import HUB

CSV = """group,title,body,press,date,link
있지,그룹 있지의 새 앨범,당당한 [무대](javascript:x),가람일보,2026-03-02,https://garam.kr/1
있지,새 앨범 뒷이야기,예지와 리아의 이야기,나래신문,2026-03-03,javascript:alert(1)
있지,건설 소식,건물을 짓고 있지만 늦다,가람일보,2026-03-04,https://garam.kr/3
트와이스,트와이스 컴백,청량한 무대,가람일보,2026-03-05,https://garam.kr/4
"""


def page(group: str) -> None:
    from core.catalog import load_demo, load_real
    from core.settings import get_settings
    from core.ui.concept.news import section

    known = {one.id: one for load in (load_real, load_demo) for one in load(get_settings()).groups}
    section(known[group])


def open_section(group: str = "itzy", view: str = "") -> AppTest:
    app = AppTest.from_function(page, default_timeout=60, kwargs={"group": group}).run()
    if view:
        app = labelled(app.segmented_control, t.VIEW).set_value(view).run()
    assert not app.exception
    return app


@pytest.fixture
def on_file(settings: Settings) -> Settings:
    import_files(settings, [Upload("a.csv", CSV.encode())])
    return settings


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[Any, ...]]]:
    """The jobs that are started. `now` of the function is how the last one stands."""
    asked: list[tuple[Any, ...]] = []

    def start(_: Settings, title: str, work: object, *arguments: object, lane: str = "short") -> str:
        asked.append((title, work, arguments, lane))
        return "job"

    monkeypatch.setattr(jobs, "start", start)
    monkeypatch.setattr(jobs, "status", lambda *_: JobStatus("job", "제목", "running", 1, 4, "있지"))
    yield asked


def test_without_articles_it_says_what_to_do(settings: Settings) -> None:
    app = open_section()
    said = texts(app)
    assert t.EMPTY_HOW in said and t.LEAD in said and t.NO_REPORTS in said
    assert t.VIEWS[View.LIST] not in labelled(app.segmented_control, t.VIEW).options
    assert "공식 문서가 없고" in said, "Google is what can be used without keys, and it is said what it is"
    assert not settings.workspace.exists(), "looking makes nothing"


def test_a_collection_is_begun_watched_and_stopped(settings: Settings, started: list[tuple[Any, ...]]) -> None:
    app = press(open_section(), t.START)
    ((title, work, (_, plan, keys), lane),) = started
    assert (work, lane, plan.source, keys) == (news_collect.collect, "collecting", "google_news", {})
    assert len(plan.groups) == 7 and "외 6팀" in title
    assert plan.until == korean_today() and (plan.until - plan.since).days == DAYS[Period.QUARTER]
    assert next(b for b in app.button if b.label == t.START).disabled and t.EMPTY_HOW not in texts(app)
    store = NewsCollections(settings)
    store.begin("one", plan)
    store.tell("one", [GroupReport("itzy", 5, 4, 3, {"unnamed": 2}, "한 쪽을 읽지 못했습니다.")])
    with store.at_work("one"):
        app.run()
        assert "있지: 5건을 찾아 4건이 새 기사이고, 3건을 씁니다 (뺀 까닭: 이름 없음 2)" in texts(app)
        assert "한 쪽을 읽지 못했습니다" in texts(app)
        press(app, t.STOP)
        assert store.stop_requested("one")


def test_this_group_and_days_of_ones_own(started: list[tuple[Any, ...]]) -> None:
    app = open_section("twice")
    labelled(app.segmented_control, t.WHOSE).set_value(False).run()
    labelled(app.segmented_control, t.PERIOD).set_value(Period.OWN).run()
    since, until = date(2026, 1, 2), korean_today() - timedelta(days=1)
    labelled(app.date_input, t.SINCE).set_value(until).run()
    labelled(app.date_input, t.UNTIL).set_value(since).run()
    press(app, t.START)
    assert not started and "시작이 끝이나" in texts(app)
    labelled(app.date_input, t.SINCE).set_value(since).run()
    labelled(app.date_input, t.UNTIL).set_value(until).run()
    press(app, t.START)
    plan = started[0][2][1]
    assert (plan.groups, plan.since, plan.until) == (("twice",), since, until)


def test_words_to_search_for_are_kept_and_told_in_the_list(on_file: Settings) -> None:
    app = open_section(view=View.COLLECT)
    labelled(app.text_input, "들어 있으면 기사를 빼는 말").input("뒷이야기")
    app = press(app, t.TERMS_GO)
    assert terms_of(on_file, "itzy") == Terms(without=("뒷이야기",))
    assert t.terms_kept("있지", Terms(without=("뒷이야기",)), merged=False) in texts(app)
    app = labelled(app.segmented_control, t.VIEW).set_value(View.LIST).run()
    assert list(app.dataframe[0].value[t.REASON_COLUMN]).count(t.UNREAD) == 1


def test_naver_wants_keys_for_this_visit_only(settings: Settings, started: list[tuple[Any, ...]]) -> None:
    app = open_section()
    labelled(app.segmented_control, t.SOURCE).set_value("naver").run()
    assert next(b for b in app.button if b.label == t.START).disabled and "API 키가 없습니다" in texts(app)
    for name, value in HUB.items():
        labelled(app.text_input, keys_t.KEY_LABELS[name]).set_value(value).run()
    press(app, t.START)
    assert started[0][2][2] == HUB and started[0][2][1].source == "naver"
    for file in settings.workspace.rglob("*") if settings.workspace.exists() else ():
        assert HUB["naver_hub_key"].encode() not in (file.read_bytes() if file.is_file() else b"")


def test_how_a_job_ended_is_said(settings: Settings, started: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    app = press(open_section(), t.START)
    monkeypatch.setattr(jobs, "status", lambda *_: JobStatus("job", "제목", "failed", label="키가 맞지 않습니다."))
    app.run()
    assert [error.value.replace("\\", "") for error in app.error] == ["키가 맞지 않습니다."]
    assert not next(b for b in app.button if b.label == t.START).disabled
    press(app, t.GO_ON)
    assert len(started) == 2 and started[1][2][1] == started[0][2][1], "the same plan once more"
    assert app.run().error, "it failed again"
    assert not press(app, t.PUT_AWAY).error and not app.run().error


def test_reports_of_earlier_collections(settings: Settings) -> None:
    store = NewsCollections(settings)
    store.begin("one", Plan("naver", ("itzy", "twice"), date(2026, 1, 1), date(2026, 3, 1)))
    store.tell("one", [GroupReport("itzy", 5, 5, 5, {}, "네이버에 연결하지 못했습니다.")])
    store.set_state("one", "done", "기사 5건을 찾아 새 기사 5건을 담았습니다.")
    said = texts(open_section())
    assert "네이버 뉴스 · 있지 외 1팀 · 2026-01-01–2026-03-01" in said
    assert "새 기사 5건을 담았습니다" in said and "있지: 네이버에 연결하지 못했습니다" in said


def test_the_list_says_why_each_counts_or_not(on_file: Settings) -> None:
    app = open_section()
    assert list(app.dataframe[0].value[t.COLUMNS[1]]) == ["새 앨범 뒷이야기", "그룹 있지의 새 앨범"]
    assert list(app.dataframe[0].value[t.LINK_COLUMN]) == ["", "https://garam.kr/1"], "only links of the web"
    labelled(app.segmented_control, t.SHOW).set_value(False).run()
    assert list(app.dataframe[0].value[t.REASON_COLUMN]) == ["‘있지’가 그룹 이름이 아니라 일반 낱말로만 나옵니다."]
    labelled(app.selectbox, t.WHY).set_value("homonym").run()
    assert len(app.dataframe[0].value) == 1
    labelled(app.segmented_control, t.SHOW).set_value(True).run()
    labelled(app.text_input, t.SEARCH).set_value("리아 나래").run()
    assert list(app.dataframe[0].value[t.COLUMNS[1]]) == ["새 앨범 뒷이야기"]
    labelled(app.text_input, t.SEARCH).set_value("없는 말").run()
    assert t.NONE_SHOWN in texts(app) and not app.dataframe


def test_articles_are_left_out_and_brought_back(on_file: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from core.ui.news import articles as news_list

    # AppTest cannot pick rows of a table: the first one is picked, what follows is the page's own doing.
    monkeypatch.setattr(news_list, "_table", lambda shown, reasons: [0] if shown else [])
    app = open_section()
    assert "이 출처는 본문을" not in texts(app) and "예지와 리아의 이야기" in texts(app)
    press(app, t.decide(1, False))
    assert len(news.articles(on_file)["itzy"]) == 1 and t.decided(1, used=False) in texts(app)
    press(app, t.UNDO)
    assert len(news.articles(on_file)["itzy"]) == 2 and t.undone(1) in texts(app)
    assert next(b for b in app.button if b.label == t.UNDO).disabled
    labelled(app.segmented_control, t.SHOW).set_value(False).run()
    press(app, t.decide(1, True))
    assert len(news.articles(on_file)["itzy"]) == 3


def test_files_are_taken_in_and_told_about(settings: Settings) -> None:
    app = open_section(view=View.FILES)
    press(app, t.FILES_GO)
    assert t.NEED_FILES in texts(app)
    more = CSV + "별빛소녀단,별빛의 소식,몽환,가람일보,2026-03-06,\n"
    files = [("a.csv", more.encode(), "text/csv"), ("b.xlsx", b"no", "x")]
    app.file_uploader[0].set_value(files).run()  # begins by itself: the press was remembered
    said = texts(app)
    assert "기사 4건을 읽어 2팀의 새 기사 4건을" in said and "별빛소녀단 1건" in said and "b.xlsx: " in said
    assert sum(map(len, news.articles(settings).values())) == 3
    assert app.session_state["studio"][Frame].next_values == {VIEW: Shown.ARTICLES}, "one lands where the report stands"
    press(app, f"트와이스 {common.SEE_CONCEPT}")
    assert app.session_state["studio"][Frame].next_values == {VIEW: Shown.WORDS, GROUP: "twice"}
    press(app, t.PUT_AWAY)
    assert "b.xlsx" not in texts(app)


def test_days_are_chosen_and_articles_deleted_after_a_question(on_file: Settings) -> None:
    app = open_section(view=View.KEEP)
    assert labelled(app.number_input, t.keep_label("naver", 0)).value == 90
    save = next(b for b in app.button if b.label == t.KEEP_SAVE)
    assert save.disabled
    labelled(app.number_input, t.keep_label("naver", 0)).set_value(30).run()
    press(app, t.KEEP_SAVE)
    assert keep_days(on_file, "naver") == 30 and t.KEEP_SAVED in texts(app)
    press(app, t.delete_what("file", 3))
    assert "있지의 넣은 파일 3건을 지웁니다" in texts(app).replace("*", "") and len(news.filed(on_file)) == 4
    press(app, t.CANCEL)
    press(app, t.delete_what("file", 3))
    press(app, t.DELETE_YES)
    assert [one.group for one in news.filed(on_file)] == ["twice"]


def test_background_stands_apart_with_its_credit(on_file: Settings) -> None:
    from core.news.wikipedia import Background
    from core.storage.news.backgrounds import keep_background

    keep_background(on_file, "itzy", Background("있지", "5인조 <b>그룹</b>이다.", "https://ko.wikipedia.org/wiki/x"))
    said = texts(open_section())
    assert "5인조 <b>그룹</b>이다." in said and "CC BY-SA" in said and "https://ko.wikipedia.org/wiki/x" in said
    assert t.BACKGROUND_AID in said


def test_the_articles_of_the_demo_are_fixed() -> None:
    app = open_section("group_1")
    assert t.DEMO_LEAD in texts(app) and len(app.dataframe[0].value) > 20 and not app.button
    assert set(app.dataframe[0].value[t.LINK_COLUMN]) == {""}
    labelled(app.text_input, t.SEARCH).set_value("없는 말").run()
    assert t.demo_count(0) in texts(app)


def test_the_articles_of_the_demo_name_no_source_that_exists() -> None:
    (table,) = open_section("group_1").dataframe
    assert set(table.value[t.COLUMNS_DEMO[-1]]) == {t.FICTIONAL}


def test_what_is_over_goes_when_somebody_looks(on_file: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Settings] = []

    def look(settings: Settings) -> int:
        asked.append(settings)
        return 0

    monkeypatch.setattr(news_collect, "delete_expired", look)
    open_section().run()
    assert len(asked) == 1
