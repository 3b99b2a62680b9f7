"""Groups, members and photos of a run as the page shows them: names, colours, and where the pictures lie."""

import base64
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from core.catalog import Catalog, load_demo, load_real
from core.charts.style import GroupStyle
from core.services.reference import sets as reference
from core.settings import Settings
from core.training.run import Run
from core.types import MemberId, Progress, silent
from core.ui.kit.cache import shelf, styles
from core.ui.words_ko import training as t

MOST_FACES = 2000  # pictures sent along with one map: about 2 KB each
_SIDE = 64  # px


@dataclass(frozen=True, slots=True)
class People:
    """styles: the run's groups in catalogue order. root: of its photos, None where there are none to show; `reason`
    then says why (Korean)."""

    catalog: Catalog
    styles: tuple[GroupStyle, ...]
    set_id: str
    root: Path | None
    reason: str

    @property
    def names(self) -> dict[str, str]:
        """Group id to name."""
        return {g.id: g.name for g in self.styles}

    def member(self, member: MemberId) -> str:
        """What to show for a member."""
        return self.catalog.member_name(member)

    def photo(self, file: str) -> Path | None:
        """Where a photo of the run lies, None if it is gone. A run may be imported, so its names are not trusted."""
        if self.root is None:
            return None
        path = self.root / file
        inside = path.resolve().is_relative_to(self.root.resolve())
        return path if inside and path.is_file() else None


def people(settings: Settings, run: Run) -> People:
    """Whose run this is."""
    sources = {source.id: source for source in reference.list_sources(settings)}
    source = sources.get(run.data.set_id)
    demo = load_demo(settings)
    groups = list(run.data.counts)
    catalog = demo if all(g in demo for g in groups) else reference.own_catalog(groups, load_real(settings))
    if run.origin == "imported":
        reason = t.NO_FACES_IMPORTED
    elif not run.data.set_id:
        reason = t.NO_FACES_FOLDER
    else:
        reason = "" if source else t.NO_FACES_GONE
    root = source.root if source and not reason else None
    return People(catalog, styles(catalog, groups), run.data.set_id, root, reason)


def faces(owner: People, run: Run, files: tuple[str, ...], progress: Progress = silent) -> tuple[str, ...]:
    """A small picture a photo as a "data:" address, "" for those that are gone; made once for everybody."""

    def make() -> tuple[str, ...]:
        found = []
        for index, file in enumerate(files, 1):
            path = owner.photo(file)
            found.append(_address(path) if path else "")
            progress(index, len(files), "")
        return tuple(found)

    # The key begins with the set: who deletes a set drops its pictures with it.
    return shelf("faces").get(f"{owner.set_id}/{run.id}", make)


def _address(path: Path) -> str:
    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as picture:
            picture.draft("RGB", (_SIDE * 2, _SIDE * 2))
            small = ImageOps.fit(picture.convert("RGB"), (_SIDE, _SIDE))
    except OSError:
        return ""
    out = io.BytesIO()
    small.save(out, "JPEG", quality=70)
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()
