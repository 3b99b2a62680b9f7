"""Films made at test time from the demo's portraits, whose people do not exist."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

SIZE = (640, 360)
FPS = 8


def portraits(demo: Path, group: str, member: str) -> list[Path]:
    return sorted((demo / "reference" / group / member).glob("*.jpg"))


def film(
    path: Path,
    shots: Sequence[Sequence[Path]],
    *,
    seconds: float = 2.0,
    codec: str = "mp4v",
    blurred: Sequence[int] = (),
    size: tuple[int, int] = SIZE,
    shift: int = 8,
) -> Path:
    """Each shot shows its portraits side by side, panning, for so many seconds; those of `blurred` out of focus."""
    made = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), FPS, size)
    assert made.isOpened()
    length = max(1, round(seconds * FPS))
    for number, shot in enumerate(shots):
        faces = [cv2.resize(cv2.imread(str(file)), (200, 200), interpolation=cv2.INTER_AREA) for file in shot]
        for step in range(length):
            frame = np.full((size[1], size[0], 3), 90 + 20 * (number % 3), np.uint8)
            for place, face in enumerate(faces):
                left = 10 + 210 * place + round(shift * np.sin(step / 3))
                top = 60 + round(shift * step / length)
                frame[top : top + 200, left : left + 200] = face
            made.write(cv2.GaussianBlur(frame, (0, 0), 4) if number in blurred else frame)
    made.release()
    return path


def group_shot(files: Sequence[Path]) -> np.ndarray:
    """Portraits side by side, as one (h, w, 3) uint8 RGB photo."""
    faces = [cv2.cvtColor(cv2.imread(str(file)), cv2.COLOR_BGR2RGB) for file in files]
    return np.hstack([cv2.copyMakeBorder(face, 30, 30, 10, 10, cv2.BORDER_REPLICATE) for face in faces])
