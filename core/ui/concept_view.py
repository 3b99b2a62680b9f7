"""The concept page's parts: summary, cloud, distinctive words, and the sentences behind every word."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import streamlit as st

from core import charts
from core.catalog import Group, load_demo, load_real
from core.charts.style import MUTED_TEXT, as_text
from core.errors import NewsError
from core.keywords.cloud import Cloud, cloud
from core.keywords.evidence import Evidence
from core.keywords.lexicon import OTHER
from core.news.load import load_demo_news
from core.services.concept import Concept, build_concept, sentences
from core.services.reference import active_source, own_catalog
from core.settings import get_settings
from core.storage.database import Database
from core.types import Article, Keyword
from core.ui import story
from core.ui import text_ko as t
from core.ui.cache import set_summary, shelf
from core.ui.components import chart, csv_button, progress_bar, section, table
from core.ui.export import to_csv
from core.ui.markup import colour, escape_markdown, sentence
from core.ui.state import is_dark, session

BARS, PILLS, SENTENCES = 12, 24, 6
CLOUD = 20  # words that make a cloud
WORD_KEY = "concept.word"
Word = TypeVar("Word", bound=Keyword)


def all_groups() -> dict[str, Group]:
    """Every group with an id of its own, the demo's first, those of the active set that no catalogue knows last."""
    settings = get_settings()
    real = load_real(settings)
    groups = {group.id: group for catalog in (load_demo(settings), real) for group in catalog}
    source = active_source(settings)
    if not source.fictional:
        folders = [g.id for g in set_summary(source.id, str(source.root), source.fictional).groups]
        groups |= {g.id: g for g in own_catalog(folders, real) if real.lookup(g.id) is None}
    return groups


def resolve(wanted: str | None, groups: Mapping[str, Group]) -> str:
    """The id on this page of a group asked for elsewhere: a set of one's own names groups by its folders."""
    if wanted is None or wanted in groups:
        return wanted or next(iter(groups))
    found = load_real(get_settings()).lookup(wanted)
    return found.id if found and found.id in groups else next(iter(groups))  # a retired group is not offered


def news() -> Mapping[str, Sequence[Article]]:
    """All articles on file by group, read once."""
    return shelf("articles").get("demo", lambda: load_demo_news(get_settings()))


def concept_of(group: str, analyzer: str) -> Concept | None:
    """The concept of a group, None when there is no news of it; shows a counting bar the first time."""
    if not news().get(group):
        return None
    kept = shelf("concept")
    ready = kept.peek((group, analyzer))
    if isinstance(ready, Concept):
        return ready
    with progress_bar(t.CONCEPT_WORKING) as progress:
        try:
            tokens = Database(get_settings())  # analysed once, across restarts too
            return kept.get((group, analyzer), lambda: build_concept(group, news(), analyzer, tokens, progress))
        except NewsError:
            return None


def summary(concept: Concept, group: Group) -> None:
    """The finding, its sentences with evidence counts, and the editors' note beside."""
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(border=True, height="stretch", gap="small"):
        section(concept.summary.headline)
        for one in concept.summary.sentences:
            st.html(sentence(one.text, one.spans, group.colour))
            counts = " · ".join(f"{e.word} {e.articles}건" for e in one.evidence)
            st.caption(f"{one.facet} · {t.EVIDENCE} {one.articles}건 ({escape_markdown(counts)})")
    with right, st.container(border=True, height="stretch", gap="small"):
        section(t.NOTE_TITLE)
        st.markdown(escape_markdown(group.note or t.NO_NOTE))
        if group.members:
            st.caption(f"{t.MEMBER} " + escape_markdown(" · ".join(m.name for m in group.members)))


def words(concept: Concept, group: Group) -> None:
    """Cloud and bars side by side; a click on a bar opens its sentences."""
    if not concept.keywords:
        st.info(t.NO_WORDS)
        return
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(border=True, height="stretch", gap="small"):
        section(t.CLOUD_TITLE, t.CLOUD_AID)
        drawn = _cloud(concept, group, is_dark())
        first = ", ".join(k.word for k in concept.keywords[:10])
        st.image(drawn.png(), width="stretch", alt=f"{group.name}의 말 구름. 가장 큰 말: {first}")
        st.html(_legend(group))
    with right, st.container(border=True, height="stretch", gap="small"):
        shown = concept.keywords[:BARS]
        section(story.words_title([k.word for k in shown], group.name), t.WORDS_AID)
        figure = charts.keyword_bars(shown, colour(group.colour), dark=is_dark())
        alt = f"{group.name}: " + ", ".join(f"{k.word} {k.z:.1f}" for k in shown)
        chart(figure, alt=alt, key="concept.bars", on_select=_picked)
        rows = [[k.word, round(k.z, 2), round(k.log_ratio, 2), k.articles, k.count] for k in concept.keywords]
        table(f"{group.name} {t.WORD}", t.COLUMNS_WORDS, rows, key="concept.csv")


def _picked() -> None:
    points = st.session_state["concept.bars"]["selection"]["points"]
    if points:
        picked = points[0].get("customdata")
        session().concept_word = picked[0] if isinstance(picked, list | tuple) else picked
    # No points: the marked bar was tapped again, which takes plotly's mark away. It still asks for that bar's word.
    if session().concept_word:
        st.session_state[WORD_KEY] = session().concept_word


