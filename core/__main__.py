"""The command line: the same services as the pages, without a browser. `python -m core COMMAND ... [--json]`.

stdout carries one JSON object in UTF-8 and nothing else; progress goes to stderr. Exit 0 fine, 1 a StudioError, 2 wrong
usage. Only `train`, `collect` and `news` write to the workspace.
"""

import contextlib
import json
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from core.errors import StudioError

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

AsJson = Annotated[bool, typer.Option("--json", help="One line of JSON for other tools; else indented.")]
Directory = Annotated[Path, typer.Argument(metavar="DIR", help="<group>/<member>/<photo>")]

Head = Annotated[str | None, typer.Option(help="of embedding_head: lda, logreg, svm or knn")]
StandIn = Annotated[bool, typer.Option("--stand-in-weights", help="random weights where a base's own are missing")]


def _progress(done: int, total: int, label: str) -> None:
    """A line that rewrites itself on a terminal. Elsewhere nothing: a log needs no bar, and labels name files."""
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        print(f"\r[{done}/{total}] {label[:60]:<60}", end=end, file=sys.stderr, flush=True)


def _answer(as_json: bool, work: Callable[[], dict[str, Any]]) -> None:
    """Run a command and leave. Libraries that print are sent to stderr, so that stdout stays one JSON object."""
    code = 0
    try:
        with contextlib.redirect_stdout(sys.stderr):
            result = work()
    except StudioError as error:
        print(" ".join(str(error).split()), file=sys.stderr, flush=True)
        code = 1
    else:
        text = json.dumps(result, ensure_ascii=False, allow_nan=False, indent=None if as_json else 2)
        sys.stdout.buffer.write(text.encode("utf-8") + b"\n")  # a Korean Windows console would write CP949
        sys.stdout.flush()
    if "jpype" in sys.modules:
        # JPype 1.7.1 now and then aborts ("exception not rethrown") while Python shuts down around the Java machine,
        # which would turn a complete answer into a failure. Nothing is left to do, so leave without that shutdown.
        os._exit(code)
    raise typer.Exit(code)


@app.command()
def match(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="photos, folders or a ZIP")],
    reference: Annotated[Path | None, typer.Option(help="judge against this folder, not the active set")] = None,
    engine: Annotated[str | None, typer.Option(help="face engine")] = None,
    as_json: AsJson = False,
) -> None:
    """Judge a line-up of trainees."""
    from core.cli import lineup as command_line

    _answer(as_json, lambda: command_line.match(paths, reference, engine, _progress))


