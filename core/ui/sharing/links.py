"""A link to what a page shows: made, copied, listed, revoked, and followed."""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

import streamlit as st

from core.access.acting import acting
from core.errors import StudioError
from core.services.sharing import links
from core.settings import get_settings
from core.sharing.link import MOST_DAYS, USUAL_DAYS, Link, LinkKind, SharedView
from core.ui.kit import permit
from core.ui.kit.address import by_history, follow_codes
from core.ui.kit.components import errors, show_more, visible
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, session, when
from core.ui.people.in_project import may_let_in
from core.ui.sharing.state import LinksPart
from core.ui.words_ko import sharing as t

CODE = "link"  # its name in an address
PAGES: dict[LinkKind, str] = {
    "project": "projects", "version": "projects", "report": "projects", "concept": "concept",
}  # fmt: skip
LISTED = 5  # links at once


def arrive(page: str, show: Callable[[Link], None]) -> None:
    """To be called first on a page that links lead to: shows what the link in its address names, or says that it does
    not open. page: its address; show: has the page's controls show a link's view in this run."""
    own, frame = session(LinksPart), session(Frame)
    wanted = st.query_params.get(CODE)
    resumed, own.shown_to = own.shown_to is not None and own.shown_to is not frame, frame
    if resumed or own.leading:
        _lead(page, show)
    elif wanted is not None and (own.asked != wanted or frame.arrived or by_history()):
        own.asked, own.link, own.refused = wanted, None, ""
        try:
            own.link = links.open_link(get_settings(), acting(), wanted)
        except StudioError as error:
            own.refused = str(error)
        _lead(page, show)
    elif frame.arrived:
        own.link, own.refused = None, ""
    if own.refused:
        st.error(escape_markdown(own.refused), icon=":material/link_off:")


def _lead(page: str, show: Callable[[Link], None]) -> None:
    own = session(LinksPart)
    if own.link is None:
        return
    own.leading = PAGES[own.link.kind] != page
    if own.leading:
        st.switch_page(f"pages/{PAGES[own.link.kind]}.py")
    follow_codes(own.link.view.codes)
    show(own.link)


def share(
    of: str, project: str, asked: Callable[[], tuple[LinkKind, int, SharedView]], name: Callable[[Link], str]
) -> None:
    """The button that makes a link to what is seen, with those there are. of: the place in keys; project: id, "" on the
    concept page, where one's own are listed. asked: what is seen, as the controls say. name: what a link is called."""
    actor = acting()
    if not permit.may("link.make" if project else "concept.read", project=project):
        return
    box = st.popover(t.SHARE, icon=":material/link:", key=f"share.{of}", on_change="rerun")
    if not box.open:
        return
    with box, errors():
        kind, version, view = asked()
        st.markdown(f"{t.SHARE_AID[kind]} {t.WHO_OPENS['project' if project else 'concept']}")
        if project and may_let_in(project):
            st.caption(t.LET_IN_FIRST)
        days = st.number_input(t.DAYS, 1, MOST_DAYS, USUAL_DAYS, key=f"share.days.{of}")
        if st.button(t.MAKE, type="primary", icon=":material/add_link:", key=f"share.make.{of}"):
            links.make(get_settings(), actor, kind, view, project=project, version=version, days=int(days))
        _list(of, project, name)


def address(link: Link) -> str:
    """As it is sent: of the studio that this browser has open."""
    here = urlsplit(st.context.url or "")
    base = f"{here.scheme}://{here.netloc}{here.path.rpartition('/')[0]}" if here.netloc else ""
    return f"{base}/{PAGES[link.kind]}?{urlencode({CODE: link.id})}"


def _list(of: str, project: str, name: Callable[[Link], str]) -> None:
    settings, actor = get_settings(), acting()
    found = links.of_project(settings, actor, project) if project else links.of_concepts(settings, actor)
    now = datetime.now(UTC)
    usable = [link for link in found if link.opens(now)]
    st.markdown(f"**{t.links(len(usable))}**" if found else t.NO_LINKS)
    if usable:
        st.caption(t.COPY)
    more = f"share.more.{of}"
    drawn = [*usable, *(link for link in found if link not in usable)][: visible(more, LISTED)]
    for link in drawn:
        with st.container(border=True, gap="xxsmall"):
            st.markdown(escape_markdown(name(link)))
            last = when(link.last_use) if link.last_use else ""
            st.caption(escape_markdown(t.link_facts(
                link.by_name, when(link.expires), link.uses, last, over=not link.opens(now),
                revoked=link.revoked is not None,
            )))  # fmt: skip
            if link in usable:
                st.code(address(link), language=None, wrap_lines=True)
                if links.may_revoke(actor, link) and st.button(
                    t.REVOKE, icon=":material/link_off:", type="tertiary", key=f"share.revoke.{link.id}"
                ):
                    links.revoke(settings, actor, link.id)
                    st.toast(t.revoked(1), icon=":material/link_off:")
                    st.rerun()
    show_more(more, len(found) - len(drawn), t.more_links)
    mine = [link for link in usable if links.may_revoke(actor, link)]
    if len(mine) > 1 and st.button(t.REVOKE_ALL, icon=":material/link_off:", key=f"share.revoke-all.{of}"):
        st.toast(t.revoked(links.revoke_all(settings, actor, project)), icon=":material/link_off:")
        st.rerun()
