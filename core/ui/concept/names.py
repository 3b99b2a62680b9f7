"""The names in the articles, a list for each kind of them: no words of a concept, until a team has one counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from core.keywords.lexicon.file import LexiconEntry, plain
from core.keywords.lexicon.lexicon import load_lexicon
from core.services.lexicon import edit as service
from core.settings import get_settings
from core.ui.compared import change
from core.ui.concept.data import ShownConcept
from core.ui.concept.evidence import choose, chosen
from core.ui.concept.lexicon.section import look
from core.ui.concept.state import LexiconPage
from core.ui.kit import permit
from core.ui.kit.components import errors, show_more, switch, visible
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session
from core.ui.words_ko import lexicon as t

# A long name goes on in the next line: there it begins where it began.
_STYLE = """<style>[class*="st-key-concept-name-"] button { justify-content: flex-start; text-align: left; }</style>"""
FIRST, MORE = 8, 24  # names at once, and with each further press
_PLACE, _KIND, _MORE = "concept.names", "concept.names.kind", "concept.names.more.{}.{}"


@dataclass(frozen=True, slots=True)
class ListedName:
    """word: what it is counted as, or would be. articles: that hold it. counted: the entry by which it is a word."""

    name: str
    word: str
    articles: int
    counted: LexiconEntry | None = None


def listed(shown: ShownConcept) -> Mapping[str, Sequence[ListedName]]:
    """The names in the articles by kind (`NameKind`), those that the team has counted as words first."""
    lexicon = load_lexicon(get_settings())
    found: dict[str, list[ListedName]] = {kind: [] for kind in t.NAME_KINDS}
    for entry in service.own_entries(get_settings()):
        if entry.kind == "counted" and not entry.removed:
            word = lexicon.canonical(entry.plain)
            if articles := sum(concept.articles_with([word]) for concept in shown.sources):
                kind = entry.detail if entry.detail in found else "other"
                found[kind].append(ListedName(entry.word, word, articles, entry))
    counts: dict[str, Counter[str]] = {}
    for concept in shown.sources:
        for one in concept.names:
            counts.setdefault(one.kind, Counter())[one.name] += one.articles
    for kind, names_of_it in counts.items():
        found[kind] += [ListedName(name, lexicon.canonical(plain(name)), n) for name, n in names_of_it.most_common()]
    return {kind: some for kind, some in found.items() if some}


def names(shown: ShownConcept) -> None:
    """The lists, behind one line; each name opens its sentences, and can be counted as a word and back again."""
    kinds = listed(shown)
    if not kinds:
        return
    with st.expander(t.names_heading(sum(map(len, kinds.values()))), key="concept.names"):
        st.html(_STYLE)
        st.caption(t.NAMES_AID)
        look()
        change.show(_PLACE)
        if st.session_state.get(_KIND) not in kinds:  # of another group, or the last of its kind is gone
            st.session_state.pop(_KIND, None)
        titles = {kind: t.name_kind_choice(kind, len(some)) for kind, some in kinds.items()}
        kind = switch(t.NAME_KIND, kinds, titles, _KIND, hidden=True)
        if kind in service.NEVER_COUNTED:
            st.caption(t.NAMES_NEVER)
        more = _MORE.format(shown.concept.group, kind)
        drawn = kinds[kind][: visible(more, FIRST, MORE)]
        word, changes = chosen(shown), permit.may("lexicon.change")
        permit.closed("lexicon.change")
        with st.container(gap="xxsmall"):
            pressed = [one for one in drawn if _row(one, kind, read=word in (one.name, one.word), changes=changes)]
        show_more(more, len(kinds[kind]) - len(drawn), t.more_names)
        if pressed:
            with errors():
                _change(pressed[0], kind)


def _row(one: ListedName, kind: str, *, read: bool, changes: bool) -> bool:
    """Was its button pressed? read: its sentences are those in sight; changes: the visitor may have it counted."""
    place = f"{kind}.{one.name}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        said = f"**{escape_markdown(one.name)}**" if read else escape_markdown(one.name)
        with st.container(width="stretch"):
            st.button(
                f"{said} · {t.name_row(one.articles, counted=one.counted is not None)}", type="tertiary",
                key=f"concept.name.{place}", on_click=choose, args=(one.word if one.counted else one.name,),
            )  # fmt: skip
        if not changes:
            return False
        if one.counted is not None:
            return st.button(t.NAME_AGAIN, icon=":material/undo:", type="tertiary", key=f"concept.name.back.{place}")
        if service.countable(one.name, kind):
            return st.button(t.COUNT_IT, icon=":material/add:", type="tertiary", key=f"concept.name.count.{place}")
    return False


def _change(one: ListedName, kind: str) -> None:
    settings, said = get_settings(), (t.counted_name(one.name), t.named_again(one.name))
    seen = session(LexiconPage).seen
    if one.counted is None:
        edit = service.put(settings, "counted", one.name, kind, seen)
    else:
        edit = service.undo(settings, service.LexiconEdit(added=(one.counted,)), seen)
        said = said[::-1]
    back, stands = partial(service.undo, settings, edit), partial(service.stands, settings, edit)
    change.changed(change.Change(*said, back, stands, _PLACE))
