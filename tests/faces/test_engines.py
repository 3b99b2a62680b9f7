"""The table of engines against deepface itself, and downloads against a server with every fault we know of."""

import hashlib
import importlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from core.errors import EngineError, UnknownNameError
from core.faces import engines, weights
from core.faces.align import OPENFACE
from core.faces.engines import ENGINES, download_weights, get_engine, get_info, weights_present
from core.faces.weights import WeightFile, fetch, weights_folder
from core.types import Upload, silent
from tests.support.networks import SHAPES, place

BODY = b"\x08\x07 a network " + bytes(range(256)) * 8000


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for deepface, and no engine loaded yet."""
    monkeypatch.setenv("DEEPFACE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(engines, "_engines", {})
    return tmp_path / "home"


class Server(ThreadingHTTPServer):
    """A weight source with faults; `asked` lists the paths in order."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        kind = self.path.split("/")[1].split("?")[0]
        if kind in ("moved", "away", "loop"):
            target = {"moved": "/good", "away": "http://localhost:1/good", "loop": "/loop"}[kind]
            self.send_response(302)
            self.send_header("Location", target)
            self.end_headers()
            return
        bodies = {
            "good": BODY,
            "page": b"<!doctype html><title>sign in</title>" * 100,
            "pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
            "empty": b"",
            "cut": BODY,
            "huge": BODY,
        }
        if kind not in bodies:
            self.send_error(404)
            return
        body = bodies[kind]
        self.send_response(200)
        self.send_header("Content-Length", str(10**12 if kind == "huge" else len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # a client that has seen enough hangs up
            self.wfile.write(body[: len(body) // 2] if kind == "cut" else body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        threading.Thread(target=running.serve_forever, args=(0.005,), daemon=True).start()
        yield running
        running.shutdown()


def file_at(server: Server, *kinds: str, **fields: object) -> WeightFile:
    urls = [f"{server.url}/{kind}/net.onnx" for kind in kinds]
    return replace(WeightFile("net.onnx", urls[0], len(BODY), tuple(urls[1:])), **fields)  # type: ignore[arg-type]


def get(file: WeightFile, **options: object) -> Path:
    return fetch(file, hosts={"127.0.0.1"}, schemes={"http"}, **options)  # type: ignore[arg-type]


def nothing_left(home: Path) -> bool:
    return not [path for path in home.rglob("*") if path.is_file()]


CARRIED = {"dlib", "SFace"}  # without a download


# --- the table -----------------------------------------------------------------------------------------------------


def test_every_engine_says_what_it_is() -> None:
    assert next(iter(ENGINES)) == engines.DEFAULT == "SFace"
    assert set(ENGINES) == {*CARRIED, *SHAPES}
    for name, info in ENGINES.items():
        assert info.name == name and info.title and info.licence and info.licence_url.startswith("https://")
        assert any("가" <= c <= "힣" for c in info.note)
        assert (info.allowed == "commercial") == (name in ("dlib", "SFace", "OpenFace"))
        if name not in CARRIED:
            assert len(info.files) == 1 and info.dim == SHAPES[name][2] and info.bytes > 10**6
            assert info.files[0].path == weights_folder() / SHAPES[name][0]
    assert [name for name, info in ENGINES.items() if info.allowed == "research"] == ["VGG-Face", "Buffalo_L"]
    assert engines.RECOMMENDED == engines.DEFAULT


def test_addresses_are_deepfaces_own() -> None:
    modules = {"DeepFace": "FbDeepFace", "VGG-Face": "VGGFace", "Facenet512": "Facenet"}
    constants = {"Facenet": "FACENET128_WEIGHTS", "Facenet512": "FACENET512_WEIGHTS"}
    for name, info in ENGINES.items():
        if name in CARRIED:
            continue
        module = importlib.import_module(f"deepface.models.facial_recognition.onnx.{modules.get(name, name)}")
        file = info.files[0]
        if name == "Buffalo_L":  # written inside a function there
            assert file.url in Path(str(module.__file__)).read_text("utf-8")
            continue
        urls = getattr(module, constants.get(name, "WEIGHTS_URL"))
        assert [file.url, *file.mirrors] == ([urls] if isinstance(urls, str) else urls)


def test_only_named_https_hosts() -> None:
    from urllib.parse import urlsplit

    for info in ENGINES.values():
        for file in info.files:
            for url in (file.url, *file.mirrors):
                assert urlsplit(url).scheme == "https" and urlsplit(url).hostname in weights.HOSTS


def test_names_are_found_in_either_case_and_unknown_ones_list_the_valid() -> None:
    assert get_info("arcface") is ENGINES["ArcFace"]
    for call in (get_info, weights_present, partial(download_weights, silent), get_engine):
        with pytest.raises(UnknownNameError, match=r"'없음'.*dlib, VGG-Face, Facenet.*Buffalo_L"):
            call("없음")


# --- engines -------------------------------------------------------------------------------------------------------


def test_dlib_needs_no_download() -> None:
    assert weights_present("dlib") and ENGINES["dlib"].bytes == 0
    download_weights(silent, "dlib")


def test_an_engine_without_its_file_says_so_and_tries_no_download(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_download(*_: object) -> None:
        raise AssertionError("downloaded")

    monkeypatch.setattr(engines, "fetch", no_download)
    assert not weights_present("ArcFace")
    with pytest.raises(EngineError, match=r"137MB.*arcface_weights\.onnx"):
        get_engine("ArcFace")
    place(home, "ArcFace", b"")  # an interrupted copy is not a network
    assert not weights_present("ArcFace")


def test_one_engine_for_all_threads(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from core.faces.networks import deepface_nets

    made: list[str] = []

    class Counted:
        name, version, size, dim, cut = "OpenFace", "v", 96, 128, OPENFACE

        def __init__(self, name: str, path: Path) -> None:
            made.append(name)
            assert path == home / ".deepface" / "weights" / "openface_weights.onnx"

        def embed(self, faces: np.ndarray) -> np.ndarray:
            return np.asarray(np.ones((len(faces), 128), np.float32) / np.sqrt(128))

    monkeypatch.setattr(deepface_nets, "DeepFaceNet", Counted)
    place(home, "OpenFace")
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(get_engine, ["OpenFace", "openface"] * 8))
    assert made == ["OpenFace"] and all(engine is found[0] for engine in found)


@pytest.mark.slow
def test_a_photo_goes_through_a_deepface_engine(
    home: Path, shared_faces: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Detector, aligner and a stand-in network together, through deepface's own loading code."""
    from deepface.commons import weight_utils
    from deepface.modules import modeling

    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("deepface tried to download")

    monkeypatch.setattr(weight_utils.gdown, "download", no_network)
    monkeypatch.setattr(modeling, "cached_models", {task: {} for task in modeling.AVAILABLE_MODELS}, raising=False)
    place(home, "Facenet512")
    engine = get_engine("Facenet512")
    photo = next(shared_faces.rglob("*.jpg"))
    result = engine.analyse([Upload("a.jpg", photo.read_bytes()), Upload("b.jpg", b"")])
    assert result[0].embedding is not None and result[0].embedding.shape == (512,)
    assert result[1].status == "rejected" and "0바이트" in result[1].reason
    assert engine.version != get_engine("dlib").version


# --- downloads -----------------------------------------------------------------------------------------------------


def test_a_file_arrives_whole_with_progress(server: Server, home: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    path = get(file_at(server, "good"), progress=lambda *step: steps.append(step))
    assert path == home / ".deepface" / "weights" / "net.onnx" and path.read_bytes() == BODY
    assert steps[0][0] == 0 and steps[-1][:2] == (len(BODY), len(BODY)) and "net.onnx" in steps[-1][2]
    assert [s[0] for s in steps] == sorted(s[0] for s in steps) and len(steps) > 2
    assert [p.name for p in path.parent.iterdir()] == ["net.onnx"]
    get(file_at(server, "good"))
    assert len(server.asked) == 1  # present files are not asked for again


def test_redirects_are_followed_within_the_allowed_hosts(server: Server, home: Path) -> None:
    assert get(file_at(server, "moved")).read_bytes() == BODY
    with pytest.raises(EngineError):
        get(file_at(server, "away", name="b.onnx"))
    with pytest.raises(EngineError):
        get(file_at(server, "loop", name="c.onnx"))
    with pytest.raises(EngineError):
        fetch(file_at(server, "good", name="d.onnx"), schemes={"http"})  # 127.0.0.1 is no allowed host
    with pytest.raises(EngineError):
        fetch(file_at(server, "good", name="d.onnx"), hosts={"127.0.0.1"})  # nor is plain http
    assert [path.name for path in weights_folder().iterdir()] == ["net.onnx"]


@pytest.mark.parametrize("fault", ["missing", "page", "pointer", "empty", "cut", "huge"])
def test_a_faulty_source_leaves_nothing_and_the_mirror_is_tried(server: Server, home: Path, fault: str) -> None:
    with pytest.raises(EngineError, match="올바로 받지 못했습니다"):
        get(file_at(server, fault))
    assert nothing_left(home)
    assert get(file_at(server, fault, "good")).read_bytes() == BODY


def test_a_file_far_larger_than_told_is_not_begun(server: Server) -> None:
    steps: list[int] = []
    with pytest.raises(EngineError):
        get(file_at(server, "huge"), progress=lambda done, *_: steps.append(done))
    with pytest.raises(EngineError):
        get(file_at(server, "good", bytes=len(BODY) // 5), progress=lambda done, *_: steps.append(done))
    assert steps == []


def test_another_file_than_the_known_one_is_refused(server: Server, home: Path) -> None:
    with pytest.raises(EngineError):
        get(file_at(server, "good", sha256="0" * 64))
    assert nothing_left(home)
    assert get(file_at(server, "good", sha256=hashlib.sha256(BODY).hexdigest())).read_bytes() == BODY


def test_offline_is_one_clear_sentence(home: Path) -> None:
    closed = WeightFile("net.onnx", "http://127.0.0.1:9/net.onnx", 100, ("http://127.0.0.1:9/b",))
    with pytest.raises(EngineError, match=r"인터넷에 연결.*net\.onnx.*넣어 주세요\.$"):
        get(closed)
    assert nothing_left(home)


def test_a_disk_that_refuses_is_named(server: Server, home: Path) -> None:
    home.mkdir()
    (home / ".deepface").write_text("a file where the folder should be")
    with pytest.raises(EngineError, match="쓸 수 없습니다"):
        get(file_at(server, "good"))


def test_cancelling_leaves_nothing(server: Server, home: Path) -> None:
    class Cancelled(Exception):
        pass

    def stop(done: int, *_: object) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        get(file_at(server, "good"), progress=stop)
    assert nothing_left(home)


def test_two_who_ask_at_once_download_once(server: Server) -> None:
    file = file_at(server, "good")
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: get(file), range(4)))) == 1
    assert len(server.asked) == 1
