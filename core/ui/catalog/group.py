"""One group of the list: its names and colour, its members, and what can be done with it as a whole."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.catalog import Catalog, Group, Member
from core.services.catalog import edit as service
from core.services.catalog import members as people
from core.services.catalog.change import CatalogEdit
from core.settings import get_settings
from core.ui.catalog.colour import colour_field
from core.ui.catalog.state import CatalogPage
from core.ui.kit import permit
from core.ui.kit.components import badges, errors, section
from core.ui.kit.markup import dots, escape_markdown
from core.ui.kit.state import session
from core.ui.words_ko import catalog as t

Made = Callable[[str, CatalogEdit], None]  # hears of every change: what to say, and how to undo it


def one_group(group: Group, catalog: Catalog, made: Made) -> None:
    """Everything of one group. Values that were not saved stay while the group is open."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button(t.BACK, icon=":material/arrow_back:", key="catalog.list"):
            session(CatalogPage).group, session(CatalogPage).member = "", None
            st.rerun()
        st.html(dots([(group.name, group.colour)]), width="content")
        badges([t.KINDS[service.kind(get_settings(), group)]])
    changes = not permit.closed("catalog.change")
    with st.container(border=True):
        _fields(group, catalog, made, off=not changes)
    with st.container(border=True):
        _members(group, made, changes=changes)
    if not changes:
        return
    with st.container(border=True):
        _manage(group, catalog, made)
    # The wish is kept: a job that ends on this page draws everything anew, and the dialog with what was typed would go.
    wanted = session(CatalogPage).member
    if wanted is not None and wanted.id in [m.id for m in group.active_members]:
        _edit_member(group, wanted, made)


def _fields(group: Group, catalog: Catalog, made: Made, *, off: bool) -> None:
    section(t.FIELDS)
    place = f"catalog.{group.id}"
    seen = session(CatalogPage).seen = _seen(group, place)
    keys = _keys(seen, place)
    left, right = st.columns(2, gap="medium")
    with left:
        name = st.text_input(t.NAME, seen.name, max_chars=60, key=keys["name"], disabled=off)
        latin = st.text_input(t.LATIN, seen.latin, max_chars=60, key=keys["latin"], disabled=off)
        colour = seen.colour if off else colour_field(seen.colour, catalog, group.id, keys["colour"])
    with right:
        aliases = _lines(t.ALIASES, seen.aliases, t.ALIASES_HELP, keys["aliases"], disabled=off)
        search = _lines(t.SEARCH, seen.search, t.SEARCH_HELP, keys["search"], disabled=off)
    if name != seen.name and not aliases and service.is_ordinary(get_settings(), name):
        st.info(escape_markdown(t.ordinary(name.strip())), icon=":material/info:")
    note = st.text_area(t.NOTE, seen.note, help=t.NOTE_HELP, height=110, key=keys["note"], disabled=off)
    if off or not st.button(t.SAVE, type="primary", icon=":material/save:", key=f"{place}.save"):
        return
    with errors():
        edit = service.edit_group(
            get_settings(), group.id, name=name, latin=latin, colour=colour, aliases=aliases, search=search, note=note,
            seen=seen,
        )  # fmt: skip
        _say_saved(seen.name, name, edit, made)


def _seen(group: Group, place: str) -> Group:
    """The group as the fields show it: as it is on file, unless the visitor has typed something since."""
    seen = session(CatalogPage).seen
    if seen is None or seen.id != group.id:
        return group
    shown = _shown(seen)
    typed = any(st.session_state.get(key, shown[field]) != shown[field] for field, key in _keys(seen, place).items())
    return seen if typed else group


def _keys(seen: Group, place: str) -> dict[str, str]:
    """Field -> key. What it showed first is part of the key: after a change or an undo it shows what is on file."""
    return {field: f"{place}.{field}.{value}" for field, value in _shown(seen).items()}


def _shown(group: Group) -> dict[str, str]:
    lists = {field: "\n".join(getattr(group, field)) for field in ("aliases", "search")}
    return lists | {field: getattr(group, field) for field in ("name", "latin", "colour", "note")}


def _members(group: Group, made: Made, *, changes: bool) -> None:
    section(t.members_title(group))
    for first in range(0, len(group.members), 2):
        for column, member in zip(st.columns(2, gap="small"), group.members[first : first + 2], strict=False):
            with column:
                _member(group, member, made, changes=changes)
    if not changes:
        return
    turn = len(group.members)
    with st.expander(t.ADD_MEMBERS, icon=":material/person_add:", key=f"catalog.{group.id}.add.{turn}"):
        names = st.text_area(
            t.MEMBERS_AREA, placeholder=t.MEMBERS_HINT, help=t.MEMBERS_HELP, height=110,
            key=f"catalog.{group.id}.add.names.{turn}",
        )  # fmt: skip
        if st.button(t.ADD_MEMBERS_GO, type="primary", icon=":material/add:", key=f"catalog.{group.id}.add.go"):
            with errors():
                edit = people.add_members(get_settings(), group.id, names.splitlines())
                made(t.members_added(group.name), edit)


