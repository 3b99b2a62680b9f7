"""`evaluate`: the bars of a family on a folder. Writes nothing."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.command import Directory, EngineName, Json, progress
from core.text.numbers import rounded

if TYPE_CHECKING:
    from core.training.examples import Examples
    from core.training.family import Family
    from core.training.options import Options


def evaluate(
    directory: Directory,
    family: Annotated[str, typer.Option(help="model family")] = "resemblance",
    engine: EngineName = None,
    head: Annotated[str | None, typer.Option(help="of embedding_head: lda, logreg, svm or knn")] = None,
    stand_in: Annotated[
        bool, typer.Option("--stand-in-weights", help="random weights where a base's own are missing")
    ] = False,
    partitions: Annotated[int, typer.Option(min=0, help="also measure repeatability over that many random groups")] = 0,
    unseen: Annotated[Path | None, typer.Option(help="also judge these people, who are in no group")] = None,
) -> Json:
    """Measure the quality bars on a reference set."""
    from core.faces.engines import get_engine
    from core.intake import by_trainee, expand, from_paths, reference_layout
    from core.services.reference.sets import active_engine
    from core.services.training.evaluate import evaluate as measure
    from core.services.training.examples import gather
    from core.settings import get_settings
    from core.types import Upload
    from models import get_family

    start = time.perf_counter()
    kind = get_family(family)  # a misspelt name fails before a thousand photos are read
    options = kind.options(stand_in=stand_in, **({"head": head} if head else {}))
    settings = get_settings()
    own_engine = get_engine(engine or active_engine(settings, read_only=True))
    found = gather(reference_layout(directory, settings), kind, options, own_engine, progress=progress)
    answer = measure(found, kind, options, progress).to_json()
    if partitions:
        from core.services.training.partitions import over_partitions

        answer["partitions"] = over_partitions(found.examples, kind, partitions, options.seed, progress)
    if unseen is not None:
        people = by_trainee(expand(from_paths([unseen]))[0])
        uploads = [Upload(f"-/{name}/{Path(u.path).name}", u.data) for name, own in people.items() for u in own]
        met = gather(reference_layout(uploads, settings), kind, options, own_engine, progress=progress)
        answer["strangers"] = _strangers(found.examples, met.examples, kind, options)
    return {**answer, "seconds": rounded(time.perf_counter() - start, 2)}


def _strangers(known: "Examples", unseen: "Examples", family: "Family", options: "Options") -> Json:
    """People in no group, judged by the model of the whole folder."""
    from core.services.training.evaluate import repeatability
    from core.training.checkpoint import Monitor
    from core.training.left_out import evaluate_strangers

    met = evaluate_strangers(family.fit(known, options, Monitor()), unseen, [options.seed])
    reasons: dict[str, str] = {}
    figures, _ = repeatability(met, reasons)
    people = len(set(unseen.members))
    figures["nobody"] = float(met.nobody.mean()) if len(met.nobody) else None
    return {**figures, "n": len(met.same), "people": people, "photos": len(unseen.members), "reasons": reasons}
