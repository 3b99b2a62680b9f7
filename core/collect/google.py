"""Google Images through Selenium and Chromium: what the original project did, off until its terms are acknowledged.

There is no interface for programs behind this page. Its markup changes often and without notice: all that is known of
it stands in the table below, which is where to mend it (in a browser: search, open the inspector, click a result, and
look for the elements that the table describes). It is as publicly described, and was not checked against the service.

The browser opens the one address of the settings and can reach Google's hosts only, so that a page cannot
make it ask something on the company's network. It loads no images: their addresses are all that is wanted.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from core.collect.chromium import Browser, start
from core.errors import CollectError
from core.settings import Settings
from core.types import Candidate

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

# CSS selectors, the present markup first, older ones after it.
MARKUP: Mapping[str, str] = MappingProxyType(
    {
        # The link around a thumbnail. Once clicked its address has the photo's own in it, as `imgurl`.
        "result": "div[data-lpage] h3 a, div[data-attrid='images universal'] h3 a, div.isv-r a.wXeWr",
        # The photo in the panel at the side, inside a link to the page it is from.
        "full": "img[jsname='kn3ccd'], img.iPVvYb, img.n3VNCb",
        "more": "input.mye4qd, input[type='button'][value='결과 더보기']",
        # Shown before the first search from the European Union and elsewhere.
        "consent": "form[action*='consent.google'], form[action$='/save'] input[name='set_eom'], #W0wltc",
        "reject": "#W0wltc, button[aria-label*='거부'], button[aria-label*='Reject'], input[value*='거부']",
        "captcha": "#captcha-form, form[action*='/sorry/'], iframe[src*='recaptcha']",
    }
)
SUSPICIOUS = re.compile("비정상적인 트래픽|unusual traffic", re.IGNORECASE)
NOTHING = re.compile("검색결과가 없습니다|이미지 검색결과가 없|did not match any", re.IGNORECASE)
# Thumbnails, whose addresses look like photos.
THUMBNAIL_HOSTS = re.compile(r"(^|\.)(gstatic\.com|googleusercontent\.com)$|^encrypted-tbn")
HOSTS = ("google.com", "*.google.com", "*.google.co.kr", "*.gstatic.com")

_CLICK_S, _SCROLL_S, _SEARCH_S = 1.2, 2.0, 3.0  # before each: a person is no quicker
_TURN_S = 0.2  # how soon a stop is noticed
_LOAD_S = 30
_TRIES = 8  # results without a photo's address until the markup is taken to have changed
_LONGEST = 2000  # characters of an address

_CHANGED = (
    "구글 이미지의 화면 구성이 바뀌어 사진 주소를 읽지 못했습니다. 스튜디오의 구글 수집 기능을 고쳐야 합니다. "
    "그동안은 위키미디어 공용이나 네이버로 모아 주세요."
)
_REFUSED = (
    "구글이 자동 접속으로 보고 확인 화면을 띄웠습니다. "
    "몇 시간 뒤에 다시 시도하거나 위키미디어 공용, 네이버로 모아 주세요."
)
_CONSENT = "구글의 동의 화면을 지나가지 못했습니다. 위키미디어 공용이나 네이버로 모아 주세요."
_SLOW = f"구글 이미지가 {_LOAD_S}초 안에 열리지 않았습니다. 네트워크를 확인하고 다시 시도해 주세요."
_OFFLINE = "구글 이미지에 연결하지 못했습니다. 네트워크와 방화벽을 확인하고 다시 시도해 주세요."
_CRASHED = "사진을 찾던 브라우저가 꺼졌습니다. 메모리가 모자랄 수 있으니 다른 창을 닫고 다시 시도해 주세요."
_READ = """
const [result, full] = arguments;
const thumbnail = result.querySelector('img');
const shown = image => !image.checkVisibility || image.checkVisibility();
return {
  link: result.href || '',
  title: thumbnail ? thumbnail.alt : '',
  panel: [...document.querySelectorAll(full)].filter(shown).map(image => ({
    url: image.src, title: image.alt, page: image.closest('a') ? image.closest('a').href : '',
  })),
};
"""


class GoogleImages:
    """Google Images as a source, to be closed: that ends its browser, which starts with the first search.

    stop: polled; once true a search ends without a further candidate. pause: in place of `time.sleep`
    between clicks. patience_s: how long a page may take to show its results. Rights are never known."""

    name = "google"

    def __init__(
        self,
        settings: Settings,
        stop: Callable[[], bool] = lambda: False,
        pause: Callable[[float], None] = time.sleep,
        patience_s: float = 6.0,
    ) -> None:
        self._address, self._stop, self._pause, self._patience = settings.google_images, stop, pause, patience_s
        self._browser: Browser | None = None

    def close(self) -> None:
        """End the browser and delete its profile; a later search starts another."""
        browser, self._browser = self._browser, None
        if browser is not None:
            browser.close()

    def search(self, query: str) -> Iterator[Candidate]:
        """Photos of the result page, best first, each found by opening it. Raises CollectError."""
        if self._browser is not None:
            self._rest(_SEARCH_S)
        if self._stop():
            return
        with self._explained():
            browser = self._open(query)
        done, offered = 0, set[str]()
        while not self._stop():
            with self._explained():
                results = self._find(browser, "result")
                if done >= len(results):
                    if not self._more(browser, done):
                        return
                    continue
            self._rest(_CLICK_S)
            if self._stop():
                return
            with self._explained():
                found = self._full_size(browser, results[done], offered)
            done += 1
            if found is not None:
                offered.add(found.url)
                yield found
            elif done >= _TRIES and not offered:
                raise CollectError(_CHANGED)

    def _open(self, query: str) -> "Chrome":
        """The result page, past the question for consent, its first results there unless nothing was found."""
        if self._browser is None:
            self._browser = start((urlsplit(self._address).hostname or "", *HOSTS), _LOAD_S)
        browser = self._browser.driver
        browser.get(f"{self._address}?{urlencode({'q': query, 'tbm': 'isch', 'udm': '2', 'hl': 'ko'})}")
        if self._find(browser, "consent"):
            buttons = [button for button in self._find(browser, "reject") if button.is_displayed()]
            if not buttons:
                raise CollectError(_CONSENT)
            buttons[0].click()
            if not self._until(lambda: not self._find(browser, "consent")):
                raise CollectError(_CONSENT)
        self._until(
            lambda: bool(self._find(browser, "result")) or self._refused(browser) or self._says(browser, NOTHING)
        )
        if self._refused(browser):
            raise CollectError(_REFUSED)
        if not (self._find(browser, "result") or self._says(browser, NOTHING) or self._stop()):
            raise CollectError(_CHANGED)
        return browser

    def _more(self, browser: "Chrome", known: int) -> bool:
        """Scroll to the end; did results beyond the first `known` appear?"""
        if known == 0:
            return False
        self._rest(_SCROLL_S)
        if self._stop():
            return False
        browser.execute_script("window.scrollTo(0, document.documentElement.scrollHeight);")
        for button in self._find(browser, "more"):
            if button.is_displayed():
                browser.execute_script("arguments[0].click();", button)
        if self._until(lambda: len(self._find(browser, "result")) > known or self._refused(browser)):
            if self._refused(browser):
                raise CollectError(_REFUSED)
            return True
        return False

    def _full_size(self, browser: "Chrome", result: "WebElement", offered: set[str]) -> Candidate | None:
        """The photo behind a result, None where it has no address of its own or was offered before."""
        from selenium.common.exceptions import StaleElementReferenceException

        found: list[Candidate] = []

        def look(panel: bool = True) -> bool:
            seen = browser.execute_script(_READ, result, MARKUP["full"])
            # The panel still shows the photo before this one for a while, the link is always about its own.
            candidates = [_linked(seen), *(_shown(image, seen["title"]) for image in seen["panel"] if panel)]
            found.extend(c for c in candidates if c is not None and c.url not in offered)
            return bool(found)

        try:
            if not look(panel=False):
                browser.execute_script("arguments[0].scrollIntoView({block: 'center'}); arguments[0].click();", result)
                self._until(look)
        except StaleElementReferenceException:  # the page was redrawn meanwhile
            return None
        return found[0] if found else None

    @staticmethod
    def _find(browser: "Chrome", what: str) -> list["WebElement"]:
        return browser.find_elements("css selector", MARKUP[what])

    def _refused(self, browser: "Chrome") -> bool:
        return (
            "/sorry/" in urlsplit(browser.current_url).path
            or bool(self._find(browser, "captcha"))
            or self._says(browser, SUSPICIOUS)
        )

    @staticmethod
    def _says(browser: "Chrome", text: re.Pattern[str]) -> bool:
        body = browser.execute_script("return document.body ? document.body.innerText.slice(0, 4000) : '';")
        return bool(text.search(str(body)))

    def _until(self, true: Callable[[], bool]) -> bool:
        """Wait until it is true, or patience or the stop ends it. Was it?"""
        end = time.monotonic() + self._patience
        while not true():
            if self._stop() or time.monotonic() > end:
                return False
            time.sleep(0.1)
        return True

    def _rest(self, seconds: float) -> None:
        while seconds > 0 and not self._stop():
            self._pause(min(_TURN_S, seconds))
            seconds -= _TURN_S

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What the browser throws, as one sentence; a browser that is gone is put away."""
        from selenium.common.exceptions import TimeoutException, WebDriverException
        from urllib3.exceptions import HTTPError

        try:
            yield
        except TimeoutException as error:
            raise CollectError(_SLOW) from error
        except (WebDriverException, HTTPError, OSError) as error:
            if "net::ERR_" in str(error):
                raise CollectError(_OFFLINE) from error
            self.close()
            raise CollectError(_CRASHED) from error


def _linked(seen: Mapping[str, Any]) -> Candidate | None:
    """The photo that a result's own link names: `/imgres?imgurl=...&imgrefurl=...&w=...&h=...`."""
    query = parse_qs(urlsplit(seen["link"]).query)
    url = _address(query.get("imgurl", [""])[0])
    if not url:
        return None
    width, height = (int(v) if v.isdecimal() and len(v) < 6 else 0 for v in (query.get(k, [""])[0] for k in "wh"))
    page = _address(query.get("imgrefurl", [""])[0])
    return Candidate(url, page, _line(seen["title"]), width=width, height=height)


def _shown(image: Mapping[str, Any], title: str) -> Candidate | None:
    """The photo in the panel, None while only its thumbnail is there."""
    url = _address(image["url"])
    return Candidate(url, _address(image["page"]), _line(image["title"] or title)) if url else None


def _address(url: str) -> str:
    """An http(s) address of a photo or page of another site, "" for thumbnails, data and what is no address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or len(url) > _LONGEST or THUMBNAIL_HOSTS.search(host):
        return ""
    return url


def _line(text: str) -> str:
    return " ".join(text.split())[:300]
