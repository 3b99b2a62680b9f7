"""Sets of reference photos: which one is looked at, all that are kept, and how many photos each member has."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core import jobs
from core.catalog import UNKNOWN, Catalog, load_real
from core.services.choices import has_own
from core.services.reference import sets as reference
from core.services.reference.sets import ReferenceSource
from core.settings import get_settings
from core.types import MemberId
from core.ui.compared import choice
from core.ui.compared.alone import alone_button
from core.ui.compared.change import Change, changed, seen_at
from core.ui.compared.record import changes_button
from core.ui.kit import permit
from core.ui.kit.address import follow
from core.ui.kit.cache import forget_set, reference_thumbnail, set_summary
from core.ui.kit.components import (
    badges,
    confirm,
    csv_button,
    errors,
    grid,
    panel,
    section,
    stable_place,
    switch,
)
from core.ui.kit.markup import dots, escape_markdown
from core.ui.kit.state import Frame, session
from core.ui.reference import near_names
from core.ui.reference.jobs import begin, busy, dismiss_finished, show_view
from core.ui.reference.state import SET, CountBy, ReferencePage, View
from core.ui.reference.switching import use
from core.ui.reference.titles import titles
from core.ui.words_ko import common
from core.ui.words_ko import reference as t

if TYPE_CHECKING:
    from core.services.reference.curation import MemberCount


_COUNTED = ("photos", "kept", "rejected", "proposed")


def choose() -> ReferenceSource:
    """The set that the page is about: the one looked at last, else the one in use, else the newest of one's own."""
    settings = get_settings()
    sources = {one.id: one for one in reference.list_sources(settings)}

    def usual(_: str) -> str:  # for the first visit, and after a set was deleted
        active = choice.source()
        newest = next((one for one in sources.values() if not one.fictional), active)
        return newest.id if active.fictional else active.id

    chosen = sources[follow("set", SET, list(sources), usual)]
    if len(sources) > 1:
        called = titles(sources.values())
        st.session_state[SET] = chosen.id  # said every time: the browser would go on showing a name that was changed
        st.selectbox(
            t.WHICH, list(sources), format_func=called.__getitem__, key=SET, width=420, persist_state="session"
        )
    if chosen.fictional:
        st.caption(f":material/lock: {t.DEMO_AID}")
    elif (active := choice.source()).id != chosen.id:
        st.caption(f":material/compare_arrows: {escape_markdown(t.compared_with(active.name))}")
    return chosen


def cards(chosen: ReferenceSource) -> None:
    """Every set: what it holds, what can be done with it."""
    settings = get_settings()
    sources, own, usual = reference.list_sources(settings), choice.source(), choice.team()
    called = titles(sources)
    section(t.STORED, t.STORED_AID)
    changes_button("choice")
    for start in range(0, len(sources), 2):
        for column, one in zip(st.columns(2, gap="medium"), sources[start : start + 2], strict=False):
            with column, st.container(border=True, height="stretch", gap="small"):
                chips: list[tuple[str, common.Tone]] = [(common.IN_USE, "primary")] if one.id == usual.id else []
                if own.id == one.id != usual.id:
                    chips.append((common.IN_USE_ALONE, "primary"))
                if one.id == chosen.id:
                    chips.append((t.LOOKED_AT, "blue"))
                _card(one, called[one.id], chips, in_use=one.id == usual.id, mine=one.id == own.id)
    confirm("set", common.DELETE, _sure, common.DELETE_YES, _delete)


