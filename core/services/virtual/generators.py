"""Which generators there are here, and the one that is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from core.errors import StudioError, UnknownNameError, VirtualError
from core.services.permitted import permitted
from core.settings import Settings
from core.virtual.generator import Generator
from core.virtual.onnx_file import read_onnx
from core.virtual.stylegan import StyleGan

DEFAULT = "heads"
NO_FILES = (
    "회사의 생성 모델 파일이 정해지지 않았습니다. 설정 STUDIO_STYLEGAN_SYNTHESIS(와 파일이 둘이면 "
    "STUDIO_STYLEGAN_MAPPING)에 ONNX 파일의 자리를 적어 주세요."
)
NO_DIRECTIONS = "'{}' 방향 파일을 읽을 수 없습니다. 이름마다 숫자 한 줄을 담은 .npz 파일을 골라 주세요."
_MOST_DIRECTIONS = 64


@dataclass(frozen=True, slots=True)
class GeneratorInfo:
    """A generator that can be asked for. why_not: Korean, "" where it works here."""

    code: str
    why_not: str = ""


def _heads(settings: Settings) -> Generator:
    from core.virtual.heads.generator import Heads

    return Heads()


def _stylegan(settings: Settings) -> Generator:
    if settings.stylegan_synthesis is None:
        raise VirtualError(NO_FILES)
    two = settings.stylegan_mapping is not None
    synthesis = read_onnx(settings.stylegan_synthesis, "synthesis" if two else "whole")
    mapping = read_onnx(settings.stylegan_mapping, "mapping") if settings.stylegan_mapping is not None else None
    return StyleGan(synthesis, mapping, settings.stylegan_truncation, _directions(settings))


GENERATORS: dict[str, Callable[[Settings], Generator]] = {"heads": _heads, "stylegan": _stylegan}


@permitted("virtual.read")
def generators(settings: Settings) -> list[GeneratorInfo]:
    """Those of the table, each with why it cannot be used here. Opens them."""
    found = []
    for code in GENERATORS:
        try:
            open_generator(settings, code).close()
        except StudioError as error:
            found.append(GeneratorInfo(code, str(error)))
        else:
            found.append(GeneratorInfo(code))
    return found


@permitted("virtual.read")
def open_generator(settings: Settings, code: str = "") -> Generator:
    """The one with this code; else the company's own where its files are set, else DEFAULT. To be closed. Raises
    UnknownNameError, and VirtualError where it cannot work here."""
    code = code or ("stylegan" if settings.stylegan_synthesis is not None else DEFAULT)
    if code not in GENERATORS:
        raise UnknownNameError(f"'{code}' 생성기는 없습니다. 사용할 수 있는 생성기: {', '.join(GENERATORS)}")
    return GENERATORS[code](settings)


def _directions(settings: Settings) -> dict[str, NDArray[np.float32]]:
    path = settings.stylegan_directions
    if path is None:
        return {}
    try:
        with np.load(path, allow_pickle=False) as file:
            rows = {name: np.asarray(file[name], np.float32) for name in file.files[:_MOST_DIRECTIONS]}
    except (OSError, ValueError, KeyError, BadZipFile, AttributeError) as error:
        raise VirtualError(NO_DIRECTIONS.format(path.name)) from error
    if not all(np.isfinite(row).all() for row in rows.values()):
        raise VirtualError(NO_DIRECTIONS.format(path.name))
    return rows
