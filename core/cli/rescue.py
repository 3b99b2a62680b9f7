"""`rescue` and `clock`: what can be mended at the studio's own computer alone."""

from typing import Annotated

import typer

from core.cli.command import Json


def rescue(
    copy: Annotated[str, typer.Option(metavar="NAME", help="a safety copy takes its place; `newest`, or a name")] = "",
    empty: Annotated[bool, typer.Option("--empty", help="an empty database takes its place")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="even where it can be read")] = False,
) -> Json:
    """Mend a damaged database while the studio runs: with neither option, say what there is, and change nothing."""
    from core.services import upkeep
    from core.settings import get_settings

    if copy and empty:
        raise typer.BadParameter("--copy or --empty")
    settings = get_settings()
    found = upkeep.copies(settings)
    answer: Json = {
        "database": str(settings.database),
        "damaged": upkeep.cannot_be_read(settings),
        "copies": [{"name": one.path.name, "made": one.made.isoformat()} for one in found],
        "mended": False,
    }
    if not (copy or empty):
        return answer
    mended = upkeep.mend(settings, copy, anyway=anyway)
    return {**answer, "damaged": False, "mended": True, "aside": mended.aside, "rights_kept": mended.rights_kept}


def clock(
    trust: Annotated[bool, typer.Option("--trust", help="the computer's clock is right: forget what was seen")] = False,
) -> Json:
    """Say what the computer's clock says and what the studio goes by, where it was set."""
    from core.access.actor import LOCAL
    from core.services.upkeep import clock_times, trust_clock
    from core.settings import get_settings

    times = trust_clock(get_settings(), LOCAL) if trust else clock_times(get_settings())
    return {
        "clock": times.clock.isoformat(timespec="seconds"),
        "now": times.now.isoformat(timespec="seconds"),
        "sure": times.sure.isoformat(timespec="seconds"),
        "doubted": times.doubted,
        "behind_s": round(times.behind.total_seconds()),
        "trusted": trust,
    }
