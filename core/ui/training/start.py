"""Choosing what to train: data, engine, families and only those settings that one of them used_options."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import StudioError
from core.faces.engines import ENGINES, weights_present
from core.services.measured.duration import expected_seconds
from core.services.reference import sets as reference
from core.services.reference.sets import ReferenceSource
from core.services.training import queue as train
from core.services.training import runs as run_service
from core.settings import get_settings
from core.training.family import Family
from core.training.options import HEADS, Options
from core.ui.compared import choice
from core.ui.kit import permit
from core.ui.kit.components import errors, switch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, session
from core.ui.reference.titles import titles
from core.ui.words_ko import training as t
from models import DEFAULT_FAMILY, FAMILIES
from models.bases import resnet_weights

_CHOSEN = (DEFAULT_FAMILY, "embedding_head")
_COMMON = ("folds", "strangers", "seed")  # every family used_options these
_IN_A_ROW = 3
_VGG = "VGG-Face"  # the engine whose weights the base of the same name stands on


def quick(source: ReferenceSource, engine: str) -> None:
    """The default model trained on a set in one click: it measures the model in use."""
    family = FAMILIES[DEFAULT_FAMILY]
    with st.container(horizontal=True, vertical_alignment="center"):
        if permit.button(
            "training.change", t.QUICK, type="primary", icon=":material/play_arrow:", key="training.quick"
        ):
            _begin([_request(family, engine, family.options(), source)])
        seconds = _Estimates(source, engine).of(family, family.options())
        if seconds is not None:
            st.caption(f"{t.about(seconds)} · {t.ESTIMATE_AID}", width="stretch")


def under_way(set_id: str, engine: str) -> bool:
    """Does a training of the default model on this set wait or run?"""
    wanted = (DEFAULT_FAMILY, set_id, engine)
    return any(
        (one.request.family, one.request.set_id, one.request.engine) == wanted
        and one.state in ("waiting", "running")
        and not one.cancelling
        for one in train.trainings(get_settings())
    )


class _Estimates:
    """How long trainings on a set may take, as far as anybody knows."""

    def __init__(self, source: ReferenceSource, engine: str) -> None:
        self._engine = engine
        self._runs = run_service.list_all(get_settings(), choice.source()).runs
        try:
            photos = reference.photos_of(get_settings(), source)
            self._photos, self._members = len(photos), photos.members
        except StudioError:  # the set says so itself where it is started
            self._photos, self._members = 0, ()

    def of(self, family: Family, options: Options) -> float | None:
        """Seconds."""
        if not self._photos:
            return None
        return expected_seconds(get_settings(), self._runs, family, options, self._engine, self._photos, self._members)


def form() -> None:
    """The whole choice, most of it folded away."""
    if permit.closed("training.change"):
        return
    with st.container(border=True):
        st.header(t.START_TITLE, anchor=False)
        source, engine = _data_and_engine()
        families, summaries = _families()
        warnings = st.container()  # above the settings that they depend on
        heads, changes = _settings(families)
        with warnings:
            for family in families:
                _warn(family, stand_in=bool(changes.get("stand_in")))
        if families:
            st.caption(escape_markdown(balance(families)))
        _times(_Estimates(source, engine), families, summaries, heads, changes)
        if st.button(t.START, type="primary", icon=":material/play_arrow:", key="training.start"):
            if not families:
                st.warning(t.NOTHING_CHOSEN, icon=":material/info:")
                return
            with errors():
                _begin([_request(f, engine, o, source) for f in families for o in _options(f, heads, changes)])


def balance(families: Sequence[Family]) -> str:
    """How these families meet uneven numbers of photos, copies and near-duplicates."""
    if any(family.base for family in families):
        return f"{t.BALANCE} {t.BALANCE_GROUPS} {t.COPIES_TOGETHER}"
    return f"{t.BALANCE} {t.TOGETHER}"


def _begin(requests: Sequence[train.Request]) -> None:
    settings = get_settings()
    with errors():
        train.plan(settings, requests)
        session(Frame).toast = t.queued(len(requests))  # the queue is far above the button
        st.rerun()


def _request(family: Family, engine: str, options: Options, source: ReferenceSource) -> train.Request:
    return train.Request(
        family=family.name, engine=engine, options=options, set_id=source.id, set_name=source.name, root=""
    )


def _data_and_engine() -> tuple[ReferenceSource, str]:
    settings = get_settings()
    sources = reference.list_sources(settings)
    ids, called = [source.id for source in sources], titles(sources)
    ready = [name for name in ENGINES if weights_present(name)]
    active, used = choice.source().id, reference.active_engine(settings)
    left, right = st.columns(2, gap="medium")
    with left:
        place = st.selectbox(
            t.DATA, range(len(ids)), index=ids.index(active), format_func=lambda i: called[ids[i]], key="training.set"
        )
    with right:
        engine = st.selectbox(
            t.ENGINE, ready, index=ready.index(used) if used in ready else 0,
            format_func=lambda name: ENGINES[name].title, key="training.engine",
        )  # fmt: skip
    return sources[place], engine


def _families() -> tuple[list[Family], dict[str, DeltaGenerator]]:
    """Those that are chosen, and for each of all a place for what it is: how long it takes depends on the settings."""
    st.markdown(f"**{t.FAMILIES}**")
    st.caption(t.FAMILIES_AID)
    chosen, places = [], {}
    for family in reversed(FAMILIES.values()):  # the table tells the original's story, the default is its end
        with st.container(gap="xxsmall"):
            # As it is: who hears the page would be read stars and backslashes.
            if st.checkbox(family.title, value=family.name in _CHOSEN, key=f"training.family.{family.name}"):
                chosen.append(family)
            places[family.name] = st.empty()
    return chosen, places


def _times(
    estimates: _Estimates,
    chosen: Sequence[Family],
    places: Mapping[str, DeltaGenerator],
    heads: Sequence[str],
    changes: Mapping[str, Any],
) -> None:
    """How long each family would take beside what it is, and all that are chosen together; nothing where unknown."""
    total, known = 0.0, True
    for family in FAMILIES.values():
        times = [estimates.of(family, options) for options in _options(family, heads, changes)]
        sure = [seconds for seconds in times if seconds is not None]
        said = f"**{t.about(sum(sure))}**" if len(sure) == len(times) else t.NO_ESTIMATE
        places[family.name].caption(f"{escape_markdown(family.summary)} {said}")
        if family in chosen:
            total, known = total + sum(sure), known and len(sure) == len(times)
    if total:
        st.caption(f"{t.takes(total, all_known=known)} {t.ESTIMATE_AID}")


def _warn(family: Family, *, stand_in: bool) -> None:
    """Why a chosen family may not run, and where to mend it."""
    if stand_in and "stand_in" in family.used_options:
        return
    if family.base == "vggface" and not weights_present(_VGG):
        st.warning(f"{escape_markdown(family.title)}: {t.NEEDS_WEIGHTS}", icon=":material/info:")
        st.page_link("pages/engines.py", label=t.GET_WEIGHTS, icon=":material/download:")
    elif family.base == "resnet50" and not resnet_weights().is_file():
        st.info(f"{escape_markdown(family.title)}: {t.NEEDS_NETWORK}", icon=":material/info:")


def _settings(families: Sequence[Family]) -> tuple[list[str], dict[str, Any]]:
    """(heads to train, options that were changed by hand)."""
    heeded = frozenset[str]().union(*(f.used_options for f in families))
    changes: dict[str, Any] = {}
    heads = [Options().head]
    with st.expander(t.ADVANCED, icon=":material/tune:", key="training.advanced"):
        st.caption(t.HEEDED)
        if "head" in heeded:
            label, meaning = t.OPTIONS["head"]
            heads = st.pills(
                label, list(HEADS), selection_mode="multi", default=heads, format_func=HEADS.__getitem__,
                help=meaning, key="training.option.head",
            ) or heads  # fmt: skip
        names = [n for n in t.OPTIONS if n != "head" and (n in heeded or n in _COMMON)]
        for start in range(0, len(names), _IN_A_ROW):  # row by row: a phone shows them in this order
            columns = st.columns(_IN_A_ROW, gap="medium", vertical_alignment="bottom")
            for name, column in zip(names[start : start + _IN_A_ROW], columns, strict=False):
                first = next(
                    (f for f in families if name in f.used_options or name in _COMMON), FAMILIES[DEFAULT_FAMILY]
                )
                usual = getattr(first.options(), name)
                with column:
                    value = _widget(name, usual)
                if value != usual:
                    changes[name] = value
    return heads, changes


_STEPS: Mapping[str, tuple[float, float, float]] = {  # lowest, highest, step
    "folds": (2, 20, 1), "copies": (0, 20, 1), "rotation": (0.0, 180.0, 5.0), "shift": (0.0, 0.5, 0.05),
    "epochs": (1, 1000, 5), "patience": (0, 1000, 1), "batch": (1, 4096, 16), "learning_rate": (1e-6, 1.0, 1e-4),
    "seed": (0, 2**31 - 1, 1),
}  # fmt: skip
_WRITTEN = {"learning_rate": "%.5f", "shift": "%.2f", "rotation": "%.1f"}


def _widget(name: str, usual: Any) -> Any:
    label, meaning = t.OPTIONS[name]
    key = f"training.option.{name}.{usual}"  # another family's usual value is another widget
    if isinstance(usual, bool):
        return st.toggle(label, value=usual, help=meaning, key=key)
    if name == "classes":
        return switch(label, t.CLASSES, t.CLASSES, key, first=usual, help=meaning)
    low, high, step = _STEPS[name]
    return st.number_input(label, low, high, usual, step, _WRITTEN.get(name), help=meaning, key=key)


def _options(family: Family, heads: Sequence[str], changes: Mapping[str, Any]) -> list[Options]:
    """One a head where the family has heads; what it does not heed stays as it is, so that equal trainings are found
    to be equal."""
    own = {name: value for name, value in changes.items() if name in family.used_options or name in _COMMON}
    if "head" in family.used_options:
        return [family.options(**own, head=head) for head in heads]
    return [family.options(**own)]
