"""One run: pick it, rename it, put it to work, hand it on, delete it; a ZIP of somebody else's comes in here too."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core.access.actor import STUDIO
from core.services.choices import RUN as RUN_CHOICE
from core.services.reference.sets import DEMO
from core.services.training import runs as service
from core.services.training.runs import Broken
from core.settings import get_settings
from core.training.evaluation import Evaluation
from core.training.run import Run
from core.ui.compared.alone import alone_button, for_all_button, whose
from core.ui.compared.change import Change, changed, judge_with, seen_at
from core.ui.compared.record import changes_button
from core.ui.kit import permit
from core.ui.kit.address import follow
from core.ui.kit.cache import shelf
from core.ui.kit.components import badges, confirm, errors, flash, start_button
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, empty_intake, key, session, show_next
from core.ui.kit.uploads import uploader
from core.ui.training.names import called
from core.ui.training.state import RUN, TrainingPage
from core.ui.visits.signed_in import later
from core.ui.words_ko import common
from core.ui.words_ko import training as t
from models import DEFAULT_FAMILY, FAMILIES


def pick(runs: Sequence[Run]) -> Run | None:
    """Choose a run; the one that was asked for, else the newest, comes first."""
    if not runs:
        st.info(t.DETAIL_NONE, icon=":material/info:")
        return None
    by_id = {run.id: run for run in runs}

    def newest(gone: str) -> str:
        if gone:  # deleted in another window or by hand, not here
            st.info(t.RUN_GONE, icon=":material/info:")
        return runs[0].id

    st.session_state[RUN] = follow("run", RUN, list(by_id), newest, pinned=True)  # said every time: names may change
    names = called(runs)
    st.selectbox(t.RUN, list(names), format_func=names.__getitem__, key=RUN, persist_state="session")
    return by_id[st.session_state[RUN]]


def evaluation(run: Run) -> Evaluation:
    """Everything measured, read once for everybody. Raises TrainingError."""
    return shelf("run").get(run.id, lambda: service.read_evaluation(get_settings(), run.id))


def manage(run: Run) -> None:
    """What the run is, and what can be done with it."""
    used, usual = service.active_run(get_settings()), service.active_run(get_settings(), STUDIO)
    in_use, everybodys = (one is not None and one.id == run.id for one in (used, usual))
    recorded = service.is_recorded(get_settings(), run.id)
    family = FAMILIES.get(run.family)
    chips: list[tuple[str, common.Tone]] = [(family.title if family else run.family, "gray"), (run.data.name, "gray")]
    if run.data.set_id == DEMO:
        chips.append((common.FICTIONAL_PEOPLE, "violet"))
    if everybodys:
        chips.append((common.IN_USE, "primary"))
    elif in_use:
        chips.append((common.IN_USE_ALONE, "primary"))
    if run.origin == "imported":
        chips.append((t.IMPORTED, "violet"))
    if run.stands_in:
        chips.append((t.STAND_IN, "orange"))
    if recorded:
        chips.append((t.DEMO_FIGURES, "violet"))
    badges(chips)
    if recorded:  # the model itself is not among it
        st.caption(t.DEMO_FIGURES_AID)
        return
    able = family is not None and family.usable_for_trainees
    default = FAMILIES[DEFAULT_FAMILY].short_title
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        whose(RUN_CHOICE, used.name if used else default, usual.name if usual else default)
        changes_button("choice")
    with st.container(horizontal=True):
        _use(run, able=able, everybodys=everybodys, mine=in_use)
        if permit.may("training.change"):
            _rename(run)
        st.download_button(
            t.EXPORT, later(lambda: service.export(get_settings(), run.id)), f"{_file_name(run.name)}.zip",
            "application/zip", icon=":material/folder_zip:", key=f"run.export.{run.id}", on_click="ignore",
        )  # fmt: skip
        deletes = permit.may("training.delete")
        if deletes and st.button(common.DELETE, icon=":material/delete:", key="run.delete"):
            session(Frame).asked = "run", run.id, run.name
    if not able and not in_use:
        st.caption(f":material/info: {t.CANNOT_JUDGE}")


def _use(run: Run, *, able: bool, everybodys: bool, mine: bool) -> None:
    """everybodys: it judges for everybody who has chosen nothing else; mine: for this visitor."""
    if everybodys and permit.may("choice.studio"):
        seen = seen_at("run.unuse")
        if st.button(t.STOP_USING, icon=":material/undo:", key="run.unuse"):
            with errors():
                stop = partial(service.deactivate, get_settings())
                judge_with(stop, t.done(run.name, "unused"), t.done(run.name, "again"), seen=seen)
    elif able and not everybodys:
        use = partial(service.activate, get_settings(), run.id)
        for_all_button(t.USE, "run.use", use, t.done(run.name, "used"), t.done(run.name, "back"), primary=True)
    if able and not mine:
        alone_button("run.alone", partial(service.judge_alone, get_settings(), run.id), common.used_alone(run.name))


def bring_in() -> None:
    """A run that another studio exported."""
    if not permit.may("training.change"):
        return
    with st.expander(t.IMPORT, icon=":material/unarchive:"):
        packed = uploader(t.IMPORT_LABEL, "run.zip", type="zip")
        begins = start_button(t.IMPORT_GO, packed, t.IMPORT_NEED, key=key("run.import"), kind="secondary")
        if packed is None or not begins:
            return
        with errors():
            run = service.import_run(get_settings(), packed.getvalue())
            own = session(TrainingPage)
            empty_intake()
            show_next(RUN, run.id)
            own.known_runs = (own.known_runs or frozenset()) | {run.id}
            flash(t.done(run.name, "imported"))


def broken(folders: Sequence[Broken]) -> None:
    """Folders among the runs that cannot be read; the others are not hidden by them."""
    if not folders:
        return
    with st.expander(t.broken(len(folders)), icon=":material/warning:"):
        for folder in folders:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.caption(f"{escape_markdown(folder.id)}: {escape_markdown(folder.reason)}", width="stretch")
                if permit.may("training.delete") and st.button(common.DELETE, key=f"run.broken.{folder.id}"):
                    session(Frame).asked = "run", folder.id, folder.id


def _rename(run: Run) -> None:
    # A new name makes a new popover, closed and with that name in it.
    with st.popover(t.RENAME, icon=":material/edit:", key=f"run.rename.{run.id}.{run.name}"):
        name = st.text_input(t.NAME, value=run.name, max_chars=80, key=f"run.name.{run.id}.{run.name}")
        if st.button(t.SAVE_NAME, key="run.name.save"):
            with errors():
                rename = partial(service.rename, get_settings(), run.id)
                new = rename(name).name
                back, stands = partial(rename, run.name), partial(_is_called, run.id, new)
                changed(Change(common.renamed(run.name, new), common.renamed(new, run.name), back, stands))


def _is_called(run_id: str, name: str) -> bool:
    return (run_id, name) in {(one.id, one.name) for one in service.list_runs(get_settings()).runs}


def deleting() -> None:
    """Ask before a run is deleted."""
    confirm("run", common.DELETE, _sure, common.DELETE_YES, _delete)


def _sure(run_id: str, name: str) -> None:
    st.markdown(f"**{escape_markdown(name)}**  \n{t.DELETE_SURE}")
    used = service.active_run(get_settings())
    if used is not None and used.id == run_id:
        st.warning(t.DELETE_USED, icon=":material/info:")


def _delete(run_id: str, name: str) -> str:
    service.delete(get_settings(), run_id)
    shelf("run").drop(lambda entry: entry == run_id)
    shelf("faces").drop(lambda entry: str(entry).endswith(run_id))
    show_next(RUN, "")
    return t.done(name, "deleted")


def _file_name(name: str) -> str:
    """A name that every system can write."""
    return "".join(c if c.isalnum() or c in " -_().·" else "_" for c in name).strip(" .") or "run"
