"""Changing a line-up without starting again: more photos, trainees left out and brought back, names in one table."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.services.lineup.match import photos_by_trainee
from core.types import LineupResult, PhotoFaces, Upload
from core.ui.kit.components import errors, flash, start_button
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import key, session
from core.ui.kit.uploads import uploader
from core.ui.lineup.analysis import add, rejudge
from core.ui.lineup.state import Judged, LineupPage
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
                flash(words.ADDED)


def more_photos(name: str, label: str) -> list[Upload]:
    """Files of any number. name: see `key`."""
    files = uploader(label, f"{name}.files", accept_multiple_files=True)
    return [Upload(file.name, file.getvalue()) for file in files or []]


def leave_out(judged: Judged, name: str) -> None:
    """Judge the line-up without a trainee, whose photos stay at hand."""
    photos = photos_by_trainee(judged.result)
    own = tuple(photos.pop(name))
    rejudge(photos, benched={**judged.benched, name: own})
    flash(words.benched(name))


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
                    flash(words.added(name))


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
