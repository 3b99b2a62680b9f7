"""The log for programs: one JSON object a line, and nothing that a visitor brought."""

import json
import logging
import sys
from pathlib import Path

import pytest

from core.logs import JsonLines

NAME = "한별빛나"


def said(name: str, message: str, *args: object, error: Exception | None = None) -> dict[str, object]:
    exc_info = None
    if error is not None:
        try:
            raise error
        except Exception:
            exc_info = sys.exc_info()
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, args, exc_info)
    line = JsonLines().format(record)
    assert "\n" not in line and NAME not in line.replace("\\u", "")
    found: dict[str, object] = json.loads(line)
    return found


def test_a_text_of_ours_is_said_and_of_others_only_what_stands_in_their_source() -> None:
    assert said("core.jobs", "tidying: %s", "OSError")["said"] == "tidying: OSError"
    assert said("urllib3", "GET %s", f"/photos/{NAME}.jpg")["said"] == "GET %s"
    assert said("other", f"cannot read {NAME}.jpg")["said"] == ""
    made_here = logging.LogRecord("other", 30, __file__, 1, "The log for programs", (), None)
    assert json.loads(JsonLines().format(made_here))["said"] == "The log for programs"


@pytest.mark.parametrize("name", ["core.ui", "streamlit"])
def test_of_an_error_its_kind_and_where_it_passed(name: str) -> None:
    found = said(name, "a page failed", error=ValueError(f"no photo of {NAME}\nat all"))
    assert found["error"] == "ValueError" and found["level"] == "warning"
    trace = found["trace"]
    assert isinstance(trace, list) and str(trace[0]).startswith(Path(__file__).name) and str(trace[0]).endswith(" said")
