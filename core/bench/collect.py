"""Collecting from a photo service that fails in every way, and importing a large ZIP."""

import sys
import tempfile
from pathlib import Path
from typing import Any

import requests

from core.bench import collect_import, row, seconds
from core.catalog import load_shipped
from core.collect.collector import Collector, WantedMember
from core.collect.commons import Commons
from core.collect.outcomes import KEPT
from core.errors import CollectError
from core.images import decode
from core.settings import get_settings
from core.storage.reference.collection_log import Collections
from core.types import MemberId, Upload
from core.web.fetcher import Fetcher, FetchLimits

TARGET, FAULTY = 20, 0.05
LIMITS = FetchLimits(read=0.3, seconds=10)  # a stalled answer is given up soon: no visitor waits for it


def run(photos: Path | None) -> dict[str, dict[str, Any]]:
    """`commons_*` of 48 members x 20 good photos among 5 % faults of every kind, on a server on this machine, and
    `import_*` of a ZIP. photos: of the import, see core/bench/collect_import.py."""
    return {**commons(), **collect_import.run(photos)}


def commons() -> dict[str, dict[str, Any]]:
    """`commons_kept`: good photos that are in the set afterwards, of all; `commons_seconds`: the collection against
    fetching the same good photos one by one with `requests.get` and decoding them, with nothing kept.

    Waits out of politeness are skipped. No face is looked for: there are none in the photos.

    Raises CollectError where the repository's tests are missing, among which the server stands."""
    try:
        from tests.support.fault_server import SkippingClock
        from tests.support.photo_answers import faulty_service, search_of
        from tests.support.photo_server import PhotoServer
    except ImportError as error:
        raise CollectError(
            "이 측정에는 tests 폴더의 시험 서버가 필요합니다. 저장소를 통째로 받아 그 폴더에서 실행해 주세요."
        ) from error
    members = [MemberId(group.id, member.id) for group in load_shipped(get_settings()) for member in group.members]
    results = faulty_service(members, TARGET, FAULTY)
    with PhotoServer(results, slow_s=0.6) as server, tempfile.TemporaryDirectory() as workspace:
        settings = server.settings(get_settings(), workspace=Path(workspace), max_file_bytes=2**20)
        store, clock = Collections(settings), SkippingClock()
        collection = store.add("bench", "commons", "{}")
        fetcher = Fetcher(settings, limits=LIMITS, clock=clock, sleep=clock.sleep)
        source = Commons(settings, fetcher)
        collector = Collector(settings, "bench", collection, source, fetcher, lambda upload: "")
        wanted = [WantedMember(member, member.member, (search_of(member),), TARGET * 2) for member in members]
        ours = seconds(lambda: collector.run(wanted))
        counts = store.counts([collection])[collection]
        kept = sum(one.get(KEPT, 0) for one in counts.values())
        good = [server.url(offer) for offers in results.values() for offer in offers if offer.good]
        plain = [server.url(offer) for offers in results.values() for offer in offers if not offer.fault]
        stock = seconds(lambda: [decode(Upload("photo", requests.get(url, timeout=30).content)) for url in plain])
    offered = sum(len(offers) for offers in results.values())
    print(
        f"{offered} photos offered, {len(good)} of them good, {clock.skipped:.0f} s of waits skipped", file=sys.stderr
    )
    return {
        "commons_kept": {**row(kept, len(good), "photos", len(good)), "ratio": kept / len(good)},
        "commons_seconds": row(ours / len(good), stock / len(plain), "s/photo", len(good)),
    }
