"""The studio: page table, shared frame. Start with `streamlit run streamlit_app.py`."""

import streamlit as st

from core.ui.kit.components import page_frame
from core.ui.kit.fonts import ensure_static_font
from core.ui.kit.sidebar import configure, enter, sidebar
from core.ui.words_ko import common as t


def main() -> None:
    """Draw the frame and the page that was asked for."""
    ensure_static_font()  # before the first page asks the browser for it
    configure()
    page = st.navigation(
        {
            t.NAV_LINEUP: [
                st.Page("pages/home.py", title=t.HOME, icon=":material/home:", url_path="home", default=True),
                st.Page("pages/lineup_match.py", title=t.LINEUP, icon=":material/groups:", url_path="lineup_match"),
                st.Page("pages/concept.py", title=t.CONCEPT, icon=":material/cloud:", url_path="concept"),
            ],
            t.NAV_DATA: [
                st.Page(
                    "pages/reference_data.py",
                    title=t.REFERENCE,
                    icon=":material/photo_library:",
                    url_path="reference_data",
                ),
            ],
            t.NAV_MODEL: [
                st.Page("pages/training.py", title=t.TRAINING, icon=":material/monitoring:", url_path="training"),
                st.Page("pages/engines.py", title=t.ENGINES, icon=":material/memory:", url_path="engines"),
            ],
        }
    )
    enter()
    sidebar()
    with page_frame():
        page.run()


if __name__ == "__main__":  # a job's process imports this file under another name and must not draw pages
    main()
