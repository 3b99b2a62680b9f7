"""One trainee close up: every photo with its own answer, another face, another name, another owner."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.charts.style import GroupStyle
from core.services.lineup.match import photos_by_trainee
from core.services.lineup.settle import choose
from core.services.lineup.why import nearest_of_top, why
from core.services.reference.sets import ActiveSet
from core.text.numbers import percent
from core.types import LineupResult, PhotoFaces, TraineeResult
from core.ui.kit.components import errors, flash, picture
from core.ui.kit.in_turn import in_turn
from core.ui.kit.markup import bars, escape_markdown
from core.ui.kit.photo_view import UNCLEAR, lit, overview, thumbnail
from core.ui.kit.state import key, session
from core.ui.lineup.analysis import engine, rejudge
from core.ui.lineup.state import LineupPage
from core.ui.words_ko import common as t
from core.ui.words_ko import story_lineup as story

Styles = Mapping[str, GroupStyle]


@st.dialog(t.SEE_PHOTOS, width="large")
def trainee_dialog(index: int, active: ActiveSet, styles: Styles) -> None:
    """Show and correct the trainee at `index` of the session's line-up."""
    result = session(LineupPage).result
    if result is None or index >= len(result.trainees):
        st.rerun()
        return
    trainee = result.trainees[index]
    if trainee.scores:
        shown = [g for g in styles if g in trainee.scores.values]
        st.html(bars([(styles[g].name, trainee.scores.values[g], styles[g].colour) for g in shown]))
    if trainee.reason:
        st.caption(escape_markdown(trainee.reason))
    if trainee.verdict == "clear":
        _why(index, trainee, active, styles)
    with st.form(key(f"dialog.{index}"), border=False):
        name = st.text_input(t.NAME, value=trainee.name, max_chars=60, autocomplete="off")
        others = [p.name for p in result.trainees if p is not trainee]
        choices = [_photo(index, row, photo, trainee, styles, others) for row, photo in enumerate(trainee.photos)]
        done = st.form_submit_button(t.APPLY, type="primary")
    if done:
        with errors():
            _apply(result, index, name.strip() or trainee.name, choices)
            flash(t.ARRANGED)


def _why(index: int, trainee: TraineeResult, active: ActiveSet, styles: Styles) -> None:
    """Which parts of a photo carry the answer, where that can be said; on request, for it takes a second. The photo is
    the one that gives this answer most strongly."""
    top = trainee.scores.top if trainee.scores else ""
    own = [
        (scores.values[top], row, photo)
        for row, (photo, scores) in enumerate(zip(trainee.photos, trainee.photo_scores, strict=True))
        if scores is not None and scores.top == top and photo.picture is not None
    ]
    if not own or not st.button(t.SHOW_WHY, icon=":material/flashlight_on:", key=key(f"why.{index}")):
        return
    photo, member = max(own, key=lambda each: each[:2])[2], nearest_of_top(trainee)
    with errors():
        with in_turn(t.WHY_READING):
            beside = active.most_alike(member, photo.embedding) if member and photo.embedding is not None else None
            found = why(trainee, photo, engine(), active.model, beside)
        if not found.map.repeats:
            st.info(t.WHY_UNSURE, icon=":material/info:")
            return
        left, right = st.columns(2, gap="small")
        first, second = styles[found.top].name, styles[found.second].name
        with left:
            words = story.why(first, second, found.map.agreement)
            picture(lit(found.face, found.map.weight), width=336, alt=f"{trainee.name}: {words}")
            st.caption(escape_markdown(words))
        if found.alike is not None and member is not None:
            with right:
                name = active.catalog.member_name(member)
                words = f"{name}({first})의 기준 사진 가운데 가장 비슷한 한 장입니다. 같은 크기와 각도로 잘랐습니다."
                picture(thumbnail(found.alike, 336), width=336, alt=words)
                st.caption(escape_markdown(words))


