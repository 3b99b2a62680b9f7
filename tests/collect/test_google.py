"""The Google source with a real Chromium, on local pages that are built as Google's are publicly described."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from core.collect.chromium import NAMES
from core.collect.google import GoogleImages
from core.errors import CollectError
from core.settings import Settings
from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LAZY = """
<div id="grid"></div><div id="panel"></div>
<script>
let shown = 0;
const all = [%(items)s];
function add(count) {
  for (const item of all.slice(shown, shown + count)) {
    const box = document.createElement('div');
    box.dataset.lpage = item.page;
    box.style.height = '300px';
    box.innerHTML = '<h3><a href="" role="button"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></a></h3>';
    box.querySelector('img').alt = item.title;
    box.querySelector('a').addEventListener('click', event => { event.preventDefault(); open(item, box); });
    document.getElementById('grid').append(box);
  }
  shown = Math.min(all.length, shown + count);
}
function open(item, box) {
  document.getElementById('panel').innerHTML =
    '<a href="' + item.page + '"><img jsname="kn3ccd" alt="' + item.title + '" src="' + item.thumb + '"></a>';
  setTimeout(() => { %(reveal)s }, 150);
}
add(4);
window.addEventListener('scroll', () => {
  if (window.scrollY + window.innerHeight > document.documentElement.scrollHeight - 50) setTimeout(() => add(4), 200);
});
</script>
"""
PANEL = "document.querySelector('#panel img').src = item.full;"
LINK = (
    "box.querySelector('a').href = '/imgres?imgurl=' + encodeURIComponent(item.full) + '&imgrefurl='"
    " + encodeURIComponent(item.page) + '&w=800&h=600';"
)
CONSENT = """
<form action="/save" method="get"><input type="hidden" name="set_eom" value="true">
<input type="hidden" name="next" value="%s"><button aria-label="모두 거부">모두 거부</button></form>
"""
CONSENT_WITHOUT_WAY_OUT = '<form action="https://consent.google.com/save"><button>모두 동의</button></form>'
CAPTCHA = "<p>컴퓨터 네트워크에서 비정상적인 트래픽이 감지되었습니다.</p><form id='captcha-form'></form>"
CHANGED = "<div class='brand-new'><a><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></a></div>" * 9


def page_of(count: int, reveal: str = PANEL, full: str = "https://photos.example.org/{}.jpg") -> str:
    items = ",".join(
        f"{{title: '사진  {i}', page: 'https://site{i}.example.org/p', full: '{full.format(i)}',"
        f" thumb: 'https://encrypted-tbn0.gstatic.com/images?q={i}'}}"
        for i in range(count)
    )
    return LAZY % {"items": items, "reveal": reveal}


class Service:
    """A local server: `page` answers every search; what was asked for is written down."""

    def __init__(self) -> None:
        self.page: Callable[[str], str] | str = page_of(3)
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                body = outer.page(self.path) if callable(outer.page) else outer.page
                data = f"<!doctype html><meta charset=utf-8><body>{body}</body>".encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.005,), daemon=True).start()

    @property
    def settings(self) -> Settings:
        return Settings(google_images=f"http://127.0.0.1:{self.port}/search")

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def gone(process: int) -> bool:
    """Does the process end within seconds? One that only waits for its parent to notice has ended."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(process, 0)
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.close()


@pytest.fixture(scope="module")
def chromium() -> None:
    missing = [
        what
        for what, names in (("Chromium", NAMES), ("chromedriver", ("chromedriver",)))
        if not any(map(shutil.which, names))
    ]
    if missing:
        pytest.skip(f"no {' and no '.join(missing)} on this machine: install Debian's `chromium` and `chromium-driver`")


@pytest.fixture
def google(service: Service, chromium: None) -> Iterator[GoogleImages]:
    with closing(GoogleImages(service.settings, pause=lambda _: None, patience_s=3)) as made:
        yield made


def test_photos_come_from_the_panel_and_more_by_scrolling(google: GoogleImages, service: Service) -> None:
    service.page = page_of(10)
    found = list(google.search("아이유 무대"))
    assert [c.url for c in found] == [f"https://photos.example.org/{i}.jpg" for i in range(10)]
    assert found[3].page == "https://site3.example.org/p" and found[3].title == "사진 3"
    assert (found[3].licence, found[3].author) == ("", "")
    (address,) = [path for path in service.asked if path.startswith("/search")]
    asked = parse_qs(urlsplit(address).query)
    assert (
        asked["q"] == ["아이유 무대"] and asked["hl"] == ["ko"] and asked["tbm"] == ["isch"] and asked["udm"] == ["2"]
    )


def test_the_link_of_a_result_says_how_large_the_photo_is(google: GoogleImages, service: Service) -> None:
    service.page = page_of(2, reveal=LINK)
    found = list(google.search("a"))
    assert [(c.url, c.page, c.width, c.height) for c in found] == [
        (f"https://photos.example.org/{i}.jpg", f"https://site{i}.example.org/p", 800, 600) for i in range(2)
    ]


def test_a_second_search_uses_the_same_browser(google: GoogleImages, service: Service) -> None:
    assert len(list(google.search("a"))) == 3
    first = google._browser
    assert len(list(google.search("b"))) == 3
    assert google._browser is first


