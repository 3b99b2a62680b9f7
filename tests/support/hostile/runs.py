"""Changes of an exported training run; the hashes are made right again where that is the point."""

import contextlib
import hashlib
import io
import json
import random
import re
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.settings import Settings
from core.storage.training import run_exchange
from tests.support.finished_training import on_file
from tests.support.hostile.raw import Put, zipped


def exported_run() -> bytes:
    """A training of people who are only numbers, as the studio exports it."""
    with tempfile.TemporaryDirectory() as workspace:
        settings = Settings(workspace=Path(workspace))
        return run_exchange.export_zip(settings, on_file(settings).id, "# 카드\n")


def runs(put: Put, sources: Sequence[bytes], rng: random.Random) -> None:
    exported = exported_run()
    with zipfile.ZipFile(io.BytesIO(exported)) as z:
        parts = {n: z.read(n) for n in z.namelist()}

    def pack(changed: Mapping[str, bytes], *, fix: bool = True, extra: Sequence[tuple[str, bytes]] = ()) -> bytes:
        files = dict(changed)
        if fix:
            hashes = {n: hashlib.sha256(d).hexdigest() for n, d in files.items() if n != "manifest.json"}
            try:
                record = json.loads(files["run.json"])
            except (KeyError, ValueError):
                record = None
            if record is not None and isinstance(record.get("files"), dict):
                record["files"] = {
                    n: hashlib.sha256(files[n]).hexdigest() if n in files else h for n, h in record["files"].items()
                }
                files["run.json"] = json.dumps(record, ensure_ascii=False, indent=1).encode()
                hashes["run.json"] = hashlib.sha256(files["run.json"]).hexdigest()
            with contextlib.suppress(KeyError, ValueError):
                manifest = json.loads(files["manifest.json"])
                manifest["files"] = hashes
                files["manifest.json"] = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as z:
            for n, d in files.items():
                z.writestr(zipfile.ZipInfo(n), d)
            for n, d in extra:
                z.writestr(zipfile.ZipInfo(n), d)
        return out.getvalue()

    put("good.zip", exported, "ok")
    pickled = (
        b"\x80\x04\x95\x1f\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x8c\x06system\x93\x8c\x0ftouch /tmp/owned\x85R."
    )
    npy_object = (
        b"\x93NUMPY\x01\x00v\x00"
        + b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }".ljust(117)
        + b"\n"
        + pickled
    )
    npz_names = [n for n in parts if n.endswith(".npz")]
    for name in list(parts):
        put(
            f"missing_{name}.zip",
            pack({n: d for n, d in parts.items() if n != name}, fix=name != "manifest.json"),
            "no",
        )
        cut = {**parts, name: parts[name][: len(parts[name]) // 2]}
        put(f"cut_{name}.zip", pack(cut, fix=name != "manifest.json"), "no" if name != "MODEL_CARD.md" else "any")
        for n in range(6):
            body = bytearray(parts[name])
            for _ in range(1 + n):
                body[rng.randrange(len(body))] ^= 1 << rng.randrange(8)
            put(f"flip_{name}_{n}.zip", pack({**parts, name: bytes(body)}, fix=False), "no")
            put(f"flip_hashed_{name}_{n}.zip", pack({**parts, name: bytes(body)}, fix=name != "manifest.json"), "any")
    for name in npz_names:
        put(f"pickle_raw_{name}.zip", pack({**parts, name: pickled}), "no")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as z, zipfile.ZipFile(io.BytesIO(parts[name])) as old:
            for n, item in enumerate(old.namelist()):
                z.writestr(zipfile.ZipInfo(item), npy_object if n == 0 else old.read(item))
        put(f"pickle_object_{name}.zip", pack({**parts, name: out.getvalue()}), "no")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as z, zipfile.ZipFile(io.BytesIO(parts[name])) as old:
            for n, item in enumerate(old.namelist()):
                array = old.read(item)
                if n == 0:
                    array = re.sub(rb"'shape': \([^)]*\)", b"'shape': (99999999999, 99999999999)", array)
                z.writestr(zipfile.ZipInfo(item), array)
        put(f"shape_huge_{name}.zip", pack({**parts, name: out.getvalue()}), "no")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z, zipfile.ZipFile(io.BytesIO(parts[name])) as old:
            for item in old.namelist():
                z.writestr(zipfile.ZipInfo(item), old.read(item), zipfile.ZIP_DEFLATED)
            z.writestr(zipfile.ZipInfo("bomb.npy"), bytes(2**28), zipfile.ZIP_DEFLATED)
        put(f"bomb_{name}.zip", pack({**parts, name: out.getvalue()}), "no")
    for n, extra in enumerate(
        ("../../evil.py", "/etc/cron.d/evil", "evil.py", "model.pkl", "sub/run.json", "..\\evil.py")
    ):
        put(f"extra_{n}.zip", pack(parts, extra=[(extra, pickled)]), "no")
    put("slip_only.zip", zipped({"../../run.json": b"{}"}), "no")
    put("twice.zip", pack(parts, extra=[("run.json", parts["run.json"].replace(b'"name"', b'"name"'))]), "any")

    def changed(**fields: object) -> bytes:
        own = json.loads(parts["run.json"])
        own.get("run", own).update(fields)
        return pack({**parts, "run.json": json.dumps(own, ensure_ascii=False).encode()})

    own_id = json.loads(parts["run.json"])["run"]["id"]
    for n, bad in enumerate(("../../evil", "..", "", "a/b", "x" * 500, "\u202eabc", "con", "-rf")):
        put(f"id_{n}.zip", changed(id=bad), "no")
    for n, bad in enumerate(
        ("<img src=x onerror=alert(1)>", "=cmd|calc", "[x](javascript:alert(1))", "\u202eabc", "x" * 9000, "", "\0")
    ):
        put(f"name_{n}.zip", changed(name=bad, id=own_id[:-1] + str(n)), "any")
    put("family.zip", changed(family="os.system"), "no")
    put("deep.zip", pack({**parts, "model.json": b"[" * 100_000 + b"]" * 100_000}), "no")
    put("nan.zip", pack({**parts, "model.json": parts["model.json"].replace(b"0.", b"NaN+0.", 1)}), "no")
    put("jpeg.zip", b"\xff\xd8\xff" + bytes(1000), "no")
    put("keras_h5.zip", b"\x89HDF\r\n\x1a\n" + bytes(1000), "no")
    put("pickle.zip", pickled, "no")
    put("bomb_lists.zip", pack({**parts, "model.json": b"[" + b"[]," * 5_000_000 + b"[]]"}), "no")
    put("bomb_text.zip", pack({**parts, "MODEL_CARD.md": b"a" * (100 * 2**20)}), "no")
