"""What the tests of a purge search by finds what is planted: rows near an embedding, wherever and however they lie."""

import os
import sqlite3
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from core.faces.engines import BEFORE_CHOICE, DEFAULT, ENGINES
from tests.support.memory import held_rows, pages
from tests.support.near import LEAST, near, parts
from tests.support.traces import traces

KINDS = ("<f2", "<f4", "<f8")


def _unit(row: NDArray[np.float64]) -> NDArray[np.float32]:
    made: NDArray[np.float32] = (row / np.linalg.norm(row)).astype(np.float32)
    return made


def _near(row: NDArray[np.float32], chance: np.random.Generator, cosine: float = LEAST + 0.01) -> NDArray[np.float32]:
    """A row with this cosine to another."""
    other = chance.standard_normal(len(row))
    other -= (other @ row) * row
    return _unit(cosine * row + np.sqrt(1 - cosine**2) * _unit(other))


@pytest.mark.slow
@pytest.mark.parametrize("size", sorted({ENGINES[name].dim for name in (DEFAULT, BEFORE_CHOICE, "ArcFace")}))
def test_near_rows_are_found_at_any_alignment_and_in_any_width(size: int) -> None:
    chance = np.random.default_rng(5)
    rows = np.array([_unit(chance.standard_normal(size)) for _ in range(3)])
    wanted, noise = parts(rows), chance.integers(0, 256, 1 << 16, np.uint8).tobytes()
    assert near(noise, wanted) == []
    for kind in KINDS:
        for offset in range(int(kind[-1])):
            planted = (_near(rows[1], chance) * 7).astype(kind).tobytes()
            at = 4096 + offset
            found = near(noise[:at] + planted + noise[at:], wanted)
            assert found and found[0] >= at and found[-1] < at + len(planted)
    far = _near(rows[1], chance, 0.6).tobytes()
    assert near(noise + far, wanted) == []


def test_they_are_found_in_pages_in_use_and_free_in_journals_and_in_decimals(tmp_path: Path) -> None:
    chance = np.random.default_rng(6)
    row = _unit(chance.standard_normal(128))
    (tmp_path / "a").mkdir()
    with sqlite3.connect(tmp_path / "a" / "free.db") as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE t (v BLOB)")
        connection.executemany("INSERT INTO t VALUES (?)", [(_near(row, chance).tobytes(),) for _ in range(20)])
    connection.execute("DELETE FROM t")
    connection.commit()
    connection.close()
    wal = sqlite3.connect(tmp_path / "wal.db")
    wal.execute("PRAGMA journal_mode = WAL")
    wal.execute("CREATE TABLE t (v BLOB)")
    wal.execute("INSERT INTO t VALUES (?)", (_near(row, chance).astype(np.float64).tobytes(),))
    wal.commit()
    (tmp_path / "said.json").write_text(str([round(float(value), 5) for value in row]))
    found = traces(tmp_path, [], row[None])
    wal.close()
    assert {"a/free.db: an embedding", "wal.db-wal: an embedding", "said.json: an embedding in decimals"} <= set(found)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="reads memory as Linux shows it")
def test_they_are_found_in_the_memory_of_a_process() -> None:
    chance = np.random.default_rng(7)
    row, known = _unit(chance.standard_normal(128)), pages(os.getpid())
    planted = bytearray(b"x" + _near(row, chance).astype(np.float16).tobytes() + b"x" * 4096)
    assert next(held_rows(os.getpid(), parts(row[None]), known, ("<f2",)))
    del planted
