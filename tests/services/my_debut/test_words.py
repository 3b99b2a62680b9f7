"""The few words of a group that a card holds."""

import pytest

from core.access.acting import acting_as
from core.access.actor import GUEST, STRANGER
from core.errors import AccessError
from core.services.concept.exclusions import change_exclusions
from core.services.my_debut.words import concept_words, state
from core.settings import Settings


def test_no_words_of_a_group_without_news_and_none_for_a_stranger(settings: Settings) -> None:
    with acting_as(GUEST):
        assert concept_words(settings, "itzy", fictional=False) == ()
        assert concept_words(settings, "없는 그룹", fictional=True) == ()
    with acting_as(STRANGER), pytest.raises(AccessError):
        concept_words(settings, "itzy", fictional=False)


def test_words_that_the_team_leaves_out_make_another_state(settings: Settings) -> None:
    before = state(settings, fictional=True)
    change_exclusions(settings, add=["청량"])
    assert state(settings, fictional=True) != before
