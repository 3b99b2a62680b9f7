"""The news that a group is compared in: of a file, on file, or of the demo."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.catalog import Catalog, load_demo, load_real
from core.errors import NewsError, UnknownNameError
from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.names.finder import NameFinder
from core.news import gate
from core.news.load import load_demo_news, load_file
from core.news.reading import Reading
from core.services.concept.names import group_names, lookup
from core.services.news import articles
from core.settings import Settings
from core.types import Article


def read_groups(group: str, path: Path, settings: Settings) -> tuple[dict[str, Reading], Mapping[str, int]]:
    """The articles of a file by group, and by the gate's code how many are left out because they are about none.

    By its `group` column; where it has none, by what each article names (core/news/gate.py). A file that holds one
    group of the demo only is compared with the demo's other groups."""
    reading = load_file(path)
    if not reading:
        raise NewsError(f"'{path.name}'에 분석할 기사가 없습니다. 제목이 있는 기사가 든 파일을 골라 주세요.")
    catalogs = (load_real(settings), load_demo(settings))
    if any(article.group for article in reading):
        return _by_column(reading, catalogs, settings)
    known = lookup(group, catalogs)
    target = known.id if known else group
    # The target as well: it may be a retired group.
    everyone = dict.fromkeys([*(g.id for catalog in catalogs for g in catalog), target])
    finder = NameFinder([group_names(name, catalogs) for name in everyone], load_lexicon(settings))
    by_group, left_out = gate.split_relevant(reading, finder, everyone, target)
    news = {
        name: Reading(tuple(found), excluded=reading.excluded if name == target else 0)
        for name, found in by_group.items()
    }
    return _with_demo(news, settings), left_out


def _by_column(
    reading: Reading, catalogs: Sequence[Catalog], settings: Settings
) -> tuple[dict[str, Reading], Mapping[str, int]]:
    """Each article where the file puts it, but for those that are plainly not about that group."""
    filed: dict[str, list[Article]] = {}
    for article in reading:
        filed.setdefault(article.group, []).append(article)
    known = catalogs if all(article.fictional for article in reading) else catalogs[:1]
    names = {name: group_names(name, known) for name in filed}
    finder = NameFinder([*names.values(), *(group_names(g.id, known) for g in known[0])], load_lexicon(settings))
    left_out: Counter[str] = Counter()
    news: dict[str, Reading] = {}
    for name, own in filed.items():
        verdicts = [gate.judge(article, finder, names[name].id, filed=True) for article in own]
        left_out.update(verdict.code for verdict in verdicts if not verdict.admitted)
        news[name] = Reading(tuple(a for a, verdict in zip(own, verdicts, strict=True) if verdict.admitted))
    return _with_demo(news, settings), left_out


def _with_demo(news: dict[str, Reading], settings: Settings) -> dict[str, Reading]:
    """Fiction may be compared with fiction, and only with it."""
    (name, reading), *others = news.items()
    known = load_demo(settings).lookup(name)
    if others or known is None or not all(article.fictional for article in reading):
        return news
    return {name: reading} | {key: found for key, found in load_demo_news(settings).items() if key != known.id}


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
    raise UnknownNameError(f"'{group}'이라는 그룹은 없습니다. 사용할 수 있는 그룹: {valid}")
