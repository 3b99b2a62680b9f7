"""Where a version stands among the groups: one plane that its groups make, so that nobody moves when somebody comes."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from core.catalog import load_demo, load_real
from core.charts.projects import Point, Standing
from core.errors import NewsError, StudioError, UnknownNameError
from core.faces.engines import get_engine
from core.matching.model import ResemblanceModel
from core.projects.positioning import Plane, members_among_others, plane_of
from core.projects.version import JudgedBy, Version
from core.services.active_run import judge_for
from core.services.concept.concept import Concept, facet_profiles
from core.services.reference.faces import load
from core.services.reference.sets import existing_database, list_sources, own_catalog, photos_of
from core.settings import Settings
from core.types import MemberId, ReferenceSet

Facets = Mapping[str, Mapping[str, float]]  # group -> facet -> share of its articles
Members = Mapping[str, Mapping[str, Mapping[str, float]]]  # group -> member's name -> her scores among the others


def standing_of(version: Version, target: Mapping[str, float], facets: Facets, members: Members) -> Standing:
    """The version's line-up and trainees, what is aimed at, and how far the groups spread. target: group of the
    version -> share of what is looked for, {} for nothing; facets, members: as below, {} where they are not at hand."""
    found = plane_of(list(version.judged.groups), facets)
    people = {one.name: one.scores for one in version.trainees if one.scores}
    return Standing(
        anchors={group: _point(row) for group, row in zip(found.groups, found.anchors.tolist(), strict=True)},
        members={group: _placed(found, own) for group, own in members.items()},
        trainees=_placed(found, people),
        lineup=_placed(found, {"": version.lineup.scores})[""] if version.lineup else None,
        target=_placed(found, {"": target})[""] if target else None,
        ends=_ends(found),
    )


def facets_of(concept: Concept, groups: Mapping[str, str]) -> Facets:
    """The profiles of a version's groups in one reading of the news. groups: id in the version -> in the news."""
    profiles = facet_profiles(concept)
    return {group: {one.facet: one.share for one in profiles.get(own, ())} for group, own in groups.items()}


def in_the_news(settings: Settings, version: Version) -> Mapping[str, str]:
    """Id of a group in the version -> its id where news are filed, which a set of one's own may call otherwise."""
    catalogs = (load_demo(settings), load_real(settings))
    found = {}
    for group in version.judged.groups:
        known = next((own for catalog in catalogs if (own := catalog.lookup(group))), None)
        found[group] = known.id if known else group
    return found


def spread(judged: JudgedBy, reference: ReferenceSet, model: ResemblanceModel, run: str, names: Mapping[MemberId, str]
           ) -> Members:  # fmt: skip
    """Each member on file judged without her own photos, where that is what judged then; else {}. run: id of what
    judges now, "" for none; names: of members, their own folder's where they have none."""
    if (reference.fingerprint, reference.engine, run) != (judged.fingerprint, judged.engine, judged.run):
        return {}
    found: dict[str, dict[str, Mapping[str, float]]] = {}
    for member, scores in members_among_others(model).items():
        found.setdefault(member.group, {})[names.get(member, member.member)] = scores
    return found


def spread_on_file(settings: Settings, judged: JudgedBy) -> Members:
    """As `spread`, of the set that judged the version; {} where it is gone or cannot judge. Adds nothing on file."""
    source = next((one for one in list_sources(settings, read_only=True) if one.id == judged.set_id), None)
    if source is None:
        return {}
    try:
        engine, database = get_engine(judged.engine), existing_database(settings, read_only=True)
        reference, _ = load(photos_of(settings, source), engine, database)
        if reference.fingerprint != judged.fingerprint:
            return {}
        judge = judge_for(settings, reference, engine.version, read_only=True)
    except StudioError:  # it cannot judge now, so that it is not what judged then
        return {}
    catalog = load_demo(settings) if source.fictional else own_catalog(reference.groups, load_real(settings))
    names = {member: catalog.member_name(member) for member in judge.model.members}
    return spread(judged, reference, judge.model, judge.run.id if judge.run else "", names)


def standing_on_file(
    settings: Settings, target: Mapping[str, float], version: Version, concept: Callable[[], Concept] | None
) -> Standing:
    """By the news and the set on file. concept: of any of the version's groups, None without one."""
    facets: Facets = {}
    if concept:
        with suppress(NewsError, UnknownNameError):  # without news of all groups the plane means less, and says so
            facets = facets_of(concept(), in_the_news(settings, version))
    return standing_of(version, target, facets, spread_on_file(settings, version.judged))


def _placed(found: Plane, scores: Mapping[str, Mapping[str, float]]) -> dict[str, Point]:
    rows = found.place(list(scores.values())).tolist() if scores else []
    return dict(zip(scores, map(_point, rows), strict=True))


def _point(row: Sequence[float]) -> Point:
    return row[0], row[1]


def _ends(found: Plane) -> tuple[str, str, str, str]:
    left, right = (", ".join(end) for end in (found.axes[0].low, found.axes[0].high))
    below, above = (", ".join(end) for end in (found.axes[1].low, found.axes[1].high))
    return left, right, below, above
