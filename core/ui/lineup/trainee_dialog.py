"""One trainee close up: the verdict and what it rests on, every photo with its own answer, and what may be changed."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from core.charts.style import GroupStyle
from core.services.lineup.match import photos_by_trainee
from core.services.lineup.why import face_of, face_on_file, to_compare, why
from core.services.reference.sets import ActiveSet
from core.text.numbers import percent
from core.types import LineupResult, MemberId, TraineeResult
from core.ui.kit.cache import reference_face
from core.ui.kit.components import errors, guarded, picture, start_button
from core.ui.kit.in_turn import in_turn
from core.ui.kit.markup import bars, escape_markdown
from core.ui.kit.photo_view import UNCLEAR, hero, lit, thumbnail
from core.ui.kit.state import key, session
from core.ui.lineup.analysis import add, engine_of, member_picture, rejudge
from core.ui.lineup.arrange import leave_out, more_photos, regroup
from core.ui.lineup.changes import Changes, changed, draw_anew, fresh, say_change, take_back
from core.ui.lineup.labels import face_label
from core.ui.lineup.state import Judged, LineupPage
from core.ui.lineup.trainee_photos import photos
from core.ui.words_ko import common as t
from core.ui.words_ko import lineup as words
from core.ui.words_ko import story_lineup as story

Styles = Mapping[str, GroupStyle]
MEMBERS = 4  # shown of the group that wins
_FACE = 152  # px of a face beside another


def look_at(index: int | None) -> None:
    """Open the dialog of that trainee in the next run; None for none."""
    session(LineupPage).looks_at = index


def trainee_dialog(judged: Judged, styles: Styles) -> None:
    """Show and correct the trainee whom the visitor looks at, if any."""
    index = session(LineupPage).looks_at
    if index is None:
        return
    if index >= len(judged.result.trainees):
        return look_at(None)
    trainee = judged.result.trainees[index]
    title = f"{escape_markdown(trainee.name)} · {t.SEE_PHOTOS}"
    session(Changes).open = index, trainee.name

    @st.dialog(title, width="large", on_dismiss=lambda: look_at(None))
    def dialog() -> None:
        _dialog(session(LineupPage).judged or judged, index, styles)  # it may have changed in here

    dialog()


def _dialog(judged: Judged, index: int, styles: Styles) -> None:
    with guarded():
        trainee = judged.result.trainees[index]
        say_change()
        _bar(judged, index)
        _verdict(trainee, judged, styles)
        with errors():  # the engine that judged may be gone
            _members(trainee, judged.by, styles)
        if trainee.verdict == "clear":
            _why(index, trainee, judged.by, styles)
        photos(judged.result, index, styles)


def _bar(judged: Judged, index: int) -> None:
    """What is done with the trainee, in sight however far down one reads: see the style sheet."""
    trainees = judged.result.trainees
    name, last = trainees[index].name, len(trainees) - 1
    with st.container(key="trainee-bar", horizontal=True, gap="xsmall"):
        for label, icon, to, stroke in (
            (words.PREVIOUS, ":material/arrow_back:", index - 1, "Left"),
            (words.NEXT, ":material/arrow_forward:", index + 1, "Right"),
        ):
            able = 0 <= to <= last
            if st.button(label, icon=icon, disabled=not able, shortcut=stroke, key=key(f"dialog.to.{label}")) and able:
                look_at(to)
                st.rerun()
        with st.popover(words.RENAME, icon=":material/edit:", key=fresh("dialog.rename", index)):
            _rename(judged.result, index)
        changes = len(session(LineupPage).history)
        if st.button(t.UNDO, icon=":material/undo:", disabled=not changes, key=key("dialog.undo")):
            take_back()
            draw_anew()
        with st.popover(words.ADD, icon=":material/add_a_photo:", key=fresh("dialog.add", index)):
            more = more_photos(f"dialog.add.{index}", words.ADD_TO_THIS)
            if start_button(words.ADD_GO, more, words.ADD_NEED, key=key(f"dialog.add.go.{index}")):
                with errors():
                    add(more, owner=name)
                    changed(words.added_to(name), looks_at=name)
        if st.button(words.BENCH, icon=":material/person_remove:", key=key(f"dialog.bench.{index}")):
            leave_out(judged, name)


def _rename(result: LineupResult, index: int) -> None:
    old, own = result.trainees[index].name, session(Changes)
    taken = {trainee.name for trainee in result.trainees} - {old}
    with st.form(fresh("dialog.name", index), border=False):
        typed = st.text_input(words.NEW_NAME, value=old, max_chars=60, autocomplete="off")
        done = st.form_submit_button(words.RENAME_GO)
    name = " ".join(typed.split())
    if done:
        own.joins = name if name in taken else ""
        if name and name != old and name not in taken:
            _call(result, old, name, t.renamed(old, name))
    if own.joins in taken:
        st.warning(escape_markdown(words.name_taken(own.joins)), icon=":material/group:")
        if st.button(words.JOIN, key=fresh("dialog.join", index)):
            _call(result, old, own.joins, words.joined(own.joins))


def _call(result: LineupResult, old: str, name: str, said: str) -> None:
    people = photos_by_trainee(result)
    pairs = [(name if owner == old else owner, photo) for owner, theirs in people.items() for photo in theirs]
    with errors():
        rejudge(regroup(pairs))
        changed(said, looks_at=name)


def _verdict(trainee: TraineeResult, judged: Judged, styles: Styles) -> None:
    """The face beside what is said of it, and the line from which that is said."""
    word, sure, tone = story.verdict(trainee)
    left, right = st.columns([2, 3], gap="medium")
    best = story.best_photo(trainee)
    with left:
        if best and (jpeg := hero(best[1], *face_label(trainee, styles))):
            picture(jpeg, width="stretch", alt=trainee.name)
    with right:
        st.badge(word + sure, color=tone)
        if trainee.scores:
            alike, counted = trainee.agreement
            st.markdown(escape_markdown(words.agreement(alike, counted, styles[trainee.scores.top].name)))
        if trainee.reason:
            st.caption(escape_markdown(trainee.reason))
        if trainee.known:
            st.caption(f":material/person_search: {escape_markdown(_known(trainee.known, judged.by, styles))}")
        if line := words.clear_from(judged.result.clear_from):
            st.caption(escape_markdown(line))
        if trainee.scores:
            shown = [g for g in styles if g in trainee.scores.values]
            rows = [(styles[g].name, trainee.scores.values[g], styles[g].colour) for g in shown]
            st.html(bars([*rows, (words.NO_GROUP, trainee.nobody or 0.0, UNCLEAR)]))
            st.caption(words.nobody_aid())


def _known(member: MemberId, active: ActiveSet, styles: Styles) -> str:
    return story.known_member(f"{active.catalog.member_name(member)}({styles[member.group].name})")


def _members(trainee: TraineeResult, active: ActiveSet, styles: Styles) -> None:
    """A member's face beside the trainee's, cut alike, and the members who carry the answer; of an answer that is
    nobody only who is nearest."""
    name = active.catalog.member_name
    compared = to_compare(trainee)
    if compared is None or trainee.scores is None:
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _beside(trainee, *compared, active, styles)
    with right:
        if trainee.verdict != "nobody":
            st.markdown(f"**{words.CARRIED}** · {escape_markdown(styles[trainee.scores.top].name)}")
            with st.container(horizontal=True, gap="small"):
                for own in trainee.carriers[:MEMBERS]:
                    with st.container(width=120, gap="xxsmall"):
                        if jpeg := member_picture(active, own.member):
                            picture(jpeg, width=72, alt=name(own.member))
                        st.caption(f"{escape_markdown(name(own.member))}  \n{percent(own.share)}")
            st.caption(words.CARRIED_AID)
        near = [
            f"{name(one.member)}({styles[one.member.group].name}) {one.similarity:.2f}".replace(" ", "\u00a0")
            for one in trainee.nearest[:3]
        ]
        st.caption(f"**{words.NEAREST}**  \n{escape_markdown(' · '.join(near))}  \n{words.NEAREST_AID}")


def _beside(trainee: TraineeResult, member: MemberId, row: int, active: ActiveSet, styles: Styles) -> None:
    photo, name = trainee.photos[row], active.catalog.member_name(member)
    path = active.most_alike(member, photo.embedding) if photo.embedding is not None else None
    alike = _reference_face(path, active) if path is not None else None
    st.markdown(f"**{words.BESIDE}**")
    with st.container(horizontal=True, gap="small"):
        faces: Sequence[tuple[bytes | None, str]] = (
            (thumbnail(face_of(photo, engine_of(active)), 336), f"{trainee.name} · {words.photo(row)}"),
            (alike, f"{name} · {styles[member.group].name}"),
        )
        for jpeg, who in faces:
            if jpeg is not None:
                with st.container(width=_FACE, gap="xxsmall"):
                    picture(jpeg, width=_FACE, alt=who)
                    st.caption(escape_markdown(who))
    st.caption(escape_markdown(words.beside(name)) if alike else words.NOT_BESIDE)


def _reference_face(path: Path, active: ActiveSet) -> bytes | None:
    engine = engine_of(active)

    def cut(file: Path) -> bytes | None:
        face = face_on_file(file, engine)
        return None if face is None else thumbnail(face, 336)

    return reference_face(str(path), path.stat().st_mtime, engine.name, cut) if path.is_file() else None


def _why(index: int, trainee: TraineeResult, active: ActiveSet, styles: Styles) -> None:
    """Which parts of the face carry the answer, where that can be said; on request, for it takes a second."""
    compared = to_compare(trainee)
    if compared is None or not st.button(t.SHOW_WHY, icon=":material/flashlight_on:", key=key(f"why.{index}")):
        return
    photo = trainee.photos[compared[1]]
    with errors():
        with in_turn(t.WHY_READING):
            found = why(trainee, photo, engine_of(active), active.model)
        if not found.map.repeats:
            st.info(t.WHY_UNSURE, icon=":material/info:")
            return
        said = story.why(styles[found.top].name, styles[found.second].name, found.map.agreement)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            picture(lit(found.face, found.map.weight), width=_FACE, alt=f"{trainee.name}: {said}")
            st.caption(escape_markdown(said), width=420)
