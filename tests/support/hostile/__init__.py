"""Hostile files for every intake of the studio, made from a few portraits: about a thousand, the same for one seed.

`make` writes them to a folder, `<kind>/<name>`, and says of each what must become of it. A film in Matroska has a
random number in it that its writer chose."""

import random
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from tests.support.hostile.archives import archives
from tests.support.hostile.article_bombs import article_bombs
from tests.support.hostile.articles import articles
from tests.support.hostile.lexicons import catalogues, lexicons
from tests.support.hostile.names import names
from tests.support.hostile.photo_bombs import photo_bombs
from tests.support.hostile.photos import photos
from tests.support.hostile.raw import Expect, Put
from tests.support.hostile.runs import runs
from tests.support.hostile.videos import videos

Maker = Callable[[Put, Sequence[bytes], random.Random], None]
KINDS: dict[str, Maker] = {
    "photos": photos,
    "photo_bombs": photo_bombs,
    "names": names,
    "zips": archives,
    "articles": articles,
    "article_bombs": article_bombs,
    "lexicon": lexicons,
    "catalog": catalogues,
    "runs": runs,
    "videos": videos,
}


def make(portraits: Path, out: Path, kinds: Collection[str] = tuple(KINDS), seed: int = 11) -> dict[str, Expect]:
    """Write the files of some kinds; returns "<kind>/<name>" -> what must become of it.

    portraits: a folder with at least six JPEGs, searched with what is below it."""
    found = sorted(path for path in portraits.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
    sources = [path.read_bytes() for path in random.Random(seed).sample(found, 6)]
    expected: dict[str, Expect] = {}
    for kind in kinds:
        folder = out / kind
        folder.mkdir(parents=True, exist_ok=True)

        def put(name: str, data: bytes, expect: Expect, kind: str = kind, folder: Path = folder) -> None:
            (folder / name).write_bytes(data)
            expected[f"{kind}/{name}"] = expect

        KINDS[kind](put, sources, random.Random(f"{seed}{kind}"))
    return expected
