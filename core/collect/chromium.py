"""A headless Chromium that can reach a few hosts only, with a profile of its own that goes when it ends."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.errors import CollectError

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

_POSIX = os.name == "posix"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

_MISSING = (
    "구글 이미지를 열 브라우저가 없습니다. Chrome이나 Chromium을 설치하고"
    "(Debian, Ubuntu: apt install chromium chromium-driver) 다시 시도해 주세요."
)


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser at work, to be closed."""

    driver: "Chrome"
    profile: "tempfile.TemporaryDirectory[str]"
    guard: "subprocess.Popen[bytes] | None"

    def close(self) -> None:
        """End it and delete its profile; no error where it is gone already."""
        try:
            # Not quit(), which keeps quiet about a driver that is gone; and its process may still look alive.
            self.driver.execute("quit")
        except Exception:  # only we can end its browser
            with suppress(OSError, KeyError):
                os.kill(self.driver.capabilities["goog:processID"], getattr(signal, "SIGKILL", signal.SIGTERM))
                time.sleep(0.5)  # its helpers write to the profile until they notice
        with suppress(Exception):
            self.driver.quit()  # the driver itself
        if self.guard is not None:
            self.guard.communicate()  # whatever is left of them
        self.profile.cleanup()


def start(hosts: Sequence[str], load_s: float) -> Browser:
    """Start one. hosts: names it may reach, "*." before a domain for all below it. load_s: how long a page may load.

    Raises CollectError where there is no browser, or none that starts."""
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver import Chrome, ChromeService

    # Where no driver is on the path Selenium fetches the one that fits the browser, and reports nothing.
    os.environ.setdefault("SE_AVOID_STATS", "true")
    os.environ.setdefault("SE_AVOID_BROWSER_DOWNLOAD", "true")
    profile = tempfile.TemporaryDirectory(prefix="studio-browser-", ignore_cleanup_errors=True)
    try:
        own_group = {"start_new_session": True} if _POSIX else {}
        service = ChromeService(executable_path=shutil.which("chromedriver"), popen_kw=own_group)
        driver = Chrome(options=_options(profile.name, hosts), service=service)
        guard = _guard(service.process.pid, profile.name) if _POSIX else None
    except BaseException as error:
        profile.cleanup()
        if isinstance(error, WebDriverException):  # neither found nor fetched, or it does not start
            raise CollectError(_MISSING) from error
        raise
    driver.set_page_load_timeout(load_s)
    driver.set_script_timeout(load_s)
    return Browser(driver, profile, guard)


def _guard(group: int, profile: str) -> "subprocess.Popen[bytes]":
    """Ends the driver with its browser and deletes the profile once this process is gone, killed or not: neither of
    them would notice. It waits for the end of a pipe that nobody writes to."""
    script = 'read -r _; kill -9 "-$0" 2>/dev/null; rm -rf -- "$1"'
    command = ["/bin/sh", "-c", script, str(group), profile]
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 - a fixed script


def _options(profile: str, hosts: Sequence[str]) -> Any:
    from selenium.webdriver import ChromeOptions

    options = ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, NAMES)), "")
    options.page_load_strategy = "eager"
    rules = ", ".join(["MAP * ~NOTFOUND", *(f"EXCLUDE {host}" for host in hosts)])
    options.add_argument(f"--host-resolver-rules={rules}")
    options.add_argument(f"--user-data-dir={profile}")
    for argument in ("headless=new", "lang=ko", "window-size=1280,1400", "blink-settings=imagesEnabled=false"):
        options.add_argument(f"--{argument}")
    for argument in ("no-first-run", "disable-sync", "disable-extensions", "disable-dev-shm-usage", "mute-audio"):
        options.add_argument(f"--{argument}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # as root Chromium refuses to start with its sandbox
        options.add_argument("--no-sandbox")
    options.add_experimental_option("prefs", {"download_restrictions": 3})  # none at all
    return options
