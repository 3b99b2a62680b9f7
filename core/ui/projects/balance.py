"""Who in the line-up looks like whom, while the session that analysed it has the vectors."""

import numpy as np

from core.charts.projects import likeness as drawn
from core.projects.balance import RARE, balance
from core.services.reference.sets import ActiveSet
from core.stats.arrays import Floats
from core.types import LineupResult
from core.ui.kit.components import chart, panel, table
from core.ui.kit.state import is_dark, key
from core.ui.words_ko import projects as t

LARGEST = 30  # trainees in a matrix that can be read
LISTED = 50  # pairs in the table, the most alike first


def likeness(result: LineupResult, by: ActiveSet) -> None:
    """The matrix of a line-up of two and more, and its pairs as a table."""
    counted: dict[str, Floats] = {
        one.name: np.stack(photos)
        for one in result.trainees
        if (photos := [photo.embedding for photo in one.photos if photo.usable and photo.embedding is not None])
    }
    if len(counted) < 2:
        return
    names, found = list(counted), balance(list(counted.values()), by.model)
    alike = [(names[one], names[other]) for one, other in (pair.rows for pair in found.look_alikes)]
    title = t.NO_LINE_TITLE if found.threshold is None else t.balance_title(alike)
    with panel(title, t.balance_aid(found.threshold, RARE)):
        if len(names) <= LARGEST:
            chart(
                drawn(names, found.similarity.tolist(), found.threshold, dark=is_dark()),
                alt=f"{title}. " + ", ".join(" – ".join(pair) for pair in alike), key=key("balance"),
            )  # fmt: skip
        rows = [[names[p.rows[0]], names[p.rows[1]], round(p.similarity, 2)] for p in found.pairs[:LISTED]]
        table(t.BALANCE_FILE, t.COLUMNS_PAIRS, rows, key=key("balance.csv"))
