"""Everything that several hands change in one workspace, a row each: a change by a hand, and which changes are there.

A hand makes its changes from what it saw at the very beginning, as a page does that was opened a while ago."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

import numpy as np

from core.access.actor import LOCAL
from core.catalog import load_real, load_shipped
from core.news.wikipedia import Background
from core.services.catalog import edit, members
from core.services.choices import RUN, studios
from core.services.concept.exclusions import change_exclusions, exclusions
from core.services.lexicon import edit as lexicon
from core.services.news import articles as news
from core.services.news.terms import change_terms, terms_of
from core.services.projects import plans
from core.services.reference import curation
from core.services.reference import sets as reference
from core.settings import Settings
from core.storage.database import Database, StoredFace
from core.storage.news.articles import ArticleKey, Articles
from core.storage.news.backgrounds import background_on_file, keep_background
from core.storage.news.retention import keep_days
from core.storage.projects import Projects
from core.storage.reference.collection_log import Collections, Fetched
from core.storage.reference.library import Library
from core.storage.training import runs
from core.storage.training.features import FeatureStore
from core.storage.training.queue import TrainingQueue
from core.storage.training.records import Request
from core.text.terms import EVERY_TEXT, Terms
from core.training.options import Options
from core.training.run import Run
from core.types import Article, MemberId, Photo, Rights
from tests.support.finished_training import training
from tests.support.versions import version

HANDS = ("가", "나")
Change = tuple[str, int]  # the hand, and the number of its change
WHO = MemberId("itzy", "예지")


@dataclass(frozen=True)
class Store:
    """prepare(settings, n): before n changes by each hand, `most` at most. change(settings, hand, i): the i-th.
    found(settings, n): those that are there. quick: no model has to be fitted for it."""

    change: Callable[[Settings, str, int], object]
    found: Callable[[Settings, int], set[Change]]
    prepare: Callable[[Settings, int], object] = lambda settings, n: None
    most: int = 120
    quick: bool = True


def every(n: int, true: Callable[[str, int], bool]) -> set[Change]:
    return {(hand, i) for hand in HANDS for i in range(n) if true(hand, i)}


def word(hand: str, i: int) -> str:
    return f"{hand}말{i}"


def words(n: int) -> list[str]:
    """What is there before: every second change takes one of these away."""
    return [word(hand, i) for hand in HANDS for i in range(1, n, 2)]


def held(there: set[str], n: int) -> set[Change]:
    """Even changes put their word in, odd ones take theirs away."""
    return every(n, lambda hand, i: (word(hand, i) in there) == (i % 2 == 0))


# The groups, their members, the lexicon, words left out.


def _entry(settings: Settings, hand: str, i: int) -> None:
    """Other spellings of a group and of a member, each put in and taken away again: what was done last stands until
    then. The lists are given whole, as a page gives them, by who opened it before anything was changed."""
    team = load_shipped(settings).get("itzy")
    person, last = team.members[0], word(hand, i - i % 2)
    now = load_real(settings).get(team.id)
    assert (last in now.aliases, last in now.members[0].aliases) == (i % 4 == 1, i % 4 == 3), "the last one was lost"
    seen, given = (((), (last,)), ((last,), ()))[i % 2]
    if i % 4 < 2:
        edit.edit_group(
            settings, team.id, aliases=[*team.aliases, *given], seen=replace(team, aliases=team.aliases + seen)
        )
    else:
        members.edit_member(settings, team.id, person.id, aliases=given, seen=replace(person, aliases=seen))


def _entries_found(settings: Settings, n: int) -> set[Change]:
    team = load_real(settings).get("itzy")
    there = {*team.aliases, *team.members[0].aliases}
    return every(n, lambda hand, i: i != n - 1 or (word(hand, i - i % 2) in there) == (i % 2 == 0))


def _person(settings: Settings, hand: str, i: int) -> None:
    members.add_members(settings, "itzy", [word(hand, i)])


def _people_found(settings: Settings, n: int) -> set[Change]:
    there = {member.name for member in load_real(settings).get("itzy").members}
    return every(n, lambda hand, i: word(hand, i) in there)


def _lexicon_word(settings: Settings, hand: str, i: int) -> None:
    (lexicon.take_out if i % 2 else lambda own, one: lexicon.put(own, "term", one))(settings, word(hand, i))


def _lexicon_words(settings: Settings, n: int) -> None:
    lexicon.upload(settings, f"terms: [처음, {', '.join(words(n))}]".encode())


def _lexicon_found(settings: Settings, n: int) -> set[Change]:
    return held({entry.word for entry in lexicon.own_entries(settings)}, n)


def _left_out(settings: Settings, hand: str, i: int) -> None:
    own = [word(hand, i)]
    change_exclusions(settings, add=() if i % 2 else own, remove=own if i % 2 else ())


def _chosen(settings: Settings, hand: str, i: int) -> None:
    """The lines are given whole, by who saw them with the hand's last word, or without it."""
    last = Terms(without=(word(hand, i - i % 2),))
    change_terms(settings, "itzy", *((EVERY_TEXT, last) if i % 2 else (last, EVERY_TEXT)))


