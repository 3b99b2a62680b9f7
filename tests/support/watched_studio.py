"""A studio that says what its process holds: `python -m tests.support.watched_studio PORT` before the command that
starts it. It answers `GET /?mark=...&part=...` on 127.0.0.1:PORT with JSON, see `held`."""

import gc
import json
import sys
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from types import FrameType
from typing import Any
from urllib.parse import parse_qs, urlparse

import numpy as np
from numpy import ndarray
from numpy.typing import NDArray

from tests.support.near import near

_LONGEST = 1 << 20  # bytes: what is longer is a network's weights
_SIZES = (256, 512, 1024)  # of rows of SFace and dlib
OURS = ("LineupResult", "PhotoFaces", "Photo", "Picture", "Upload", "UploadedFile", "UploadedFileRec", "AppSession")


def held(marks: list[str], parts: list[str]) -> dict[str, Any]:
    """What is alive now: raw uploads, files that are served, sessions, objects by type, texts, bytes and arrays in
    which each mark (bytes as hex, so that the question does not hold them) is found as a part, and arrays and bytes
    with something near an embedding. parts: of `tests.support.near.parts`, 32-bit floats as hex."""
    from streamlit import runtime

    now = runtime.get_instance()
    media = now.media_file_mgr._storage._files_by_id.values()  # type: ignore[attr-defined]
    uploads = now.uploaded_file_mgr.file_storage  # type: ignore[attr-defined]
    return {
        "raw": sum(len(files) for files in uploads.values()),
        "served": dict(Counter(file.mimetype for file in media)),
        "active": now._session_mgr.num_active_sessions(),
        **_alive([bytes.fromhex(mark) for mark in marks], np.array([_floats(part) for part in parts])),
    }


def _floats(part: str) -> NDArray[np.float32]:
    return np.frombuffer(bytes.fromhex(part), np.float32)


def _alive(marks: list[bytes], parts: NDArray[np.float32]) -> dict[str, Any]:
    """Everything that can be reached from what the collector knows and from running functions."""
    stack: list[Any] = gc.get_objects()
    for frame in sys._current_frames().values():
        at: FrameType | None = frame.f_back if frame.f_code is _alive.__code__ else frame
        while at is not None:
            stack.append(at.f_locals)
            at = at.f_back
    seen = {id(stack), id(marks), id(parts), *map(id, marks)}
    rows = 0
    kinds: Counter[str] = Counter()
    found = [0] * len(marks)
    while stack:
        one = stack.pop()
        if id(one) in seen or one is seen:
            continue
        seen.add(id(one))
        if type(one).__name__ in OURS:
            kinds[type(one).__name__] += 1
        content = _content(one)
        if content is None:
            stack.extend(gc.get_referents(one))
        else:
            rows += bool(len(parts) and _may_be_rows(one, content) and near(content, parts))
            found = [n + (mark in content and mark != content) for n, mark in zip(found, marks, strict=True)]
    return {"kinds": dict(kinds), "marks": found, "near": rows}


def _may_be_rows(one: Any, content: bytes) -> bool:
    """An array of floats, or bytes of a size that a row has."""
    if isinstance(one, ndarray):
        return one.dtype.kind == "f" and len(content) < _LONGEST
    return isinstance(one, bytes | bytearray) and len(content) in _SIZES


def _content(one: Any) -> bytes | None:
    """Bytes of a text or an array; None for what only refers to other things."""
    if isinstance(one, str):
        return one.encode("utf-8", "replace")
    if isinstance(one, BytesIO):
        return b"" if one.closed else bytes(one.getbuffer())
    return bytes(one) if isinstance(one, bytes | bytearray | memoryview | ndarray) else None


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked = parse_qs(urlparse(self.path).query)
        body = json.dumps(held(asked.get("mark", []), asked.get("part", []))).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


HURRY_S = 2.0  # until garbage is collected


def main() -> None:
    from streamlit.web import cli

    from core.ui.visits import heap

    heap.EVERY_S = HURRY_S
    server = HTTPServer(("127.0.0.1", int(sys.argv[1])), _Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    cli.main(sys.argv[sys.argv.index("run") :], prog_name="streamlit")


if __name__ == "__main__":
    main()
