"""What a report needs beside the version: colours, figures of the model, and what the news say. Read when asked for."""

from collections.abc import Mapping
from typing import Any

from core.catalog.load import load_demo, load_real
from core.charts.concept_colours import chance_colour, facet_colour
from core.charts.concept_facets import Profile
from core.charts.style import MUTED_TEXT, GroupStyle
from core.colour import as_text
from core.errors import TrainingError
from core.keywords.views.cloud import cloud
from core.keywords.views.threshold import CHANCE, FULL_Z, firm, maybe_chance
from core.projects.project import Project
from core.projects.version import Version
from core.reports import words_ko as t
from core.reports.given import Measure, Said
from core.reports.report import Quote
from core.services.concept.concept import Concept, ConceptWord, build_concept
from core.services.news.by_group import news_on_file
from core.services.permitted import permitted
from core.services.training.runs import list_all
from core.settings import Settings
from core.text.numbers import decimal, percent
from core.ui.words_ko import story_concept as story

_CLOUD = 60  # words at most
_FADED = 0.01  # a score that gets the smallest letters


@permitted("reference.read")
def styles(settings: Settings, version: Version, project: Project) -> tuple[GroupStyle, ...]:
    """Groups of the version, the target and the board, in the catalogue's order; grey where it knows none any more."""
    catalog = load_demo(settings) if version.judged.fictional else load_real(settings)
    judged = dict(version.judged.groups)
    board = [item.group for item in project.board.items if item.group]
    wanted = dict.fromkeys([*judged, *project.target.groups, *board])
    known = [g.id for g in catalog.groups if g.id in wanted]
    order = [*known, *(group for group in wanted if group not in known)]
    grey = MUTED_TEXT[False]
    return tuple(GroupStyle(g, judged.get(g) or catalog.name(g), catalog.colour(g) or grey) for g in order)


@permitted("training.read")
def measures(settings: Settings, version: Version) -> tuple[Measure, ...]:
    """The figures of the run that judged, where it was a run and is on file; else none, rather than another's."""
    if not version.judged.run:
        return ()
    try:
        runs = list_all(settings).runs
    except TrainingError:
        return ()
    found = next((run for run in runs if run.id == version.judged.run), None)
    return tuple(_measures(found.metrics)) if found else ()


def _measures(metrics: Mapping[str, Any]) -> list[Measure]:
    found = []
    for part, key, name, reading, share in t.MEASURES:
        value = (metrics.get(part) or {}).get(key)
        if isinstance(value, int | float):
            written = percent(value) if share else decimal(value)
            found.append(Measure(name, float(value), written, reading, share))
    return found


@permitted("concept.read")
def concept_on_file(settings: Settings, group: str) -> Concept:
    """What the news on file say of a group. Raises NewsError, UnknownNameError."""
    return build_concept(group, news_on_file(group, settings))


def said_of(settings: Settings, concept: Concept) -> Said:
    """A concept as a report takes it, in its group's colour."""
    return said(concept, _colour_of(settings, concept.group))


def _colour_of(settings: Settings, group: str) -> str:
    """ "#rrggbb" of a group of either catalogue."""
    return load_demo(settings).colour(group) or load_real(settings).colour(group) or MUTED_TEXT[False]


def said(concept: Concept, colour: str) -> Said:
    """A concept as a report takes it. colour: of its group."""
    drawn = concept.keywords[:_CLOUD]
    compared = bool(concept.others)
    sizes = {k.word: (_FADED if maybe_chance(k) else k.z if compared else float(k.articles)) for k in drawn}
    kinds = {k.word: _kind(k) for k in drawn}
    found = [k.word for k in concept.keywords if firm(k)]
    of = {word: kind for word, (kind, _) in kinds.items()}
    laid = cloud(sizes, width=900, height=480, full=FULL_Z * compared, kinds=of) if drawn else None
    title, _ = story.cloud_words(found, [k.facet for k in drawn if firm(k)], mixed=False, compared=compared)
    return Said(
        concept.title,
        concept.summary.headline,
        tuple(t.sentence(one.text, one.articles) for one in concept.summary.sentences),
        tuple(
            Quote(q.text, story.source(q), "" if q.source.article.fictional else q.source.article.link)
            for q in concept.quotations
        ),
        tuple((k, k.facet) for k in concept.keywords),
        story.basis(concept),
        laid,
        title,
        {word: tone for word, (_, tone) in kinds.items()},
        tuple(dict.fromkeys(kinds[word] for word in laid.words)) if laid else (),
        (Profile(concept.title, as_text(colour, False), concept.profile),),
        story.facets_title(concept.profile, concept.title),
    )


def _kind(word: ConceptWord) -> tuple[str, str]:
    return (CHANCE, chance_colour(False)) if maybe_chance(word) else (word.facet, facet_colour(word.facet))