def _chosen_found(settings: Settings, n: int) -> set[Change]:
    there = terms_of(settings, "itzy").without
    return every(n, lambda hand, i: i != n - 1 or (word(hand, i - i % 2) in there) == (i % 2 == 0))


# Sets and their photos.


def _set(settings: Settings) -> str:
    return Database(settings).sets()[-1].id


def _photos(settings: Settings, n: int) -> None:
    library = Library(settings, reference.new_set(settings, "세트"))
    for i in range(n):
        library.add(WHO, Photo(f"{i:03}.jpg", np.full((4, 4, 3), i, np.uint8), f"{i:064d}"), Rights("upload"))


@cache
def _names(settings: Settings) -> list[str]:
    return sorted(photo.name for photo in Library(settings, _set(settings)).photos())


def _right(settings: Settings, hand: str, i: int) -> None:
    given = Rights("", author="작가") if hand == HANDS[0] else Rights("", licence="CC0")
    curation.set_rights(settings, _set(settings), [_names(settings)[i]], given)


def _rights_found(settings: Settings, n: int) -> set[Change]:
    rights = {credit.name: credit.rights for credit in curation.credits(settings, _set(settings))}
    own = [rights[name] for name in sorted(rights)]
    return every(n, lambda hand, i: bool(own[i].author if hand == HANDS[0] else own[i].licence))


def _decision(settings: Settings, hand: str, i: int) -> None:
    """One says whose work a photo is while the other decides about it."""
    if hand == HANDS[0]:
        _right(settings, hand, i)
    else:
        decide = (curation.accept, curation.reject)[i % 2]
        decide(settings, _set(settings), [_names(settings)[i]])


def _decisions_found(settings: Settings, n: int) -> set[Change]:
    items = sorted(curation.items(settings, _set(settings)), key=lambda item: item.name)
    wanted = ("kept", "rejected")
    decided = {i for i, item in enumerate(items) if item.by == "person" and item.state == wanted[i % 2]}
    rights = _rights_found(settings, n)
    return every(n, lambda hand, i: (hand, i) in rights if hand == HANDS[0] else i in decided)


def _photo(settings: Settings, hand: str, i: int) -> None:
    shade = 2 * i + HANDS.index(hand)
    photo = Photo(f"{word(hand, i)}.jpg", np.full((4, 4, 3), shade, np.uint8), f"{shade:064d}")
    Library(settings, _set(settings)).add(WHO, photo, Rights("upload", author=hand))


def _photos_found(settings: Settings, n: int) -> set[Change]:
    there = {photo.name.partition("-")[0] for photo in Library(settings, _set(settings)).photos()}
    return every(n, lambda hand, i: word(hand, i) in there)


def _new_set(settings: Settings, hand: str, i: int) -> None:
    reference.rename_set(settings, reference.new_set(settings, "새 세트"), word(hand, i))


def _sets_found(settings: Settings, n: int) -> set[Change]:
    there = {stored.name for stored in Database(settings).sets()}
    return every(n, lambda hand, i: word(hand, i) in there)


