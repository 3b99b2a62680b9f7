import json
from dataclasses import replace
from datetime import UTC, datetime

from core.privacy.receipt import Counted, Receipt, as_json, hash_of

RECEIPT = Receipt(
    "0123456789ab", datetime(2026, 11, 29, tzinfo=UTC), "local", "name", (Counted("photo", "p", 3),), ("d",)
)


def test_a_receipt_tells_counts_and_when_it_was_changed():
    told = json.loads(as_json(RECEIPT))
    assert told["counts"] == [{"place": "photo", "project": "p", "count": 3}] and told["hash"] == hash_of(RECEIPT)
    assert RECEIPT.total == 3
    assert hash_of(replace(RECEIPT, ended=RECEIPT.at)) == hash_of(RECEIPT), "the last step changes nothing of it"
    assert hash_of(replace(RECEIPT, counts=(Counted("photo", "p", 2),))) != hash_of(RECEIPT)