def members(source: ReferenceSource) -> None:
    """How many photos each member of the set has, before and after what was set aside."""
    from core.services.reference import curation
    from core.services.reference.examine import examine

    catalog = load_real(get_settings())
    folders = curation.counts(curation.items(get_settings(), source.id))
    found = merged(folders, catalog)
    with stable_place():
        if permit.may("catalog.change"):
            near_names.ask(folders)
    if not found:
        with panel(t.EMPTY_SET, t.EMPTY_SET_AID):
            permit.button(
                "reference.change", t.TO_COLLECT, icon=":material/travel_explore:", key="sets.collect",
                on_click=show_view, args=(View.COLLECT,),
            )  # fmt: skip
        return
    fewest = curation.FEWEST_PHOTOS
    people = compared(found, catalog)
    with panel(t.counts_title(len(people), sum(count.few for count in people), fewest), t.COUNTS_AID):
        title, columns, rows = counted(found, catalog, "sets.by")
        grid(columns, rows, tallest=520, key="sets.table")
        with st.container(horizontal=True):
            csv_button(f"{source.name} {title}", columns, rows, key="sets.csv")
            st.button(t.DONE_REVIEW, icon=":material/rule:", key="sets.review", on_click=show_view, args=(View.REVIEW,))
            if permit.button(
                "reference.change", t.CHECK, icon=":material/refresh:", key="sets.check",
                disabled=busy(source.id, "check", "import"),
            ):  # fmt: skip
                engine = reference.active_engine(get_settings())
                title = f"{source.name} · {t.CHECKING}"
                job = jobs.start(get_settings(), title, examine, get_settings(), source.id, engine)
                begin(job, "check", source.id)
        st.caption(f"{t.CHECK}: {t.CHECK_HELP}")


def counted(
    found: Sequence["MemberCount"], catalog: Catalog, key: str
) -> tuple[str, tuple[str, ...], list[list[object]]]:
    """Ask what the rows of the table count; gives the title of that, and the table's columns and rows."""
    from core.services.reference.curation import FEWEST_PHOTOS

    by = switch(t.COUNTS_VIEW, CountBy, t.COUNTS_BY, key, hidden=True)
    if by == CountBy.MEMBER:
        return t.COUNTS_BY[by], t.COLUMNS_MEMBERS, member_rows(found, catalog, FEWEST_PHOTOS)
    return t.COUNTS_BY[by], t.COLUMNS_GROUPS, group_rows(found, catalog)


def merged(found: Sequence["MemberCount"], catalog: Catalog) -> list["MemberCount"]:
    """Counts by who the members are in the catalogue, in its order: two spellings of one member come together."""
    owners: dict[MemberId, MemberCount] = {}
    for count in found:
        owner = catalog.place(count.member) or count.member
        before = owners.get(owner)
        sums = {name: getattr(count, name) + (getattr(before, name) if before else 0) for name in _COUNTED}
        owners[owner] = replace(count, member=owner, **sums)
    return sorted(owners.values(), key=lambda count: _order(catalog, count.member))


def compared(found: Sequence["MemberCount"], catalog: Catalog) -> list["MemberCount"]:
    """Merged counts of the members that are compared with: nobody who was retired, or whose photos all wait for a
    yes."""
    return [one for one in merged(found, catalog) if catalog.place(one.member) is not None and not _waits(one)]


def member_rows(found: Sequence["MemberCount"], catalog: Catalog, fewest: int) -> list[list[object]]:
    """Rows of COLUMNS_MEMBERS, groups in the catalogue's order."""
    rows = []
    for count in merged(found, catalog):
        note = t.too_few(fewest) if count.few and not _waits(count) else ""
        if catalog.place(count.member) is None:
            note = t.NAMELESS if count.member.member == UNKNOWN else t.RETIRED
        names = [catalog.name(count.member.group), catalog.member_name(count.member)]
        rows.append([*names, count.photos, count.kept, count.rejected, count.proposed, note])
    return rows


def group_rows(found: Sequence["MemberCount"], catalog: Catalog) -> list[list[object]]:
    """Rows of COLUMNS_GROUPS: the same summed up; folders that are one group in the catalogue come together."""
    groups: dict[str, list[MemberCount]] = {}
    for count in merged(found, catalog):
        groups.setdefault(catalog.name(count.member.group), []).append(count)
    rows: list[list[object]] = []
    for name, own in groups.items():
        few = sum(count.few for count in own if catalog.place(count.member) is not None and not _waits(count))
        sums = [sum(getattr(count, field) for count in own) for field in _COUNTED]
        rows.append([name, len(own), *sums, t.few_members(few) if few else ""])
    return rows


