"""What the commands share. A command is a function that takes its options and returns the JSON object to print."""

import contextlib
import inspect
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from core.errors import StudioError, trace

Json = dict[str, Any]
Directory = Annotated[Path, typer.Argument(metavar="DIR", help="<group>/<member>/<photo>")]
EngineName = Annotated[str | None, typer.Option(help="face engine")]
Groups = Annotated[list[str] | None, typer.Argument(metavar="[GROUP...]", help="ids or names; else all")]
Every = Annotated[str, typer.Option(help="words that must all be in an article, commas between them")]
Include = Annotated[str, typer.Option(help="words of which at least one must be in an article")]
Exclude = Annotated[str, typer.Option(help="words that may not be in an article")]
_UNEXPECTED = "예상하지 못한 오류로 멈췄습니다({}). 다시 시도해 주시고, 계속되면 이 줄을 관리자에게 알려 주세요."
_AsJson = Annotated[bool, typer.Option("--json", help="One line of JSON for other tools; else indented.")]


def command(work: Callable[..., Json]) -> Callable[..., None]:
    """`work` for Typer: its name, parameters and docstring, and --json; prints what it returns and leaves."""

    def run(*, as_json: bool, **options: Any) -> None:
        _answer(as_json, lambda: work(**options))

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


def _answer(as_json: bool, work: Callable[[], Json]) -> None:
    """Run a command and leave. Libraries that print are sent to stderr, so that stdout stays one JSON object."""
    code = 0
    try:
        with contextlib.redirect_stdout(sys.stderr):
            result = work()
    except StudioError as error:
        print(" ".join(str(error).split()), file=sys.stderr, flush=True)
        code = 1
    except typer.BadParameter:
        raise
    except Exception as error:  # a fault of ours, which one line can report as well as thirty
        print(_UNEXPECTED.format(trace(error)), file=sys.stderr, flush=True)
        code = 1
    else:
        text = json.dumps(result, ensure_ascii=False, allow_nan=False, indent=None if as_json else 2)
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")  # a Korean Windows console would write CP949
        sys.stdout.flush()
    if "jpype" in sys.modules:
        # JPype 1.7.1 now and then aborts ("exception not rethrown") while Python shuts down around the Java machine,
        # which would turn a complete answer into a failure. Nothing is left to do, so leave without that shutdown.
        os._exit(code)
    raise typer.Exit(code)
