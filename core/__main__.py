"""The command line: the same services as the pages, without a browser. `python -m core COMMAND ... [--json]`.

stdout carries one JSON object in UTF-8 and nothing else; progress goes to stderr. Exit 0 fine, 1 a StudioError, 2 wrong
usage. Only `train`, `collect`, `news`, `project save|comments|links`, `people`, `purge`, `rekey`, `restore`, `rescue`,
`clock --trust` and (a line of the record) `backup` write to the workspace.
"""

import os
import sys
from collections.abc import Callable

import typer

from core.cli import audit, people, project, shared, virtual
from core.cli.backup import backup, restore
from core.cli.bench import bench
from core.cli.collect import collect
from core.cli.command import Json, command
from core.cli.curate import curate
from core.cli.evaluate import evaluate
from core.cli.keywords import keywords
from core.cli.match import match
from core.cli.news import news
from core.cli.privacy import purge, rekey
from core.cli.report import report
from core.cli.rescue import clock, rescue
from core.cli.train import train
from core.files import keep_private

COMMANDS: list[Callable[..., Json]] = [
    match,
    evaluate,
    train,
    curate,
    collect,
    news,
    keywords,
    report,
    purge,
    rekey,
    backup,
    restore,
    rescue,
    clock,
    bench,
]
BESIDE = (match, evaluate, curate, backup, restore, bench)  # run beside a restore: see `command`
PROJECT: dict[str, Callable[..., Json]] = {
    "list": project.list_projects,
    "show": project.show,
    "save": project.save,
    "compare": project.compare,
    "what-if": project.what_if,
    "comments": shared.comments,
    "links": shared.links,
}

PEOPLE: dict[str, Callable[..., Json]] = {
    "list": people.list_people,
    "role": people.role,
    "remove": people.remove,
    "end-sign-ins": people.end_sign_ins,
}
AUDIT: dict[str, Callable[..., Json]] = {"list": audit.list_entries, "verify": audit.verify, "export": audit.export}
VIRTUAL: dict[str, Callable[..., Json]] = {"steer": virtual.steer, "sample": virtual.sample, "group": virtual.group}
GROUPS = {
    "project": ("Debut plans and their judged line-ups.", PROJECT),
    "people": ("Who may use a company's studio, and as what.", PEOPLE),
    "virtual": ("Faces that exist nowhere.", VIRTUAL),
    "audit": ("The record of who did what.", AUDIT),
}


def command_line() -> typer.Typer:
    """The program of all COMMANDS, in their order."""
    app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
    for work in COMMANDS:
        app.command()(command(work, beside=work in BESIDE))
    for name, (said, works) in GROUPS.items():
        group = typer.Typer(no_args_is_help=True, help=said)
        for each, work in works.items():
            group.command(each)(command(work))
        app.add_typer(group, name=name)
    return app


if __name__ == "__main__":
    keep_private()
    try:
        command_line()()
    except SystemExit as end:
        if "jpype" in sys.modules and isinstance(end.code, int):
            # JPype 1.7.1 now and then aborts ("exception not rethrown") while Python shuts down around the Java
            # machine, which would turn a complete answer into a failure. Nothing is left to do: leave without that.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(end.code)
        raise
