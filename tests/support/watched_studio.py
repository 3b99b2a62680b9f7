"""A studio that says what its process holds: `python -m tests.support.watched_studio PORT` before the command that
starts it. It answers `GET /?mark=...` on 127.0.0.1:PORT with JSON, see `held`."""

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

from numpy import ndarray

OURS = ("LineupResult", "PhotoFaces", "Photo", "Picture", "Upload", "UploadedFile", "UploadedFileRec", "AppSession")


def held(marks: list[str]) -> dict[str, Any]:
    """What is alive now: raw uploads, files that are served, sessions, objects by type, and texts, bytes and arrays in
    which each mark (bytes as hex, so that the question does not hold them) is found as a part."""
    from streamlit import runtime

    now = runtime.get_instance()
    media = now.media_file_mgr._storage._files_by_id.values()  # type: ignore[attr-defined]
    uploads = now.uploaded_file_mgr.file_storage  # type: ignore[attr-defined]
    return {
        "raw": sum(len(files) for files in uploads.values()),
        "served": dict(Counter(file.mimetype for file in media)),
        "active": now._session_mgr.num_active_sessions(),
        **_alive([bytes.fromhex(mark) for mark in marks]),
    }


def _alive(marks: list[bytes]) -> dict[str, Any]:
    """Everything that can be reached from what the collector knows and from running functions."""
    stack: list[Any] = gc.get_objects()
    for frame in sys._current_frames().values():
        at: FrameType | None = frame.f_back if frame.f_code is _alive.__code__ else frame
        while at is not None:
            stack.append(at.f_locals)
            at = at.f_back
    seen = {id(stack), id(marks), *map(id, marks)}
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
            found = [n + (mark in content and mark != content) for n, mark in zip(found, marks, strict=True)]
    return {"kinds": dict(kinds), "marks": found}


def _content(one: Any) -> bytes | None:
    """Bytes of a text or an array; None for what only refers to other things."""
    if isinstance(one, str):
        return one.encode("utf-8", "replace")
    if isinstance(one, BytesIO):
        return b"" if one.closed else bytes(one.getbuffer())
    return bytes(one) if isinstance(one, bytes | bytearray | memoryview | ndarray) else None


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps(held(parse_qs(urlparse(self.path).query).get("mark", []))).encode()
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
