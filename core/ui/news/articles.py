"""The articles on file as a table: which count and why, to search, read, leave out or take in, and undo."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.catalog import Group
from core.services.news import articles as service
from core.services.news.terms import terms_of
from core.settings import get_settings
from core.text.html import web_link
from core.text.terms import Terms
from core.types import Article
from core.ui.compared.record import changes_button
from core.ui.kit import permit
from core.ui.kit.components import csv_button, errors, flash, grid, switch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session
from core.ui.news.state import NewsDesk
from core.ui.words_ko import news as t


def articles(group: Group, on_file: Sequence[service.Filed]) -> None:
    """Filters, the table, and what can be done with the rows that are picked."""
    terms = terms_of(get_settings(), group.id)
    shown, used = _filtered([_with_terms(one, terms) for one in on_file])
    changes = permit.may("news.change")
    st.caption(t.PICK_AID if changes else t.PICK_TO_READ)
    picked = [shown[row] for row in _table([one.article for one in shown], [one.gate.reason for one in shown])]
    with st.container(horizontal=True, vertical_alignment="center"):
        if changes:
            _decide(picked, used=used)
            _undo()
        rows = [_csv_row(group, one) for one in shown]
        csv_button(f"{group.name} {t.TITLE}", t.CSV_COLUMNS, rows, key="news.csv")
        changes_button("news", "terms")
    permit.closed("news.change")
    if picked:
        _read(picked[-1].article, picked[-1].gate.reason)


def demo(group: Group, found: Sequence[Article]) -> None:
    """The articles of a fictional group: to read only."""
    wanted = st.text_input(t.SEARCH, placeholder=t.SEARCH_HINT, key=f"news.demo.{group.id}", width=420)
    shown = [one for one in found if _holds(one, wanted)]
    st.caption(f"{t.demo_count(len(shown))} · {t.PICK_TO_READ}")
    picked = _table(shown)
    if picked:
        _read(shown[picked[-1]])


def _with_terms(one: service.Filed, terms: Terms) -> service.Filed:
    """With the reason why its group's concept does not read it all the same."""
    unread = one.gate.admitted and not terms.reads(one.article)
    return replace(one, gate=replace(one.gate, reason=t.UNREAD)) if unread else one


def _filtered(on_file: Sequence[service.Filed]) -> tuple[list[service.Filed], bool]:
    """The rows to show, and whether they are the ones that count."""
    parts = {used: [one for one in on_file if one.gate.admitted == used] for used in (True, False)}
    called = {True: t.with_count(t.SHOW_USED, len(parts[True])), False: t.with_count(t.SHOW_OUT, len(parts[False]))}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        used = switch(t.SHOW, called, called, "news.used")
        rows = parts[used]
        if not used:
            codes = Counter(one.gate.code for one in rows)
            why = st.selectbox(
                t.WHY, ["", *codes], width=240, key="news.why",
                format_func=lambda c: t.with_count(t.LEFT_OUT[c], codes[c]) if c in codes else t.EVERY_REASON,
            )  # fmt: skip
            rows = [one for one in rows if why in ("", one.gate.code)]
        wanted = st.text_input(t.SEARCH, placeholder=t.SEARCH_HINT, key="news.search", width=260)
    return [one for one in rows if _holds(one.article, wanted)], used


def _holds(article: Article, wanted: str) -> bool:
    words = wanted.casefold().split()
    text = f"{article.text}\n{article.press}".casefold()
    return all(word in text for word in words)


def _table(shown: Sequence[Article], reasons: Sequence[str] = ()) -> list[int]:
    """The rows that were picked, by number. Without reasons they are of the demo, whose articles stand nowhere else."""
    if not shown:
        st.info(t.NONE_SHOWN, icon=":material/info:")
        return []
    columns = {
        t.LINK_COLUMN: st.column_config.LinkColumn(t.LINK_COLUMN, display_text=t.OPEN, width="small"),
        t.COLUMNS[1]: st.column_config.TextColumn(t.COLUMNS[1], width=300),
        t.REASON_COLUMN: st.column_config.TextColumn(t.REASON_COLUMN, width="medium"),
    }
    rows = [_row(article, reason) for article, reason in zip(shown, reasons or [""] * len(shown), strict=True)]
    order = t.COLUMNS if reasons else t.COLUMNS_DEMO
    # Other rows are another table: what is picked is told by its number.
    state = grid(
        t.COLUMNS, rows, tallest=460, column_config=columns, column_order=order, on_select="rerun",
        selection_mode="multi-row", key=f"news.table.{hash(tuple((a.title, a.link, a.source) for a in shown))}",
    )  # fmt: skip
    return [row for row in state["selection"]["rows"] if row < len(rows)]


def _row(article: Article, reason: str) -> list[object]:
    day = article.date.isoformat() if article.date else t.NO_DATE
    source = t.FICTIONAL if article.fictional else t.source_name(article.source)
    return [day, article.title, article.press, reason, source, _link(article)]


def _link(article: Article) -> str:
    """Where the article can be read; one of the demo stands nowhere."""
    return "" if article.fictional else web_link(article.link)


def _csv_row(group: Group, one: service.Filed) -> list[object]:
    day, title, press, reason, source, link = _row(one.article, one.gate.reason)
    used = t.YES if one.gate.admitted else t.NO
    return [group.name, day, title, press, one.article.body, used, reason, source, link]


def _read(article: Article, reason: str = "") -> None:
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{escape_markdown(article.title)}**")
        st.markdown(escape_markdown(article.body) or t.NO_BODY)
        parts = [escape_markdown(article.press), article.date.isoformat() if article.date else t.NO_DATE]
        if link := _link(article):
            parts.append(f"[{t.OPEN}](<{link.replace('<', '').replace('>', '')}>)")
        st.caption(" · ".join(part for part in (*parts, escape_markdown(reason)) if part))


def _decide(picked: Sequence[service.Filed], *, used: bool) -> None:
    words, desk = t.decide(len(picked), not used), session(NewsDesk)
    icon = ":material/remove_circle:" if used else ":material/add_circle:"
    seen = {one.key: one.decision for one in picked}
    st.button(words, icon=icon, disabled=not picked, key="news.decide", on_click=_ask, args=(seen, used))
    if desk.asked:  # with what the visitor saw: in this run the table may be another one already
        was, out = desk.asked
        desk.asked = None
        with errors():
            decided: service.NewsDecisions = dict.fromkeys(was, "out" if out else "in")
            desk.undo.append((service.decide(get_settings(), decided, was), decided))
            others, who = service.decided_otherwise(get_settings(), decided)
            said = [t.decided(len(was) - others, not out)] if len(was) > others else []
            flash(" ".join([*said, *([t.decided_before(others, who)] if others else [])]))


def _ask(seen: service.NewsDecisions, used: bool) -> None:
    session(NewsDesk).asked = seen, used


def _undo() -> None:
    desk = session(NewsDesk)
    if st.button(t.UNDO, icon=":material/undo:", disabled=not desk.undo, key="news.undo"):
        with errors():
            before, decided = desk.undo.pop()
            flash(t.undone(len(service.decide(get_settings(), before, seen=decided))))
