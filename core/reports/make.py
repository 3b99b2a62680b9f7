"""A version and what belongs to it -> a `Report`. A part that fails is named in it, and the others are made."""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta, timezone
from functools import cache

from core.errors import StudioError, trace
from core.projects.version import Version
from core.reports import words_ko as t
from core.reports.concept import board, cloud, concept, facets
from core.reports.given import Given, Made, Said
from core.reports.lineup import brief, cards
from core.reports.report import Part, Report, Section, Text, shortened
from core.reports.trust import method, metrics
from core.types import Progress, silent

USUAL = (Part.BRIEF, Part.CARDS, Part.METRICS, Part.METHOD)
_KOREA = timezone(timedelta(hours=9))  # no daylight saving since 1988; zone files may be missing
_BUILDERS: dict[Part, Callable[[Given], Made]] = {
    Part.BRIEF: brief,
    Part.CARDS: cards,
    Part.BOARD: board,
    Part.METRICS: metrics,
    Part.METHOD: method,
}
_OF_THE_NEWS: dict[Part, Callable[[Said], Made]] = {Part.CONCEPT: concept, Part.CLOUD: cloud, Part.FACETS: facets}


def make_report(given: Given, parts: Iterable[Part], made: datetime, progress: Progress = silent) -> Report:
    """The ticked parts in the order of `Part`. made: when, with its zone. Never raises for what a part holds."""
    wanted = [part for part in Part if part in set(parts)]
    said = cache(given.said) if given.said else None
    sections = []
    for done, part in enumerate(wanted):
        progress(done, len(wanted) + 1, t.making(part))
        sections.append(_section(given, part, said))
    progress(len(wanted), len(wanted) + 1, t.WRITING)
    version = given.version
    return Report(
        t.TITLE,
        shortened(given.project.name, 40),
        t.version(version.number),
        made,
        korean_day(made),
        korean_day(version.at),
        shortened(version.by),
        t.STAMP,
        tuple(_warnings(version)),
        tuple(sections),
    )


def _section(given: Given, part: Part, said: Callable[[], Said] | None) -> Section:
    try:
        title, blocks = _made(given, part, said)
    except StudioError as error:
        return _failed(part, str(error))
    except Exception as error:  # whatever it is, the other parts are handed out
        logging.getLogger(__name__).warning("report part %s: %s", part, trace(error))
        return _failed(part, t.FAILED_UNEXPECTED)
    return Section(part, title or t.PARTS[part], tuple(blocks))


def _made(given: Given, part: Part, said: Callable[[], Said] | None) -> Made:
    if part in given.more:
        return given.more[part]()
    if part in _BUILDERS:
        return _BUILDERS[part](given)
    if part in _OF_THE_NEWS and said is not None:
        return _OF_THE_NEWS[part](said())
    return t.PARTS[part], (Text(t.NOTHING[part], quiet=True),)


def _failed(part: Part, why: str) -> Section:
    return Section(part, t.PARTS[part], (Text(t.failed(part, why), warning=True),), failed=True)


def _warnings(version: Version) -> Sequence[str]:
    found = []
    if version.is_demo or version.judged.fictional:
        both = version.is_demo and version.judged.fictional
        found.append(t.DEMO if both else t.FICTIONAL_TRAINEES if version.is_demo else t.FICTIONAL_GROUPS)
    return [*found, t.COMPOSED] if version.composed else found


def korean_day(moment: datetime) -> str:
    """The calendar day in Korea: "2026년 3월 2일"."""
    there = moment.astimezone(_KOREA)
    return t.day(there.year, there.month, there.day)
