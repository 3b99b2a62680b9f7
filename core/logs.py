"""The log as lines of JSON for programs, without personal data: whoever runs the server may read it."""

import json
import linecache
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import PurePath
from types import TracebackType

from core.settings import Settings

_OWN = ("core", "models", "pages")  # whose texts name neither people nor photos
_LINES = 4  # of source in which a text that is said as it is written is looked for


class JsonLines(logging.Formatter):
    """at, level, logger, place, said; of an error its type and where it passed, never its text, which may quote a name.

    said: a text of ours; of other packages what stands in their source, without what they put into it."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "place": f"{PurePath(record.pathname).name}:{record.lineno}",
            "said": _said(record),
        }
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            line["error"], line["trace"] = kind.__name__, _places(trace)  # type: ignore[assignment]
        return json.dumps(line, ensure_ascii=False)


def begin(settings: Settings) -> None:
    """Write the log of this process as `settings.log` says, that of every package; later calls change nothing."""
    if settings.log != "json" or any(isinstance(one.formatter, JsonLines) for one in logging.getLogger().handlers):
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:], root.level = [handler], logging.INFO
    for name in list(logging.root.manager.loggerDict):
        to_root(logging.getLogger(name))
    logging.captureWarnings(True)
    own = logging.getLogger(__name__)
    sys.excepthook = lambda *error: own.critical("the process failed", exc_info=error)
    threading.excepthook = lambda said: own.error(
        "a thread failed", exc_info=(said.exc_type, said.exc_value or said.exc_type(), said.exc_traceback)
    )


def to_root(logger: logging.Logger) -> None:
    """What it says is written in the form of all."""
    logger.handlers.clear()
    logger.propagate = True


def _said(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] in _OWN:
        return record.getMessage()
    template = str(record.msg)
    if record.args:
        return template
    source = "".join(linecache.getline(record.pathname, record.lineno + more) for more in range(_LINES))
    return template if template and template in source else ""


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{PurePath(one.filename).name}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)]
