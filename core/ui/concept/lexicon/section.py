"""The lexicon on the concept page: add words, see what that changes, take up proposals, try a sentence, undo."""

from collections.abc import Callable

import streamlit as st

from core.catalog import Group, load_demo, load_real
from core.errors import DataFileError
from core.keywords.analyzers.table import DEFAULT
from core.keywords.corpus.compounds import CompoundProposal
from core.keywords.lexicon.file import LONGEST, EntryKind, LexiconEntry
from core.keywords.lexicon.lexicon import OTHER, Lexicon, load_lexicon, own_file
from core.services.concept.concept import Concept
from core.services.lexicon import edit as service
from core.settings import get_settings
from core.storage.database import Database
from core.ui.compared.record import changes_button
from core.ui.concept.lexicon import facets as near
from core.ui.concept.state import ANALYZER, LexiconChange, LexiconPage
from core.ui.kit import permit
from core.ui.kit.cache import shelf
from core.ui.kit.components import errors, flash, grid, show_flash, show_more, stable_place, visible
from core.ui.kit.components import section as heading
from core.ui.kit.markup import colour, escape_markdown, sentence
from core.ui.kit.state import Frame, empty_intake, session, show_next, take_next
from core.ui.kit.uploads import uploader
from core.ui.words_ko import lexicon as t

PROPOSED, LISTED = 5, 20  # at first, and as many more with every press
SENTENCE = 300  # characters of a sentence to try
_SHOWN = "lexicon.shown"
_FIELDS = (_SHOWN, *(f"lexicon.word.{kind}" for kind in t.KINDS))  # they are empty again once a word is in


def section(concept: Concept | None, group: Group) -> None:
    """The team's lexicon. concept: the one shown, whose words show what a change does; None where there is no news."""
    heading(t.TITLE, t.LEAD)
    if broken():
        return
    changes_button("lexicon", "exclusions")
    look()
    lexicon = load_lexicon(get_settings())
    with stable_place():
        _last_change(concept, group)
    if permit.closed("lexicon.change"):
        with st.container(border=True, gap="small"):
            _try(concept, group)
    else:
        _changing(lexicon, concept, group)
    with st.container(border=True, gap="small"):
        _own(concept)
        _file(concept)


def _changing(lexicon: Lexicon, concept: Concept | None, group: Group) -> None:
    """What a team adds, and what is proposed to it."""
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, height="stretch", gap="small"):
        _add(lexicon, concept, group)
    with right, st.container(border=True, height="stretch", gap="small"):
        _try(concept, group)
    with st.container(border=True, gap="small"):
        near.for_page(lexicon, concept, lambda word, facet: _put("facet", word, facet, concept))
    with st.container(border=True, gap="small"):
        _proposals(lexicon, concept, group)


def look() -> None:
    """Once in a run that draws what changes words: what a visitor presses on was drawn by the run before."""
    own = session(LexiconPage)
    own.seen, own.drawn = own.drawn, frozenset(service.own_entries(get_settings()))


def _changed(
    change: Callable[[], service.LexiconEdit], said: Callable[[service.LexiconEdit], str], concept: Concept | None
) -> None:
    """Make a change, remember what was shown before it and how it is undone, and draw everything by it."""
    with errors():
        edit = change()
        session(LexiconPage).history.append((said(edit), edit))
        for field in _FIELDS:
            show_next(field, "")
        empty_intake()
        _remember(said(edit), concept, edit)
        st.rerun()


def _remember(said: str, concept: Concept | None, edit: service.LexiconEdit) -> None:
    shown = tuple(k.word for k in concept.keywords) if concept else ()
    session(LexiconPage).last = LexiconChange(said, _place(concept), shown, edit.words)
    session(Frame).toast = said  # whoever taps far below on a phone does not see the place above


def _place(concept: Concept | None) -> tuple[object, ...]:
    return (concept.group, concept.analyzer, concept.filters) if concept else ()