def _legend(group: Group) -> str:
    tone = as_text(colour(group.colour), is_dark())
    return (
        f'<div style="font-size:.85rem"><b style="color:{tone}">{t.LEGEND_FACET}</b> · '
        f'<span style="color:{MUTED_TEXT[is_dark()]}">{t.LEGEND_OTHER}</span></div>'
    )


def _cloud(concept: Concept, group: Group, dark: bool) -> Cloud:
    def make() -> Cloud:
        tone, plain = as_text(colour(group.colour), dark), MUTED_TEXT[dark]
        shown = in_cloud(concept.keywords)
        colours = {k.word: plain if k.facet == OTHER else tone for k in shown}
        return cloud({k.word: k.z for k in shown}, colours, width=1040, height=760)

    return shelf("cloud").get((concept.group, concept.analyzer, dark), make)


def in_cloud(keywords: Sequence[Word]) -> Sequence[Word]:
    """The words of the cloud: those on too few articles stay out while enough others remain."""
    firm = [k for k in keywords if not k.thin]
    return firm if len(firm) >= CLOUD else keywords


def evidence(concept: Concept, group: Group) -> None:
    """Pick a word, read where it comes from: sentence, press, date, link, folded copies."""
    options = [k.word for k in concept.keywords[:PILLS]]
    if not options:
        return
    if st.session_state.get(WORD_KEY) not in options:
        st.session_state[WORD_KEY] = options[0]
    with st.container(border=True):
        section(t.PICK_WORD)
        word = st.pills(t.PICK_WORD, options, key=WORD_KEY, label_visibility="collapsed") or options[0]
        found = sentences(concept, word)
        keyword = concept.keyword(word)
        st.markdown(f"**{escape_markdown(story.sentences_title(word))}**")
        st.caption(story.sentences_count(len(found), keyword.thin if keyword else False))
        more = f"concept.more.{concept.group}.{word}"
        shown = SENTENCES + 20 * int(st.session_state.get(more, 0))
        for one in found[:shown]:
            _sentence(one, group)
        if len(found) > shown and st.button(t.MORE_SENTENCES, key=f"{more}.go"):
            st.session_state[more] = int(st.session_state.get(more, 0)) + 1
            st.rerun()


def _sentence(one: Evidence, group: Group) -> None:
    article = one.article
    with st.container(gap="xxsmall"):
        st.html(sentence(one.sentence, [(one.start, one.end)], group.colour))
        parts = [escape_markdown(article.press), article.date.isoformat() if article.date else t.NO_DATE]
        if article.fictional:
            parts.append(t.FICTIONAL_ARTICLE)
        elif article.link.startswith(("https://", "http://")):
            parts.append(f"[{t.OPEN_LINK}](<{article.link.replace('<', '').replace('>', '')}>)")
        if one.copies:
            parts.append(story.copies(len(one.copies)))
        st.caption(" · ".join(parts))


def names(concept: Concept) -> None:
    """Group, member and song names, apart from the concept words."""
    if concept.names:
        with st.expander(f"{t.NAMES_TITLE} {len(concept.names)}개"):
            st.caption(t.NAMES_AID)
            st.markdown(escape_markdown(" · ".join(f"{n.name} {n.articles}건" for n in concept.names[:40])))


def downloads(concept: Concept, group: Group) -> None:
    """The cloud as PNG and SVG, the words and their sentences as CSV."""
    with st.container(border=True):
        section(t.SAVE)
        with st.container(horizontal=True):
            rows = [[k.word, round(k.z, 3), round(k.log_ratio, 3), k.articles, k.count] for k in concept.keywords]
            csv_button(f"{group.name} {t.WORD}", t.COLUMNS_WORDS, rows, key="save.csv")
            st.download_button(
                t.CSV_SENTENCES, lambda: _sentences_csv(concept), f"{group.name} {t.SENTENCE}.csv", "text/csv",
                on_click="ignore", icon=":material/download:",
            )  # fmt: skip
            drawn = _cloud(concept, group, dark=False)
            st.download_button(
                t.PNG, drawn.png, f"{group.name}.png", "image/png", on_click="ignore", icon=":material/image:"
            )
            st.download_button(
                t.SVG, lambda: drawn.svg().encode(), f"{group.name}.svg", "image/svg+xml", on_click="ignore",
                icon=":material/draw:",
            )  # fmt: skip


def _sentences_csv(concept: Concept) -> bytes:
    return to_csv(
        t.COLUMNS_SENTENCES,
        [
            [k.word, e.sentence, e.article.press, e.article.date.isoformat() if e.article.date else "", e.article.link]
            for k in concept.keywords[:PILLS]
            for e in sentences(concept, k.word)
        ],
    )


def no_news(group: Group) -> None:
    """A group without articles: its note, and how to get news."""
    with st.container(border=True):
        section(t.NOTE_TITLE)
        st.markdown(escape_markdown(group.note or t.NO_NOTE))
        if group.members:
            st.caption(f"{t.MEMBER} " + escape_markdown(" · ".join(m.name for m in group.members)))
    with st.container(border=True):
        section(t.NO_NEWS)
        st.markdown(t.NO_NEWS_HOW)


def remember(group: str) -> None:
    """Keep the choice for the next visit to this page."""
    session().concept_group = group
