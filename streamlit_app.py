"""The studio: page table, shared frame. Start with `streamlit run streamlit_app.py`."""

import streamlit as st

from core.ui.words_ko import common as t

# Section -> its pages: the file below pages/, whose name is the address too; title; icon.
PAGES = {
    t.NAV_LINEUP: [
        ("home", t.HOME, "home"),
        ("lineup_match", t.LINEUP, "groups"),
        ("concept", t.CONCEPT, "cloud"),
        ("projects", t.PROJECTS, "folder_special"),
        ("privacy", t.PRIVACY, "shield_person"),
    ],
    t.NAV_DATA: [
        ("reference_data", t.REFERENCE, "photo_library"),
    ],
    t.NAV_MODEL: [
        ("training", t.TRAINING, "monitoring"),
        ("engines", t.ENGINES, "memory"),
    ],
}


def main() -> None:
    """Draw the frame and the page that was asked for."""
    from core.ui.frame.built_in import translate
    from core.ui.frame.imports import import_ahead
    from core.ui.frame.style import dress
    from core.ui.frame.work import work_elsewhere
    from core.ui.kit.components import page_frame
    from core.ui.kit.sidebar import configure, enter, name_tab, sidebar
    from core.ui.kit.tab import stay
    from core.ui.lineup import going_on
    from core.ui.privacy import purged
    from core.ui.reference.card import card

    import_ahead()
    dress()
    configure()
    page = st.navigation({section: [_page(*row) for row in rows] for section, rows in PAGES.items()})
    name_tab(page.title)
    translate()
    purged.let_go()
    enter()
    going_on.take_in_what_is_over()
    stay()
    sidebar(card, lambda: work_elsewhere(page.url_path))
    with page_frame(page.url_path):
        purged.say()
        going_on.say(page.url_path)
        page.run()


def _page(name: str, title: str, icon: str) -> st.Page:
    return st.Page(f"pages/{name}.py", title=title, icon=f":material/{icon}:", url_path=name, default=name == "home")


if __name__ == "__main__":  # for each visitor, again and again
    main()
elif __name__ == "streamlit_app":  # once, by the server; a job's process imports this file under yet another name
    from core.ui.server import MIDDLEWARE, lifespan

    app = st.App(__file__, lifespan=lifespan, middleware=MIDDLEWARE)
