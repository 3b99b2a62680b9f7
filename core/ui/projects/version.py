"""A version, opened: all that the line-up page said of it, but for the photos."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.access.acting import acting
from core.charts.lineup import group_bars, heat_map
from core.charts.style import GroupStyle
from core.projects.made import answer_of
from core.projects.version import JudgedTrainee, Version
from core.services.projects import versions
from core.services.projects.versions import VersionLine
from core.settings import get_settings
from core.sharing.comment import About
from core.text.numbers import in_percent, percent
from core.types import LineupResult
from core.ui.kit.address import follow
from core.ui.kit.components import badges, chart, panel, section, show_more, table, visible
from core.ui.kit.markup import bars, escape_markdown, headline
from core.ui.kit.photo_view import UNCLEAR
from core.ui.kit.state import is_dark, when
from core.ui.privacy.keep import said
from core.ui.projects.state import names_of, styles_of, version_key
from core.ui.words_ko import common, privacy, story_lineup
from core.ui.words_ko import lineup as words
from core.ui.words_ko import projects as t

CARDS, CARRIERS = 12, 3  # trainees drawn at once; members named below each


def choose(project: str, lines: Sequence[VersionLine]) -> Version:
    """Which version is looked at, the newest first. lines: one at least."""
    titles = {str(one.number): t.version_title(one.number, when(one.at), t.line(one.near, one.share)) for one in lines}
    key = version_key(project)
    follow("version", key, list(titles))
    number = st.selectbox(t.VERSION, list(titles), format_func=titles.__getitem__, key=key, persist_state="session")
    return versions.version(get_settings(), acting(), project, int(number))


def opened(version: Version, beside: Callable[[About], None], below: Callable[[About], None]) -> None:
    """Answer, trainees, groups and photos, as they were saved. beside, below: draw what is said about a trainee and
    about the version."""
    result, styles, judged = answer_of(version), styles_of(version.judged), version.judged
    chips: list[tuple[str, common.Tone]] = [(words.judged_by(judged.set_name, judged.engine), "blue")]
    if version.is_demo:
        chips.append((common.FICTIONAL_PEOPLE, "violet"))
    if version.composed:
        chips.append((t.COMPOSED, "orange"))
    badges(chips)
    st.caption(escape_markdown(t.origin(version, when(version.at))))
    if version.said:
        st.markdown(escape_markdown(version.said, linked=True))
    if version.purged:
        st.info(privacy.incomplete(version.purged), icon=":material/person_off:")
    if gone := versions.what_is_gone(get_settings(), judged):
        st.info(escape_markdown(gone), icon=":material/history:")
    if judged.fictional != version.is_demo:
        st.error(
            words.FICTION_AGAINST_REAL if version.is_demo else words.REAL_AGAINST_FICTION, icon=":material/warning:"
        )
    answer(result, styles, f"version.{version.number}")
    photos = said(t.NO_PHOTOS, t.NO_PHOTOS_KEEPING)
    st.caption(f":material/hide_image: {t.COMPOSED_AID if version.composed else ''} {photos}".replace("  ", " "))
    _cards(version, result, styles, beside)
    _heat(version, result, styles)
    _photos(version)
    below(About("version", version.number))


def answer(result: LineupResult, styles: Sequence[GroupStyle], key: str) -> None:
    """The sentence beside its bars."""
    names = {group.id: group.name for group in styles}
    with st.container(border=True):
        sentence, marked, numbers = story_lineup.answer(result, names)
        lineup = result.lineup
        if lineup is None:
            st.markdown(escape_markdown(sentence))
            return
        top = next(group for group in styles if group.id == lineup.scores.top)
        before, _, after = sentence.partition(marked) if marked else (sentence, "", "")
        left, right = st.columns(2, gap="large", vertical_alignment="center")
        with left:
            st.html(headline(before, marked, after, top.colour, numbers))
            st.markdown(escape_markdown(story_lineup.how_sure(result, names)))
            if pulls := story_lineup.who_pulls(result, names):
                st.markdown(escape_markdown(pulls))
        with right:
            said = ", ".join(f"{names[g]} {percent(v)}" for g, v in lineup.scores.ranked())
            nobody = words.NO_GROUP, lineup.nobody
            chart(
                group_bars(lineup.scores.values, styles, lineup.interval, nobody=nobody, dark=is_dark()),
                alt=f"{sentence} {numbers}. {said}, {words.NO_GROUP} {percent(lineup.nobody)}",
                key=f"{key}.bars",
            )
            st.caption(common.BARS_AID if lineup.interval else common.BARS_AID_ONE)


def _cards(
    version: Version, result: LineupResult, styles: Sequence[GroupStyle], beside: Callable[[About], None]
) -> None:
    section(story_lineup.cards_title(result), f"{t.CARDS_AID} {words.nobody_aid()}")
    more = f"version.cards.{version.number}"
    shown = list(zip(version.trainees, result.trainees, strict=True))[: visible(more, CARDS)]
    by_id = {group.id: group for group in styles}
    for start in range(0, len(shown), 3):
        for column, (one, judged) in zip(st.columns(3, gap="medium"), shown[start : start + 3], strict=False):
            with column, st.container(border=True, height="stretch", gap="small"):
                word, sure, tone = story_lineup.verdict(judged)
                with st.container(horizontal=True, horizontal_alignment="distribute", gap="xsmall"):
                    st.markdown(f"**{escape_markdown(story_lineup.brief(one.name))}**", width="content")
                    st.badge(word + sure, color=tone)
                if judged.scores:
                    ranked = [(by_id[g].name, share, by_id[g].colour) for g, share in judged.scores.ranked()[:3]]
                    st.html(bars([*ranked, (words.NO_GROUP, judged.nobody or 0.0, UNCLEAR)]))
                for note in _notes(one, by_id):
                    st.caption(escape_markdown(note))
                beside(About("trainee", version.number, one.name))
    show_more(more, len(version.trainees) - len(shown), common.more_trainees)


def _notes(one: JudgedTrainee, styles: dict[str, GroupStyle]) -> list[str]:
    """What stands below a trainee's bars."""
    notes = []
    counted = [photo for photo in one.photos if photo.top]
    if one.top and counted:
        alike = sum(photo.top == one.top for photo in counted)
        notes.append(words.agreement(alike, len(counted), styles[one.top].name))
    if one.verdict != "nobody":
        carriers = [words.carrier(m.name, m.share) for m in one.carriers[:CARRIERS] if m.share is not None]
        notes.append(" · ".join(carriers))
    if one.reason and one.verdict != "clear":
        notes.append(one.reason)
    if one.known:
        group = styles.get(one.known.id.group)
        notes.append(story_lineup.known_member(f"{one.known.name}({group.name if group else one.known.id.group})"))
    return [note for note in notes if note]


