"""The engines page: what can be chosen, and the download as a job."""

from core.faces.engines import download_weights, get_info
from core.types import Progress


def download(progress: Progress, name: str) -> str:
    """A job for `core.jobs`: fetch an engine's weights, counting bytes. Returns a sentence. Raises EngineError."""
    download_weights(name, progress)
    return f"'{get_info(name).title}' 엔진을 내려받았습니다. 이제 쓸 수 있습니다."
