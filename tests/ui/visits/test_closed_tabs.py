from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from core.ui.visits import closed_tabs


def test_an_upload_that_arrives_after_its_visit_has_ended_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    files = MemoryUploadedFileManager("/upload")
    for visit in ("here", "gone"):
        files.add_file(visit, UploadedFileRec("1", "하늘_1.jpg", "image/jpeg", b"bytes"))
    sessions = SimpleNamespace(
        _storage_lock=SimpleNamespace(__enter__=lambda: None, __exit__=lambda *_: None),
        list_sessions=lambda: [SimpleNamespace(session=SimpleNamespace(id="here"))],
    )
    server = SimpleNamespace(uploaded_file_mgr=files, _session_mgr=sessions)
    assert closed_tabs._drop_late_uploads(server)
    assert list(files.file_storage) == ["here"] and not closed_tabs._drop_late_uploads(server)