def _heat(version: Version, result: LineupResult, styles: Sequence[GroupStyle]) -> None:
    names, people = names_of(version.judged), result.trainees
    with panel(story_lineup.heat_title(result, names), common.HEAT_AID):
        scores = [one.scores.values if one.scores else None for one in people]
        nobody = words.NO_GROUP, [one.nobody for one in people]
        with st.container(height=620 if len(people) > 14 else "content", border=False):
            chart(
                heat_map([one.name for one in people], scores, styles, nobody=nobody, dark=is_dark()),
                alt=f"{common.HEAT_TITLE}. "
                + "; ".join(f"{one.name}: {names[one.scores.top]}" for one in people if one.scores),
                key=f"version.{version.number}.heat",
            )
        rows = [
            [
                one.name, names[one.scores.top] if one.scores else None, in_percent(one.confidence),
                story_lineup.verdict(one)[0], in_percent(one.nobody), one.reason,
                *(in_percent(one.scores.values[g.id]) if one.scores else None for g in styles),
            ]
            for one in people
        ]  # fmt: skip
        header = (*t.COLUMNS_PEOPLE, *(f"{group.name}(%)" for group in styles))
        table(f"{t.PEOPLE_FILE} {version.number}", header, rows, key=f"version.{version.number}.people")


def _photos(version: Version) -> None:
    names = names_of(version.judged)
    rows = [
        [one.name, photo.file, common.STATUS[photo.status], names.get(photo.top), photo.reason]
        for one in version.trainees
        for photo in one.photos
    ]
    st.caption(t.PHOTOS_AID)
    table(t.PHOTOS_TITLE, t.COLUMNS_PHOTOS, rows, key=f"version.{version.number}.photos", label=t.PHOTOS_TITLE)
