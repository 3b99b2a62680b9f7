"""The panel beside every view: the chosen word, and each sentence it comes from with press, day and link."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.catalog import Group
from core.keywords.corpus.evidence import Evidence, alike
from core.services.concept.concept import Concept, beyond, sentences
from core.text.near_duplicates import Folded
from core.ui.concept import controls
from core.ui.concept.data import Groups, ShownConcept, style
from core.ui.concept.state import ConceptPage
from core.ui.kit import permit
from core.ui.kit.components import section, show_more, visible
from core.ui.kit.markup import escape_markdown, jump_bar, sentence
from core.ui.kit.state import session
from core.ui.words_ko import concept as t
from core.ui.words_ko import story_concept as story

# The sentences stay in sight beside a long view, and scroll inside themselves; on a phone they stand below it.
_STYLE = """<style>
:has(> .st-key-concept-anchor) { position: absolute; }
@media (min-width: 641px) {
  [data-testid="stColumn"]:has(.st-key-concept-side) > [data-testid="stVerticalBlock"] { height: 100%; }
  :has(> .st-key-concept-side) { position: sticky; top: 4.5rem; }
  .st-key-concept-panel { max-height: calc(100vh - 6rem); overflow-y: auto; }
}
</style>"""
FIRST, MORE = 4, 12  # sentences at once, and with each further press
FIRST_OF_TWO = 3  # of each of two groups
SAME = 3  # articles named under a sentence that they share
ANCHOR = "concept-sentences"
_PICK, _NEAR, _MORE = "concept.pick", "concept.near", "concept.more.{}"


def choose(word: Any) -> None:
    """Read this word's sentences from now on."""
    if word:
        session(ConceptPage).word = str(word)
        for key in (_MORE.format(word), *(k for k in st.session_state if str(k).startswith(_MORE.format(f"{word}.")))):
            st.session_state.pop(key, None)


def clicked(key: str) -> None:
    """A word of one of our own components was clicked."""
    choose(st.session_state[key]["word"])


def tapped(key: str) -> None:
    """A bar or point of a chart was tapped. Tapped again plotly says that nothing is marked any more: it still asks
    for the same word."""
    last = f"{key}.last"
    points = st.session_state[key]["selection"]["points"]
    if points:
        word = points[0].get("customdata")
        st.session_state[last] = word[0] if isinstance(word, list | tuple) else word
    choose(st.session_state.get(last))


def chosen(shown: ShownConcept, others: Sequence[Concept] = ()) -> str:
    """The word whose sentences are read: the last one clicked, if these articles hold it, else the first. others: of
    groups it is held against, whose words can be clicked as well."""
    wanted = session(ConceptPage).word
    held = shown.holds(wanted) or (bool(wanted) and any(sentences(c, wanted) or beyond(c, wanted) for c in others))
    return wanted if held else next(iter(shown.words), "")


@dataclass(frozen=True, slots=True)
class Beside:
    """What a view holds the group against. others: concepts of other groups; words: that it has beside those of the
    group itself; near: those of the mark of the chosen word, which can be told apart by name only."""

    others: Sequence[Concept] = ()
    words: Sequence[str] = ()
    near: Sequence[str] = ()


