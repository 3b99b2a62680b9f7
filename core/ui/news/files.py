"""Articles out of files: chosen or dropped, kept under their groups, and told about."""

from collections.abc import Callable

import streamlit as st

from core.catalog import Group, load_real
from core.news.load import READERS
from core.news.reading import MAX_BYTES
from core.services.news.importing import import_files
from core.settings import get_settings
from core.types import Upload
from core.ui.kit import permit
from core.ui.kit.components import errors, progress_bar, start_button, switch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import empty_intake, key, session
from core.ui.kit.uploads import uploader
from core.ui.news.state import NewsDesk
from core.ui.words_ko import common
from core.ui.words_ko import news as t


def files(group: Group, landed: Callable[[], None] = lambda: None) -> None:
    """The uploader, and whose articles they are. landed: called once some were read, before the page is drawn anew:
    to show where `report` stands."""
    if permit.closed("news.change"):
        return
    with st.container(border=True):
        st.caption(t.FILES_AID)
        brought = uploader(
            t.FILES_LABEL, "news.files", type=list(READERS), accept_multiple_files=True,
            max_upload_size=MAX_BYTES // 2**20,
        )  # fmt: skip
        # By content to begin with: a file about several groups, put under one, would become that group's words.
        ways = {"": t.FILES_SPLIT, group.id: t.only_for(group.name)}
        whose = switch(t.FILES_WHOSE, ways, ways, f"news.files.{group.id}")
        if start_button(t.FILES_GO, brought, t.NEED_FILES, key=key("news.files.go"), icon=":material/upload_file:"):
            with errors(), progress_bar(t.FILES_READING, labels=True) as progress:
                uploads = [Upload(file.name, file.getvalue()) for file in brought]
                done = import_files(get_settings(), uploads, whose, progress)
                session(NewsDesk).imported = done
                empty_intake()
                landed()
                st.rerun()


def report(shown: Group, see: Callable[[str], None]) -> None:
    """What became of the last files, until it is put away. see: is called with another group that got articles, before
    the page is drawn anew with it."""
    desk = session(NewsDesk)
    came = desk.imported
    if came is None:
        return
    catalog = load_real(get_settings())
    found = sum(group.found for group in came.groups)
    with st.container(border=True, gap="small"):
        said = t.files_came(len(came.groups), came.new, found)
        st.markdown(f"{':green[:material/check:]' if found else ':orange[:material/warning:]'} {said}")
        lines = [t.came(catalog.name(g.group), g.found, g.new, g.admitted, g.left_out) for g in came.groups]
        if lines:
            st.caption("  \n".join(map(escape_markdown, lines)))
        left = t.files_left(came.unknown, came.nameless, came.excluded, came.skipped, came.unnamed)
        for sentence in (*left, *came.remarks, *came.problems):
            st.caption(f":orange[:material/warning:] {escape_markdown(sentence)}")
        with st.container(horizontal=True):
            for one in (one.group for one in came.groups if one.admitted and one.group != shown.id):
                name = escape_markdown(f"{catalog.name(one)} {common.SEE_CONCEPT}")
                st.button(name, icon=":material/cloud:", key=f"news.files.see.{one}", on_click=see, args=(one,))
            if st.button(t.PUT_AWAY, key="news.files.away"):
                desk.imported = None
                st.rerun()