def _last_change(concept: Concept | None, group: Group) -> None:
    last, history = session(LexiconPage).last, session(LexiconPage).history
    if last is None:
        return
    changes: list[service.RankChange] | None = None
    if concept is not None and last.place == _place(concept):
        changes = service.effect(last.words, [k.word for k in concept.keywords], last.touched)
    did = t.NO_CONCEPT if concept is None else t.effect(changes, group.name) if changes is not None else ""
    if session(Frame).toast == last.said:
        session(Frame).toast = ""
        # Short: what does not fit folds behind two English words.
        short = t.effect(changes[:1], group.name) if changes else last.said
        st.toast(escape_markdown(short), icon=":material/check:", duration="long")
    pressed = False
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/check: {escape_markdown(last.said)}", width="stretch")
            if history:
                pressed = st.button(t.steps(len(history)), icon=":material/undo:", key="lexicon.undo")
        if did:
            st.markdown(escape_markdown(did) if concept is None else f"**{escape_markdown(did)}**")
        if changes and len(changes) > 1:
            grid(t.EFFECT_COLUMNS, [t.effect_row(change) for change in changes])
    if pressed:
        with errors():
            said, edit = history.pop()  # one that cannot be undone must not stand before the others
            _remember(t.undone(said), concept, service.undo(get_settings(), edit))
            st.rerun()


def _add(lexicon: Lexicon, concept: Concept | None, group: Group) -> None:
    heading(t.ADD_TITLE)
    kind = st.pills(
        t.KIND, list(t.KINDS), default="facet", required=True, format_func=t.KINDS.__getitem__, key="lexicon.kind"
    )
    kind = kind or "facet"
    st.caption(t.AIDS[kind])
    word = st.text_input(
        t.WORD, placeholder=t.HINTS[kind], max_chars=LONGEST, key=take_next(f"lexicon.word.{kind}")
    )  # fmt: skip
    detail = ""
    if kind == "facet":
        detail = st.selectbox(t.FACET, [*lexicon.facets, OTHER], key=near.FACET)
        near.for_word(lexicon, word)
    elif kind == "synonym":
        detail = st.text_input(t.SHOWN_AS, placeholder=t.SHOWN_HINT, max_chars=LONGEST, key=take_next(_SHOWN))
    elif kind == "name" and st.checkbox(t.name_of(group.name), value=True, key=f"lexicon.whose.{group.id}"):
        detail = group.id
    if not st.button(t.TAKE_OUT if kind == "out" else t.ADD, type="primary", key="lexicon.add"):
        return
    if kind == "out":
        _changed(
            lambda: service.take_out(get_settings(), word, session(LexiconPage).seen),
            lambda edit: t.taken_out((*edit.added, *edit.removed)[0]),
            concept,
        )
    else:
        _put(kind, word, detail, concept)


def _put(kind: EntryKind, word: str, detail: str, concept: Concept | None) -> None:
    if detail == OTHER:
        kind, detail = "term", ""
    _changed(
        lambda: service.put(get_settings(), kind, word, detail, session(LexiconPage).seen),
        lambda edit: t.added(edit.added[0]),
        concept,
    )


def _proposals(lexicon: Lexicon, concept: Concept | None, group: Group) -> None:
    heading(t.PROPOSE_TITLE, t.PROPOSE_AID)
    if concept is None:
        st.info(t.NO_NEWS)
        return
    with errors():
        settings = get_settings()
        found = shelf("proposals").get(
            (concept.group, concept.analyzer, lexicon.version, concept.corpus.texts),
            lambda: service.proposals(settings, concept, Database(settings)),
        )
        if not found:
            st.info(t.NO_PROPOSALS)
        more = f"lexicon.more.{group.id}"
        for one in found[: visible(more, PROPOSED)]:
            _proposal(one, service.likely_facet(one, lexicon), concept, group)
        show_more(more, len(found) - visible(more, PROPOSED), t.more)


def _proposal(one: CompoundProposal, facet: str, concept: Concept, group: Group) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch", gap="xxsmall"):
            st.html(sentence(one.sentence, [(one.start, one.end)], colour(group.colour)))
            st.caption(escape_markdown(t.proposal(one, facet)))
        if st.button(t.ADD, icon=":material/add:", key=f"lexicon.take.{'.'.join(one.parts)}"):
            _put("facet", one.word, facet, concept)


