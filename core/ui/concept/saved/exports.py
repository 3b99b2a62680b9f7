"""What leaves the concept page: tables, pictures and text, and everything in one workbook. Made when asked for."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from core.services.concept.concept import Concept, facet_profiles, rising, trend, worn
from core.ui.compared import choice
from core.ui.concept.data import Groups, ShownConcept, names, style
from core.ui.concept.saved.brief import brief, sheet
from core.ui.concept.tables import (
    facet_rows,
    press_rows,
    provenance_rows,
    rising_rows,
    sentence_rows,
    trend_rows,
    words,
    worn_rows,
)
from core.ui.concept.words import picture
from core.ui.kit.components import panel
from core.ui.kit.export import Sheet, to_csv, to_xlsx
from core.ui.kit.state import session
from core.ui.lineup.state import LineupPage
from core.ui.visits.signed_in import later
from core.ui.words_ko import concept as t

TREND = 12  # words whose trend is saved

_PICTURES = ("png", "svg")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def downloads(shown: ShownConcept, groups: Groups) -> None:
    """All of what is filtered now, as tables, pictures and text."""
    with panel(t.SAVE, t.SAVE_AID), st.container(horizontal=True):
        for label, what, ending, mime, make in FORMATS:
            name = f"{t.file_name(shown.name, shown.period, what)}.{ending}"
            st.download_button(
                label, later(partial(make, shown, groups)), name, mime,
                on_click="ignore", icon=":material/download:", key=f"concept.save.{label}",
                disabled=ending in _PICTURES and not shown.words,
            )  # fmt: skip


def workbook(shown: ShownConcept, groups: Groups) -> dict[str, Sheet]:
    """Every table of the page by the name of its sheet."""
    everyone = {style(g, groups).name: shares for g, shares in facet_profiles(shown.concept).items()}
    if shown.blend:
        everyone = {shown.name: shown.blend.profile, **everyone}
    return {
        t.WORDS: words(shown, groups),
        t.SENTENCE: sentence_rows(shown, groups),
        t.FACETS: (t.COLUMNS_FACETS, facet_rows(everyone)),
        t.TREND: _each(shown, groups, lambda c: trend_rows(trend(c, shown.words[:TREND]))),
        t.RISING: _each(shown, groups, lambda c: rising_rows(rising(c))),
        t.WORN: _each(shown, groups, lambda c: worn_rows(worn(c), names(groups))),
        t.PRESSES: _each(shown, groups, lambda c: (t.COLUMNS_PRESSES, press_rows(c))),
        t.PROVENANCE: provenance_rows(shown, groups, _reference(mixed=shown.blend is not None)),
    }


def _reference(*, mixed: bool) -> str:
    """Name of the set that judged the line-up whose mix it is, else of the one that the visitor compares with."""
    judged = session(LineupPage).judged
    if not mixed or judged is None:
        return choice.source().name
    from core.ui.lineup.judged_by import named

    return named(judged)


def _each(shown: ShownConcept, groups: Groups, sheet: Callable[[Concept], Sheet]) -> Sheet:
    """The sheets of all groups of a mix in one, each row with its group."""
    tables = [(style(c.group, groups).name, sheet(c)) for c in shown.sources]
    return (t.GROUP, *tables[0][1][0]), [[name, *row] for name, (_, rows) in tables for row in rows]


# Button, what is in the file, its ending, its media type, its bytes.
FORMATS: list[tuple[str, str, str, str, Callable[[ShownConcept, Groups], bytes]]] = [
    (t.SHEET, t.BRIEF, "html", "text/html", sheet),
    (t.XLSX, "", "xlsx", _XLSX, lambda shown, groups: to_xlsx(workbook(shown, groups))),
    (t.CSV_WORDS, t.WORDS, "csv", "text/csv", lambda shown, groups: to_csv(*words(shown, groups))),
    (t.CSV_SENTENCES, t.SENTENCE, "csv", "text/csv", lambda shown, groups: to_csv(*sentence_rows(shown, groups))),
    (t.PNG, t.CLOUD, "png", "image/png", lambda shown, groups: picture(shown, groups).png()),
    (t.SVG, t.CLOUD, "svg", "image/svg+xml", lambda shown, groups: picture(shown, groups).svg().encode()),
    (t.TEXT, t.TEXT, "txt", "text/plain", lambda shown, groups: brief(shown, groups).text().encode("utf-8", "replace")),
]
