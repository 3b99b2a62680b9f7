"""`virtual`: faces that exist nowhere. Writes nothing to the workspace."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.command import EngineName, Json, progress

if TYPE_CHECKING:
    from core.settings import Settings
    from core.virtual.face import Face
    from core.virtual.generator import Generator
    from core.virtual.steer import Target

Seed = Annotated[int, typer.Option(help="the same seed gives the same faces", min=0)]
GeneratorName = Annotated[str, typer.Option("--generator", help="heads or stylegan; else the one that is set up")]
Evaluations = Annotated[int, typer.Option(help="previews that a search may look at", min=0, max=20_000)]
Seconds = Annotated[float, typer.Option(help="end a search after so long, 0 for never", min=0)]
Out = Annotated[Path | None, typer.Option(help="folder for the marked pictures")]
Wanted = Annotated[list[str] | None, typer.Option(help="GROUP[=WEIGHT] to move to, more than once for a blend")]
Steps = Annotated[list[str] | None, typer.Option(help="CONTROL=STEPS to add to the start")]
Reference = Annotated[Path | None, typer.Option(help="judge against this folder, not the active set")]


def steer(
    target: Wanted = None,
    seed: Seed = 0,
    control: Steps = None,
    evaluations: Evaluations = 600,
    seconds: Seconds = 0.0,
    out: Out = None,
    reference: Reference = None,
    engine: EngineName = None,
    generator: GeneratorName = "",
) -> Json:
    """Move a face by chance toward a group or a blend, never closer to a real person than people are to each other."""
    from core.services.virtual.generators import open_generator
    from core.services.virtual.judge import load_judge
    from core.services.virtual.steering import steer as search
    from core.settings import get_settings

    settings = get_settings()
    judge = load_judge(settings, reference, engine, progress)
    aim = _aim(target or (), control or ())
    if not aim.mix and not aim.steps:
        raise typer.BadParameter("--target or --control: where to?")
    with closing(open_generator(settings, generator)) as made_by:
        found = search(made_by, judge, aim, seed, evaluations=evaluations, seconds=seconds or None, progress=progress)
        files = _written(settings, made_by, out, [("steered", found.face)])
    guard = judge.guard
    return {
        "target": dict(aim.mix), "controls": dict(aim.steps), "seed": seed, "generator": made_by.code,
        "version": made_by.version, "engine": judge.engine.name, "resemblance": found.score, "start": found.start,
        "scores": found.scores or None, "evaluations": found.evaluations, "seconds": round(found.seconds, 3),
        "nearest": _nearest(found.near, found.similarity) if found.near else None,
        "guard": {"threshold": guard.threshold, "kept": found.kept}, "floor": guard.floor, "reason": found.reason,
        "files": files,
    }  # fmt: skip


def sample(
    count: Annotated[int, typer.Option(help="how many faces", min=1, max=500)] = 24,
    seed: Seed = 0,
    out: Out = None,
    reference: Reference = None,
    engine: EngineName = None,
    generator: GeneratorName = "",
) -> Json:
    """Faces by chance as full pictures: how many the detector finds, and what is thought of them."""
    from core.services.virtual.generators import open_generator
    from core.services.virtual.judge import load_judge
    from core.settings import get_settings
    from core.virtual.face import Shot
    from core.virtual.group import seed_of

    settings = get_settings()
    judge = load_judge(settings, reference, engine, progress)
    faces, rows = [], []
    with closing(open_generator(settings, generator)) as made_by:
        for place in range(count):
            progress(place, count, "")
            face = made_by.sample(seed_of(seed, place))
            (look,) = judge.look([made_by.picture(face, Shot(seed=place))])
            faces.append((f"{place:03d}", face))
            top = judge.groups[int(look.scores.argmax())] if look.scores is not None else None
            rows.append({
                "seed": seed_of(seed, place), "status": look.status, "reason": look.reason, "top": top,
                "resemblance": float(look.scores.max()) if look.scores is not None else None,
                "similarity": look.close.nearest.similarity if look.close else None,
                "kept": look.close.kept if look.close else None,
            })  # fmt: skip
        files = _written(settings, made_by, out, faces)
    return {
        "seed": seed, "generator": made_by.code, "version": made_by.version, "engine": judge.engine.name,
        "count": count, "found": sum(row["top"] is not None for row in rows),
        "ok": sum(row["status"] == "ok" for row in rows), "threshold": judge.guard.threshold, "faces": rows,
        "files": files,
    }  # fmt: skip


def group(
    target: Wanted = None,
    members: Annotated[int, typer.Option(help="2 to 12", min=2, max=12)] = 5,
    seed: Seed = 0,
    evaluations: Evaluations = 600,
    seconds: Seconds = 0.0,
    out: Out = None,
    reference: Reference = None,
    engine: EngineName = None,
    generator: GeneratorName = "",
) -> Json:
    """A made-up group: members far enough from each other and from everybody on file, and made again by the seed."""
    import numpy as np

    from core.services.virtual.generators import open_generator
    from core.services.virtual.groups import exported, make_group, problems
    from core.services.virtual.judge import load_judge
    from core.services.virtual.steering import distance_again, embedding_of
    from core.settings import get_settings
    from core.virtual.group import group_json
    from core.virtual.guard import apart

    settings = get_settings()
    judge = load_judge(settings, reference, engine, progress)
    aim = _aim(target or [judge.groups[0]])
    names = [f"{number + 1}" for number in range(members)]
    with closing(open_generator(settings, generator)) as made_by:
        made = make_group(made_by, judge, aim, names, seed, name="group", evaluations=evaluations,
                          seconds=seconds or None, progress=progress)  # fmt: skip
        wrong = problems(made_by, judge, made)
        vectors = [embedding_of(made_by, judge, one.face) for one in made.members]
        again = [embedding_of(made_by, judge, one.face) for one in made.members]
        files = _written(settings, made_by, out, [(one.name, one.face) for one in made.members])
    if out is not None:
        from core.files import write_atomic

        write_atomic(out / "group.json", exported(made))
    rows = np.stack([row for row in vectors if row is not None])
    distances = apart(judge.model, rows)[np.triu_indices(len(rows), 1)]
    repeated = [distance_again(a, b) for a, b in zip(vectors, again, strict=True) if a is not None and b is not None]
    return {
        "target": dict(aim.mix), "seed": seed, "generator": made_by.code, "version": made_by.version,
        "engine": judge.engine.name, "threshold": judge.guard.threshold, "floor": judge.guard.floor,
        "nearest_pair": float(distances.min()), "repeated": max(repeated, default=None),
        "problems": [{"kind": one.kind, "members": [names[at] for at in one.places], "value": one.value,
                      "limit": one.limit} for one in wrong],
        "members": [
            {"name": one.name, "seed": one.seed, "resemblance": one.score, "kept": one.kept,
             "nearest": _nearest(one.near, one.similarity)}
            for one in made.members
        ],
        "group": group_json(made), "files": files,
    }  # fmt: skip


def _aim(target: Sequence[str], control: Sequence[str] = ()) -> "Target":
    """A blend whose parts sum to 1, and steps of controls."""
    from core.virtual.steer import Target

    mix = _weights(target, "--target")
    total = sum(mix.values())
    parts = {group: part / total for group, part in mix.items()}
    return Target(parts, _weights(control, "--control", least=-10.0), "group", ", ".join(mix))


def _nearest(near: str, similarity: float | None) -> Json:
    group, _, member = near.partition("/")
    return {"member": member, "group": group, "similarity": similarity}


def _weights(given: Sequence[str], option: str, least: float = 0.0) -> dict[str, float]:
    """NAME[=NUMBER] each, 1 without a number."""
    found = {}
    for text in given:
        name, _, number = text.partition("=")
        try:
            found[name] = float(number or 1)
        except ValueError as error:
            raise typer.BadParameter(f"{option} {text}: NAME or NAME=NUMBER") from error
        if not least < found[name] < 1e6:
            raise typer.BadParameter(f"{option} {text}: a number above {least:g}")
    return found


def _written(
    settings: "Settings", made_by: "Generator", out: Path | None, faces: "list[tuple[str, Face]]"
) -> list[str]:
    if out is None:
        return []
    from core.files import write_atomic
    from core.services.virtual.pictures import picture

    out.mkdir(parents=True, exist_ok=True)
    for name, face in faces:
        write_atomic(out / f"{name}.png", picture(settings, made_by, face))
    return [f"{name}.png" for name, _ in faces]
