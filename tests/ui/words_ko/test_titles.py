from enum import StrEnum

import pytest

from core.ui.concept import state as concept_state
from core.ui.lineup import state as lineup_state
from core.ui.news import state as news_state
from core.ui.reference import state as reference_state
from core.ui.training import state as training_state
from core.ui.words_ko import common, concept, news, reference, training

TITLES = [
    (concept_state.View, concept.VIEWS), (lineup_state.Way, common.INTAKE_WAYS), (news_state.View, news.VIEWS),
    (news_state.Period, news.PERIODS), (reference_state.View, reference.VIEWS),
    (reference_state.Bring, reference.BRING), (reference_state.CollectFrom, reference.COLLECT_FROM),
    (reference_state.CountBy, reference.COUNTS_BY),
    (training_state.View, training.VIEWS), (training_state.Section, training.SECTIONS),
    (training_state.Projection, training.PROJECTIONS),
]  # fmt: skip


@pytest.mark.parametrize(("codes", "titles"), TITLES, ids=lambda one: getattr(one, "__qualname__", ""))
def test_every_code_has_one_title_and_stays_short_and_ascii(codes: type[StrEnum], titles: dict[str, str]) -> None:
    assert set(titles) == set(codes) and len(set(titles.values())) == len(codes)
    assert all(code.isascii() and len(code) <= 12 for code in codes)
