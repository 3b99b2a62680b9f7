"""Feeds hostile files to the studio, as its pages do and as its commands do, and notes what became of each.

    python -m tests.support.hostile.feed FOLDER

reads orders, lines of JSON [what, "<kind>/<name>"], and answers each with a line of JSON. what: "feed", or "six" and
"visitors", which measure several at once. STUDIO_WORKSPACE is a folder that may be filled."""

import contextlib
import io
import json
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from core.errors import StudioError
from core.settings import get_settings
from core.types import Upload

Said = list[tuple[bool, str]]  # taken?, and what was said
MB = 2**20
COMMANDS = {
    "photos": "match",
    "photo_bombs": "match",
    "names": "match",
    "zips": "match",
    "articles": "news --file",
    "article_bombs": "news --file",
}
_TRACES = re.compile(r"Traceback|예상하지 못한|Error\b|Exception|0x[0-9a-f]{6}|/site-packages/|NoneType")
_ADVICE = re.compile(r"주세요|두셔도 됩니다|있는 [가-힣 ]+: ")


@dataclass
class Outcome:
    """What one way of feeding one file gave. memory: MB beyond what was there, of this process and those it started;
    seconds: on the clock; cpu: of processors."""

    file: str
    way: str
    said: Said = field(default_factory=list)
    crash: str = ""
    memory: float = 0.0
    seconds: float = 0.0
    cpu: float = 0.0

    @property
    def refusals(self) -> list[str]:
        return [text for taken, text in self.said if not taken]

    @property
    def taken(self) -> bool:
        return any(taken for taken, _ in self.said)

    @property
    def silent(self) -> bool:
        return not self.crash and not self.said

    @property
    def unclear(self) -> list[str]:
        """Refusals that are no Korean sentence, show a program, or do not say what to do."""
        return [
            text
            for text in self.refusals
            if not re.search("[가-힣]{2}", text) or _TRACES.search(text) or not _ADVICE.search(text)
        ]


def by_page(kind: str, path: Path) -> Said:
    """The service that the page calls."""
    settings = get_settings()
    data = path.read_bytes()
    if kind in ("photos", "photo_bombs", "names", "zips"):
        from core.services.lineup.match import analyse

        result = analyse([Upload(path.name, data)], *_judge())
        said = [(False, photo.reason) for photo in result.refused]
        return said + [(p.code != "file", p.reason) for trainee in result.trainees for p in trainee.photos]
    if kind in ("articles", "article_bombs"):
        from core.services.news.importing import import_files

        report = import_files(settings, [Upload(path.name, data)], "twice")
        return [(True, f"{report.new}") for _ in report.groups] + [(False, said) for said in report.problems] or [
            (True, "no articles")
        ]
    if kind == "lexicon":
        from core.services.lexicon import edit

        edit.upload(settings, data)
    elif kind == "catalog":
        return _catalog(path, data)
    elif kind == "runs":
        from core.services.training import runs

        runs.delete(settings, runs.import_run(settings, data).id)
    elif kind == "videos":
        return _film(path)
    return [(True, "")]


def by_second_way(kind: str, path: Path) -> Said:
    """The command; a ZIP as reference photos as well; a lexicon as it lies on file."""
    if kind == "lexicon":
        return _lexicon_on_file(path.read_bytes())
    if kind not in COMMANDS:
        return by_page(kind, path)
    return _command(*COMMANDS[kind].split(), str(path))


def _command(*arguments: str) -> Said:
    from core.__main__ import command_line
    from core.services.reference import sets

    output, errors = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    # Fitted once: each command would embed the reference photos again, none of which are hostile.
    fitted = _judge()
    judge = patch.object(sets, "model_for", lambda *_: fitted)
    # A command leaves so where Java was started, as another test of this process may have done.
    stays = patch.object(os, "_exit", lambda code: None)
    with judge, stays, contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        code = command_line()([*arguments, "--json"], standalone_mode=False)
    output.flush()
    if code:
        return [(False, errors.getvalue().strip())]
    answer = json.loads(output.buffer.getvalue())
    if "trainees" not in answer:
        return [(True, "")]
    said = [(False, photo["reason"]) for photo in answer["refused"]]
    photos = [photo for trainee in answer["trainees"] for photo in trainee["photos"]]
    return said + [(photo["code"] != "file", photo["reason"]) for photo in photos]


def _judge() -> Any:
    if not _judges:
        from core.services.reference.sets import model_for

        _judges.append(model_for(get_settings()))
    return _judges[0]


_judges: list[Any] = []


