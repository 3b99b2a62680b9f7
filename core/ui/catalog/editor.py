"""The list of groups: see them all, add one, open one, bring one back, and undo what was done."""

import streamlit as st

from core.catalog import Catalog, Group, catalog_problems, load_real
from core.services.catalog import edit as service
from core.services.catalog.change import CatalogEdit, undo
from core.settings import get_settings
from core.ui.catalog.colour import colour_field
from core.ui.catalog.group import one_group
from core.ui.catalog.state import CatalogPage
from core.ui.compared.record import changes_button
from core.ui.kit import permit
from core.ui.kit.components import errors, flash, section, stable_place
from core.ui.kit.markup import dots, escape_markdown
from core.ui.kit.state import Frame, session
from core.ui.words_ko import catalog as t


def catalog_editor() -> None:
    """All groups, or the one that is open."""
    for problem in catalog_problems(get_settings()):
        st.warning(escape_markdown(problem), icon=":material/warning:")
    with stable_place():
        _last_change()
    catalog = load_real(get_settings())
    own = session(CatalogPage)
    opened = catalog.get(own.group) if own.group in catalog else None
    if own.group and (opened is None or opened.retired):
        own.group, opened = "", None
    with stable_place():
        if opened is not None:
            one_group(opened, catalog, made)
        else:
            _list(catalog)


def made(said: str, edit: CatalogEdit) -> None:
    """Remember a change, so that it can be undone, and draw everything by it. The page says what was done."""
    own = session(CatalogPage)
    own.history.append((said, edit))
    own.seen = own.member = None
    session(Frame).toast = said  # whoever saves far below does not see the line above
    flash(said)


def _last_change() -> None:
    history = session(CatalogPage).history
    if not history:
        return
    said, edit = history[-1]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f":material/history: {t.LAST_CHANGE} · {escape_markdown(said)}", width="stretch")
        pressed = st.button(t.steps(len(history)), icon=":material/undo:", key="catalog.undo")
    if pressed:
        with errors():
            history.pop()  # one that cannot be undone must not stand before the others
            undo(get_settings(), edit)
            flash(t.undone(said))


def _list(catalog: Catalog) -> None:
    section(t.TITLE, t.LEAD)
    changes_button("catalog")
    permit.closed("catalog.change")
    if not len(catalog):
        st.info(t.NOBODY, icon=":material/info:")
    groups = list(catalog)
    for first in range(0, len(groups), 2):
        for column, group in zip(st.columns(2, gap="small"), groups[first : first + 2], strict=False):
            with column:
                _row(group)
    if permit.may("catalog.change"):
        _add(catalog)
    retired = [group for group in catalog.groups if group.retired]
    if retired:
        section(t.RETIRED_TITLE, t.RETIRED_LEAD)
        for group in retired:
            _retired(group, catalog)


def _row(group: Group) -> None:
    with st.container(border=True, height="stretch", gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(horizontal=True, width="stretch", gap="small"):
                st.html(dots([(group.name, group.colour)]), width="content")
                words, tone = t.KINDS[service.kind(get_settings(), group)]
                st.badge(words, color=tone)
            changes = permit.may("catalog.change")
            words, icon = (t.EDIT, "edit") if changes else (t.LOOK, "visibility")
            if st.button(words, icon=f":material/{icon}:", key=f"catalog.open.{group.id}"):
                session(CatalogPage).group = group.id
                st.rerun()
        st.caption(" · ".join(escape_markdown(part) for part in (group.latin, t.members(group)) if part))


def _retired(group: Group, catalog: Catalog) -> None:
    into = catalog.name(group.merged_into) if group.merged_into else ""
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(horizontal=True, width="stretch", gap="small"):
            st.html(dots([(group.name, group.colour)]), width="content")
            st.badge(escape_markdown(t.merged_into(into)) if into else t.RETIRED, color="blue" if into else "gray")
        label = t.SPLIT if into else t.BRING_BACK
        back = permit.may("catalog.change") and st.button(
            label, icon=":material/add_circle:", key=f"catalog.back.{group.id}"
        )
    if back:
        with errors():
            edit = service.bring_back_group(get_settings(), group.id)
            made(t.done(group.name, "split" if into else "back"), edit)


def _add(catalog: Catalog) -> None:
    turn = len(catalog.groups)  # part of the keys: the fields are empty again once the group is there
    with st.expander(t.ADD, icon=":material/group_add:", key=f"catalog.add.{turn}"):
        st.caption(t.ADD_AID)
        left, right = st.columns(2, gap="medium")
        with left:
            name = st.text_input(t.NAME, placeholder=t.NAME_HINT, max_chars=60, key=f"catalog.add.name.{turn}")
            latin = st.text_input(t.LATIN, placeholder=t.LATIN_HINT, max_chars=60, key=f"catalog.add.latin.{turn}")
        with right:
            people = st.text_area(
                t.MEMBERS_AREA, placeholder=t.MEMBERS_HINT, help=t.MEMBERS_HELP, height=132,
                key=f"catalog.add.members.{turn}",
            )  # fmt: skip
        aliases = ""
        if service.is_ordinary(get_settings(), name):
            st.info(escape_markdown(t.ordinary(name.strip())), icon=":material/info:")
            aliases = st.text_area(
                t.ALIASES, placeholder=t.ALIASES_HINT, help=t.ALIASES_HELP, height=90,
                key=f"catalog.add.aliases.{turn}",
            )  # fmt: skip
        colour = colour_field(service.propose_colour(get_settings()), catalog, "", f"catalog.add.colour.{turn}")
        if st.button(t.ADD_GO, type="primary", icon=":material/add:", key=f"catalog.add.go.{turn}"):
            with errors():
                edit = service.add_group(
                    get_settings(), name, people.splitlines(), latin=latin, colour=colour, aliases=aliases.splitlines()
                )
                group = load_real(get_settings()).get(edit.group)
                made(t.added(group.name, len(group.members)), edit)
