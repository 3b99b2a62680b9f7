"""Bringing a line-up in: files, a folder, the camera, or the demo."""

import streamlit as st

from core.intake import Preview, preview
from core.types import Upload
from core.ui.kit.components import grid, start_button, switch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import key, session
from core.ui.kit.uploads import camera, uploader
from core.ui.lineup.state import Analysis, LineupPage, Way
from core.ui.words_ko import common as t
from core.ui.words_ko import intake as words

_NAME = "intake.name"
_PREVIEW = "intake.preview"  # the last one, beside the ids of the files that it is about: names alone, no photo


def intake() -> list[Upload]:
    """Draw the intake; returns the files to analyse once the button is pressed, else an empty list."""
    with st.container(border=True):
        way = switch(t.LINEUP, Way, t.INTAKE_WAYS, key("intake.way"), hidden=True)
        uploads = _camera() if way == Way.CAMERA else _files(folder=way == Way.FOLDER)
        if uploads:
            st.text_input(
                words.LINEUP_NAME, placeholder=words.LINEUP_NAME_HINT, max_chars=60, autocomplete="off", width=420,
                key=key(_NAME),
            )  # fmt: skip
        st.caption(f"{t.NAMING}  \n{t.CLOSING}")
        begins = start_button(
            t.analyse_button(len(uploads)), uploads, t.NO_FILES, key=key("intake.go"), icon=":material/search:",
            waits=way != Way.CAMERA,
        )  # fmt: skip
    return uploads if begins else []


def lineup_name() -> str:
    """What the visitor calls the line-up that `intake` returned; "" where they did not say."""
    return " ".join(str(st.session_state.get(key(_NAME), "")).split())


def left_over(own: LineupPage) -> Analysis | None:
    """Offer what was brought for an analysis that was stopped or failed; returns it once it is to be begun again."""
    left = own.analysis
    if left is None or left.work is not None:
        return None
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(words.left_over(len(left.brought)), width="stretch")
        again = st.button(words.AGAIN, icon=":material/refresh:", type="primary", key=key("left.again"))
        if st.button(words.DROP, icon=":material/delete:", key=key("left.drop")):
            own.analysis = None
            st.rerun()
    return left if again else None


def demo_offer() -> bool:
    """The demo line-up one click away, saying what it is."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(t.DEMO_NOTE, width="stretch")
        return st.button(t.OPEN_DEMO, icon=":material/play_arrow:", key=key("intake.demo"))


def _files(*, folder: bool) -> list[Upload]:
    files = uploader(
        t.FOLDER_UPLOAD_LABEL if folder else t.FILES_LABEL,
        "intake.folder" if folder else "intake.files",
        # No `type` for files: a wrong ending deserves our own sentence, and the content decides anyway.
        accept_multiple_files="directory" if folder else True,
        help=t.FILES_HELP,
    )
    uploads = [Upload(file.name, file.getvalue()) for file in files or []]
    if uploads:
        _show(_preview(tuple(file.file_id for file in files), uploads))
    return uploads


def _preview(ids: tuple[str, ...], uploads: list[Upload]) -> Preview:
    """Looked up once for the same files: a ZIP's table of contents may be long, and every click draws the page."""
    seen, found = st.session_state.get(_PREVIEW, (None, None))
    if seen != ids or not isinstance(found, Preview):
        found = preview(uploads)
        st.session_state[_PREVIEW] = ids, found
    return found


def _show(found: Preview) -> None:
    """Who gets which file, and what is left out, before anything is analysed."""
    with st.container(gap="xsmall"):
        if said := words.who_gets_what(found):
            st.markdown(escape_markdown(said))
        if said := words.nameless(found):
            st.caption(f":orange[:material/help:] {escape_markdown(said)}")
        if said := words.too_few(found):
            st.caption(escape_markdown(said))
        for said in words.left_out(found):
            st.caption(f":material/block: {escape_markdown(said)}")
        if found.photos:
            with st.expander(words.SEE_FILES):
                narrow = {words.COLUMNS_FILES[1]: st.column_config.NumberColumn(width=70)}
                rows = words.rows(found.trainees, found.nameless)
                grid(words.COLUMNS_FILES, rows, tallest=320, column_config=narrow)


def _camera() -> list[Upload]:
    """The shots put aside so far and the one on the screen, which must not be lost for want of one more click."""
    own = session(LineupPage)
    name = st.text_input(t.CAMERA_NAME, key=key("camera.name"), max_chars=60, autocomplete="off")
    shot = camera(t.CAMERA_LABEL, f"camera.shot.{len(own.camera)}")
    folder = " ".join(name.split("/")).strip() or t.NEW_TRAINEE
    pending = [Upload(f"{folder}/{len(own.camera) + 1:02d}.jpg", shot.getvalue())] if shot else []
    if st.button(t.CAMERA_ADD, icon=":material/add:", key=key("camera.add")):
        if not pending or not name.strip():
            st.warning(t.CAMERA_NEED, icon=":material/info:")
        else:
            own.camera.extend(pending)
            st.rerun()
    if own.camera:
        names = sorted({upload.path.partition("/")[0] for upload in own.camera})
        st.markdown(f"{t.camera_count(len(own.camera))} {escape_markdown(', '.join(names))}")
    return [*own.camera, *pending]
