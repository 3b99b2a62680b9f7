"""A whole team at once, round after round: each visitor brings the demo line-up under names of its own, has it judged
and reads a concept; three of them in Chromium, the rest by Streamlit's own protocol."""

import json
import os
import re
import secrets
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from core.access.actor import LOCAL
from core.access.people import Claims, SignInRules
from core.bench import row, spread
from core.bench.startup import served
from core.bench.visitors.probe import YES, Visitor, bring, cookies_of
from core.services.people import roles
from core.services.people.signed_in import recognise
from core.settings import Settings, get_settings
from core.types import Upload

CHROMIUM = 3
_OPENED, _CONCEPT, _BACK = "line_up_opened", "concept_opened", "line_up_again"
PAGE_LIMIT_S, GROWTH_LIMIT_MB = 4.0, 100.0
ARRIVE_S = 20.0  # within which all of a round have come
_FORGOTTEN_S = 5  # after which the server forgets a closed tab; on its own after 100 s
_PATIENCE_MS = 300_000
_MARK = re.compile(rb"Qz[a-p]{12}x")
_SECRET = "of this measurement only, it guards nothing"  # noqa: S105
_ISSUER = "http://127.0.0.1:9"  # nobody is asked: the cookies are signed already
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass
class Visit:
    """What one visitor of a round met: seconds for each page, by what was done to come there, and for the judgement,
    marks of others, an error."""

    in_chromium: bool = False
    pages: dict[str, float] = field(default_factory=dict)
    judged: float | None = None
    foreign: set[bytes] = field(default_factory=set)
    own_seen: bool = False
    error: str = ""


def run(photos: Path | None, visitors: int, rounds: int, *, signed_in: bool = False) -> dict[str, dict[str, Any]]:
    """`page`: seconds until a page has been drawn; then the same of those in Chromium, and by what was done to come
    there; `judged`: from the press to the whole answer; `growth`: of the server's memory from the end of the first
    round to that of the last; `errors`, `crossed`: visitors who met one, or a name of another's line-up."""
    folder = photos or get_settings().demo / "lineup"
    files = [(file.parent.name, file.read_bytes()) for file in sorted(folder.rglob("*.jpg"))]
    browsers = min(CHROMIUM, visitors) if _chromium() else 0
    found: list[Visit] = []
    memory: list[float] = []
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(workspace=Path(place) / "workspace")
        more = _signing_in(Path(place)) if signed_in else (lambda port: ())
        with served(settings.workspace, lambda port: [*_OPTIONS, *more(port)]) as (port, process):
            who = _people(settings, visitors, port) if signed_in else [{}] * visitors
            _protocol(port, _mark(), files, who[0])  # embeds the reference set, starts the analyzer
            for _ in range(rounds):
                found += _round(port, files, who, browsers)
                time.sleep(2 * _FORGOTTEN_S)
                memory.append(_resident_mb(process))
    said = [one.error for one in found if one.error]
    print(f"load average {os.getloadavg()[0]:.1f}; errors: {said[:3]}", file=sys.stderr)
    growth = memory[-1] - memory[0]
    return {
        "visits": {"ours": len(found), "rounds": rounds, "in_chromium": browsers, "signed_in": signed_in,
                   "load_average": os.getloadavg()[0]},
        "errors": {"ours": len(said), "baseline": 0},
        "crossed": {"ours": sum(bool(one.foreign) for one in found), "baseline": 0},
        "own_line_up_seen": {"ours": sum(one.own_seen for one in found), "baseline": len(found)},
        **spread("page", [seconds for one in found for seconds in one.pages.values()], PAGE_LIMIT_S),
        **spread("page_in_chromium", [s for one in found if one.in_chromium for s in one.pages.values()], None),
        **spread(_OPENED, [one.pages.get(_OPENED) for one in found], None),
        **spread(_CONCEPT, [one.pages.get(_CONCEPT) for one in found], None),
        **spread(_BACK, [one.pages.get(_BACK) for one in found], None),
        **spread("judged", [one.judged for one in found], None),
        "growth": {**row(max(growth, 0.1), GROWTH_LIMIT_MB, "MB", rounds), "after_rounds": memory},
    }  # fmt: skip


_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage"]  # it opens our own pages alone
_OPTIONS = ("--server.disconnectedSessionTTL", str(_FORGOTTEN_S))


def _round(
    port: int, files: Sequence[tuple[str, bytes]], who: Sequence[Mapping[str, str]], browsers: int
) -> list[Visit]:
    """All come within ARRIVE_S. The first ones in Chromium."""
    marks = [_mark() for _ in who]

    def visit(number: int) -> Visit:
        time.sleep(ARRIVE_S * number / len(who))
        way: Callable[..., Visit] = _in_chromium if number < browsers else _protocol
        return way(port, marks[number], files, who[number])

    with ThreadPoolExecutor(len(who)) as pool:
        return list(pool.map(visit, range(len(who))))