def test_thumbnails_and_inline_pictures_are_no_photos(google: GoogleImages, service: Service) -> None:
    google._patience = 1
    for full in ("data:image/gif;base64,R0lGODlhAQABAAAAACw={}", "https://encrypted-tbn0.gstatic.com/images?q=x{}"):
        service.page = page_of(2, full=full)
        assert list(google.search("a")) == []


def test_consent_is_refused_and_passed(google: GoogleImages, service: Service) -> None:
    said: list[str] = []

    def answer(path: str) -> str:
        if path.startswith("/save"):
            said.append(path)
        return page_of(2) if said else CONSENT % quote(path)

    service.page = answer
    assert len(list(google.search("a"))) == 2
    assert len(said) == 1 and "set_eom=true" in said[0]


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (CONSENT_WITHOUT_WAY_OUT, "동의 화면"),
        (CAPTCHA, "자동 접속"),
        (CHANGED, "화면 구성이 바뀌어"),
        (page_of(9, reveal=""), "화면 구성이 바뀌어"),
    ],
    ids=["consent", "captcha", "results", "panel"],
)
def test_what_stands_in_the_way_is_named(google: GoogleImages, service: Service, page: str, says: str) -> None:
    google._patience = 0.6
    service.page = page
    with pytest.raises(CollectError, match=says) as told:
        list(google.search("a"))
    assert "위키미디어 공용" in str(told.value)


def test_nothing_found_is_no_failure(google: GoogleImages, service: Service) -> None:
    service.page = "<p>a에 대한 이미지 검색결과가 없습니다.</p>"
    assert list(google.search("a")) == []


def test_a_stop_ends_the_search(service: Service, chromium: None) -> None:
    taken: list[str] = []
    with closing(GoogleImages(service.settings, stop=lambda: len(taken) >= 2, pause=lambda _: None)) as google:
        service.page = page_of(8)
        for candidate in google.search("a"):
            taken.append(candidate.url)
        assert len(taken) == 2
        service.asked.clear()
        assert list(google.search("b")) == [] and service.asked == []


def test_the_page_cannot_make_the_browser_ask_other_hosts(google: GoogleImages, service: Service) -> None:
    other = Service()
    try:
        # `localhost` is another name than the one that may be asked, for the same machine.
        spy = f"http://localhost:{other.port}"
        service.page = (
            f"<iframe src='{spy}/frame'></iframe><img src='{spy}/image'><script>fetch('{spy}/fetch')</script>"
            + page_of(2, full=spy + "/{}.jpg")
        )
        assert len(list(google.search("a"))) == 2
        service.page = f"<script>location = '{spy}/away'</script>"
        with pytest.raises(CollectError):
            list(google.search("a"))
        assert other.asked == []
    finally:
        other.close()


def test_a_browser_that_dies_is_reported_and_replaced(google: GoogleImages, service: Service) -> None:
    search = google.search("a")
    next(search)
    browser = google._browser
    assert browser is not None
    os.kill(browser.driver.service.process.pid, signal.SIGKILL)
    with pytest.raises(CollectError, match="꺼졌습니다"):
        list(search)
    assert gone(browser.driver.capabilities["goog:processID"]) and not Path(browser.profile.name).exists()
    assert len(list(google.search("a"))) == 3
    assert google._browser is not browser


def test_nothing_of_the_browser_is_left(service: Service, chromium: None) -> None:
    with closing(GoogleImages(service.settings, pause=lambda _: None)) as google:
        next(google.search("a"))
        browser = google._browser
        assert browser is not None
        process, profile = browser.driver.service.process, Path(browser.profile.name)
        assert profile.is_dir()
        chromium_id = browser.driver.capabilities["goog:processID"]
    assert process.poll() is not None and gone(chromium_id)
    assert not profile.exists()


OPENED = """
import time
from core.collect.chromium import start
browser = start(["127.0.0.1"], 5)
driver = browser.driver
print(driver.service.process.pid, driver.capabilities["goog:processID"], browser.profile.name, flush=True)
time.sleep(600)
"""


def test_a_killed_process_takes_its_browser_along(chromium: None) -> None:
    program = [sys.executable, "-c", OPENED]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        driver, browser, profile = process.stdout.readline().split()
        assert Path(profile).is_dir()
        process.kill()
    assert gone(int(driver)) and gone(int(browser))
    deadline = time.monotonic() + 10
    while Path(profile).exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(profile).exists()


def test_a_machine_without_a_browser_says_what_to_install(
    service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("SE_OFFLINE", "true")
    monkeypatch.setenv("SE_CACHE_PATH", str(tmp_path))
    with (
        closing(GoogleImages(service.settings, pause=lambda _: None)) as google,
        pytest.raises(CollectError, match="브라우저가 없습니다"),
    ):
        list(google.search("a"))


def test_no_network_is_said(service: Service, chromium: None) -> None:
    settings = service.settings
    service.close()
    with (
        closing(GoogleImages(settings, pause=lambda _: None)) as google,
        pytest.raises(CollectError, match="연결하지 못했습니다"),
    ):
        list(google.search("a"))
