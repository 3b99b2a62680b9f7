"""A ZIP of 1,500 photos of 1 megapixel to a set that is ready to be compared with, in a process of its own as the
job's: limits 90 s and 1.5 GB."""

import json
import random
import subprocess
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageEnhance, ImageOps

from core.bench import alone, seconds
from core.services.reference.importing import import_reference
from core.services.reference.sets import active_engine
from core.settings import Settings, get_settings
from core.types import silent

PHOTOS, SIZE = 1500, (1155, 866)
LIMIT_S, LIMIT_MB = 90.0, 1536.0


def run(photos: Path | None) -> dict[str, dict[str, Any]]:
    """`import_1500`: seconds from starting the process to the set on file; `import_memory`: its largest size in MB.

    photos: `<group>/<member>/<photo>`; without, the demo's. There are fewer than 1,500, so they are varied."""
    with tempfile.TemporaryDirectory() as place:
        packed = Path(place) / "photos.zip"
        _pack(photos or get_settings().demo / "reference", packed)
        print(f"{packed.stat().st_size / PHOTOS / 2**20:.2f} MiB a photo", file=sys.stderr)
        command = [sys.executable, "-m", "core.bench.collect_import", str(packed), str(Path(place) / "workspace")]
        answers: list[bytes] = []
        spent = seconds(lambda: answers.append(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))  # noqa: S603
    result = json.loads(answers[0])
    print(result["message"], file=sys.stderr)
    return {"import_1500": alone([spent], "s", LIMIT_S), "import_memory": alone([result["mb"]], "MB", LIMIT_MB)}


def _pack(root: Path, packed: Path) -> None:
    files = sorted(path for path in root.glob("*/*/*") if path.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp"))
    chance = random.Random(0)  # noqa: S311 - the same ZIP every time
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(PHOTOS):
            file = files[number * len(files) // PHOTOS] if len(files) > PHOTOS else files[number % len(files)]
            buffer = BytesIO()
            with Image.open(file) as picture:
                _varied(picture.convert("RGB"), chance).save(buffer, "JPEG", quality=90)
            group, member = file.parts[-3:-1]
            archive.writestr(f"{group}/{member}/{number:04}.jpg", buffer.getvalue())


def _varied(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Another crop and brightness, with grain: a portrait blown up has less detail than a photo and would be easier
    to decode."""
    left, top, right, bottom = (chance.uniform(0, 0.08) for _ in range(4))
    width, height = picture.size
    picture = picture.crop((
        round(left * width), round(top * height), round((1 - right) * width), round((1 - bottom) * height)
    ))  # fmt: skip
    picture = ImageOps.pad(picture, SIZE, color=(90, 90, 90))
    picture = ImageEnhance.Brightness(picture).enhance(chance.uniform(0.85, 1.15))
    return Image.blend(picture, Image.effect_noise(SIZE, 40).convert("RGB"), 0.15)


def _import(packed: Path, workspace: Path) -> dict[str, Any]:
    import resource  # Windows has none

    settings = Settings(workspace=workspace)
    message = import_reference(silent, settings, "bench", packed, active_engine(settings), temporary=False)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return {"message": message, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit}


if __name__ == "__main__":
    print(json.dumps(_import(Path(sys.argv[1]), Path(sys.argv[2]))))
