"""One trainee close up: the verdict and what it rests on, every photo with its own answer, and what may be changed."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.charts.style import GroupStyle
from core.services.lineup.match import photos_by_trainee
from core.services.lineup.settle import ASIDE, choose
from core.services.lineup.settle import leave_out as set_aside
from core.services.lineup.why import nearest_of_top, why
from core.services.reference.sets import ActiveSet
from core.text.numbers import percent
from core.types import LineupResult, PhotoFaces, TraineeResult
from core.ui.kit.components import errors, flash, picture
from core.ui.kit.in_turn import in_turn
from core.ui.kit.markup import bars, escape_markdown
from core.ui.kit.photo_view import UNCLEAR, hero, lit, overview, thumbnail
from core.ui.kit.state import key, session
from core.ui.lineup.analysis import add, engine_of, member_picture, rejudge
from core.ui.lineup.arrange import free_name, leave_out, more_photos, regroup
from core.ui.lineup.labels import face_label, photo_label
from core.ui.lineup.state import Judged, LineupPage
from core.ui.words_ko import common as t
from core.ui.words_ko import lineup as words
from core.ui.words_ko import story_lineup as story

Styles = Mapping[str, GroupStyle]
MEMBERS = 4  # shown of the group that wins


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

    @st.dialog(title, width="large", on_dismiss=lambda: look_at(None))
    def dialog() -> None:
        _bar(judged, index)
        _verdict(trainee, judged, styles)
        if trainee.verdict == "clear":
            _why(index, trainee, judged.by, styles)
        _changes(judged.result, index, styles)

    dialog()


def _bar(judged: Judged, index: int) -> None:
    """To the trainees beside this one, and out of the line-up."""
    last = len(judged.result.trainees) - 1
    with st.container(horizontal=True):
        for label, icon, to in (
            (words.PREVIOUS, ":material/arrow_back:", index - 1), (words.NEXT, ":material/arrow_forward:", index + 1),
        ):  # fmt: skip
            if st.button(label, icon=icon, disabled=not 0 <= to <= last, key=key(f"dialog.to.{label}")):
                look_at(to)
                st.rerun()
        if st.button(words.BENCH, icon=":material/person_remove:", key=key(f"dialog.bench.{index}")):
            look_at(None)
            leave_out(judged, judged.result.trainees[index].name)


def _verdict(trainee: TraineeResult, judged: Judged, styles: Styles) -> None:
    """The face beside what is said of it, the line from which that is said, and the members who carry it."""
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
        if line := words.clear_from(judged.result.clear_from):
            st.caption(escape_markdown(line))
        if trainee.scores:
            shown = [g for g in styles if g in trainee.scores.values]
            rows = [(styles[g].name, trainee.scores.values[g], styles[g].colour) for g in shown]
            st.html(bars([*rows, (words.NO_GROUP, trainee.nobody or 0.0, UNCLEAR)]))
            st.caption(words.nobody_aid())
    _members(trainee, judged.by, styles)


def _members(trainee: TraineeResult, active: ActiveSet, styles: Styles) -> None:
    name = active.catalog.member_name
    if trainee.carriers and trainee.scores:
        st.markdown(f"**{words.CARRIED}** · {escape_markdown(styles[trainee.scores.top].name)}")
        with st.container(horizontal=True, gap="medium"):
            for own in trainee.carriers[:MEMBERS]:
                with st.container(width=96, gap="xsmall"):
                    if jpeg := member_picture(active, own.member):
                        picture(jpeg, width=72, alt=name(own.member))
                    st.caption(escape_markdown(words.carrier(name(own.member), own.share)))
    if trainee.nearest:
        near = [
            f"{name(one.member)}({styles[one.member.group].name}) {one.similarity:.2f}".replace(" ", "\u00a0")
            for one in trainee.nearest[:3]
        ]
        st.caption(escape_markdown(f"{words.NEAREST}: {' · '.join(near)}"))


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
            found = why(trainee, photo, engine_of(active), active.model, beside)
        if not found.map.repeats:
            st.info(t.WHY_UNSURE, icon=":material/info:")
            return
        left, right = st.columns(2, gap="small")
        first, second = styles[found.top].name, styles[found.second].name
        with left:
            said = story.why(first, second, found.map.agreement)
            picture(lit(found.face, found.map.weight), width=336, alt=f"{trainee.name}: {said}")
            st.caption(escape_markdown(said))
        if found.alike is not None and member is not None:
            with right:
                name = active.catalog.member_name(member)
                said = f"{name}({first})의 기준 사진 가운데 가장 비슷한 한 장입니다. 같은 크기와 각도로 잘랐습니다."
                picture(thumbnail(found.alike, 336), width=336, alt=said)
                st.caption(escape_markdown(said))


def _changes(result: LineupResult, index: int, styles: Styles) -> None:
    trainee = result.trainees[index]
    with st.form(_key("dialog", index), border=False):
        name = st.text_input(t.NAME, value=trainee.name, max_chars=60, autocomplete="off")
        others = [p.name for p in result.trainees if p is not trainee]
        choices = [_photo(index, row, photo, trainee, styles, others) for row, photo in enumerate(trainee.photos)]
        more = more_photos(f"dialog.add.{index}", words.ADD_TO_THIS)
        done = st.form_submit_button(t.APPLY, type="primary")
    if done:
        with errors():
            kept = name.strip() or trainee.name
            changed = [
                decided(photo, counts, chosen)
                for photo, (counts, chosen, _) in zip(trainee.photos, choices, strict=True)
            ]
            _apply(result, index, kept, changed, [target for *_, target in choices])
            if more:
                add(more, owner=kept)
            look_at(None)
            flash(t.ARRANGED)


def _key(name: str, *place: int) -> str:
    """Of a control that shows the line-up as it is: after a change it begins anew."""
    return key(".".join(map(str, (name, *place, len(session(LineupPage).history)))))


def _photo(
    index: int, row: int, photo: PhotoFaces, trainee: TraineeResult, styles: Styles, others: Sequence[str]
) -> tuple[bool, int | None, int]:
    """(whether it counts, index of the chosen face, whose photo it is: 0 for this trainee, then the others, last a new
    one)."""
    scores = trainee.photo_scores[row]
    said, colour = photo_label(scores, styles)
    left, right = st.columns([1, 3], gap="medium")
    with left:
        jpeg = overview(photo, said, colour, long_side=640)
        if jpeg:
            picture(jpeg, width="stretch", alt=f"{trainee.name}, 사진 {row + 1}")
    chosen = photo.chosen
    with right:
        tone = {"ok": "green", "weak": "orange", "rejected": "red"}[photo.status]
        best = f" **{escape_markdown(said)} {percent(scores.values[scores.top])}**" if scores else ""
        st.markdown(f":{tone}-badge[{t.STATUS[photo.status]}]{best}")
        notes = (photo.reason, story.several_faces(photo), *(photo.picture.notes if photo.picture else ()))
        for note in filter(None, notes):
            st.caption(escape_markdown(note))
        st.caption(escape_markdown(photo.path))
        counts = photo.code not in ASIDE
        if photo.chosen is not None:
            counts = st.checkbox(
                words.SAME_PERSON if photo.code in ("other_person", "copy") else words.COUNT_PHOTO, value=counts,
                key=_key("counts", index, row),
            )  # fmt: skip
        if len(photo.faces) > 1:
            picked = st.segmented_control(
                t.OTHER_FACE, range(len(photo.faces)), default=photo.chosen, format_func=lambda i: str(i + 1),
                key=_key("face", index, row),
            )  # fmt: skip
            chosen = photo.chosen if picked is None else picked
        owners = [t.STAYS, *others, t.NEW_TRAINEE]
        target = st.selectbox(
            t.MOVE_TO, range(len(owners)), format_func=owners.__getitem__,
            key=_key("move", index, row),
        )  # fmt: skip
    return counts, chosen, target


def decided(photo: PhotoFaces, counts: bool, chosen: int | None) -> PhotoFaces:
    """The photo as the visitor has decided; what was left as it was stays undecided."""
    if chosen is not None and chosen != photo.chosen:
        return choose(photo, chosen)
    was = photo.code not in ASIDE
    if counts == was or photo.chosen is None:
        return photo
    return choose(photo, photo.chosen) if counts else set_aside(photo)


def _apply(result: LineupResult, index: int, name: str, changed: Sequence[PhotoFaces], targets: Sequence[int]) -> None:
    photos = photos_by_trainee(result)
    old = result.trainees[index].name
    owners = [name, *(p.name for n, p in enumerate(result.trainees) if n != index), free_name(photos)]
    own = [(owners[target], photo) for photo, target in zip(changed, targets, strict=True)]
    pairs = [
        pair
        for owner, theirs in photos.items()
        for pair in (own if owner == old else [(owner, photo) for photo in theirs])
    ]
    rejudge(regroup(pairs))
