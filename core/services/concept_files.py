"""The `keywords` command: words of a group in a file of articles, in the news on file, or in the demo."""

import time
from collections import Counter
from pathlib import Path
from typing import Any

from core.catalog import load_demo, load_real
from core.errors import NewsError, UnknownNameError
from core.keywords.analyzers import DEFAULT
from core.keywords.lexicon import load_lexicon
from core.keywords.names import GroupNames, NameFinder
from core.news.load import load_demo_news, load_file
from core.news.reading import Reading
from core.progress import Progress, silent
from core.services.concept import build_concept, keywords_json
from core.services.concept_names import group_names, lookup
from core.settings import Settings, get_settings
from core.types import Article


def keywords_command(
    group: str, articles: Path | None, analyzer: str = DEFAULT, progress: Progress = silent
) -> dict[str, Any]:
    """`keywords GROUP [--articles FILE]`: against the other groups of the file, or of those on file. Writes nothing.

    Raises NewsError when there is no news of the group, UnknownNameError for a group nobody knows."""
    settings = get_settings()
    started = time.perf_counter()
    news = read_groups(group, articles, settings) if articles is not None else _news_on_file(group, settings)
    answer = keywords_json(build_concept(group, news, analyzer, None, progress))
    answer["seconds"] = round(time.perf_counter() - started, 3)
    return answer


def read_groups(group: str, path: Path, settings: Settings) -> dict[str, Reading]:
    """The articles of a file by group: its `group` column, or where it has none the groups each article names.

    Articles of a file without a group column that name no other group count as those of `group`. A file that holds
    one group of the demo only is compared with the demo's other groups."""
    reading = load_file(path)
    if not reading:
        raise NewsError(f"'{path.name}'에 분석할 기사가 없습니다. 제목이 있는 기사가 든 파일을 골라 주세요.")
    by_group: dict[str, list[Article]] = {}
    if any(article.group for article in reading):
        for article in reading:
            by_group.setdefault(article.group, []).append(article)
        return _with_demo({name: Reading(tuple(found)) for name, found in by_group.items()}, settings)
    catalogs = (load_real(settings), load_demo(settings))
    known = lookup(group, catalogs)
    target = known.id if known else group
    everyone = [group_names(g.id, catalogs) for catalog in catalogs for g in catalog]
    if known is None:
        everyone.append(GroupNames(group, group))
    elif known.retired:  # asked for all the same
        everyone.append(group_names(target, catalogs))
    names = NameFinder(everyone, load_lexicon(settings))
    for article in reading:
        by_group.setdefault(_subject(article, names, target), []).append(article)
    by_group.setdefault(target, [])
    return _with_demo(
        {
            name: Reading(tuple(found), excluded=reading.excluded if name == target else 0)
            for name, found in by_group.items()
        },
        settings,
    )


def _with_demo(news: dict[str, Reading], settings: Settings) -> dict[str, Reading]:
    """Fiction may be compared with fiction, and only with it."""
    (name, reading), *others = news.items()
    known = load_demo(settings).lookup(name)
    if others or known is None or not all(article.fictional for article in reading):
        return news
    return {name: reading} | {key: found for key, found in load_demo_news(settings).items() if key != known.id}


def _news_on_file(group: str, settings: Settings) -> dict[str, Reading]:
    from core.services import news

    demo, real = load_demo(settings), load_real(settings)
    if demo.lookup(group):
        return load_demo_news(settings)
    if known := real.lookup(group):
        found = news.articles(settings)
        if found.get(known.id):
            return found
        raise NewsError(
            f"'{known.name}'의 기사가 아직 없습니다. 뉴스를 모으거나, 빅카인즈에서 받은 .xlsx를 --articles로 넣어 "
            f"주세요. 데모 그룹: {', '.join(g.name for g in demo)}"
        )
    valid = ", ".join(f"{g.name}({g.id})" for g in (*demo, *real))
    raise UnknownNameError(f"'{group}'이라는 그룹은 없습니다. 사용할 수 있는 그룹: {valid}")


def _subject(article: Article, names: NameFinder, target: str) -> str:
    """The group an article is about: named in the title, else named most often."""
    for text in (article.title, article.body):
        counted = Counter(span.group for span in names.find(text) if span.kind == "group")
        if counted:
            best = max(counted.values())
            leaders = [name for name, times in counted.items() if times == best]
            return target if target in leaders else leaders[0]
    return target
