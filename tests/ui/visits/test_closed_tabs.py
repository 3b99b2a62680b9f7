from threading import Lock
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


class Visit:
    """As Streamlit keeps one: whose it is, what it holds."""

    def __init__(self, sub: str, visit: str = "earlier") -> None:
        self.id, self._user_info = visit, {"iss": "i", "sub": sub, "iat": 1}
        self.session_state = SimpleNamespace(filtered_state={"studio": sub})

    def matches_user_info(self, user: object) -> bool:
        return self._user_info == user


@pytest.mark.parametrize(("sub", "has"), [("mina", True), ("yuna", False)])
def test_another_person_at_the_same_browser_does_not_take_an_earlier_visit_over(
    monkeypatch: pytest.MonkeyPatch, sub: str, has: bool
) -> None:
    ended: list[tuple[object, str]] = []
    loop = SimpleNamespace(call_soon_threadsafe=lambda *what: ended.append(what))
    sessions = SimpleNamespace(
        _storage_lock=Lock(), _session_storage={"earlier": SimpleNamespace(session=Visit("mina"))}
    )
    server = SimpleNamespace(
        _session_mgr=sessions, _get_async_objs=lambda: SimpleNamespace(eventloop=loop), close_session=None
    )
    monkeypatch.setattr("streamlit.runtime.get_instance", lambda: server)
    user = {"iss": "i", "sub": sub, "iat": 1}
    monkeypatch.setattr(closed_tabs, "get_script_run_ctx", lambda: SimpleNamespace(user_info=user))
    assert (closed_tabs.take_over("earlier") == {"studio": "mina"}) == has and len(ended) == has


def test_what_is_uploaded_and_fetched_belongs_to_a_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    open_now = {visit.id: SimpleNamespace(session=visit) for visit in (Visit("mina", "a"), Visit("yuna", "b"))}
    sessions = SimpleNamespace(
        get_active_session_info=open_now.get, list_active_sessions=lambda: list(open_now.values())
    )
    files = SimpleNamespace(_files_by_session_and_coord={"a": {"1.2": "photo"}})
    server = SimpleNamespace(_session_mgr=sessions, media_file_mgr=files)
    monkeypatch.setattr("streamlit.runtime.get_instance", lambda: server)
    monkeypatch.setattr(closed_tabs, "is_xsrf_enabled", lambda: False)
    mina, again = {"iss": "i", "sub": "mina", "iat": 1}, {"iss": "i", "sub": "mina", "iat": 2}
    assert closed_tabs.may_upload("a", mina)
    assert not any(
        closed_tabs.may_upload(visit, user) for visit, user in [("b", mina), ("a", again), ("c", mina), ("a", {})]
    )
    assert closed_tabs.may_fetch("photo.jpg", {}, mina) and closed_tabs.may_fetch("photo.jpg", {})
    for other in ({"iss": "i", "sub": "yuna", "iat": 1}, again, {}):
        assert not closed_tabs.may_fetch("photo.jpg", {}, other)
