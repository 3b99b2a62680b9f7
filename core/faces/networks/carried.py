"""Weight files that are carried with the project, in data/networks."""

import hashlib

from core.errors import EngineError
from core.settings import ROOT

FOLDER = ROOT / "data" / "networks"


def carried_file(name: str, sha256: str) -> bytes:
    """Bytes of a file. Raises EngineError if it is missing or not the expected one."""
    path = FOLDER / name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EngineError(f"얼굴 분석 모델 파일({name})을 읽을 수 없습니다. 프로그램을 다시 받아 주세요.") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise EngineError(f"얼굴 분석 모델 파일({name})이 손상되었습니다. 프로그램을 다시 받아 주세요.")
    return data
