"""Collecting from end to end: plan, run, stop, go on, report; the command line; and what a kill -9 leaves."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core import jobs
from core.bench.collect import FAULTY, LIMITS, TARGET
from core.catalog import load_real
from core.collect.collector import Collector, WantedMember
from core.collect.commons import Commons
from core.collect.outcomes import KEPT
from core.errors import CollectError, EngineError
from core.services.collecting import SourceInfo
from core.services.reference import collect
from core.services.reference import examine as examining
from core.services.reference.sets import new_set
from core.settings import Settings, get_settings
from core.storage.reference.collection_log import Collections, Spool
from core.storage.reference.library import Library
from core.types import MemberId
from core.web.fetcher import Fetcher
from tests.conftest import ROOT
from tests.support.builders import encoded
from tests.support.fault_server import HUB_KEY, SkippingClock
from tests.support.photo_answers import GOOD, LASTING, PASSING, Offer, faulty_service, noise_photo, search_of
from tests.support.photo_server import PhotoServer

YEJI, LIA = MemberId("itzy", "예지"), MemberId("itzy", "리아")
Told = list[tuple[int, int, str]]


def portraits(demo: Path, number: int) -> list[bytes]:
    """The demo's portraits, each slightly brighter than on file: photos with a face, none like another."""
    files = sorted((demo / "reference").rglob("*.jpg"))
    out = []
    for i in range(number):
        with Image.open(files[i * len(files) // number]) as image:
            pixels = np.asarray(image.convert("RGB"), np.float32)
        out.append(encoded(np.clip(pixels * (1.02 + 0.001 * i), 0, 255).astype(np.uint8), quality=93))
    return out


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Curation has tests of its own; here it only counts that it was asked for."""
    done: list[str] = []

    def examine(progress: object, settings: object, set_id: str, engine: str) -> str:
        done.append(set_id)
        return "살펴보았습니다."

    monkeypatch.setattr(examining, "examine", examine)
    return done


@pytest.fixture
def server(demo: Path) -> Iterator[PhotoServer]:
    faces = portraits(demo, 6)
    yeji = [Offer(f"Yeji {n}", data) for n, data in enumerate(faces[:4])]
    yeji[1:1] = [Offer("noise", noise_photo(1)), Offer("page", noise_photo(2), "html")]
    lia = [Offer(f"Lia {n}", data) for n, data in enumerate(faces[4:])]
    with PhotoServer({"있지 예지": yeji, "ITZY Lia": lia}) as running:
        yield running


@pytest.fixture
def settings(server: PhotoServer) -> Settings:
    return server.settings(get_settings())


def planned(settings: Settings, *members: MemberId, target: int = 3, source: str = "commons") -> collect.Plan:
    return collect.Plan(source, new_set(settings, "모음"), members or (YEJI, LIA), target)


@pytest.mark.slow
def test_photos_with_faces_are_collected_and_reported(settings: Settings, examined: list[str]) -> None:
    told: Told = []
    plan = planned(settings)
    collection = collect.plan(settings, plan)
    assert [(r.state, r.label) for r in collect.reports(settings)] == [("stopped", "")]
    said = collect.run(lambda *t: told.append(t), settings, collection)
    (report,) = collect.reports(settings, plan.set_id)
    yeji, lia = report.members
    assert (report.state, report.source, yeji.member) == ("done", "commons", YEJI)
    assert (yeji.target, yeji.kept, yeji.found) == (3, 3, 5)
    assert yeji.refused == {"얼굴 없음": 1, "사진이 아니거나 손상됨": 1}
    assert (lia.kept, lia.refused) == (2, {}), "found by the name in Latin letters alone"
    assert "5장을 모았습니다" in said and "1명이 목표" in said and "2장은 담지" in said and "살펴보았" in said
    assert report.label in said and examined == [plan.set_id]
    assert told[-1] == (5, 6, "있지 예지 3/3") or told[-1][:2] == (5, 6)
    assert {p.member for p in Library(settings, plan.set_id).photos()} == {YEJI, LIA}


def test_the_same_plan_goes_on_and_a_done_one_begins_anew(settings: Settings, examined: list[str]) -> None:
    plan = planned(settings)
    first = collect.plan(settings, plan)
    assert collect.plan(settings, plan) == first
    other = collect.Plan("commons", plan.set_id, (LIA,), 2)
    assert collect.plan(settings, other, go_on=True) == first
    assert [m.member for m in collect.reports(settings)[0].members] == [LIA]
    collect.run(lambda *_: None, settings, first)
    assert collect.plan(settings, other) != first


@pytest.mark.slow
def test_stopped_by_a_flag_it_keeps_what_came_and_goes_on(
    settings: Settings, server: PhotoServer, examined: list[str]
) -> None:
    plan = planned(settings, YEJI)
    collection = collect.plan(settings, plan)

    def progress(done: int, total: int, label: str) -> None:
        if done == 1:
            collect.stop(settings, collection)

    said = collect.run(progress, settings, collection)
    (report,) = collect.reports(settings)
    assert report.state == "stopped" and "멈췄습니다" in said and report.members[0].kept == 1
    assert examined == [] and len(server.photos_asked()) == 1
    collect.run(lambda *_: None, settings, collection)
    (report,) = collect.reports(settings)
    assert report.state == "done" and report.members[0].kept == 3
    paths = [one.path for one in server.photos_asked()]
    assert len(paths) == len(set(paths)) == 5


@pytest.mark.parametrize("how", [jobs.Cancelled, jobs.Stopping])
def test_a_cancelled_job_and_a_studio_that_ends_keep_what_came(
    settings: Settings, examined: list[str], how: type[Exception]
) -> None:
    collection = collect.plan(settings, planned(settings, YEJI))

    def progress(done: int, total: int, label: str) -> None:
        if done == 1:
            raise how

    if how is jobs.Stopping:
        with pytest.raises(jobs.Stopping):
            collect.run(progress, settings, collection)
    else:
        assert "1장을 모았습니다" in collect.run(progress, settings, collection)
    (report,) = collect.reports(settings)
    assert report.state == "stopped" and report.members[0].kept == 1


@pytest.mark.slow
def test_a_source_that_fails_is_told_and_what_came_is_kept(
    settings: Settings, server: PhotoServer, examined: list[str]
) -> None:
    collection = collect.plan(settings, planned(settings))
    server.faults = ["", "", "code:internal"]
    with pytest.raises(CollectError, match="internal"):
        collect.run(lambda *_: None, settings, collection)
    (report,) = collect.reports(settings)
    assert report.state == "failed" and "internal" in report.label and report.members[0].kept >= 1
    collect.run(lambda *_: None, settings, collection)
    assert collect.reports(settings)[0].state == "done"


def test_curation_that_fails_loses_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise EngineError("엔진이 없습니다.")

    monkeypatch.setattr(examining, "examine", fail)
    said = collect.run(lambda *_: None, settings, collect.plan(settings, planned(settings, LIA)))
    assert "2장을 모았습니다" in said and "엔진이 없습니다." in said
    assert collect.reports(settings)[0].state == "done"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"source": "flickr"}, "commons, naver, google"),
        ({"source": "naver"}, "API 키가 없습니다"),
        ({"source": "google"}, "약관"),
        ({"set_id": "nothing"}, "세트가 없습니다"),
        ({"members": ()}, "한 명 이상"),
        ({"members": (MemberId("itzy", "nobody"),)}, "그룹 목록에 없거나"),
        ({"target": 0}, "1장에서"),
        ({"target": 10_000}, "1장에서"),
    ],
)
def test_what_cannot_work_is_told_before_it_begins(settings: Settings, changes: dict[str, Any], sentence: str) -> None:
    usual = {"source": "commons", "set_id": new_set(settings, "x"), "members": (YEJI,), "target": 3}
    with pytest.raises(CollectError, match=sentence):
        collect.plan(settings, collect.Plan(**{**usual, **changes}))
    assert collect.reports(settings) == []


@pytest.mark.slow
def test_keys_of_the_session_are_used_and_stay_nowhere(
    settings: Settings, server: PhotoServer, examined: list[str]
) -> None:
    keys = {"naver_hub_key_id": "me", "naver_hub_key": HUB_KEY}
    plan = planned(settings, YEJI, source="naver")
    collection = collect.plan(settings, plan, keys)
    collect.run(lambda *_: None, settings, collection, keys)
    (report,) = collect.reports(settings)
    assert report.members[0].kept == 3
    photo = Library(settings, plan.set_id).photos()[0]
    assert photo.rights.source == "naver" and photo.rights.licence == ""
    for path in settings.workspace.rglob("*"):
        assert not path.is_file() or HUB_KEY.encode() not in path.read_bytes()


def test_google_waits_for_its_terms(settings: Settings) -> None:
    def google() -> SourceInfo:
        return next(source for source in collect.sources(settings) if source.name == "google")

    assert not google().usable and "약관" in google().why_not
    assert collect.google_acknowledged(settings) is None and not settings.database.exists()
    collect.acknowledge_google(settings)
    assert google().usable and collect.google_acknowledged(settings) is not None
    assert [s.name for s in collect.sources(settings) if s.default] == ["commons"]


@pytest.mark.slow
def test_another_collection_has_to_wait(settings: Settings) -> None:
    collection = collect.plan(settings, planned(settings))
    with Collections(settings).at_work("another"), pytest.raises(CollectError, match="다른 모으기"):
        collect.run(lambda *_: None, settings, collection)


def studio(server: PhotoServer, workspace: Path, *arguments: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, **server.environment(), "STUDIO_WORKSPACE": str(workspace)}
    command = [sys.executable, "-m", "core", "collect", *arguments, "--json"]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.slow
def test_all_good_photos_of_48_members_are_kept_among_faults_of_every_kind(whole: bool) -> None:
    """Four photos of each and every fault twice; with `--whole` what `python -m core bench collect` does."""
    target, faulty = (TARGET, FAULTY) if whole else (4, 0.21)
    members = [MemberId(group.id, member.id) for group in load_real(get_settings()) for member in group.members]
    assert len(members) == 48
    results = faulty_service(members, target, faulty)
    offers = [offer for some in results.values() for offer in some]
    assert sum(not offer.fault for offer in offers) == 48 * target
    assert {offer.fault for offer in offers} == {"", *PASSING, *LASTING, *GOOD}
    with PhotoServer(results, slow_s=0.6) as server:
        settings = server.settings(get_settings(), max_file_bytes=2**20)
        store, clock = Collections(settings), SkippingClock()
        collection = store.add("own", "commons", "{}")
        fetcher = Fetcher(settings, limits=LIMITS, clock=clock, sleep=clock.sleep)
        own = Collector(settings, "own", collection, Commons(settings, fetcher), fetcher, lambda upload: "")
        own.run([WantedMember(member, member.member, (search_of(member),), 2 * target) for member in members])
        kept = {photo.rights.url for photo in Library(settings, "own").photos()}
        assert kept == {server.url(offer) for offer in offers if offer.good}
        assert sum(one[KEPT] for one in store.counts([collection])[collection].values()) == len(kept)
        assert server.decoyed == 0
        came = [f"{server.address}{one.path}".replace("/thumb/", "/") for one in server.photos_asked() if one.whole]
        assert sorted(came) == sorted(kept), "each came once"


KILLS = 4


def service_of(demo: Path) -> dict[str, Sequence[Offer]]:
    """Five photos with a face for each of ITZY, and a fault of the quicker kinds for some."""
    itzy = load_real(get_settings()).get("itzy")
    faces = iter(portraits(demo, 5 * len(itzy.members)))
    faults = ["429", "cut", "html", "wrong_type", "gone"]
    return {
        member.search[0]: [
            *(Offer(f"{member.latin} {n}", next(faces)) for n in range(4)),
            Offer(f"{member.latin} odd", noise_photo(90 + i), faults[i]),
            Offer(f"{member.latin} last", next(faces)),
        ]
        for i, member in enumerate(itzy.members)
    }


@pytest.mark.slow
def test_killed_at_random_moments_it_goes_on_and_fetches_nothing_twice(demo: Path, tmp_path: Path) -> None:
    """What a kill finds in the journal or in the spool is never asked for again. Beyond that only the answer that was
    in flight at the very kill may come a second time: the last photo the server was asked for before it."""
    workspace, moment = tmp_path / "killed", random.Random(5)
    settings = get_settings().model_copy(update={"workspace": workspace})
    results = service_of(demo)
    here: list[tuple[int, set[str]]] = []  # (requests before a kill, addresses that were safe at it)
    with PhotoServer(results) as server:
        arguments = ("ITZY", "--set", "모음", "--target", "9")
        for _ in range(KILLS):
            process = studio(server, workspace, *arguments)
            until = len(server.photos_asked()) + moment.randint(2, 6)
            deadline = time.monotonic() + 120
            while len(server.photos_asked()) < until and process.poll() is None:
                assert time.monotonic() < deadline, "it does nothing"
                time.sleep(0.005)
            time.sleep(moment.uniform(0, 0.15))
            assert process.poll() is None, "the kill was to come before its end"
            process.kill()
            process.communicate()
            (stored,) = Collections(settings).all()
            assert stored.state == "stopped"
            spooled = {one.candidate.url for one in Spool(settings, stored.set_id).waiting()}
            here.append((len(server.photos_asked()), Collections(settings).settled(stored.set_id) | spooled))
        process = studio(server, workspace, *arguments)
        out, err = process.communicate(timeout=240)
        assert process.returncode == 0, err[-2000:]
        answer = json.loads(out)
        asked = server.photos_asked()
        good = {server.url(o) for some in results.values() for o in some if o.good and "odd" not in o.name}

    assert set(answer) == {"set", "source", "state", "members", "message", "seconds"}
    assert (answer["set"], answer["source"], answer["state"]) == ("모음", "commons", "done")
    assert [(m["group"], m["kept"]) for m in answer["members"]] == [("itzy", 5)] * 5
    assert sum(sum(m["refused"].values()) for m in answer["members"]) == 5
    assert {photo.rights.url for photo in Library(settings, stored.set_id).photos()} == good

    addresses = [f"{server.address}{one.path}" for one in asked]
    for number, safe in here:
        assert not safe & set(addresses[number:]), "what was safe is not asked for again"
    in_flight = {addresses[number - 1] for number, _ in here}
    whole = [address for address, one in zip(addresses, asked, strict=True) if one.whole]
    assert {address for address in whole if whole.count(address) > 1} <= in_flight


@pytest.mark.slow
def test_the_command_line_tells_what_is_wrong(tmp_path: Path) -> None:
    with PhotoServer({}) as server:
        for arguments, sentence in (
            (["없는그룹", "--set", "x"], "없습니다"),
            (["ITZY", "--set", "x", "--source", "naver"], "API 키"),
        ):
            process = studio(server, tmp_path / "w", *arguments)
            out, err = process.communicate(timeout=120)
            assert process.returncode == 1 and out == "" and sentence in err
            assert len(err.strip().splitlines()) == 1
        assert not list((tmp_path / "w").rglob("*.jpg"))
