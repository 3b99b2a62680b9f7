"""Whose work the photos are: a table, what is missing, filling it in for a selection, and the credits as CSV."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from core.catalog import Catalog, load_real
from core.services.reference import curation
from core.services.reference.sets import ReferenceSource
from core.settings import get_settings
from core.storage.reference.library import LibraryPhoto
from core.text.html import web_link
from core.types import Rights
from core.ui.kit import permit
from core.ui.kit.components import badges, csv_button, errors, flash, grid, panel, stable_place
from core.ui.kit.state import Frame, UndoStack, empty_intake, key, session, when
from core.ui.reference.jobs import show_view
from core.ui.reference.state import ReferencePage, View
from core.ui.words_ko import common
from core.ui.words_ko import reference as t

_WIDTHS = {t.HOW_IT_LIES: 100, t.PHOTO_TITLE: 180, t.FETCHED: 140}  # px: the words are longer than their headings


def rights(source: ReferenceSource) -> None:
    """The whole section for one set of one's own."""
    found = curation.credits(get_settings(), source.id)
    if not found:
        with st.container(border=True):
            st.markdown(t.NO_CREDITS)
            st.button(t.TO_SETS, icon=":material/add:", key="rights.sets", on_click=show_view, args=(View.SETS,))
        return
    catalog = load_real(get_settings())
    unknown = sum(not photo.rights.licence for photo in found)
    with panel(t.credits_title(len(found), unknown), t.CREDITS_AID):
        badges(licences(found))
        shown = _filtered(found, catalog)
        picked = _table(shown, catalog)
        csv_button(f"{source.name} {t.CREDITS_FILE}", t.COLUMNS_CREDITS_CSV, csv_rows(shown, catalog), key="rights.csv")
    with stable_place():
        _undo(source)
    if shown and permit.may("reference.change"):
        # What a source said is never written over by the way: only where the photos were picked one by one.
        _fill(source, picked or [photo for photo in shown if not photo.rights.licence])


def licences(found: Sequence[LibraryPhoto]) -> list[tuple[str, common.Tone]]:
    """How many photos stand under which licence, most frequent first."""
    counted = Counter(photo.rights.licence for photo in found)
    return [
        (f"{licence or t.UNKNOWN} {count:,}", "gray" if licence else "orange")
        for licence, count in counted.most_common()
    ]


def _filtered(found: Sequence[LibraryPhoto], catalog: Catalog) -> list[LibraryPhoto]:
    owners = list(dict.fromkeys(_who(photo, catalog) for photo in found))  # two spellings of a member are one choice
    sources = sorted({photo.rights.source for photo in found})
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        member = st.selectbox(
            t.FILTER_MEMBER, ["", *owners], format_func=lambda who: who or t.EVERYONE, width=260,
            key="rights.member",
        )  # fmt: skip
        origin = st.selectbox(
            t.FILTER_SOURCE, ["", *sources], format_func=lambda name: t.source_name(name) if name else t.EVERYWHERE,
            width=200, key="rights.source",
        )  # fmt: skip
        missing = st.toggle(t.ONLY_UNKNOWN, key="rights.missing")
    return [
        photo
        for photo in found
        if (not member or _who(photo, catalog) == member)
        and (not origin or photo.rights.source == origin)
        and not (missing and photo.rights.licence)
    ]


def _table(shown: Sequence[LibraryPhoto], catalog: Catalog) -> list[LibraryPhoto]:
    """The rows of the filter; returns those that were picked."""
    if not shown:
        st.info(t.NONE_SHOWN, icon=":material/info:")
        return []
    columns = {name: st.column_config.LinkColumn(name, display_text=t.OPEN) for name in (t.LICENCE_URL, t.PAGE)}
    columns |= {name: st.column_config.TextColumn(name, width=width) for name, width in _WIDTHS.items()}
    # Another filter is another table: rows are picked by their number.
    state = grid(
        t.COLUMNS_CREDITS, [_row(photo, catalog) for photo in shown], tallest=460, column_config=columns,
        on_select="rerun", selection_mode="multi-row", key=f"rights.table.{hash(tuple(c.name for c in shown))}",
    )  # fmt: skip
    return [shown[row] for row in state["selection"]["rows"] if row < len(shown)]


def _row(photo: LibraryPhoto, catalog: Catalog) -> list[object]:
    r = photo.rights
    return [
        *_names(photo, catalog), photo.name, t.STATES_PHOTO[photo.state], t.source_name(r.source), r.title,
        r.author or t.UNKNOWN, r.licence or t.UNKNOWN, web_link(r.licence_url), web_link(r.page),
        when(r.fetched) if r.fetched else "",
    ]  # fmt: skip


def csv_rows(shown: Sequence[LibraryPhoto], catalog: Catalog) -> list[list[object]]:
    """Rows of COLUMNS_CREDITS_CSV: what is not known stays empty."""
    return [
        [
            photo.file, *_names(photo, catalog), t.STATES_PHOTO[photo.state], t.source_name(r.source), r.title,
            r.author, r.licence,
            web_link(r.licence_url), web_link(r.page), web_link(r.url),
            when(r.fetched) if r.fetched else "",
        ]
        for photo in shown
        for r in (photo.rights,)
    ]  # fmt: skip


def _names(photo: LibraryPhoto, catalog: Catalog) -> tuple[str, str]:
    return catalog.name(photo.member.group), catalog.member_name(photo.member)


def _who(photo: LibraryPhoto, catalog: Catalog) -> str:
    return " · ".join(_names(photo, catalog))


def _fill(source: ReferenceSource, about: Sequence[LibraryPhoto]) -> None:
    with panel(t.FILL_TITLE, f"{t.PICK_ROWS_AID} {t.FILL_AID}"):
        left, right = st.columns(2, gap="medium")
        with left:
            author = st.text_input(t.AUTHOR, placeholder=t.AUTHOR_HINT, max_chars=200, key=key("rights.author"))
            page = st.text_input(t.PAGE, placeholder=t.URL_HINT, max_chars=500, key=key("rights.page"))
        with right:
            licence = st.text_input(t.LICENCE, placeholder=t.LICENCE_HINT, max_chars=200, key=key("rights.licence"))
            link = st.text_input(t.LICENCE_URL, placeholder=t.URL_HINT, max_chars=500, key=key("rights.link"))
        if not st.button(
            t.fill_button(len(about)), type="primary", icon=":material/edit:", disabled=not about, key=key("rights.go")
        ):
            return
        given = Rights("", author=author.strip(), licence=licence.strip(), licence_url=link.strip(), page=page.strip())
        if given == Rights(""):
            st.warning(t.NOTHING_TYPED, icon=":material/info:")
        elif any(text and not web_link(text) for text in (given.licence_url, given.page)):
            st.warning(t.BAD_LINK, icon=":material/info:")
        else:
            with errors():
                undo = curation.set_rights(get_settings(), source.id, [photo.name for photo in about], given)
                session(ReferencePage).credits.setdefault(source.id, UndoStack()).append(undo)
                empty_intake()
                session(Frame).toast = t.filled(len(undo))
                st.rerun()


def _undo(source: ReferenceSource) -> None:
    """What was filled in last, and the way back, for as long as there is one."""
    steps = session(ReferencePage).credits.get(source.id)
    if not steps:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":green[:material/check:] {t.filled(len(steps[-1]))}", width="stretch")
        if st.button(common.steps(len(steps)), icon=":material/undo:", key="rights.undo"):
            with errors():
                undo = steps.pop()
                back = curation.undo_rights(get_settings(), source.id, undo)
                flash(t.credits_undone(back, len(undo) - back))
