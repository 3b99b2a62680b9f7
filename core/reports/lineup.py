"""The line-up in a report: the answer on one page, and a card a trainee. The sentences are those of the page."""

from collections.abc import Iterable, Sequence

from core.charts.style import ACCENT, GroupStyle, interval, pale
from core.colour import mixed
from core.projects.version import JudgedMember, JudgedTrainee, Version
from core.reports import words_ko as t
from core.reports.faces import square
from core.reports.given import Given, Made
from core.reports.report import Bar, Bars, Block, Card, Cards, Cell, Lead, Table, Text, shortened
from core.text.numbers import percent, percent_number
from core.types import GroupScores, LineupResult, PhotoFaces, TraineeResult
from core.ui.words_ko import lineup as lineup_words
from core.ui.words_ko import story_lineup as story

GREY = "#77737f"  # of what is no group
MOST_COLUMNS = 9  # groups of a heat map that has room for its numbers
_PALE = 0.12  # of the scale stays as pale as nothing
_BARS, _NOTES, _MEMBERS = 3, 4, 3  # on a card


def as_result(version: Version) -> LineupResult:
    """The version as the sentences of the pages read it; without pixels, vectors or the scores of single photos."""
    return LineupResult(
        version.judged.engine, tuple(version.judged.groups), tuple(map(_as_trainee, version.trainees)),
        version.lineup.named if version.lineup else None, clear_from=version.judged.clear_from,
    )  # fmt: skip


def _as_trainee(one: JudgedTrainee) -> TraineeResult:
    photos = tuple(PhotoFaces(photo.file, photo.status, photo.reason, code=photo.code) for photo in one.photos)
    scores = GroupScores(one.scores) if one.scores else None
    return TraineeResult(
        shortened(one.name), photos, (None,) * len(photos), scores, one.confidence, one.verdict, (), one.reason,
        nobody=one.nobody,
    )  # fmt: skip


def brief(given: Given) -> Made:
    """Which concept, how sure, who pulls, and who stands where."""
    version, names = given.version, dict(given.version.judged.groups)
    result = as_result(version)
    styles = judged_groups(given)
    sentence, marked, numbers = story.answer(result, names)
    colour = next((g.colour for g in styles if g.name == marked), "") if marked else ""
    blocks: list[Block] = [Lead(sentence, marked, colour, numbers)]
    sure = [story.how_sure(result, names), story.who_pulls(result, names)]
    blocks += [Text(said) for said in sure if said]
    if version.lineup:
        blocks.append(_lineup_bars(given, styles))
    if result.trainees:
        blocks.append(heat_table(given, styles, result))
    if version.benched:
        blocks.append(Text(t.benched([shortened(name) for name in version.benched]), quiet=True))
    return t.PARTS["brief"], blocks


def judged_groups(given: Given) -> list[GroupStyle]:
    """Those that the trainees were compared with, in the order of the pages."""
    return [g for g in given.groups if g.id in given.version.judged.groups]


def _lineup_bars(given: Given, styles: Sequence[GroupStyle]) -> Bars:
    lineup = given.version.lineup
    assert lineup is not None
    top = lineup.top
    ranges = lineup.interval or {}
    bars = []
    for g in styles:
        low, high = ranges.get(g.id, (None, None))
        span = "" if low is None or high is None else f"{interval(low, high)}\u00a0%"
        share = lineup.scores[g.id]
        bars.append(Bar(g.name, share, percent(share), g.colour, low, high, span, strong=g.id == top))
    bars.append(Bar(lineup_words.NO_GROUP, lineup.nobody, percent(lineup.nobody), GREY))
    return Bars(t.BARS_TITLE, tuple(bars), t.BARS_AID if ranges else t.BARS_AID_ONE)


