"""The photos behind a run's numbers: the hardest ones, and the map on which pictures appear under the pointer."""

from collections.abc import Sequence

import streamlit as st

from core.charts import training as charts
from core.charts.face_map import PICKED, face_map
from core.training.evaluation import Evaluation
from core.training.metrics import hardest, scored
from core.training.run import Run
from core.ui.kit.cache import reference_thumbnail
from core.ui.kit.components import chart, picture, progress_bar, section, show_more, switch, table, visible
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import is_dark
from core.ui.training.figures import Kind, figure_table, saved
from core.ui.training.people import MOST_FACES, People, faces
from core.ui.training.state import Projection
from core.ui.words_ko import story_training as story
from core.ui.words_ko import training as t

_PAGE = 12  # hard photos at once
_LISTED = 100  # in their table


def hard(run: Run, e: Evaluation, owner: People) -> None:
    """The photos whose own group got least, with what was answered."""
    rows = hardest(e.probabilities, e.labels, _LISTED).tolist()
    keep = scored(e.probabilities)
    with st.container(border=True):
        if not rows:
            st.info(t.NO_SCORED, icon=":material/info:")
            return
        wrong = int((e.probabilities[keep].argmax(axis=1) != e.labels[keep]).sum())
        section(story.hard_title(wrong, int(keep.sum())), t.HARD_AID)
        if owner.reason:
            st.caption(f":material/info: {owner.reason}")
        cards = []
        for row in rows[: visible("run.hard.more", _PAGE)]:
            own, answered = float(e.probabilities[row, e.labels[row]]), int(e.probabilities[row].argmax())
            name, share = owner.names[e.groups[answered]], float(e.probabilities[row, answered])
            said = story.hard_photo(own, name, share, right=answered == e.labels[row])
            cards.append((row, said))
        _cards(cards, e, owner)
        show_more("run.hard.more", len(rows) - len(cards), lambda _: t.HARD_MORE)
        listed = [
            [
                e.files[i], owner.names[e.members[i].group], owner.member(e.members[i]),
                float(e.probabilities[i, e.labels[i]]),
                owner.names[e.groups[int(e.probabilities[i].argmax())]], float(e.probabilities[i].max()),
            ]
            for i in rows
        ]  # fmt: skip
        kinds: tuple[Kind, ...] = ("", "", "", "share", "", "share")
        figure_table(f"{run.name} {t.HARD}", t.COLUMNS_HARD, listed, kinds, key="run.hard.csv")


def embedding_map(run: Run, e: Evaluation, owner: People) -> None:
    """All reference photos laid flat; a picture under the pointer, picked points opened below."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            ways = list(Projection) if e.neighbours_xy is not None else [Projection.PCA]
            way = switch(t.PROJECTION, ways, t.PROJECTIONS, "run.map.way")
            able = not owner.reason and len(e.files) <= MOST_FACES
            lively = st.toggle(t.FACES, value=True, disabled=not able, key="run.map.faces") and able
        points = e.neighbours_xy if way == Projection.TSNE and e.neighbours_xy is not None else e.map_xy
        finding = story.map_title(points, [m.group for m in e.members])
        aid = t.TSNE_AID if way == Projection.TSNE else t.map_aid(*e.map_explained)
        section(finding, f"{aid} {t.FACES_AID}" if lively else aid)
        if not able:
            st.caption(f":material/info: {owner.reason or t.TOO_MANY_FACES}")
        names = [f"{owner.names[m.group]} {owner.member(m)}" for m in e.members]
        owners = [m.group for m in e.members]
        picked: list[int] = []
        if lively:
            with progress_bar(t.READING_FACES) as progress:
                pictures = faces(owner, run, e.files, progress)
            state = st.vega_lite_chart(
                face_map(points, owners, names, pictures, owner.styles, dark=is_dark()), on_select="rerun",
                width="stretch", key=f"run.map.{run.id}.{way}", alt=f"{t.MAP_TITLE}. {finding}",
            )  # fmt: skip
            entries = state["selection"].get(PICKED, []) if state else []
            picked = [int(entry["row"]) for entry in entries if 0 <= int(entry["row"]) < len(e.files)]
        else:
            figure = charts.embedding_map(points, owners, names, owner.styles)
            alt = f"{t.MAP_TITLE}. {finding}"
            chart(figure, alt=alt, key="run.map.plain", saved=saved([run], f"{run.name} {t.MAP}", finding))
        if not owner.reason:
            _open(picked, names, e, owner)
        listed = [
            [owner.names[m.group], owner.member(m), file, round(float(x), 4), round(float(y), 4)]
            for m, file, (x, y) in zip(e.members, e.files, points, strict=True)
        ]
        table(f"{run.name} {t.MAP}", t.COLUMNS_MAP, listed, key="run.map.csv")


def _open(picked: Sequence[int], names: Sequence[str], e: Evaluation, owner: People) -> None:
    listed = st.multiselect(
        t.PICK_PHOTOS, range(len(e.files)), format_func=lambda i: f"{names[i]} · {e.files[i].rpartition('/')[2]}",
        placeholder=t.PICK_AID, key="run.map.listed",
    )  # fmt: skip
    rows = list(dict.fromkeys([*picked, *listed]))
    if rows:
        st.caption(t.opened(len(rows)))
        _cards([(row, "") for row in rows[: 2 * _PAGE]], e, owner)


def _cards(cards: Sequence[tuple[int, str]], e: Evaluation, owner: People) -> None:
    """Small pictures with who they show, and one line more, in rows that wrap."""
    with st.container(horizontal=True, gap="medium"):
        for row, said in cards:
            member = e.members[row]
            who = f"{owner.names[member.group]} {owner.member(member)}"
            with st.container(width=150, gap="xxsmall"):
                path = owner.photo(e.files[row])
                jpeg = reference_thumbnail(str(path), path.stat().st_mtime) if path else None
                if jpeg:
                    picture(jpeg, width=120, alt=who)
                elif not owner.reason:
                    st.caption(t.PHOTO_GONE)
                st.markdown(f"**{escape_markdown(who)}**")
                st.caption(escape_markdown(e.files[row].rpartition("/")[2]))
                if said:
                    st.caption(escape_markdown(said))
