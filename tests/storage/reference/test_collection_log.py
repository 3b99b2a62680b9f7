"""The journal of collections, who works on them, and photos on their way in."""

import threading
from pathlib import Path

import pytest

from core.errors import CollectError
from core.settings import Settings
from core.storage.reference.collection_log import Collections, Fetched, Spool, Spooled
from core.types import Candidate, MemberId

JISOO, YEJI = MemberId("blackpink", "지수"), MemberId("itzy", "예지")


@pytest.fixture
def store(settings: Settings) -> Collections:
    return Collections(settings)


def test_looking_for_collections_creates_nothing(settings: Settings, store: Collections) -> None:
    assert store.all() == [] and store.working() == "" and list(Spool(settings, "own").waiting()) == []
    assert not settings.workspace.exists()


def test_collections_are_listed_newest_first_by_set(store: Collections) -> None:
    first, second = store.add("one", "commons", "{}"), store.add("two", "naver", "{}")
    assert [c.id for c in store.all()] == [second, first]
    assert [(c.id, c.source, c.state) for c in store.all("one")] == [(first, "commons", "stopped")]
    with pytest.raises(CollectError):
        store.get("nothing")


def test_an_address_has_one_line_a_set_and_what_passes_may_change(store: Collections) -> None:
    collection = store.add("one", "commons", "{}")
    store.record("one", collection, [Fetched("a", JISOO, "kept", 9), Fetched("b", JISOO, "cut", 0)])
    store.record("one", collection, [Fetched("c", YEJI, "no_face", 9)])
    assert store.settled("one") == {"a", "c"} and store.settled("two") == set() and store.failed("one") == {"b"}
    assert store.counts([collection]) == {collection: {JISOO: {"kept": 1, "cut": 1}, YEJI: {"no_face": 1}}}
    store.record("one", collection, [Fetched("b", JISOO, "kept", 9)])
    assert store.settled("one") == {"a", "b", "c"} and store.failed("one") == set()
    assert store.counts([collection])[collection][JISOO] == {"kept": 2}


def test_running_without_anybody_at_work_is_told_as_stopped(store: Collections) -> None:
    dead, own = store.add("one", "commons", "{}"), store.add("one", "commons", "{}")
    store.set_state(dead, "running")
    with store.at_work(own):
        store.set_state(own, "running")
        assert store.working() == own
        assert {c.id: c.state for c in store.all()} == {dead: "stopped", own: "running"}
    assert store.get(own).state == "stopped"
    store.set_state(own, "done", "끝")
    ended = store.get(own)
    assert (ended.state, ended.label) == ("done", "끝") and ended.ended is not None


@pytest.mark.slow
def test_only_one_collects_at_a_time(settings: Settings, store: Collections) -> None:
    own = store.add("one", "commons", "{}")
    refused: list[str] = []

    def try_it() -> None:
        try:
            with Collections(settings).at_work(own):
                pass
        except CollectError as error:
            refused.append(str(error))

    with store.at_work(own):
        other = threading.Thread(target=try_it)
        other.start()
        other.join(20)
    assert len(refused) == 1 and "다른 모으기" in refused[0]
    try_it()
    assert len(refused) == 1


def test_word_to_stop_is_left_and_taken_back(store: Collections) -> None:
    own, other = store.add("one", "commons", "{}"), store.add("one", "commons", "{}")
    store.request_stop(own)
    assert store.stop_requested(own) and not store.stop_requested(other)
    store.clear_stop(own)
    assert not store.stop_requested(own)


def files(settings: Settings) -> list[Path]:
    return [p for p in (settings.workspace / "collecting").rglob("*") if p.is_file() and p.name != ".lock"]


def test_the_spool_gives_back_what_was_put_in(settings: Settings) -> None:
    spool, candidate = Spool(settings, "own"), Candidate("https://example.org/a\n.jpg", title="제목", width=3)
    own = Spooled("naver", candidate, JISOO, b"first\nsecond\x00")
    spool.put(own)
    assert list(spool.waiting()) == [own]
    assert list(Spool(settings, "other").waiting()) == []
    spool.drop(candidate.url)
    assert list(spool.waiting()) == [] and files(settings) == []


@pytest.mark.parametrize("torn", [b"", b"{}", b"not json\nbody", b'{"candidate": 3}\nbody'])
def test_a_torn_spool_file_is_removed(settings: Settings, torn: bytes) -> None:
    spool = Spool(settings, "own")
    spool.put(Spooled("commons", Candidate("https://example.org/a.jpg"), JISOO, b"data"))
    (file,) = files(settings)
    file.write_bytes(torn)
    assert list(spool.waiting()) == [] and files(settings) == []


def test_a_whole_file_that_was_not_named_yet_counts(settings: Settings) -> None:
    """The process died between writing and renaming."""
    spool, candidate = Spool(settings, "own"), Candidate("https://example.org/a.jpg")
    spool.put(Spooled("commons", candidate, JISOO, b"data"))
    (file,) = files(settings)
    file.rename(file.with_name(".tmp-abc"))
    assert [s.data for s in spool.waiting()] == [b"data"]
    spool.drop(candidate.url)
    assert files(settings) == []


def test_a_deleted_set_leaves_nothing(settings: Settings, store: Collections) -> None:
    for own in ("one", "two"):
        collection = store.add(own, "commons", "{}")
        store.record(own, collection, [Fetched("a", JISOO, "kept", 9)])
        Spool(settings, own).put(Spooled("commons", Candidate("https://example.org/a.jpg"), JISOO, b"data"))
    store.forget("one")
    assert store.all("one") == [] and store.settled("one") == set() and len(files(settings)) == 1
    assert len(store.all("two")) == 1 and store.settled("two") == {"a"}
