"""The service that collecting is measured on has what it says: the good photos, and faults of every kind among them."""

from core.bench.collect import faulty_service, query
from core.bench.photo_answers import GOOD, LASTING, PASSING
from core.types import MemberId

MEMBERS = [MemberId("group", f"m{n}") for n in range(48)]


def test_five_percent_of_the_photos_are_faulty_in_every_way() -> None:
    results = faulty_service(MEMBERS, 20, 0.05)
    offers = [offer for member in MEMBERS for offer in results[query(member)]]
    faults = [offer.fault for offer in offers if offer.fault]
    assert len(offers) - len(faults) == 48 * 20
    assert abs(len(faults) / len(offers) - 0.05) < 0.001
    assert set(faults) == {*PASSING, *LASTING, *GOOD[1:]}
    assert len({offer.data for offer in offers}) == len({offer.name for offer in offers}) == len(offers)


def test_what_is_good_is_what_a_patient_client_gets() -> None:
    results = faulty_service(MEMBERS, 20, 0.05)
    for offer in (offer for some in results.values() for offer in some):
        assert offer.good != (offer.fault in LASTING)