def _member(group: Group, member: Member, made: Made, *, changes: bool) -> None:
    with st.container(border=True, height="stretch", gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            into = group.heir(member).name if member.merged_into else ""
            with st.container(horizontal=True, width="stretch", gap="small"):
                latin = f" {escape_markdown(member.latin)}" if member.latin else ""
                st.markdown(f"**{escape_markdown(member.name)}**{latin}", width="content")
                if member.retired:
                    st.badge(
                        escape_markdown(t.merged_into(into)) if into else t.RETIRED, color="blue" if into else "gray"
                    )
            if member.retired and changes:
                if st.button(t.SPLIT if into else t.BRING_BACK, key=f"member.back.{group.id}.{member.id}"):
                    with errors():
                        edit = people.bring_back_member(get_settings(), group.id, member.id)
                        made(t.done(member.name, "split" if into else "back"), edit)
            elif changes and st.button(t.EDIT, icon=":material/edit:", key=f"member.open.{group.id}.{member.id}"):
                session(CatalogPage).member = member
        st.caption(escape_markdown(t.member_line(member)))


# A tap beside it must not throw away what was typed: it has a button of its own to close it.
@st.dialog(t.EDIT_MEMBER, width="medium", dismissible=False)
def _edit_member(group: Group, member: Member, made: Made) -> None:
    place = f"member.{group.id}.{member.id}"
    left, right = st.columns(2, gap="medium")
    with left:
        name = st.text_input(t.NAME, member.name, max_chars=60, key=f"{place}.name")
        latin = st.text_input(t.LATIN, member.latin, max_chars=60, key=f"{place}.latin")
    with right:
        aliases = _lines(t.ALIASES, member.aliases, t.MEMBER_ALIASES_HELP, f"{place}.aliases")
    search = _lines(t.SEARCH, member.search, t.MEMBER_SEARCH_HELP, f"{place}.search")
    settings = get_settings()
    with st.container(horizontal=True):
        save = st.button(t.SAVE, type="primary", icon=":material/save:", key=f"{place}.save")
        retire = st.button(t.RETIRE, icon=":material/remove_circle:", key=f"{place}.retire")
        if st.button(t.CLOSE, key=f"{place}.close"):
            session(CatalogPage).member = None
            st.rerun()
    st.caption(f"{t.RETIRE}: {t.RETIRE_MEMBER_AID}")
    with errors():
        if save:
            edit = people.edit_member(
                settings, group.id, member.id, name=name, latin=latin, aliases=aliases, search=search, seen=member
            )
            _say_saved(member.name, name, edit, made)
        if retire:
            made(t.done(member.name, "retired"), people.retire_member(settings, group.id, member.id))
    others = {m.id: m.name for m in group.active_members if m.id != member.id}
    if others:
        into = _merge(others, t.MERGE_MEMBER_INTO, t.MERGE_MEMBER_AID, place)
        if into:
            with errors():
                made(t.merged(member.name, others[into]), people.merge_members(settings, group.id, member.id, into))


def _manage(group: Group, catalog: Catalog, made: Made) -> None:
    section(t.MANAGE)
    settings, place = get_settings(), f"catalog.{group.id}"
    others = {other.id: other.name for other in catalog if other.id != group.id}
    came, into, reset = service.kind(settings, group), "", False
    left, right = st.columns([3, 2], gap="large")
    with left:
        if others:
            into = _merge(others, t.MERGE_INTO, t.MERGE_AID, place)
    with right:
        retire = st.button(t.RETIRE, icon=":material/remove_circle:", key=f"{place}.retire")
        st.caption(t.RETIRE_AID)
        if came != "shipped":
            label, aid = (t.REMOVE, t.REMOVE_AID) if came == "own" else (t.RESET, t.RESET_AID)
            reset = st.button(label, icon=":material/restart_alt:", key=f"{place}.reset")
            st.caption(aid)
    with errors():
        if into:
            edit = service.merge_groups(settings, group.id, into)
            session(CatalogPage).group = into
            made(t.merged(group.name, others[into]), edit)
        if retire:
            made(t.done(group.name, "retired"), service.retire_group(settings, group.id))
        if reset:
            edit = service.reset_group(settings, group.id)
            made(t.done(group.name, "removed" if came == "own" else "reset"), edit)


def _merge(others: dict[str, str], label: str, aid: str, place: str) -> str:
    """Id of whom to merge into, once that was asked for; else ""."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        into = st.selectbox(
            label, list(others), index=None, format_func=others.__getitem__, placeholder=t.CHOOSE, width=260,
            key=f"{place}.into",
        )  # fmt: skip
        pressed = st.button(t.MERGE_GO, icon=":material/merge:", key=f"{place}.merge")
    st.caption(aid)
    if pressed and into is None:
        st.warning(t.NO_TARGET, icon=":material/info:")
    return into or "" if pressed else ""


def _lines(label: str, saved: Sequence[str], aid: str, key: str, *, disabled: bool = False) -> list[str]:
    return st.text_area(label, "\n".join(saved), help=aid, height=110, key=key, disabled=disabled).splitlines()


def _say_saved(old: str, new: str, edit: CatalogEdit, made: Made) -> None:
    if edit.before == edit.after:
        st.info(t.NOTHING_CHANGED, icon=":material/info:")
        return
    new = " ".join(new.split())
    made(t.done(old, "saved") if new == old else t.renamed(old, new), edit)
