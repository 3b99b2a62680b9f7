"""Reference sets with known faults, planted in copies of a clean one: strangers, swaps, copies of photos."""

import io
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

CHANGES = ("encode", "resize", "crop", "mirror")


@dataclass
class Planted:
    """root holds `<group>/<member>/<photo>`. strangers: files; swaps: file -> "group/member" it belongs to; copies:
    file of a planted copy -> the file it was made of; changes: what was done to it."""

    root: Path
    strangers: set[str] = field(default_factory=set)
    swaps: dict[str, str] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    changes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def files(self) -> list[str]:
        return sorted(p.relative_to(self.root).as_posix() for p in self.root.rglob("*") if p.is_file())

    @property
    def true(self) -> set[str]:
        """Photos that are where they belong, and no planted copies."""
        return set(self.files) - self.strangers - set(self.swaps) - set(self.copies)


def copy_set(source: Path, root: Path, members: list[str] | None = None, photos: int | None = None) -> Planted:
    """A copy of a set, or of some of its members ("group/member") and at most so many photos of each."""
    for member in sorted(p for p in source.glob("*/*") if p.is_dir()):
        name = member.relative_to(source).as_posix()
        if members is not None and name not in members:
            continue
        (root / name).mkdir(parents=True)
        for file in sorted(p for p in member.iterdir() if p.is_file())[:photos]:
            shutil.copy(file, root / name / file.name)
    return Planted(root)


def few(demo: Path, root: Path, groups: int = 3, members: int = 2, photos: int = 4) -> Path:
    """A copy of the first photos of the first members of the first groups of the demo. Returns `root`."""
    chosen = [sorted(group.iterdir())[:members] for group in sorted((demo / "reference").iterdir())[:groups]]
    names = [f"{member.parent.name}/{member.name}" for some in chosen for member in some]
    return copy_set(demo / "reference", root, names, photos).root


def strangers(planted: Planted, people: list[Path], share: float, rng: np.random.Generator) -> Planted:
    """Replace a share of the photos by photos of `people`, who are not in the set; the files keep their names."""
    files = sorted(planted.true)
    chosen = rng.choice(len(files), round(share * len(files)), replace=False)
    photos = rng.choice(len(people), len(chosen), replace=len(chosen) > len(people))
    for i, j in zip(chosen, photos, strict=True):
        shutil.copy(people[j], planted.root / files[i])
        planted.strangers.add(files[i])
    return planted


def swaps(planted: Planted, share: float, rng: np.random.Generator) -> Planted:
    """Move a share of the photos to another member of the set."""
    files = sorted(planted.true)
    members = sorted({f.rsplit("/", 1)[0] for f in files})
    for i in rng.choice(len(files), round(share * len(files)), replace=False):
        owner, name = files[i].rsplit("/", 1)
        other = str(rng.choice([m for m in members if m != owner]))
        new = f"{other}/moved_{name}"
        (planted.root / files[i]).rename(planted.root / new)
        planted.swaps[new] = owner
    return planted


def copies(planted: Planted, share: float, rng: np.random.Generator, changes: tuple[str, ...] | None = None) -> Planted:
    """Put a changed copy beside a share of the photos: one to three random changes, or just those given."""
    files = sorted(planted.true)
    for i in rng.choice(len(files), round(share * len(files)), replace=False):
        done = changes
        if done is None:
            done = tuple(c for c in CHANGES if c in rng.choice(CHANGES, int(rng.integers(1, 4)), replace=False))
        owner, name = files[i].rsplit("/", 1)
        new = f"{owner}/{name.rsplit('.', 1)[0]}_copy.jpg"
        with Image.open(planted.root / files[i]) as image:
            (planted.root / new).write_bytes(changed(image.convert("RGB"), done, rng))
        planted.copies[new], planted.changes[new] = files[i], done
    return planted


def changed(image: Image.Image, changes: tuple[str, ...], rng: np.random.Generator) -> bytes:
    """The photo as somebody else would have it: cropped by 5 %, mirrored, resized by 0.5 to 1.2, encoded anew."""
    if "crop" in changes:
        width, height = image.size
        left, top = (rng.uniform(0, 0.05) for _ in range(2))
        corner, end = (left * width, top * height), ((left + 0.95) * width, (top + 0.95) * height)
        image = image.crop((round(corner[0]), round(corner[1]), round(end[0]), round(end[1])))
    if "mirror" in changes:
        image = ImageOps.mirror(image)
    if "resize" in changes:
        factor = rng.uniform(0.5, 1.2)
        width, height = (max(20, round(side * factor)) for side in image.size)
        image = image.resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=int(rng.integers(35, 75)) if "encode" in changes else 92)
    return out.getvalue()