def _waits(count: "MemberCount") -> bool:
    """Is this nobody yet: all of the photos wait for a yes?"""
    return count.photos == count.proposed


def _order(catalog: Catalog, owner: MemberId) -> tuple[int, int]:
    """As the catalogue tells them; who is not in it comes last."""
    group = catalog.lookup(owner.group)
    if group is None:
        return max((known.label for known in catalog.groups), default=0) + 1, 0
    member = group.member(owner.member)
    return group.label, group.members.index(member) if member else len(group.members)


def _card(
    source: ReferenceSource, name: str, chips: list[tuple[str, common.Tone]], *, in_use: bool, mine: bool
) -> None:
    from core.services.reference.curation import FEWEST_PHOTOS

    summary = set_summary(source.id, str(source.root), source.fictional)
    st.markdown(f"**{escape_markdown(name)}**")
    if source.fictional:
        chips += [(common.FICTIONAL_PEOPLE, "violet"), (t.READ_ONLY, "gray")]
    badges(chips)
    size = [common.set_size(len(summary.groups), summary.members)] if summary.members else []
    st.caption(" · ".join([*size, t.card_photos(summary.photos, summary.set_aside, summary.proposed)]))
    if summary.groups:
        st.html(dots([(group.name, group.colour) for group in summary.groups]))
    if summary.few and not source.fictional:
        st.caption(f":orange[:material/warning:] {t.few(summary.few, FEWEST_PHOTOS)}")
    with st.container(horizontal=True):
        if not in_use and permit.may("choice.studio"):
            label, icon = (common.USE_FOR_ALL, ":material/group:") if has_own() else (t.USE_THIS, ":material/check:")
            seen = seen_at(f"use.{source.id}")
            if st.button(label, icon=icon, help=t.USE_HELP, key=f"use.{source.id}"):
                use(source.id, seen)
        if not mine:
            alone_button(f"use.alone.{source.id}", partial(choice.choose, source.id), common.only_me(source.name))
        if not source.fictional:
            if permit.may("reference.change"):
                _rename(source)
            if permit.may("reference.delete") and st.button(
                common.DELETE, icon=":material/delete:", key=f"delete.{source.id}"
            ):
                session(Frame).asked = "set", source.id, source.name


def _rename(source: ReferenceSource) -> None:
    # A new name makes a new popover, closed and with that name in it.
    with st.popover(t.RENAME, icon=":material/edit:", key=f"set.rename.{source.id}.{source.name}"):
        name = st.text_input(t.NAME, value=source.name, max_chars=60, key=f"set.name.{source.id}.{source.name}")
        if st.button(t.SAVE_NAME, key=f"set.save.{source.id}"):
            if not name.strip():
                st.warning(t.NEED_NAME, icon=":material/info:")
                return
            with errors():
                rename = partial(reference.rename_set, get_settings(), source.id)
                new = rename(name)
                back, stands = partial(rename, source.name), partial(_is_called, source.id, new)
                changed(Change(common.renamed(source.name, new), common.renamed(new, source.name), back, stands))


def _is_called(set_id: str, name: str) -> bool:
    return (set_id, name) in {(one.id, one.name) for one in reference.list_sources(get_settings())}


def _sure(set_id: str, name: str) -> bool:
    st.markdown(f"**{escape_markdown(name)}**  \n{t.DELETE_SURE}")
    if choice.team().id == set_id:
        st.warning(t.DELETE_IN_USE, icon=":material/groups:")
    if busy(set_id):
        st.warning(t.DELETE_BUSY, icon=":material/info:")
    return not busy(set_id)


def _delete(set_id: str, name: str) -> str:
    reference.delete(get_settings(), set_id)
    forget_set(set_id)
    reference_thumbnail.clear()
    own = session(ReferencePage)
    own.reviews.pop(set_id, None)
    own.credits.pop(set_id, None)
    dismiss_finished(set_id)
    return t.deleted(name)