@app.command()
def evaluate(
    directory: Directory,
    family: Annotated[str, typer.Option(help="model family")] = "resemblance",
    engine: Annotated[str | None, typer.Option(help="face engine")] = None,
    head: Head = None,
    stand_in_weights: StandIn = False,
    unseen: Annotated[Path | None, typer.Option(help="also judge these people, who are in no group")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure the four quality bars on a reference set."""
    from core.cli import lineup as command_line

    changes: dict[str, Any] = {"stand_in": stand_in_weights} | ({"head": head} if head else {})
    _answer(as_json, lambda: command_line.evaluate(directory, family, engine, changes, unseen, _progress))


@app.command()
def train(
    directory: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="<group>/<member>/<photo>")] = None,
    workspace: Annotated[bool, typer.Option("--workspace", help="train on the active set")] = False,
    family: Annotated[str, typer.Option(help="model family, or all")] = "resemblance",
    engine: Annotated[str | None, typer.Option(help="face engine")] = None,
    head: Annotated[str | None, typer.Option(help="lda, logreg, svm or knn, of embedding_head")] = None,
    folds: Annotated[int | None, typer.Option(help="of the photo cross-validation")] = None,
    epochs: Annotated[int | None, typer.Option(help="at most, of networks")] = None,
    copies: Annotated[int | None, typer.Option(help="augmented copies of a photo")] = None,
    patience: Annotated[int | None, typer.Option(help="epochs without a better loss before it stops")] = None,
    classes: Annotated[str | None, typer.Option(help="member or group: what a network tells apart")] = None,
    unfreeze: Annotated[bool, typer.Option("--unfreeze", help="train resnet50's last stage too")] = False,
    stand_in: Annotated[bool, typer.Option("--stand-in-weights", help="random weights where there are none")] = False,
    no_strangers: Annotated[bool, typer.Option("--no-strangers", help="leave no member out")] = False,
    seed: Annotated[int | None, typer.Option(help="the same seed and photos give the same numbers")] = None,
    name: Annotated[str, typer.Option(help="of the run")] = "",
    as_json: AsJson = False,
) -> None:
    """Train on a folder or on the active set and record the run; an interrupted one goes on."""
    from core.cli import lineup as command_line

    if (directory is None) != workspace:
        raise typer.BadParameter("give either DIR or --workspace")
    chosen = {"head": head, "folds": folds, "epochs": epochs, "copies": copies, "patience": patience}
    chosen |= {"classes": classes, "seed": seed, "unfreeze": unfreeze or None, "stand_in": stand_in or None}
    changes: dict[str, Any] = {key: value for key, value in chosen.items() if value is not None}
    if no_strangers:
        changes["strangers"] = False
    _answer(as_json, lambda: command_line.train(directory, family, engine, changes, name, _progress))


@app.command()
def curate(
    directory: Directory,
    engine: Annotated[str | None, typer.Option(help="face engine")] = None,
    as_json: AsJson = False,
) -> None:
    """Find what is wrong in a folder of reference photos: copies, strangers, swaps, photos without a usable face."""
    from core.cli.curate import curate_folder

    _answer(as_json, lambda: curate_folder(directory, engine, _progress))


@app.command()
def collect(
    set_name: Annotated[str, typer.Option("--set", help="set of one's own, made if there is none")],
    groups: Annotated[list[str] | None, typer.Argument(metavar="[GROUP...]", help="ids or names; else all")] = None,
    source: Annotated[str, typer.Option(help="commons, naver or google")] = "commons",
    target: Annotated[int, typer.Option(help="photos of each member")] = 20,
    engine: Annotated[str | None, typer.Option(help="face engine that judges the photos")] = None,
    as_json: AsJson = False,
) -> None:
    """Collect reference photos into a set; an interrupted one of the same set and source goes on."""
    from core.cli import collect as collect_command

    _answer(as_json, lambda: collect_command.collect(groups or [], source, set_name, target, engine, _progress))


@app.command()
def news(
    groups: Annotated[list[str] | None, typer.Argument(metavar="[GROUP...]", help="ids or names; else all")] = None,
    source: Annotated[str, typer.Option(help="naver or google_news; else naver where its keys are set")] = "",
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="first day; else 90 days back")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="last day; else today")] = None,
    file: Annotated[Path | None, typer.Option(help="read this file instead: .xlsx .csv .tsv .json .txt .xml")] = None,
    group: Annotated[str, typer.Option(help="whose articles the file holds; else as its rows say")] = "",
    as_json: AsJson = False,
) -> None:
    """Collect news of groups, or read it from a file, and keep it in the workspace."""
    from core.cli import news as news_command

    if (group and file is None) or (file is not None and (groups or source or since or until)):
        raise typer.BadParameter("--group belongs to --file, the other options to a collection")
    first, last = since and since.date(), until and until.date()
    wanted = [group] if group else groups or []
    _answer(as_json, lambda: news_command.news(wanted, source, first, last, file, _progress))


@app.command()
def keywords(
    group: Annotated[str, typer.Argument(help="group id, name or alias")],
    articles: Annotated[Path | None, typer.Option(help="BIGKinds .xlsx, or .csv/.json rows")] = None,
    analyzer: Annotated[str, typer.Option(help="okt, komoran or kiwi")] = "okt",
    as_json: AsJson = False,
) -> None:
    """Name the words that set a group's articles apart from the other groups'."""
    from core.cli import lineup as command_line

    _answer(as_json, lambda: command_line.keywords(group, articles, analyzer, _progress))


@app.command()
def bench(
    what: Annotated[str, typer.Argument(help="embed, match, keywords, startup, train or collect")],
    photos: Annotated[Path | None, typer.Option(help="folder of photos to measure on")] = None,
    page: Annotated[str, typer.Option(help="of startup: a page's address, such as training")] = "",
    as_json: AsJson = False,
) -> None:
    """Measure ours and the stock way, in turn, in one run."""
    from core import bench as benchmarks

    _answer(as_json, lambda: benchmarks.run(what, photos, page))


if __name__ == "__main__":
    app()
