"""The news of a group on the concept page: what is on file and why it counts, and how more comes."""

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from core.catalog import Group, load_real
from core.services.news import articles as service
from core.services.news import collect as collecting
from core.settings import get_settings
from core.ui.concept.data import news as articles_of
from core.ui.concept.state import GROUP, VIEW
from core.ui.concept.state import View as Shown
from core.ui.kit.components import badges, errors, show_flash, stable_place, switch
from core.ui.kit.components import section as heading
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session, show_next
from core.ui.news import articles as news_list
from core.ui.news import collect as news_collect
from core.ui.news import files as news_files
from core.ui.news import retention as news_keep
from core.ui.news.state import NewsDesk, View
from core.ui.words_ko import news as t


def section(group: Group, title: str = t.TITLE, lead: str = t.LEAD) -> None:
    """The whole section, of a real group or of one of the demo. title, lead: of a real group's."""
    if group.fictional:
        heading(t.TITLE, t.DEMO_LEAD)
        news_list.demo(group, articles_of(fictional=True).get(group.id, ()))
        return
    heading(title, lead)
    if group.id not in load_real(get_settings()):
        st.info(t.NOT_LISTED, icon=":material/info:")
        return
    with errors():
        _tidy()
        _real(group)


def _real(group: Group) -> None:
    on_file = service.filed(get_settings(), group.id)
    _chips(on_file)
    with stable_place():
        show_flash()
        collecting = news_collect.live()
        news_files.report(group, _see)
    if not on_file and not collecting:
        st.info(t.EMPTY_HOW, icon=":material/newspaper:")
    views = [view for view in View if on_file or view != View.LIST]
    view = switch(t.VIEW, views, t.VIEWS, f"news.view.{len(views)}", hidden=True)
    if view == View.LIST:
        news_list.articles(group, on_file)
    elif view == View.COLLECT:
        news_collect.form(group)
        news_collect.reports()
    elif view == View.FILES:
        news_files.files(group, lambda: show_next(VIEW, Shown.ARTICLES))
    else:
        news_keep.keep(group)
    _background(group)


def _see(group: str) -> None:
    show_next(GROUP, group)
    show_next(VIEW, Shown.WORDS)


def _chips(on_file: Sequence[service.Filed]) -> None:
    if on_file:
        used = sum(one.gate.admitted for one in on_file)
        days = [one.article.date for one in on_file if one.gate.admitted and one.article.date]
        badges(t.chips(used, len(on_file) - used, min(days, default=None), max(days, default=None)))


def _background(group: Group) -> None:
    found = service.background(get_settings(), group.id)
    if found is None:
        return
    with st.expander(t.BACKGROUND, icon=":material/menu_book:"):
        st.caption(t.BACKGROUND_AID)
        for line in found.text.split("\n"):
            st.markdown(escape_markdown(line))
        link = f" · [{t.BACKGROUND_OPEN}](<{found.link}>)" if found.link.startswith(("https://", "http://")) else ""
        st.caption(f"{escape_markdown(found.credit)}{link}")


def _tidy() -> None:
    """What may not be kept any longer goes when somebody looks, once a day."""
    desk, today = session(NewsDesk), datetime.now(UTC).date()
    if desk.tidied != today:
        collecting.delete_expired(get_settings())
        desk.tidied = today
