"""The line-up page's parts, in the order of its questions: which concept, how sure, who pulls it, why."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.charts.lineup import group_bars, heat_map
from core.charts.style import GroupStyle
from core.matching.judgement import NOBODY
from core.services.reference.sets import ActiveSet
from core.text.numbers import in_percent, percent
from core.types import GroupScores, LineupResult, TraineeResult
from core.ui.kit.components import chart, csv_button, grid, panel, picture, section, show_more, visible
from core.ui.kit.export import Sheet
from core.ui.kit.markup import bars, escape_markdown, headline
from core.ui.kit.photo_view import UNCLEAR, hero
from core.ui.kit.state import is_dark, key, session
from core.ui.lineup.analysis import member_picture
from core.ui.lineup.labels import face_label
from core.ui.lineup.state import MIX, Judged, LineupPage
from core.ui.lineup.trainee_dialog import look_at, trainee_dialog
from core.ui.words_ko import common as t
from core.ui.words_ko import lineup as words
from core.ui.words_ko import story_lineup as story

Styles = Mapping[str, GroupStyle]
CARRIERS = 3
NOTES = 2  # on a card; the dialog has them all
CARDS = 12  # drawn at once; a line-up of 200 loose files would drown the page


def answer(result: LineupResult, groups: tuple[GroupStyle, ...]) -> str | None:
    """The answer in a sentence beside its chart. Returns the group whose concept was opened, MIX, or None."""
    styles = {g.id: g for g in groups}
    names = {g.id: g.name for g in groups}
    opened = None
    with st.container(border=True):
        if result.lineup is None:
            st.markdown(story.answer(result, names)[0])
            return None
        left, right = st.columns([1, 1], gap="large", vertical_alignment="center")
        top = styles[result.lineup.scores.top]
        sentence, marked, numbers = story.answer(result, names)
        before, _, after = sentence.partition(marked) if marked else (sentence, "", "")
        with left:
            st.html(headline(before, marked, after, top.colour, numbers))
            st.markdown(escape_markdown(story.how_sure(result, names)))
            if pulls := story.who_pulls(result, names):
                st.markdown(escape_markdown(pulls))
            label = f"{escape_markdown(top.name)} {t.SEE_CONCEPT}"
            near = result.lineup.nobody < NOBODY
            if st.button(
                label, type="primary" if near else "secondary", icon=":material/cloud:", key=key("answer.concept")
            ):
                opened = top.id
            mix = key("answer.mix")
            if st.button(t.SEE_MIX, type="tertiary", icon=":material/join:", key=mix, help=t.SEE_MIX_HELP):
                opened = MIX
        with right:
            lineup = result.lineup
            chart(
                group_bars(
                    lineup.scores.values,
                    groups,
                    lineup.interval,
                    nobody=(words.NO_GROUP, lineup.nobody),
                    dark=is_dark(),
                ),
                alt=f"{sentence} {numbers}. "
                + ", ".join(f"{names[g]} {percent(v)}" for g, v in lineup.scores.ranked())
                + f", {words.NO_GROUP} {percent(lineup.nobody)}",
                key=key("answer.bars"),
            )
            st.caption(t.BARS_AID if lineup.interval else t.BARS_AID_ONE)
    return opened


def cards(judged: Judged, groups: tuple[GroupStyle, ...]) -> None:
    """A card a trainee, the photo first; the dialog of the one whom the visitor looks at."""
    result, styles = judged.result, {g.id: g for g in groups}
    section(story.cards_title(result), f"{t.CARDS_AID} {words.nobody_aid()} {words.clear_from(result.clear_from)}")
    more = key("cards.more")
    order = list(enumerate(result.trainees))[: visible(more, CARDS)]
    for start in range(0, len(order), 3):
        for column, (index, trainee) in zip(st.columns(3, gap="medium"), order[start : start + 3], strict=False):
            with column, st.container(border=True, height="stretch", gap="small", key=key(f"trainee-card.{index}")):
                _card(index, trainee, judged.by, styles)
    show_more(more, len(result.trainees) - len(order), t.more_trainees)
    trainee_dialog(judged, styles)


def _card(index: int, trainee: TraineeResult, active: ActiveSet, styles: Styles) -> None:
    best = story.best_photo(trainee)
    if best:
        row, photo = best
        name, colour = face_label(trainee, styles)
        jpeg = hero(photo, name, colour)
        if jpeg:
            picture(jpeg, width="stretch", alt=f"{trainee.name}, 사진 {row + 1}: {name}")
    word, how_sure, tone = story.verdict(trainee)
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="xsmall", vertical_alignment="center"):
        st.markdown(f"**{escape_markdown(trainee.name)}**", width="content")
        st.badge(word + how_sure, color=tone)
    if trainee.scores:
        ranked = [(styles[g].name, share, styles[g].colour) for g, share in trainee.scores.ranked()[:3]]
        st.html(bars([*ranked, (words.NO_GROUP, trainee.nobody or 0.0, UNCLEAR)]))
        alike, counted = trainee.agreement
        st.caption(escape_markdown(words.agreement(alike, counted, styles[trainee.scores.top].name)))
    _carriers(trainee, active)
    why = [trainee.reason] if trainee.reason and trainee.verdict != "clear" else []
    noted = story.photo_notes(trainee)
    for note in (*why, *noted[:NOTES], *([t.more_notes(len(noted) - NOTES)] if len(noted) > NOTES else [])):
        st.caption(f":orange[:material/info:] {escape_markdown(note)}")
    if trainee.known:
        known = f"{active.catalog.member_name(trainee.known)}({styles[trainee.known.group].name})"
        st.caption(f":material/person_search: {escape_markdown(story.known_member(known))}")
    label = f"{escape_markdown(trainee.name)} {t.SEE_PHOTOS}"
    if st.button(label, icon=":material/photo_library:", key=key(f"card.{index}")):
        look_at(index)


def _carriers(trainee: TraineeResult, active: ActiveSet) -> None:
    """The members of the group named above who carry it, so that the evidence is of the answer."""
    shown = trainee.carriers[:CARRIERS] if trainee.verdict != "nobody" else ()
    if not shown:
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        for one in shown:
            jpeg = member_picture(active, one.member)
            if jpeg:
                picture(jpeg, width=40, alt=active.catalog.member_name(one.member))
        said = [words.carrier(active.catalog.member_name(one.member), one.share) for one in shown]
        st.caption(escape_markdown(" · ".join(said)), width="stretch")


def heat(judged: Judged, groups: tuple[GroupStyle, ...]) -> None:
    """Trainee x group, the table behind it, and all figures of the line-up as CSV."""
    result, names = judged.result, {g.id: g.name for g in groups}
    people = result.trainees
    with panel(story.heat_title(result, names), t.HEAT_AID):
        scores = [p.scores.values if p.scores else None for p in people]
        with st.container(height=620 if len(people) > 14 else "content", border=False):
            nobody = words.NO_GROUP, [p.nobody for p in people]
            chart(
                heat_map([p.name for p in people], scores, groups, nobody=nobody, dark=is_dark()),
                alt=f"{t.HEAT_TITLE}. " + "; ".join(f"{p.name}: {names[p.scores.top]}" for p in people if p.scores),
                key=key("heat"),
            )
        with st.expander(t.TABLE_BEHIND):
            grid(*_of_people(people, groups))
        _downloads(judged, groups)


def _downloads(judged: Judged, groups: tuple[GroupStyle, ...]) -> None:
    """Each row says what judged it and what of it is invented: a file is read without the page around it."""
    own, source = session(LineupPage), judged.by.source
    invented = words.invented(trainees=own.is_demo, groups=source.fictional)
    basis = [source.name, judged.result.engine, invented]
    mark = f" {t.FICTIONAL}" if invented else ""
    tables = (
        (words.CSV_LINEUP, t.LINEUP_FILE, _of_lineup(judged.result, groups)),
        (words.CSV_PEOPLE, t.TRAINEE, _of_people(judged.result.trainees, groups)),
        (t.CSV_PHOTOS, t.PHOTO, _of_photos(judged.result.trainees, groups)),
    )
    with st.container(horizontal=True, gap="small"):
        for label, what, (header, rows) in tables:
            full = [[*row, *basis] for row in rows]
            name = f"{own.title} {what}{mark}"
            csv_button(name, [*header, *words.COLUMNS_SOURCE], full, key=key(f"csv.{what}"), label=label)


def _of_lineup(result: LineupResult, groups: tuple[GroupStyle, ...]) -> Sheet:
    lineup = result.lineup
    if lineup is None:
        return words.COLUMNS_SUM, []
    spans = lineup.interval or {}
    rows: list[list[object]] = [
        [g.name, in_percent(lineup.scores.values[g.id]), *map(in_percent, spans.get(g.id, (None, None)))]
        for g in groups
    ]
    return words.COLUMNS_SUM, [*rows, [words.CLOSE_TO_NOBODY, in_percent(lineup.nobody), None, None]]


def _of_people(people: Sequence[TraineeResult], groups: tuple[GroupStyle, ...]) -> Sheet:
    names = {g.id: g.name for g in groups}
    rows = [
        [
            p.name, names[p.scores.top] if p.scores else None, in_percent(p.confidence), story.verdict(p)[0],
            in_percent(p.nobody), p.reason, *_shares(p.scores, groups),
        ]
        for p in people
    ]  # fmt: skip
    return (*t.COLUMNS_LINEUP, *_columns(groups)), rows


def _of_photos(people: Sequence[TraineeResult], groups: tuple[GroupStyle, ...]) -> Sheet:
    names = {g.id: g.name for g in groups}
    rows = [
        [
            p.name, photo.path, t.STATUS[photo.status], names[own.top] if own else None, photo.reason,
            *_shares(own, groups),
        ]
        for p in people
        for photo, own in zip(p.photos, p.photo_scores, strict=True)
    ]  # fmt: skip
    return (*t.COLUMNS_PHOTOS, *_columns(groups)), rows


def _columns(groups: tuple[GroupStyle, ...]) -> list[str]:
    return [f"{g.name}(%)" for g in groups]


def _shares(scores: GroupScores | None, groups: tuple[GroupStyle, ...]) -> list[float | None]:
    return [in_percent(scores.values[g.id]) if scores else None for g in groups]


def refused(result: LineupResult) -> None:
    """Files that could not be read, each with its reason; the others were analysed all the same."""
    if result.refused:
        with panel(f"{t.REFUSED_TITLE} {len(result.refused)}개", t.BAD_FILE_NOTE):
            for photo in result.refused:
                text = f"{escape_markdown(photo.path)}: {escape_markdown(photo.reason)}"
                st.markdown(f":orange-badge[{t.STATUS['rejected']}] {text}")