def panel(
    shown: ShownConcept, groups: Groups, beside: Beside, foot: Callable[[str, ShownConcept], None] | None = None
) -> None:
    """The chosen word's sentences: the group's own, and apart from them those of a group that it is held against.

    foot: draws what else can be done with the word, below its sentences."""
    word = chosen(shown, beside.others)
    with st.container(key="concept-anchor"):
        st.html(_STYLE + jump_bar(ANCHOR, story.sentences_title(word) if word else t.NO_WORD, t.JUMP))
    with st.container(border=True, key="concept-panel"):
        controls.last_change("panel")
        if not word:
            section(t.SENTENCE_TEXTS["open"])
            st.markdown(t.NO_WORD)
            return
        sources = (*shown.sources, *beside.others)
        found = {c.group: [(c.group, same) for same in alike(sentences(c, word))] for c in sources}
        counts = {group: sum(len(same) for _, same in own) for group, own in found.items()}
        named = {style(group, groups).name: count for group, count in counts.items()}
        keyword = shown.concept.keyword(word) if shown.blend is None else None
        cut = [(c.group, one) for c in sources for one in beyond(c, word)]
        rests = story.counts_of_two(named) if beside.others else story.sentences_count(sum(counts.values()), keyword)
        section(story.sentences_title(word), rests)
        _near(word, beside.near)
        _pick(shown, word, beside.words)
        if beside.others:
            for (group, own), (name, count) in zip(found.items(), named.items(), strict=True):
                st.markdown(f"**{escape_markdown(story.of_group(name, count))}**")
                _list(own, groups, f"{word}.{group}", FIRST_OF_TWO, named=False)
        else:
            every = [one for own in found.values() for one in own]
            _list(every, groups, word, FIRST, named=len(found) > 1)
        _cut(cut, groups, named=len(sources) > 1)
        if foot is not None:
            foot(word, shown)
        if permit.button(
            "lexicon.change", t.LEFT_OUT, icon=":material/visibility_off:", type="tertiary", key="concept.leave"
        ):
            controls.leave_out([word], [], "panel")
            session(ConceptPage).word = ""
            st.rerun()


def _near(word: str, near: Sequence[str]) -> None:
    if len(near) > 1:
        st.session_state[_NEAR] = word
        st.pills(
            t.SAME_SPOT, near, format_func=escape_markdown, key=_NEAR,
            on_change=lambda: choose(st.session_state[_NEAR]),
        )  # fmt: skip


def _list(
    found: Sequence[tuple[str, Sequence[Evidence]]], groups: Groups, key: str, first: int, *, named: bool
) -> None:
    """Sentences, and a button for more of them. found: (group, a sentence's articles)."""
    drawn = found[: visible(_MORE.format(key), first, MORE)]
    for group, same in drawn:
        _sentence(same, groups.get(group), named=named)
    show_more(_MORE.format(key), len(found) - len(drawn), lambda _: t.MORE_SENTENCES)


def _pick(shown: ShownConcept, word: str, more: Sequence[str]) -> None:
    """Every word by name: for the keyboard, and for the words that no view has room for."""
    words = list(dict.fromkeys([word, *shown.words, *more, *(n.name for c in shown.sources for n in c.names)]))
    st.session_state[_PICK] = word
    st.selectbox(t.OTHER_WORD, words, key=_PICK, on_change=lambda: choose(st.session_state[_PICK]))


def _sentence(same: Sequence[Evidence], group: Group | None, *, named: bool) -> None:
    """A sentence and every article that has it."""
    first = same[0]
    tone = style(group.id, {group.id: group}) if group else style(first.article.group, {})
    with st.container(gap="xxsmall"):
        st.html(sentence(first.sentence, [(first.start, first.end)], tone.colour))
        name = f"**{escape_markdown(tone.name)}** · " if named else ""
        lines = [_source(one) for one in same[:SAME]]
        if len(same) > SAME:
            lines.append(t.same_sentence(len(same) - SAME))
        st.caption(name + "  \n".join(lines))


def _cut(found: Sequence[tuple[str, Folded]], groups: Groups, *, named: bool) -> None:
    """Articles that hold the word where their body is cut off: no sentence, only where it can be read. found: (group,
    article)."""
    if not found:
        return
    lines = [f"**{escape_markdown(t.cut_bodies(len(found)))}**"]
    for group, one in found[:FIRST]:
        whose = f"{escape_markdown(style(group, groups).name)} · " if named else ""
        lines.append(f"{whose}{escape_markdown(one.article.title)} · {_source(one)}")
    if len(found) > FIRST:
        lines.append(t.more_articles(len(found) - FIRST))
    st.caption("  \n".join(lines))


def _source(one: Evidence | Folded) -> str:
    article = one.article
    parts = [escape_markdown(part) for part in story.source_line(one)]
    if article.fictional:
        parts.append(t.FICTIONAL_ARTICLE)
    elif article.link.startswith(("https://", "http://")):
        parts.append(f"[{t.OPEN_LINK}](<{article.link.replace('<', '').replace('>', '')}>)")
    if one.copies:
        parts.append(escape_markdown(story.copies(one)))
    return " · ".join(parts)