def _catalog(path: Path, data: bytes) -> Said:
    from core.catalog import catalog_problems, load_real
    from core.catalog.load import edits_folder

    own = edits_folder(get_settings()) / path.name
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(data)
    try:
        assert len(list(load_real(get_settings()))) >= 7
        json.dumps([group.name for group in load_real(get_settings())], ensure_ascii=False).encode()
        return [(False, said) for said in catalog_problems(get_settings())] or [(True, "")]
    finally:
        own.unlink()


def _lexicon_on_file(data: bytes) -> Said:
    from core.keywords.lexicon.lexicon import load_lexicon, own_file

    own = own_file(get_settings())
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(data)
    try:
        lexicon = load_lexicon(get_settings())
        "".join([lexicon.dictionary_version, *lexicon.own, *lexicon.stop]).encode()
        return [(True, "")]
    finally:
        own.unlink()


def _film(path: Path) -> Said:
    import numpy as np

    from core.collect.video import faces_of

    engine, _ = _judge()
    others = np.random.default_rng(0).standard_normal((20, engine.embedder.dim)).astype(np.float32)
    others /= np.linalg.norm(others, axis=1, keepdims=True)
    return [(True, str(len(faces_of(path, engine, others))))]


def feed(folder: Path, key: str, way: str) -> Outcome:
    """One file by one way, measured."""
    outcome = Outcome(key, way)
    kind = key.partition("/")[0]
    work = by_page if way == "page" else by_second_way
    with measured(outcome):
        try:
            outcome.said = work(kind, folder / key)
        except StudioError as error:
            outcome.said = [(False, str(error))]
        except Exception as error:
            outcome.crash = f"{type(error).__name__}: {error}"[:300]
    if any("예상하지 못한" in text or "Traceback" in text for _, text in outcome.said):
        outcome.crash = outcome.said[0][1][:300]
    return outcome


@contextlib.contextmanager
def measured(outcome: Outcome) -> Iterator[None]:
    """Peak memory of this process and of those it starts (Linux), and times."""
    before = _status("VmRSS", "self")
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    children: dict[str, float] = {}
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.02):
            for pid in _children():
                children[pid] = max(children.get(pid, 0), _status("VmHWM", pid))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    clock, used = time.perf_counter(), os.times()
    try:
        yield
    finally:
        now = os.times()
        outcome.seconds = time.perf_counter() - clock
        outcome.cpu = sum(now[:4]) - sum(used[:4])
        done.set()
        watcher.join()
        outcome.memory = _status("VmHWM", "self") - before + max(children.values(), default=0)


def _status(name: str, pid: str) -> float:
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024
    return 0.0


def _children() -> list[str]:
    """Those that run a program of their own: one just forked still shows the memory of this process as its own."""
    found: list[str] = []
    for task in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [pid for pid in task.read_text().split() if _program(pid) != _program("self")]
    return found


def _program(pid: str) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _bring(folder: Path, key: str) -> None:
    with contextlib.suppress(StudioError):
        by_page(key.partition("/")[0], folder / key)


def six(folder: Path, key: str) -> Outcome:
    """Six of one file at once, as six visitors bring it."""
    outcome = Outcome(key, "six")
    with measured(outcome):
        threads = [threading.Thread(target=_bring, args=(folder, key)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return outcome


def visitors(folder: Path, key: str, rounds: int = 30) -> dict[str, list[float]]:
    """Seconds of another visitor's photos alone, and while six visitors bring a file over and over."""
    from core.services.lineup.match import analyse

    photos = sorted((get_settings().demo / "lineup").rglob("*.jpg"))[:3]
    uploads = [Upload(path.name, path.read_bytes()) for path in photos]

    def visit() -> list[float]:
        found = []
        for _ in range(rounds):
            clock = time.perf_counter()
            analyse(uploads, *_judge())
            found.append(time.perf_counter() - clock)
        return found

    stop = threading.Event()

    def bring() -> None:
        while not stop.is_set():
            _bring(folder, key)

    alone = visit()
    threads = [threading.Thread(target=bring) for _ in range(6)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    meanwhile = visit()
    stop.set()
    for thread in threads:
        thread.join()
    return {"alone": alone, "meanwhile": meanwhile}


def main(folder: Path, answer: Callable[[Any], None]) -> None:
    for line in sys.stdin:
        order, key = json.loads(line)
        if order == "visitors":
            answer(visitors(folder, key))
        elif order == "six":
            answer(vars(six(folder, key)))
        else:
            answer([vars(feed(folder, key, way)) for way in ("page", "command")])


if __name__ == "__main__":
    own_output = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="backslashreplace")
    os.dup2(2, 1)  # decoders print
    _warm = next((get_settings().demo / "lineup").rglob("*.jpg"))
    by_page("photos", _warm)
    _command("match", str(_warm))

    def say(value: Any) -> None:
        print(json.dumps(value, ensure_ascii=False), file=own_output, flush=True)

    main(Path(sys.argv[1]), say)
