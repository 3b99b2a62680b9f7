"""The loop of a collection against a server with every fault: what is kept, what is written down, what goes on."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.collect.collector import Collector, WantedMember
from core.collect.commons import Commons
from core.collect.outcomes import KEPT
from core.errors import CollectError
from core.settings import Settings, get_settings
from core.storage.reference import library
from core.storage.reference.collection_log import Collections, Spool, Spooled
from core.storage.reference.library import Library
from core.types import Candidate, MemberId, Upload
from core.web.fetcher import Fetcher, FetchLimits, Stopped
from tests.support.builders import encoded
from tests.support.fault_server import SkippingClock
from tests.support.photo_answers import LASTING, PASSING, Offer, noise_photo
from tests.support.photo_server import PhotoServer

JISOO, YEJI = MemberId("blackpink", "지수"), MemberId("itzy", "예지")
LIMITS = FetchLimits(read=0.3, seconds=3, attempts=3)


class World:
    """One server, one set, one collection."""

    def __init__(self, results: Mapping[str, Sequence[Offer]], **more: Any) -> None:
        self.server = PhotoServer(results, slow_s=0.6)
        self.more = more
        self.judged: list[str] = []
        self.told: list[tuple[int, int, str]] = []
        self.refuse = ""

    def __enter__(self) -> "World":
        self.server.__enter__()
        self.settings: Settings = self.server.settings(get_settings(), max_file_bytes=2**20, **self.more)
        self.store = Collections(self.settings)
        self.id = self.store.add("own", "commons", "{}")
        return self

    def __exit__(self, *_: object) -> None:
        self.server.__exit__()

    def collect(self, wanted: Sequence[WantedMember], source: type[Commons] = Commons, **more: Any) -> None:
        clock = SkippingClock()
        fetcher = Fetcher(self.settings, limits=LIMITS, clock=clock, sleep=clock.sleep, **more)

        def judge(upload: Upload) -> str:
            self.judged.append(upload.path)
            return self.refuse

        asked, tell = source(self.settings, fetcher), lambda *said: self.told.append(said)
        Collector(self.settings, "own", self.id, asked, fetcher, judge, tell).run(wanted)

    def outcomes(self, member: MemberId = JISOO) -> dict[str, int]:
        return self.store.counts([self.id]).get(self.id, {}).get(member, {})

    def asked(self, offer: Offer) -> int:
        return sum(one.path in self.server.url(offer) for one in self.server.photos_asked())


def wanted(target: int = 20, member: MemberId = JISOO, *queries: str, kept: int = 0) -> WantedMember:
    return WantedMember(member, member.member, queries or (member.member,), target, kept)


def offers(number: int, first: int = 0, fault: str = "") -> list[Offer]:
    return [Offer(f"photo {n}", noise_photo(n), fault) for n in range(first, first + number)]


def test_photos_are_kept_with_their_rights() -> None:
    with World({"지수": offers(3)}) as world:
        world.collect([wanted()])
        photos = Library(world.settings, "own").photos()
        assert world.outcomes() == {KEPT: 3} and len(photos) == 3
        one = next(photo for photo in photos if "photo 1" in photo.name)
        assert one.member == JISOO and one.state == "kept"
        rights = one.rights
        assert (rights.source, rights.author, rights.licence) == ("commons", "Kim & Lee", "CC BY-SA 4.0")
        assert rights.url == world.server.url(world.server.results["지수"][1]) and rights.fetched is not None
        assert "DebutConceptStudio" in world.server.photos_asked()[0].agent


LEFT_OUT = {
    "html": "unreadable",
    "broken": "unreadable",
    "empty": "empty",
    "gone": "gone",
    "loop": "redirects",
    "huge": "too_large",
    "huge_undeclared": "too_large",
    "gzip_bomb": "too_large",
} | {fault: "forbidden" for fault in LASTING if fault.startswith("to_")}


def test_every_lasting_fault_has_its_reason_and_the_rest_is_kept() -> None:
    assert set(LEFT_OUT) == set(LASTING)
    bad = [Offer(fault, noise_photo(500 + n), fault) for n, fault in enumerate(LASTING)]
    mixed = [offer for pair in zip(offers(len(bad)), bad, strict=True) for offer in pair]
    with World({"지수": mixed}) as world:
        world.collect([wanted(30)])
        assert world.outcomes().pop(KEPT) == len(bad)
        expected: dict[str, int] = {KEPT: len(bad)}
        for outcome in LEFT_OUT.values():
            expected[outcome] = expected.get(outcome, 0) + 1
        assert world.outcomes() == expected and world.server.decoyed == 0


def test_what_passes_is_kept_and_what_goes_on_failing_is_left_for_another_time() -> None:
    once = [Offer(f"once {fault}", noise_photo(700 + n), fault) for n, fault in enumerate(PASSING)]
    always = [Offer(f"always {fault}", noise_photo(800 + n), fault, times=0) for n, fault in enumerate(("500", "cut"))]
    with World({"지수": [*once, *always, *offers(1)]}) as world:
        world.collect([wanted(30)])
        assert world.outcomes() == {KEPT: len(PASSING) + 1, "server": 1, "cut": 1}
        before = [world.asked(offer) for offer in once]
        world.collect([wanted(30, kept=len(PASSING) + 1)])
        assert [world.asked(offer) for offer in once] == before
        assert [world.asked(offer) for offer in always] == [2 * LIMITS.attempts] * 2
        assert world.outcomes() == {KEPT: len(PASSING) + 1, "server": 1, "cut": 1}


def test_members_take_turns_and_get_what_was_asked_for() -> None:
    with World({"지수": offers(9), "예지": offers(9, 100)}) as world:
        world.collect([wanted(4), wanted(2, YEJI)])
        assert world.outcomes() == {KEPT: 4} and world.outcomes(YEJI) == {KEPT: 2}
        order = [one.path.rpartition("%20")[2] for one in world.server.photos_asked()]
        assert order == ["0.jpg", "100.jpg", "1.jpg", "101.jpg", "2.jpg", "3.jpg"]
        assert world.told[-1] == (6, 6, "지수 4/4")
        assert world.told[0] == (0, 6, "지수 0/4")


def test_an_address_is_fetched_once_whoever_finds_it() -> None:
    both = offers(4)
    with World({"지수": both, "Jisoo": both, "예지": both}) as world:
        world.collect([wanted(9, JISOO, "지수", "Jisoo"), wanted(9, YEJI)])
        world.collect([wanted(9, JISOO, "지수", "Jisoo"), wanted(9, YEJI)])
        assert [world.asked(offer) for offer in both] == [1] * 4
        assert world.outcomes().get(KEPT, 0) + world.outcomes(YEJI).get(KEPT, 0) == 4


def test_the_same_photo_at_two_addresses_counts_once() -> None:
    with World({"지수": [Offer("one", noise_photo(1)), Offer("two", noise_photo(1))]}) as world:
        world.collect([wanted()])
        assert world.outcomes() == {KEPT: 1, "same": 1}


def test_the_judge_decides_and_what_it_refuses_does_not_count() -> None:
    with World({"지수": offers(3)}) as world:
        world.refuse = "no_face"
        world.collect([wanted()])
        assert world.outcomes() == {"no_face": 3} and len(world.judged) == 3
        assert Library(world.settings, "own").photos() == []


def test_a_photo_that_is_said_to_be_tiny_is_not_fetched() -> None:
    with World({"지수": [Offer("icon", noise_photo(1), width=48, height=48)]}) as world:
        world.collect([wanted()])
        assert world.outcomes() == {"small": 1} and world.server.photos_asked() == []


def test_looking_ends_where_nothing_comes_of_it() -> None:
    with World({"지수": offers(60)}) as world:
        world.refuse = "no_face"
        world.collect([wanted(2)])
        assert world.outcomes() == {"no_face": 30}


def test_when_nobody_answers_any_more_it_ends_and_goes_on_later() -> None:
    dead = [Offer(f"dead {n}", noise_photo(900 + n), "reset", times=0) for n in range(12)]
    with World({"지수": [*offers(2), *dead, *offers(2, 50)]}) as world:
        with pytest.raises(CollectError, match="잇달아"):
            world.collect([wanted()])
        assert world.outcomes() == {KEPT: 2, "cut": 5}
        for path, offer in list(world.server._offers.items()):
            world.server._offers[path] = Offer(offer.name, offer.data)
        world.collect([wanted(kept=2)])
        assert world.outcomes() == {KEPT: 16}


def test_hosts_that_are_gone_do_not_end_each_attempt_at_the_same_place() -> None:
    dead = [Offer(f"dead {n}", noise_photo(900 + n), "reset", times=0) for n in range(5)]
    with World({"지수": [*dead, *offers(3)]}) as world:
        for _ in range(2):
            with pytest.raises(CollectError, match="잇달아"):
                world.collect([wanted()])
        assert world.outcomes() == {KEPT: 3, "cut": 5}


def test_the_search_itself_is_down() -> None:
    with World({"지수": offers(2)}) as world:
        world.server.faults = ["500"] * 9
        with pytest.raises(CollectError, match="이어서 모아"):
            world.collect([wanted()])


def test_stopping_keeps_what_came() -> None:
    with World({"지수": offers(9)}) as world:
        with pytest.raises(Stopped):
            world.collect([wanted()], stop=lambda: len(world.judged) >= 3)
        assert world.outcomes() == {KEPT: 3}
        world.collect([wanted(kept=3)])
        assert world.outcomes() == {KEPT: 9} and len(world.server.photos_asked()) == 9


def test_a_search_that_was_told_to_stop_is_no_search_that_finds_no_more() -> None:
    asked: list[str] = []

    class Browser(Commons):
        def search(self, query: str) -> Iterator[Candidate]:
            asked.append(query)
            yield from ()

    def tell(*_: object) -> None:
        if asked:
            raise Stopped

    with World({}) as world, pytest.raises(Stopped):
        world.told = type("Told", (list,), {"append": tell})()
        world.collect([wanted()], source=Browser)


@pytest.mark.parametrize("where", ["judge", "store", "row", "journal", "spool"])
def test_a_death_between_the_photo_and_its_line_costs_no_second_fetch(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Death(BaseException):
        pass

    def die(*_: object) -> None:
        raise Death

    with World({"지수": offers(5)}) as world:
        world.collect([wanted(2)])
        places = {"store": (Library, "add"), "row": (library, "to_row")}
        places |= {"journal": (Collections, "record"), "spool": (Spool, "drop")}
        with monkeypatch.context() as patch, pytest.raises(Death):
            if where == "judge":
                patch.setattr(world, "judged", type("Dying", (list,), {"append": die})())
            else:
                patch.setattr(*places[where], die)
            world.collect([wanted(5, kept=2)])
        world.judged = []
        world.collect([wanted(5, kept=world.outcomes()[KEPT])])
        assert world.outcomes() == {KEPT: 5}
        assert [world.asked(offer) for offer in world.server.results["지수"]] == [1] * 5
        photos = Library(world.settings, "own").photos()
        assert {p.rights.url for p in photos} == {world.server.url(offer) for offer in world.server.results["지수"]}
        assert {p.rights.source for p in photos} == {"commons"} and len(photos) == 5
        assert list(Spool(world.settings, "own").waiting()) == []


def test_a_torn_file_in_the_spool_is_fetched_again(tmp_path: Path) -> None:
    with World({"지수": offers(2)}) as world:
        spool = Spool(world.settings, "own")
        world.collect([wanted(1)])
        candidate = next(iter(Commons(world.settings, Fetcher(world.settings)).search("지수")))
        spool.put(Spooled("commons", candidate, JISOO, b"x" * 100))
        (file,) = [f for f in (world.settings.workspace / "collecting").rglob("*") if f.is_file() and f.suffix == ""]
        file.write_bytes(file.read_bytes()[:-10])
        world.collect([wanted(2, kept=1)])
        assert world.outcomes() == {KEPT: 2}


def test_what_another_source_had_fetched_keeps_its_origin() -> None:
    with World({}) as world:
        photo = Spooled("naver", Candidate("https://example.org/a.jpg"), JISOO, noise_photo(1))
        Spool(world.settings, "own").put(photo)
        world.collect([])
        (kept,) = Library(world.settings, "own").photos()
        assert (kept.rights.source, kept.rights.url) == ("naver", "https://example.org/a.jpg")


def test_half_characters_end_no_collection() -> None:
    half = "\ud800"
    with World({"지수": offers(1)}) as world:
        url = world.server.url(world.server.results["지수"][0])

        class Odd(Commons):
            def search(self, query: str) -> Iterator[Candidate]:
                yield Candidate(f"{url}?{half}", half, half, half, half, half)

        world.collect([wanted()], source=Odd)
        (photo,) = Library(world.settings, "own").photos()
        assert (photo.rights.author, photo.rights.url) == ("?", f"{url}??") and world.outcomes() == {KEPT: 1}


def test_photos_with_hostile_titles_land_in_the_set() -> None:
    titles = ["../../etc/passwd", "con", "a" * 300, "이름\x00", "<b>", "..", "사진/둘"]
    bad = [Offer(title.replace("\x00", "?"), noise_photo(n)) for n, title in enumerate(titles)]
    with World({"지수": bad}) as world:
        world.collect([wanted()])
        root = Library(world.settings, "own").root
        assert len(list((root / "blackpink" / "지수").glob("*.jpg"))) == len(titles)


def test_png_and_large_photos_are_stored_as_jpeg_of_the_usual_size() -> None:
    wide = encoded(np.random.default_rng(3).integers(0, 255, (30, 1700, 3), dtype=np.uint8), "PNG")
    with World({"지수": [Offer("wide", wide, width=1700, height=300)]}) as world:
        world.collect([wanted()])
        (photo,) = Library(world.settings, "own").photos()
        with Image.open(Library(world.settings, "own").path(photo)) as image:
            assert image.format == "JPEG" and max(image.size) == 1600
