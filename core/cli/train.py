"""`train`: train on a folder or on the active set and put the runs on file.

With several families, one that fails does not stop the others; the keys on top are those of the best by photo_cv log
loss."""

from pathlib import Path
from typing import Annotated, Any

import typer

from core.cli.command import EngineName, Json, progress
from core.errors import StudioError


def train(
    directory: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="<group>/<member>/<photo>")] = None,
    workspace: Annotated[bool, typer.Option("--workspace", help="train on the active set")] = False,
    family: Annotated[str, typer.Option(help="model family, or all")] = "resemblance",
    engine: EngineName = None,
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
) -> Json:
    """Train on a folder or on the active set and record the run; an interrupted one goes on."""
    if (directory is None) != workspace:
        raise typer.BadParameter("give either DIR or --workspace")
    from core.faces.engines import get_info
    from core.services.reference.sets import active_engine, active_source
    from core.services.training.queue import Request, train_now
    from core.settings import get_settings
    from models import FAMILIES, get_family

    chosen = {"head": head, "folds": folds, "epochs": epochs, "copies": copies, "patience": patience}
    chosen |= {"classes": classes, "seed": seed, "unfreeze": unfreeze or None, "stand_in": stand_in or None}
    chosen |= {"strangers": False if no_strangers else None}
    changes: dict[str, Any] = {key: value for key, value in chosen.items() if value is not None}
    settings = get_settings()
    kinds = list(FAMILIES.values()) if family == "all" else [get_family(family)]
    own_engine = get_info(engine or active_engine(settings, read_only=True)).name
    if directory is None:
        source = active_source(settings, read_only=True)
        place = {"set_id": source.id, "set_name": source.name}
    else:
        root = directory.resolve()
        own = root.name if root.is_dir() else root.stem
        place = {"set_id": "", "set_name": own or str(directory), "root": str(root)}
    done: list[Json] = []
    failed: list[dict[str, str]] = []
    for kind in kinds:
        several = len(kinds) > 1
        own_name = f"{name} ({kind.name})" if name and several else name
        request = Request(kind.name, own_engine, kind.options(**changes), name=own_name, **place)
        before = f"{kind.name} " if several else ""
        try:
            run = train_now(settings, request, lambda d, t, label, before=before: progress(d, t, before + label))  # type: ignore[misc]
        except StudioError as error:
            if not several:
                raise
            failed.append({"family": kind.name, "reason": str(error)})
        else:
            done.append({"run": run.id, "family": run.family, "engine": run.engine, "metrics": run.metrics})
    if not done:
        raise StudioError(" ".join(f"{f['family']}: {f['reason']}" for f in failed))
    best = min(done, key=_log_loss)
    return {**best, "runs": done, "failed": failed} if len(kinds) > 1 else best


def _log_loss(run: Json) -> float:
    loss = run["metrics"]["photo_cv"]["log_loss"]
    return float("inf") if loss is None else float(loss)
