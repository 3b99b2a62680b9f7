"""`keywords`: words of a group in a file of articles, in the news on file, or in the demo. Writes nothing."""

import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.command import Every, Exclude, Include, Json, progress
from core.text.numbers import rounded

if TYPE_CHECKING:
    from core.keywords.views.rising import Rising
    from core.keywords.views.worn import Worn
    from core.news.reading import Reading
    from core.services.concept.concept import Concept


def keywords(
    group: Annotated[str, typer.Argument(help="group id, name or alias")],
    articles: Annotated[Path | None, typer.Option(help="BIGKinds .xlsx, or rows as .csv, .json, .txt or .xml")] = None,
    analyzer: Annotated[str, typer.Option(help="okt, komoran or kiwi")] = "okt",
    every: Every = "",
    include: Include = "",
    exclude: Exclude = "",
) -> Json:
    """Name the words that set a group's articles apart from the other groups'.

    Of news on file those articles are read that the studio reads, unless --every, --include or --exclude say others."""
    from core.keywords.corpus.filters import Filters
    from core.services.concept.articles import known_groups
    from core.services.concept.concept import build_concept
    from core.services.concept.names import resolve
    from core.services.news.by_group import news_on_file, read_groups
    from core.services.news.terms import all_terms, read_terms
    from core.settings import get_settings

    settings, own = get_settings(), read_terms(every, include, exclude)
    started = time.perf_counter()
    news: Mapping[str, Reading]
    of_file: Json = {}
    terms = {}
    if articles is None:
        news, terms = news_on_file(group, settings), all_terms(settings)
    else:
        news, left_out, remarks = read_groups(group, articles, settings, progress)
        of_file = {"left_out": dict(left_out), "remarks": list(remarks)}
    if own:
        terms[resolve(group, news, known_groups(news))[0]] = own
    filters = Filters(terms=tuple(terms.items()))
    answer = keywords_json(build_concept(group, news, analyzer, None, progress, filters=filters)) | of_file
    return answer | {"seconds": rounded(time.perf_counter() - started, 3)}


def keywords_json(concept: "Concept") -> Json:
    """The JSON object of `keywords` (DESIGN §5). A figure that could not be computed is null, with a reason."""
    from core.services.concept.concept import beyond

    answer: Json = {
        "group": concept.group,
        "analyzer": concept.analyzer,
        "articles": concept.articles,
        "of": concept.of,
        "duplicates": concept.duplicates,
        "excluded": concept.excluded,
        "dated_ahead": concept.ahead,
        "keywords": [
            {
                "word": k.word,
                "count": k.count,
                "articles": k.articles,
                "articles_cut": len(beyond(concept, k.word)),
                "z": rounded(k.z, 4),
                "log_ratio": rounded(k.log_ratio, 4),
                "log_ratio_low": rounded(k.low, 4),
                "log_ratio_high": rounded(k.high, 4),
            }
            for k in concept.keywords
        ],
        "sentences": [
            {
                "text": q.text,
                "facet": q.facet,
                "press": q.source.article.press,
                "date": _day(q.source.article.date),
                "link": q.source.article.link,
                "articles": q.articles,
            }
            for q in concept.quotations
        ],
        "rising": _rising(concept),
        "worn": _worn(concept),
        "seconds": round(concept.seconds, 3),
    }
    if concept.reason:
        answer["reason"] = concept.reason
    return answer


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _days(found: "Rising | Worn") -> Json:
    """The days that count as late."""
    return {"since": _day(found.since), "until": _day(found.until)}


def _rising(concept: "Concept") -> Json:
    """Words of the last month. articles: of that month and, `_before`, of the time before it."""
    from core.services.concept.concept import rising

    found = rising(concept)
    return {
        **_days(found),
        "articles": found.after,
        "articles_before": found.before,
        "words": [
            {"word": w.word, "articles": w.after, "articles_before": w.before, "p": rounded(w.p, 6), "firm": w.firm}
            for w in found.words
        ],
        "reason": found.reason,
    }


def _worn(concept: "Concept") -> Json:
    """How many groups used each word in the last three months."""
    from core.services.concept.concept import worn

    found = worn(concept)
    return {
        **_days(found),
        "articles": found.articles,
        "groups": list(found.groups),
        "words": [
            {"word": w.word, "groups": list(w.groups), "articles": w.articles, "share": rounded(w.share)}
            for w in found.words
        ],
        "reason": found.reason,
    }
