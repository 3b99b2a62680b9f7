"""The engines page's parts: what was measured on the set in use, and a card an engine with what it costs and allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from core import jobs
from core.access.actor import STUDIO
from core.faces.engines import ENGINES, RECOMMENDED, EngineInfo, weights_present
from core.services.choices import ENGINE
from core.services.measured import engine_trial
from core.services.measured.engine_trial import Known
from core.services.reference import sets as reference
from core.settings import get_settings
from core.text.numbers import percent
from core.types import JobStatus
from core.ui.compared import choice
from core.ui.compared.alone import alone_button, for_all_button, whose
from core.ui.compared.change import show
from core.ui.compared.record import changes_button
from core.ui.kit import permit
from core.ui.kit.cache import set_summary
from core.ui.kit.components import badges, errors, job_progress, panel, say_interrupted, section
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, Part, session
from core.ui.words_ko import common as t
from core.ui.words_ko import engines as words


@dataclass
class EnginesPage(Part):
    """What is under way, and what has just been done, said where it was asked for."""

    STAYS = ("download", "trial_job")
    download: str = ""  # name of the engine whose weights come
    trial_job: str | None = None
    said: tuple[str, str, bool] = ("", "", True)  # an engine's name or "" for the measurement; the sentence; all well?


def measurements(found: Mapping[str, Known]) -> None:
    """What the engines that are ready do on the set in use, and the button that measures it."""
    own, source = session(EnginesPage), choice.team()
    ranked = sorted(
        ((ENGINES[name].title, one.auc) for name, one in found.items() if one.auc is not None),
        key=lambda pair: -pair[1],
    )
    title = words.measured_engines(source.name, ranked) if len(ranked) > 1 else words.MEASURE_TITLE
    for package in ("core.services.measured", "core.faces"):  # measurements; downloads
        say_interrupted(package)
    with panel(title, words.MEASURE_AID):
        if source.fictional:
            st.caption(f":material/info: {t.FICTIONAL_PEOPLE}. {words.DEMO_TELLS_LITTLE}")
        if own.trial_job is not None:
            job_progress(own.trial_job, _measured, words.progress_share)
        else:
            timed = any(one.milliseconds is not None for one in found.values())
            label = words.MEASURE_AGAIN if timed else words.MEASURE
            if not permit.closed("engine.measure") and st.button(label, icon=":material/speed:", key="engines.measure"):
                with errors():
                    own.trial_job = jobs.start(
                        get_settings(), words.MEASURE_TITLE, engine_trial.measure, get_settings(), source.id
                    )
                    st.rerun()
        _said("")


def engine_list(found: Mapping[str, Known]) -> None:
    """Those that can run at once, the one in use first; then those to download, the freer licences first."""
    active, source = reference.active_engine(get_settings()), choice.team()
    usual = reference.active_engine(get_settings(), STUDIO)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        whose(ENGINE, ENGINES[active].title, ENGINES[usual].title)
        changes_button("choice")
    summary = set_summary(source.id, str(source.root), source.fictional)
    st.caption(escape_markdown(words.engine_cost(source.name, summary.photos)))
    ready = {name: weights_present(name) for name in ENGINES}
    order = list(words.ALLOWED)
    rows = sorted(ENGINES.values(), key=lambda info: (info.name != active, order.index(info.allowed)))
    for title, aid, able in ((words.READY_ENGINES, "", True), (words.OTHER_ENGINES, words.OTHER_ENGINES_AID, False)):
        own = [info for info in rows if ready[info.name] == able]
        if own:
            section(title, aid)
        for start in range(0, len(own), 2):
            for column, info in zip(st.columns(2, gap="medium"), own[start : start + 2], strict=False):
                with column, st.container(border=True, height="stretch", gap="small"):
                    _card(info, found[info.name], ready=able, active=active, usual=usual)


def _card(info: EngineInfo, measured: Known, *, ready: bool, active: str, usual: str) -> None:
    """active: name of the engine that this visitor uses; usual: of everybody's."""
    st.markdown(f"**{escape_markdown(info.title)}**")
    chips: list[tuple[str, t.Tone]] = [(words.RECOMMENDED, "green")] if info.name == RECOMMENDED else []
    if info.name == usual:
        chips.append((t.IN_USE, "primary"))
    elif info.name == active:
        chips.append((t.IN_USE_ALONE, "primary"))
    chips += [
        (words.READY, "green") if ready else (words.download_size(info.bytes), "gray"),
        words.ALLOWED[info.allowed],
    ]
    badges(chips)
    if ready:
        _figures(measured)
    st.markdown(f"{words.LICENCE}: [{escape_markdown(info.licence)}]({info.licence_url})")
    if info.note:
        st.caption(escape_markdown(info.note))
    if info.name == RECOMMENDED and info.told is not None:
        others = [(one.title, one.told) for one in ENGINES.values() if one.told is not None and one is not info]
        st.caption(escape_markdown(words.recommended(info.told, others)))
    if session(EnginesPage).download == info.name:
        _download_progress(info)
    elif not info.name == active == usual:
        _buttons(info, ready=ready, active=active, usual=usual)
    show(info.name)
    _said(info.name)


