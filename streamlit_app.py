"""The studio: page table, shared frame. Start with `streamlit run streamlit_app.py`."""

import streamlit as st

from core.ui import alone
from core.ui.words_ko import common as t

# Section -> its pages: the file below pages/, whose name is the address too; title; icon; what it takes to see it.
PAGES = {
    t.NAV_LINEUP: [
        ("home", t.HOME, "home", "studio.enter"),
        ("lineup_match", t.LINEUP, "groups", "lineup.analyse"),
        ("concept", t.CONCEPT, "cloud", "concept.read"),
        ("projects", t.PROJECTS, "folder_special", "studio.enter"),
        ("virtual_group", t.VIRTUAL, "auto_awesome", "virtual.read"),
        ("my_debut", t.MY_DEBUT, "face_retouching_natural", "debut.enter"),
    ],
    t.NAV_DATA: [("reference_data", t.REFERENCE, "photo_library", "reference.read")],
    t.NAV_MODEL: [
        ("training", t.TRAINING, "monitoring", "training.read"),
        ("engines", t.ENGINES, "memory", "training.read"),
    ],
    t.NAV_STUDIO: [
        ("account", t.ACCOUNT, "account_circle", "studio.enter"),
        ("people", t.PEOPLE, "group", "people.read"),
        ("privacy", t.PRIVACY, "shield_person", "studio.enter"),
    ],
}


def main() -> None:
    """Draw the frame and the page that was asked for."""
    from core.ui.frame import imports, style, tab, work
    from core.ui.kit.components import page_frame
    from core.ui.kit.sidebar import configure, enter, go_on, name_tab, sidebar
    from core.ui.lineup import going_on
    from core.ui.my_debut.language import translate
    from core.ui.people import door, waiting
    from core.ui.privacy import purged
    from core.ui.reference.card import card
    from core.ui.sharing.unread import new_comments

    imports.import_ahead()
    style.dress()
    actor = door.visitor()
    configure(brand=actor is not None)
    pages = {section: [_page(*row, door.shows(actor, *row)) for row in rows] for section, rows in PAGES.items()}
    page = st.navigation(pages, position="sidebar" if actor else "hidden")
    name_tab(page.title if actor else t.SIGN_IN_TITLE)
    translate(page.url_path)
    if actor is None:
        go_on()
        door.door()
        return
    purged.let_go()
    enter()
    going_on.take_in_what_is_over()
    tab.stay(page.url_path)
    sidebar(card, new_comments, waiting.who_waits, lambda: work.work_elsewhere(page.url_path), door.me)
    with page_frame(page.url_path):
        door.banner()
        if door.opens(actor, *(row for rows in PAGES.values() for row in rows if row[1] == page.title)):
            purged.say()
            going_on.say(page.url_path)
            page.run()


def _page(name: str, title: str, icon: str, _: str, shown: bool) -> st.Page:
    of = {"icon": f":material/{icon}:", "visibility": "visible" if shown else "hidden"}
    return st.Page(f"pages/{name}.py", title=title, url_path=name, default=name == "home", **of)  # type: ignore[arg-type]


if __name__ == "__main__":  # for each visitor, again and again
    (alone.draw if alone.is_on() else main)()
elif __name__ == "streamlit_app":  # once, by the server; a job's process imports this file under yet another name
    from core.ui.server import MIDDLEWARE, lifespan, start_or_leave

    start_or_leave()
    app = st.App(__file__, lifespan=lifespan, middleware=MIDDLEWARE)