def _face(settings: Settings, hand: str, i: int) -> None:
    Database(settings).keep_faces("e", {word(hand, i): StoredFace("rejected", "얼굴이 없습니다.", None)})


def _faces_found(settings: Settings, n: int) -> set[Change]:
    there = Database(settings).faces("e", [word(hand, i) for hand in HANDS for i in range(n)])
    return every(n, lambda hand, i: word(hand, i) in there)


def _feature(settings: Settings, hand: str, i: int) -> None:
    FeatureStore(settings).put("b", {(word(hand, i), "plain"): np.ones(2, np.float32)})


def _features_found(settings: Settings, n: int) -> set[Change]:
    there = FeatureStore(settings).get("b", [(word(hand, i), "plain") for hand in HANDS for i in range(n)])
    return every(n, lambda hand, i: (word(hand, i), "plain") in there)


# News.


def _article(i: int, length: int) -> Article:
    link = f"https://news.example/{i}"
    return Article("itzy", f"제목 {i}", "글" * length, "가람일보", datetime(2026, 3, 2).date(), link, "naver")


def _key(settings: Settings, i: int) -> ArticleKey:
    return next(one.key for one in Articles(settings).all() if one.article.title == f"제목 {i}")


def _longer(settings: Settings, hand: str, i: int) -> None:
    """Both find an article, one of them with more of its text."""
    Articles(settings).keep("itzy", [_article(i, 20 if HANDS[i % 2] == hand else 10)], filed=False)


def _longer_found(settings: Settings, n: int) -> set[Change]:
    length = {one.article.title: len(one.article.body) for one in Articles(settings).all()}
    return every(n, lambda hand, i: length.get(f"제목 {i}") == 20)


def _news(settings: Settings, n: int) -> None:
    Articles(settings).keep("itzy", [_article(i, 10) for i in range(2 * n)], filed=False)


@cache
def _keys(settings: Settings) -> dict[str, ArticleKey]:
    return {one.article.title: one.key for one in Articles(settings).all()}


def _judged(settings: Settings, hand: str, i: int) -> None:
    key = _keys(settings)[f"제목 {2 * i + HANDS.index(hand)}"]
    before = news.decide(settings, {key: "in"})
    news.decide(settings, before, seen={key: "in"})
    news.decide(settings, {key: "out"})


def _judged_found(settings: Settings, n: int) -> set[Change]:
    decided = {one.article.title: one.decision for one in Articles(settings).all()}
    return every(n, lambda hand, i: decided[f"제목 {2 * i + HANDS.index(hand)}"] == "out")


_SOURCES = ("naver", "google_news")


def _days(settings: Settings, hand: str, i: int) -> None:
    """Each chooses the days of a source of its own. Looks at once whether they stand: the next change hides it."""
    mine = _SOURCES[HANDS.index(hand)]
    news.set_keep_days(settings, {mine: i + 1})
    assert keep_days(settings, mine) == i + 1


def _days_found(settings: Settings, n: int) -> set[Change]:
    last = [keep_days(settings, source) for source in _SOURCES]
    return every(n, lambda hand, i: last[HANDS.index(hand)] >= i + 1)


def _text(settings: Settings, hand: str, i: int) -> None:
    keep_background(settings, word(hand, i), Background("제목", "글", "https://ko.wikipedia.org/wiki/x"))


def _texts_found(settings: Settings, n: int) -> set[Change]:
    return every(n, lambda hand, i: background_on_file(settings, word(hand, i)) is not None)


def _collection(settings: Settings, hand: str, i: int) -> None:
    log = Collections(settings)
    own = log.add("세트", "commons", word(hand, i))
    log.record("세트", own, [Fetched(word(hand, i), WHO, "kept", 1)])
    log.set_state(own, "done", "끝")


def _collections_found(settings: Settings, n: int) -> set[Change]:
    log = Collections(settings)
    fetched, ended = log.settled("세트"), {one.plan for one in log.all() if one.state == "done"}
    return every(n, lambda hand, i: word(hand, i) in fetched & ended)


# Debut plans.


def _plan(settings: Settings, n: int) -> None:
    plans.create(settings, LOCAL, "여름 데뷔")