def _protocol(port: int, mark: str, files: Sequence[tuple[str, bytes]], cookies: Mapping[str, str]) -> Visit:
    own = Visit()

    def hears(data: bytes) -> None:
        names = set(_MARK.findall(data))
        own.own_seen |= mark.encode() in names
        own.foreign |= names - {mark.encode()}

    try:
        begun = time.perf_counter()
        with closing(Visitor(port, "lineup_match", cookies, hears)) as visitor:
            own.pages[_OPENED] = time.perf_counter() - begun
            bring(visitor, _marked(mark, files))
            own.judged = _seconds(lambda: visitor.press(YES))
            own.pages[_CONCEPT] = _seconds(lambda: visitor.visit("concept"))
            own.pages[_BACK] = _seconds(lambda: visitor.visit("lineup_match"))
    except Exception as error:  # every one counts, whatever it is
        own.error = repr(error)[:300]
    return own


_one_at_a_time = threading.Lock()  # three browsers at once would measure each other's start


def _in_chromium(port: int, mark: str, files: Sequence[tuple[str, bytes]], cookies: Mapping[str, str]) -> Visit:
    from playwright.sync_api import sync_playwright

    from core.ui.words_ko import common, lineup  # what a person clicks

    own, address = Visit(in_chromium=True), f"http://127.0.0.1:{port}"
    try:
        with sync_playwright() as play:
            with _one_at_a_time:
                browser = play.chromium.launch(executable_path=_chromium(), args=_ARGUMENTS)
            context = browser.new_context(locale="ko-KR")
            context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
            page = context.new_page()
            page.set_default_timeout(_PATIENCE_MS)

            def drawn() -> None:
                page.get_by_role("heading", level=1).first.wait_for()
                page.locator("[data-test-script-state=running]").wait_for(state="detached")

            def opens(work: Callable[[], object]) -> float:
                def both() -> None:
                    work()
                    drawn()

                return _seconds(both)

            own.pages[_OPENED] = opens(lambda: page.goto(f"{address}/lineup_match"))
            brought = [
                {"name": file.path, "mimeType": "image/jpeg", "buffer": file.data} for file in _marked(mark, files)
            ]
            page.locator("input[type=file]").first.set_input_files(brought)  # type: ignore[arg-type]
            page.get_by_role("button", name=common.analyse_button(len(brought))).click()

            def judged() -> None:
                page.get_by_role("button", name=lineup.FICTION_YES).click()
                page.locator("[data-testid=stPlotlyChart]").first.wait_for()
                drawn()

            own.judged = _seconds(judged)
            own.own_seen = mark in page.content()
            for name, title in ((_CONCEPT, common.CONCEPT), (_BACK, common.LINEUP)):
                link = page.get_by_role("link", name=title, exact=True).first

                def there(link: Any = link, title: str = common.tab_title(title)) -> None:
                    link.click()
                    page.wait_for_function("title => document.title === title", arg=title)

                own.pages[name] = opens(there)
                own.foreign |= set(_MARK.findall(page.content().encode())) - {mark.encode()}
            browser.close()
    except Exception as error:  # every one counts, whatever it is
        own.error = repr(error)[:300]
    return own


def _mark() -> str:
    """Part of names that only one visitor has. Letters alone: a name with digits would be none, and each photo a
    trainee of its own."""
    return f"Qz{''.join('abcdefghijklmnop'[byte % 16] for byte in secrets.token_bytes(12))}x"


def _marked(mark: str, files: Sequence[tuple[str, bytes]]) -> list[Upload]:
    """The line-up under names that nobody else has: its folders' letters, each with its photos. files: each with its
    trainee, of whom there are 26 at most."""
    people = sorted({person for person, _ in files})
    letters = dict(zip(people, ascii_uppercase, strict=False))
    return [Upload(f"{mark}{letters[person]}_{number}.jpg", data) for number, (person, data) in enumerate(files)]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _signing_in(folder: Path) -> Callable[[int], Sequence[str]]:
    """Options of a server that people have to sign in to."""

    def options(port: int) -> Sequence[str]:
        auth = {
            "redirect_uri": f"http://127.0.0.1:{port}/oauth2callback", "cookie_secret": _SECRET, "client_id": "studio",
            "client_secret": "none", "server_metadata_url": f"{_ISSUER}/.well-known/openid-configuration",
        }  # fmt: skip
        lines = ["[auth]", *(f"{name} = {json.dumps(value)}" for name, value in auth.items())]
        file = folder / "secrets.toml"
        file.write_text("\n".join(lines))
        return ["--secrets.files", str(file)]

    return options


def _people(settings: Settings, count: int, port: int) -> list[dict[str, str]]:
    """Cookies of analysts who have just signed in."""
    now, found = datetime.now(UTC), []
    for number in range(count):
        claims = Claims(_ISSUER, f"visitor{number}", now, f"방문자 {number}")
        roles.give_role(settings, LOCAL, recognise(settings, claims, SignInRules()).id, "analyst")
        said = {"iss": claims.issuer, "sub": claims.subject, "iat": int(now.timestamp()), "name": claims.name}
        found.append(cookies_of(said, _SECRET, port))
    return found


def _resident_mb(process: int) -> float:
    """Linux only."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def _chromium() -> str | None:
    return next((path for path in map(shutil.which, _CHROMIUMS) if path), None)
