"""The training lab: train the families on one's own photos, compare them honestly, put the better one to work."""

from typing import TYPE_CHECKING

from core.ui.compared.change import show as show_change
from core.ui.kit.address import choose_view
from core.ui.kit.components import errors, head, show_flash, stable_place
from core.ui.kit.sidebar import require_frame
from core.ui.training.state import SECTION, VIEW, Section, View
from core.ui.words_ko import common
from core.ui.words_ko import training as t

if TYPE_CHECKING:
    from core.services.training.runs import Listing
    from core.training.evaluation import Evaluation
    from core.training.run import Run

require_frame("pages/training.py")


def train(_: "Listing") -> None:
    from core.ui.training import queue as training_queue
    from core.ui.training import start as training_start
    from core.ui.training.in_use import panel_in_use

    with stable_place():
        training_queue.queue()
    with stable_place():
        panel_in_use()
    training_start.form()
    training_queue.forgetting()


def compare(listing: "Listing") -> None:
    from core.ui.training import compare as training_compare

    training_compare.compare(listing.runs)


def detail(listing: "Listing") -> None:
    from core.ui.training import run as training_run

    run = training_run.pick(listing.runs)
    if run is not None:
        training_run.manage(run)
        with errors():
            sections(run, training_run.evaluation(run))
    training_run.bring_in()
    training_run.broken(listing.broken)
    training_run.deleting()


def sections(run: "Run", evaluation: "Evaluation") -> None:
    from core.settings import get_settings
    from core.ui.training import photos
    from core.ui.training import sections as parts
    from core.ui.training.people import people

    shown = choose_view(t.SECTION, list(Section), t.SECTIONS, "section", SECTION)
    draw = {
        Section.SUMMARY: parts.summary, Section.CURVES: parts.curves, Section.GROUPS: parts.groups,
        Section.CONFIDENCE: parts.sure, Section.HARD: photos.hard, Section.MAP: photos.embedding_map,
    }[shown]  # fmt: skip
    draw(run, evaluation, people(get_settings(), run))


head(common.TRAINING, lead=t.LEAD)
with stable_place():
    show_flash()
with errors():
    from core.ui.training import queue as training_queue

    on_file = training_queue.look()
    with stable_place():
        show_change()
        training_queue.say_begun()
        training_queue.offer([run.id for run in on_file.runs], [run.name for run in on_file.runs])
    view = choose_view(t.VIEW, list(View), t.VIEWS, "view", VIEW)
    with stable_place():
        if view != View.TRAIN:
            training_queue.watch_others()
    {View.TRAIN: train, View.COMPARE: compare, View.RUN: detail}[view](on_file)
