"""Hostile files of every kind by page and by command: crashes, silences, memory and time of the worst, six at once."""

import tempfile
from pathlib import Path
from typing import Any

from core.errors import NewsError
from core.settings import get_settings


def run(photos: Path | None) -> dict[str, dict[str, Any]]:
    """`hostile_crashed`, `_silent`, `_unclear`, `_wrong`: files, ratio 1 where there is none. `_memory`, `_seconds`: of
    the worst, `_six_at_once`, `_other_visitors` (how much longer theirs takes meanwhile) against their bars.

    photos: portraits that the files are made of, else the demo's. Raises NewsError where the repository's tests are
    missing, among which the files are made."""
    try:
        from tests.support.hostile.measure import measure
    except ImportError as error:
        raise NewsError(
            "이 측정에는 tests 폴더의 시험 파일이 필요합니다. 저장소를 통째로 받아 그 폴더에서 실행해 주세요."
        ) from error
    with tempfile.TemporaryDirectory() as place:
        return measure(photos or get_settings().demo, Path(place))
