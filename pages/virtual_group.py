"""AI groups: faces that exist nowhere, from candidates to a group's sheet."""

import streamlit as st

from core.ui.kit.address import choose_view
from core.ui.kit.components import errors, head, show_flash, stable_place
from core.ui.kit.permit import closed, may
from core.ui.kit.sidebar import require_frame
from core.ui.virtual import data
from core.ui.virtual.state import VIEW, View
from core.ui.words_ko import common
from core.ui.words_ko import virtual as t

require_frame("pages/virtual_group.py")


def sheets(usable: list[str]) -> None:
    from core.services.virtual import sheets as service
    from core.settings import get_settings
    from core.ui.virtual import choosing, contact
    from core.ui.virtual import sheets as view

    judging = data.judge()
    groups, found = data.group_styles(judging), service.sheets(get_settings())
    if usable and may("virtual.make"):
        view.begin(groups, usable, first=not found)
    elif not found:
        st.info(t.NOTHING_YET, icon=":material/info:")
    if not found:
        return
    shown = service.sheet_view(get_settings(), view.choose_sheet(found))
    view.heading(shown, data.group_names(judging))
    contact.grid(shown, judging, groups)
    choosing.members_of(shown, judging, groups)


def face(usable: list[str]) -> None:
    from core.ui.virtual import searching

    judging = data.judge()
    groups = data.group_styles(judging)
    if usable and may("virtual.make"):
        searching.form(judging, groups, usable)
    searching.found(judging, groups)


def groups() -> None:
    from core.ui.virtual import editing, group_sheet, members
    from core.ui.virtual import groups as view

    judging = data.judge()
    styles, opened = data.group_styles(judging), view.opened()
    if opened is None:
        view.listing(judging, styles)
        return
    view.heading(opened, styles)
    drawn = data.drawn(opened)
    with stable_place():
        view.how_far(opened, drawn)
    now, fronts = data.standing(opened, judging)
    view.rules(opened, now)
    members.cards(opened, judging, now, fronts, styles)
    members.all_views(opened, drawn)
    group_sheet.sheet(opened, judging, now, drawn, fronts, styles)
    editing.dialogs(opened, judging, fronts, styles)


def absent(why: dict[str, str]) -> None:
    st.info(t.ABSENT, icon=":material/download:")
    st.code(t.COMMAND, language="bash")
    st.caption(t.INSTALL_AID)
    with st.expander(t.OTHER_WAYS):
        st.markdown(why.get("stylegan", ""))


head(common.VIRTUAL, [(t.NOWHERE, "violet"), (t.REFERENCE_ONLY, "gray"), (t.MARKED, "gray")], t.LEAD)
with stable_place():
    show_flash()
with errors():
    works = data.usable()
    with stable_place():
        if not works:
            absent(data.generators())
        else:
            closed("virtual.make")
    chosen = choose_view(t.VIEW, list(View), t.VIEWS, "view", VIEW)
    if chosen == View.SHEETS:
        sheets(works)
    elif chosen == View.FACE:
        face(works)
    else:
        groups()