def _version(settings: Settings, hand: str, i: int) -> None:
    """Both save their line-ups in one plan."""
    (line,) = plans.plans(settings, LOCAL)
    Projects(settings).save_version(line.project.id, version({"하나": (0.7, 0.2, 0.1)}, said=word(hand, i)))


def _versions_found(settings: Settings, n: int) -> set[Change]:
    (line,) = plans.plans(settings, LOCAL)
    rows = Projects(settings).versions(line.project.id)
    assert [row.number for row in rows] == list(range(len(rows), 0, -1)), "two got one number"
    there = {row.said for row in rows}
    return every(n, lambda hand, i: word(hand, i) in there)


# Trainings, runs, and what judges.


@cache
def _finished() -> tuple[Run, Any, Any]:
    return training()


def _run_of(hand: str, i: int) -> Run:
    """Of two changes the first puts a run on file, the second gives it another name."""
    return replace(_finished()[0], id=f"20261128-{i // 2:06d}-{HANDS.index(hand):06x}", name=word(hand, i))


def _run(settings: Settings, hand: str, i: int) -> None:
    run = _run_of(hand, i)
    if i % 2:
        runs.rename(settings, run.id, run.name)
    else:
        runs.save(settings, run, *_finished()[1:])


def _runs_found(settings: Settings, n: int) -> set[Change]:
    names = {run.id: run.name for run in runs.list_runs(settings).runs}
    last = {hand: [i for i in range(n) if names.get(_run_of(hand, i).id) == word(hand, i)] for hand in HANDS}
    return every(n, lambda hand, i: i in last[hand] or i + 1 in last[hand])


def _asked(settings: Settings, hand: str, i: int) -> None:
    queue = TrainingQueue(settings)
    with queue.changing():
        queue.add(Request("resemblance", "dlib", Options(seed=i), "demo", word(hand, i)))


def _asked_found(settings: Settings, n: int) -> set[Change]:
    there = {entry.request.set_name for entry in TrainingQueue(settings).entries()}
    return every(n, lambda hand, i: word(hand, i) in there)


def _judge(settings: Settings, hand: str, i: int) -> None:
    """A set, an engine and a run belong together, whoever chooses others at the same moment."""
    reference.activate(settings, reference.DEMO, replace(_finished()[0], id=hand, engine=hand))
    with Database(settings).reading() as connection:  # both at one moment
        rows = connection.exec_driver_sql("SELECT value FROM choice WHERE key IN (?, ?)", ("engine", RUN)).all()
    assert len(set(rows)) == 1 < len(rows)


def _judge_found(settings: Settings, n: int) -> set[Change]:
    own = Database(settings)
    return every(n, lambda hand, i: own.choice("engine") == studios(settings, RUN) in HANDS)


STORES: dict[str, Store] = {
    "groups and members": Store(_entry, _entries_found),
    "new members": Store(_person, _people_found, most=12),  # a file that holds hundreds takes long to read
    "lexicon": Store(_lexicon_word, _lexicon_found, _lexicon_words),
    "words left out": Store(
        _left_out, lambda s, n: held(set(exclusions(s)), n), lambda s, n: change_exclusions(s, add=words(n))
    ),
    "words that choose articles": Store(_chosen, _chosen_found),
    "rights": Store(_right, _rights_found, _photos),
    "decisions about photos": Store(_decision, _decisions_found, _photos),
    "photos": Store(_photo, _photos_found, lambda s, n: reference.new_set(s, "세트")),
    "sets": Store(_new_set, _sets_found),
    "faces": Store(_face, _faces_found),
    "features": Store(_feature, _features_found),
    "articles": Store(_longer, _longer_found),
    "decisions about articles": Store(_judged, _judged_found, _news),
    "days to keep": Store(_days, _days_found),
    "background texts": Store(_text, _texts_found),
    "collections": Store(_collection, _collections_found),
    "versions of a plan": Store(_version, _versions_found, _plan),
    "runs": Store(_run, _runs_found, quick=False),
    "trainings": Store(_asked, _asked_found),
    "what judges": Store(_judge, _judge_found, quick=False),
}
