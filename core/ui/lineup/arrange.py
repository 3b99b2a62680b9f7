"""Changing a line-up without starting again: more photos, trainees left out and brought back, names in one table."""

import io
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from PIL import Image

from core.services.lineup.match import photos_by_trainee
from core.types import LineupResult, PhotoFaces, Upload
from core.ui.kit.components import errors, start_button
from core.ui.kit.markup import escape_markdown
from core.ui.kit.photo_view import thumbnail
from core.ui.kit.state import key
from core.ui.kit.uploads import uploader
from core.ui.lineup.analysis import add, rejudge
from core.ui.lineup.changes import changed, fresh
from core.ui.lineup.state import Judged
from core.ui.words_ko import common as t
from core.ui.words_ko import lineup as words


def add_photos() -> None:
    """More photos, or more trainees, by the names of the files."""
    with st.expander(words.ADD, icon=":material/add_a_photo:"):
        st.caption(f"{words.ADD_AID} {t.NAMING}")
        uploads = more_photos("add", t.FILES_LABEL)
        if start_button(words.ADD_GO, uploads, words.ADD_NEED, key=key("add.go"), kind="secondary"):
            with errors():
                add(uploads)
                changed(words.ADDED)


def more_photos(name: str, label: str) -> list[Upload]:
    """Files of any number. name: see `key`."""
    files = uploader(label, f"{name}.files", accept_multiple_files=True)
    return [Upload(file.name, file.getvalue()) for file in files or []]


def leave_out(judged: Judged, name: str) -> None:
    """Judge the line-up without a trainee, whose photos stay at hand."""
    photos = photos_by_trainee(judged.result)
    own = tuple(photos.pop(name))
    rejudge(photos, benched={**judged.benched, name: own})
    changed(words.benched(name))


def bench(judged: Judged) -> None:
    """Those who are left out for now, one click from coming back."""
    if not judged.benched:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{words.BENCHED}**", width="content")
        for number, name in enumerate(judged.benched):
            if st.button(escape_markdown(name), icon=":material/person_add:", key=key(f"bench.{number}")):
                photos = photos_by_trainee(judged.result)
                photos[name if name not in photos else free_name(photos)] = list(judged.benched[name])
                rest = {other: own for other, own in judged.benched.items() if other != name}
                with errors():
                    rejudge(photos, benched=rest)
                    changed(words.added(name))


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
    """All names and all photos in two editable tables: for large line-ups, where cards are too many."""
    with st.expander(t.ARRANGE, icon=":material/edit:", key=key("arrange"), on_change="rerun") as box:
        if box.open:
            _names(result)
            _owners(result)


def _names(result: LineupResult) -> None:
    st.markdown(f"**{words.NAMES}**")
    st.caption(words.NAMES_AID)
    old = [trainee.name for trainee in result.trainees]
    frame = pd.DataFrame({t.TRAINEE: old, words.COUNT: [len(trainee.photos) for trainee in result.trainees]})
    edited = _editor(frame, [words.COUNT], "arrange.names", {words.COUNT: st.column_config.NumberColumn(width=80)})
    names = _said(edited[t.TRAINEE], old)
    if st.button(words.NAMES_GO, key=key("arrange.names.go")) and names != old:
        pairs = [
            (name, photo) for name, trainee in zip(names, result.trainees, strict=True) for photo in trainee.photos
        ]
        with errors():
            rejudge(regroup(pairs))
            changed(words.NAMED)


def _owners(result: LineupResult) -> None:
    st.markdown(f"**{words.OWNERS}**")
    st.caption(t.ARRANGE_AID)
    rows = [(trainee.name, photo) for trainee in result.trainees for photo in trainee.photos]
    frame = pd.DataFrame(
        [(_small(photo), name, photo.path, t.STATUS[photo.status]) for name, photo in rows],
        columns=["", t.TRAINEE, t.PHOTO, t.STATE],
    )
    edited = _editor(
        frame, ["", t.PHOTO, t.STATE], "arrange.photos", {"": st.column_config.ImageColumn(width=60)}, row_height=44
    )
    old = [name for name, _ in rows]
    names = _said(edited[t.TRAINEE], old)
    if st.button(words.OWNERS_GO, key=key("arrange.apply")) and names != old:
        with errors():
            rejudge(regroup([(name, photo) for name, (_, photo) in zip(names, rows, strict=True)]))
            changed(t.ARRANGED)


def _editor(frame: pd.DataFrame, fixed: list[str], name: str, columns: dict[str, Any], **more: Any) -> pd.DataFrame:
    edited: pd.DataFrame = st.data_editor(
        frame, hide_index=True, width="stretch", disabled=fixed, num_rows="fixed", column_config=columns,
        key=fresh(name), **more,
    )  # fmt: skip
    return edited


def _said(column: Iterable[object], old: Sequence[str]) -> list[str]:
    """The names in a column; what was emptied stays as it was."""
    return [" ".join(str(name or "").split()) or before for name, before in zip(column, old, strict=True)]


def _small(photo: PhotoFaces) -> str | None:
    """As an address of its own: what has one elsewhere is kept by browsers."""
    if photo.picture is None:
        return None
    with Image.open(io.BytesIO(photo.picture.jpeg)) as picture:
        jpeg = thumbnail(np.asarray(picture.convert("RGB")), 64)
    return f"data:image/jpeg;base64,{b64encode(jpeg).decode()}"