def _photo(
    index: int, row: int, photo: PhotoFaces, trainee: TraineeResult, styles: Styles, others: Sequence[str]
) -> tuple[int | None, int]:
    """(index of the chosen face, whose photo it is: 0 for this trainee, then the others, last a new one)."""
    scores = trainee.photo_scores[row]
    top = styles[scores.top] if scores else None
    sure = scores is not None and scores.values[scores.top] >= 0.5
    said = (top.name if sure else f"{top.name}?") if top else "?"
    left, right = st.columns([2, 3], gap="medium")
    with left:
        jpeg = overview(photo, said, top.colour if top and sure else UNCLEAR)
        if jpeg:
            picture(jpeg, width="stretch", alt=f"{trainee.name}, 사진 {row + 1}")
    chosen = photo.chosen
    with right:
        tone = {"ok": "green", "weak": "orange", "rejected": "red"}[photo.status]
        best = f" **{escape_markdown(said)} {percent(scores.values[top.id])}**" if top and scores else ""
        st.markdown(f":{tone}-badge[{t.STATUS[photo.status]}]{best}")
        notes = (photo.reason, *(photo.picture.notes if photo.picture else ()))
        for note in filter(None, notes):
            st.caption(escape_markdown(note))
        st.caption(escape_markdown(photo.path))
        if len(photo.faces) > 1:
            picked = st.segmented_control(
                t.OTHER_FACE, range(len(photo.faces)), default=photo.chosen, format_func=lambda i: str(i + 1),
                key=key(f"face.{index}.{row}"),
            )  # fmt: skip
            chosen = photo.chosen if picked is None else picked
        owners = [t.STAYS, *others, t.NEW_TRAINEE]
        target = st.selectbox(
            t.MOVE_TO, range(len(owners)), format_func=owners.__getitem__,
            key=key(f"move.{index}.{row}.{len(session(LineupPage).history)}"),
        )  # fmt: skip
    return chosen, target


def _apply(result: LineupResult, index: int, name: str, choices: Sequence[tuple[int | None, int]]) -> None:
    photos = photos_by_trainee(result)
    old = result.trainees[index].name
    owners = [name, *(p.name for n, p in enumerate(result.trainees) if n != index), free_name(photos)]
    pairs: list[tuple[str, PhotoFaces]] = []
    for owner, own in photos.items():
        for row, photo in enumerate(own):
            if owner != old:
                pairs.append((owner, photo))
                continue
            chosen, target = choices[row]
            own_face = choose(photo, chosen) if chosen is not None and chosen != photo.chosen else photo
            pairs.append((owners[target], own_face))
    rejudge(regroup(pairs))


def regroup(pairs: Sequence[tuple[str, PhotoFaces]]) -> dict[str, list[PhotoFaces]]:
    """(trainee, photo) in order to photos by trainee; equal names become one person, empty ones vanish."""
    grouped: dict[str, list[PhotoFaces]] = {}
    for name, photo in pairs:
        grouped.setdefault(name, []).append(photo)
    return grouped


def free_name(taken: Mapping[str, object]) -> str:
    """A name for a new trainee that is not taken yet."""
    number = next(n for n in range(1, len(taken) + 2) if f"{t.NEW_TRAINEE} {n}" not in taken)
    return f"{t.NEW_TRAINEE} {number}"


def arrange_table(result: LineupResult) -> None:
    """All photos in one editable table: for large line-ups, where cards are too many."""
    import pandas as pd

    with st.expander(t.ARRANGE, icon=":material/edit:"):
        st.caption(t.ARRANGE_AID)
        rows = [(p.name, photo) for p in result.trainees for photo in p.photos]
        listed = [(name, photo.path, t.STATUS[photo.status]) for name, photo in rows]
        frame = pd.DataFrame(listed, columns=[t.TRAINEE, t.PHOTO, t.STATE])
        edited = st.data_editor(
            frame, hide_index=True, width="stretch", disabled=[t.PHOTO, t.STATE], num_rows="fixed",
            key=key(f"arrange.{len(session(LineupPage).history)}"),
        )  # fmt: skip
        if st.button(t.APPLY, key=key("arrange.apply"), type="primary"):
            names = [str(n or "").strip() or old for n, (old, _) in zip(edited[t.TRAINEE], rows, strict=True)]
            with errors():
                rejudge(regroup([(name, photo) for name, (_, photo) in zip(names, rows, strict=True)]))
                flash(t.ARRANGED)
