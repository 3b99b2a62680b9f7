"""The parts of the page of people."""

from enum import StrEnum

from core.ui.kit.address import choose_view
from core.ui.words_ko import common
from core.ui.words_ko import sign_in as t


class Section(StrEnum):
    """By their codes in the address."""

    PEOPLE = "people"
    RECORD = "record"


def choose() -> Section:
    """The one that is shown."""
    return choose_view(common.PEOPLE, list(Section), t.SECTION, "view", "people.view")