def _try(concept: Concept | None, group: Group) -> None:
    heading(t.TRY_TITLE, t.TRY_AID)
    text = st.text_area(
        t.TRY_TITLE, placeholder=t.TRY_HINT, max_chars=SENTENCE, key="lexicon.try", label_visibility="collapsed"
    ).strip()
    if not text:
        return
    with errors():
        analyzer = concept.analyzer if concept else st.session_state.get(ANALYZER, DEFAULT)
        counted_words = concept.corpus.places if concept else ()
        found = service.judge(get_settings(), text, group.id, analyzer, counted_words)
        if not found:
            st.info(t.TRY_NOTHING)
            return
        counted = [one for one in found if one.reason is None]
        st.html(sentence(text, [(one.start, one.end) for one in counted], colour(group.colour)))
        named = [one for one in found if one.reason == "name"]
        others = [one for one in found if one.reason not in (None, "name")]
        names = {one.group: _group_name(one.group) for one in named}
        for title, some in ((t.COUNTED, counted), (t.NAMES, named), (t.LEFT_OUT, others)):
            if some:
                said = t.judged([(text[one.start : one.end], one) for one in some], names)
                st.markdown(f"**{title}** {escape_markdown(said)}")


def _own(concept: Concept | None) -> None:
    entries = service.own_entries(get_settings())
    heading(f"{t.OWN_TITLE} {len(entries)}" if entries else t.OWN_TITLE)
    if not entries:
        st.caption(t.OWN_EMPTY)
    for entry in entries[::-1][: visible("lexicon.more", LISTED)]:  # what was added last is looked for first
        _row(entry, concept)
    show_more("lexicon.more", len(entries) - visible("lexicon.more", LISTED), t.more)


def _row(entry: LexiconEntry, concept: Concept | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", width="stretch", gap="small"):
            st.markdown(f"**{escape_markdown(entry.word)}**", width="content")
            st.badge(escape_markdown(t.kind_of(entry)), color="orange" if entry.removed else "gray")
            if detail := t.detail_of(entry, _group_name(entry.detail)):
                st.caption(escape_markdown(detail), width="content")
        place = "lexicon.out." + ".".join(map(str, entry))
        if permit.may("lexicon.change") and st.button(t.REMOVE, icon=":material/close:", key=place, type="tertiary"):
            back = service.LexiconEdit(added=(entry,))
            _changed(
                lambda: service.undo(get_settings(), back, session(LexiconPage).seen),
                lambda e: t.taken_out(entry._replace(removed=False)),
                concept,
            )


def _file(concept: Concept | None) -> None:
    with st.expander(t.FILE_TITLE, icon=":material/swap_vert:"):
        st.caption(t.FILE_AID)
        _download()
        _upload(concept)


def _upload(concept: Concept | None) -> None:
    if permit.closed("lexicon.change"):
        return
    file = uploader(t.UPLOAD, "lexicon.file", type=["yaml", "yml"], max_upload_size=1)
    if file is not None and st.button(t.UPLOAD_GO, type="primary", key="lexicon.file.go"):
        data = file.getvalue()
        _changed(lambda: service.upload(get_settings(), data, session(LexiconPage).seen), lambda e: t.UPLOADED, concept)


def _download() -> None:
    st.download_button(
        t.DOWNLOAD, service.download(get_settings()), "lexicon.yaml", "application/yaml", key="lexicon.download",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def broken() -> bool:
    """Can the lexicon not be read? Then no concept can be made: say so, give the file back, and let the team bring it
    mended or begin a new one."""
    show_flash()
    try:
        load_lexicon(get_settings())
    except DataFileError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
    else:
        return False
    with errors():
        st.caption(t.BROKEN_AID)
        _download()
        _upload(None)
        if own_file(get_settings()).exists() and permit.button(
            "lexicon.change", t.START_OVER, icon=":material/restart_alt:", key="lexicon.restart"
        ):
            flash(t.started_over(service.start_over(get_settings())))
    return True


def _group_name(group: str) -> str:
    """The name of a group on screen, "" for none or one that no catalogue knows any more."""
    found = (catalog.lookup(group) for catalog in (load_real(get_settings()), load_demo(get_settings())))
    return next((known.name for known in found if known), "") if group else ""