def heat_table(given: Given, styles: Sequence[GroupStyle], result: LineupResult) -> Table:
    """Trainee x group, the darker the nearer. Of very many groups those that the line-up is nearest to."""
    aid = [t.HEAT_AID, t.NOBODY_AID]
    lineup = given.version.lineup
    if len(styles) > MOST_COLUMNS and lineup:
        near = sorted(styles, key=lambda g: -lineup.scores[g.id])[:MOST_COLUMNS]
        aid.append(t.nearest_columns(len(near), len(styles)))
        styles = [g for g in styles if g in near]
    rows = [
        (
            Cell(shortened(one.name)),
            *(_shade(one.scores[g.id], ACCENT) if one.scores else Cell("") for g in styles),
            Cell("") if one.nobody is None else _shade(one.nobody, GREY),
        )
        for one in given.version.trainees
    ]
    header = (t.TRAINEE, *(shortened(g.name, 9) for g in styles), lineup_words.NO_GROUP)
    title = story.heat_title(result, dict(given.version.judged.groups))
    return Table(title, header, tuple(rows), " ".join(aid), even=True)


def _shade(share: float, full: str) -> Cell:
    ground = mixed(pale(False), full, max(share - _PALE, 0) / (1 - _PALE))
    return Cell(percent_number(share), share, True, ground=ground)


def cards(given: Given) -> Made:
    """A card a trainee, in the order in which they were brought."""
    if not given.version.trainees:
        return t.NO_TRAINEES, ()
    result, styles = as_result(given.version), judged_groups(given)
    made = [_card(given, row, one, styles) for row, one in enumerate(result.trainees)]
    return story.cards_title(result), [Text(f"{t.CARDS_AID} {t.NOBODY_AID}", quiet=True), Cards(tuple(made))]


def _card(given: Given, row: int, trainee: TraineeResult, styles: Sequence[GroupStyle]) -> Card:
    kept = given.version.trainees[row]
    word, how_sure, _ = story.verdict(trainee)
    bars, top = _nearest(kept, styles)
    face = given.faces.get(row) if given.show_faces != "off" else None
    blurred = given.show_faces == "blurred"
    return Card(
        trainee.name,
        f"{word}{how_sure}",
        top if trainee.verdict != "nobody" else "",
        bars,
        tuple(_notes(kept, trainee, given)),
        square(face, blurred=blurred) if face else None,
        f"{trainee.name}, {t.FACE_BLURRED if blurred else t.FACE}" if face else "",
    )


def _nearest(kept: JudgedTrainee, styles: Sequence[GroupStyle]) -> tuple[tuple[Bar, ...], str]:
    """The groups that she is nearest to, in the order of all pages, what is no group, and the colour of the nearest."""
    if not kept.scores:
        return (), ""
    scores = kept.scores
    near = sorted(styles, key=lambda g: -scores[g.id])[:_BARS]
    bars = [
        Bar(g.name, scores[g.id], percent(scores[g.id]), g.colour, strong=g is near[0]) for g in styles if g in near
    ]
    away = kept.nobody or 0.0
    return (*bars, Bar(lineup_words.NO_GROUP, away, percent(away), GREY)), near[0].colour


def named_members(trainee: JudgedTrainee) -> tuple[JudgedMember, ...]:
    """The members of groups whom a trainee's card names."""
    return (*_members(trainee), *([trainee.known] if trainee.known else []))


def _members(kept: JudgedTrainee) -> tuple[JudgedMember, ...]:
    """Who made the group on top so near; where it is near to none, who is most alike."""
    carriers = [one for one in kept.carriers[:_MEMBERS] if one.share is not None]
    return tuple(carriers if kept.verdict != "nobody" and carriers else kept.nearest[:_MEMBERS])


def _notes(kept: JudgedTrainee, trainee: TraineeResult, given: Given) -> Iterable[str]:
    names = given.version.judged.groups
    tops = [photo.top for photo in kept.photos if photo.top]
    if tops and kept.scores:
        yield lineup_words.agreement(tops.count(kept.top), len(tops), names[kept.top])
    members = _members(kept)
    if members and members[0].share is not None:
        yield t.carried([t.share_of(one.name, one.share or 0.0) for one in members])
    elif members:
        yield t.near([one.name for one in members])
    if kept.reason and kept.verdict != "clear":
        yield kept.reason
    found = story.photo_notes(trainee)
    yield from found[:_NOTES]
    if kept.known:
        group = names.get(kept.known.id.group, kept.known.id.group)
        yield story.known_member(f"{kept.known.name}({group})")
