"""`bench`: one object a comparison, {ours, baseline, ratio, unit, n}."""

from pathlib import Path
from typing import Annotated

import typer

from core.bench import BENCHES, run
from core.cli.command import Json


def bench(
    what: Annotated[str, typer.Argument(help="what to measure: " + ", ".join(BENCHES))],
    photos: Annotated[Path | None, typer.Option(help="folder of photos to measure on")] = None,
    page: Annotated[str, typer.Option(help="of startup: a page's address, such as training")] = "",
    visitors: Annotated[int, typer.Option(help="of load: how many analyse at once", min=0)] = 0,
    rounds: Annotated[int, typer.Option(help="of load: whole visits, so often; else one rush", min=0)] = 0,
    signed_in: Annotated[bool, typer.Option("--signed-in", help="of its rounds: by people with cookies")] = False,
) -> Json:
    """Measure ours and the stock way, in turn, in one run."""
    return run(what, photos, page=page, visitors=visitors, rounds=rounds, signed_in=signed_in)
