"""What the commands share. A command is a function that takes its options and returns the JSON object to print."""

import contextlib
import errno
import inspect
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from core.errors import StudioError, trace
from core.text.hidden import visible

Json = dict[str, Any]
Directory = Annotated[Path, typer.Argument(metavar="DIR", help="<group>/<member>/<photo>")]
EngineName = Annotated[str | None, typer.Option(help="face engine")]
Groups = Annotated[list[str] | None, typer.Argument(metavar="[GROUP...]", help="ids or names; else all")]
Every = Annotated[str, typer.Option(help="words that must all be in an article, commas between them")]
Include = Annotated[str, typer.Option(help="words of which at least one must be in an article")]
Exclude = Annotated[str, typer.Option(help="words that may not be in an article")]
_UNEXPECTED = "예상하지 못한 오류로 멈췄습니다({}). 다시 시도해 주시고, 계속되면 이 줄을 관리자에게 알려 주세요."
_FILE = "파일을 읽거나 쓸 수 없습니다({}). 적은 경로, 권한, 남은 공간을 확인한 뒤 다시 시도해 주세요."
_LONGEST = 1_000  # characters of a line on stderr
_AsJson = Annotated[bool, typer.Option("--json", help="One line of JSON for other tools; else indented.")]


def command(work: Callable[..., Json], *, beside: bool = False) -> Callable[..., None]:
    """`work` for Typer: its name, parameters and docstring, and --json; prints what it returns and leaves.

    beside: it may run while a backup is restored, as it writes nothing to the workspace or sees to that itself."""

    def run(*, as_json: bool, **options: Any) -> None:
        _answer(as_json, lambda: work(**options) if beside else _using(lambda: work(**options)))

    own = inspect.signature(work)
    extra = inspect.Parameter("as_json", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=_AsJson)
    run.__name__, run.__doc__ = work.__name__, work.__doc__
    run.__signature__ = own.replace(parameters=[*own.parameters.values(), extra])  # type: ignore[attr-defined]
    return run


def progress(done: int, total: int, label: str) -> None:
    """A line that rewrites itself on a terminal. Elsewhere nothing: a log needs no bar, and labels name files."""
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        print(f"\r[{done}/{total}] {label[:60]:<60}", end=end, file=sys.stderr, flush=True)


def _using(work: Callable[[], Json]) -> Json:
    from core.settings import get_settings
    from core.storage.backup.place import using

    with using(get_settings().workspace):
        return work()


def _one_line(said: str) -> str:
    """What was typed may be long, or hold marks that a terminal obeys; what to do stands at the end."""
    line = " ".join(visible(said).split())
    half = _LONGEST // 2
    return line if len(line) <= _LONGEST else f"{line[:half]} … {line[-half:]}"


def _answer(as_json: bool, work: Callable[[], Json]) -> None:
    """Run a command and leave. Libraries that print are sent to stderr, so that stdout stays one JSON object."""
    code = 0
    try:
        with contextlib.redirect_stdout(sys.stderr):
            result = work()
    except StudioError as error:
        print(_one_line(str(error)), file=sys.stderr, flush=True)
        code = 1
    except typer.BadParameter:
        raise
    except OSError as error:
        print(_FILE.format(os.strerror(error.errno or errno.EIO)), file=sys.stderr, flush=True)
        code = 1
    except Exception as error:  # a fault of ours, which one line can report as well as thirty
        print(_UNEXPECTED.format(trace(error)), file=sys.stderr, flush=True)
        code = 1
    else:
        text = json.dumps(result, ensure_ascii=False, allow_nan=False, indent=None if as_json else 2)
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")  # a Korean Windows console would write CP949
        sys.stdout.flush()
    raise typer.Exit(code)
