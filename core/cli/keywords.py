"""The `keywords` command: words of a group in a file of articles, in the news on file, or in the demo."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.catalog import Catalog, load_demo, load_real
from core.errors import NewsError, UnknownNameError
from core.keywords.analyzers.table import DEFAULT
from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.names.finder import NameFinder
from core.news import gate
from core.news.load import load_demo_news, load_file
from core.news.reading import Reading
from core.services.concept.concept import Concept, build_concept
from core.services.concept.names import group_names, lookup
from core.settings import Settings, get_settings
from core.text.numbers import rounded
from core.types import Article, Progress, silent


def keywords_command(
    group: str, articles: Path | None, analyzer: str = DEFAULT, progress: Progress = silent
) -> dict[str, Any]:
    """`keywords GROUP [--articles FILE]`: against the other groups of the file, or of those on file. Writes nothing.

    Raises NewsError when there is no news of the group, UnknownNameError for a group nobody knows."""
    settings = get_settings()
    started = time.perf_counter()
    left_out: Mapping[str, int] = {}
    news: Mapping[str, Reading]
    if articles is None:
        news = _news_on_file(group, settings)
    else:
        news, left_out = read_groups(group, articles, settings)
    answer = keywords_json(build_concept(group, news, analyzer, None, progress))
    if articles is not None:
        answer["left_out"] = dict(left_out)
    answer["seconds"] = round(time.perf_counter() - started, 3)
    return answer


def keywords_json(concept: Concept) -> dict[str, Any]:
    """The JSON object of the `keywords` command (DESIGN §5). A figure nobody could compute is null, with a reason."""
    answer: dict[str, Any] = {
        "group": concept.group,
        "analyzer": concept.analyzer,
        "articles": concept.articles,
        "duplicates": concept.duplicates,
        "excluded": concept.excluded,
        "keywords": [
            {
                "word": k.word,
                "count": k.count,
                "articles": k.articles,
                "z": rounded(k.z),
                "log_ratio": rounded(k.log_ratio),
                "log_ratio_low": rounded(k.low),
                "log_ratio_high": rounded(k.high),
            }
            for k in concept.keywords
        ],
        "seconds": round(concept.seconds, 3),
    }
    if concept.reason:
        answer["reason"] = concept.reason
    return answer


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
    everyone = dict.fromkeys(
        [*(g.id for catalog in catalogs for g in catalog), target]
    )  # a retired group, if asked for
    finder = NameFinder([group_names(name, catalogs) for name in everyone], load_lexicon(settings))
    by_group, left_out = gate.part(reading, finder, everyone, target)
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
    for name, articles in filed.items():
        verdicts = [gate.judge(article, finder, names[name].id, filed=True) for article in articles]
        left_out.update(verdict.code for verdict in verdicts if not verdict.admitted)
        news[name] = Reading(tuple(a for a, verdict in zip(articles, verdicts, strict=True) if verdict.admitted))
    return _with_demo(news, settings), left_out


def _with_demo(news: dict[str, Reading], settings: Settings) -> dict[str, Reading]:
    """Fiction may be compared with fiction, and only with it."""
    (name, reading), *others = news.items()
    known = load_demo(settings).lookup(name)
    if others or known is None or not all(article.fictional for article in reading):
        return news
    return {name: reading} | {key: found for key, found in load_demo_news(settings).items() if key != known.id}


def _news_on_file(group: str, settings: Settings) -> dict[str, Reading]:
    from core.services.news import articles as news

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
