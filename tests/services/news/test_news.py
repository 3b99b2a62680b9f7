"""News from end to end against services on this machine: collect, stop, import, what counts, decide, keep, delete."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import yaml
from sqlalchemy import text

from core import jobs
from core.errors import NewsError, StudioError, UnknownNameError
from core.news.reading import korean_today
from core.news.wikipedia import LICENCE
from core.services.news import articles as news
from core.services.news import collect as news_collect
from core.services.news.importing import import_files
from core.settings import Settings, get_settings
from core.storage.database import Database
from core.storage.news.articles import Articles
from core.storage.news.backgrounds import SOURCE as WIKIPEDIA
from core.storage.news.collection_log import NewsCollections, Plan
from core.storage.news.retention import keep_days
from core.types import Article, Upload, silent
from core.web.fetcher import Fetcher
from tests.conftest import ROOT
from tests.support.asking import LIMITS
from tests.support.builders import zipped
from tests.support.fault_server import SkippingClock
from tests.support.news_server import HUB, NewsServer, article

SINCE, UNTIL = date(2026, 1, 1), date(2026, 3, 31)
ITZY, TWICE = "있지 ITZY", "트와이스 TWICE"


def about(number: int, title: str, **more: Any) -> Article:
    return article(number, title=f"{title} {number}", **more)


FOUND = {
    ITZY: [*(about(n, "그룹 있지, 새 무대") for n in range(3)), about(3, "건설 소식", body="짓고 있지만 늦다.")],
    TWICE: [about(n, "트와이스 컴백") for n in range(10, 12)] + [about(12, "옛 소식", day=date(2025, 1, 1))],
}
PAGES = {"있지 (음악 그룹)": "있지는 예지, 리아, 류진, 채령, 유나의 그룹이다.", "트와이스": "영화 제목이다."}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[NewsServer]:
    clock = SkippingClock()
    quick = partial(Fetcher, limits=LIMITS, clock=clock, sleep=clock.sleep)
    monkeypatch.setattr(news_collect, "Fetcher", quick)
    with NewsServer(FOUND, PAGES) as running:
        yield running


@pytest.fixture
def settings(server: NewsServer) -> Settings:
    return server.settings(get_settings())


def plan(*groups: str, source: str = "naver", since: date = SINCE, until: date = UNTIL) -> Plan:
    return Plan(source, groups or ("itzy", "twice"), since, until)


def titles(settings: Settings) -> dict[str, list[str]]:
    return {group: sorted(one.title for one in reading) for group, reading in news.articles(settings).items()}


def test_without_a_database_there_is_nothing_and_nothing_is_made() -> None:
    settings = get_settings()
    assert news.articles(settings) == {} and news.stamp(settings) == "" and news.filed(settings) == ()
    assert news_collect.reports(settings) == [] and news.background(settings, "itzy") is None
    assert news_collect.delete_expired(settings) == 0 and news.forget(settings) == 0
    assert not settings.workspace.exists()


def test_sources_say_what_they_need_and_allow(settings: Settings) -> None:
    naver, google = news_collect.sources(settings)
    assert not naver.usable and "키" in naver.why_not and google.usable and google.default and not naver.default
    assert (
        "공식 문서가 없" in google.terms
        and "읽기용" in google.terms
        and (naver.keep_days, google.keep_days) == (90, 90)
    )
    naver, google = news_collect.sources(settings, HUB)
    assert naver.usable and naver.default and not naver.why_not and not google.default


@pytest.mark.parametrize("source", ["naver", "google_news"])
def test_news_is_collected_judged_and_reported(settings: Settings, source: str) -> None:
    told: list[tuple[int, int, str]] = []
    said = news_collect.collect(lambda *t: told.append(t), settings, plan(source=source), HUB)
    (report,) = news_collect.reports(settings)
    itzy, twice = report.groups
    homonym = {"homonym": 1} if source == "naver" else {"unnamed": 1}  # Google gives no bodies
    assert (itzy.group, itzy.found, itzy.new, itzy.admitted, dict(itzy.left_out)) == ("itzy", 4, 4, 3, homonym)
    assert (twice.found, twice.new, twice.admitted, twice.problem) == (2, 2, 2, "")
    assert (report.state, report.label) == ("done", said) and "기사 6건" in said and "5건을 씁니다" in said
    assert report.ended and report.plan == plan(source=source)
    assert titles(settings) == {
        "twice": ["트와이스 컴백 10", "트와이스 컴백 11"],
        "itzy": [f"그룹 있지, 새 무대 {n}" for n in range(3)],
    }
    assert list(titles(settings)) == ["itzy", "twice"], "in the order of the catalogue"
    assert any("있지" in label for _, _, label in told) and all(done <= total for done, total, _ in told)


def test_collected_again_nothing_is_doubled_and_a_longer_body_stays(settings: Settings, server: NewsServer) -> None:
    news_collect.collect(silent, settings, plan("itzy"), HUB)
    before = news.stamp(settings)
    server.articles[ITZY] = [
        replace(server.articles[ITZY][0], body="훨씬 더 긴 글로 다시 왔다. " * 3),
        *FOUND[ITZY][1:],
    ]
    news_collect.collect(silent, settings, plan("itzy"), HUB)
    again, _ = news_collect.reports(settings)
    assert (again.groups[0].found, again.groups[0].new) == (4, 0) and len(news.filed(settings)) == 4
    assert news.stamp(settings) != before and any("훨씬 더 긴" in one.body for one in news.articles(settings)["itzy"])


def test_one_article_of_two_sources_counts_once_as_its_fullest_text(settings: Settings) -> None:
    news_collect.collect(silent, settings, plan("itzy"), HUB)
    news_collect.collect(silent, settings, plan("itzy", source="google_news"))
    on_file = news.filed(settings, "itzy")
    assert len(on_file) == 8 and sum(one.gate.code == "double" for one in on_file) == 3
    assert {one.source for one in news.articles(settings)["itzy"]} == {"naver"} and len(titles(settings)["itzy"]) == 3


def test_background_is_kept_apart_and_only_where_it_is_about_the_group(settings: Settings, server: NewsServer) -> None:
    news_collect.collect(silent, settings, plan(), HUB)
    found = news.background(settings, "itzy")
    assert found and found.title == "있지 (음악 그룹)" and found.licence == LICENCE and "/wiki/" in found.link
    assert news.background(settings, "twice") is None, "a film of that name"
    assert not any("예지, 리아" in one.body for one in news.articles(settings)["itzy"])
    asked = [query["titles"] for path, query in server.requests if "titles" in query]
    news_collect.collect(silent, settings, plan("itzy"), HUB)
    assert [query["titles"] for _, query in server.requests if "titles" in query] == asked, "not asked again so soon"
    assert news.forget(settings, "itzy", WIKIPEDIA) == 1 and news.background(settings, "itzy") is None


def test_a_group_that_fails_is_told_and_the_next_begins(settings: Settings, server: NewsServer) -> None:
    server.faults = ["gone"] * 2
    said = news_collect.collect(silent, settings, plan(source="google_news", since=date(2026, 2, 1)))
    (report,) = news_collect.reports(settings)
    itzy, twice = report.groups
    assert itzy.problem.endswith("주세요.") and (itzy.found, twice.found, twice.problem) == (0, 2, "")
    assert report.state == "done" and "기사 2건" in said


@pytest.mark.parametrize("fault", ["key", "quota"])
def test_a_refused_key_or_quota_ends_it_and_what_came_stays(settings: Settings, server: NewsServer, fault: str) -> None:
    server.articles[ITZY] = [about(n, "그룹 있지, 새 무대") for n in range(150)]  # two pages
    server.faults = ["", fault]
    with pytest.raises(NewsError) as raised:
        news_collect.collect(silent, settings, plan(), HUB)
    (report,) = news_collect.reports(settings)
    assert report.state == "failed" and str(raised.value) in report.label
    assert [group.group for group in report.groups] == ["itzy"] and report.groups[0].problem == str(raised.value)
    assert report.groups[0].found == 100 == len(news.articles(settings)["itzy"])


def test_nothing_from_nobody_is_a_failure(settings: Settings, server: NewsServer) -> None:
    server.faults = ["gone"] * 20
    with pytest.raises(NewsError):
        news_collect.collect(silent, settings, plan(source="google_news"))
    assert news_collect.reports(settings)[0].state == "failed"


@pytest.mark.parametrize("how", [jobs.Cancelled, jobs.Stopping, None])
def test_stopped_it_keeps_what_came(settings: Settings, server: NewsServer, how: type[Exception] | None) -> None:
    server.articles[ITZY] = [about(n, "그룹 있지, 새 무대") for n in range(250)]

    def progress(done: int, total: int, label: str) -> None:
        if done == 1 and how:
            raise how
        if done == 1:
            news_collect.stop(settings, news_collect.reports(settings)[0].id)

    if how is jobs.Stopping:
        with pytest.raises(jobs.Stopping):
            news_collect.collect(progress, settings, plan(), HUB)
    else:
        assert "멈췄습니다" in news_collect.collect(progress, settings, plan(), HUB)
    (report,) = news_collect.reports(settings)
    assert report.state == "stopped" and report.groups[0].found == 100 == len(news.filed(settings))
    news_collect.collect(silent, settings, plan("itzy"), HUB)
    assert len(news.filed(settings)) == 250, "a stop holds for one collection"


@pytest.mark.slow
def test_two_do_not_collect_at_once_and_a_killed_one_is_told_as_stopped(settings: Settings) -> None:
    store = NewsCollections(settings)
    store.begin("first", plan())
    with store.at_work("first"):
        assert news_collect.reports(settings)[0].state == "running"
        with pytest.raises(StudioError, match="다른 모으기"):
            news_collect.collect(silent, settings, plan(), HUB)
    assert [report.state for report in news_collect.reports(settings)] == ["stopped"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (plan(source="daum"), NewsError),
        (plan("없는 그룹"), UnknownNameError),
        (Plan("naver", (), SINCE, UNTIL), NewsError),
        (plan(since=UNTIL, until=SINCE), NewsError),
        (plan(since=korean_today() + timedelta(5), until=korean_today() + timedelta(9)), NewsError),
    ],
)
def test_a_plan_that_cannot_work_is_refused_before_anything_is_made(
    settings: Settings, wrong: Plan, error: type[Exception]
) -> None:
    for work in (
        lambda: news_collect.check(settings, wrong, HUB),
        lambda: news_collect.collect(silent, settings, wrong, HUB),
    ):
        with pytest.raises(error):
            work()
    with pytest.raises(NewsError, match="키"):
        news_collect.check(settings, plan())
    assert not settings.workspace.exists()


CSV = """group,title,body,press,date,link
있지,그룹 있지의 새 앨범,당당한 무대,가람일보,2026-03-02,https://garam.kr/1
ITZY,무대 뒷이야기,새 앨범을 준비했다,가람일보,2026-03-03,https://garam.kr/2
있지,건설 소식,건물을 짓고 있지만 늦다,가람일보,2026-03-04,https://garam.kr/3
twice,트와이스 컴백,청량한 무대,가람일보,2026-03-05,https://garam.kr/4
별빛소녀단,별빛 컴백,몽환의 무대,가람일보,2026-03-06,https://garam.kr/5
"""
PLAIN = "title,body\n트와이스 컴백,새 무대\n그룹 있지 컴백,새 무대\n날씨 소식,비가 온다\n"


def file(name: str, content: str) -> Upload:
    return Upload(name, content.encode())


def test_a_file_with_a_group_column_goes_where_it_says(settings: Settings) -> None:
    report = import_files(settings, [file("a.csv", CSV)])
    by_group = {one.group: one for one in report.groups}
    itzy = by_group["itzy"]
    assert (itzy.found, itzy.new, itzy.admitted, dict(itzy.left_out)) == (3, 3, 2, {"homonym": 1})
    assert by_group["twice"].new == 1 and dict(report.unknown) == {"별빛소녀단": 1} and report.new == 4
    assert {one.gate.code for one in news.filed(settings, "itzy")} == {"title", "filed", "homonym"}
    assert import_files(settings, [file("a.csv", CSV)]).new == 0


def test_a_plain_file_is_for_the_chosen_group_or_parted_by_its_texts(settings: Settings) -> None:
    report = import_files(settings, [file("a.csv", PLAIN)])
    assert {one.group: one.new for one in report.groups} == {"twice": 1, "itzy": 1} and report.nameless == 1
    report = import_files(settings, [file("b.csv", PLAIN)], "있지")
    assert {one.group: one.admitted for one in report.groups} == {"itzy": 3}, "a person says so"
    with pytest.raises(UnknownNameError):
        import_files(settings, [file("b.csv", PLAIN)], "없는 그룹")
    with pytest.raises(NewsError):
        import_files(settings, [])


def test_rows_without_a_group_are_filed_by_content_also_beside_rows_with_one(settings: Settings) -> None:
    mixed = "group,title,body\n있지,그룹 있지 컴백,새 무대\n,트와이스 공연 주의보,트와이스의 공연\n,날씨 소식,비\n"
    report = import_files(settings, [file("a.csv", mixed)])
    assert {one.group: one.found for one in report.groups} == {"itzy": 1, "twice": 1} and report.nameless == 1


def test_the_report_counts_as_the_list_does(settings: Settings) -> None:
    twice = PLAIN + "트와이스 컴백,새 무대\n"
    report = import_files(
        settings, [file("a.csv", twice), file("b.json", '[{"title": "트와이스 컴백", "body": "새 무대"}]')]
    )
    told = {one.group: (one.new, one.admitted) for one in report.groups}
    assert told == {"twice": (1, 1), "itzy": (1, 1)}
    assert {g: sum(one.gate.admitted for one in news.filed(settings, g)) for g in told} == {"twice": 1, "itzy": 1}


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_kept(settings: Settings) -> None:
    told: list[tuple[int, int, str]] = []
    files = [file("깨짐.xlsx", "no"), file("b.csv", CSV), file("c.exe", "x"), file("빈 것.json", "")]
    report = import_files(settings, files, "", lambda *t: told.append(t))
    assert len(report.problems) == 3 and report.problems[0].startswith("깨짐.xlsx: ") and report.new == 4
    assert told[-1][:2] == (4, 4)


def test_a_damaged_workbook_does_not_stop_the_others(settings: Settings) -> None:
    damaged = bytearray(zipped(("xl/workbook.xml", b"<a/>" * 3000), compression=zipfile.ZIP_DEFLATED))
    damaged[60:70] = bytes(10)  # inside the packed part: zlib.error, which is no BadZipFile
    report = import_files(settings, [Upload("깨짐.xlsx", bytes(damaged)), file("b.csv", CSV)])
    assert len(report.problems) == 1 and "깨져" in report.problems[0] and report.new == 4


def test_fiction_is_kept_apart_from_what_counts(settings: Settings) -> None:
    row = '[{"group": "있지", "title": "그룹 있지의 꿈", "body": "지어낸 글", "fictional": true}]'
    import_files(settings, [file("a.json", row)])
    (one,) = news.filed(settings)
    assert (one.gate.code, news.articles(settings)) == ("fictional", {})


def test_a_person_goes_before_the_gate_and_can_take_it_back(settings: Settings) -> None:
    news_collect.collect(silent, settings, plan("itzy"), HUB)
    out = next(one for one in news.filed(settings) if not one.gate.admitted)
    kept = next(one for one in news.filed(settings) if one.gate.admitted)
    stamp = news.stamp(settings)
    decided: news.NewsDecisions = {out.key: "in", kept.key: "out"}
    undo = news.decide(settings, decided)
    assert news.stamp(settings) != stamp
    now = {one.key: one.gate for one in news.filed(settings)}
    assert now[out.key].code == "in" and now[kept.key].code == "out" and len(titles(settings)["itzy"]) == 3
    assert news.decide(settings, undo, seen=decided) == decided
    assert {one.key: one.gate for one in news.filed(settings)} == {
        **now, out.key: out.gate, kept.key: kept.gate,
    }  # fmt: skip


def test_what_is_over_is_gone(settings: Settings) -> None:
    news_collect.collect(silent, settings, plan("itzy"), HUB)
    import_files(settings, [file("a.csv", CSV)])
    then = datetime.now(UTC) - timedelta(40)
    with Database(settings).writing() as connection:
        connection.execute(text("UPDATE article SET fetched = :then"), {"then": f"{then:%Y-%m-%d %H:%M:%S.%f}"})
    Articles(settings).changed()
    assert keep_days(settings, "naver") == 90 and len(news.filed(settings)) == 8
    assert (
        news.count_expiring(settings, {"naver": 30}) == 4
        and news.count_expiring(settings, {"naver": 40, "file": 0}) == 0
    )
    assert news.set_keep_days(settings, {"naver": 30, "file": 50}) == 4
    assert {one.article.source for one in news.filed(settings)} == {"file"}
    with pytest.raises(NewsError):
        news.set_keep_days(settings, {"naver": -1})


def test_deleting_by_group_and_source_forgets_backgrounds_too(settings: Settings) -> None:
    news_collect.collect(silent, settings, plan(), HUB)
    import_files(settings, [file("a.csv", CSV)])
    assert news.forget(settings, "itzy", "naver") == 4 and news.background(settings, "itzy")
    assert news.forget(settings, "itzy") == 3 and news.background(settings, "itzy") is None
    assert {one.group for one in news.filed(settings)} == {"twice"}
    assert news.forget(settings, source="file") == 1 and news.forget(settings) == 2 and news.filed(settings) == ()


def test_articles_of_a_merged_group_are_those_of_the_one_it_went_into(settings: Settings) -> None:
    import_files(settings, [file("a.csv", CSV)])
    stamp = news.stamp(settings)
    known = yaml.safe_load((settings.catalog / "itzy.yaml").read_text("utf-8"))
    edits = settings.workspace / "catalog"
    edits.mkdir()
    (edits / "itzy.yaml").write_text(
        yaml.safe_dump({**known, "retired": True, "merged_into": "twice"}, allow_unicode=True), "utf-8"
    )
    assert news.stamp(settings) != stamp
    assert {one.group for one in news.filed(settings)} == {"twice"} and len(news.filed(settings, "twice")) == 4
    (edits / "itzy.yaml").write_text(yaml.safe_dump({**known, "retired": True}, allow_unicode=True), "utf-8")
    assert len(news.filed(settings)) == 1, "of a group that is not in use nothing is shown, and nothing is lost"


@pytest.mark.slow
def test_it_runs_as_a_job_in_another_process(server: NewsServer, settings: Settings) -> None:
    script = (
        "import sys, time\n"
        "from core import jobs\n"
        "from core.services.news import articles as news, collect as news_collect\n"
        "from core.storage.news.collection_log import Plan\n"
        "from core.settings import get_settings\n"
        "from datetime import date\n"
        "if __name__ == '__main__':\n"
        "    s = get_settings()\n"
        "    plan = Plan('naver', ('itzy',), date(2026, 1, 1), date(2026, 3, 31))\n"
        f"    job = jobs.start(s, 'x', news_collect.collect, s, plan, {HUB!r}, lane='collecting')\n"
        "    while not (now := jobs.status(s, job)).finished: time.sleep(.1)\n"
        "    print(now.state, now.label, len(news.articles(s)['itzy']))\n"
    )
    path = settings.workspace.parent / "job.py"
    path.write_text(script, "utf-8")
    done = subprocess.run(
        [sys.executable, str(path)], cwd=ROOT, capture_output=True, text=True, timeout=90, check=False,
        env={**os.environ, **server.environment(), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.startswith("done 기사 4건을 찾아") and done.stdout.strip().endswith("3"), done.stderr[-2000:]