def _figures(measured: Known) -> None:
    with st.container(horizontal=True, gap="large"):
        told = "–" if measured.auc is None else f"{percent(measured.auc)} ({words.people(measured.people)})"
        st.metric(words.TOLD_APART, told, help=words.TOLD_APART_AID, width="content")
        took = "–" if measured.milliseconds is None else words.milliseconds(measured.milliseconds)
        st.metric(words.A_PHOTO, took, help=words.A_PHOTO_AID, width="content")
    if measured.auc is None or measured.milliseconds is None:
        st.caption(escape_markdown(measured.reason or words.not_measured(speed=measured.auc is not None)))


def _buttons(info: EngineInfo, *, ready: bool, active: str, usual: str) -> None:
    own = session(EnginesPage)
    if ready:
        with st.container(horizontal=True):
            if info.name != usual:
                choose = partial(reference.choose_engine, get_settings(), info.name)
                before = ENGINES[usual].title
                for_all_button(
                    words.USE_ENGINE, f"engine.use.{info.name}", choose, words.engine_used(info.title),
                    words.engine_used_again(before), info.name,
                )  # fmt: skip
            if info.name != active:
                alone = partial(reference.choose_engine_alone, get_settings(), info.name)
                alone_button(f"engine.alone.{info.name}", alone, t.used_alone(info.title))
    elif permit.may("engine.measure") and st.button(
        words.DOWNLOAD, icon=":material/download:", key=f"engine.get.{info.name}",
        disabled=session(Frame).download_job is not None,
    ):  # fmt: skip
        with errors():
            session(Frame).download_job = jobs.start(
                get_settings(), info.title, engine_trial.download, get_settings(), info.name
            )
            own.download = info.name
            st.rerun()


def _download_progress(info: EngineInfo) -> None:
    def finished(status: JobStatus | None) -> None:
        own = session(EnginesPage)
        own.download, session(Frame).download_job = "", None
        own.said = info.name, *_ended(status, words.DOWNLOADED)
        st.rerun()

    if (job := session(Frame).download_job) is not None:
        job_progress(job, finished, words.progress_mb)


def _measured(status: JobStatus | None) -> None:
    own = session(EnginesPage)
    own.trial_job = None
    own.said = "", *_ended(status, "")
    st.rerun()


def _ended(status: JobStatus | None, done: str) -> tuple[str, bool]:
    """How a job ended, and whether all is well."""
    if status is None:
        return t.UNEXPECTED, False
    well = status.state == "done"
    return (done or status.label) if well else status.label, well


def _said(name: str) -> None:
    """What was done, where it was asked for, once."""
    own = session(EnginesPage)
    whose, sentence, well = own.said
    if sentence and whose == name:
        (st.success if well else st.error)(
            escape_markdown(sentence), icon=":material/check:" if well else ":material/error:"
        )
        own.said = "", "", True


def current() -> Mapping[str, Known]:
    """What is known of every engine on the set in use; nothing where the set cannot be read."""
    with errors():
        return engine_trial.known(get_settings())
    return dict.fromkeys(ENGINES, Known())
