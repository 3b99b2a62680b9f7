"""Articles out of files: chosen or dropped, kept under their groups, and told about."""

import streamlit as st

from core.catalog import Group, load_real
from core.services import news as service
from core.settings import get_settings
from core.types import Upload
from core.ui import text_news_ko as t
from core.ui.components import errors, progress_bar
from core.ui.markup import escape_markdown
from core.ui.state import key, session

_TYPES = ["xlsx", "csv", "tsv", "json", "txt", "xml", "rss"]
_BOX = "news-files"
# What the uploader says of sizes is drawn over for photos everywhere else.
_STYLE = (
    f'<style>.st-key-{_BOX} [data-testid="stFileUploaderDropzoneInstructions"] span::after '
    f'{{ content: "{t.FILES_SIZE}" !important; }}</style>'
)


def files(group: Group) -> None:
    """The uploader, whose articles they are, and what became of the last ones."""
    st.html(_STYLE)
    with st.container(border=True, key=_BOX):
        st.caption(t.FILES_AID)
        brought = st.file_uploader(t.FILES_LABEL, type=_TYPES, accept_multiple_files=True, key=key("news.files"))
        ways = {group.id: t.only_for(group.name), "": t.FILES_SPLIT}
        whose = st.segmented_control(
            t.FILES_WHOSE, list(ways), default=group.id, required=True, format_func=ways.__getitem__,
            key=f"news.files.{group.id}",
        )  # fmt: skip
        if st.button(t.FILES_GO, type="primary", icon=":material/upload_file:", key=key("news.files.go")):
            if not brought:
                st.warning(t.NEED_FILES, icon=":material/info:")
                return
            with errors(), progress_bar(t.FILES_READING) as progress:
                uploads = [Upload(file.name, file.getvalue()) for file in brought]
                own = session()
                own.news.imported = service.import_files(get_settings(), uploads, str(whose), progress)
                own.intake += 1  # the uploaded bytes leave the memory
                st.rerun()
    _report(session().news.imported)


def _report(report: service.ImportReport | None) -> None:
    if report is None:
        return
    catalog = load_real(get_settings())
    found = sum(group.found for group in report.groups)
    said = t.files_came(len(report.groups), report.new, found)
    (st.success if found else st.warning)(said, icon=":material/check:" if found else ":material/info:")
    left = t.files_left(report.unknown, report.nameless, report.excluded, report.skipped)
    for one in report.groups:
        st.caption(escape_markdown(t.came(catalog.name(one.group), one.found, one.new, one.admitted, one.left_out)))
    for sentence in (*left, *report.problems):
        st.warning(escape_markdown(sentence), icon=":material/info:")
