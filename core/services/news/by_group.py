"""The news that a group is compared in: of a file, on file, or of the demo."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from core.catalog import Catalog, fold_name, load_demo, load_real
from core.errors import NewsError, UnknownNameError
from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.names.finder import NameFinder
from core.news import gate
from core.news.load import load_demo_news, load_file
from core.news.reading import Reading
from core.services.concept.names import group_names, lookup
from core.services.news import articles
from core.services.news.about import Subjects, called
from core.services.permitted import permitted
from core.settings import Settings
from core.types import Article, Progress, silent

STEP = 200  # articles between two reports of progress


class GroupedFile(NamedTuple):
    """A file's articles by group. left_out: by the gate's code, those that are about none; remarks: of the reading."""

    news: dict[str, Reading]
    left_out: Mapping[str, int]
    remarks: tuple[str, ...]


@permitted("news.read")
def read_groups(group: str, path: Path, settings: Settings, progress: Progress = silent) -> GroupedFile:
    """The articles of a file, each under the group of its `group` column, else under the one that it is about.

    One that names no group counts for none: a search brings much that is about nobody. A file that holds one group of
    the demo only is compared with the demo's other groups. Raises NewsError where none is about `group`."""
    reading = load_file(path, progress=lambda done, total, _: progress(done, total, "기사 파일 읽기"))
    if not reading:
        raise NewsError(f"'{path.name}'에 분석할 기사가 없습니다. 제목이 있는 기사가 든 파일을 골라 주세요.")
    catalogs = (load_real(settings), load_demo(settings))
    by_column = any(article.group for article in reading)
    # A row that says whose it is means a real group, unless all of the file is fiction.
    known = catalogs[:1] if by_column and not all(article.fictional for article in reading) else catalogs
    owners = _owners(reading, known)
    wanted = called(group, partial(lookup, catalogs=catalogs))
    target = wanted.id if wanted else group
    # The target as well: it may be a retired group.
    everyone = dict.fromkeys([*owners.values(), *(one.id for catalog in known for one in catalog), target])
    names = {name: group_names(name, known) for name in everyone}
    finder = NameFinder(names.values(), load_lexicon(settings))
    subjects = Subjects(names, finder)
    found: dict[str, list[Article]] = {name: [] for name in (owners.values() if by_column else [target])}
    left_out: Counter[str] = Counter()
    for number, article in enumerate(reading):
        if number % STEP == 0:
            progress(number, len(reading), "기사마다 그룹 찾기")
        named = gate.read_names(article, finder)
        owner = owners[article.group] if article.group else subjects.of(article, target, named)
        verdict = gate.judge(article, finder, owner or target, filed=bool(article.group), names=named)
        if owner and verdict.admitted:
            found.setdefault(owner, []).append(replace(article, group=owner))
        else:
            left_out[verdict.code] += 1
    if not by_column and not found[target]:
        raise NewsError(_none_about(wanted.name if wanted else group, path.name, found, catalogs))
    news = {
        name: Reading(tuple(own), excluded=reading.excluded if name == target else 0) for name, own in found.items()
    }
    untitled = (f"제목이 없는 {reading.skipped:,}건은 읽지 않았습니다.",) if reading.skipped else ()
    return GroupedFile(_with_demo(news, settings), left_out, (*reading.remarks, *untitled))


def _owners(reading: Reading, catalogs: Sequence[Catalog]) -> dict[str, str]:
    """What rows call their group -> its id; of a group that no catalogue knows the first of its spellings."""
    spellings: dict[str, str] = {}
    owners: dict[str, str] = {}
    for article in reading:
        name = article.group
        if name and name not in owners:
            group = called(name, partial(lookup, catalogs=catalogs))
            owners[name] = group.id if group else spellings.setdefault(fold_name(name), name)
    return owners


def _none_about(title: str, file: str, found: Mapping[str, Sequence[Article]], catalogs: Sequence[Catalog]) -> str:
    others = [f"{group_names(name, catalogs).name} {len(own):,}건" for name, own in found.items() if own]
    there = f" 파일에 있는 그룹: {', '.join(others[:8])}." if others else ""
    return f"'{file}'에 {title}의 이름이 나오는 기사가 없습니다.{there}"


def _with_demo(news: dict[str, Reading], settings: Settings) -> dict[str, Reading]:
    """Fiction may be compared with fiction, and only with it."""
    (name, reading), *others = news.items()
    known = load_demo(settings).lookup(name)
    if others or known is None or not all(article.fictional for article in reading):
        return news
    return {name: reading} | {key: found for key, found in load_demo_news(settings).items() if key != known.id}


@permitted("news.read")
def news_on_file(group: str, settings: Settings) -> dict[str, Reading]:
    """The news that a group can be compared in: of the demo, or that of the real groups on file.

    Raises NewsError when there is no news of the group, UnknownNameError for a group that no catalogue knows."""
    demo, real = load_demo(settings), load_real(settings)
    if demo.lookup(group):
        return load_demo_news(settings)
    if known := real.lookup(group):
        found = articles.articles(settings)
        if found.get(known.id):
            return found
        raise NewsError(
            f"'{known.name}'의 기사가 아직 없습니다. 뉴스를 모으거나, 빅카인즈에서 받은 .xlsx를 --articles로 넣어 "
            f"주세요. 데모 그룹: {', '.join(g.name for g in demo)}"
        )
    valid = ", ".join(f"{g.name}({g.id})" for g in (*demo, *real))
    raise UnknownNameError(f"'{group}' 그룹은 없습니다. 사용할 수 있는 그룹: {valid}")
