"""The photos of one trainee, each with its own answer, and what may be done with it at once."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.charts.style import GroupStyle
from core.services.lineup.match import photos_by_trainee
from core.services.lineup.settle import ASIDE, choose
from core.services.lineup.settle import leave_out as set_aside
from core.types import GroupScores, LineupResult, PhotoFaces
from core.ui.kit.components import errors, picture
from core.ui.kit.markup import bars, escape_markdown
from core.ui.kit.photo_view import overview
from core.ui.kit.state import key
from core.ui.lineup.analysis import rejudge
from core.ui.lineup.arrange import free_name
from core.ui.lineup.changes import changed, fresh, note
from core.ui.lineup.labels import photo_label
from core.ui.words_ko import common as t
from core.ui.words_ko import lineup as words
from core.ui.words_ko import story_lineup as story

Styles = Mapping[str, GroupStyle]
_WIDTH = 176  # px of a photo
_GROUPS = 3  # shown of a photo's own answer
_TONES: dict[str, t.Tone] = {"ok": "green", "weak": "orange", "rejected": "red"}


def photos(result: LineupResult, index: int, styles: Styles) -> None:
    """All of them, two beside each other where there is room."""
    trainee = result.trainees[index]
    st.markdown(f"**{words.PHOTOS}**")
    for start in range(0, len(trainee.photos), 2):
        rows = range(start, min(start + 2, len(trainee.photos)))
        for column, row in zip(st.columns(2, gap="small"), rows, strict=False):
            with column, st.container(border=True, height="stretch", gap="small"):
                _photo(result, index, row, styles)


def _photo(result: LineupResult, index: int, row: int, styles: Styles) -> None:
    trainee = result.trainees[index]
    photo, scores = trainee.photos[row], trainee.photo_scores[row]
    said, colour = photo_label(scores, styles)
    with st.container(key=f"trainee-photo-{row}", horizontal=True, gap="small"):
        if jpeg := overview(photo, said if scores else t.STATUS[photo.status], colour, long_side=640):
            picture(jpeg, width=_WIDTH, alt=f"{trainee.name}, {words.photo(row)}")
        with st.container(gap="xxsmall", width="stretch"):
            _facts(photo, row, scores, styles)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _actions(result, index, row)


def _facts(photo: PhotoFaces, row: int, scores: GroupScores | None, styles: Styles) -> None:
    st.markdown(f"**{words.photo(row)}** :{_TONES[photo.status]}-badge[{t.STATUS[photo.status]}]")
    if scores:
        st.html(bars([(styles[g].name, share, styles[g].colour) for g, share in scores.ranked()[:_GROUPS]]))
    notes = (photo.reason, story.several_faces(photo), *(photo.picture.notes if photo.picture else ()))
    for said in filter(None, notes):
        st.caption(escape_markdown(said))
    st.caption(escape_markdown(photo.path.rpartition("/")[2]))


def _actions(result: LineupResult, index: int, row: int) -> None:
    """Keys stay the same after a change where they can: who uses the keyboard would lose the place."""
    trainee = result.trainees[index]
    photo, name = trainee.photos[row], words.photo(row)
    if photo.chosen is not None:
        counts = photo.code not in ASIDE
        label = words.take_out(row) if counts else words.take_in(row)
        icon = ":material/remove_circle:" if counts else ":material/add_circle:"
        if st.button(label, icon=icon, key=key(f"photo.counts.{index}.{row}")):
            now = set_aside(photo) if counts else choose(photo, photo.chosen)
            _replace(result, index, row, now, words.taken_out(name) if counts else words.taken_in(name))
    _move(result, index, row)
    if len(photo.faces) > 1:
        place = key(f"photo.face.{index}.{row}")
        st.session_state[place] = photo.chosen  # the truth, also after a step back

        def choose_face() -> None:
            picked = st.session_state[place]
            if picked is not None and picked != photo.chosen:
                with errors():  # a role that was taken away acts with this click
                    rejudge(_with(result, index, row, choose(photo, picked)))
                    note(words.face_chosen(name, picked + 1))

        st.segmented_control(
            words.which_face(row), range(len(photo.faces)), required=photo.chosen is not None,
            format_func=lambda face: str(face + 1), key=place, on_change=choose_face,
        )  # fmt: skip


def _move(result: LineupResult, index: int, row: int) -> None:
    trainee, photos = result.trainees[index], photos_by_trainee(result)
    others = [name for name in photos if name != trainee.name]
    with st.popover(words.move(row), icon=":material/drive_file_move:", key=fresh("photo.move", index, row)):
        target = st.selectbox(
            t.MOVE_TO, [*others, t.NEW_TRAINEE], index=None, placeholder=words.TO_WHOM,
            key=fresh("photo.target", index, row),
        )  # fmt: skip
        if st.button(words.MOVE_GO, disabled=target is None, key=fresh("photo.go", index, row)) and target:
            moved = photos[trainee.name].pop(row)
            owner = target if target in photos else free_name(photos)
            photos.setdefault(owner, []).append(moved)
            _judge(photos, words.moved(words.photo(row), owner), trainee.name)


def _replace(result: LineupResult, index: int, row: int, photo: PhotoFaces, said: str) -> None:
    _judge(_with(result, index, row, photo), said, result.trainees[index].name)


def _with(result: LineupResult, index: int, row: int, photo: PhotoFaces) -> dict[str, list[PhotoFaces]]:
    photos = photos_by_trainee(result)
    photos[result.trainees[index].name][row] = photo
    return photos


def _judge(photos: Mapping[str, Sequence[PhotoFaces]], said: str, name: str) -> None:
    with errors():
        rejudge(photos)
        changed(said, looks_at=name)
