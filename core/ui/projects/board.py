"""The concept board: pinned words with their sentences, own notes, links and colours, in the order people give them."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from core.access.acting import acting
from core.errors import ProjectError
from core.keywords.lexicon.lexicon import load_lexicon
from core.projects.project import MOST_COLOURS, Board, BoardItem, Project
from core.services.projects import plans
from core.settings import get_settings
from core.sharing.comment import About
from core.ui.concept.data import all_groups, names
from core.ui.kit import permit
from core.ui.kit.components import errors, panel
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session, when
from core.ui.projects import drafts
from core.ui.projects.state import ProjectsPage, Removed
from core.ui.words_ko import common
from core.ui.words_ko import projects as t

# What a new colour starts as, told apart by most eyes; people choose their own.
_FRESH = ("#5b3fc4", "#0e8a7d", "#c2477f", "#d98a1c", "#2f6db5", "#77737f")


def board(project: Project, beside: Callable[[About], None]) -> None:
    """Pins, what can be added, colours. beside: draws what is said about a pin."""
    changes = permit.may("project.change", project=project.id)
    with panel(t.BOARD_TITLE):
        _say_removed(project)
        items = project.board.items
        if not items:
            st.markdown(t.BOARD_EMPTY if changes else t.BOARD_EMPTY_READ)
        permit.closed("project.change", project=project.id)
        st.page_link("pages/concept.py", label=t.TO_CONCEPT, icon=":material/cloud:")
        groups = names(all_groups()) if items else {}
        for place in range(len(items)):
            _item(project, place, groups, beside, changes=changes)
    if changes:
        _add(project)
    if changes or project.board.colours:
        _colours(project, changes=changes)


def _item(
    project: Project, place: int, groups: dict[str, str], beside: Callable[[About], None], *, changes: bool
) -> None:
    items = project.board.items
    one, number = items[place], place + 1
    with st.container(border=True, gap="xsmall", key=f"board-item-{one.id}"):
        text = escape_markdown(one.text, linked=True)
        if one.kind == "link":
            st.markdown(f":material/link: [{text}](<{one.link.replace('<', '').replace('>', '')}>)")
        else:
            st.markdown(
                f"**{text}**" if one.kind == "word" else "  \n".join(map(escape_markdown, one.text.split("\n")))
            )
        facts = [groups.get(one.group, one.group), one.facet, when(one.pinned) if one.pinned else "", one.by]
        st.caption(escape_markdown(" · ".join(fact for fact in facts if fact)))
        for said in one.quotations:
            source = " · ".join(part for part in (said.press, said.day.isoformat() if said.day else "") if part)
            link = f" · [{common.OPEN_LINK}](<{said.link.replace('<', '').replace('>', '')}>)" if said.link else ""
            st.markdown(f"> {escape_markdown(said.text)}  \n> {escape_markdown(source)}{link}")
        with st.container(horizontal=True, gap="small"):
            acts = (
                (t.UP, "arrow_upward", place - 1), (t.DOWN, "arrow_downward", place + 1), (t.REMOVE, "close", None),
            )  # fmt: skip
            for act, icon, to in acts if changes else ():
                st.button(
                    t.item(act, number), icon=f":material/{icon}:", type="tertiary", key=f"board.{one.id}.{icon}",
                    disabled=to is not None and not 0 <= to < len(items), on_click=_move, args=(project, place, to),
                )  # fmt: skip
            beside(About("item", what=one.id))


def _move(project: Project, place: int, to: int | None) -> None:
    """to: the place it goes to, None where it goes off the board."""
    items = list(project.board.items)
    one = items.pop(place)
    if to is not None:
        items.insert(to, one)
    own = session(ProjectsPage)
    if not _write(project, items):
        return
    if to is None:
        own.removed = Removed(project.id, one, place)
        own.focus_next("board.undo")
    else:
        acts = ("arrow_upward", "arrow_downward")
        own.focus_next(*(f"board.{one.id}.{act}" for act in (acts if to < place else acts[::-1])))


def _say_removed(project: Project) -> None:
    gone = session(ProjectsPage).removed
    if gone is None or gone.project != project.id:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(escape_markdown(t.removed(gone.item.text)), width="content")
        st.button(t.UNDO, icon=":material/undo:", key="board.undo", on_click=_back, args=(project, gone))


def _back(project: Project, gone: Removed) -> None:
    items = list(project.board.items)
    items.insert(min(gone.place, len(items)), gone.item)
    if _write(project, items):
        own = session(ProjectsPage)
        own.removed = None
        own.focus_next(f"board.{gone.item.id}.close")


def _write(project: Project, items: Sequence[BoardItem]) -> bool:
    with errors():
        _keep(project, replace(project.board, items=tuple(items)))
        return True
    return False


def _keep(project: Project, board: Board) -> None:
    plans.keep_board(get_settings(), acting(), project, board)


def _add(project: Project) -> None:
    facets = ["", *load_lexicon(get_settings()).facets]
    with st.container(border=True, gap="small"):
        note, about = (f"{project.id}/{what}" for what in ("board", "board-facet"))
        text = drafts.kept(st.text_area, t.OWN_NOTE, note, "", height=100)
        facet = drafts.kept(
            st.selectbox, t.FACET, about, "", options=facets, format_func=lambda one: one or t.NO_FACET
        )  # fmt: skip
        drafts.say(note, about)
        with errors():
            if st.button(t.ADD_NOTE, icon=":material/note_add:", key="board.note"):
                if not plans.clean_text(text):
                    raise ProjectError(t.EMPTY_NOTE)
                _put(project, BoardItem(secrets.token_hex(4), "note", text, facet=facet))
                drafts.done(note, about)
                st.rerun()
    with st.container(border=True, gap="small"):
        typed, called = (f"{project.id}/{what}" for what in ("link", "link-name"))
        link = drafts.kept(st.text_input, t.LINK, typed, "")
        name = drafts.kept(st.text_input, t.LINK_NAME, called, "")
        drafts.say(typed, called)
        with errors():
            if st.button(t.ADD_LINK, icon=":material/add_link:", key="board.link"):
                address = link.strip()
                if not address.startswith(("https://", "http://")) or len(address.split()) != 1:
                    raise ProjectError(t.BAD_LINK)
                _put(project, BoardItem(secrets.token_hex(4), "link", name.strip() or address, link=address))
                drafts.done(typed, called)
                st.rerun()


def _put(project: Project, item: BoardItem) -> None:
    made = replace(item, by=acting().name, pinned=datetime.now(UTC))
    _keep(project, replace(project.board, items=(*project.board.items, made)))


def _colours(project: Project, *, changes: bool) -> None:
    colours = project.board.colours
    with panel(t.COLOURS, t.COLOURS_AID), errors():
        if colours:
            with st.container(horizontal=True, gap="medium"):
                for i, tone in enumerate(colours):
                    key = _colour_key(project, i, tone)
                    st.color_picker(t.colour(i + 1), tone, key=key, on_change=_recolour,
                                    args=(project, i, key), disabled=not changes)  # fmt: skip
        if not changes:
            return
        with st.container(horizontal=True):
            if st.button(
                t.ADD_COLOUR, icon=":material/add:", key="board.colour.add", disabled=len(colours) >= MOST_COLOURS
            ):
                _keep(project, replace(project.board, colours=(*colours, _FRESH[len(colours)])))
                session(ProjectsPage).focus_next("board.colour.add", "board.colour.less")
                st.rerun()
            if st.button(t.REMOVE_COLOUR, icon=":material/remove:", key="board.colour.less", disabled=not colours):
                _keep(project, replace(project.board, colours=colours[:-1]))
                session(ProjectsPage).focus_next("board.colour.less", "board.colour.add")
                st.rerun()


def _recolour(project: Project, place: int, key: str) -> None:
    colours = list(project.board.colours)
    colours[place] = str(st.session_state[key])
    with errors():
        _keep(project, replace(project.board, colours=tuple(colours)))
        session(ProjectsPage).focus_next(_colour_key(project, place, colours[place]))


def _colour_key(project: Project, place: int, tone: str) -> str:
    """Called by its colour: another window's change is seen, and not taken back by what stood here."""
    return f"board.colour.{project.id}.{place}.{tone}"
