"""A project's head, how it is managed, and what it aims at."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from core.access.acting import acting
from core.errors import ChangedError
from core.keywords.lexicon.lexicon import load_lexicon
from core.projects.project import LONGEST_NAME, MOST_WEIGHT, Project, Target
from core.services.projects import plans
from core.settings import get_settings
from core.ui.concept.data import all_groups, names
from core.ui.kit import permit
from core.ui.kit.components import errors, flash, head, panel
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import session
from core.ui.projects import drafts
from core.ui.projects.state import ProjectsPage, open_next
from core.ui.words_ko import common
from core.ui.words_ko import projects as t

LARGEST = 100  # trainees that a target may ask for


def heading(project: Project, *beside: Callable[[], None]) -> None:
    """Back to the list, the name, what is known of it, and how it is managed. beside: each draws something else that
    can be done with it."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.button(
            t.BACK, icon=":material/arrow_back:", type="tertiary", key="project.back", on_click=open_next, args=("",)
        )
        with st.container(horizontal=True, width="content"):
            for one in beside:
                one()
            _manage(project)
    chips: list[tuple[str, common.Tone]] = []
    if project.is_demo:
        chips.append((common.FICTIONAL_PEOPLE, "violet"))
    if project.state == "archived":
        chips.append((t.ARCHIVED, "gray"))
    if project.target.size:
        chips.append((t.size_of(project.target.size), "blue"))
    head(project.name, [*chips, (common.NOT_A_JUDGEMENT, "gray")])


def _manage(project: Project) -> None:
    settings, changes, deletes = (
        get_settings(),
        *(permit.may(action, project=project.id) for action in ("project.change", "project.delete")),
    )
    if not (changes or deletes):
        return
    with st.popover(t.MANAGE, icon=":material/settings:", key=f"project.manage.{project.id}.{project.revision}"):
        typed = f"{project.id}/name"
        name = drafts.kept(st.text_input, t.RENAME, typed, project.name, max_chars=LONGEST_NAME)
        drafts.say(typed)
        if st.button(t.SAVE_NAME, icon=":material/edit:", key="project.rename"):
            with errors():
                plans.rename(settings, acting(), project, name, project.note)
                drafts.done(typed)
                flash(t.RENAMED)
        archived = project.state == "archived"
        if st.button(t.REOPEN if archived else t.ARCHIVE, icon=":material/inventory_2:", key="project.archive"):
            with errors():
                (plans.reopen if archived else plans.archive)(settings, acting(), project)
                flash(t.REOPENED if archived else t.ARCHIVED_NOW)
        if permit.button(
            "project.delete", t.DELETE, project=project.id, icon=":material/delete:", help=t.DELETE_AID,
            key="project.delete",
        ):  # fmt: skip
            with errors():
                plans.delete(settings, acting(), project)
                session(ProjectsPage).deleted = (project.id, project.name)
                open_next("")
                st.rerun()


def aim(project: Project) -> None:
    """Target and note, in fields that are saved together; what is filled in is on file before."""
    if permit.closed("project.change", project=project.id):
        _read(project)
        return
    of, own, kept = project.id, session(ProjectsPage), drafts.kept
    if drafts.fresh(f"{of}/note"):
        own.seen[of] = project
    seen, groups = own.seen.get(of, project), all_groups()
    names_now = {
        g: f"{name} ({common.FICTIONAL})" if groups[g].fictional else name for g, name in names(groups).items()
    }
    target = seen.target
    with panel(t.TARGET, t.TARGET_AID), errors():
        size = kept(
            st.number_input, t.SIZE, f"{of}/size", min(target.size, LARGEST), min_value=0, max_value=LARGEST,
            help=t.SIZE_AID, width=220,
        )  # fmt: skip
        left, right = st.columns(2)
        with left:
            audience = kept(st.text_area, t.AUDIENCE, f"{of}/audience", target.audience, height=80)
        with right:
            market = kept(st.text_area, t.MARKET, f"{of}/market", target.market, height=80)
        wanted = kept(
            st.multiselect, t.GROUPS, f"{of}/groups", list(target.groups), format_func=lambda g: names_now.get(g, g),
            options=list(dict.fromkeys([*target.groups, *names_now])),
        )  # fmt: skip
        weights = _weights(of, target, wanted, names_now)
        known = list(dict.fromkeys([*load_lexicon(get_settings()).facets, *target.facets]))
        looked_for = kept(st.multiselect, t.FACETS, f"{of}/facets", list(target.facets), options=known)
        note = kept(st.text_area, t.NOTE, f"{of}/note", seen.note, height=160)
        every = [f"{of}/{what}" for what in ("size", "audience", "market", "groups", "facets", "note")]
        every += [f"{of}/weight/{group}" for group in {*target.groups, *wanted}]
        drafts.say(*every)
        if st.button(t.SAVE_TARGET, type="primary", icon=":material/save:", key="aim.save"):
            new = Target(size, audience, market, tuple(wanted), tuple(looked_for), weights)
            try:
                plans.aim(get_settings(), acting(), seen, new, note)
            except ChangedError:
                own.seen[of] = project
                now = project.target
                st.info(escape_markdown(t.on_file(now, project.note, names_now)), icon=":material/group:")
                raise
            drafts.done(*every)
            flash(t.TARGET_SAVED)


def _read(project: Project) -> None:
    """The same for who may only look."""
    target, called = project.target, names(all_groups())
    rows = [
        (t.SIZE, t.size_of(target.size) if target.size else ""), (t.AUDIENCE, target.audience),
        (t.MARKET, target.market), (t.GROUPS, ", ".join(called.get(one, one) for one in target.groups)),
        (t.FACETS, ", ".join(target.facets)), (t.NOTE, project.note),
    ]  # fmt: skip
    with panel(t.TARGET):
        if not any(value for _, value in rows):
            st.markdown(t.NO_TARGET)
        for label, value in rows:
            if value:
                st.markdown(f"**{label}**  \n" + "  \n".join(map(escape_markdown, value.split("\n"))))


def _weights(of: str, target: Target, wanted: Sequence[str], names_now: Mapping[str, str]) -> tuple[int, ...]:
    """How much of each group is looked for, () where it is the same of all."""
    before = dict(zip(target.groups, target.weights, strict=False))
    chosen = weights_of(
        {group: names_now.get(group, group) for group in wanted},
        lambda group, label: drafts.kept(
            st.slider, label, f"{of}/weight/{group}", before.get(group, 1), min_value=1, max_value=MOST_WEIGHT,
            width=260,
        ),
    )  # fmt: skip
    return tuple(chosen.values()) if len(set(chosen.values())) > 1 else ()


def weights_of(wanted: Mapping[str, str], draw: Callable[[str, str], int]) -> dict[str, int]:
    """A slider a group where there are several, and what they come to. wanted: id -> name; draw: id and label to what
    its slider says. Returns id -> weight."""
    if len(wanted) < 2:
        return dict.fromkeys(wanted, 1)
    with st.container(horizontal=True, gap="medium"):
        chosen = {group: draw(group, escape_markdown(t.weight_of(name))) for group, name in wanted.items()}
    total = sum(chosen.values())
    st.caption(escape_markdown(t.mix({wanted[group]: weight / total for group, weight in chosen.items()})))
    return chosen
