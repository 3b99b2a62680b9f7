"""`bench`: one object a comparison, {ours, baseline, ratio, unit, n}."""

from pathlib import Path
from typing import Annotated

import typer

from core.cli.command import Json


def bench(
    what: Annotated[str, typer.Argument(help="embed, match, keywords, startup, train, collect or hostile")],
    photos: Annotated[Path | None, typer.Option(help="folder of photos to measure on")] = None,
    page: Annotated[str, typer.Option(help="of startup: a page's address, such as training")] = "",
) -> Json:
    """Measure ours and the stock way, in turn, in one run."""
    from core import bench as benchmarks

    return benchmarks.run(what, photos, page)
