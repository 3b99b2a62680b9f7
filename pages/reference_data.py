"""Reference photos: sets, collecting, review, credits, and the groups themselves."""

from typing import TYPE_CHECKING

from core.ui.compared.change import show as show_change
from core.ui.kit import permit
from core.ui.kit.address import choose_view
from core.ui.kit.components import errors, head, show_flash, stable_place
from core.ui.kit.sidebar import require_frame
from core.ui.reference.state import VIEW, View
from core.ui.words_ko import common
from core.ui.words_ko import reference as t

if TYPE_CHECKING:
    from core.services.reference.sets import ReferenceSource

require_frame("pages/reference_data.py")


def sets(source: "ReferenceSource") -> None:
    from core.ui.reference import intake as reference_intake
    from core.ui.reference import sets as reference_sets

    with stable_place():
        reference_sets.cards(source)
    if not source.fictional:
        with stable_place(), errors():
            reference_sets.members(source)
    if permit.may("reference.change"):
        reference_intake.form(source)


def show(view: View, source: "ReferenceSource | None") -> None:
    if view == View.CATALOG or source is None:
        from core.ui.catalog.editor import catalog_editor

        catalog_editor()
    elif view == View.SETS:
        sets(source)
    elif source.fictional:
        from core.ui.reference.intake import first_set

        first_set()
    elif view == View.COLLECT:
        from core.ui.reference.collect import collect

        collect(source)
    elif view == View.REVIEW:
        from core.ui.reference.review import review

        review(source.id)
    else:
        from core.ui.reference.rights import rights

        rights(source)


head(common.REFERENCE, lead=t.LEAD)
with stable_place():
    show_flash()
with errors():
    from core.ui.reference import jobs as reference_jobs
    from core.ui.reference.sets import choose

    with stable_place():
        show_change()
    jobs, which = stable_place(), stable_place()
    changes = permit.may("reference.change")
    view = choose_view(t.VIEW, [one for one in View if changes or one != View.COLLECT], t.VIEWS, "view", VIEW)
    if view != View.CATALOG:  # of which it is said there
        permit.closed("reference.change")
    chosen = None
    if view != View.CATALOG:
        with which:
            chosen = choose()
    with jobs:
        reference_jobs.watch(reference_jobs.beside(view, chosen.id if chosen else ""))
    show(view, chosen)
