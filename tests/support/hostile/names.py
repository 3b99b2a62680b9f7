"""Names of files that no name should be."""

import random
import unicodedata
from collections.abc import Sequence

from tests.support.hostile.photos import faces
from tests.support.hostile.raw import Expect, Put


def names(put: Put, sources: Sequence[bytes], rng: random.Random) -> None:
    jpeg = faces(sources).jpegs[2]
    wanted: tuple[tuple[str, Expect], ...] = (
        ("김하늘_1.jpg", "ok"),
        (unicodedata.normalize("NFD", "김하늘_2.jpg"), "ok"),
        ("=cmd|calc_1.jpg", "ok"),
        ("<img src=x onerror=alert(1)>_1.jpg", "ok"),
        ("[x](javascript:alert(1))_1.jpg", "ok"),
        ("a\u202egpj.exe_1.jpg", "ok"),
        ("**굵게**_1.jpg", "ok"),
        (" 앞뒤 _1.jpg", "ok"),
        ("a" * 240 + ".jpg", "ok"),
        ("가" * 80 + ".jpg", "ok"),
        ("\U0001f600_1.jpg", "ok"),
        ("a\nb_1.jpg", "ok"),
        ("con.jpg", "ok"),
        ("$latex$_1.jpg", "ok"),
        (":material_home:_1.jpg", "ok"),
        ("..._1.jpg", "ok"),
        ("name\\with\\backslash_1.jpg", "ok"),
        ("-rf_1.jpg", "ok"),
        ("%2e%2e%2f_1.jpg", "ok"),
        ("....jpg", "ok"),
        ("...", "ok"),
        (".하늘.jpg", "any"),
    )
    for name, expect in wanted:
        put(name.replace("/", "_"), jpeg, expect)
