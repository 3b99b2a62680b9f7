"""The service that collecting is measured on has what it says: the good photos, and faults of every kind among them."""

import sys

import pytest

from core.bench import collect
from core.errors import CollectError
from core.types import MemberId
from tests.support.photo_answers import GOOD, LASTING, PASSING, faulty_service, search_of

MEMBERS = [MemberId("group", f"m{n}") for n in range(48)]


@pytest.mark.slow
def test_five_percent_of_the_photos_are_faulty_in_every_way() -> None:
    results = faulty_service(MEMBERS, 20, 0.05)
    offers = [offer for member in MEMBERS for offer in results[search_of(member)]]
    faults = [offer.fault for offer in offers if offer.fault]
    assert len(offers) - len(faults) == 48 * 20
    assert abs(len(faults) / len(offers) - 0.05) < 0.001
    assert set(faults) == {*PASSING, *LASTING, *GOOD[1:]}
    assert len({offer.data for offer in offers}) == len({offer.name for offer in offers}) == len(offers)


@pytest.mark.slow
def test_what_is_good_is_what_a_patient_client_gets() -> None:
    results = faulty_service(MEMBERS, 20, 0.05)
    for offer in (offer for some in results.values() for offer in some):
        assert offer.good != (offer.fault in LASTING)


def test_without_the_tests_beside_it_the_measurement_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tests.support.photo_server", None)
    with pytest.raises(CollectError, match="tests 폴더"):
        collect.run(None)
